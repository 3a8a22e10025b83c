"""Where A and B stand among all learning rates: values for the rate line, and its words."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.perceptron.comparison import Scope, positive_factor
from tutor.perceptron.exact import show_within
from tutor.perceptron.training import Experiment
from tutor.ui.running import Running, Which

if TYPE_CHECKING:  # numpy is not needed before the first line is drawn
    from tutor.perceptron.ratepath import RatePath

MOST_INTERVALS = 50_000
"""Followed in the lab: so that a line is there soon on any data, and its memory stays small."""
ZOOM = Fraction(2, 5)
"""What a zoom leaves of the axis."""
NEAREST = 30
"""So many zooms at the most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rate path depends on: all of an experiment but its learning rate."""

    experiment: Experiment
    """With the learning rate 1."""
    scope: Scope

    @classmethod
    def by(cls, running: Running, which: Which) -> "Asked":
        """The path on which a run lies; for the scope plane it is that of the samples."""
        scope = Scope.TRACE if running.verdict is None else running.verdict.scope
        return cls(
            replace(running.trace(which).experiment, rate=Fraction(1)),
            Scope.TRACE if scope is Scope.TRACE else Scope.SAMPLES,
        )


@dataclass(frozen=True, slots=True)
class Axis:
    """The learning rates that are shown, as powers of ten."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """One rate path with A and B on it."""

    running: Running
    which: Which
    """Whose path it is."""
    path: "RatePath | None"
    """None while it is worked out."""

    def factor(self, other: Which) -> Fraction | None:
        """The c > 0 with (the other's w⁽⁰⁾) = c · w⁽⁰⁾; only then does it lie on this path.

        From c·w⁽⁰⁾ with c·η a run predicts as from w⁽⁰⁾ with η, so it stands at its η / c.
        """
        if other == self.which:
            return Fraction(1)
        if self.running.b is None:
            return None
        starts = (self.running.trace(which).experiment.start for which in (self.which, other))
        return positive_factor(*starts)

    def place(self, which: Which) -> Fraction | None:
        """The learning rate at which a run stands on this path, or None where it does not."""
        factor = self.factor(which)
        return None if factor is None else self.running.trace(which).experiment.rate / factor

    def index(self, which: Which) -> int | None:
        """The interval a run lies in, from 0; None where it is not on the path, or beyond it."""
        place = self.place(which)
        if self.path is None or place is None or self._beyond(place):
            return None
        return self.path.index(place)

    def _beyond(self, place: Fraction) -> bool:
        """Whether the path was cut above a rate."""
        if self.path is None or self.path.complete:
            return False
        end = self.path.low(0)
        return place < end or (place == end and not self.path[0].low_closed)

    @property
    def pointers(self) -> tuple[tuple[str, float], ...]:
        """The names of the runs on this path and the powers of ten at which they stand."""
        sides: tuple[Which, ...] = ("a", "b")
        places = ((which.upper(), self.place(which)) for which in sides if self._there(which))
        return tuple((name, power(place)) for name, place in places if place is not None)

    def _there(self, which: Which) -> bool:
        return which == "a" or self.running.b is not None

    def next_rate(self, direction: int) -> Fraction | None:
        """The critical rate above (1) or below (−1) the run's own; None where there is none."""
        index, rate = self.index(self.which), self.place(self.which)
        if self.path is None or index is None or rate is None:
            return None
        places = range(index + 1, len(self.path)) if direction > 0 else range(index, 0, -1)
        lows = (self.path.low(place) for place in places)
        return next((low for low in lows if (low - rate) * direction > 0), None)

    @property
    def words(self) -> str:
        """Where A and B stand, in one line."""
        if self.path is None:
            return "working out every learning rate at which a prediction changes"
        count, name = len(self.path), self.which.upper()
        if count == 1 and self.path.complete:
            start = self.running.trace(self.which).experiment.start
            where = "from this start" if any(start) else "from w⁽⁰⁾ = 0"
            return f"No critical rate: {where}, every η > 0 predicts alike."
        index = self.index(self.which)
        if index is None:
            end = show_within([self.path.low(0)], 12)
            return f"{name} lies below η = {end}, where the {count:,} intervals followed end."
        if self.running.b is None:
            return f"A lies in interval {index + 1:,} of {_of(self.path)}{self._critical()}."
        return self._both(self.path, index)

    def _both(self, path: "RatePath", index: int) -> str:
        other: Which = "b" if self.which == "a" else "a"
        factor, there = self.factor(other), self.index(other)
        here = f"{self.which.upper()} lies in interval {index + 1:,} of {_of(path)}"
        if factor is None:
            return f"{here}; {other.upper()} has another start, and a line of its own."
        if there is None:
            return f"{here}; {other.upper()} lies below the last."
        what = "" if path.scope is Scope.TRACE else " on a sample"
        at = "" if factor == 1 else f" (at η/{show_within([factor], 8)})"
        if index == there:
            both = f"A and B{at}" if other == "b" else f"A{at} and B"
            return f"{both} lie in the same of {_of(path)} intervals: no prediction{what} differs."
        same = path[index].predictions == path[there].predictions
        end = f"yet no prediction{what} differs" if same else f"predictions{what} differ"
        return f"{here}, {other.upper()}{at} in {there + 1:,}: {end}."

    def _critical(self) -> str:
        """Said of a run that stands on a critical rate."""
        index, rate = self.index(self.which), self.place(self.which)
        if self.path is None or index is None or rate is None:
            return ""
        near = [place for place in (index, index + 1) if 0 < place < len(self.path)]
        on = any(self.path.low(place) == rate for place in near)
        return ", on a critical rate" if on else ""


def _of(path: "RatePath") -> str:
    """How many intervals there are."""
    return f"{len(path):,}" if path.complete else f"the {len(path):,} followed"


def power(rate: Fraction) -> float:
    """log₁₀ of a rate of any size."""
    return math.log10(rate.numerator) - math.log10(rate.denominator)


def axis(line: Line, zooms: int) -> Axis:
    """The whole line, or around the run whose line it is what the zooms leave of it."""
    at = [place for _, place in line.pointers]
    if line.path is None:
        low, high = min(at) - 1, max(at) + 1
    else:
        from tutor.plot.rateline import spread

        low, high = spread(line.path, at)
    rate = line.place(line.which)
    if not zooms or rate is None:
        return Axis(low, high)
    half = (high - low) * float(ZOOM**zooms) / 2
    return Axis(power(rate) - half, power(rate) + half)


Paths = Mapping[Asked, "RatePath"]


def line(running: Running, which: Which, paths: Paths) -> Line:
    """The line of A or of B, from the paths that are there."""
    return Line(running, which, paths.get(Asked.by(running, which)))
