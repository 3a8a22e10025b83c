"""Sit in a class where no listener serves: a thread takes a seat, keeps it warm, and listens.

A class server does this for its sessions. An app that is started alone, on the machine of the
class or elsewhere, does it for itself.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from tutor.record.store import Record

if TYPE_CHECKING:  # SQLAlchemy comes after the first frame.
    from tutor.record.database import Database

_WARM = 10.0
"""Seconds from one sign of life to the next; a seat is cold after three of them."""
_PATIENCE = 0.5
"""Seconds for which the end of the app may have to wait."""
_PAUSE = 0.2
"""Seconds between two looks at the room, however many learners write meanwhile."""


@contextmanager
def attending(record: Record, clock: Callable[[], datetime]) -> Iterator[None]:
    """Sit in the class of a record that is not begun yet, until the end of the block.

    Args:
        record: The learner's, which gets a seat, and is rung when something was written.
        clock: Gives the time.
    """
    record.seat, ending = uuid4().hex, threading.Event()
    thread = threading.Thread(target=_attend, args=(record, clock, ending), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(2 * _PATIENCE)


def _attend(record: Record, clock: Callable[[], datetime], ending: threading.Event) -> None:
    # Whoever is first in the record takes over that of the first version, which is the learner's.
    while not record.loaded.wait(_PATIENCE):
        if ending.is_set():
            return
    from tutor.record.connection import RecordError
    from tutor.record.watch import Watch

    seat, warm = _Seat(record, clock), 0.0
    with suppress(RecordError), Watch(record.where) as watch:
        while not ending.is_set():
            if monotonic() >= warm:
                seat.keep()
                warm = monotonic() + _WARM
            if watch.wait(_PATIENCE):
                record.ring()
                ending.wait(_PAUSE)
    seat.leave()


class _Seat:
    """The seat of a record, taken when the database is there."""

    def __init__(self, record: Record, clock: Callable[[], datetime]) -> None:
        self._record, self._clock = record, clock
        self._database: Database | None = None

    def keep(self) -> None:
        """Sit down, or give a sign of life; where the record is away, the next time."""
        from tutor.record import seats
        from tutor.record.database import Database, RecordError

        name, now = self._record.seat or "", self._clock()
        with suppress(RecordError):
            if self._database is not None:
                seats.keep_warm(self._database, name, now)
                return
            with closing(Database.open(self._record.where)) as database:
                if not database.read_only:
                    # Nobody else is served by this process, so that the seat names it as well.
                    seats.sit(database, seats.seat(name, self._record.learner, name, "", now))
                    self._database = database

    def leave(self) -> None:
        """Rise, if one sat."""
        from tutor.record import seats
        from tutor.record.database import RecordError

        if self._database is not None:
            with suppress(RecordError):
                seats.rise(self._database, self._record.seat or "")
            self._database.close()
