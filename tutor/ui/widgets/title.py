"""The one line at the top of every screen: where one is, and how far."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static

BRIEFLY = 2.5
"""Seconds that a remark stands."""


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

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Static(Content(self.name_text), id="title-name")
        yield Static(Content(self.state_text), id="title-state")

    def watch_name_text(self, text: str) -> None:
        """Show another name."""
        if self.is_mounted:
            self.query_one("#title-name", Static).update(Content(text), layout=False)

    def watch_state_text(self, text: str) -> None:
        """Show another state; it takes the place of a remark."""
        if self.is_mounted:
            self._forget()
            self.query_one("#title-state", Static).update(Content(text), layout=False)

    def say(self, remark: str) -> None:
        """Show a short remark in the place of the state for a while. It covers nothing."""
        self._forget()
        state = self.query_one("#title-state", Static)
        state.update(Content.styled(remark, "bold $accent"), layout=False)
        self._remark = self.set_timer(BRIEFLY, lambda: self.watch_state_text(self.state_text))

    def _forget(self) -> None:
        if self._remark is not None:
            self._remark.stop()
            self._remark = None
