"""In which interval a learning rate lies: rates tried in each, at its ends and just outside."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from tests.course.judges.prompt import Check, N, number, says
from tests.course.judges.rates import BRACKETS, NEAR, listed, predictions, rates
from tests.course.judges.sentences import (
    CLASS,
    Trial,
    first_true,
    foreign_lab,
    trial,
    unread,
    written,
)
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.comparison import Scope


def judge_interval(question: Question) -> Iterator[str]:
    """In which interval A's η lies, by its predictions."""
    prompt, asked = question.prompt, trial(question.prompt)
    ((what, classes),) = re.findall(
        r"\n(A's predictions made while training are, step by step,"
        r"|The predictions of A's final weights on the samples are, in order,)"
        rf"\n({CLASS[1:-1]}(?:, {CLASS[1:-1]})*)\.\n"
        r"In which of these intervals of learning rates does A's η lie\?",
        prompt,
    )
    assert "A has an η > 0 that is not told." in prompt
    scope = Scope.TRACE if what.startswith("A's") else Scope.SAMPLES
    told = [int(one.replace("−", "-")) for one in classes.split(", ")]
    yield from foreign_lab(question, asked, [None])
    if question.lab is None or predictions(asked, question.lab.a.rate, scope) != told:
        yield "the lab's η predicts otherwise"
    for option in question.options:
        yield from _interval(asked, option, told, scope)
    ends = [parsed(option.text)[:2] for option in question.options]
    if any(high is None or high != low for (_, high), (low, _) in pairwise(ends)):
        yield "the intervals do not follow one another"
    yield from unread(" ".join(question.hints), _interval_hints(asked, question, told, scope))


def parsed(text: str) -> tuple[Fraction, Fraction | None, bool, bool]:
    """An interval's ends, None for ∞, and whether they lie in it."""
    found = re.fullmatch(r"([(\[])(\S+), (\S+)([)\]])", text)
    assert found is not None
    high = None if found[3] == "∞" else number(found[3])
    return number(found[2]), high, found[1] == "[", found[4] == "]"


def points(asked: Trial, text: str) -> tuple[list[Fraction], list[Fraction]]:
    """Rates in an interval, among them one of each piece of it, and the rates just outside."""
    low, high, closed_low, closed_high = parsed(text)
    top = high if high is not None else max(*rates(asked), low + 1) + 1
    inside = [low + (top - low) * Fraction(k, 16) for k in range(1, 16)]
    inside += [rate for rate in rates(asked) if low < rate < top]
    inside += [low * (1 + NEAR), top * (1 - NEAR)]
    inside += [low] if closed_low else []
    inside += [top] if closed_high or high is None else []
    if low == top:
        inside = [low]
    outside = ([low * (1 - NEAR)] if closed_low else [low]) if low else []
    if high is not None:
        outside.append(high * (1 + NEAR) if closed_high else high)
    return [rate for rate in inside if rate > 0], outside


def _interval(asked: Trial, option: Option, told: list[int], scope: Scope) -> Iterator[str]:
    inside, outside = points(asked, option.text)
    found = [predictions(asked, rate, scope) for rate in inside]
    if any(one != found[0] for one in found):
        yield f"{option.text}: not all η in it predict alike"
    if any(predictions(asked, rate, scope) == found[0] for rate in outside):
        yield f"{option.text}: just outside η predict as in it"
    if option.right != (found[0] == told):
        yield f"the key: {option.text} is {'' if option.right else 'not '}keyed"
    yield from unread(option.explanation, _said_of_interval(asked, option, told, scope))


