"""The app: one learner, one session. Screens do the work; this holds them together."""

import asyncio
import random
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from tutor.course.library import Library
from tutor.record.place import Given
from tutor.record.store import Record
from tutor.ui.attending import AttendingApp
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import RecordChanged, Session
from tutor.ui.terminal import require_terminal, run_to_end


class TutorApp(AttendingApp):
    """The tutor for one learner."""

    DEFAULT_MODE = "home"

    def __init__(
        self, session: Session, first: Callable[[Session], Screen[None]] | None = None
    ) -> None:
        """Make the app of one learner; `first` gives a screen to open over home."""
        super().__init__(session)
        self._first = first
        self._noticed: str | None = None
        """The trouble of the record that was told last."""
        self.add_mode("home", lambda: HomeScreen(session))

    def on_mount(self) -> None:
        """Open the first screen, where it is not home; then the record."""
        if self._first is not None:
            self.push_screen(self._first(self.session))
        self.session.record.changed = self._record_changed
        self.begin()

    def begin(self) -> None:
        """Home is there: read the record. In a class, whose it is may not be known yet."""
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
        self.heed_room()
        self.screen.post_message(RecordChanged())

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
        yield from super().get_system_commands(screen)


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
    require_terminal("use trace or compare")

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    if seed is None:
        seed = random.SystemRandom().randrange(1, 10_000)
    library = Library.open(given.lessons)
    record = Record(given.record, given.learner, clock)
    app = TutorApp(Session(library, record, clock, seed), first)
    with _in_class(record, clock) if given.room else nullcontext():
        return run_app(app, record)


def _in_class(record: Record, clock: Callable[[], datetime]) -> AbstractContextManager[None]:
    # Late, as it is seldom needed.
    from tutor.record.attendance import attending

    return attending(record, clock)


def run_app(app: TutorApp, record: Record) -> int:
    """Run an app on the terminal of this process, and keep what its record still holds."""
    try:
        return asyncio.run(run_to_end(app))
    finally:
        lost = record.close()
        if lost:
            print(f"{TutorApp.TITLE}: {record.notice}; {lost} things are lost", file=sys.stderr)
