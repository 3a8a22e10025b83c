"""The mistakes in each epoch, as bars."""

import math
from dataclasses import dataclass

from tutor.plot.picture import Axes, Board, Picture, Role
from tutor.plot.ticks import Tick, whole_ticks

EIGHTHS = " ▁▂▃▄▅▆▇█"
WIDEST = 5
"""Columns of a bar."""
NONE = "0"
"""Stands on the base line where an epoch had no mistake: one that has not ended leaves it blank."""


@dataclass(frozen=True, slots=True)
class BarsView:
    """What a picture of the mistakes shows: values alone."""

    values: tuple[int, ...]
    """The mistakes in each epoch that has ended."""
    count: int
    """Epochs in all."""
    top: int
    """The largest value that the y axis shows; the same for all runs that are compared."""
    names: tuple[str, str]
    """The titles of the x axis and of the y axis."""

    @property
    def frame(self) -> object:
        """The axes are made of these alone."""
        return self.count, self.top, self.names

    def draw(self, width: int, height: int) -> Picture:
        """Draw a bar for each epoch, with its number above where there is room.

        Where there are more epochs than columns, several share one, which shows the largest.
        """
        if width <= 0 or height <= 0:
            return Picture(((),) * max(0, height))
        grid = _Grid(max(self.count, 1), max(self.top, 1), width, height, self.names)
        board = grid.axes.board(grid.axes.figure())
        ended = self.values[: grid.count]
        for column, first in enumerate(range(0, len(ended), grid.share)):
            grid.put_bar(board, column, max(ended[first : first + grid.share]))
        return board.picture()


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the bars stand on a canvas."""

    count: int
    top: int
    width: int
    height: int
    names: tuple[str, str]

    @property
    def room(self) -> tuple[int, int]:
        """Columns and rows of the canvas, which the title of the x axis does not change."""
        plain = Axes((0.0, 1.0, 0.0, self.top), self.names, self.width, self.height)
        shown = Axes(plain.limits, self.names, self.width, self.height, (_none, whole_ticks))
        return shown.canvas[2:]

    @property
    def share(self) -> int:
        """Epochs in a column."""
        return -(-self.count // self.room[0])

    @property
    def pitch(self) -> int:
        """Columns from bar to bar."""
        return max(1, self.room[0] // self.count)

    @property
    def rows(self) -> int:
        """Rows of the largest bar: all but one for its number, if there is one."""
        return max(1, self.room[1] - self.numbered)

    @property
    def numbered(self) -> bool:
        """Whether there is room for a number above each bar, and a blank to the next."""
        return len(str(self.top)) < self.pitch and self.room[1] > 2

    @property
    def axes(self) -> Axes:
        """The axes, with whole numbers on both."""
        across, up = self.names
        if self.share > 1:
            across = f"{across}, {self.share} a column"
        limits = (0.0, 1.0, 0.0, float(self.top))
        return Axes(limits, (across, up), self.width, self.height, (self._epochs, self._whole))

    def _whole(self, low: float, high: float, about: int) -> list[Tick]:
        """Ticks at the uppermost row of a bar that is so high."""
        height = self.room[1]
        shown = whole_ticks(low, high, about)
        rows = [max(0, math.ceil(at * self.rows - 1e-9) - 1) for at, _ in shown]
        return [((row + 0.5) / height, tick[1]) for row, tick in zip(rows, shown, strict=True)]

    def _epochs(self, low: float, high: float, about: int) -> list[Tick]:
        """Ticks under the middles of the bars, as many as their labels have room for."""
        room = self.room[0]
        labels = whole_ticks(0.5, self.count + 0.5, max(1, min(about, self.count)))
        middle = (self.pitch - 1) // 2
        return [
            (((int(label) - 1) // self.share * self.pitch + middle + 0.5) / room, label)
            for _, label in labels
            if low < high
        ]

    def put_bar(self, board: Board, column: int, value: int) -> None:
        """Put one bar, and its number."""
        eighths = round(self.rows * 8 * min(max(value, 0) / self.top, 1.0))
        eighths = max(eighths, int(value > 0))
        wide = min(max(1, self.pitch - 1), WIDEST)
        middle = column * self.pitch + (self.pitch - 1) // 2
        left = middle - (wide - 1) // 2
        for row in range(-(-eighths // 8)):
            glyph = EIGHTHS[min(8, eighths - 8 * row)]
            for at in range(left, left + wide):
                board.put(at, board.height - 1 - row, glyph, Role.MISTAKES)
        number = str(value) if self.numbered else NONE if value == 0 else ""
        above = board.height - 1 - -(-eighths // 8)
        if above < 0 or len(number) > max(1, self.pitch - 1):
            return
        first = max(middle - (len(number) - 1) // 2, column * self.pitch)
        for at, char in enumerate(number):
            board.put(first + at, above, char, Role.PLAIN)


def _none(_low: float, _high: float, _about: int) -> list[Tick]:
    return []
