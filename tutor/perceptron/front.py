"""The intervals of s = 1/η while the samples are shown: what the rate path is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, lcm
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from tutor.perceptron.training import Experiment

INT64 = 2**63

Whole = npt.NDArray[Any]
"""Exact integers: int64, or Python's own where int64 might not hold them."""
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(slots=True)
class Shown:
    """One step as it was when it was shown; kept to be told to the intervals that came of it."""

    predictions: npt.NDArray[np.uint8]
    """Packed, an interval a bit."""
    second_halves: Places
    """The intervals that this step split off from the one before them."""
    size: int
    """Intervals after the step's splits."""
    kept: int
    """Intervals after the limit was heeded."""


class Front:
    """All intervals of s = 1/η while training goes on, ascending in s: the largest η comes first.

    Boundary k lies between intervals k and k + 1, at s = numerators[k] / denominators[k];
    `right[k]` says whether the point itself belongs to interval k + 1. Once the limit was reached,
    a last boundary stands behind the last interval.
    """

    def __init__(
        self,
        inputs: Sequence[Sequence[int]],
        slopes: Sequence[tuple[int, int, bool]],
        whole: type,
        limit: int,
    ) -> None:
        """Begin with one interval, all of s > 0.

        Args:
            inputs: n rows of d integers, the samples over a common factor.
            slopes: For each sample a, b and whether w⁽⁰⁾·x > 0, with s* = ∓ a (U·x) / b; b is 0
                where w⁽⁰⁾·x is.
            whole: int64, or object for Python's integers.
            limit: Intervals at the most.
        """
        self.inputs, self.slopes, self.whole, self.limit = inputs, slopes, whole, limit
        self.sums: list[Whole] = [np.zeros(1, whole) for _ in inputs[0]]
        """d arrays: Σ ±x, half the sum of the updates' directions."""
        self.numerators: Whole = np.zeros(0, whole)
        self.denominators: Whole = np.zeros(0, whole)
        self.right: Flags = np.zeros(0, bool)
        self.cut = False
        self.shown: list[Shown] = []

    @classmethod
    def at(cls, experiment: Experiment, limit: int) -> "Front":
        """Prepare integers, and check how large they can get before int64 is used."""
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
            slopes.append((over // common, under // common, dot > 0))
        largest = max(abs(value) for x in inputs for value in x)
        most = len(inputs[0]) * (experiment.steps + 1) * largest**2
        over, under = max(a for a, _, _ in slopes), max(b for _, b, _ in slopes)
        fits = most * over * max(under, 1) < INT64
        return cls(inputs, slopes, np.int64 if fits else object, limit)

    def show(self, sample: int, label: int | None) -> None:
        """Show one sample to all intervals; without a label nothing is learned from it."""
        x, (over, under, rising) = self.inputs[sample], self.slopes[sample]
        net = sum(
            (part * value for part, value in zip(self.sums, x, strict=True) if value),
            np.zeros_like(self.sums[0]),
        )
        if under == 0:
            positive = np.asarray(net >= 0, bool)
            seconds = np.zeros(0, np.int64)
        else:
            crossing = net * (-over if rising else over)
            positive, seconds = self._split(crossing, under, rising=rising)
        size = positive.size
        kept = min(size, self.limit)
        self.shown.append(Shown(np.packbits(positive), seconds, size, kept))
        if kept < size:
            self._cut(kept)
            positive = positive[:kept]
        if label is not None:
            self._learn(positive, x, label)

    def forget(self) -> None:
        """Keep the intervals, but not what was predicted so far."""
        self.shown.clear()

    def _split(self, crossing: Whole, under: int, *, rising: bool) -> tuple[Flags, Places]:
        """Split the intervals that s* = crossing / under lies in; give all predictions and the new.

        With w⁽⁰⁾·x > 0 (`rising`) the prediction is +1 for s ≥ s*, else for s ≤ s*.
        """
        size = crossing.size
        inner = slice(None) if self.cut else slice(None, -1)
        scaled = self.numerators * under
        past_left = np.empty(size, bool)
        """Something of the interval lies before s* (below it, or at it where that is +1)."""
        past_left[0] = crossing[0] > 0
        at_left = crossing[1:] * (self.denominators[: size - 1])
        before_right = np.ones(size, bool)
        at_right = crossing[inner] * self.denominators
        if rising:
            past_left[1:] = at_left > scaled[: size - 1]
            before_right[inner] = (at_right < scaled) | ((at_right == scaled) & ~self.right)
        else:
            mine = self.right[: size - 1]
            left = scaled[: size - 1]
            past_left[1:] = (at_left > left) | ((at_left == left) & mine)
            before_right[inner] = at_right < scaled
        positive = ~past_left if rising else past_left
        split = np.flatnonzero(past_left & before_right)
        if not split.size:
            return positive, split
        self._insert(split, crossing[split], under, rising=rising)
        seconds = split + np.arange(1, split.size + 1)
        positive = np.insert(positive, split, not rising)
        positive[seconds] = rising
        return positive, seconds

    def _insert(self, split: Places, crossing: Whole, under: int, *, rising: bool) -> None:
        # One gather for all: np.insert works out the places anew for every array.
        size = self.sums[0].size
        counts = np.ones(size, np.int64)
        counts[split] = 2
        origin = np.arange(size).repeat(counts)
        self.sums = [part[origin] for part in self.sums]
        new = split + np.arange(split.size)
        old = np.ones(self.right.size + split.size, bool)
        old[new] = False
        self.numerators = _placed(self.numerators, old, crossing)
        self.denominators = _placed(self.denominators, old, under)
        self.right = _placed(self.right, old, rising)

    def _cut(self, kept: int) -> None:
        """Follow the first intervals only."""
        self.sums = [part[:kept] for part in self.sums]
        self.numerators, self.denominators = self.numerators[:kept], self.denominators[:kept]
        self.right, self.cut = self.right[:kept], True

    def _learn(self, positive: Flags, x: Sequence[int], label: int) -> None:
        wrong = ~positive if label > 0 else positive
        if wrong.any():
            moved: Whole = wrong.astype(self.whole)
            for place, value in enumerate(x):
                if value:
                    self.sums[place] += moved * (label * value)


def _placed(values: Whole, old: Flags, new: Any) -> Whole:  # noqa: ANN401 - one value or many
    """Values at the places that are `old`, new ones between them."""
    placed = np.empty(old.size, values.dtype)
    placed[old], placed[~old] = values, new
    return placed
