"""What is shown before a screen that needs the record: it is read in a moment."""

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tutor.ui.session import Session
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar

_MOMENT = 0.05
"""Seconds from look to look."""
Make = Callable[[Session], Screen[Any]]


class WaitingScreen(Screen[None]):
    """Gives way to another screen as soon as the record is read, or cannot be."""

    passing = True
    """Keys typed ahead are for the screen that it gives way to."""
    HELP = "The record of your answers is being read. **{screen.leave:Esc}** goes home."
    BINDINGS = [Binding("escape", "dismiss", "Home", tooltip="Do not wait", id="screen.leave")]

    def __init__(self, session: Session, make: Make) -> None:
        super().__init__()
        self.session = session
        self.make = make

    def compose(self) -> ComposeResult:
        """What is waited for."""
        yield TitleBar("perceptron-tutor", "reading the record")
        yield Footer()

    def on_mount(self) -> None:
        """Look now, and again and again."""
        self.set_interval(_MOMENT, self._look)

    def _look(self) -> None:
        if self.session.record.loaded.is_set() and self.is_active:
            self.app.switch_screen(self.make(self.session))


def once_read(session: Session, make: Make) -> Screen[Any]:
    """A screen, or where the record is not read yet the one that waits for it."""
    return make(session) if session.record.loaded.is_set() else WaitingScreen(session, make)
