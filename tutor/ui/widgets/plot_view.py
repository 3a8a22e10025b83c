"""The picture of a view, as a widget that sends only the cells that changed."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tutor.plot.picture import Picture, Role, Run, View
from tutor.ui.widgets.drawn import Drawn

PREFIX = "plot-view--"


class PlotView(Drawn):
    """Shows a `View`. Draws once for each change of view, size or theme, never for a row.

    Over SSH the bytes of a key decide how many learners one machine can serve, so a change of view
    repaints the cells that differ, and no others.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {PREFIX + role for role in Role}

    # Emphasis by underline and reverse stays where NO_COLOR takes the colours away.
    DEFAULT_CSS = """
    PlotView {
        width: 1fr;
        height: 1fr;
        & > .plot-view--plain, & > .plot-view--axis { color: $text-muted; }
        & > .plot-view--side { color: $text-disabled; }
        & > .plot-view--positive { color: $text-success; }
        & > .plot-view--negative { color: $text-error; }
        & > .plot-view--missed { color: $text-warning; text-style: bold underline; }
        & > .plot-view--boundary { color: $text-accent; }
        & > .plot-view--boundary_b { color: $text-primary; }
        & > .plot-view--mistakes { color: $text-warning; }
        & > .plot-view--critical { color: $text-accent; }
        & > .plot-view--pointer { color: $text; text-style: bold; }
        & > .plot-view--current { color: $text; text-style: bold reverse; }
    }
    """

    view: reactive[View | None] = reactive(None, repaint=False)
    """What to show; an empty widget for None."""

    _picture: Picture | None = None
    _drawn_in: Size | None = None
    """The room that the picture was drawn for."""
    _strips: tuple[Strip, ...] = ()

    def render_line(self, y: int) -> Strip:
        """One row of the picture, from the strips that are there already."""
        if self._picture is None:
            self._draw()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Repaint what differs: a few cells, or all of it where the axes are others."""
        before = self._picture
        same = type(old) is type(new) and old and new and old.frame == new.frame
        # Of a new size it may not have been told yet.
        if before is None or not same or self._drawn_in != self.size:
            self._picture = None
            self.refresh()
            return
        after = self._draw()
        if changes := list(before.changes(after)):
            self.refresh(*(Region(start, row, end - start, 1) for row, start, end in changes))

    def on_resize(self) -> None:
        """Forget the picture of the old size, which Textual may have painted already."""
        self._picture = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the strips of the old theme as well."""
        super().notify_style_update()
        self._picture = None

    def _draw(self) -> Picture:
        width, height = self.size
        picture = self.view.draw(width, height) if self.view else Picture()
        styles = {role: self.style_of(PREFIX + role) for role in Role}
        known = dict(zip(self._picture.rows, self._strips, strict=True)) if self._picture else {}
        self._strips = tuple(known.get(row) or to_strip(row, styles, width) for row in picture.rows)
        self._picture, self._drawn_in = picture, self.size
        return picture


def to_strip(row: Iterable[Run], styles: Mapping[Role, Style], width: int) -> Strip:
    """A row as a strip; blanks take the style before them, as each change of style costs bytes."""
    segments: list[Segment] = []
    text, style = "", styles[Role.PLAIN]
    for more, role in row:
        follows = more.isspace() and not (style.underline or style.reverse)
        if text and not follows and styles[role] != style:
            segments.append(Segment(text, style))
            text = ""
        if not text or not follows:
            style = styles[role]
        text += more
    return Strip([*segments, Segment(text, style)], width)
