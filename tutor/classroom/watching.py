"""The listener's eye on the record: it hears what is new, and keeps the seats of its sessions.

A thread of its own, as a database may take its time. Sessions are rung, and read for themselves
what is new: the record is the only channel.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Self

from tutor.record import seats, taught
from tutor.record.database import Database, RecordError
from tutor.record.presence import Told
from tutor.record.watch import Watch

_WARM = 10.0
"""Seconds from one sign of life to the next; a seat is cold after three of them."""
_PATIENCE = 0.25
"""Seconds after which it looks for what the listener wants, though nobody has written."""
_PAUSE = 0.1
"""Seconds between two looks at the record, however many write meanwhile."""


class Watching:
    """Watches from its beginning as a context manager on."""

    def __init__(
        self,
        where: str,
        server: str,
        clock: Callable[[], datetime],
        news: Callable[[Told, frozenset[str]], None],
        trouble: Callable[[str | None], None],
    ) -> None:
        """Watch nothing yet.

        Args:
            where: The record.
            server: Whose seats are kept.
            clock: Gives the time.
            news: Called by the thread with what the teacher did since the last time, and with the
                seats that the record has of this server.
            trouble: Called by the thread with why the record is away, and with None when it is
                back.
        """
        self._where, self._server, self._clock = where, server, clock
        self._news, self._trouble = news, trouble
        self._ending = threading.Event()
        self._left: list[str] = []
        self._away = False
        self._after: int | None = None
        """The number of the teacher's last event that was read."""
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take away the seats of those who left, and end."""
        self._ending.set()
        self._thread.join(5)

    def left(self, seat: str) -> None:
        """Nobody sits here any more."""
        self._left.append(seat)

    def _watch(self) -> None:
        database: Database | None = None
        warm = 0.0
        with Watch(self._where) as watch:
            new = True
            while not self._ending.is_set():
                try:
                    database = database or Database.open(self._where)
                    if monotonic() >= warm:
                        seats.keep_warm(database, self._server, self._clock())
                        warm = monotonic() + _WARM
                    self._rise(database)
                    if new:
                        mine = frozenset(seats.seats_of(database, self._server))
                        self._news(self._read(database), mine)
                    self._tell(None)
                except RecordError as error:
                    self._tell(str(error))
                    self._ending.wait(1)
                    continue
                new = watch.wait(_PATIENCE)
                self._ending.wait(_PAUSE if new else 0)
        if database is not None:
            with suppress(RecordError):
                self._rise(database)
            database.close()

    def _read(self, database: Database) -> Told:
        """What the teacher did since the last look; what was before, sessions read themselves."""
        after = taught.newest(database) if self._after is None else self._after
        told = Told(after, tuple(taught.events(database, after)))
        self._after = told.events[-1][0] if told.events else after
        return told

    def _rise(self, database: Database) -> None:
        gone = list(self._left)
        if gone:
            seats.rise(database, *gone)
            del self._left[: len(gone)]

    def _tell(self, trouble: str | None) -> None:
        away = trouble is not None
        if away != self._away:
            self._away = away
            self._trouble(trouble)
