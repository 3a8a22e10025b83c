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
from tutor.record.history import History
from tutor.record.journal import Journal, Kept
from tutor.record.place import pending_folder
from tutor.record.state import LAB, Given, State

if TYPE_CHECKING:  # SQLAlchemy comes after the first frame.
    from tutor.record.database import Database

_AGAIN = 1.0
"""Seconds until a database that is away, or a disk that is full, is asked again."""
_MOMENT = 0.05
"""Seconds that the database has before the journal is written as well."""
_F = TypeVar("_F", bound=Fact)


class Record:
    """What one learner did. Begin it with `start`, which returns at once."""

    state: State
    """What follows from all that is known so far; another one when the database has been read."""
    notice: str | None
    """One line for the learner where something is not as it should be."""

    def __init__(self, where: str, learner: str, clock: Callable[[], datetime]) -> None:
        """Know nothing yet.

        Args:
            where: The path of an SQLite file, or the URL of a database.
            learner: The learner's name in it.
            clock: Gives the time of a fact.
        """
        self.where, self.learner, self._clock = where, learner, clock
        self.state, self.notice = State(), None
        self.loaded = threading.Event()
        """Set when the database was read, or could not be."""
        self.changed: Callable[[], None] = lambda: None
        """Called by a thread of ours when the state or the notice has become another, and when
        all is saved; it must return at once, and ask nothing of the record."""
        self._reviewed: list[Given] = []
        self._history, self._count = History(), 0
        self._told: list[Fact] = []
        # Of the facts told, so many are in the journal, and so many in the database.
        self._journalled = self._written = 0
        self._change = threading.Condition()
        self._ending = False
        self._journal, self._disk = Journal(pending_folder(where)), threading.Lock()
        self._troubles: dict[str, str] = {}
        work = (self._keep_in_database, self._keep_in_journal)
        self._threads = [threading.Thread(target=one, daemon=True) for one in work]

    @property
    def folder(self) -> Path:
        """Where the record's own files lie."""
        return self._journal.folder.parent

    @property
    def history(self) -> History:
        """What the answers say; kept up as they come."""
        answers = self.state.answers
        if answers is not self._reviewed:
            # Another list: the record was read, or an answer does not count any more.
            self._reviewed, self._history, self._count = answers, History(), 0
        self._history.take(answers[self._count :])
        self._count = len(answers)
        return self._history

    def start(self) -> None:
        """Begin to read, and to keep."""
        for thread in self._threads:
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
        return len(self._told) - max(self._journalled, self._written)

    @property
    def waiting(self) -> list[Fact]:
        """The facts that are not in the database yet."""
        with self._change:
            return self._told[self._written :]

    def wait_saved(self, patience: float) -> bool:
        """Wait until a kill would lose nothing; gives whether it came to that in these seconds."""
        with self._change:
            return self._change.wait_for(lambda: not self.unsaved, patience)

    def close(self, patience: float = 2.0) -> int:
        """Keep what is left and end; gives how many facts could be kept nowhere."""
        with self._change:
            self._ending = True
            self._change.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(patience)
        self._journal.close()
        return self.unsaved

    def _tell(self, fact: _F) -> _F:
        kept = stamped(fact, self._clock())
        with self._change:
            self.state.take(kept)
            self._told.append(kept)
            self._change.notify_all()
        return kept

    def _keep_in_journal(self) -> None:
        """Put into the journal what the database has not taken within a moment."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self.unsaved or self._ending)
                if not self._change.wait_for(lambda: not self.unsaved, _MOMENT):
                    begin = max(self._journalled, self._written)
                    new = [(self.learner, fact) for fact in self._told[begin:]]
                elif self._ending:
                    return
                else:
                    continue
            if not self._journalled_now(new, begin):
                with self._change:
                    if self._change.wait_for(lambda: self._ending, _AGAIN):
                        return

    def _journalled_now(self, new: Kept, begin: int) -> bool:
        try:
            with self._disk:
                self._journal.keep(new)
        except OSError as error:
            if self._journal.lost:
                return self._begin_journal_again()
            why = error.strerror or error
            self._say("journal", f"what you do cannot be saved ({why}); the tutor tries again")
            return False
        self._say("journal", None)
        with self._change:
            self._journalled = begin + len(new)
        self._tell_saved()
        return True

    def _tell_saved(self) -> None:
        """Outside the lock, for which the screen may wait; and before who waits for it is woken."""
        self.changed()
        with self._change:
            self._change.notify_all()

    def _begin_journal_again(self) -> bool:
        """What the removed one had kept goes into another, as far as the database has it not."""
        with self._disk, self._change:
            self._journal.close()
            self._journalled = 0
        return True

    def _keep_in_database(self) -> None:
        """Read the database, then write to it what is new; again and again where it is away."""
        database: Database | None = None
        while True:
            database = database or self._opened()
            if not self.loaded.is_set():
                self.loaded.set()
                self.changed()
            done = database is not None and self._write(database)
            with self._change:
                if done:
                    self._change.wait_for(lambda: self._ending or self._behind)
                else:
                    self._change.wait_for(lambda: self._ending, _AGAIN)
                if self._ending and not (done and self._behind):
                    break
        if database is not None:
            database.close()

    @property
    def _behind(self) -> bool:
        return self._written < len(self._told)

    def _opened(self) -> "Database | None":
        from tutor.record.connection import RecordError, shown
        from tutor.record.opening import opened

        try:
            database, state = opened(self.where, self.learner, self._journal)
        except RecordError as error:
            waits = f"what you do waits in {self._journal.folder}"
            self._say("database", f"{error}; {waits}, and is kept when the record is there")
            if not self.loaded.is_set():
                self._go_on_from(State.of(self._journal.waiting(self.learner)))
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
        history, count = History.of(state.answers), len(state.answers)
        plan(history, history.standings, self._clock())
        with self._change:
            self._reviewed, self._history, self._count = state.answers, history, count
            for fact in self._told:
                state.take(fact)
            self.state = state
        self.changed()

    def _write(self, database: "Database") -> bool:
        """Write what is new; gives whether nothing is left for later."""
        from tutor.record.database import RecordError

        if database.read_only:
            # What is done now waits in the journal for a program that can write it.
            return False
        with self._change:
            new = self._told[self._written :]
        try:
            if new:
                database.write(self.learner, new)
        except RecordError as error:
            self._say("database", f"{error}; it is tried again")
            return False
        self._say("database", None)
        with self._disk, self._change:
            self._written += len(new)
            if self._journalled <= self._written:
                self._journal.clear()
            safe = not self.unsaved
        if safe:
            self._say("journal", None)
        if new:
            self._tell_saved()
        return True

    def _say(self, of: str, what: str | None) -> None:
        """Show a trouble of the journal or the database, or forget it."""
        if what == self._troubles.get(of):
            return
        self._troubles.pop(of, None)
        if what is not None:
            self._troubles[of] = what
        self.notice = self._troubles.get("journal") or self._troubles.get("database")
        self.changed()
