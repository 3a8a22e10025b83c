"""The one line at the top of every screen: where one is, and how far."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static

BRIEFLY = 2.5
"""Seconds that a remark stands."""
CALL = "bold $accent"
"""How that looks which is to be seen at once."""


class TitleBar(Horizontal):
    """A name on the left, a state on the right."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        background: $panel;
        padding: 0 1;
        #title-name { width: 3fr; text-style: bold; color: $primary; text-wrap: nowrap; }
        #title-state { width: 5fr; text-align: right; color: $text-muted; text-wrap: nowrap; }
    }
    """

    name_text: var[str] = var("")
    state_text: var[str] = var("")

    def __init__(self, name: str = "", state: str = "") -> None:
        super().__init__()
        self.set_reactive(TitleBar.name_text, name)
        self.set_reactive(TitleBar.state_text, state)
        self._remark: Timer | None = None
        self._calling = ""

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Static(Content(self.name_text), id="title-name")
        yield Static(Content(self.state_text), id="title-state")

    def on_mount(self) -> None:
        """What the app calls out stands here as long as it does, whatever the screen."""
        self.watch(self.app, "calling", self._call)

    def _call(self, calling: str | None) -> None:
        """Show a call, or the state again; not every app calls."""
        if (calling or "") != self._calling:
            self._calling = calling or ""
            self._show_state()

    def watch_name_text(self, text: str) -> None:
        """Show another name."""
        if self.is_mounted:
            self.query_one("#title-name", Static).update(Content(text), layout=False)

    def watch_state_text(self) -> None:
        """Show another state; it takes the place of a remark."""
        if self.is_mounted:
            self._show_state()

    def _show_state(self) -> None:
        self._forget()
        call = self._calling
        shown = Content.styled(call, CALL) if call else Content(self.state_text)
        self.query_one("#title-state", Static).update(shown, layout=False)

    def say(self, remark: str) -> None:
        """Show a short remark in the place of the state for a while. It covers nothing."""
        self._forget()
        state = self.query_one("#title-state", Static)
        state.update(Content.styled(remark, CALL), layout=False)
        self._remark = self.set_timer(BRIEFLY, self._show_state)

    def _forget(self) -> None:
        if self._remark is not None:
            self._remark.stop()
            self._remark = None
