"""What a learner can change in the lab, and the runs that come of it."""

from dataclasses import replace
from fractions import Fraction

from tutor.course.lesson import Lab
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment, ExperimentError, weight_names
from tutor.ui.running import Running, Which

SCOPES = {
    Scope.TRACE: "trace: the predictions made while training, step by step",
    Scope.SAMPLES: "samples: the final weights on the training samples",
    Scope.PLANE: "plane: the final weights on every input",
}
SECOND_RATE = 10
"""What B's learning rate is to A's when B is first shown."""
NEGATIVE = (
    "η must be above 0: the argument needs that η never turns a sign around. "
    "Lesson 5 shows what a negative η does."
)


def first_lab(library: Library) -> Lab:
    """What the lab opens with: Iris, zero start, and two learning rates."""
    data = library.dataset("iris")
    a = Experiment(data, (Fraction(0),) * 3, Fraction(1, 10), 10, bias=True)
    return Lab(a, replace(a, rate=Fraction(1)), Scope.TRACE)


def whole(name: str, number: Fraction, least: int, most: int) -> int:
    """A number of epochs or of a step.

    Raises:
        ExperimentError: If it is none from `least` to `most`.
    """
    if number.denominator != 1 or not least <= number <= most:
        raise ExperimentError(f"{name}: write a whole number from {least} to {most}")
    return int(number)


def with_rate(running: Running, which: Which, rate: Fraction) -> Running:
    """The runs with another learning rate in one of them.

    Raises:
        ExperimentError: If it is not above 0.
    """
    if rate <= 0:
        raise ExperimentError(NEGATIVE)
    return running.having(which, rate=rate)


def on_data(running: Running, data: Dataset, *, bias: bool) -> Running:
    """The same rates and epochs on other data, or with another bias, from zero."""
    lab = running.lab
    zero = (Fraction(0),) * len(weight_names(data, bias=bias))

    def restated(experiment: Experiment) -> Experiment:
        return replace(experiment, dataset=data, start=zero, bias=bias)

    return Running.of(Lab(restated(lab.a), None if lab.b is None else restated(lab.b), lab.scope))


def for_epochs(running: Running, epochs: int) -> Running:
    """The same runs, longer or shorter."""
    lab = running.lab
    b = None if lab.b is None else replace(lab.b, epochs=epochs)
    return Running.of(Lab(replace(lab.a, epochs=epochs), b, lab.scope), running.t)


def compared(running: Running) -> Running:
    """A beside a B of another learning rate; or A alone, where there is a B."""
    lab = running.lab
    if lab.b is not None:
        return Running.of(Lab(lab.a), running.t)
    b = replace(lab.a, rate=lab.a.rate * SECOND_RATE)
    return Running.of(Lab(lab.a, b, Scope.TRACE), running.t)


def in_scope(running: Running, scope: Scope) -> Running:
    """The same runs, compared by other predictions."""
    return Running.of(replace(running.lab, scope=scope), running.t)
