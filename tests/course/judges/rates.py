"""Questions about learning rates, judged by trying rates: on every critical one and beside it."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tests.course.judges.prompt import Check, N, number, says
from tests.course.judges.sentences import (
    CLASS,
    Seen,
    Trial,
    first_true,
    foreign_lab,
    trial,
    unread,
    written,
)
from tutor.course.lesson import Kind, Option, Question, Want
from tutor.perceptron.comparison import Scope

TRACE = "Compare the predictions made while training, step by step.\n"
SAMPLES = "Compare the predictions of the final weights on the samples.\n"
_Z = rf"z_A = {N} predicts {CLASS}, z_B = {N} predicts {CLASS}"
_STEP = r"step (\d+) \(epoch (\d+), sample (\d+)\)"
_LENGTH = "does change the updates' length. Still, "
BRACKETS = (
    r"z = w⁽⁰⁾·x \+ η \(u·x\), where u is the sum of the brackets \(y − ŷ\) x of the steps before"
)
_N = r"−?\d[\d./]*(?:e−?\d+)?(?<![.])"
NEAR = Fraction(1, 10**9)
"""How far from an end, in parts of it, is just outside."""


def predictions(asked: Trial, rate: Fraction, scope: Scope) -> list[int]:
    """Those that are compared."""
    training, final = asked.run(rate)
    return [one.said for one in (training if scope is Scope.TRACE else final)]


def rates(asked: Trial) -> list[Fraction]:
    """Every critical rate, and one in each interval between them, from 0 on.

    Between two neighbours no z of the run in the middle is 0, so all rates there predict alike:
    it is looked for zeros in every interval until there are no new ones.
    """
    ends = {Fraction(0)}
    while True:
        tried = _between(ends)
        seen = [one for rate in tried for part in asked.run(rate) for one in part]
        new = {-one.c / one.d for one in seen if one.d and one.c * one.d < 0} - ends
        if not new:
            return tried
        ends |= new


def _between(ends: set[Fraction]) -> list[Fraction]:
    line = sorted(ends)
    inside = [(one + other) / 2 for one, other in pairwise(line)]
    return sorted([*line[1:], *inside, line[-1] + 1])


def scope_of(prompt: str) -> Scope:
    """Which predictions the prompt asks to compare."""
    assert (TRACE in prompt) != (SAMPLES in prompt)
    return Scope.TRACE if TRACE in prompt else Scope.SAMPLES


def compared(asked: Trial, a: Fraction, b: Fraction) -> list[Check]:
    """What is said of A and B."""
    (training_a, final_a), (training_b, final_b) = asked.run(a), asked.run(b)
    pairs_w = list(zip(asked.weights(a), asked.weights(b), strict=True))

    def both(one: Seen, other: Seen, z: Sequence[str]) -> bool:
        values = says(z[0], one.z) and says(z[2], other.z)
        return values and (z[1], z[3]) == (written(one.said), written(other.said))

    def first(ones: list[Seen], others: list[Seen]) -> int:
        return first_true(p.said != q.said for p, q in zip(ones, others, strict=True))

    def at(step: str, epoch: str, sample: str, *z: str) -> bool:
        i, size = int(step) - 1, len(asked.samples)
        placed = (int(epoch), int(sample)) == (i // size + 1, i % size + 1)
        return placed and both(training_a[i], training_b[i], z)

    def factor(part: slice, k: Fraction) -> bool:
        return all(tuple(k * w for w in one) == other for one, other in pairs_w[part])

    def none(part: slice) -> bool:
        found = {
            v / w for one, other in pairs_w[part] for w, v in zip(one, other, strict=True) if w
        }
        return not any(k > 0 and factor(part, k) for k in found | {Fraction(1)})

    whole, end = slice(None), slice(-1, None)
    same_t = [p.said for p in training_a] == [q.said for q in training_b]
    same_s = [p.said for p in final_a] == [q.said for q in final_b]
    because = "and a factor above zero changes no sign"
    return [
        (rf"A and B differ first at {_STEP}: {_Z}",
         lambda s, *rest: first(training_a, training_b) == int(s) - 1 and at(s, *rest)),
        (rf"[Aa]fter training, A and B differ first on sample (\d+): {_Z}",
         lambda s, *z: first(final_a, final_b) == int(s) - 1
         and both(final_a[int(s) - 1], final_b[int(s) - 1], z)),
        (rf"At {_STEP} A and B predict the same: {_Z}",
         lambda s, e, i, *z: z[1] == z[3] and at(s, e, i, *z)),
        (rf"[Nn]o prediction differs in training: w_B = {N}·w_A at every step, {because}",
         lambda k: same_t and factor(whole, number(k))),
        (r"[Nn]o prediction differs in training: all (\d+) predictions agree, step by step",
         lambda count: same_t and int(count) == len(training_a)),
        ((rf"[Aa]fter training, no prediction differs on a sample: the final weights are "
         rf"w_B = {N}·w_A, {because}"), lambda k: same_s and factor(end, number(k))),
        ((r"[Aa]fter training, no prediction differs on a sample: A and B agree on all (\d+) "
         r"samples"), lambda count: same_s and int(count) == len(final_a)),
        ((r"[Aa]fter training, no prediction differs on a sample: A and B have the same final "
         r"weights"), lambda: same_s and pairs_w[-1][0] == pairs_w[-1][1]),
        (r"No single factor above zero leads from w_A to w_B at every step", lambda: none(whole)),
        (r"No factor above zero leads from w_A to w_B", lambda: none(end)),
    ]  # fmt: skip


def judge_rate(question: Question) -> Iterator[str]:
    """A rate that changes a prediction, or none."""
    prompt, asked = question.prompt, trial(question.prompt)
    scope, a = scope_of(prompt), _rate_of_a(prompt)
    want, search = _want(prompt), question.search
    if search is None or (search.want, search.scope) != (want, scope):
        yield "something else is searched than the prompt asks"
    shown = _key(question) if question.lab is None or question.lab.b is not None else None
    yield from foreign_lab(question, asked, [a] if shown is None else [a, shown])
    told = predictions(asked, a, scope)

    def does(rate: Fraction) -> bool:
        return rate > 0 and (predictions(asked, rate, scope) == told) == (want is Want.SAME)

    tried = [rate for rate in rates(asked) if does(rate)]
    # Beside A's η in its interval there is another one, which need not be one of those tried.
    beside = [a * (1 - NEAR), a * (1 + NEAR)]
    there_is = any(rate != a for rate in tried) or any(does(rate) for rate in beside)
    for option in question.options[:-1]:
        if option.text == "none":
            right = not there_is
        else:
            rate = number(option.text)
            right = does(rate) and (want is Want.DIFFER or rate != a)
        if right != option.right and not (right and there_is):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        if right and not option.right:
            yield f"“{option.text}” is right as well"
    for option in question.options:
        named = re.findall(rf"for instance η = {N}", option.explanation)
        if any(rate != question.options[0].text for rate in named):
            yield f"“{option.text}” is explained with another η"
        yield from unread(option.explanation, _said_of_rate(asked, a, scope, option, does))
        if "There is none" in option.explanation and there_is:
            yield f"“{option.text}” is explained by another key"
    yield from unread(" ".join(question.hints), _hinted(asked, a, scope, there_is))


def _rate_of_a(prompt: str) -> Fraction:
    (found,) = re.findall(rf"A has η = {N}", prompt)
    return number(found)


def _key(question: Question) -> Fraction | None:
    """The rate that is keyed; None for none."""
    (key,) = [option.text for option in question.options if option.right]
    return None if key == "none" else number(key)


def _want(prompt: str) -> Want:
    differ = (
        "Find an η for B, all else as in A, that changes at least one of them,\n"
        "or type `none` if no η > 0 does."
    )
    same = (
        "Find another η for B, all else as in A, that changes none of them,\n"
        "or type `none` if every other η > 0 changes one."
    )
    assert (differ in prompt) != (same in prompt)
    return Want.DIFFER if differ in prompt else Want.SAME


def _said_of_rate(
    asked: Trial, a: Fraction, scope: Scope, option: Option, does: Callable[[Fraction], bool]
) -> list[Check]:
    told = predictions(asked, a, scope)
    known = re.search(rf"for instance η = {N}", option.explanation)
    typed = None if option.text in {"*", "none"} else number(option.text)
    b = number(known[1]) if known else typed
    zero = not any(asked.start)

    def every(*, same: bool) -> bool:
        other = [rate for rate in rates(asked) if rate != a]
        return all((predictions(asked, rate, scope) == told) == same for rate in other)

    def length(word: str) -> bool:
        longer = typed is not None and (typed > a if word == "larger" else typed < a)
        return longer and bool(asked.mistakes(a))

    checks: list[Check] = [
        ((r"There is none: w⁽⁰⁾ = 0, so every weight is η times a vector without η in it, and "
         r"η > 0 changes no sign"), lambda: zero and every(same=True)),
        (r"There is none: A's η is the only one with its predictions", lambda: every(same=False)),
        (r"There is none: of all η from 0 to ∞, not one changes a prediction here",
         lambda: every(same=True)),
        (rf"There is such an η, for instance η = {N}\.", lambda p: does(number(p))),
        (rf"A (larger|smaller) η {_LENGTH}", length),
        (r"All else is as in A, that is so\. But", lambda: option.text not in {"*", "none"}),
        (r"Another η may change a prediction\. It need not\.", lambda: True),
        (r"From a zero start it would be so\.", lambda: not zero),
    ]  # fmt: skip
    return [*checks, *(compared(asked, a, b) if b is not None else [])]


def _hinted(asked: Trial, a: Fraction, scope: Scope, there_is: bool) -> list[Check]:  # noqa: FBT001
    told = predictions(asked, a, scope)
    training, final = asked.run(a)
    zero = not any(asked.start)

    def end(way: str, at: str) -> bool:
        """No change before the end, one at it or just beyond."""
        edge, up = a if at == "once" else number(at.removeprefix("η = ")), way == "up"
        if (at == "once") != (edge == a):
            return False
        inner, outer = edge * (1 - NEAR if up else 1 + NEAR), edge * (1 + NEAR if up else 1 - NEAR)
        between = [r for r in rates(asked) if (a < r < edge if up else edge < r < a)]
        between += [inner] if inner != edge and ((a < inner) if up else (inner < a)) else []
        unchanged = all(predictions(asked, rate, scope) == told for rate in between)
        beyond = {tuple(predictions(asked, rate, scope)) for rate in (edge, outer)}
        return (edge >= a if up else edge <= a) and unchanged and beyond != {tuple(told)}

    return [
        (r"Is w⁽⁰⁾ zero\? If not, where do the start and the updates pull z to different sides\?",
         lambda: True),
        (rf"{BRACKETS}; only its sign counts\.", lambda: True),
        (r"w⁽⁰⁾ = 0: z is η times a number without η, at every step\. Can its sign turn\?",
         lambda: zero),
        ((rf"The first change comes, going (down) from A's η, at (once|η = {_N}); "
         rf"going (up) from A's η, at (once|η = {_N})"),
         lambda w, p, v, q: end(w, p) and end(v, q)),
        (rf"The first change comes, going (up|down) from A's η, at (once|η = {_N})",
         lambda way, p: end(way, p) and _open(asked, a, told, scope, up=way == "down")),
        (rf"At η = {N} some z is exactly 0\. Which sign has it just beside\?",
         lambda p: number(p) == a and any(one.z == 0 for one in (*training, *final))),
        ((rf"At step (\d+), w⁽⁰⁾·x = {N} and u·x = {N}\. For which η has their sum "
         r"w⁽⁰⁾·x \+ η \(u·x\) another sign than in A\?"),
         lambda s, c, d: says(c, training[int(s) - 1].c) and says(d, training[int(s) - 1].d)
         and training[int(s) - 1].c * training[int(s) - 1].d < 0),
        (r"Cut where some z turns its sign; train once in each piece\. What is predicted then\?",
         lambda: scope is Scope.SAMPLES),
        (r"Look at every step for w⁽⁰⁾·x and u·x of opposite signs\. Is there one\?",
         lambda: not there_is and not any(one.c * one.d < 0 for one in training)),
    ]  # fmt: skip


def _open(asked: Trial, a: Fraction, told: list[int], scope: Scope, *, up: bool) -> bool:
    """Whether nothing changes from A's η on to 0 or to ∞."""
    there = [rate for rate in rates(asked) if (rate > a if up else rate < a)]
    return all(predictions(asked, rate, scope) == told for rate in there)


def listed(judge: Callable[[Question], Iterator[str]]) -> Callable[[Question], list[str]]:
    """All that a judge finds, with the question's id before it."""
    return lambda question: [f"{question.id}: {what}" for what in judge(question)]


JUDGES = {(Kind.RATE, "may-change"): listed(judge_rate)}
