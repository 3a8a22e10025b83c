"""The app: one learner, one session. Screens do the work; this holds them together."""

import asyncio
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import Resize
from textual.screen import Screen

from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.record.place import Given
from tutor.record.store import Record
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import RecordChanged, Session
from tutor.ui.themes import DARK, LIGHT
from tutor.ui.widgets.small import SmallNotice, too_small


class TutorApp(App[None]):
    """The tutor for one learner."""

    TITLE = "perceptron-tutor"
    DEFAULT_MODE = "home"
    DEFAULT_CSS = """
    Screen { layers: default small; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
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

    def __init__(
        self, session: Session, first: Callable[[Session], Screen[None]] | None = None
    ) -> None:
        """Make the app of one learner; `first` gives a screen to open over home."""
        super().__init__()
        self.session = session
        self._first = first
        self._noticed: str | None = None
        """The trouble of the record that was told last."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.add_mode("home", lambda: HomeScreen(session))

    def on_mount(self) -> None:
        """Open the first screen, where it is not home; then the record."""
        if self._first is not None:
            self.push_screen(self._first(self.session))
        self.session.record.changed = self._record_changed
        self.call_after_refresh(self.session.record.start)

    def _record_changed(self) -> None:
        """Called by the record's own thread."""
        self.post_message(RecordChanged())

    def on_record_changed(self) -> None:
        """Screens show what has become of the record; a new trouble is told on all but home."""
        if not self.screen_stack:
            return  # The program is about to end.
        notice, told = self.session.record.notice, self._noticed
        self._noticed = notice
        if notice not in {None, told} and not isinstance(self.screen, HomeScreen):
            self.notify(str(notice), severity="warning", markup=False)
        self.screen.post_message(RecordChanged())

    def on_resize(self, event: Resize) -> None:
        """A terminal that is too small is told so, until it is larger."""
        for notice in self.screen.query(SmallNotice):
            notice.now = event.size
            notice.display = too_small(event.size)
        if too_small(event.size) and not self.screen.query(SmallNotice):
            notice = SmallNotice()
            notice.now = event.size
            self.screen.mount(notice)

    def action_help(self) -> None:
        """Show what can be done here."""
        # Late, as it draws Markdown, which home does not need.
        from tutor.ui.screens.help import HelpScreen

        keys = [
            key for key in self.screen.active_bindings.values() if key.binding.id and key.enabled
        ]
        self.push_screen(HelpScreen(self.screen.HELP or "", keys))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette finds every lesson, the lab and the quiz, besides what Textual offers."""
        if isinstance(screen, HomeScreen):
            for entry in self.session.library.entries:
                command = partial(screen.open_lesson, entry)
                yield SystemCommand(
                    f"Lesson {entry.number}: {entry.title}", "Open this lesson", command
                )
            yield SystemCommand("Lab", "Run perceptrons of your own", screen.action_lab)
            yield SystemCommand("Quiz", "Ten fresh questions", screen.action_quiz)
            yield SystemCommand("Review", "Answer what is due", screen.action_review)
            yield SystemCommand(
                "Progress", "What you know, and what is due", screen.action_progress
            )
        yield SystemCommand("Help", "What can be done here", self.action_help)
        yield from (
            command for command in super().get_system_commands(screen) if command.title != "Keys"
        )

    def _fatal_error(self) -> None:
        """A fault of our own: the details go to a file, one line to the learner."""
        details = self.session.record.folder / "fault.txt"
        with suppress(OSError):
            details.parent.mkdir(parents=True, exist_ok=True)
            details.write_text(traceback.format_exc(), encoding="utf-8")
        self._exit_renderables.append(
            Text(f"{self.TITLE}: a fault of the program ended it; your answers are kept. {details}")
        )
        self._close_messages_no_wait()

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


class TerminalError(TutorError):
    """There is no terminal that the tutor could draw on."""


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError("the tutor needs a terminal; without one use trace or compare")
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise TerminalError(
            "TERM names no terminal that can draw; set it, such as TERM=xterm-256color, "
            "or use trace and compare"
        )


def run(
    given: Given,
    seed: int | None = None,
    first: Callable[[Session], Screen[None]] | None = None,
) -> int:
    """Open the tutor for whoever sits at this terminal; gives the exit status.

    Args:
        given: Which lessons, which record and which learner.
        seed: The questions of the first quiz follow from it; any where it is left out.
        first: Gives the screen to open over home; home itself where it is left out.

    Raises:
        TerminalError: If there is no terminal, or one that cannot place its cursor.
        LibraryError: If the lessons cannot be found.
    """
    _require_terminal()

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    if seed is None:
        seed = random.SystemRandom().randrange(1, 10_000)
    library = Library.open(given.lessons)
    record = Record(given.record, given.learner, clock)
    try:
        return asyncio.run(_run(TutorApp(Session(library, record, clock, seed), first)))
    finally:
        lost = record.close()
        if lost:
            print(f"{TutorApp.TITLE}: {record.notice}; {lost} things are lost", file=sys.stderr)


async def _run(app: TutorApp) -> int:
    """Run the app; a hang-up or a request to end leaves the terminal as it was."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError):
            if number is not None:
                loop.add_signal_handler(number, app.exit, None, 128 + number)
    await app.run_async()
    return app.return_code or 0
