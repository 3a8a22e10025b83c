"""What a learner's record has to do with the class: how the room stands, and where the learner is.

Both are exchanged with the database by the thread that keeps the record, and nothing of it is ever
in the journal: of where somebody is, only the newest counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Condition
from typing import TYPE_CHECKING

from tutor.record.room import Event, Room

if TYPE_CHECKING:  # SQLAlchemy comes after the first frame.
    from tutor.record.database import Database

HOME = "home"
"""Where everybody begins."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a learner is."""

    place: str
    """Such as `home`, `lesson:zero-start`, `quiz:7`, `review`, `lab`, `room`, `progress`."""
    page: int | None = None
    """Of a lesson, from 0."""
    stuck: bool = False
    """All hints were read, and there is no answer yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody has read of the room, so that it need not be read again."""

    after: int
    """The number of the event before the first of these."""
    events: tuple[tuple[int, Event], ...]
    """All that came after it, with their numbers."""


class Presence:
    """One session in the class."""

    def __init__(self, clock: Callable[[], datetime], change: Condition) -> None:
        """Know nothing yet.

        Args:
            clock: Gives the time.
            change: Guards all of it, and wakes who exchanges it.
        """
        self.room = Room()
        self._clock, self._change = clock, change
        self._rung = self._looked = False
        self._where = self._kept = Where(HOME)

    def ring(self, told: Told | None = None) -> bool:
        """The room is to be looked at, unless all that is new is told; gives whether it was."""
        with self._change:
            if told is not None and self._looked and self.room.last >= told.after:
                room = self.room
                for seq, event in told.events:
                    room = room.after(seq, event) if seq > room.last else room
                self.room = room.at(self._clock())
                return True
            self._rung = True
            self._change.notify_all()
            return False

    def be(self, where: Where) -> Where:
        """The learner is here now; gives where they were before."""
        with self._change:
            before, self._where = self._where, where
            if where != before:
                self._change.notify_all()
            return before

    def waits(self, seat: str | None) -> bool:
        """Whether there is something to exchange."""
        return self._rung or (seat is not None and self._where != self._kept)

    def exchange(self, database: "Database", seat: str | None) -> bool:
        """Read what is new, and write where the learner is; gives whether the room is another.

        Raises:
            RecordError: If it cannot be done now; then all of it still waits.
        """
        from tutor.record.seats import move
        from tutor.record.taught import room_now

        with self._change:
            rung, self._rung = self._rung, False
            where, before = self._where, self.room
        try:
            if rung:
                now = room_now(database, self._clock(), before)
                with self._change:
                    if now != before and now.last >= self.room.last:
                        self.room = now
                    self._looked = True
                rung = False
            if seat is not None and where != self._kept:
                move(database, seat, where, self._clock())
                self._kept = where
        finally:
            with self._change:
                self._rung = self._rung or rung
        return self.room is not before
