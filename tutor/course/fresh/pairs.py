"""Two runs drawn at random, A and B, and what the engine says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from tutor.course.fresh.draw import RATES, Draw, samples, start
from tutor.course.lesson import Lab
from tutor.perceptron.comparison import Scope, compare_traces
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment, Trace, Weights, train

_FACTORS = tuple(Fraction(text) for text in ("0.5", "2", "3", "4", "5", "10"))
_BIASES = tuple(Fraction(text) for text in ("0.5", "1", "2", "3"))

_HUGE = tuple(Fraction(number) for number in (1000, 10_000, 1_000_000))

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
    HUGE = "huge"
    """The rate and the start, where A starts at zero and B's rate is very large."""
    BIAS = "bias"
    """The rate, the bias or both, where only the bias starts elsewhere than at zero."""


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


def draw_pair(
    draw: Draw, form: Form, sets: Sequence[Dataset], scope: Scope, *, alike: bool
) -> Pair:
    """Draw two runs.

    Args:
        draw: Where all that is drawn comes from.
        form: In what B differs from A.
        sets: Data sets that may be taken instead of fresh samples.
        scope: Which predictions are compared.
        alike: Whether w⁽⁰⁾/η shall be the same in both, where the form leaves that open.
    """
    shipped = bool(sets) and draw.below(5) == 0
    data = draw.one_of(sets) if shipped else samples(draw)
    bias = form is Form.BIAS or (data.bias if shipped else draw.below(2) == 0)
    (w_a, rate_a), (w_b, rate_b) = _settings(draw, form, size=2 + bias, alike=alike)
    epochs = 1 + draw.below(3)
    a, b = Experiment(data, w_a, rate_a, epochs, bias), Experiment(data, w_b, rate_b, epochs, bias)
    return Pair(form, Lab(a, b, scope), train(a), train(b), scope)


def _settings(
    draw: Draw, form: Form, *, size: int, alike: bool
) -> tuple[tuple[Weights, Fraction], tuple[Weights, Fraction]]:
    """Draw w⁽⁰⁾ and η of A and of B."""
    zero = (Fraction(0),) * size
    rate, other_rate = draw.shuffled(RATES)[:2]
    factor, other_factor = draw.shuffled(_FACTORS)[:2]
    rate_factor = factor if alike else other_factor
    first = start(draw, size)
    if form is Form.BIAS:
        return _biases(draw, size, rate, other_rate, factor if alike else None)
    others = {
        Form.RATE: (first, other_rate),
        Form.START: (_other_start(draw, first), rate),
        Form.BOTH: (tuple(factor * w for w in first), rate_factor * rate),
        Form.ZERO: (zero, other_rate),
        Form.ONE_ZERO: (first, other_rate),
        Form.HUGE: (first, draw.one_of(_HUGE)),
    }
    from_zero = form in {Form.ZERO, Form.ONE_ZERO, Form.HUGE}
    return (zero if from_zero else first, rate), others[form]


def _biases(
    draw: Draw, size: int, rate: Fraction, other_rate: Fraction, factor: Fraction | None
) -> tuple[tuple[Weights, Fraction], tuple[Weights, Fraction]]:
    """Starts with a bias alone: scaled by one factor if one is given, else unlike."""
    zero = (Fraction(0),) * (size - 1)
    sign = draw.one_of((-1, 1))
    one, other = ((sign * b, *zero) for b in draw.shuffled(_BIASES)[:2])
    if factor is not None:
        return (one, rate), (tuple(factor * w for w in one), factor * rate)
    return (one, rate), draw.one_of(((one, other_rate), (other, rate)))


def _other_start(draw: Draw, first: Weights) -> Weights:
    """Draw another start, at times the zero start."""
    zero = (Fraction(0),) * len(first)
    other = zero if draw.below(5) == 0 else start(draw, len(first))
    return other if other != first else tuple(-w for w in first)
