"""What the lab draws of a run: its data, its weights, its mistakes. Floats, for drawing only."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from tutor.perceptron.training import Trace
from tutor.plot.bars import BarsView
from tutor.plot.data import DataView, ground, limits_for
from tutor.plot.path import PathView, path_limits
from tutor.plot.picture import Limits, View
from tutor.ui.running import Running, Which

LARGEST = 1e300

Drawing = Callable[[Running, Which], View | None]
"""Makes the picture of A or of B; None while there is nothing to be drawn yet."""


class Look(StrEnum):
    """What the pictures of the lab show; the value is the title."""

    DATA = "data and boundary"
    WEIGHTS = "weight space"
    MISTAKES = "mistakes per epoch"
    RATES = "mistakes over η"

    @property
    def next(self) -> "Look":
        """The one that follows, after the last the first."""
        looks = list(Look)
        return looks[(looks.index(self) + 1) % len(looks)]


def data_view(
    running: Running, which: Which, limits: Limits | None = None, chosen: int | None = None
) -> DataView:
    """The samples, the boundary after the current step, and the sample that was shown.

    Args:
        running: The runs.
        which: Whose boundary.
        limits: What the picture shows; around all samples where it is left out.
        chosen: A sample, from 0, to be marked while none was shown.
    """
    trace = running.trace(which)
    data = trace.experiment.dataset
    points = tuple((row[0] / data.denominator, row[1] / data.denominator) for row in data.rows)
    whole = trace.whole_after(running.t)
    largest = max(map(abs, whole)) or 1
    weights = tuple(float(Fraction(value, largest)) for value in whole)
    bias, first, second = weights if trace.experiment.bias else (0.0, *weights)
    missed = frozenset(
        sample
        for sample, label in enumerate(data.labels)
        if trace.predict(sample, running.t) != label
    )
    return DataView(
        points=points,
        labels=data.labels,
        names=(data.features[0], data.features[1]),
        weights=(bias, first, second),
        current=_current(running, chosen),
        missed=missed,
        limits=limits or limits_for(points),
    )


class DataViews:
    """Makes the views of the data for one screen, and keeps what stays from step to step."""

    def __init__(self) -> None:
        self._ground = lru_cache(maxsize=4)(ground)
        self._last: dict[Which, tuple[Trace, tuple[int, ...], Limits | None, DataView]] = {}

    def __call__(
        self,
        running: Running,
        which: Which,
        limits: Limits | None = None,
        chosen: int | None = None,
    ) -> DataView:
        """As `data_view`."""
        trace = running.trace(which)
        whole = trace.whole_after(running.t)
        last = self._last.get(which)
        if last is not None and last[0] is trace and last[1:3] == (whole, limits):
            return replace(last[3], current=_current(running, chosen))
        view = replace(data_view(running, which, limits, chosen), kept=self._ground)
        self._last[which] = trace, whole, limits, view
        return view


def _current(running: Running, chosen: int | None) -> int | None:
    return (running.t - 1) % len(running.a.experiment.dataset) if running.t else chosen


def weights_view(running: Running, which: Which) -> PathView:
    """The path of (w1, w2) up to the current step, in axes that hold all of it."""
    trace = running.trace(which)
    points = [_last_two(weights, trace) for weights in trace.whole_weights]
    reached = bisect_right(trace.update_steps, running.t)
    names = trace.experiment.weight_names[-2:]
    return PathView(tuple(points[:reached]), (names[0], names[1]), path_limits(points))


def _last_two(whole: tuple[int, ...], trace: Trace) -> tuple[float, float]:
    one, two = (_drawn(Fraction(value, trace.scale)) for value in whole[-2:])
    return one, two


def _drawn(number: Fraction) -> float:
    """A float as near as there is one."""
    return float(max(-Fraction(LARGEST), min(number, Fraction(LARGEST))))


def mistakes_view(running: Running, which: Which) -> BarsView:
    """Mistakes in the epochs that have ended; A and B against one axis."""
    trace = running.trace(which)
    runs = [running.a] if running.b is None else [running.a, running.b]
    return BarsView(
        values=trace.mistakes[: running.t // len(trace.experiment.dataset)],
        count=trace.experiment.epochs,
        top=max(max(run.mistakes) for run in runs),
        names=("epoch", "mistakes"),
    )
