"""What is sent to the terminal of a change on the screen: the cells that differ, and no others.

Textual renders every widget for every change, and sends the rows of what changed from the left edge
of its widget on. Over SSH the time and the bytes of a key decide how many learners one machine can
serve: so here only rows with a change are rendered, by the widgets that are seen there, and of them
only the cells are sent that the terminal does not show already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter

from rich.cells import get_character_cell_size
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip

from tutor.ui.pen import Cell, Pen

GAP = 3
"""Unchanged cells that cost no more to send again than moving the cursor over them."""

MARKS = ("reverse", "underline", "underline2", "strike", "overline", "frame", "encircle")
"""What is seen of a blank besides its background."""

Part = tuple[int, int]
"""From a column up to a column."""
Piece = tuple[int, int, Strip]
"""A part, and what stands there."""
Row = list[Cell | None]
"""What the terminal shows in a row; None in cells of which nobody knows."""


class CellScreen(Screen[ScreenResultType]):
    """A screen that sends only the cells that differ."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ChangedCells()


class ChangedCells(Compositor):
    """Knows what it has painted, and paints only what differs from that.

    A screen that comes to the front again is painted whole by Textual, as is one of another size.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:  # noqa: FBT001, FBT002
        """All cells, whatever the terminal shows."""
        update = super().render_full_update(simplify)
        return Whole(self.shown, update.strips, update.region)

    def render_partial_update(self) -> ChopsUpdate | None:
        """The rows with a change, as far as something was to be painted anew there."""
        screen = self.size.region
        regions = [seen for region in self._dirty_regions if (seen := region.intersection(screen))]
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(regions))
        return Changes(self.shown, self.size.width, self._pieces(spans)) if spans else None

    def _pieces(self, spans: Iterable[tuple[int, int, int]]) -> dict[int, list[Piece]]:
        """For each row with spans (row, start, end) what its widgets show there."""
        wanted: dict[int, set[Part]] = {}
        for y, start, end in spans:
            # No edge of a widget lies between two cuts, so each has all of a part or none of it.
            parts = {part for part in pairwise(self.cuts[y]) if part[0] < end and start < part[1]}
            wanted.setdefault(y, set()).update(parts)
        found: dict[int, list[Piece]] = {y: [] for y in wanted}
        for widget, (region, clip) in self.visible_widgets.items():  # Those in front come first.
            seen = region.intersection(clip)
            rows = [y for y in seen.line_range if y in wanted and _within(wanted[y], seen)]
            if not rows:
                continue
            first, count = rows[0], rows[-1] + 1 - rows[0]
            place = Region(seen.x - region.x, first - region.y, seen.width, count)
            strips = widget.render_lines(place)
            for y in rows:
                for start, end in _within(wanted[y], seen):
                    strip = strips[y - first].crop(start - seen.x, end - seen.x)
                    found[y].append((start, end, strip))
                    wanted[y].remove((start, end))
                if not wanted[y]:
                    del wanted[y]
        return found


def _within(parts: Iterable[Part], seen: Region) -> list[Part]:
    """The parts of a row that a widget covers."""
    return [part for part in parts if seen.x <= part[0] and part[1] <= seen.right]


class Shown:
    """What the terminal shows, as far as it is known."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._pen = Pen()

    def paint(self, console: Console, width: int, rows: Mapping[int, Sequence[Piece]]) -> str:
        """Give what paints pieces of rows where they differ."""
        for y, pieces in rows.items():
            while len(self._rows) <= y:
                self._rows.append([None] * width)
            for piece in sorted(pieces, key=itemgetter(0)):
                self._paint(console, y, piece)
        return self._pen.lift()

    def forget(self) -> None:
        """Nobody knows what it shows."""
        self._rows.clear()

    def _paint(self, console: Console, y: int, piece: Piece) -> None:
        start, end, strip = piece
        row, new = self._rows[y], cells(strip)
        if new is None:
            self._pen.write_whole(console, start, y, strip)
            row[start:end] = [None] * (end - start)
            return
        for first, last in differing(row[start:end], new):
            self._pen.write(console, start + first, y, new[first:last])
        row[start:end] = new


class Whole(LayoutUpdate):
    """All rows of a screen, whatever the terminal shows."""

    def __init__(self, shown: Shown, strips: Iterable[Iterable[Strip]], region: Region) -> None:
        super().__init__([list(row) for row in strips], region)
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """Give what paints it."""
        rows: dict[int, list[Piece]] = {}
        for y, strips in enumerate(self.strips):
            ends = list(accumulate(strip.cell_length for strip in strips))
            rows[y] = list(zip([0, *ends], ends, strips, strict=False))
        self._shown.forget()
        return self._shown.paint(console, self.region.width, rows)


class Changes(ChopsUpdate):
    """Some pieces of some rows, where they differ from what the terminal shows."""

    def __init__(self, shown: Shown, width: int, rows: Mapping[int, Sequence[Piece]]) -> None:
        super().__init__([], [], [])
        self._shown, self._width, self._rows = shown, width, rows

    def render_segments(self, console: Console) -> str:
        """Give what paints them."""
        return self._shown.paint(console, self._width, self._rows)


def differing(old: Sequence[Cell | None], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """From where to where cells differ, small gaps included."""
    pairs = enumerate(zip(old, new, strict=True))
    columns = [at for at, (one, other) in pairs if one != other and not _blank(one, other)]
    if not columns:
        return
    start = end = columns[0]
    for column in columns:
        if column - end > GAP:
            yield start, end
            start = column
        end = column + 1
    yield start, end


def _blank(old: Cell | None, new: Cell) -> bool:
    """Whether both are a blank on one ground, of which nobody sees the other colour."""
    if old is None or old[0] != " " or new[0] != " ":
        return False
    one, other = old[1] or Style.null(), new[1] or Style.null()
    marked = any(getattr(style, mark) for style in (one, other) for mark in MARKS)
    return one.bgcolor == other.bgcolor and not marked


def cells(strip: Strip) -> list[Cell] | None:
    """The cells of a strip; None where a character takes more than one, or none, or is a link."""
    found: list[Cell] = []
    for text, style, control in strip:
        narrow = text.isascii() or all(get_character_cell_size(char) == 1 for char in text)
        if control or not narrow or (style is not None and style.link):
            return None
        found += [(char, style) for char in text]
    return found
