"""The board: what the teacher of a class sees and does. It reads and writes the record alone."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random, SystemRandom

from textual.message import Message
from textual.reactive import var

from tutor.capabilities import USUAL_LOOK, Look, sat_down
from tutor.classroom.board.reader import Reader
from tutor.classroom.board.screens.board import BoardScreen
from tutor.classroom.board.screens.poll import PollScreen
from tutor.classroom.board.snapshot import Snapshot
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.record.database import Database
from tutor.record.place import Given, pending_folder
from tutor.record.room import Event
from tutor.record.taught import tell
from tutor.ui.terminal import TerminalApp, require_terminal, run_to_end


class BoardApp(TerminalApp):
    """The board of one record."""

    DEFAULT_MODE = "room"
    KEPT = "the class goes on"
    CSS = """
    Chooser Choices { max-height: 60vh; }
    Toast { width: 70; max-width: 100%; }
    """

    @dataclass
    class Read(Message, bubble=False):
        """The record was read, or could not be."""

        snapshot: Snapshot

    snapshot: var[Snapshot] = var(Snapshot())
    """The room as it was read last."""
    hidden: var[bool] = var(default=False)
    """No name is shown."""

    def __init__(  # noqa: PLR0913 - all that a board is given
        self,
        where: str,
        library: Library,
        clock: Callable[[], datetime],
        chance: Random,
        *,
        hidden: bool = False,
        look: Look = USUAL_LOOK,
    ) -> None:
        """Make the board.

        Args:
            where: The record.
            library: The course.
            clock: Gives the present time, with its zone.
            chance: Gives the numbers of hidden learners, and the seeds of fresh questions.
            hidden: Begin without names.
            look: How it is drawn; as on a terminal that can do everything where it is left out.

        Raises:
            RecordError: If no record is kept in what is named.
        """
        super().__init__(pending_folder(where).parent, look)
        self.where, self.library, self.clock, self.chance = where, library, clock, chance
        self.set_reactive(BoardApp.hidden, hidden)
        self.add_mode("room", BoardScreen)
        self.reader = Reader(where, library, clock, chance, self._tell_read)

    def on_mount(self) -> None:
        """Begin to read."""
        self.call_after_refresh(self.reader.start)

    def on_unmount(self) -> None:
        """Read no more."""
        self.reader.end(0)

    def _tell_read(self, snapshot: Snapshot) -> None:
        """Called by the reader's thread."""
        self.post_message(self.Read(snapshot))

    def on_board_app_read(self, event: Read) -> None:
        """Show it."""
        self.snapshot = event.snapshot

    def show_votes(self, poll: str = "") -> None:
        """The votes on the newest question; on one that is named, as soon as it is read."""
        self.push_screen(PollScreen(poll))

    def action_names(self) -> None:
        """Hide the names, or show them."""
        self.hidden = not self.hidden

    def tell(self, event: Event, done: Callable[[str], None] | None = None) -> None:
        """Put an event into the record, then go on with its id."""
        self.do(lambda database: tell(database, event, self.clock()).id, done or _nothing)

    def do(self, work: Callable[[Database], str], done: Callable[[str], None]) -> None:
        """Work on the record in a thread of its own; go on with what came of it."""

        def run() -> None:
            try:
                with closing(Database.open(self.where)) as database:
                    came = work(database)
            except (TutorError, OSError) as error:
                self.call_from_thread(self.refuse, "This could not be done", str(error))
            else:
                self.call_from_thread(done, came)

        self.run_worker(run, thread=True)

    def report(self, what: str) -> None:
        """Say what was done."""
        self.notify(what, timeout=10, markup=False)

    def refuse(self, what: str, why: str) -> None:
        """Say what could not be done, and why."""
        self.notify(why, title=what, severity="error", markup=False)


def _nothing(_came: str) -> None:
    """All is done."""


def run(given: Given, *, hidden: bool = False) -> int:
    """Open the board at this terminal; gives the exit status.

    Args:
        given: Which record, and which course.
        hidden: Begin without names.

    Raises:
        TerminalError: If there is no terminal, or one that cannot place its cursor.
        LibraryError: If the lessons cannot be found.
        RecordError: If no record is kept in what is named.
    """
    require_terminal("the board", "use report")

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    library = Library.open(given.lessons)
    sitting = sat_down(given.ascii)
    app = BoardApp(given.record, library, clock, SystemRandom(), hidden=hidden, look=sitting.look)
    app.fault = sitting.fault
    try:
        return asyncio.run(run_to_end(app))
    finally:
        app.reader.end()
