"""What every app of ours does alike: help, two themes, a notice where the terminal is too small."""

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Resize
from textual.screen import Screen

from tutor.errors import TutorError
from tutor.ui.themes import DARK, LIGHT
from tutor.ui.widgets.small import SmallNotice, too_small


class TerminalApp(App[None]):
    """An app on a terminal, local or far away."""

    TITLE = "perceptron-tutor"
    KEPT = "your answers are kept"
    """What is said of the user's work where a fault of the program ends it."""
    DEFAULT_CSS = """
    Screen { layers: default small; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "help",
            "Help",
            key_display="?",
            tooltip="What can be done here",
            id="app.help",
        ),
        Binding("T", "toggle_theme", "Theme", show=False, tooltip="Dark or light", id="app.theme"),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            show=False,
            tooltip="Leave; everything is saved",
            id="app.quit",
            priority=True,
        ),
    ]

    def __init__(self, folder: Path) -> None:
        """Make the app; the details of a fault are written into this folder."""
        super().__init__()
        self.folder = folder
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_driver_class(self) -> type[Driver]:
        """Textual's, or ours where that is for terminals as Linux has them."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        # Late, as Windows has no such terminals.
        from tutor.ui.driver import LastingDriver

        return LastingDriver

    def on_resize(self, event: Resize) -> None:
        """A terminal that is too small is told so, until it is larger."""
        for notice in self.screen.query(SmallNotice):
            notice.now = event.size
            notice.display = too_small(event.size)
        here = self.screen.is_attached  # Which it is not before the app runs, nor when it ends.
        if here and too_small(event.size) and not self.screen.query(SmallNotice):
            notice = SmallNotice()
            notice.now = event.size
            self.screen.mount(notice)

    def action_help(self) -> None:
        """Show what can be done here."""
        # Late, as it draws Markdown, which a first screen does not need.
        from tutor.ui.screens.help import HelpScreen

        keys = [
            key for key in self.screen.active_bindings.values() if key.binding.id and key.enabled
        ]
        self.push_screen(HelpScreen(self.screen.HELP or "", keys))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Help, and what Textual offers besides its own panel of keys."""
        yield SystemCommand("Help", "What can be done here", self.action_help)
        yield from (
            command for command in super().get_system_commands(screen) if command.title != "Keys"
        )

    def _fatal_error(self) -> None:
        """A fault of our own: the details go to a file, one line to the user."""
        details = self.folder / "fault.txt"
        with suppress(OSError):
            details.parent.mkdir(parents=True, exist_ok=True)
            details.write_text(traceback.format_exc(), encoding="utf-8")
        self._exit_renderables.append(
            Text(f"{self.TITLE}: a fault of the program ended it; {self.KEPT}. {details}")
        )
        self._close_messages_no_wait()

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


class TerminalError(TutorError):
    """There is no terminal that the tutor could draw on."""


def require_terminal(instead: str) -> None:
    """Refuse where nothing can be drawn.

    Args:
        instead: What does without a terminal, such as `use trace or compare`.

    Raises:
        TerminalError: If there is no terminal, or one that cannot place its cursor.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError(f"the tutor needs a terminal; without one {instead}")
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise TerminalError(
            "TERM names no terminal that can draw; set it, such as TERM=xterm-256color, "
            f"or {instead}"
        )


async def run_to_end(app: App[Any]) -> int:
    """Run an app; a hang-up or a request to end leaves the terminal as it was."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError):
            if number is not None:
                loop.add_signal_handler(number, app.exit, None, 128 + number)
    await app.run_async()
    return app.return_code or 0
