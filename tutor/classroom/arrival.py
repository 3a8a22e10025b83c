"""What a session asks the record before it belongs to somebody: that nobody answers as another."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tutor.classroom.names import folded
from tutor.course.library import Library
from tutor.record import seats
from tutor.record.database import Database
from tutor.record.pins import choose_pin, known_as, right_pin
from tutor.record.seats import Seat
from tutor.record.state import LESSON

LEAST_PIN, LONGEST_PIN = 4, 40
"""Signs of a PIN."""
WRONG_PINS = 3
"""Exit status of a session that three wrong PINs have ended; 1 is a fault of the program."""
_PLACES = {
    "home": "at the list of lessons",
    "lab": "in the lab",
    "progress": "at the progress",
    "quiz": "in a quiz",
    "review": "in a review",
    "room": "at the teacher's question",
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, as the record knows them."""

    name: str
    """As the record has it written; Ada and ada are one."""
    is_new: bool
    """Nothing is in the record of them."""
    has_pin: bool
    elsewhere: tuple[Seat, ...]
    """Other sessions of theirs that are open now."""


class Arrival:
    """One session's questions to the record. They take their time: they are asked in threads."""

    def __init__(  # noqa: PLR0913 - all that a seat is made of, and where it is kept
        self,
        where: str,
        seat: str,
        server: str,
        address: str,
        clock: Callable[[], datetime],
        *,
        database: Database | None = None,
    ) -> None:
        """Ask nothing yet.

        Args:
            where: The record.
            seat: The id of the session's seat.
            server: The id of the server that will keep it warm.
            address: Where the learner comes from.
            clock: Gives the present time, with its zone.
            database: The record, where it is open; it is opened for the first question otherwise.
        """
        self._where, self._seat, self._server, self._address = where, seat, server, address
        self.clock = clock
        self._database = database

    def who(self, name: str) -> Who:
        """Who this name is, whichever way it is written.

        Raises:
            RecordError: If it cannot be read now, or not at all.
        """
        with self._opened() as database:
            known = known_as(database, name)
            written = known or _written(name, database.names())
            learner = written or name
            elsewhere = tuple(
                seat
                for seat in seats.seated(database, self.clock())
                if seat.learner == learner and seat.id != self._seat
            )
        return Who(learner, written is None, known is not None, elsewhere)

    def right(self, name: str, pin: str) -> bool:
        """Whether this is their PIN.

        Raises:
            PinLockedError: If it was not looked at, since too many wrong ones came before it.
            RecordError: If the record cannot be read or written now, or not at all.
        """
        with self._opened() as database:
            return right_pin(database, name, pin, self.clock())

    def choose(self, name: str, pin: str) -> bool:
        """Give a name a PIN; False where it has one by now, as somebody was faster.

        Raises:
            RecordError: If it cannot be kept now, or not at all.
        """
        with self._opened() as database:
            return choose_pin(database, name, pin, self.clock())

    def sit(self, name: str) -> None:
        """Take the seat, and take the learner's other seats away; twice does no harm.

        Raises:
            RecordError: If it cannot be kept now, or not at all.
        """
        seat = seats.seat(self._seat, name, self._server, self._address, self.clock())
        with self._opened() as database:
            # In this order: of two who do so at once one stays.
            seats.sit(database, seat)
            seats.take_over(database, name, but=self._seat)

    @contextmanager
    def _opened(self) -> Iterator[Database]:
        if self._database is None:
            self._database = Database.open(self._where)
        try:
            yield self._database
        finally:
            # A class that thinks about its PINs holds no connections meanwhile.
            self._database.close()


def _written(name: str, names: Iterable[str]) -> str | None:
    """How a name without a PIN is written in the record; None where it is not."""
    alike = [one for one in names if folded(one) == folded(name)]
    return name if name in alike else next(iter(alike), None)


def told(seat: Seat, library: Library, now: datetime) -> str:
    """Since when, from where and at what somebody sits, in words.

    Args:
        seat: Theirs.
        library: The course.
        now: The present time; its zone is that of the time told.
    """
    began = datetime.fromisoformat(seat.began).astimezone(now.tzinfo)
    address = f", from {seat.address}" if seat.address else ""
    return f"since {began:%H:%M}{address}, {_place(seat, library)}"


def _place(seat: Seat, library: Library) -> str:
    kind, _, about = seat.place.partition(":")
    if not seat.place.startswith(LESSON):
        return _PLACES.get(kind, "in the tutor")
    number = next((entry.number for entry in library.entries if entry.id == about), None)
    if number is None:
        return "in a lesson"
    return f"at lesson {number}" + ("" if seat.page is None else f", page {seat.page + 1}")
