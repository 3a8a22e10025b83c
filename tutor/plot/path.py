"""The path of the weights: where they start, and where the updates take them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tutor.plot.data import limits_for
from tutor.plot.dots import Dot, Dots
from tutor.plot.picture import Axes, Limits, Picture, Role

Point = tuple[float, float]

START, CURRENT, ORIGIN = "o", "●", "┼"
LARGEST = 1e300
"""Beyond it floats have no room for a margin."""


@dataclass(frozen=True, slots=True)
class PathView:
    """What a picture of the plane of (w1, w2) shows: values alone."""

    points: tuple[Point, ...]
    """The weights before the first step and after each update so far."""
    names: tuple[str, str]
    """The titles of the x axis and of the y axis."""
    limits: Limits
    """As `path_limits` gives them for all of the run, so that nothing jumps."""

    @property
    def frame(self) -> object:
        """The axes are made of these alone."""
        return self.limits, self.names

    def draw(self, width: int, height: int) -> Picture:
        """Draw the path as a line, `o` where it starts, `●` where it has come to, `┼` at 0.

        A later mark hides an earlier one: at zero start `o` is the origin too.
        """
        if width <= 0 or height <= 0:
            return Picture(((),) * max(0, height))
        axes = Axes(self.limits, self.names, width, height)
        board = axes.board(axes.figure())
        dots = Dots(board)
        path = [self._dot(point, dots) for point in self.points if not any(map(math.isnan, point))]
        for start, end in dict.fromkeys(pairwise(path)):
            dots.line(start, end)
        dots.put(Role.BOUNDARY)
        marks = [(dot, START, Role.PLAIN) for dot in path[:1]]
        marks += [(dot, CURRENT, Role.CURRENT) for dot in path[-1:]]
        x_low, x_high, y_low, y_high = self.limits
        if x_low <= 0 <= x_high and y_low <= 0 <= y_high:
            marks.insert(0, (self._dot((0.0, 0.0), dots), ORIGIN, Role.AXIS))
        for (column, row), sign, role in marks:
            board.put(column // 2, row // 4, sign, role)
        return board.picture()

    def _dot(self, point: Point, dots: Dots) -> Dot:
        x_low, x_high, y_low, y_high = self.limits
        x, y = map(_tame, point)
        return dots.at(_share(x, x_low, x_high), _share(y, y_low, y_high))


def path_limits(points: Iterable[Point]) -> Limits:
    """Limits around the whole path and the origin, with a margin."""
    tame = ((_tame(x), _tame(y)) for x, y in points if not math.isnan(x) and not math.isnan(y))
    return limits_for([(0.0, 0.0), *tame])


def _tame(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)


def _share(value: float, low: float, high: float) -> float:
    """Where between two limits a value stands, from 0 to 1; in the middle where there are none."""
    share = (value - low) / (high - low) if low < high else 0.5
    return share if math.isfinite(share) else 0.5
