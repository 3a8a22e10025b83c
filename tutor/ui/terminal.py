"""What every app of ours does alike: help, two themes, a notice where the terminal is too small."""

import asyncio
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets._toast import Toast

from tutor.capabilities import Look, here
from tutor.course.notation import in_ascii
from tutor.errors import TutorError, fault_noted
from tutor.ui.compositor import CellApp
from tutor.ui.few import filter_of, system_of
from tutor.ui.keys import Keys, set_anew, with_keys
from tutor.ui.themes import THEMES, theme_of
from tutor.ui.twins import ASCII_CELLS, with_twins, write_anew
from tutor.ui.typed import TypingApp
from tutor.ui.widgets.small import SmallNotice, too_small

_TOLD_SECONDS = 20
"""For so long a fault of the settings lies over the screen."""
_SHORTEST = 0.1
"""Seconds that a notice is shown at least."""


class TerminalApp(CellApp, TypingApp):
    """An app on a terminal, local or far away."""

    TITLE = "perceptron-tutor"
    KEPT = "your answers are kept"
    """What is said of the user's work where a fault of the program ends it."""
    MACHINE = True
    """Whether the user can look at the files of this machine."""
    DEFAULT_CSS = """
    Screen { layers: default small; scrollbar-size: 0 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-usual"), (100, "-wide")]
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
        # Browsers and multiplexers keep some of the keys with Ctrl for themselves.
        Binding(
            "Q", "quit", "Quit", show=False, tooltip="Leave; everything is saved", id="app.leave"
        ),
        Binding(
            App.COMMAND_PALETTE_BINDING,
            "command_palette",
            "palette",
            show=False,
            tooltip="Find anything by its name",
            id="app.palette",
            priority=True,
        ),
        Binding(
            "colon",
            "command_palette",
            "palette",
            show=False,
            key_display=":",
            tooltip="Find anything by its name",
            id="app.commands",
        ),
    ]

    def __init__(self, folder: Path, look: Look) -> None:
        """Make the app for a look; the details of a fault are written into this folder."""
        super().__init__()
        self.folder = folder
        for theme in THEMES:
            self.register_theme(theme)
        # How NO_COLOR is kept is a matter of the look, and not of Textual's greys.
        self.no_color = False
        self.show_as(look)
        self.fault = ""
        """What is wrong in the file of settings; told once."""
        self.keys: Keys = MappingProxyType({})

    def on_mount(self) -> None:
        """Tell what is wrong in the file of settings."""
        if self.fault:
            self.notify(self.fault, severity="warning", timeout=_TOLD_SECONDS, markup=False)

    def show_as(self, look: Look) -> None:
        """Draw so from now on."""
        self.look = look
        for widget in self._registry:
            write_anew(widget)
        self.shown.forget()  # In other colours it is another picture.
        self._few = filter_of(look)
        self.console._color_system = system_of(look)  # noqa: SLF001 - it would ask the environment
        self.theme = theme_of(look).name
        self.animation_level = "full" if look.motion else "none"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to all that is drawn: with few colours, that they are those of the look."""
        usual = [one for one in super().get_line_filters() if not isinstance(one, Monochrome)]
        few = [] if self._few is None else [self._few]
        return [*usual, *few, *([ASCII_CELLS] if self.look.ascii else [])]

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is called on this terminal."""
        display = super().get_key_display(binding)
        return in_ascii(display) if self.look.ascii else display

    def use_keys(self, keys: Keys) -> None:
        """Let the learner's keys do from now on what the usual ones did."""
        self.keys = keys
        for node in (self, *self._registry):
            set_anew(node, keys)
        if self.screen_stack:
            self.refresh_bindings()

    def _register_child(
        self, parent: DOMNode, child: Widget, before: int | None, after: int | None
    ) -> None:
        """Screens and widgets have the learner's keys from their beginning."""
        if self.keys:
            set_anew(child, self.keys)
        if self.look.ascii:
            with_twins(child)
        if isinstance(child, Toast):
            # Its time may have run out since Textual looked; and a timer of less than no time would
            # never end, nor let anything else be done.
            child._timeout = max(child._timeout, _SHORTEST)  # noqa: SLF001 - there is no other way
        super()._register_child(parent, child, before, after)

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
        self.push_screen(HelpScreen(with_keys(self.screen.HELP or "", self.keys), keys))

    def action_command_palette(self) -> None:
        """Find something by its name."""
        # Late, as few ask for it.
        from tutor.ui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(id="--command-palette"))

    def get_system_commands(
        self,
        screen: Screen[object],  # noqa: ARG002 - they are the same everywhere
    ) -> Iterable[SystemCommand]:
        """What every app of ours has; Textual's own would write files, and offer strange themes."""
        yield SystemCommand("Help", "What can be done here", self.action_help)
        yield SystemCommand("Theme", "Dark or light", self.action_toggle_theme)
        yield SystemCommand("Quit", "Leave; everything is saved", self.action_quit)

    def _handle_exception(self, error: Exception) -> None:
        """A fault; but once the end has begun nothing is mounted any more, nor found."""
        if not (self._exit and isinstance(error, MountError | NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A fault of our own: the details go to a file, one line to the user."""
        details = fault_noted(self.folder)
        where = details if self.MACHINE else "Tell your teacher."
        self._exit_renderables.append(
            Text(f"{self.TITLE}: a fault of the program ended it; {self.KEPT}. {where}")
        )
        self._close_messages_no_wait()

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        other = replace(self.look, light=self.current_theme.dark)
        if theme_of(other) is self.current_theme:
            self.notify("With so few colours there is no other theme.", markup=False)
        self.show_as(other)


class TerminalError(TutorError):
    """There is no terminal that could be drawn on."""


def require_terminal(what: str, instead: str) -> None:
    """Refuse where nothing can be drawn.

    Args:
        what: What is to be drawn, such as `the board`.
        instead: What does without a terminal, such as `use report`.

    Raises:
        TerminalError: If there is no terminal, or one that cannot place its cursor.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError(f"{what} needs a terminal; without one {instead}")
    if not here().draws:
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
