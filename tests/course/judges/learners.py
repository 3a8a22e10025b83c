"""What plain loops say of changed learners."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from tests.course.judges.networks import wrongly_keyed
from tests.course.judges.prompt import (
    Check,
    I,
    N,
    Point,
    V,
    epochs,
    index,
    number,
    samples,
    says,
    untrue,
)
from tutor.course.lesson import Kind, Question

CLASSES = {1: "+1", -1: "−1"}


@dataclass
class Learner:
    """A learner of a prompt, from zero, and what it did."""

    rule: str
    tie: int
    rate: Fraction
    fixed: Fraction
    """β or λ, where there is one."""
    net_inputs: list[Fraction] = field(default_factory=list)
    weights: list[Point] = field(default_factory=list)
    """After each step."""

    def said(self, z: Fraction) -> int:
        """φ(z)."""
        return self.tie if z == 0 else 1 if z > 0 else -1

    @property
    def predictions(self) -> list[int]:
        """Those made while training."""
        return [self.said(z) for z in self.net_inputs]

    @property
    def mean(self) -> Point:
        """The mean of the weights after each step."""
        sums = (sum(column, Fraction(0)) for column in zip(*self.weights, strict=True))
        return tuple(total / len(self.weights) for total in sums)

    def learn(self, given: list[tuple[Point, Fraction]], passes: int) -> None:
        """Go through the samples in order, from zero."""
        w: Point = (Fraction(0),) * len(given[0][0])
        for step, (x, y) in enumerate(given * passes, 1):
            z = dot(w, x)
            keep, change = self._update(z, y, step)
            w = tuple(keep * a + change * c for a, c in zip(w, x, strict=True))
            self.net_inputs.append(z)
            self.weights.append(w)

    def _update(self, z: Fraction, y: Fraction, step: int) -> tuple[Fraction, Fraction]:
        """What w and x are multiplied by."""
        error = y - self.said(z)
        if self.rule == "margin":
            return Fraction(1), 2 * self.rate * y if y * z <= self.fixed else Fraction(0)
        if self.rule == "adaline":
            return Fraction(1), self.rate * (y - z)
        if self.rule == "decay":
            return 1 - self.fixed * self.rate, self.rate * error
        if self.rule == "schedule":
            return Fraction(1), self.rate / step * error
        return Fraction(1), self.rate * error


RULES = {
    "margin": rf" and Δw = 2η y x whenever y z ≤ β, else 0; β = {N}\.",
    "adaline": r" and Δw = η \(y − z\) x: z itself, not ŷ\.",
    "decay": rf"\. At every step w becomes \(1 − λη\) w \+ η \(y − ŷ\) x, with λ = {N}\.",
    "schedule": r" and Δw = \(c/t\) \(y − ŷ\) x at step t = 1, 2 and so on\.",
    "mean": r" and Δw = η \(y − ŷ\) x\. After training it predicts with the mean of the weights "
    r"after each step\.",
    "negative": r" and Δw = η \(y − ŷ\) x; η may be below 0\.",
    "tie": r" and Δw = η \(y − ŷ\) x\.",
}
"""What a prompt says after φ(0) = +1, each rule tried before those that it begins with."""


def learners(prompt: str) -> tuple[Learner, Learner]:
    """A and B of a prompt, trained."""
    flat = prompt.replace("\n", " ")
    begun = (
        r"A learner starts at zero, without a bias\. z = w·x and ŷ = φ\(z\), with φ\(0\) = ([+−]1)"
    )
    for name, pattern in RULES.items():
        both = rf"A has [ηc] = {N}, B has [ηc] = {N}, for"
        if found := re.match(rf"{begun}{pattern} {both}", flat):
            rule, (tie, *fixed, a, b) = name, found.groups()
            break
    else:
        raise AssertionError(flat)
    amount = number(fixed[0]) if fixed else Fraction(0)
    sign = 1 if tie == "+1" else -1
    one, other = (Learner(rule, sign, number(rate), amount) for rate in (a, b))
    for learner in (one, other):
        learner.learn(samples(prompt), epochs(prompt))
    return one, other


def dot(one: Point, other: Point) -> Fraction:
    """The dot product."""
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def judge_variants(question: Question) -> Iterator[str]:
    """Whether A and B differ, and how it is explained."""
    a, b = learners(question.prompt)
    given = samples(question.prompt)
    if a.rate == b.rate or (a.rule == "tie" and a.tie > 0):
        yield "nothing is changed"
    if a.rule != "negative" and min(a.rate, b.rate) <= 0:
        yield "η is below 0 unsaid"
    if a.rule == "mean":
        differ = any(a.said(dot(a.mean, x)) != b.said(dot(b.mean, x)) for x, _ in given)
    else:
        differ = a.predictions != b.predictions
    yield from wrongly_keyed(question, "Yes" if differ else "No")
    for option in question.options:
        yield from untrue(option.explanation, _said(a, b, differs=differ))
    known: list[Check] = [
        (r"Compute z at step (\d+) in A and in B", lambda i: int(i) <= len(a.predictions)),
        (r"where η is below 0", lambda: a.rule == "negative"),
    ]
    for hint in question.hints:
        yield from untrue(hint, known)


def _said(a: Learner, b: Learner, *, differs: bool) -> list[Check]:
    keeps = a.rule in {"mean", "schedule", "tie"} or (a.rule == "negative" and a.rate * b.rate > 0)
    return [
        *_numbers_of_variants(a, b, differs=differs),
        (
            r"all η < 0 agree with one another, but not with η > 0",
            lambda: a.rule == "negative" and differs == (a.rate * b.rate < 0),
        ),
        (r"η < 0 moves every weight the other way", lambda: a.rule == "negative"),
        (r"η is also in the factor 1 − λη", lambda: a.rule == "decay"),
        (r"[Tt]he update contains z itself", lambda: a.rule == "adaline"),
        (r"z grows with η but β does not", lambda: a.rule == "margin"),
        (r"z = 0 stays z = 0 whatever η is", lambda: a.rule == "tie"),
        (r"c is a factor of every update", lambda: a.rule == "schedule"),
        (r"has the factor η, so their", lambda: a.rule == "mean"),
        (r"A prediction may differ: [A-Z]", lambda: False),
        (r"A prediction may differ|But here none does", lambda: not differs and not keeps),
        (r"With the plain rule none would", lambda: differs and a.rule != "negative"),
        (r"With η above 0 none would", lambda: differs and a.rule == "negative"),
        (r"Not every two η show it", lambda: not differs and not keeps),
        (r"With an η above 0 and one below it might", lambda: a.rule == "negative" and keeps),
        (r"The weights do become others", lambda: a.weights != b.weights),
    ]


def _numbers_of_variants(a: Learner, b: Learner, *, differs: bool) -> list[Check]:
    def z(i: str, j: str, p: str, q: str) -> bool:
        k = int(i) - 1
        # The index of z is that of the step.
        return index(j) == k + 1 and says(p, a.net_inputs[k]) and says(q, b.net_inputs[k])

    def classes(i: str, one: str, other: str) -> bool:
        k = int(i) - 1
        return (one, other) == (CLASSES[a.predictions[k]], CLASSES[b.predictions[k]])

    at = rf"At step (\d+) z⁽{I}⁾ is {N} in A and {N} in B: "
    return [
        (
            at + r"([+−]1) and ([+−]1)\.",
            lambda i, j, p, q, r, s: z(i, j, p, q) and classes(i, r, s) and differs and r != s,
        ),
        (
            at + r"both ([+−]1), and they agree at every other step",
            lambda i, j, p, q, r: z(i, j, p, q) and classes(i, r, r) and not differs,
        ),
        (
            at + r"both ([+−]1)\.",
            lambda i, j, p, q, r: z(i, j, p, q) and classes(i, r, r) and not differs,
        ),
        (
            rf"The mean is {V} in A and {V} in B",
            lambda p, q: (
                a.rule == "mean"
                and all(
                    says(text, truth)
                    for shown, mean in ((p, a.mean), (q, b.mean))
                    for text, truth in zip(shown.split(", "), mean, strict=True)
                )
            ),
        ),
    ]


def faults(question: Question) -> list[str]:
    """All that is wrong with a question about a changed learner."""
    return [f"{question.id}: {what}" for what in judge_variants(question)]


JUDGES = {(Kind.CHOICE, "variants"): faults}
