"""A picture as rows of text, each run with its role, and the axes that it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Protocol
from unicodedata import combining, east_asian_width

from tutor.plot.ticks import Scale, Tick, ticks

GAP = 6
"""Unchanged cells that cost less to send again than moving the cursor over them."""


class Role(StrEnum):
    """What a cell stands for. A screen gives each role its style; the text alone tells it too."""

    PLAIN = "plain"
    AXIS = "axis"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    CURRENT = "current"
    BOUNDARY = "boundary"
    BOUNDARY_B = "boundary_b"
    SIDE = "side"
    MISSED = "missed"
    MISTAKES = "mistakes"
    CRITICAL = "critical"
    POINTER = "pointer"


Run = tuple[str, Role]
"""Text that shares one role."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of text of one width, ready to be shown."""

    rows: tuple[tuple[Run, ...], ...] = ()
    """For each row its runs, neighbours differing in role."""

    @property
    def text(self) -> str:
        """The rows without their roles, one a line."""
        return "\n".join("".join(text for text, _ in row) for row in self.rows)

    def changes(self, new: "Picture") -> Iterator[tuple[int, int, int]]:
        """Yield (row, first column, end column) where a new picture of the same size differs.

        Columns are counted in characters, so they are cells only where no character is wide; axis
        titles, the only text from outside, change with the axes, and then the caller draws anew.
        """
        for row, (old_runs, new_runs) in enumerate(zip(self.rows, new.rows, strict=True)):
            if old_runs == new_runs:
                continue
            pairs = zip(_cells(old_runs), _cells(new_runs), strict=True)
            columns = [column for column, (before, after) in enumerate(pairs) if before != after]
            start = end = columns[0]
            for column in columns:
                if column - end > GAP:
                    yield row, start, end
                    start = column
                end = column + 1
            yield row, start, end


def _cells(runs: Sequence[Run]) -> list[Run]:
    return [(char, role) for text, role in runs for char in text]


class View(Protocol):
    """Values that can be drawn; equal views give equal pictures."""

    @property
    def frame(self) -> object:
        """Equal where two views stand in the same axes: then only cells that differ are sent."""

    def draw(self, width: int, height: int) -> Picture:
        """Draw into exactly width x height cells."""


Limits = tuple[float, float, float, float]
"""The least and the greatest x, then the least and the greatest y that a picture shows."""

EMPTY_LABEL = "▘"


class Board:
    """A grid of cells to draw on; the axes are on it already, and `canvas` is what they leave."""

    __slots__ = ("chars", "column", "height", "roles", "row", "width")

    def __init__(self, rows: Sequence[str], column: int, row: int, width: int, height: int) -> None:
        """Take drawn rows, and where on them the canvas lies (left column, top row, size)."""
        self.chars = [list(text) for text in rows]
        self.roles = [[Role.AXIS] * len(text) for text in rows]
        self.column, self.row, self.width, self.height = column, row, width, height
        for roles in self.roles[row : row + height]:
            roles[column : column + width] = [Role.PLAIN] * width

    def only(self, row: int) -> "Board":
        """One row of the canvas, with what is on it, as a board of its own."""
        other = Board((), self.column, 0, self.width, 1)
        other.chars = [list(self.chars[self.row + row])]
        other.roles = [list(self.roles[self.row + row])]
        return other

    def put(self, column: int, row: int, char: str, role: Role) -> None:
        """Set one cell of the canvas, counted from its top left corner."""
        self.chars[self.row + row][self.column + column] = char
        self.roles[self.row + row][self.column + column] = role

    def picture(self) -> Picture:
        """The finished picture."""
        return Picture(tuple(map(_runs, self.chars, self.roles)))


def _runs(chars: Sequence[str], roles: Sequence[Role]) -> tuple[Run, ...]:
    pairs = groupby(zip(chars, roles, strict=True), key=lambda cell: cell[1])
    return tuple(("".join(char for char, _ in cells), role) for role, cells in pairs)


