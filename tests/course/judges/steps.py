"""Judges of what is computed over several steps: the weights, η in a net input, a critical rate."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tests.course.judges.loop import dot, plus, sign, times, walk
from tests.course.judges.prompt import Check, I, N, Point, V, index, number, samples, says, vector
from tests.course.judges.prompt import value as given
from tests.course.judges.said import (
    CLASS,
    LINE,
    PRODUCTS,
    Leads,
    explained,
    hinted,
    keyed,
    line,
    listed,
    pairs,
    shown,
    steps_said,
)
from tutor.course.lesson import Kind, Question

Shown = Sequence[tuple[Point, Fraction]]


def unravel(question: Question) -> Iterator[str]:
    """Of the weights after the last step."""
    prompt = question.prompt
    data, rate = samples(prompt), given(prompt, "η")
    start = vector(re.findall(rf"w⁽⁰⁾ = {V}, η", prompt)[0])
    steps = walk(data, start, rate)
    (asked, again) = re.findall(rf"What is w⁽{I}⁾, the weights after step (\d+)\?", prompt)[0]
    if not index(asked) == int(again) == len(steps):
        yield "another step is asked about"
    truth = steps[-1].weights
    yield from keyed(question, truth)

    def fixed() -> Point:
        """The weights if w⁽⁰⁾ predicted at every step."""
        weights = start
        for step in steps:
            error = step.label - sign(dot(start, step.x))
            weights = plus(weights, times(rate * error, step.x))
        return weights

    leads: Leads = {
        r"The updates are right, but they are added to w⁽⁰⁾\.": lambda v: plus(v, start) == truth,
        r"y has the sign of y − ŷ, but half its size\.": lambda v: (
            v == walk(data, start, rate, error=lambda y, p: (y - p) / 2)[-1].weights
        ),
        r"\(y − ŷ\) x is to be multiplied by η before it is added\.": lambda v: (
            v == walk(data, start, Fraction(1))[-1].weights
        ),
        r"Only mistakes change w, but the label comes first: y − ŷ\.": lambda v: (
            v == walk(data, start, rate, error=lambda y, p: p - y)[-1].weights
        ),
        r"w⁽⁰⁾ predicts at step 1, but later steps have later w\.": lambda v: v == fixed(),
    }
    ends: list[Check] = [
        (rf"From w⁽⁰⁾ = {V}", lambda said: vector(said) == start),
        (rf"So w⁽{I}⁾ = {V}", lambda k, w: index(k) == len(steps) and vector(w) == truth),
    ]
    yield from explained(question, [steps_said(steps), *ends], leads)
    now: Check = r"Now step (\d+)", lambda k: int(k) == len(steps)
    yield from hinted(question, [steps_said(steps), now])
    yield from shown(question, data, start, rate)


def wide(data: Shown, start: Point) -> list[tuple[Point, Fraction]]:
    """The samples with their constant 1 where there is a bias."""
    return [((Fraction(1),) * (len(start) - len(x)) + x, y) for x, y in data]


def predicted(prompt: str) -> list[Fraction]:
    """The predictions before the last step, as the prompt says them."""
    said = re.findall(rf"(?:[Ss]tep|and step) (\d) (?:predicts )?{CLASS}", prompt)
    assert [int(step) for step, _ in said] == list(range(1, len(said) + 1))
    return [number(label) for _, label in said]


def lines(inputs: Shown, start: Point, predictions: Sequence[Fraction]) -> list[Point]:
    """For each step up to the one after `predictions` its net input: without η, and with it."""
    found: list[Point] = []
    for x, _ in inputs[: len(predictions) + 1]:
        before = zip(inputs, predictions[: len(found)], strict=False)
        slope = sum(((y - p) * dot(other, x) for (other, y), p in before), Fraction(0))
        found.append((dot(start, x), slope))
    return found


def rates(net_inputs: Sequence[Point], predictions: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Some rates above 0 with these predictions: at least two, but where there are fewer."""
    roots = {-c / k for c, k in net_inputs if k and -c / k > 0}
    cuts = sorted({Fraction(0), *roots})
    between = zip(cuts, [*cuts[1:], 2 * cuts[-1] + 3], strict=True)
    tried = sorted({*roots, *(a + (b - a) * k / 3 for a, b in between for k in (1, 2))})
    both = list(zip(net_inputs, predictions, strict=False))
    return tuple(r for r in tried if all(sign(c + k * r) == p for (c, k), p in both))


def products_of_errors(inputs: Shown, predictions: Sequence[Fraction]) -> list[Check]:
    """What is said of y − ŷ and x·x of each mistake, and of the sum of their products."""
    *before, (asked, _) = inputs[: len(predictions) + 1]
    both = [(x, y - p) for (x, y), p in zip(before, predictions, strict=True)]
    mistakes = [(error, dot(x, asked)) for x, error in both if error]

    def one(*said: str) -> bool:
        a, b, error, c, d, product = said
        if not (a == b == c and 0 < index(a) < index(d) == len(inputs)):
            return False
        x, its_error = both[index(a) - 1]
        return (number(error), number(product)) == (its_error, dot(x, asked))

    def total(products: str, result: str | None) -> bool:
        slope = sum((error * product for error, product in mistakes), Fraction(0))
        return pairs(products) == mistakes and (result is None or number(result) == slope)

    return [
        (rf"y⁽{I}⁾ − ŷ⁽{I}⁾ = {N} and x⁽{I}⁾·x⁽{I}⁾ = {N}", one),
        (rf"{PRODUCTS}(?: = {N} stands with η)?", total),
    ]


