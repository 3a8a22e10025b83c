"""What a frame of the plot costs, from values to strips."""

import random
import statistics
import time

from rich.style import Style

from tests.benchmarks.row import Row
from tutor.plot.data import DataView, draw, limits_for
from tutor.plot.picture import Role
from tutor.ui.widgets.plot_view import to_strip

FRAMES = 300
BOUND_MS = 5


def rows() -> list[Row]:
    """The median of some hundred frames, each with another boundary."""
    chance = random.Random(1)
    points = tuple((chance.uniform(4, 7), chance.uniform(1, 5)) for _ in range(100))
    labels = tuple(1 if y > 3 else -1 for _, y in points)
    limits = limits_for(points)
    styles = {role: Style(bold=role is Role.CURRENT) for role in Role}
    taken = []
    for frame in range(FRAMES):
        weights = (-3.0, frame / FRAMES - 0.5, 1.0)
        view = DataView(points, labels, ("length", "width"), weights, limits, current=frame % 100)
        start = time.perf_counter()
        for row in draw(view, 60, 20).rows:
            to_strip(row, styles, 60)
        taken.append((time.perf_counter() - start) * 1000)
    what = "a plot frame, values to strips, 60x20, 100 samples: median"
    return [Row(what, statistics.median(taken), bound=BOUND_MS)]
