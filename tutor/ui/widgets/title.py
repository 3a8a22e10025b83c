"""The one line at the top of every screen: where one is, and how far."""

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from tutor.ui.keys import keys_of, with_keys
from tutor.ui.twins import as_shown

BRIEFLY = 2.5
"""Seconds that a remark stands."""
NAME = "bold $primary"
CALL = "bold $accent"
"""How that looks which is to be seen at once."""


class TitleBar(Widget):
    """A name on the left, a state on the right, which leaves the name what room there is."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        background: $panel;
        color: $text-muted;
        padding: 0 1;
    }
    """

    name_text: reactive[str] = reactive("")
    state_text: reactive[str] = reactive("")

    def __init__(self, name: str = "", state: str = "") -> None:
        super().__init__()
        self.set_reactive(TitleBar.name_text, name)
        self.set_reactive(TitleBar.state_text, state)
        self._said = ""
        """A remark, as long as it stands."""
        self._remark: Timer | None = None
        self._calling = ""

    def render(self) -> Content:
        """The two texts."""
        call, name = self._said or self._calling, Content.styled(self.name_text, NAME)
        state = Content.styled(call, CALL) if call else Content(self.state_text)
        name, state = as_shown(self, name), as_shown(self, state)
        rest = self.content_size.width - state.cell_length
        if name.cell_length >= rest:
            name = name.truncate(max(rest - 1, 0), ellipsis=True)
        return name + " " * max(rest - name.cell_length, 0) + state

    def on_mount(self) -> None:
        """What the app calls out stands here as long as it does, whatever the screen."""
        self.watch(self.app, "calling", self._call)

    def _call(self, calling: str | None) -> None:
        """Show a call, or the state again; not every app calls."""
        if (calling or "") != self._calling:
            self._calling = calling or ""
            self._forget()

    def watch_state_text(self) -> None:
        """Another state takes the place of a remark."""
        self._forget()

    def say(self, remark: str) -> None:
        """Show a short remark in the place of the state for a while. It covers nothing.

        It may name keys as `with_keys` takes them.
        """
        self._forget()
        self._said = with_keys(remark, keys_of(self.app))
        self._remark = self.set_timer(BRIEFLY, self._forget)

    def _forget(self) -> None:
        self._said = ""
        if self._remark is not None:
            self._remark.stop()
            self._remark = None
        self.refresh()
