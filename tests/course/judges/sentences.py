"""Texts of which every sentence is to be read, and the trial that a prompt describes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tests.course.judges.prompt import Check, Point, V, epochs, samples, untrue, vector
from tutor.course.lesson import Question

CLASS = "([+−]1)"
"""A class as it is written."""


def unread(text: str, checks: Sequence[Check]) -> Iterator[str]:
    """What of a text is not so, and every word in it that no check reads."""
    yield from untrue(text, checks)
    rest = text
    for pattern, _ in checks:
        rest = re.sub(pattern, "", rest)
    if re.search(r"\w", rest):
        yield f"nobody reads “{rest.strip()}”"


def first_true(so: Iterable[bool]) -> int:
    """The place of the first that is so, from 0 on; below 0 where none is."""
    return next((i for i, one in enumerate(so) if one), -1)


def written(said: int) -> str:
    """A class with its sign."""
    return "+1" if said > 0 else "−1"


def dot(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The sum of the products in pairs."""
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


@dataclass(frozen=True)
class Seen:
    """One prediction: z = c + d η, made with the weights start + η u."""

    c: Fraction
    d: Fraction
    z: Fraction
    said: int
    u: Point
    """Before the step."""


@dataclass(frozen=True)
class Trial:
    """A perceptron whose learning rate is left open; the 1 of a bias stands in its samples."""

    samples: list[tuple[Point, Fraction]]
    start: Point
    epochs: int
    bias: bool

    @cached_property
    def steps(self) -> list[tuple[Point, Fraction]]:
        """All that is shown while training."""
        return self.samples * self.epochs

    def run(self, rate: Fraction) -> tuple[list[Seen], list[Seen]]:
        """The predictions made while training, and the final weights' of the samples."""
        u: Point = (Fraction(0),) * len(self.start)
        seen = []
        for x, y in self.steps:
            seen.append(self._look(x, u, rate))
            u = tuple(a + (y - seen[-1].said) * b for a, b in zip(u, x, strict=True))
        return seen, [self._look(x, u, rate) for x, _ in self.samples]

    def _look(self, x: Point, u: Point, rate: Fraction) -> Seen:
        c, d = dot(self.start, x), dot(u, x)
        z = c + rate * d
        return Seen(c, d, z, 1 if z >= 0 else -1, u)

    def weights(self, rate: Fraction) -> list[Point]:
        """The weights from the start to the end."""
        training, final = self.run(rate)
        brackets = [*(one.u for one in training), final[0].u]
        return [tuple(w + rate * b for w, b in zip(self.start, u, strict=True)) for u in brackets]

    def mistakes(self, rate: Fraction) -> list[int]:
        """The steps, from 1, at which the prediction is wrong."""
        training, _ = self.run(rate)
        pairs = zip(training, self.steps, strict=True)
        return [i for i, (one, (_, y)) in enumerate(pairs, 1) if one.said != y]


def trial(prompt: str) -> Trial:
    """What is shown, from where, how often; whether there is a bias is said in words."""
    bias = "Bias b first in w⁽⁰⁾, its input 1; φ(0) = +1; Δw = η (y − ŷ) x." in prompt
    assert bias != ("No bias; φ(0) = +1; Δw = η (y − ŷ) x." in prompt)
    given, (start,) = samples(prompt), re.findall(rf"The start is w⁽⁰⁾ = {V}", prompt)
    if "These" in prompt:
        assert f"These {len(given)} samples are shown in this order" in prompt
        one = (Fraction(1),) if bias else ()
        found = Trial([((*one, *x), y) for x, y in given], vector(start), epochs(prompt), bias)
    else:
        listed = "A perceptron is shown these samples:"
        assert listed in prompt
        assert all(f"- step {i}: x" in prompt for i, _ in enumerate(given, 1))
        assert not bias or all(x[0] == 1 for x, _ in given)
        found = Trial(given, vector(start), 1, bias)
    assert all(len(x) == len(found.start) for x, _ in found.samples)
    return found


def foreign_lab(
    question: Question, asked: Trial, rates: Sequence[Fraction | None]
) -> Iterator[str]:
    """Whether the lab is another experiment; a rate of None may be any above 0."""
    lab = question.lab
    shown = [] if lab is None else [lab.a] if lab.b is None else [lab.a, lab.b]
    if len(shown) != len(rates):
        yield f"the lab has {len(shown)} experiments"
    for there, rate in zip(shown, rates, strict=False):
        one = (Fraction(1),) if there.bias else ()
        data = [
            ((*one, *there.dataset.sample(i)), Fraction(y))
            for i, y in enumerate(there.dataset.labels)
        ]
        if (data, tuple(there.start), there.bias) != (asked.samples, asked.start, asked.bias):
            yield "the lab is another experiment"
        if there.epochs != asked.epochs or there.rate <= 0 or rate not in {None, there.rate}:
            yield "the lab runs otherwise"
