"""The last line of a screen: its keys.

Textual's footer makes a widget of each key, and makes all of them anew whenever one changes: of
opening a screen that was the larger part, in time and in memory. This is one widget with one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tutor.ui.twins import as_shown

WANTED = {"escape", "enter", "question_mark"}
"""The way out, the way on, and the way to all the other keys."""
ARROWS = {"up", "down", "left", "right"}
STAYING = {"lesson.skip", "lesson.lab"}
"""What leads past a question, and to the experiment beside it, whatever the answer brings."""
COPY = "question.copy"
"""What is seldom wanted."""


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key as it stands in the line."""

    key: str
    """By Textual's name."""
    display: str
    what: str
    enabled: bool
    id: str | None
    """Of what it does."""

    @property
    def content(self) -> Content:
        """The key and what it does."""
        key = Content.styled(self.display, "bold $footer-key-foreground")
        whole = key + Content.styled(f" {self.what}", "$footer-description-foreground")
        return whole if self.enabled else whole.stylize("dim")


class Footer(Widget, can_focus=False):
    """The keys of the screen; pressed by a click as well."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Footer {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    def __init__(self, *, palette: bool = False) -> None:
        """Show the keys; `palette` whether also, at the right, the one of the command palette."""
        super().__init__()
        self._palette = palette
        self._keys: tuple[ShownKey, ...] = ()
        self._last: ShownKey | None = None
        """That of the palette."""

    def on_mount(self) -> None:
        """Hear when the keys change."""
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def _look(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        keys, last = self._shown()
        if (keys, last) != (self._keys, self._last):
            self._keys, self._last = keys, last
            self.refresh()

    def _shown(self) -> tuple[tuple[ShownKey, ...], ShownKey | None]:
        first: dict[str, ShownKey] = {}
        last = None
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            display = self.app.get_key_display(binding)
            what = as_shown(self, binding.description)
            shown = ShownKey(binding.key, display, what, enabled, binding.id)
            if binding.show:
                first.setdefault(binding.action, shown)
            if self._palette and binding.action == "command_palette":
                last = last or shown
        return tuple(first.values()), last

    def _fitting(self) -> tuple[Sequence[ShownKey], ShownKey | None]:
        """The keys for which there is room; the help has them all."""
        room, last = self.size.width, self._last
        beside = 0 if last is None else last.content.cell_length + len("▏ ")
        if _width(self._keys) + beside <= room:
            return self._keys, last
        kept: list[ShownKey] = []
        for key in sorted(self._keys, key=_missed):
            if _width([*kept, key]) <= room:
                kept.append(key)
        return [key for key in self._keys if key in kept], None

    def render(self) -> Content:
        """The line."""
        fitting, last = self._fitting()
        keys = Content(" ").join(key.content for key in fitting)
        if last is None:
            return keys
        shown = Content.styled("▏", "$foreground 20%") + last.content + " "
        return keys.truncate(self.size.width - shown.cell_length, pad=True) + shown

    def column(self, identifier: str) -> int | None:
        """Where in the line the key of a function stands, from 0; None where it does not."""
        left = 0
        for key in self._fitting()[0]:
            if key.id == identifier:
                return left
            left += key.content.cell_length + 1
        return None

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        fitting, last = self._fitting()
        if last is not None and event.x > self.size.width - last.content.cell_length:
            self.app.simulate_key(last.key)
            return
        left = 0
        for key in fitting:
            right = left + key.content.cell_length
            if left <= event.x < right and key.enabled:
                self.app.simulate_key(key.key)
            left = right + 1


def _width(keys: Sequence[ShownKey]) -> int:
    """The columns of keys with a blank between each two."""
    return sum(key.content.cell_length for key in keys) + len(keys) - 1


def _missed(key: ShownKey) -> int:
    """How soon a key may be left out: first the arrows, which everybody tries, last the way out."""
    if key.key in WANTED or key.id in STAYING:
        return 0
    return 2 if key.key in ARROWS or key.id == COPY else 1
