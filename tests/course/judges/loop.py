"""The perceptron's rule as a plain loop of its own, for the judges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.course.judges.prompt import Point

Error = Callable[[Fraction, Fraction], Fraction]
"""The factor of an update, of the label and the prediction."""


def dot(w: Point, x: Point) -> Fraction:
    """The sum of the products in pairs."""
    return sum((a * b for a, b in zip(w, x, strict=True)), Fraction(0))


def sign(z: Fraction) -> Fraction:
    """The unit step, +1 at zero."""
    return Fraction(1 if z >= 0 else -1)


def times(factor: Fraction, vector: Point) -> Point:
    """A multiple of a vector."""
    return tuple(factor * part for part in vector)


def plus(one: Point, other: Point) -> Point:
    """The sum of two vectors."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


@dataclass(frozen=True)
class Step:
    """One sample shown, with its constant 1 where there is a bias."""

    x: Point
    label: Fraction
    z: Fraction
    prediction: Fraction
    weights: Point
    """After the step."""

    @property
    def wrong(self) -> bool:
        """Whether the prediction is a mistake."""
        return self.label != self.prediction


def walk(
    samples: Sequence[tuple[Point, Fraction]],
    start: Point,
    rate: Fraction,
    epochs: int = 1,
    error: Error = lambda label, prediction: label - prediction,
) -> list[Step]:
    """All steps; there is a bias where the start has one number more than a sample."""
    steps: list[Step] = []
    weights = start
    for sample, label in list(samples) * epochs:
        x = (Fraction(1),) * (len(start) - len(sample)) + sample
        z = dot(weights, x)
        prediction = sign(z)
        weights = plus(weights, times(rate * error(label, prediction), x))
        steps.append(Step(x, label, z, prediction, weights))
    return steps
