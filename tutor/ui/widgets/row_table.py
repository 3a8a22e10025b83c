"""A table of texts that repaints only the rows that changed."""

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from tutor.course.notation import in_ascii, in_cells
from tutor.ui.twins import writes_ascii
from tutor.ui.widgets.drawn import Drawn

Row = tuple[str, str]
"""A text and its kind: `head`, `row`, `marked` or `now`."""


class RowTable(Drawn):
    """Rows of one style each. A table says in `rows` what they are, and calls `build` on a change.

    Colour is never the only sign: the text of a marked row, and of the current one, tells it too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--now",
        "table--marked",
        "table--row",
    }
    DEFAULT_CSS = """
    RowTable {
        height: 1fr;
        padding: 0 1;
        & > .table--head { color: $text-muted; }
        & > .table--row { color: $foreground; }
        & > .table--marked { color: $text-warning; }
        & > .table--now { color: $foreground; text-style: bold; }
    }
    """

    _rows: tuple[Row, ...] = ()

    def rows(self, width: int, height: int) -> list[Row]:
        """The rows at this size."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Another width, other columns."""
        self.build()

    def render_line(self, y: int) -> Strip:
        """One row, from the texts that are there already."""
        text, kind = self._rows[y] if y < len(self._rows) else ("", "row")
        width = self.content_size.width
        if writes_ascii(self):
            wide = in_ascii(text)
            text = wide if len(wide) <= width else in_cells(text)
        style = self.style_of(f"table--{kind}")
        return Strip([Segment(text[:width].ljust(width), style)], width)

    def build(self) -> None:
        """Make the rows anew, and refresh those that changed."""
        old, size = self._rows, self.content_size
        self._rows = tuple(self.rows(size.width, size.height)) if size else ()
        for y in range(max(len(old), len(self._rows))):
            if old[y : y + 1] != self._rows[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))
