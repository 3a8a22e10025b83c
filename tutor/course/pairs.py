"""Two runs drawn at random, A and B, and what the engine says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import TypeVar

from tutor.course.lesson import Lab
from tutor.perceptron.comparison import Scope, compare_traces
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment, Trace, Weights, train

_T = TypeVar("_T")

MOST_SAMPLES = 5
_RATES = tuple(Fraction(text) for text in ("0.1", "0.5", "1", "2", "5"))
_FACTORS = tuple(Fraction(text) for text in ("0.5", "2", "3", "4", "5", "10"))
_BIASES = tuple(Fraction(text) for text in ("0.5", "1", "2", "3"))

LEVELS = (1, 2, 3)
"""How hard a pair may be; see `Pair.level`."""
_FEW_STEPS, _MANY_STEPS = 6, 9
_NEAR = Fraction(3, 2)
"""A critical rate is near to η from two thirds of η to three halves of it."""


class Form(StrEnum):
    """In what B differs from A."""

    RATE = "rate"
    START = "start"
    BOTH = "both"
    ZERO = "zero"
    """The rate, from a start at zero."""
    ONE_ZERO = "one-zero"
    """The rate and the start, where A starts at zero and B does not."""
    BIAS = "bias"
    """The rate, the bias or both, where only the bias starts elsewhere than at zero."""


class Draw:
    """Draws from a generator's `random()` alone."""

    def __init__(self, seed: int) -> None:
        self._random = Random()
        self._random.seed(f"perceptron-tutor {seed}", version=2)

    def below(self, bound: int) -> int:
        """A number from 0 to one below the bound."""
        return int(self._random.random() * bound)

    def one_of(self, items: Sequence[_T]) -> _T:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """All of the items, in any order."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in items]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs and what the engine says of them."""

    form: Form
    lab: Lab
    a: Trace
    b: Trace
    scope: Scope

    def differs(self, scope: Scope) -> bool:
        """Whether A and B predict differently in a scope."""
        return not compare_traces(self.a, self.b, scope).same

    @property
    def alike(self) -> bool:
        """Whether w⁽⁰⁾/η is the same in both."""
        one, other = self.a.experiment, self.b.experiment
        pairs = zip(one.start, other.start, strict=True)
        return all(a / one.rate == b / other.rate for a, b in pairs)

    @property
    def both_right(self) -> bool:
        """Whether both final weights predict every sample's label."""
        return all(
            run.predict(sample, len(run)) == label
            for run in (self.a, self.b)
            for sample, label in enumerate(run.experiment.dataset.labels)
        )

    @property
    def near(self) -> bool:
        """Whether a critical rate of B's start is near to B's η.

        The rates at which every prediction while training is the same are one interval. So if
        nothing changes at two thirds of η or at three halves of it, nothing does between them.
        """
        run = self.b.experiment
        return any(
            train(replace(run, rate=rate)).predictions != self.b.predictions
            for rate in (run.rate / _NEAR, run.rate * _NEAR)
        )

    @property
    def level(self) -> int:
        """How hard it is to say whether the two differ, from 1 to 3.

        - 1: at most 6 steps, in the scope trace; and either w⁽⁰⁾/η is the same in both, or the
          predictions differ in the first epoch already, or no critical rate is near to B's η.
        - 3: a critical rate is near to B's η, w⁽⁰⁾/η is not the same in both; and there are at
          least 9 steps, or the answer in the scope trace would be the other one.
        - 2: all the others.
        """
        steps = len(self.a)
        if self.scope is Scope.TRACE and steps <= _FEW_STEPS:
            epoch = len(self.a.experiment.dataset)
            early = self.a.predictions[:epoch] != self.b.predictions[:epoch]
            return 1 if self.alike or early or not self.near else 2
        other = self.differs(self.scope) != self.differs(Scope.TRACE)
        hard = steps >= _MANY_STEPS or other
        return 3 if hard and not self.alike and self.near else 2


def draw_pair(draw: Draw, form: Form, sets: list[Dataset], scope: Scope, *, alike: bool) -> Pair:
    """Draw two runs.

    Args:
        draw: Where all that is drawn comes from.
        form: In what B differs from A.
        sets: Data sets that may be taken instead of fresh samples.
        scope: Which predictions are compared.
        alike: Whether w⁽⁰⁾/η shall be the same in both, where the form leaves that open.
    """
    shipped = bool(sets) and draw.below(5) == 0
    data = draw.one_of(sets) if shipped else _fresh(draw)
    bias = form is Form.BIAS or (data.bias if shipped else draw.below(2) == 0)
    (w_a, rate_a), (w_b, rate_b) = _settings(draw, form, size=2 + bias, alike=alike)
    epochs = 1 + draw.below(3)
    a, b = Experiment(data, w_a, rate_a, epochs, bias), Experiment(data, w_b, rate_b, epochs, bias)
    return Pair(form, Lab(a, b, scope), train(a), train(b), scope)


def _fresh(draw: Draw) -> Dataset:
    """Draw 3 to 5 samples: small integers, all different, none at the origin, both labels."""
    points = [(x, y) for x in range(-3, 4) for y in range(-3, 4) if x or y]
    samples = draw.shuffled(points)[: 3 + draw.below(MOST_SAMPLES - 2)]
    labels = [draw.one_of((-1, 1)) for _ in samples[1:]]
    labels.insert(draw.below(len(samples)), -labels[0])
    return Dataset.of("fresh samples", samples, labels)


def _settings(
    draw: Draw, form: Form, *, size: int, alike: bool
) -> tuple[tuple[Weights, Fraction], tuple[Weights, Fraction]]:
    """Draw w⁽⁰⁾ and η of A and of B."""
    zero = (Fraction(0),) * size
    rate, other_rate = draw.shuffled(_RATES)[:2]
    factor, other_factor = draw.shuffled(_FACTORS)[:2]
    rate_factor = factor if alike else other_factor
    start = _start(draw, size)
    match form:
        case Form.RATE:
            return (start, rate), (start, other_rate)
        case Form.START:
            return (start, rate), (_other_start(draw, start), rate)
        case Form.BOTH:
            return (start, rate), (tuple(factor * w for w in start), rate_factor * rate)
        case Form.ZERO | Form.ONE_ZERO:
            return (zero, rate), (zero if form is Form.ZERO else start, other_rate)
    sign = draw.one_of((-1, 1))
    one, other = ((sign * b, *zero[1:]) for b in draw.shuffled(_BIASES)[:2])
    if alike:
        return (one, rate), (tuple(factor * w for w in one), factor * rate)
    return (one, rate), draw.one_of(((one, other_rate), (other, rate)))


def _start(draw: Draw, size: int) -> Weights:
    """Draw a start with more than the bias in it: integers or halves."""
    under = draw.one_of((1, 1, 2))
    start = tuple(Fraction(draw.below(9) - 4, under) for _ in range(size))
    return start if any(start[-2:]) else (Fraction(1),) * size


def _other_start(draw: Draw, start: Weights) -> Weights:
    """Draw another start, at times the zero start."""
    zero = (Fraction(0),) * len(start)
    other = zero if draw.below(5) == 0 else _start(draw, len(start))
    return other if other != start else tuple(-w for w in start)
