"""What a frame of each picture costs, from values to strips."""

import random
import statistics
import time
from collections.abc import Iterable

from rich.style import Style

from tests.benchmarks.row import Row
from tests.benchmarks.training import START
from tutor.course.library import Library
from tutor.perceptron.ratepath import rate_path
from tutor.plot.bars import BarsView
from tutor.plot.curve import CurveView
from tutor.plot.data import DataView, limits_for
from tutor.plot.path import PathView, path_limits
from tutor.plot.picture import Role, View
from tutor.plot.rateline import RateLineView, spread
from tutor.ui.widgets.plot_view import to_strip

FRAMES = 300
BOUND_MS, LINE_BOUND_MS = 5, 3


def rows() -> list[Row]:
    """The median of some hundred frames of each kind, each another."""
    path = rate_path(Library.open().dataset("iris"), START, 10, bias=True)
    low, high = spread(path, [])
    many = f"{len(path)} intervals"
    frames = range(FRAMES)
    rates = [low + (high - low) * frame / FRAMES for frame in frames]
    bars = (tuple(range(frame)) for frame in frames)
    curves = (CurveView(path, low, high, rate, ("η", "mistakes")) for rate in rates)
    lines = (RateLineView(path, low, high, (("A", rate), ("B", 0.0))) for rate in rates)
    return [
        _row("data, 60x20, 100 samples", _data(), 20, BOUND_MS),
        _row("path, 60x20, 300 updates", _paths(), 20, BOUND_MS),
        _row(
            "bars, 60x20, 300 epochs",
            (BarsView(values, FRAMES, FRAMES, ("epoch", "mistakes")) for values in bars),
            20,
            BOUND_MS,
        ),
        _row(f"curve, 60x20, {many}", curves, 20, BOUND_MS),
        _row(f"rate line, 60x2, {many}", lines, 2, LINE_BOUND_MS),
    ]


def _row(what: str, views: Iterable[View], height: int, bound: float) -> Row:
    styles = {role: Style(bold=role is Role.CURRENT) for role in Role}
    taken = []
    for view in views:
        start = time.perf_counter()
        for row in view.draw(60, height).rows:
            to_strip(row, styles, 60)
        taken.append((time.perf_counter() - start) * 1000)
    return Row(
        f"a plot frame, values to strips, {what}: median", statistics.median(taken), bound=bound
    )


def _data() -> Iterable[View]:
    chance = random.Random(1)
    points = tuple((chance.uniform(4, 7), chance.uniform(1, 5)) for _ in range(100))
    labels = tuple(1 if y > 3 else -1 for _, y in points)
    limits = limits_for(points)
    for frame in range(FRAMES):
        weights = (-3.0, frame / FRAMES - 0.5, 1.0)
        yield DataView(points, labels, ("length", "width"), weights, limits, current=frame % 100)


def _paths() -> Iterable[View]:
    """A walk with steps as long as samples, back and forth."""
    chance = random.Random(1)
    points = [(0.0, 0.0)]
    for update in range(FRAMES):
        sign = 1 - update % 2 * 2
        w1, w2 = points[-1]
        points.append((w1 + sign * chance.uniform(4, 7), w2 + sign * chance.uniform(1, 5)))
    for frame in range(FRAMES):
        yield PathView(tuple(points[: frame + 1]), ("w1", "w2"), path_limits(points))