@dataclass(frozen=True, slots=True)
class Axes:
    """A left and a lower axis with ticks and titles, and the canvas that they leave.

    plotext draws them, and whatever else is put on its figure, in the unit square: numbers of any
    size reach it as 0 to 1, so it never warns of a range that it cannot tell apart.
    """

    limits: Limits
    names: tuple[str, str]
    """The titles of the x axis and of the y axis."""
    width: int
    height: int
    scales: tuple[Scale, Scale] = (ticks, ticks)
    """What gives the ticks of the x axis and of the y axis."""

    @property
    def shown(self) -> bool:
        """Whether there is room for axes; if not, the canvas takes it all."""
        return self.width >= 20 and self.height >= 7

    @property
    def canvas(self) -> tuple[int, int, int, int]:
        """Where the data are drawn: left column, top row, width, height."""
        if not self.shown:
            return 0, 0, self.width, self.height
        left = 1 + max((len(label) for _, label in self._up()), default=0)
        return left, 1, self.width - left, self.height - 3

    def figure(self) -> Any:  # noqa: ANN401 - plotext carries no types
        """Make a plotext figure of our own: `plotext.figure` is shared by the whole process."""
        # Imported here: it takes some 0.1 s, which a first screen without a plot need not wait for.
        import plotext

        # Else plotext cuts every figure to the terminal that the process was started in.
        plotext.terminal.limit(width=False, height=False)
        figure = type(plotext.figure)(plotext.terminal)
        figure.plot_size(self.width, self.height - self.shown - self._unlabelled)
        figure.axes(active=self.shown)
        figure.axes(active=False, axis="x", side="upper")
        figure.axes(active=False, axis="y", side="right")
        for axis, side, marks in (("x", "lower", self._across()), ("y", "left", self._up())):
            ruler = figure.ruler(axis, side).lim(0, 1).alignment(lim="edge")
            ruler.ticks([at for at, _ in marks], [label for _, label in marks])
        return figure

    def board(self, figure: Any) -> Board:  # noqa: ANN401 - as above
        """Build the figure, and give its cells to draw on, with the titles of the axes added."""
        rows = figure.build().string(colorless=True).split("\n")[:-1]
        if not self.shown:
            return Board(rows, *self.canvas)
        if self._unlabelled:
            rows.append(" " * self.width)
        # plotext draws a box for a label that gave way to the title.
        rows[-1] = rows[-1].replace(EMPTY_LABEL, " ")
        column, row, width, height = self.canvas
        board = Board([" " * self.width, *rows], column, row, width, height)
        across, up = (title(name, width) for name in self.names)
        board.chars[0][column - 1 : column - 1 + len(up)] = up
        board.chars[-1][self.width - len(across) :] = across
        return board

    @property
    def _unlabelled(self) -> bool:
        """Whether plotext leaves out the row of labels below the x axis, as there are none."""
        return self.shown and not self._across()

    def _up(self) -> list[Tick]:
        if not self.shown:
            return []
        return self.scales[1](*self.limits[2:], max(3, self.height // 5))

    def _across(self) -> list[Tick]:
        if not self.shown:
            return []
        width = self.canvas[2]
        free = width - len(title(self.names[0], width)) - 1
        return [
            (at, label if at * width + len(label) / 2 + 1 <= free else " ")
            for at, label in self.scales[0](*self.limits[:2], max(3, width // 12))
        ]


def title(name: str, width: int) -> list[str]:
    """Text from outside as cells: one character each, an empty one after each wide character."""
    cells: list[str] = []
    for char in name:
        if char.isprintable() and not combining(char):
            cells += [char, ""] if east_asian_width(char) in "WF" else [char]
    if len(cells) <= width:
        return cells
    kept = cells[: width - 1]
    if cells[width - 1] == "":  # Half of a wide character must not stay behind.
        kept[-1] = " "
    return [*kept, "…"]
