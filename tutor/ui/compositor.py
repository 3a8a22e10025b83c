"""What is sent to the terminal of a change on the screen: the cells that differ, and no others.

Textual renders every widget for every change, and sends the rows of what changed from the left edge
of its widget on. Over SSH the time and the bytes of a key decide how many learners one machine can
serve: so here only rows with a change are rendered, by the widgets that are seen there, and of them
only the cells are sent that the terminal does not show already.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, ClassVar

from rich.console import Console, RenderableType
from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorMap,
    LayoutUpdate,
    ReflowResult,
)
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import DescendantFocus, Resize
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import AwaitMount, Widget

from tutor.ui.shown import Piece, Shown

Part = tuple[int, int]
"""From a column up to a column."""


class CellApp(App[None]):
    """An app all of whose screens send only the cells that differ from what the terminal shows."""

    CSS = """
    /* What is beside a dialogue stays as it is: to dim it is to send the whole screen, twice. */
    ModalScreen, CommandPalette { background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+l",
            "redraw",
            "Draw anew",
            show=False,
            tooltip="Draw the whole screen anew",
            id="app.redraw",
            priority=True,
        )
    ]

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """Whatever screen is opened, also those of Textual itself."""
        found, mounted = super()._get_screen(screen)
        if not isinstance(found._compositor, ChangedCells):  # noqa: SLF001 - Textual has no other way
            found._compositor = ChangedCells(self.shown)  # noqa: SLF001
        return found, mounted

    def _start_widget(self, parent: Widget, widget: Widget) -> None:
        """A scroll bar that comes, or comes back, stands where its text is scrolled to.

        Textual 8.2.8 moves only one that is shown; the text may scroll while it is not.
        """
        super()._start_widget(parent, widget)
        if isinstance(widget, ScrollBar) and widget.vertical:

            def stand() -> None:
                widget.position = parent.scroll_y

            widget.watch(parent, "show_vertical_scrollbar", stand)

    def on_resize(self, event: Resize) -> None:
        """What a terminal shows that had another size for a moment, nobody knows."""
        self.shown.forget()
        if event.size == self.size:
            self.action_redraw()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A cursor that blinks sends something for ever."""
        # Late, as home has no field.
        from textual.widgets import Input

        if isinstance(event.widget, Input):
            event.widget.set_reactive(Input.cursor_blink, False)  # noqa: FBT003 - Textual's
            event.widget._pause_blink(visible=True)  # noqa: SLF001

    def action_redraw(self) -> None:
        """Send all cells, whatever the terminal should show: something else has written there."""
        self.shown.forget()
        if self.screen_stack:
            self.screen.refresh()


class ChangedCells(Compositor):
    """Paints only what differs from what is shown, whichever screen has painted that."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown
        self._moved: set[Region] = set()

    @property
    def full_map(self) -> CompositorMap:
        """Where every widget is. To find one Textual may lay out anew, and forgets what moved."""
        before, found = self._full_map, super().full_map
        if found is not before:
            self._cuts = None
            moved = (place for _, place in before.items() ^ found.items())
            self._moved.update(place.clip.intersection(place.region) for place in moved)
        return found

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out; what moved before is painted now, as only now the widgets are told."""
        found = super().reflow(parent, size)
        self._dirty_regions |= self._moved
        self._moved.clear()
        return found

    def render_update(
        self,
        full: bool = False,  # noqa: FBT001, FBT002
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,  # noqa: FBT001, FBT002
    ) -> RenderableType | None:
        """What has changed; all, where nobody knows what is shown."""
        return super().render_update(full or self.shown.anew, screen_stack, simplify)

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:  # noqa: FBT001, FBT002
        """All cells, as far as they differ."""
        self.shown.anew = False
        update = super().render_full_update(simplify)
        return Whole(self.shown, update.strips, update.region)

    def render_partial_update(self) -> ChopsUpdate | None:
        """The rows with a change, as far as something was to be painted anew there."""
        screen = self.size.region
        regions = [seen for region in self._dirty_regions if (seen := region.intersection(screen))]
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(regions))
        return Changes(self.shown, self.size, self._pieces(spans)) if spans else None

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


class Whole(LayoutUpdate):
    """All rows of a screen, as far as they differ from what the terminal shows."""

    def __init__(self, shown: Shown, strips: Iterable[Iterable[Strip]], region: Region) -> None:
        super().__init__([list(row) for row in strips], region)
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """Give what paints it."""
        rows: dict[int, list[Piece]] = {}
        for y, strips in enumerate(self.strips):
            ends = list(accumulate(strip.cell_length for strip in strips))
            rows[y] = list(zip([0, *ends], ends, strips, strict=False))
        return self._shown.paint(console, self.region.size, rows)


class Changes(ChopsUpdate):
    """Some pieces of some rows, where they differ from what the terminal shows."""

    def __init__(self, shown: Shown, size: Size, rows: Mapping[int, Sequence[Piece]]) -> None:
        super().__init__([], [], [])
        self._shown, self._size, self._rows = shown, size, rows

    def render_segments(self, console: Console) -> str:
        """Give what paints them."""
        return self._shown.paint(console, self._size, self._rows)
