"""Where the claim ends: other learners than the plain perceptron, trained exactly.

The claim is that from w⁽⁰⁾ = 0 the learning rate changes no prediction. `KEEPS` and `LOSES` say of
each learner whether it stays true, and why. Nothing here is fast: every number is a Fraction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import mul
from types import MappingProxyType

from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, ExperimentError, Weights

MOST_STEPS = 2_000
"""Steps one run may have: Adaline's and the decay's fractions get longer with every step."""

Schedule = Callable[[int], Fraction]
"""η_t for step t = 1, 2, …, above zero."""


class Variant(StrEnum):
    """A learner, told by what sets it apart from Δw = η (y − ŷ) x with ŷ = +1 at z = 0."""

    PLAIN = "plain"
    """Nothing: Rosenblatt (1958), as `tutor.perceptron.training` has it."""
    TIE = "tie"
    """φ(0) = −1."""
    AVERAGED = "averaged"
    """After training it predicts with the average of w⁽¹⁾ … w⁽ᵀ⁾: Freund and Schapire (1999)."""
    SCHEDULE = "schedule"
    """Step t has the learning rate c·η_t; the rate given is c."""
    MARGIN = "margin"
    """Δw = 2η y x whenever y z ≤ β, so a right answer too close to the border counts as wrong."""
    DECAY = "decay"
    """w ← (1 − λη) w + η (y − ŷ) x at every step, mistake or not: a step of size η goes down the
    slope of λ‖w‖²/2 as well, Krogh and Hertz (1992)."""
    ADALINE = "adaline"
    """Δw = η (y − z) x, and the sign of z predicts: Widrow and Hoff (1960)."""
    NEGATIVE = "negative"
    """η may be below zero."""


KEEPS: Mapping[Variant, str] = MappingProxyType(
    {
        Variant.PLAIN: "Every update has the factor η, so w = η·v with a v that knows no η, "
        "and η > 0 turns no sign around.",
        Variant.TIE: "z = 0 stays z = 0 whatever η is, so which class a tie goes to may be chosen "
        "freely, only not by η.",
        Variant.AVERAGED: "Every weight vector of the run has the factor η, so their average "
        "has it too.",
        Variant.SCHEDULE: "c is a factor of every update, so w = c·v with a v that knows the η_t "
        "but no c.",
    }
)
"""The learners for which the claim stays true, each with the reason."""

LOSES: Mapping[Variant, str] = MappingProxyType(
    {
        Variant.MARGIN: "z grows with η but β does not, so η decides how many right answers count "
        "as too close.",
        Variant.DECAY: "η is also in the factor 1 − λη, so it decides how fast the first updates "
        "are forgotten.",
        Variant.ADALINE: "The update contains z itself and not only its sign, so with w = η·v "
        "an η is left in y − η v·x.",
        Variant.NEGATIVE: "η < 0 moves every weight the other way and turns the signs around: "
        "all η < 0 agree with one another, but not with η > 0.",
    }
)
"""The learners for which the claim fails, each with the reason."""


def survives(variant: Variant) -> bool:
    """Whether, from w⁽⁰⁾ = 0, all rates that the learner allows make the same predictions."""
    return variant in KEEPS


def harmonic(t: int) -> Fraction:
    """The schedule η_t = 1/t."""
    return Fraction(1, t)


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers that only some learners have."""

    margin: Fraction = Fraction(1)
    """β, above zero."""
    decay: Fraction = Fraction(1, 10)
    """λ, above zero; λη must be below 1, or the decay itself would turn signs around."""
    schedule: Schedule = harmonic

    def __post_init__(self) -> None:
        for name, value in (("β", self.margin), ("λ", self.decay)):
            if value <= 0:
                raise ExperimentError(f"{name} is {show(value)}, but must be above 0")


USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Run:
    """What a learner did with T steps on n samples."""

    predictions: tuple[int, ...]
    """ŷ of each of the T steps, made before its update."""
    net_inputs: Weights
    """z of each of the T steps."""
    weights: Weights
    """The weights that predict in the end: w⁽ᵀ⁾, or the average."""
    samples: tuple[int, ...]
    """What `weights` predicts for each of the n samples."""


def run(  # noqa: PLR0913 - an experiment's five parts, and two of the learner's
    variant: Variant,
    dataset: Dataset,
    start: Weights,
    rate: Fraction,
    epochs: int,
    *,
    bias: bool,
    settings: Settings = USUAL,
) -> Run:
    """Train a learner on n samples of d features.

    Args:
        variant: The learner.
        dataset: The samples, shown in file order, epoch after epoch.
        start: w⁽⁰⁾ of d numbers, or d + 1 with the bias first.
        rate: η, or c with a schedule; above zero, or with `Variant.NEGATIVE` other than zero.
        epochs: At least 1.
        bias: Whether each input has a constant 1 in front.
        settings: β, λ and the schedule, for the learners that have them.

    Raises:
        ExperimentError: If the run cannot be made as stated.
    """
    _check(variant, Experiment(dataset, start, _size(variant, rate), epochs, bias), settings)
    inputs = [(Fraction(1),) * bias + dataset.sample(index) for index in range(len(dataset))]
    weights, total = start, (Fraction(0),) * len(start)
    predictions, net_inputs = [], []
    for t in range(1, epochs * len(dataset) + 1):
        x, label = inputs[(t - 1) % len(dataset)], dataset.labels[(t - 1) % len(dataset)]
        net_inputs.append(z := _net_input(weights, x))
        predictions.append(_predict(variant, z))
        eta, kept = _factors(variant, rate, t, settings)
        move = eta * _error(variant, z, label, settings)
        weights = tuple(kept * w + move * value for w, value in zip(weights, x, strict=True))
        total = tuple(old + new for old, new in zip(total, weights, strict=True))
    if variant is Variant.AVERAGED:
        weights = tuple(value / len(predictions) for value in total)
    samples = tuple(_predict(variant, _net_input(weights, x)) for x in inputs)
    return Run(tuple(predictions), tuple(net_inputs), weights, samples)


def _factors(
    variant: Variant, rate: Fraction, t: int, settings: Settings
) -> tuple[Fraction, Fraction | int]:
    """The η of step t, and what is kept of the weights in it."""
    eta = rate * _scheduled(settings, t) if variant is Variant.SCHEDULE else rate
    return eta, 1 - settings.decay * eta if variant is Variant.DECAY else 1


def _size(variant: Variant, rate: Fraction) -> Fraction:
    return abs(rate) if variant is Variant.NEGATIVE else rate


def _check(variant: Variant, experiment: Experiment, settings: Settings) -> None:
    if experiment.steps > MOST_STEPS:
        raise ExperimentError(f"{experiment.steps} steps are too many; at most {MOST_STEPS} go")
    if variant is Variant.DECAY and (shrink := settings.decay * experiment.rate) >= 1:
        raise ExperimentError(f"λη is {show(shrink)}, but must be below 1; take a smaller η")


def _net_input(weights: Weights, x: Weights) -> Fraction:
    return sum(map(mul, weights, x), Fraction(0))


def _predict(variant: Variant, z: Fraction) -> int:
    return 1 if z > 0 or (z == 0 and variant is not Variant.TIE) else -1


def _scheduled(settings: Settings, t: int) -> Fraction:
    if (eta := settings.schedule(t)) <= 0:
        raise ExperimentError(f"η_t is {show(eta)} at step {t}, but must be above 0")
    return eta


def _error(variant: Variant, z: Fraction, label: int, settings: Settings) -> Fraction | int:
    if variant is Variant.ADALINE:
        return label - z
    if variant is Variant.MARGIN:
        return 2 * label if label * z <= settings.margin else 0
    return label - _predict(variant, z)
