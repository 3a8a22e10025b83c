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
from typing import Any

import numpy as np
import numpy.typing as npt

from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.front import Front, Places, Slope, Whole
from tutor.perceptron.training import Experiment, Weights, train

MOST_INTERVALS = 200_000
MORE_ROWS, AT_ONCE = 8, 4096
"""Rows and intervals worked on together: few, for the memory; many, for the time."""
FIRST_BIT = np.array([9 - byte.bit_length() for byte in range(256)], np.uint32)
"""For each byte its highest bit that is set, counted from 1 for the highest there is."""


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
    slopes: tuple[Slope, ...]
    """Those of the samples, and a last one for the interval without a lower end."""
    samples: npt.NDArray[np.unsignedinteger]
    """N places of slopes; the lower end is where this sample split."""
    nets: Whole
    """N integers |U·x|, of that sample when it split."""
    mistakes: npt.NDArray[np.unsignedinteger]
    """Epochs x N (one row in scope samples)."""
    bits: npt.NDArray[np.uint8]
    """Bytes x N: the packed predictions, an interval a column."""
    from_left: npt.NDArray[np.uint32]
    """N first differences from the left neighbour, 0 for none."""
    from_zero: npt.NDArray[np.uint32]
    """N first differences from zero start, 0 for none."""

    def __len__(self) -> int:
        return len(self.samples)

    def __iter__(self) -> Iterator[Interval]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, index: int) -> Interval:
        last = index == len(self) - 1
        mistakes = tuple(map(int, self.mistakes[:, index]))
        by_epoch = self.scope is Scope.TRACE
        return Interval(
            low=self.low(index),
            low_closed=self.closed(index),
            high=None if last else self.low(index + 1),
            high_closed=not last and not self.closed(index + 1),
            mistakes=mistakes,
            converged=mistakes.index(0) + 1 if by_epoch and 0 in mistakes else None,
            predictions=self.bits[:, index].tobytes(),
            differs_from_left=int(self.from_left[index]) or None,
            differs_from_zero=int(self.from_zero[index]) or None,
        )

    def low(self, index: int) -> Fraction:
        """The lower end of an interval; the ends but for the first are the critical rates."""
        slope = self.slopes[self.samples[index]]
        return Fraction(slope.under, slope.over * int(self.nets[index]))

    def closed(self, index: int) -> bool:
        """Whether the lower end belongs to the interval."""
        return not self.slopes[self.samples[index]].rising

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
        return low < rate or (low == rate and self.closed(index))

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
    _require(scope, limit)
    zero = train(Experiment(dataset, (Fraction(0),) * len(start), Fraction(1), epochs, bias))
    front = Front.at(Experiment(dataset, start, Fraction(1), epochs, bias), limit)
    for _ in range(len(zero)):
        if not wanted():
            raise RatePathStopped
        front.show(learn=True)
    reference = zero.predictions
    if scope is Scope.SAMPLES:
        front.forget()
        for _ in dataset.labels:
            front.show(learn=False)
        reference = tuple(zero.predict(sample, len(zero)) for sample in range(len(dataset)))
    return _path(front, scope, reference)


def _require(scope: Scope, limit: int) -> None:
    if limit < 1:
        raise RatePathError(f"a limit of {limit} intervals; write a whole number, at least 1")
    if scope is Scope.PLANE:
        raise RatePathError("a rate path is for the scope trace or samples, not plane")


def _path(front: Front, scope: Scope, reference: Sequence[int]) -> RatePath:
    """Put the intervals in order, and tell each what was predicted before it was split off."""
    order = front.order()
    complete = order.size <= front.limit
    order = order[: front.limit][::-1]
    after = front.following[order]
    nets, from_left = abs(front.nets[after]), front.born[after] + np.uint32(1)
    samples = (front.born[after] % len(front.slopes)).astype(np.min_scalar_type(len(front.slopes)))
    if complete:
        nets[0], samples[0] = 1, len(front.slopes)
    front.finish()
    del after
    bits = _filled(front, front.bytes_before, order)
    mistakes = _filled(front, front.mistakes_before, order)
    if scope is Scope.SAMPLES:
        # Neighbours may have come to the same predictions: they are one interval.
        from_left[1:] = _first_difference(bits[:, 1:], bits[:, :-1])
        chosen = np.append(0, np.flatnonzero(from_left[1:]) + 1)
        nets, samples, from_left = nets[chosen], samples[chosen], from_left[chosen]
        bits, mistakes = bits[:, chosen], mistakes[:, chosen]
    from_left[0] = 0
    zero = np.packbits([prediction > 0 for prediction in reference])
    return RatePath(
        scope=scope,
        complete=complete,
        slopes=(*front.slopes, Slope(over=1, under=0, rising=True)),
        samples=samples,
        nets=nets if nets.dtype == object else nets.astype(np.int64),
        mistakes=mistakes,
        bits=bits,
        from_left=from_left,
        from_zero=_first_difference(bits, np.broadcast_to(zero[:, None], bits.shape)),
    )


def _filled(front: Front, rows: list[npt.NDArray[Any]], order: Places) -> npt.NDArray[Any]:
    """The rows for these intervals, one below the other; they are used up."""
    filled = np.empty((0, order.size), rows[0].dtype)
    every = len(rows)
    for count, told in enumerate(front.told(rows, order)):
        if count % MORE_ROWS == 0:
            # Grown in place as the rows are let go, so that never both are there in full.
            filled.resize((min(count + MORE_ROWS, every), order.size), refcheck=False)
        filled[count] = told
    return filled[::-1]


def _first_difference(
    bits: npt.NDArray[np.uint8], others: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint32]:
    """The first bit in which each column differs, from 1; 0 where none does."""
    found = np.zeros(bits.shape[1], np.uint32)
    for begin in range(0, found.size, AT_ONCE):
        same = np.arange(begin, min(begin + AT_ONCE, found.size))
        for row, (one, other) in enumerate(zip(bits, others, strict=True)):
            if not same.size:
                break
            bits_differ = one[same] ^ other[same]
            differ = bits_differ > 0
            found[same[differ]] = 8 * row + FIRST_BIT[bits_differ[differ]]
            same = same[~differ]
    return found
