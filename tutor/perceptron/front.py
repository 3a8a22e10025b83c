"""The intervals of s = 1/η while the samples are shown: what the rate path is made from.

Every comparison is exact. Floats only sort out the clear cases: they are compared with a margin
above all rounding, and what lies within the margin is decided by fractions, as in Shewchuk's
adaptive predicates ("Adaptive precision floating-point arithmetic", 1997).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, inf, lcm, nan
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from tutor.perceptron.training import Experiment

FLOAT_HOLDS = 2**53
"""All integers up to this one are floats."""
MARGIN = 2.0**-48
"""Above all rounding in two floats that are compared, fewer than ten times 2⁻⁵³."""
TRUSTED_BITS = 400
"""A ratio or a net input of more might overflow as a float."""

Whole = npt.NDArray[Any]
"""Exact integers: floats that stay below 2⁵³, or Python's own."""
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer]
End = tuple[Fraction | float, bool]
"""A point of s, and whether the cut lies behind it (else before it)."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Where one sample splits: s* = over (U·x) / under, negated where it is rising."""

    over: int
    under: int
    """0 where w⁽⁰⁾·x is 0, so that the sample splits nothing."""
    rising: bool
    """Whether w⁽⁰⁾·x > 0: then the prediction is +1 for s ≥ s*, else for s ≤ s*."""

    def floats(self, *, trusted: bool) -> tuple[float, float, float]:
        """s* for U·x = 1 as a float, a little less of it, a little more; nan if not trusted."""
        ratio = Fraction(self.over, self.under or 1)
        if not trusted or not Fraction(1, 2**TRUSTED_BITS) < ratio < 2**TRUSTED_BITS:
            return nan, nan, nan
        middle = float(-ratio if self.rising else ratio)
        return middle, middle * (1 - MARGIN), middle * (1 + MARGIN)


