"""Every learning rate by a recursion over intervals of η in fractions: slow, and plainly right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.perceptron.problems import Problem
from tutor.perceptron.comparison import Scope


@dataclass(frozen=True)
class Stretch:
    """Learning rates that have agreed so far, and what they have predicted."""

    low: Fraction
    low_closed: bool
    high: Fraction | None
    high_closed: bool
    moved: tuple[Fraction, ...]
    """(w - w⁽⁰⁾)/η."""
    predictions: tuple[int, ...] = ()

    def part(self, *, above: bool, root: Fraction, closed: bool) -> "Stretch | None":
        """The rates on one side of the root, with it or without; None where there are none."""
        if above:
            if root < self.low or (root == self.low and (closed or not self.low_closed)):
                part = self
            else:
                part = replace(self, low=root, low_closed=closed)
        elif self.high is not None and (
            root > self.high or (root == self.high and (closed or not self.high_closed))
        ):
            part = self
        else:
            part = replace(self, high=root, high_closed=closed)
        if part.high is None or part.low < part.high:
            return part
        point = part.low == part.high and part.low_closed and part.high_closed
        return part if point else None


def brute_force(
    problem: Problem, start: Sequence[Fraction], scope: Scope = Scope.TRACE
) -> list[Stretch]:
    """All stretches in ascending order, from z = w⁽⁰⁾·x + η (moved·x), one step after the other."""
    data = problem.dataset
    constant = (Fraction(1),) if problem.bias else ()
    first = Stretch(Fraction(0), False, None, False, (Fraction(0),) * len(start))  # noqa: FBT003
    stretches = [first]
    for step in range(problem.epochs * len(data)):
        index = step % len(data)
        inputs = (*constant, *data.sample(index))
        stretches = [
            after
            for stretch in stretches
            for after in _shown(stretch, start, inputs, data.labels[index])
        ]
    if scope is Scope.SAMPLES:
        stretches = [replace(stretch, predictions=()) for stretch in stretches]
        for index in range(len(data)):
            inputs = (*constant, *data.sample(index))
            stretches = [
                after for stretch in stretches for after in _shown(stretch, start, inputs, None)
            ]
        stretches = _joined(stretches)
    return stretches


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined = stretches[:1]
    for stretch in stretches[1:]:
        last = joined[-1]
        if last.predictions == stretch.predictions:
            joined[-1] = replace(last, high=stretch.high, high_closed=stretch.high_closed)
        else:
            joined.append(stretch)
    return joined


def _shown(
    stretch: Stretch, start: Sequence[Fraction], inputs: Sequence[Fraction], label: int | None
) -> list[Stretch]:
    fixed = sum((w * x for w, x in zip(start, inputs, strict=True)), Fraction(0))
    slope = sum((u * x for u, x in zip(stretch.moved, inputs, strict=True)), Fraction(0))
    if slope == 0:
        halves = [(stretch, 1 if fixed >= 0 else -1)]
    else:
        root, rising = -fixed / slope, slope > 0
        below = stretch.part(above=False, root=root, closed=not rising)
        above = stretch.part(above=True, root=root, closed=rising)
        halves = [
            (half, sign)
            for half, sign in ((below, -1 if rising else 1), (above, 1 if rising else -1))
            if half is not None
        ]
    return [
        replace(
            half,
            moved=half.moved
            if label is None
            else tuple(u + (label - sign) * x for u, x in zip(half.moved, inputs, strict=True)),
            predictions=(*half.predictions, sign),
        )
        for half, sign in halves
    ]
