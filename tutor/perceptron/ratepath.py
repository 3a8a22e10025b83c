"""Every learning rate at once.

Divide the net input by η. With s = 1/η and u the sum of the updates' directions (y − ŷ)x so far, it
is z/η = s (w⁽⁰⁾·x) + u·x: linear in s. So at each step an interval of s splits at most once, at
s* = −(u·x)/(w⁽⁰⁾·x), and what is left in one piece to the end makes the same predictions
throughout. One pass over the steps gives the run for every η > 0, as a regularisation path gives
the lasso for every λ (Efron, Hastie, Johnstone and Tibshirani, 2004); here end points are exact.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.front import Flags, Front, Places, Whole
from tutor.perceptron.training import Experiment, Weights, train

MOST_INTERVALS = 200_000


class RatePathError(TutorError):
    """A rate path that cannot be made, or does not reach a learning rate."""


class RatePathStopped(Exception):  # noqa: N818 - nothing is wrong, it was asked to stop
    """The caller did not want the path any more."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Learning rates with the same predictions, and what those are."""

    low: Fraction
    low_closed: bool
    high: Fraction | None
    """None for the last interval, which has no upper end."""
    high_closed: bool
    mistakes: tuple[int, ...]
    """Mistakes in each epoch; in scope samples one number, those of the final weights."""
    converged: int | None
    """The first epoch without a mistake, or None; always None in scope samples."""
    predictions: bytes
    """A bit for each step (or sample), 1 for +1, the first in the highest bit of the first byte."""
    differs_from_left: int | None
    """The first step (sample) predicted otherwise than in the next interval of smaller rates."""
    differs_from_zero: int | None
    """The first step (sample) predicted otherwise than at zero start; None where none is."""

    def __contains__(self, rate: Fraction) -> bool:
        above = rate > self.low or (self.low_closed and rate == self.low)
        return above and (
            self.high is None or rate < self.high or (self.high_closed and rate == self.high)
        )


@dataclass(frozen=True, slots=True, eq=False)
class RatePath:
    """The intervals of η > 0 in ascending order; a sequence of N `Interval`s."""

    scope: Scope
    complete: bool
    """False where the limit was reached: then the smallest rates are not covered."""
    denominators: Whole
    """N lower ends, each denominator / numerator; 0 / 1 where there is no lower end."""
    numerators: Whole
    closed: Flags
    """N flags: whether the lower end belongs to the interval."""
    mistakes: npt.NDArray[np.unsignedinteger]
    """Epochs x N (one row in scope samples)."""
    bits: npt.NDArray[np.uint8]
    """Bytes x N: the packed predictions, an interval a column."""
    from_left: npt.NDArray[np.uint32]
    """N first differences from the left neighbour, 0 for none."""
    from_zero: npt.NDArray[np.uint32]
    """N first differences from zero start, 0 for none."""

    def __len__(self) -> int:
        return len(self.closed)

    def __iter__(self) -> Iterator[Interval]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, index: int) -> Interval:
        last = index == len(self) - 1
        mistakes = tuple(map(int, self.mistakes[:, index]))
        by_epoch = self.scope is Scope.TRACE
        return Interval(
            low=self.low(index),
            low_closed=bool(self.closed[index]),
            high=None if last else self.low(index + 1),
            high_closed=not last and not self.closed[index + 1],
            mistakes=mistakes,
            converged=mistakes.index(0) + 1 if by_epoch and 0 in mistakes else None,
            predictions=self.bits[:, index].tobytes(),
            differs_from_left=int(self.from_left[index]) or None,
            differs_from_zero=int(self.from_zero[index]) or None,
        )

    def low(self, index: int) -> Fraction:
        """The lower end of an interval; the ends but for the first are the critical rates."""
        return Fraction(int(self.denominators[index]), int(self.numerators[index]))

    def index(self, rate: Fraction) -> int:
        """Which interval a learning rate lies in, by bisection.

        Raises:
            RatePathError: If the rate is not above 0, or the path was stopped above it.
        """
        if rate <= 0:
            raise RatePathError(f"η is {rate}, but must be above 0")
        first = bisect_left(range(len(self)), 1, key=lambda index: not self._reaches(index, rate))
        if first == 0:
            raise RatePathError(
                f"the path holds {len(self)} intervals and ends at η = {self.low(0)}; ask for a "
                "larger rate, fewer epochs, or more intervals"
            )
        return first - 1

    def _reaches(self, index: int, rate: Fraction) -> bool:
        """Whether an interval begins at a rate or below it."""
        low = self.low(index)
        return low < rate or (low == rate and bool(self.closed[index]))

    def at(self, rate: Fraction) -> Interval:
        """The interval that a learning rate lies in.

        Raises:
            RatePathError: As `index` does.
        """
        return self[self.index(rate)]


