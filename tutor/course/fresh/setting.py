"""Weights, rates and short runs drawn by level, and how prompts and explanations state them."""

from collections.abc import Sequence
from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.family import Ask
from tutor.course.fresh.text import CONVENTION, dot, label, raised, sample_lines
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Step, Trace, Weights, train

UNDER = {1: 1, 2: 2, 3: 10}
"""By level, what whole numbers are divided by to give the weights."""
_RATES = {
    1: ("0.5", "2", "3", "4", "5"),
    2: ("0.25", "0.5", "0.75", "1.5", "2.5", "3"),
    3: ("0.1", "0.2", "0.3", "0.4", "0.6", "0.7"),
}
_NUMBERS = {2: "two numbers with a comma", 3: "three numbers with commas"}


def weights(draw: Draw, size: int, under: int) -> Weights:
    """Draw weights, not all zero: whole numbers from −4 to 4, divided by `under`."""
    drawn = tuple(Fraction(draw.between(-4, 4), under) for _ in range(size))
    return drawn if any(drawn) else (Fraction(1, under),) * size


def rates(ask: Ask, count: int = 1) -> list[Fraction]:
    """Draw as many different learning rates of the level."""
    return [Fraction(text) for text in ask.draw.shuffled(_RATES[ask.level])[:count]]


def some_bias(ask: Ask) -> bool:
    """Whether there is a bias: never at level 1, else at every other question."""
    return ask.level > 1 and ask.draw.below(2) == 0


def short_run(ask: Ask, count: int, *, bias: bool) -> Trace:
    """Draw `count` samples, each shown once, and a start and a rate of the level."""
    start = weights(ask.draw, 2 + bias, UNDER[ask.level])
    return train(Experiment(samples(ask.draw, count), start, rates(ask)[0], epochs=1, bias=bias))


def shown_once(data: Dataset) -> list[str]:
    """The lines of a prompt that list samples of which each is shown once."""
    return [f"These {len(data)} samples are shown once, in this order:", "", *sample_lines(data)]


def convention(*, bias: bool) -> str:
    """Whether there is a bias, and what holds in every question."""
    return f"{'Bias b first in w⁽⁰⁾, its input 1' if bias else 'No bias'}; {CONVENTION}"


def start_line(experiment: Experiment) -> str:
    """The start and the learning rate, in this order."""
    return f"w⁽⁰⁾ = {show_vector(experiment.start)}, η = {show(experiment.rate)}"


def type_numbers(size: int) -> str:
    """How a vector is typed."""
    return f"Type its {_NUMBERS[size]} between them."


def error_text(step: Step, at: str = "") -> str:
    """Label minus prediction: `y − ŷ = −1 − (+1) = −2`; `at` names the step, as in ⁽²⁾."""
    error = step.label - step.prediction
    taken = f"{label(step.label)} − ({label(step.prediction)})"
    return f"y{at} − ŷ{at} = {taken} = {show(error)}"


def net_input_text(step: Step, at: str = "") -> str:
    """The net input as it is worked out: `z = 2·1 + (−1)·3 = −1`."""
    return f"z{at} = {dot(step.before, step.inputs)} = {show(step.net_input)}"


def outcome(step: Step) -> str:
    """What comes of a step: `z⁽¹⁾ = 0, a mistake, so w⁽¹⁾ = (−1, 2)`."""
    at = f"⁽{raised(step.t)}⁾"
    said = f"z{at} = {show(step.net_input)}"
    if step.mistake:
        return f"{said}, a mistake, so w{at} = {show_vector(step.weights)}"
    return f"{said}, right, no update"


def story(trace: Trace, until: int) -> str:
    """What comes of the steps up to one."""
    return "; ".join(outcome(trace.step(t)) for t in range(1, until + 1))


def scaled(factor: Fraction | int, vector: Sequence[Fraction]) -> Weights:
    """A vector times a number."""
    return tuple(factor * value for value in vector)


def product(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The inner product of two vectors of one size."""
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
