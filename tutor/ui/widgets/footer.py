"""The last line of a screen: its keys.

Textual's footer makes a widget of each key, and makes all of them anew whenever one changes: of
opening a screen that was the larger part, in time and in memory. This is one widget with one line.
"""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key as it stands in the line."""

    key: str
    """By Textual's name."""
    display: str
    what: str
    enabled: bool

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
            shown = ShownKey(binding.key, display, binding.description, enabled)
            if binding.show:
                first.setdefault(binding.action, shown)
            if self._palette and binding.key == self.app.COMMAND_PALETTE_BINDING:
                last = shown
        return tuple(first.values()), last

    def render(self) -> Content:
        """The line."""
        keys = Content(" ").join(key.content for key in self._keys)
        if self._last is None:
            return keys
        last = Content.styled("▏", "$foreground 20%") + self._last.content + " "
        return keys.truncate(self.size.width - last.cell_length, pad=True) + last

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        if self._last is not None and event.x > self.size.width - self._last.content.cell_length:
            self.app.simulate_key(self._last.key)
            return
        left = 0
        for key in self._keys:
            right = left + key.content.cell_length
            if left <= event.x < right and key.enabled:
                self.app.simulate_key(key.key)
            left = right + 1
