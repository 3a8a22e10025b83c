"""One learner's record: known at once in memory, kept in the database by a thread of its own.

What the learner does is a fact. It counts in memory when it is told; the thread puts it into the
journal, which survives a kill, and then into the database, where it may take its time. So neither
a slow database nor an absent one ever holds up a key.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tutor.record.facts import Answer, Fact, Reset, Undo, Visit, stamped
from tutor.record.history import Followed, History
from tutor.record.outbox import Outbox
from tutor.record.place import pending_folder
from tutor.record.presence import Presence, Told, Where
from tutor.record.room import Room
from tutor.record.state import LAB, State

if TYPE_CHECKING:  # SQLAlchemy comes after the first frame.
    from tutor.record.database import Database

_AGAIN = 1.0
"""Seconds until a database that is away, or a disk that is full, is asked again."""
_IDLE = 10.0
"""Seconds after a write for which a connection is held, should another one follow."""
_IN_CLASS = "the record of the class cannot be used now; what you do waits, and is kept when it can"
_F = TypeVar("_F", bound=Fact)


class Record:
    """What one learner did. Begin it with `start`, which returns at once."""

    state: State
    """What follows from all that is known so far; another one when the database has been read."""
    notice: str | None
    """One line for the learner where something is not as it should be."""

    def __init__(
        self,
        where: str,
        learner: str,
        clock: Callable[[], datetime],
        *,
        seat: str | None = None,
        database: "Database | None" = None,
    ) -> None:
        """Know nothing yet. Whose it is, and the seat, may be set until the start.

        Args:
            where: The path of an SQLite file, or the URL of a database.
            learner: The learner's name in it.
            clock: Gives the time of a fact.
            seat: The id of the seat that was taken for this session, in a class.
            database: The record, where it has been opened before.
        """
        self.where, self.learner, self.seat, self._clock = where, learner, seat, clock
        self._opened_before = database
        self.state, self.notice = State(), None
        self.loaded = threading.Event()
        """Set when the database was read, or could not be."""
        self.changed: Callable[[], None] = lambda: None
        """Called by a thread of ours when the state or the notice has become another, and when
        all is saved; it must return at once, and ask nothing of the record."""
        self._followed = Followed([])
        self._outbox = Outbox(pending_folder(where), self._say_of_journal, self._say_saved)
        self._change = self._outbox.change
        self._presence = Presence(clock, self._change)
        self._troubles: dict[str, str] = {}
        self._threads: list[threading.Thread] = []

    @property
    def folder(self) -> Path:
        """Where the record's own files lie."""
        return self._outbox.journal.folder.parent

    @property
    def history(self) -> History:
        """What the answers say; kept up as they come."""
        if self._followed.answers is not self.state.answers:
            # The record was read, or an answer does not count any more.
            self._followed = Followed(self.state.answers)
        return self._followed.history

    @property
    def room(self) -> Room:
        """How the room stood when it was last looked at; another one when something was done."""
        return self._presence.room

    def ring(self, told: Told | None = None) -> None:
        """Look at the room now; returns at once, and may be called by any thread.

        Args:
            told: What is new in it, where somebody has read it: then nobody asks the database.
        """
        if self._presence.ring(told):
            self.changed()

    def be(self, place: str, page: int | None = None, *, stuck: bool = False) -> Where:
        """The learner is here now, as the teacher sees it; gives where they were before.

        Args:
            place: Such as `home`, `lesson:zero-start`, `quiz:7`.
            page: Of a lesson, from 0.
            stuck: All hints were read, and there is no answer yet.
        """
        return self._presence.be(Where(place, page, stuck))

    def start(self) -> None:
        """Begin to read, and to keep."""
        if self.seat is not None:
            self.ring()
        keep = (self._outbox.keep_in_journal, (self.learner, _AGAIN)), (self._keep_in_database, ())
        for work, given in keep:
            thread = threading.Thread(target=work, args=given, daemon=True)
            self._threads.append(thread)
            thread.start()

    def add(self, answer: Answer) -> Answer:
        """Keep an answer; gives it back with its time and its id."""
        return self._tell(answer)

    def go(self, lesson: str, page: int, lab: str | None = None) -> None:
        """The learner is on this page now, with its lab in this state."""
        self._tell(Visit(lesson=lesson, page=page, lab=lab))

    def finish(self, lesson: str, page: int) -> None:
        """The learner has read a lesson to its end, which is this page."""
        self._tell(Visit(lesson=lesson, page=page, done=True))

    def leave_lab(self, lab: str) -> None:
        """The lab of its own is in this state."""
        self._tell(Visit(lesson=LAB, page=0, lab=lab))

    def undo(self, answer: str) -> None:
        """An answer, named by its id, does not count."""
        self._tell(Undo(answer=answer))

    def reset(self, lesson: str | None = None) -> None:
        """What was done in a lesson, or in all, does not count any more."""
        self._tell(Reset(lesson=lesson))

    @property
    def unsaved(self) -> int:
        """How many facts a kill would lose now."""
        return self._outbox.unsaved

    @property
    def waiting(self) -> list[Fact]:
        """The facts that are not in the database yet."""
        return self._outbox.waiting()

    def wait_saved(self, patience: float) -> bool:
        """Wait until a kill would lose nothing; gives whether it came to that in these seconds."""
        with self._change:
            return self._change.wait_for(lambda: not self.unsaved, patience)

    def close(self, patience: float = 2.0) -> int:
        """Keep what is left and end; gives how many facts could be kept nowhere."""
        with self._change:
            self._outbox.ending = True
            self._change.notify_all()
        for thread in self._threads:
            thread.join(patience)
        self._outbox.journal.close()
        return self.unsaved

    def _tell(self, fact: _F) -> _F:
        kept = stamped(fact, self._clock())
        with self._change:
            self.state.take(kept)
            self._outbox.told.append(kept)
            self._change.notify_all()
        return kept

    def _keep_in_database(self) -> None:
        """Read the database, then write to it what is new; again and again where it is away."""
        database: Database | None = None
        while True:
            database = database or self._opened()
            if not self.loaded.is_set():
                self.loaded.set()
                self.changed()
            patience = _IDLE if self._behind else 0.0
            done = database is not None and self._exchanged(database)
            if database is not None and done:
                self._rest(database, patience)
            with self._change:
                if not done:
                    self._change.wait_for(lambda: self._outbox.ending, _AGAIN)
                if self._outbox.ending and not (done and self._behind):
                    break
        if database is not None:
            database.close()

    def _rest(self, database: "Database", patience: float) -> None:
        """Wait until there is something to do; so long with the connection that there is."""

        def wanted() -> bool:
            return self._outbox.ending or self._behind or self._presence.waits(self.seat)

        with self._change:
            if self._change.wait_for(wanted, patience):
                return
        # A class that sits and thinks, or all look at the room, would hold all that a server has.
        database.close()
        with self._change:
            self._change.wait_for(wanted)

    @property
    def _behind(self) -> bool:
        return self._outbox.behind

    def _opened(self) -> "Database | None":
        from tutor.record.connection import RecordError, shown
        from tutor.record.opening import opened

        try:
            before, self._opened_before = self._opened_before, None
            database, state = opened(self.where, self.learner, self._outbox.journal, before)
        except RecordError as error:
            waits = f"what you do waits in {self._outbox.journal.folder}"
            self._say("database", f"{error}; {waits}, and is kept when the record is there")
            if not self.loaded.is_set():
                self._go_on_from(State.of(self._outbox.journal.waiting(self.learner)))
            return None
        self._go_on_from(state)
        newer = f"{shown(self.where)} is from a newer version of the tutor"
        left = f"{newer} and is left as it is; update the tutor"
        self._say("database", left if database.read_only else None)
        return database

    def _go_on_from(self, state: State) -> None:
        """What was read counts from now on, and after it what was told meanwhile."""
        from tutor.record.review import plan

        # Of many answers that takes its time, which is ours and not that of the screen. What was
        # planned once is planned the next time at once.
        followed = Followed(state.answers)
        plan(followed.history, followed.history.standings, self._clock())
        with self._change:
            self._followed = followed
            for fact in self._outbox.told:
                state.take(fact)
            self.state = state
        self.changed()

    def _exchanged(self, database: "Database") -> bool:
        """Write what is new, and hear of the class; gives whether nothing is left for later."""
        from tutor.record.connection import RecordError

        if database.read_only:
            # What is done now waits in the journal for a program that can write it.
            return False
        try:
            self._write(database)
            self._attend(database)
        except RecordError as error:
            self._say("database", f"{error}; it is tried again")
            return False
        return True

    def _attend(self, database: "Database") -> None:
        """Exchange with the class what is new."""
        if self._presence.waits(self.seat):
            another = self._presence.exchange(database, self.seat)
            self._say("database", None)
            if another:
                self.changed()

    def _write(self, database: "Database") -> None:
        """Write what is new."""
        new = self._outbox.waiting()
        if new:
            database.write(self.learner, new)
            self._say("database", None)
            self._outbox.written(len(new))

    def _say_saved(self) -> None:
        self.changed()  # Which is set later than this was handed on.

    def _say_of_journal(self, what: str | None) -> None:
        self._say("journal", what)

    def _say(self, of: str, what: str | None) -> None:
        """Show a trouble of the journal or the database, or forget it."""
        if of == "database" and what is not None and self.seat is not None:
            # The machine is not theirs, and its paths are not for them.
            what = _IN_CLASS
        if what == self._troubles.get(of):
            return
        self._troubles.pop(of, None)
        if what is not None:
            self._troubles[of] = what
        self.notice = self._troubles.get("journal") or self._troubles.get("database")
        self.changed()
