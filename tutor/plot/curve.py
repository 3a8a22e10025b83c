"""The mistakes of a whole run over the learning rate, as a step curve."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.plot.dots import Dots
from tutor.plot.picture import Axes, Board, Picture, Role
from tutor.plot.rateline import log_rates
from tutor.plot.ticks import rate_ticks, whole_ticks

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tutor.perceptron.ratepath import RatePath

MARGIN = 0.04
"""The part of the y axis that is left free below 0 and above the most mistakes."""
WIDEST = 1e300
"""From so many powers of ten on, floats have no room to share them out."""
UNKNOWN = "?"
NEAR = 1e-12
"""Powers of ten that floats may be wrong by: nearer than this a rate is at the end itself."""


@dataclass(frozen=True, slots=True)
class CurveView:
    """What a picture of mistakes over η shows: values alone. A path is equal to itself only."""

    path: "RatePath"
    low: float
    """The power of ten at the left edge."""
    high: float
    """The power of ten at the right edge."""
    rate: float | None
    """Where the pointer stands, as a power of ten."""
    names: tuple[str, str]
    """The titles of the x axis and of the y axis."""

    @property
    def frame(self) -> object:
        """The axes are made of these alone."""
        return self.path, self.low, self.high, self.names

    def draw(self, width: int, height: int) -> Picture:
        """Draw the curve; `▲` on the axis and `●` on the curve stand at the rate.

        Where many intervals share a column of dots, a stroke reaches from the fewest to the most
        mistakes among them. Left of a path that was cut there are only question marks.
        """
        if width <= 0 or height <= 0:
            return Picture(((),) * max(0, height))
        totals = self.path.mistakes.sum(axis=0)
        top = max(1, int(totals.max()))
        limits = (self.low, self.high, -MARGIN * top, (1 + MARGIN) * top)
        axes = Axes(limits, self.names, width, height, (rate_ticks, whole_ticks))
        board = axes.board(axes.figure())
        span = self.high - self.low
        if 0 < span < WIDEST:
            _Curve(self, totals, top).put(board)
        return board.picture()


class _Curve:
    """The curve of a view, and where it is on a board."""

    def __init__(
        self, view: CurveView, totals: "npt.NDArray[np.unsignedinteger]", top: int
    ) -> None:
        import numpy as np

        self.view, self.totals, self.top = view, totals, top
        unbounded = [-math.inf] if view.path.complete else []
        self.lows = np.concatenate([unbounded, log_rates(view.path)])

    def put(self, board: Board) -> None:
        """Put strokes, question marks and pointer."""
        import numpy as np

        dots = Dots(board)
        edges = np.linspace(self.view.low, self.view.high, dots.width + 1)
        # Where a dot's column begins, and where it ends: the intervals there, each at least one.
        first = np.searchsorted(self.lows, edges[:-1], "right") - 1
        last = np.maximum(first, np.searchsorted(self.lows, edges[1:], "left") - 1)
        known = np.flatnonzero(last >= 0).tolist()
        for at in known:
            among = self.totals[max(int(first[at]), 0) : int(last[at]) + 1]
            u = (at + 0.5) / dots.width
            least, most = int(among.min()), int(among.max())
            dots.line(dots.at(u, self._height(least)), dots.at(u, self._height(most)))
        dots.put(Role.MISTAKES)
        begin = known[0] // 2 if known else board.width
        for column in range(begin - 1, -1, -2):
            board.put(column, board.height // 2, UNKNOWN, Role.AXIS)
        self._put_pointer(board, dots)

    def _height(self, mistakes: int) -> float:
        return (mistakes / self.top + MARGIN) / (1 + 2 * MARGIN)

    def _put_pointer(self, board: Board, dots: Dots) -> None:
        rate, low, high = self.view.rate, self.view.low, self.view.high
        if rate is None or math.isnan(rate):
            return
        column = min(
            max(math.floor(min(max((rate - low) / (high - low), 0), 1) * board.width), 0),
            board.width - 1,
        )
        sign = "◀" if rate < low else "▶" if rate > high else "▲"
        if board.row + board.height < len(board.chars):
            board.put(column, board.height, sign, Role.POINTER)
        index = self._index(rate)
        if low <= rate <= high and index >= 0:
            row = dots.at(0.5, self._height(int(self.totals[index])))[1] // 4
            board.put(column, row, "●", Role.POINTER)

    def _index(self, rate: float) -> int:
        """The interval of a rate, by its closed end where the rate is an end; −1 for none."""
        import numpy as np

        index = int(np.searchsorted(self.lows, rate + NEAR, "right")) - 1
        while index >= 0 and self.lows[index] > rate - NEAR and not self.view.path.closed(index):
            index -= 1
        return index
