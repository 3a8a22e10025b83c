"""Train a perceptron exactly: an Experiment goes in, a Trace of Steps comes out.

The rule is Rosenblatt's (1958) in the textbook's form: φ(z) = +1 if z ≥ 0 else −1,
Δw = η (y − φ(z)) x, one sample after the other in file order, epoch after epoch.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from operator import mul

from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show

MOST_STEPS = 5_000_000
"""Steps one experiment may have; beyond it memory would be the limit (some 150 bytes a mistake)."""

Weights = tuple[Fraction, ...]
"""(w₁ … w_d), with the bias first where there is one: (b, w₁ … w_d)."""


class ExperimentError(TutorError):
    """An experiment that cannot be run as stated."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A perceptron about to be trained: the data, the weights' start, the size of the updates."""

    dataset: Dataset
    start: Weights
    """w⁽⁰⁾, as many numbers as `weight_names`."""
    rate: Fraction
    """The learning rate η, above zero."""
    epochs: int
    bias: bool

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise ExperimentError(
                f"η is {show(self.rate)}, but must be above 0: "
                "the argument needs that η never turns a sign around"
            )
        if len(self.start) != len(self.weight_names):
            raise ExperimentError(
                f"w⁽⁰⁾ has {len(self.start)} numbers, needed are {len(self.weight_names)}: "
                f"{', '.join(self.weight_names)}"
            )
        if self.epochs < 1:
            raise ExperimentError(f"{show(self.epochs)} epochs; write a whole number, at least 1")
        if self.steps > MOST_STEPS:
            raise ExperimentError(
                f"{show(self.epochs)} epochs of {len(self.dataset)} samples are too many; "
                f"write at most {MOST_STEPS // len(self.dataset)}"
            )

    @property
    def weight_names(self) -> tuple[str, ...]:
        """The weights' names in their order: `b` first where there is a bias, then `w1` … `wd`."""
        return weight_names(self.dataset, bias=self.bias)

    @property
    def steps(self) -> int:
        """Steps in all: one sample shown is one step."""
        return self.epochs * len(self.dataset)


def weight_names(dataset: Dataset, *, bias: bool) -> tuple[str, ...]:
    """Name the weights in their order, the bias first where there is one."""
    return (("b",) if bias else ()) + tuple(f"w{k}" for k in range(1, len(dataset.features) + 1))


def phi(net_input: Fraction | int) -> int:
    """The prediction for a net input: +1 if it is zero or above, else −1."""
    return 1 if net_input >= 0 else -1


@dataclass(frozen=True, slots=True)
class Step:
    """One sample shown: what the weights before it predicted, and what the update made of them."""

    t: int
    """The step's number, from 1."""
    epoch: int
    """The epoch's number, from 1."""
    sample: int
    """The sample's number in the file, from 1."""
    inputs: Weights
    """x, with the constant 1 first where there is a bias."""
    before: Weights
    net_input: Fraction
    prediction: int
    label: int
    update: Weights
    """Δw = η (y − ŷ) x."""
    weights: Weights
    """w after the update."""

    @property
    def mistake(self) -> bool:
        """Whether the prediction differs from the label."""
        return self.prediction != self.label


