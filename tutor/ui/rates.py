"""Where A and B stand among all learning rates: values for the rate line, and its words."""

import math
from collections.abc import Callable, Mapping
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
"""Followed in the lab: so that a line is there soon on any data."""
MOST_PREDICTIONS = 100_000_000
"""Kept for one line, a bit each: so that its memory stays small."""
ZOOM = Fraction(2, 5)
"""What a zoom leaves of the axis."""
NEAREST = 30
"""So many zooms at the most."""
ROUND = 1000
"""From here on a divisor is written as a factor, which may be rounded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rate path depends on: all of an experiment but its learning rate."""

    experiment: Experiment
    """With the learning rate 1."""
    scope: Scope

    @property
    def limit(self) -> int:
        """How many intervals are followed."""
        return max(1, min(MOST_INTERVALS, MOST_PREDICTIONS // self.experiment.steps))

    def followed(self, wanted: Callable[[], bool] = lambda: True) -> "RatePath":
        """The path itself.

        Raises:
            RatePathStopped: If it is not wanted any more, which is asked at every step.
        """
        from tutor.perceptron.ratepath import rate_path

        one = self.experiment
        return rate_path(
            one.dataset,
            one.start,
            one.epochs,
            bias=one.bias,
            scope=self.scope,
            limit=self.limit,
            wanted=wanted,
        )

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

    def none_beyond(self, direction: int) -> str:
        """Why there is no `next_rate`: that there is none, or that nobody knows."""
        where = "above" if direction > 0 else "below"
        if self.path is None:
            return "critical rates are being worked out"
        index = self.index(self.which)
        if index is None or (direction < 0 and not self.path.complete):
            return f"rates {where} this η are not followed"
        return f"no critical rate {where} this η"

    def words(self, room: int, written: Callable[[str], str] = str) -> str:
        """Where A and B stand: a sentence, or its short form where that has more than `room`.

        Args:
            room: Columns.
            written: How a text stands on the screen.
        """
        long, short = map(written, self._forms())
        return long if len(long) <= room else short

    def _forms(self) -> tuple[str, str]:
        if self.path is None:
            words = "working out every learning rate at which a prediction changes"
            return words, "working out every critical rate"
        count, name = len(self.path), self.which.upper()
        if count == 1 and self.path.complete:
            return self._no_rates(self.path)
        index = self.index(self.which)
        if index is None:
            end = _equation("η", self.path.low(0), 12)
            words = f"{name} lies below {end}, where the {count:,} intervals followed end."
            return words, f"{name} lies below {end}; no interval is followed there."
        if self.running.b is not None:
            return self._both(self.path, index)
        end = f"{self._critical()}."
        short = f"A lies in {index + 1:,} of {_briefly(self.path)}{end}"
        return f"A lies in interval {index + 1:,} of {_of(self.path)}{end}", short

    def _no_rates(self, path: "RatePath") -> tuple[str, str]:
        if not any(self.running.trace(self.which).experiment.start):
            words = "every η > 0 predicts alike."
            return f"No critical rate: from w⁽⁰⁾ = 0, {words}", f"From w⁽⁰⁾ = 0, {words}"
        # Of the steps, or of any other input, the path in scope samples does not speak.
        alike = "alike" if path.scope is Scope.TRACE else "alike on every sample"
        words = f"every η > 0 predicts {alike}."
        return f"No critical rate: from this start, {words}", f"No critical rate: {words}"

    def _both(self, path: "RatePath", index: int) -> tuple[str, str]:
        other: Which = "b" if self.which == "a" else "a"
        factor, there = self.factor(other), self.index(other)
        one, two = self.which.upper(), other.upper()
        here = f"{one} lies in interval {index + 1:,} of {_of(path)}"
        short = f"{one} in {index + 1:,} of {_briefly(path)}"
        if factor is None:
            end = f"; {two} has another start, and a line of its own."
            return here + end, f"{short}; {two} has a line of its own."
        if there is None:
            end = f"; {two} lies below them all."
            return here + end, short + end
        what, where = ("", "") if path.scope is Scope.TRACE else (" on a sample", " on samples")
        at = _at(factor)
        if index == there:
            both = f"A and B{at}" if other == "b" else f"A{at} and B"
            words = f"{both} lie in the same of {_of(path)} intervals: no prediction{what} differs."
            return words, f"{both} in one of {_briefly(path)}: alike{where}."
        same = path[index].predictions == path[there].predictions
        end = f"yet no prediction{what} differs" if same else f"predictions{what} differ"
        place, brief = f"{two}{at} in {there + 1:,}", "alike" if same else "they differ"
        return f"{here}, {place}: {end}.", f"{short}, {place}: {brief}{where}."

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


def _briefly(path: "RatePath") -> str:
    """How many intervals there are, or that there are more."""
    return f"{len(path):,}" if path.complete else f"{len(path):,}+"


def _at(factor: Fraction) -> str:
    """Which multiple of its η a run stands at."""
    if factor == 1:
        return ""
    if factor.denominator == 1 and factor < ROUND:
        return f" (at η/{factor})"
    return f" (at {show_within([1 / factor], 8)}·η)"


def _equation(name: str, number: Fraction, room: int) -> str:
    """`η = 0.1`, or `η ≈ 0.12346` where the number had to be rounded."""
    shown = show_within([number], room)
    return f"{name} {shown}" if shown.startswith("≈") else f"{name} = {shown}"


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
