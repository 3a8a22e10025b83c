"""Judges of what η scales: the first prediction, the weights, what differs, and scaled inputs."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.loop import Step, sign, times, walk
from tests.course.judges.prompt import Check, N, Point, V, number, samples, says, vector
from tests.course.judges.prompt import epochs as epochs_of
from tests.course.judges.said import (
    CLASS,
    PRODUCTS,
    Leads,
    explained,
    hinted,
    keyed,
    listed,
    multiplies,
    shown,
)
from tutor.course.lesson import Kind, Question

Side = tuple[Point, Fraction]
"""A start and a rate."""


def sides(prompt: str) -> tuple[Side, Side]:
    """A and B, as two lines of the prompt give them."""
    found = re.findall(rf"^- ([AB]): w⁽⁰⁾ = {V}, η = {N}$", prompt, re.MULTILINE)
    assert [name for name, *_ in found] == ["A", "B"]
    (a, b) = ((vector(start), number(rate)) for _, start, rate in found)
    return a, b


def first_prediction(question: Question) -> Iterator[str]:
    """Of what B predicts at step 1."""
    prompt = question.prompt
    (a, a_rate), (b, b_rate) = sides(prompt)
    ((said, label),) = re.findall(rf"shown x⁽¹⁾ = {V} first, with the label y⁽¹⁾ = {CLASS}", prompt)
    sample, y = vector(said), number(label)
    z = {name: walk([(sample, y)], start, a_rate)[0].z for name, start in (("A", a), ("B", b))}
    x = walk([(sample, y)], b, b_rate)[0].x
    truth, other = sign(z["B"]), sign(z["A"])
    wrong = (-truth,)
    yield from keyed(question, (truth,))
    if re.findall(rf"At step 1 A predicts {CLASS}\.", prompt) != ["−1" if other < 0 else "+1"]:
        yield "A predicts otherwise"
    leads: Leads = {
        r"η is there from the beginning, but it enters with the first update\.": lambda v: (
            v == wrong and a == b and a_rate != b_rate
        ),
        rf"B's start is another, but it is A's times {N}, which turns no sign\.": lambda v, c: (
            v == wrong and a != b and b == times(number(c), a) and number(c) > 0
        ),
        r"Another start may change the prediction, but need not\.": lambda v: (
            v == wrong and a != b and truth == other
        ),
        r"η is the same, but at step 1 the start decides, and it is another\.": lambda v: (
            a_rate == b_rate and a != b and v == wrong == (other,)
        ),
        r"z = 0 lies on the boundary, where φ is \+1\.": lambda v: v == wrong and z["B"] == 0,
    }
    net_input: Check = (
        rf"B's z⁽¹⁾ = {PRODUCTS}(?: = {N}, so ŷ⁽¹⁾ = {CLASS}\.)?",
        lambda products, at, said: (
            multiplies(products, b, x)
            and (at is None or (says(at, z["B"]) and number(said) == truth))
        ),
    )
    yield from explained(question, [net_input], leads)
    rules = ["Which weights predict at step 1, and is η in them?", "ŷ⁽¹⁾ = φ(w⁽⁰⁾·x⁽¹⁾)."]
    yield from hinted(question, [net_input], rules)
    yield from shown(question, [(sample, y)], a, a_rate, b=(b, b_rate))


LENGTH, DIRECTION, PREDICTIONS = (
    "Only the length of the weights",
    "The direction of the final weights, but no prediction made while training",
    "Predictions made while training",
)


def parallel(one: Point, other: Point) -> Fraction | None:
    """By which factor above 0 the first vector becomes the second; None if by none."""
    factors = {b / a for a, b in zip(one, other, strict=True) if a}
    (factor,) = factors if len(factors) == 1 else {Fraction(0)}
    return factor if factor > 0 and times(factor, one) == other else None


def claim(question: Question) -> Iterator[str]:
    """Of what differs between two runs."""
    prompt = question.prompt
    (a, a_rate), (b, b_rate) = sides(prompt)
    data, epochs = samples(prompt), epochs_of(prompt)
    run_a, run_b = walk(data, a, a_rate, epochs), walk(data, b, b_rate, epochs)
    both = list(zip(run_a, run_b, strict=True))
    apart = [k for k, (one, other) in enumerate(both, 1) if one.prediction != other.prediction]
    end_a, end_b = run_a[-1].weights, run_b[-1].weights
    factor = parallel(end_a, end_b)
    truth = PREDICTIONS if apart else DIRECTION if factor is None else LENGTH
    for option in question.options:
        if option.right != (option.text == truth):
            yield f"the key: “{option.text}”"
    if not any(end_a) or not any(end_b) or (factor == 1 and not apart):
        yield "a run ends without a direction, or both end alike"
    same_ratio = times(1 / a_rate, a) == times(1 / b_rate, b)
    if truth == LENGTH and any(
        times(factor or Fraction(0), one.weights) != other.weights for one, other in both
    ):
        yield "only the end is a multiple"
    leads: Leads = {
        r"From zero start it would be so\. But w⁽⁰⁾/η is not the same in A and B:": lambda t: (
            t == LENGTH and not same_ratio and (any(a) or any(b))
        ),
        r"The final directions differ, that is so\. But not they alone:": lambda t: (
            t == DIRECTION and factor is None and bool(apart)
        ),
        r"Not only a length differs, that is so\. But the final direction does not:": lambda t: (
            t == DIRECTION and factor is not None and bool(apart)
        ),
        r"No prediction made while training differs, that is so\. But": lambda t: (
            t == LENGTH and not apart
        ),
        r"w⁽⁰⁾/η is not the same in A and B, so they might, that is so\. But": lambda t: (
            t == PREDICTIONS and not same_ratio
        ),
        r"B's final weights are other numbers, that is so\. But": lambda t: (
            t == DIRECTION and end_a != end_b
        ),
        r"B's updates have another length, that is so\. But": lambda t: (
            t == PREDICTIONS and a_rate != b_rate and any(step.wrong for step in run_a)
        ),
    }
    yield from explained(question, _claims(run_a, run_b, (a, b), (a_rate, b_rate)), leads)
    yield from hinted(question, _claims(run_a, run_b, (a, b), (a_rate, b_rate)))
    yield from shown(question, data, a, a_rate, b=(b, b_rate), epochs=epochs)
    if question.lab is None or question.lab.a.epochs != epochs:
        yield "the lab learns for another number of epochs"


def _claims(
    run_a: list[Step], run_b: list[Step], starts: tuple[Point, Point], rates: tuple[Fraction, ...]
) -> list[Check]:
    """What may be said of two runs."""
    (a, b), (a_rate, b_rate) = starts, rates
    ends = (run_a[-1].weights, run_b[-1].weights)
    predictions = [[step.prediction for step in run] for run in (run_a, run_b)]

    def parting(step: str, z_a: str, z_b: str, said_a: str, said_b: str) -> bool:
        k = int(step) - 1
        if k not in range(len(run_a)):
            return False
        one, other = run_a[k], run_b[k]
        said = (number(said_a), number(said_b))
        first = predictions[0][:k] == predictions[1][:k]
        true = says(z_a, one.z) and says(z_b, other.z) and said[0] != said[1]
        return first and true and said == (one.prediction, other.prediction)

    def multiple(factor: str) -> bool:
        starts_too = parallel(a, b) == number(factor) if any(a) else not any(b)
        every = zip(run_a, run_b, strict=True)
        return starts_too and all(
            x.weights == times(1 / number(factor), y.weights) for x, y in every
        )

    return [
        (
            rf"[Aa]t step (\d+), z is {N} in A and {N} in B, so A predicts {CLASS} and B {CLASS}",
            parting,
        ),
        (rf"A ends at {V}, B at {V}", lambda *said: tuple(map(vector, said)) == ends),
        ("(which is no positive multiple of it)", lambda _: parallel(*ends) is None),
        (
            "(every prediction made while training is the same)",
            lambda _: predictions[0] == predictions[1],
        ),
        ("([Bb]oth start at zero)", lambda _: not any((*a, *b))),
        (r"(w⁽⁰⁾/η is the same in A and B)", lambda _: times(b_rate, a) == times(a_rate, b)),
        (rf"w_B is {N} times w_A at every step", multiple),
        (
            rf"w⁽⁰⁾/η is {V} in A and {V} in B",
            lambda x, y: (times(a_rate, vector(x)), times(b_rate, vector(y))) == (a, b),
        ),
        (
            r"Compute z at step (\d+) in both",
            lambda k: predictions[0][int(k) - 1 : int(k)] != predictions[1][int(k) - 1 : int(k)],
        ),
    ]


JUDGES = {
    (Kind.NUMBER, "first-prediction"): listed(first_prediction),
    (Kind.CHOICE, "claim"): listed(claim),
}