class Front:
    """All intervals of s = 1/η while training goes on, in the order in which they were split off.

    A split leaves the smaller s to the interval that was there and gives the larger to a new one
    in the next free place. So nothing is moved; `following` tells the order. The lower end of an
    interval is where it was split off: at over |U·x| / under, with U·x in `nets`, x the sample of
    the step in `born`. Floats decide on which side of the ends s* lies; fractions where they
    are too close. What was predicted before an interval was split off, its `parent` knows.
    """

    COLUMNS = (
        *("sums", "lower", "upper", "nets", "born", "following", "parent"),
        *("latest", "mistakes"),
    )

    def __init__(
        self,
        inputs: Sequence[Sequence[int]],
        labels: Sequence[int],
        slopes: Sequence[Slope],
        most: int,
        limit: int,
    ) -> None:
        """Begin with one interval, all of s > 0.

        Args:
            inputs: n rows of d integers, the samples over a common factor.
            labels: n labels.
            slopes: n slopes.
            most: No |U·x|, nor any part of such a sum, can be more.
            limit: How many intervals are wanted in the end, the first ones.
        """
        self.labels, self.slopes, self.limit = labels, slopes, limit
        whole = np.float64 if most < FLOAT_HOLDS else object
        self.inputs = [np.array(row, whole) for row in inputs]
        self.trusted = most < 2**TRUSTED_BITS
        self.floats = [slope.floats(trusted=self.trusted) for slope in slopes]
        self.size, self.step = 1, 0
        self.sums: Whole = np.zeros((len(inputs[0]), 1), whole)
        """d rows: Σ ±x, half the sum of the updates' directions."""
        self.lower, self.upper = np.zeros(1), np.full(1, inf)
        self.nets: Whole = np.zeros(1, whole)
        self.born = np.zeros(1, np.uint32)
        self.following, self.parent = np.full(1, -1, np.int32), np.zeros(1, np.int32)
        self.latest = np.zeros(1, np.uint8)
        """The last eight predictions, the latest in the lowest bit."""
        self.mistakes = np.zeros(1, np.min_scalar_type(len(inputs)))
        """In this epoch."""
        self.bytes_before: list[npt.NDArray[np.uint8]] = []
        """Eight steps each, for the intervals there were at the end of these."""
        self.mistakes_before: list[npt.NDArray[np.unsignedinteger]] = []
        """An epoch each, likewise."""

    @classmethod
    def at(cls, experiment: Experiment, limit: int) -> "Front":
        """Prepare integers for an experiment; its rate does not matter."""
        data = experiment.dataset
        unit = data.denominator
        rows = [((unit,) if experiment.bias else ()) + row for row in data.rows]
        factor = gcd(*(value for row in rows for value in row)) or 1
        inputs = [tuple(value // factor for value in row) for row in rows]
        parts = lcm(*(weight.denominator for weight in experiment.start))
        start = [int(weight * parts) for weight in experiment.start]
        slopes = []
        for x in inputs:
            dot = sum(map(mul, start, x))
            # s (w·x) + u·x = s (dot/parts) (factor/unit) + 2 (U·x) (factor/unit)²
            over, under = 2 * factor * parts, unit * abs(dot)
            common = gcd(over, under)
            slopes.append(Slope(over // common, under // common, dot > 0))
        largest = max(abs(value) for x in inputs for value in x)
        most = len(inputs[0]) * (experiment.steps + 1) * largest**2
        return cls(inputs, data.labels, slopes, most, limit)

    def show(self, *, learn: bool) -> None:
        """Show the next sample to all intervals."""
        if self.size > self.limit + self.limit // 4 + 1:
            # A little too many for a while, so that this need not be done at every step.
            self._keep(self.order()[: self.limit + 1])
        sample = self.step % len(self.inputs)
        x = self.inputs[sample]
        net: Whole = x @ self.sums[:, : self.size]
        positive = (
            self._split(net, sample) if self.slopes[sample].under else (net >= 0).astype(bool)
        )
        wrong = positive != (self.labels[sample] > 0)
        if learn:
            self.sums[:, : self.size] += (x * self.labels[sample])[:, None] * wrong
        self._note(positive, wrong)

    def _note(self, positive: Flags, wrong: Flags) -> None:
        self.step += 1
        latest, mistakes = self.latest[: self.size], self.mistakes[: self.size]
        latest += latest
        latest |= positive.view(np.uint8)
        mistakes += wrong
        if self.step % 8 == 0:
            self.bytes_before.append(latest.copy())
        if self.step % len(self.labels) == 0:
            self.mistakes_before.append(mistakes.copy())
            mistakes[:] = 0

    def _split(self, net: Whole, sample: int) -> Flags:
        """Split the intervals that s* lies in; give all predictions, of the new ones, too."""
        slope, (middle, less, more) = self.slopes[sample], self.floats[sample]
        rough = self._rough(net)
        low, high = rough * less, rough * more
        lower, upper = self.lower[: self.size], self.upper[: self.size]
        after, not_after = low > lower, high <= lower
        """Whether something of the interval lies before s* (or is s*, where that is +1)."""
        if np.count_nonzero(after) + np.count_nonzero(not_after) < self.size:
            for place in np.flatnonzero(after == not_after).tolist():
                after[place] = self._end(net[place], slope) > self._start(place)
        before, not_before = high < upper, low >= upper
        if np.count_nonzero(before) + np.count_nonzero(not_before) < self.size:
            for place in np.flatnonzero(before == not_before).tolist():
                next_one = int(self.following[place])
                before[place] = self._end(net[place], slope) < self._start(next_one)
        split = np.flatnonzero(after & before)
        positive: Flags = after != slope.rising
        if split.size:
            self._append(split, net[split], rough[split] * middle)
            positive = np.append(positive, np.full(split.size, slope.rising))
        return positive

    def _rough(self, net: Whole) -> Floats:
        """The net inputs as floats; whatever can be multiplied by nan if they are not trusted."""
        return net.astype(np.float64, copy=False) if self.trusted else np.zeros(net.size)

    @staticmethod
    def _end(net: float, slope: Slope) -> End:
        point = Fraction(int(net) * slope.over, slope.under)
        return -point if slope.rising else point, not slope.rising

    def _start(self, place: int) -> End:
        """The lower end of an interval; of none, it is infinity."""
        if place < 1:
            return (inf, True) if place < 0 else (Fraction(0), True)
        return self._end(self.nets[place], self.slopes[self.born[place] % len(self.slopes)])

    def _append(self, split: Places, nets: Whole, ends: Floats) -> None:
        """Split intervals in two: the second halves go behind all others."""
        size = self.size + split.size
        if size > self.lower.size:
            self._grow(size + size // 8 + 8)
        new = slice(self.size, size)
        for column in (self.upper, self.following, self.latest, self.mistakes):
            column[new] = column[split]
        self.sums[:, new] = self.sums[:, split]
        self.upper[split] = self.lower[new] = ends
        self.following[split] = np.arange(self.size, size)
        self.nets[new], self.born[new], self.parent[new] = nets, self.step, split
        self.size = size

    def _grow(self, room: int) -> None:
        for name in self.COLUMNS:
            column = getattr(self, name)
            larger = np.zeros((*column.shape[:-1], room), column.dtype)
            larger[..., : self.size] = column[..., : self.size]
            setattr(self, name, larger)

    def order(self) -> Places:
        """The places of all intervals, ascending in s."""
        following = self.following[: self.size].tolist()
        order, place = [], 0
        while place >= 0:
            order.append(place)
            place = following[place]
        return np.array(order, np.int32)

    def _keep(self, order: Places) -> None:
        """Keep these intervals only, ascending in s; the last one is a wall that nothing splits."""
        self.bytes_before = [*self.told(self.bytes_before, order)][::-1]
        self.mistakes_before = [*self.told(self.mistakes_before, order)][::-1]
        for name in self.COLUMNS:
            setattr(self, name, getattr(self, name)[..., order])
        self.size = order.size
        self.following = np.arange(1, self.size + 1, dtype=np.int32)
        self.following[-1], self.upper[-1] = -1, 0

    def told(self, rows: list[npt.NDArray[Any]], order: Places) -> Iterator[npt.NDArray[Any]]:
        """Take the last row, the last but one ..., with a value for each of these intervals."""
        order = order.copy()
        while rows:
            row = rows.pop()
            while (late := np.flatnonzero(order >= row.size)).size:
                order[late] = self.parent[order[late]]
            yield row[order]

    def forget(self) -> None:
        """Keep the intervals, but not what was predicted so far; begin with the first sample."""
        self.bytes_before.clear()
        self.mistakes_before.clear()
        self.step = 0

    def finish(self) -> None:
        """Fill the last byte, and let go of all that was needed to show more samples."""
        if self.step % 8:
            self.bytes_before.append(self.latest[: self.size] << np.uint8(8 - self.step % 8))
        del self.sums, self.lower, self.upper, self.latest, self.mistakes
        del self.nets, self.born, self.following
