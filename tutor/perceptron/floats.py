"""The same perceptron in float64, as most people would write it, to show what rounding does to it.

The one place where the mathematics uses floats. The theorem of the course is about signs, and a
tie z = 0 is common: rounding moves such a z a little above zero or below, and below it the
prediction is another. Nothing here says what is predicted exactly: that is the Trace of `training`.

In float64 a factor that is a power of two changes the exponents and no digit. So the runs of two
such rates are scaled copies of each other unless a number over- or underflows (IEEE 754).
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.perceptron.training import Experiment, ExperimentError, Trace, train


@dataclass(frozen=True, slots=True)
class FloatTrace:
    """All steps of one run in float64; where a number overflows, `inf` and `nan` are among them."""

    experiment: Experiment
    """As stated, in exact numbers."""
    net_inputs: tuple[float, ...]
    """z of every step, in order."""
    predictions: tuple[int, ...]
    """ŷ of every step, in order."""
    weights: tuple[tuple[float, ...], ...]
    """w after every step, preceded by the start."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One experiment run exactly, in float64, and in float64 with η = 1."""

    exact: Trace
    rounded: FloatTrace
    """In float64 with the experiment's η and w⁽⁰⁾."""
    at_one: FloatTrace
    """In float64 with η = 1 and w⁽⁰⁾/η: exactly, it predicts what the experiment predicts."""
    ties: tuple[int, ...]
    """The steps at which z is zero exactly, ascending from 1."""

    @property
    def wrong(self) -> tuple[int, ...]:
        """The steps at which float64 predicts otherwise than the exact run, ascending from 1."""
        return _differing(self.exact.predictions, self.rounded.predictions)

    @property
    def parted(self) -> tuple[int, ...]:
        """The steps at which the two runs in float64 differ in ŷ, ascending from 1."""
        return _differing(self.rounded.predictions, self.at_one.predictions)


def _differing(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(t for t, pair in enumerate(zip(one, other, strict=True), 1) if pair[0] != pair[1])


def side_by_side(experiment: Experiment) -> SideBySide:
    """Run an experiment exactly, in float64, and in float64 at η = 1 from w⁽⁰⁾/η.

    Raises:
        ExperimentError: If a number of the experiment is too large for a float64.
    """
    exact = train(experiment)
    start = tuple(weight / experiment.rate for weight in experiment.start)
    n = len(experiment.dataset)
    ties = tuple(
        t
        for t, prediction in enumerate(exact.predictions, 1)
        if prediction > 0 and exact.net_input((t - 1) % n, t - 1) == 0
    )
    at_one = train_in_floats(replace(experiment, start=start, rate=Fraction(1)))
    return SideBySide(exact, train_in_floats(experiment), at_one, ties)


def train_in_floats(experiment: Experiment) -> FloatTrace:
    """Run an experiment in float64; every number of it is rounded once, before the first step.

    Raises:
        ExperimentError: If a number of the experiment is too large for a float64.
    """
    data = experiment.dataset
    constant = [1.0] if experiment.bias else []
    inputs = [
        constant + [_float(value, "a coordinate") for value in data.sample(index)]
        for index in range(len(data))
    ]
    samples = list(zip(inputs, data.labels, strict=True))
    rate = _float(experiment.rate, "η")
    weights = tuple(_float(weight, "a weight of the start") for weight in experiment.start)
    net_inputs: list[float] = []
    predictions: list[int] = []
    history = [weights]
    for _ in range(experiment.epochs):
        for x, label in samples:
            # Not `sum`, which from Python 3.12 on rounds otherwise than a loop does.
            net_input = 0.0
            for weight, value in zip(weights, x, strict=True):
                net_input += weight * value
            prediction = 1 if net_input >= 0 else -1
            if prediction != label:
                move = rate * (label - prediction)
                weights = tuple(
                    weight + move * value for weight, value in zip(weights, x, strict=True)
                )
            net_inputs.append(net_input)
            predictions.append(prediction)
            history.append(weights)
    return FloatTrace(experiment, tuple(net_inputs), tuple(predictions), tuple(history))


def _float(number: Fraction, what: str) -> float:
    try:
        return float(number)
    except OverflowError:
        raise ExperimentError(
            f"{what} is too large for a float64, which ends at 1.8e308; write a smaller number"
        ) from None