def _data(question: Question) -> tuple[Shown, Point, Shown, list[Fraction], list[Point]]:
    prompt = question.prompt
    data = samples(prompt)
    start = vector(re.findall(rf"^w⁽⁰⁾ = {V}\.$", prompt, re.MULTILINE)[0])
    inputs, predictions = wide(data, start), predicted(prompt)
    return data, start, inputs, predictions, lines(inputs, start, predictions)


def _promised(question: Question, net_inputs: list[Point], said: list[Fraction]) -> Iterator[str]:
    """Whether there are rates with the predictions of the prompt: all of them, or an interval."""
    lab = question.lab
    found = rates(net_inputs, said)
    if len(found) < 2 or lab is None:
        yield "there is no interval of rates with these predictions, or no lab"
        return
    steps = walk(
        [(tuple(lab.a.dataset.sample(k)), Fraction(y)) for k, y in enumerate(lab.a.dataset.labels)],
        tuple(lab.a.start),
        lab.a.rate,
    )
    if [step.prediction for step in steps[: len(said)]] != said:
        yield "the lab predicts otherwise"
    if "whatever η is" in question.prompt and (len(said) != 1 or net_inputs[0][1]):
        yield "the prediction depends on η"


def eta_inside(question: Question) -> Iterator[str]:
    """Of the k in z = c + k·η."""
    data, start, inputs, predictions, net_inputs = _data(question)
    constant, slope = net_inputs[-1]
    last = len(inputs)
    asked = re.findall(rf"z⁽{I}⁾ = c \+ k·η", question.prompt)
    if len(predictions) != last - 1 or [index(k) for k in asked] != [last]:
        yield "another step is asked about"
    yield from keyed(question, (slope,))
    yield from _promised(question, net_inputs[:-1], predictions)
    narrow = [(x[1:], y) for x, y in inputs]
    leads: Leads = {
        r"x⁽ⁱ⁾·x stands with η, but times y − ŷ, not y\.": lambda v: v == (slope / 2,),
        r"The size is right, but the label comes first: y − ŷ\.": lambda v: v == (-slope,),
        r"That is c, the part of w⁽⁰⁾\. η stands in the other part\.": lambda v: v == (constant,),
        r"k is in it, but c, the part of w⁽⁰⁾, is added\.": lambda v: v == (constant + slope,),
        r"The features are in it, but the constant 1 is a part of x\.": lambda v: (
            v == (lines(narrow, start[1:], predictions)[-1][1],)
        ),
    }
    whole: Check = (
        rf"z⁽{I}⁾ = {LINE}\.",
        lambda k, said: index(k) == last and line(said) == (constant, slope),
    )
    products = products_of_errors(inputs, predictions)
    yield from explained(question, [whole, *products], leads)
    yield from hinted(question, products)
    yield from shown(question, data, start, None)


def critical_rate(question: Question) -> Iterator[str]:
    """Of the η at which the second prediction turns."""
    data, start, inputs, predictions, net_inputs = _data(question)
    constant, slope = net_inputs[-1]
    truth = -constant / slope
    if len(inputs) != 2 or truth <= 0 or "step 2 changes" not in question.prompt:
        yield "there is no such η, or not at step 2"
    yield from keyed(question, (truth,))
    leads: Leads = {
        rf"The right two numbers, but divide by {N}\.": lambda v, by: (
            v == (-slope / constant,) and number(by) == slope
        ),
        r"z⁽²⁾ is 0 there with y in place of y − ŷ\.": lambda v: v == (2 * truth,),
        r"The size is right, but η is above 0\.": lambda v: v == (-truth,),
    }
    products = products_of_errors(inputs, predictions)
    parts: list[Check] = [
        (rf"w⁽⁰⁾·x⁽²⁾ = {N}\.", lambda c: says(c, constant)),
        (rf"z⁽²⁾ = {LINE}, and that is 0", lambda said: line(said) == (constant, slope)),
        (rf"at η = {N}", lambda said: says(said, truth)),
    ]
    yield from explained(question, [*parts, *products], leads)
    zero: Check = rf"{LINE} = 0\.", lambda said: line(said) == (constant, slope)
    rule = "z⁽²⁾ = w⁽⁰⁾·x⁽²⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾·x⁽²⁾. Set it equal to 0."
    yield from hinted(question, [zero], [rule])
    yield from _promised(question, net_inputs[:-1], predictions)
    lab = question.lab
    if lab is not None and lab.b is not None:
        yield from shown(question, data, start, None, b=(start, lab.b.rate))
        if not min(lab.a.rate, lab.b.rate) < truth < max(lab.a.rate, lab.b.rate):
            yield "the lab's rates stand on one side"
    else:
        yield "the lab has no B"


JUDGES = {
    (Kind.NUMBER, "unravel"): listed(unravel),
    (Kind.NUMBER, "eta-inside"): listed(eta_inside),
    (Kind.NUMBER, "critical-rate"): listed(critical_rate),
}
