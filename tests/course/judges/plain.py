"""A perceptron's run in a plain `Fraction` loop, for the judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.course.judges.prompt import Point
from tutor.course.lesson import Question


@dataclass(frozen=True)
class Step:
    """One step of a run."""

    z: Fraction
    said: int
    weights: Point
    """After the step."""


def run(
    given: Sequence[tuple[Point, Fraction]],
    start: Point,
    rate: Fraction,
    epochs: int,
    *,
    bias: bool,
) -> list[Step]:
    """Train with φ(0) = +1 and Δw = η (y − ŷ) x; the bias, if there is one, comes first."""
    weights, steps = list(start), list[Step]()
    for _ in range(epochs):
        for x, y in given:
            inputs = (Fraction(1), *x) if bias else x
            z = sum((w * c for w, c in zip(weights, inputs, strict=True)), Fraction(0))
            said = 1 if z >= 0 else -1
            weights = [w + rate * (y - said) * c for w, c in zip(weights, inputs, strict=True)]
            steps.append(Step(z, said, tuple(weights)))
    return steps


def other_lab(
    question: Question,
    given: Sequence[tuple[Point, Fraction]],
    epochs: int | None,
    runs: Sequence[tuple[Fraction, Point]],
    *,
    bias: bool,
) -> bool:
    """Whether the lab is not the experiment of the prompt, or experiments: η and w⁽⁰⁾ of each."""
    lab = question.lab
    if lab is None or (lab.b is None) != (len(runs) == 1):
        return True
    shown = [lab.a] if lab.b is None else [lab.a, lab.b]
    data = [
        [(e.dataset.sample(i), Fraction(y)) for i, y in enumerate(e.dataset.labels)] for e in shown
    ]
    return (
        any(one != list(given) for one in data)
        or [(e.rate, e.start) for e in shown] != list(runs)
        or any(e.bias != bias or epochs not in {None, e.epochs} for e in shown)
    )
