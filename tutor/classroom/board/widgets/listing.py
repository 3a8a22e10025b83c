"""A list of many rows below a heading, which draws only those in sight and only what changed."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.classroom.board.columns import fitted
from tutor.ui.twins import as_shown

Row = tuple[str, str]
"""A text, and its kind: `row`, `marked` or `faint`."""


class Listing(ScrollView, can_focus=False):
    """Rows of one style each. It says in `rows` what they are, and calls `build` on a change.

    Colour is never the only sign: the text of a marked row tells it too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--row", "list--marked", "list--faint"}
    DEFAULT_CSS = """
    Listing {
        height: 1fr;
        padding: 0 0 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .list--row { color: $foreground; }
        & > .list--marked { color: $text-warning; text-style: bold; }
        & > .list--faint { color: $text-muted; }
    }
    """

    _rows: tuple[Row, ...] = ()

    def rows(self, width: int) -> Sequence[Row]:
        """The rows at this width."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Another width, other columns."""
        self.build()

    def build(self) -> None:
        """Make the rows anew, and draw those that changed."""
        width = self.scrollable_content_region.width
        old, self._rows = self._rows, tuple(self.rows(width)) if width > 0 else ()
        if len(old) != len(self._rows):
            self.virtual_size = Size(0, len(self._rows))
            self.refresh()
            return
        top = round(self.scroll_y)
        for y in range(top, min(top + self.size.height, len(old))):
            if old[y] != self._rows[y]:
                self.refresh(Region(0, y - top, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One row."""
        index, width = y + round(self.scroll_y), self.scrollable_content_region.width
        text, kind = self._rows[index] if index < len(self._rows) else ("", "row")
        style = self.get_component_rich_style(f"list--{kind}")
        return Strip([Segment(fitted(as_shown(self, text), width), style)], width)