@dataclass(frozen=True, slots=True)
class Trace:
    """All steps of one run. Integers inside; a Step is made when it is asked for."""

    experiment: Experiment
    predictions: tuple[int, ...]
    """ŷ of every step, in order."""
    mistakes: tuple[int, ...]
    """Mistakes in each epoch."""
    scale: int
    """Positive; `whole_weights` divided by it are the weights."""
    update_steps: tuple[int, ...]
    """The steps that changed the weights, ascending, preceded by 0 for the start."""
    whole_weights: tuple[tuple[int, ...], ...]
    """The weights times `scale` from each of `update_steps` on."""
    _inputs: tuple[tuple[int, ...], ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.predictions)

    def __iter__(self) -> Iterator[Step]:
        return (self.step(t) for t in range(1, len(self) + 1))

    @property
    def converged(self) -> int | None:
        """The first epoch without a mistake, or None."""
        return next((epoch for epoch, count in enumerate(self.mistakes, 1) if count == 0), None)

    @property
    def weights(self) -> Weights:
        """The final weights."""
        return self.weights_after(len(self))

    def weights_after(self, t: int) -> Weights:
        """w⁽ᵗ⁾, the weights after step t; those of the start for t = 0."""
        return tuple(Fraction(value, self.scale) for value in self.whole_after(t))

    def whole_after(self, t: int) -> tuple[int, ...]:
        """The weights after step t times `scale`."""
        return self.whole_weights[bisect_right(self.update_steps, t) - 1]

    def inputs(self, sample: int) -> Weights:
        """The input x of a sample, counted from 0; with a bias, the constant 1 comes first."""
        denominator = self.experiment.dataset.denominator
        return tuple(Fraction(value, denominator) for value in self._inputs[sample])

    def net_input(self, sample: int, t: int) -> Fraction:
        """The net input z of a sample, counted from 0, under the weights after step t."""
        return Fraction(
            sum(map(mul, self.whole_after(t), self._inputs[sample])),
            self.scale * self.experiment.dataset.denominator,
        )

    def predict(self, sample: int, t: int) -> int:
        """ŷ of a sample, counted from 0, under the weights after step t."""
        return phi(sum(map(mul, self.whole_after(t), self._inputs[sample])))

    def step(self, t: int) -> Step:
        """The step number t, 1 ≤ t ≤ len(self).

        Raises:
            IndexError: If there is no such step.
        """
        if not 1 <= t <= len(self):
            raise IndexError(t)
        epoch, sample = divmod(t - 1, len(self.experiment.dataset))
        before, after = self.weights_after(t - 1), self.weights_after(t)
        return Step(
            t=t,
            epoch=epoch + 1,
            sample=sample + 1,
            inputs=self.inputs(sample),
            before=before,
            net_input=self.net_input(sample, t - 1),
            prediction=self.predictions[t - 1],
            label=self.experiment.dataset.labels[sample],
            update=tuple(new - old for new, old in zip(after, before, strict=True)),
            weights=after,
        )


def train(experiment: Experiment) -> Trace:
    """Run an experiment to its end, exactly."""
    data = experiment.dataset
    scale, twice = _scale(experiment)
    weights = tuple(int(value * scale) for value in experiment.start)
    constant = (data.denominator,) if experiment.bias else ()
    inputs = tuple(constant + row for row in data.rows)
    predictions: list[int] = []
    mistakes: list[int] = []
    update_steps, history = [0], [weights]
    for epoch in range(experiment.epochs):
        if mistakes and mistakes[-1] == 0:
            # Nothing was changed in the last epoch, so every further one repeats it.
            predictions += predictions[-len(data) :]
            mistakes.append(0)
            continue
        wrong = 0
        for t, (x, label) in enumerate(
            zip(inputs, data.labels, strict=True), epoch * len(data) + 1
        ):
            prediction = 1 if sum(map(mul, weights, x)) >= 0 else -1
            predictions.append(prediction)
            if prediction != label:
                wrong += 1
                move = twice if label > 0 else -twice
                weights = tuple(w + move * value for w, value in zip(weights, x, strict=True))
                update_steps.append(t)
                history.append(weights)
        mistakes.append(wrong)
    return Trace(
        experiment,
        tuple(predictions),
        tuple(mistakes),
        scale,
        tuple(update_steps),
        tuple(history),
        inputs,
    )


def _scale(experiment: Experiment) -> tuple[int, int]:
    """By what the weights are multiplied to be integers at every step, and 2η as they count it.

    With D the data's denominator, S the start's and η = p/q, that is S·q·D.
    """
    start = lcm(*(number.denominator for number in experiment.start))
    scale = start * experiment.rate.denominator * experiment.dataset.denominator
    return scale, 2 * experiment.rate.numerator * start