def rate_path(  # noqa: PLR0913 - an experiment, and how to follow it
    dataset: Dataset,
    start: Weights,
    epochs: int,
    *,
    bias: bool,
    scope: Scope = Scope.TRACE,
    limit: int = MOST_INTERVALS,
    wanted: Callable[[], bool] = lambda: True,
) -> RatePath:
    """Follow every learning rate through training.

    Args:
        dataset: n samples of d features.
        start: w⁽⁰⁾, the bias first where there is one.
        epochs: How often all samples are shown.
        bias: Whether there is a bias.
        scope: `trace`, the predictions while training, or `samples`, those of the final weights.
        limit: How many intervals are followed at the most, from the largest η down.
        wanted: Asked at every step; the path is given up when it says no.

    Raises:
        ExperimentError: If the experiment cannot be run.
        RatePathError: If the scope is `plane`, or the limit is below 1.
        RatePathStopped: If it is not wanted any more.
    """
    if limit < 1:
        raise RatePathError(f"a limit of {limit} intervals; write a whole number, at least 1")
    if scope is Scope.PLANE:
        raise RatePathError("a rate path is for the scope trace or samples, not plane")
    zero = train(Experiment(dataset, (Fraction(0),) * len(start), Fraction(1), epochs, bias))
    front = Front.at(Experiment(dataset, start, Fraction(1), epochs, bias), limit)
    for sample in list(range(len(dataset))) * epochs:
        if not wanted():
            raise RatePathStopped
        front.show(sample, dataset.labels[sample])
    reference = zero.predictions
    if scope is Scope.SAMPLES:
        front.forget()
        for sample in range(len(dataset)):
            front.show(sample, None)
        reference = tuple(zero.predict(sample, len(zero)) for sample in range(len(dataset)))
    return _told(front, scope, reference, dataset.labels)


def _told(front: Front, scope: Scope, reference: Sequence[int], labels: Sequence[int]) -> RatePath:
    """Tell every step to the intervals that came of it, the last step first."""
    size = front.sums[0].size
    counts = np.ones(size, np.int64)
    last = len(front.shown)
    # No epoch has more mistakes than samples: the smallest type that counts those will do.
    mistakes = np.zeros((last // len(labels), size), np.min_scalar_type(len(labels)))
    bits = np.zeros((-(-last // 8), size), np.uint8)
    from_left, from_zero = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    while front.shown:
        step = front.shown.pop()
        t = len(front.shown)
        counts = np.pad(counts, (0, step.size - step.kept))
        row = np.unpackbits(step.predictions, count=step.size).repeat(counts)
        bits[t // 8] |= row << (7 - t % 8)
        mistakes[t // len(labels)] += row != (labels[t % len(labels)] > 0)
        from_zero[row != (reference[t] > 0)] = t + 1
        from_left[:-1][row[:-1] != row[1:]] = t + 1
        counts = _merged(counts, step.second_halves)
    # In scope samples neighbours may have come to the same predictions: they are one interval.
    chosen = np.append(np.flatnonzero(from_left[:-1]), size - 1)[::-1]
    return RatePath(
        scope=scope,
        complete=not front.cut,
        denominators=np.append(front.denominators, 0)[chosen],
        numerators=np.append(front.numerators, 1)[chosen],
        closed=~np.append(front.right, True)[chosen],
        mistakes=mistakes[:, chosen],
        bits=bits[:, chosen],
        from_left=from_left[chosen],
        from_zero=from_zero[chosen],
    )


def _merged(counts: Places, seconds: Places) -> Places:
    """The counts of descendants before a step split intervals in two."""
    if not seconds.size:
        return counts
    counts[seconds - 1] += counts[seconds]
    return np.delete(counts, seconds)
