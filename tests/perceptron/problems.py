"""Problems for the property tests, and two plain trainers written without a look at the engine."""

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment

Vector = list[Fraction]


@dataclass(frozen=True)
class Problem:
    """Samples, labels and a kind of perceptron; a start and a rate make it an experiment."""

    dataset: Dataset
    bias: bool
    epochs: int

    @property
    def dimension(self) -> int:
        """How many weights there are."""
        return len(self.dataset.features) + self.bias

    def at(self, rate: Fraction, start: tuple[Fraction, ...] | None = None) -> Experiment:
        """The experiment with this rate, from zero where no start is given."""
        zero = (Fraction(0),) * self.dimension
        return Experiment(self.dataset, start or zero, rate, self.epochs, self.bias)


@dataclass(frozen=True)
class Run:
    """What a plain trainer saw."""

    predictions: list[int]
    net_inputs: Vector
    weights: list[Vector]
    """From the start on, the bias first."""


def small_numbers() -> st.SearchStrategy[Fraction]:
    """Small exact numbers: so few that duplicates, zeros and ties are common."""
    return st.one_of(
        st.integers(-3, 3).map(Fraction),
        st.fractions(min_value=-3, max_value=3, max_denominator=6),
    )


def rates() -> st.SearchStrategy[Fraction]:
    """Learning rates, from tiny to huge."""
    return st.one_of(
        st.sampled_from([Fraction(1, 10), Fraction(3, 10), Fraction(7, 10), Fraction(1)]),
        st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000),
        st.integers(-30, 30).map(lambda power: Fraction(10) ** power),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """One to six samples of one to four features, separable or not, bias on or off."""
    features = draw(st.integers(1, 4))
    coordinates = st.lists(small_numbers(), min_size=features, max_size=features)
    samples = draw(st.lists(coordinates, min_size=1, max_size=6))
    labels = draw(st.lists(st.sampled_from([-1, 1]), min_size=len(samples), max_size=len(samples)))
    return Problem(
        Dataset.of("drawn", samples, labels), draw(st.booleans()), draw(st.integers(1, 6))
    )


@st.composite
def starts(draw: st.DrawFn, problem: Problem) -> tuple[Fraction, ...]:
    """A start for a problem, zero among them."""
    size = problem.dimension
    return tuple(draw(st.lists(small_numbers(), min_size=size, max_size=size)))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Experiment, Experiment]:
    """Two experiments on one problem: unrelated, or one the other's multiple in part or in full."""
    problem = draw(problems())
    start, rate = draw(starts(problem)), draw(rates())
    factor = draw(rates())
    other = draw(st.sampled_from([start, tuple(factor * value for value in start)]))
    return problem.at(rate, start), problem.at(
        draw(st.sampled_from([rate, factor * rate, factor])),
        draw(st.one_of(st.just(other), starts(problem))),
    )


def loop_with_appended_bias(experiment: Experiment) -> Run:
    """Train from the definition, the bias as one more weight behind the others."""
    data = experiment.dataset
    weights = list(experiment.start)
    if experiment.bias:
        weights = [*weights[1:], weights[0]]
    run = Run([], [], [_bias_first(weights, bias=experiment.bias)])
    for _ in range(experiment.epochs):
        for index in range(len(data)):
            inputs = [*data.sample(index), Fraction(1)] if experiment.bias else data.sample(index)
            net_input = sum((w * x for w, x in zip(weights, inputs, strict=True)), Fraction(0))
            prediction = 1 if net_input >= 0 else -1
            error = data.labels[index] - prediction
            weights = [
                w + experiment.rate * error * x for w, x in zip(weights, inputs, strict=True)
            ]
            run.predictions.append(prediction)
            run.net_inputs.append(net_input)
            run.weights.append(_bias_first(weights, bias=experiment.bias))
    return run


def _bias_first(weights: Vector, *, bias: bool) -> Vector:
    return [weights[-1], *weights[:-1]] if bias else list(weights)


def loop_divided_by_rate(experiment: Experiment) -> Run:
    """Train v = w/η, whose updates know no rate; only what is handed back is multiplied by it."""
    rate, data = experiment.rate, experiment.dataset
    bias = experiment.start[0] / rate if experiment.bias else Fraction(0)
    slopes = [value / rate for value in experiment.start[experiment.bias :]]
    run = Run([], [], [list(experiment.start)])
    for step in range(experiment.epochs * len(data)):
        sample, label = data.sample(step % len(data)), data.labels[step % len(data)]
        net_input = bias
        for slope, coordinate in zip(slopes, sample, strict=True):
            net_input += slope * coordinate
        said = -1 if net_input < 0 else 1
        if said != label:
            bias += 2 * label * experiment.bias
            for k, coordinate in enumerate(sample):
                slopes[k] += 2 * label * coordinate
        run.predictions.append(said)
        run.net_inputs.append(rate * net_input)
        weights = [rate * slope for slope in slopes]
        run.weights.append([rate * bias, *weights] if experiment.bias else weights)
    return run
