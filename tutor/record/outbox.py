"""The facts of one session on their way: told, safe from a kill in the journal, in the database."""

import threading
from collections.abc import Callable
from pathlib import Path

from tutor.record.facts import Fact
from tutor.record.journal import Journal, Kept

_MOMENT = 0.05
"""Seconds that the database has before the journal is written as well."""


class Outbox:
    """What was told, and how far it is kept; a thread writes the journal by `keep_in_journal`."""

    def __init__(
        self, folder: Path, say: Callable[[str | None], None], saved: Callable[[], None]
    ) -> None:
        """Hold nothing yet.

        Args:
            folder: That of the journals.
            say: Is told of a trouble of the journal's, and that it is over.
            saved: Called by a thread when facts are safe.
        """
        self.journal, self._say, self._saved = Journal(folder), say, saved
        self.change = threading.Condition()
        """Guards all of it; whoever waits is woken when it has changed."""
        self.ending = False
        """Set, under the guard, where nothing more will be told."""
        self.told: list[Fact] = []
        # Of them, so many are in the journal, and so many in the database.
        self._journalled = self._written = 0
        self._disk = threading.Lock()

    @property
    def unsaved(self) -> int:
        """How many facts a kill would lose now."""
        return len(self.told) - max(self._journalled, self._written)

    @property
    def behind(self) -> bool:
        """Whether the database has not all of them."""
        return self._written < len(self.told)

    def waiting(self) -> list[Fact]:
        """The facts that are not in the database yet."""
        with self.change:
            return self.told[self._written :]

    def written(self, number: int) -> None:
        """The database has taken so many of those that waited."""
        with self._disk, self.change:
            self._written += number
            if self._journalled <= self._written:
                self.journal.clear()
            safe = not self.unsaved
        if safe:
            self._say(None)
        self._tell_saved()

    def keep_in_journal(self, learner: str, again: float) -> None:
        """Put into the journal what the database has not taken within a moment.

        Args:
            learner: Whose facts they are.
            again: Seconds after which a disk that takes nothing is asked again.
        """
        while True:
            with self.change:
                self.change.wait_for(lambda: self.unsaved or self.ending)
                if not self.change.wait_for(lambda: not self.unsaved, _MOMENT):
                    begin = max(self._journalled, self._written)
                    new = [(learner, fact) for fact in self.told[begin:]]
                elif self.ending:
                    return
                else:
                    continue
            if not self._journalled_now(new, begin):
                with self.change:
                    if self.change.wait_for(lambda: self.ending, again):
                        return

    def _journalled_now(self, new: Kept, begin: int) -> bool:
        try:
            with self._disk:
                self.journal.keep(new)
        except OSError as error:
            if self.journal.lost:
                return self._begin_journal_again()
            why = error.strerror or error
            self._say(f"what you do cannot be saved ({why}); the tutor tries again")
            return False
        self._say(None)
        with self.change:
            self._journalled = begin + len(new)
        self._tell_saved()
        return True

    def _begin_journal_again(self) -> bool:
        """What the removed one had kept goes into another, as far as the database has it not."""
        with self._disk, self.change:
            self.journal.close()
            self._journalled = 0
        return True

    def _tell_saved(self) -> None:
        """Outside the lock, for which the screen may wait; and before who waits for it is woken."""
        self._saved()
        with self.change:
            self.change.notify_all()
