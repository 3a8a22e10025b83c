"""What a terminal shows, as far as is known, and which of its cells a new picture changes."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from rich.cells import get_character_cell_size
from rich.color import Color
from rich.console import Console
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tutor.ui.pen import Cell, Pen

GAP = 3
"""Unchanged cells that cost no more to send again than moving the cursor over them."""

MARKS = ("reverse", "underline", "underline2", "strike", "overline", "frame", "encircle")
"""What is seen of a blank besides its background."""

Piece = tuple[int, int, Strip]
"""A part, and what stands there."""
Row = list[Cell | None]
"""What the terminal shows in a row; None in cells of which nobody knows."""


class Shown:
    """What the terminal shows, as far as it is known."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._pen = Pen()
        self.anew = True
        """The next picture has to be whole."""

    def forget(self) -> None:
        """Nobody knows what it shows."""
        self._rows, self.anew = [], True

    def paint(self, console: Console, size: Size, rows: Mapping[int, Sequence[Piece]]) -> str:
        """Give what paints pieces of rows where they differ."""
        if len(self._rows) != size.height or any(len(row) != size.width for row in self._rows[:1]):
            self._rows = [[None] * size.width for _ in range(size.height)]
        for y, pieces in rows.items():
            for piece in sorted(pieces, key=itemgetter(0)):
                self._paint(console, y, piece)
        return self._pen.lift()

    def _paint(self, console: Console, y: int, piece: Piece) -> None:
        start, end, strip = piece
        row, new = self._rows[y], cells(strip)
        if new is None:
            self._pen.write_whole(console, start, y, strip)
            row[start:end] = [None] * (end - start)
            return
        # A widget that has another size now may not have been told yet.
        new = new[: end - start]
        end = start + len(new)
        for first, last in differing(row[start:end], new):
            self._pen.write(console, start + first, y, new[first:last])
        row[start:end] = new


def differing(old: Sequence[Cell | None], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """From where to where cells differ, small gaps of the same style included."""
    pairs = enumerate(zip(old, new, strict=True))
    columns = [at for at, (one, other) in pairs if one != other and not _alike(one, other)]
    if not columns:
        return
    start = end = columns[0]
    for column in columns:
        style = new[end - 1][1]
        if column - end > GAP or any(new[at][1] != style for at in range(end, column)):
            yield start, end
            start = column
        end = column + 1
    yield start, end


def _alike(old: Cell | None, new: Cell) -> bool:
    """Whether nobody sees a difference: in blanks on one ground, or in what styles mean to us."""
    if old is None or old[0] != new[0]:
        return False
    one, other = old[1] or Style.null(), new[1] or Style.null()
    if new[0] == " " and not any(getattr(style, mark) for style in (one, other) for mark in MARKS):
        return _hue(one.bgcolor) == _hue(other.bgcolor)
    return _look(one) == _look(other)


def _look(style: Style) -> tuple[object, ...]:
    """What is seen of a style, without what it says to the mouse."""
    marks = style._attributes & style._set_attributes  # noqa: SLF001 - thirteen properties, slowly
    return marks, _hue(style.color), _hue(style.bgcolor)


def _hue(colour: Color | None) -> tuple[object, ...] | None:
    return None if colour is None else colour[1:]  # All but its name.


def cells(strip: Strip) -> list[Cell] | None:
    """The cells of a strip; None where a character takes more than one, or none, or is a link."""
    found: list[Cell] = []
    for text, style, control in strip:
        narrow = text.isascii() or all(get_character_cell_size(char) == 1 for char in text)
        if control or not narrow or (style is not None and style.link):
            return None
        found += [(char, style) for char in text]
    return found