def _said_of_interval(asked: Trial, option: Option, told: list[int], scope: Scope) -> list[Check]:
    low, high, closed_low, closed_high = parsed(option.text)
    word = "step" if scope is Scope.TRACE else "sample"

    def within(text: str) -> bool:
        rate = number(text)
        below = rate > low or (closed_low and rate == low)
        return below and (high is None or rate < high or (closed_high and rate == high))

    def first(rate: Fraction) -> int:
        said = predictions(asked, rate, scope)
        return first_true(p != q for p, q in zip(said, told, strict=True)) + 1

    def just(side: str, step: str) -> bool:
        if side == "below":
            return first(low * (1 - NEAR) if closed_low else low) == int(step)
        assert high is not None
        return first(high * (1 + NEAR) if closed_high else high) == int(step)

    def wrong(step: str, they: str, said: str, of_a: str, *rest: str) -> bool:
        example, instance, z = rest
        if {they == "they predict", bool(instance)} != {low != high}:
            return False
        i, seen = int(step) - 1, asked.run(number(example))[0 if scope is Scope.TRACE else 1]
        agreed = within(example) and says(z, seen[i].z) and said == written(seen[i].said)
        return agreed and first(number(example)) == i + 1 and of_a == written(told[i]) != said

    def agreeing(count: str, whole: str) -> bool:
        said = predictions(asked, points(asked, option.text)[0][0], scope)
        same = sum(p == q for p, q in zip(said, told, strict=True))
        return int(whole) == len(told) and same == (0 if count == "none" else int(count))

    but = (
        rf"at {word} (\d+) (they predict|it predicts) {CLASS}, and A {CLASS}: "
        rf"with η = {N}( for instance|) z is {N}\."
    )
    return [
        (rf"Every η in it makes these predictions, η = {N} for instance\.",
         lambda p: option.right and within(p) and low != high),
        (rf"Only η = {N} makes these predictions\.",
         lambda p: option.right and low == high == number(p)),
        (rf"Just below it {word} (\d+) and above it {word} (\d+) is predicted otherwise\.",
         lambda p, q: just("below", p) and just("above", q)),
        (rf"Just below it {word} (\d+) is predicted otherwise\.",
         lambda p: high is None and just("below", p)),
        (rf"Just above it {word} (\d+) is predicted otherwise\.",
         lambda p: low == 0 and just("above", p)),
        (rf"Up to step (\d+) (?:these η predict|this η predicts) as A does\. But (?={but})",
         lambda p, *_: word == "step" and first(points(asked, option.text)[0][0]) == int(p) + 1),
        ((r"Th(?:ese η predict|is η predicts) (\d+|none) of (\d+) samples as A does\.(?: "
         r"But)?"), agreeing),
        (f"[Aa]{but[1:]}", wrong),
    ]  # fmt: skip


def _interval_hints(asked: Trial, question: Question, told: list[int], scope: Scope) -> list[Check]:
    (key,) = [option.text for option in question.options if option.right]
    training, _ = asked.run(points(asked, key)[0][0])

    def leaves(step: str, c: str, d: str, said: str) -> bool:
        one = training[int(step) - 1]
        cut = -one.c / one.d if one.d else Fraction(0)
        at_an_end = cut in parsed(key)[:2]
        right = says(c, one.c) and says(d, one.d) and said == written(told[int(step) - 1])
        return right and at_an_end and cut > 0

    return [
        (r"At which step does the sign of z hang on η\?", lambda: scope is Scope.TRACE),
        (rf"{BRACKETS}\. The predictions are told, so u is known\.",
         lambda: scope is Scope.TRACE),
        ((rf"At step (\d+), w⁽⁰⁾·x = {N} and u·x = {N}, and A predicts {CLASS}\. Which η does that "
         r"leave\?"), leaves),
        (r"Which runs are there\? Begin with the predictions made while training\.",
         lambda: scope is Scope.SAMPLES),
        ((r"z/η = s \(w⁽⁰⁾·x\) \+ u·x with s = 1/η: a straight line, which cuts an interval "
          r"at most "
         r"once\. At the cut z is 0, which predicts \+1\."),
         lambda: scope is Scope.SAMPLES),
        ((r"Cut step by step\. Then compute the signs of the final weights in each piece: "
          r"neighbours "
         r"with the same signs are one interval\."), lambda: scope is Scope.SAMPLES),
    ]  # fmt: skip


JUDGES = {(Kind.INTERVAL, "rate-path"): listed(judge_interval)}
