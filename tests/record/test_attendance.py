"""Sitting in a class without a listener: a seat, and an ear for the teacher."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic, sleep

from tests.record.samples import an_answer, recording
from tests.record.servers import Server
from tests.record.test_database import from_the_future
from tutor.record.attendance import _Seat, attending
from tutor.record.database import Database
from tutor.record.room import Note
from tutor.record.seats import Seat, seated
from tutor.record.store import Record
from tutor.record.taught import tell

_PATIENCE = 20


def now() -> datetime:
    """The present."""
    return datetime.now(UTC)


def wait_until(come_true: Callable[[], bool]) -> None:
    """Wait for it; it comes by another thread's work on the database."""
    end = monotonic() + _PATIENCE
    while not come_true():
        assert monotonic() < end
        sleep(0.02)


def _here(database: Database) -> list[Seat]:
    return seated(database, now())


def test_who_attends_has_a_seat_hears_the_teacher_and_rises(where: str) -> None:
    """On both databases; the teacher's word is there within a second."""
    record = Record(where, "ada", now)
    heard = threading.Event()
    with attending(record, now):
        record.changed = lambda: heard.set() if record.room.note else None
        record.start()
        database = Database.open(where)
        wait_until(lambda: bool(_here(database)))
        (sits,) = _here(database)
        assert (sits.learner, sits.id, sits.place) == ("ada", record.seat, "home")
        record.be("lab")
        wait_until(lambda: _here(database)[0].place == "lab")
        tell(database, Note(text="Hello"), now())
        told = monotonic()
        assert heard.wait(_PATIENCE)
        assert monotonic() - told < 5  # It is a second where the machine is idle.
        assert record.room.note is not None
        assert record.room.note.text == "Hello"
        assert record.close() == 0
    assert _here(database) == []
    database.close()


def test_an_app_that_never_began_to_read_ends_at_once(where: str) -> None:
    """As one without a terminal does."""
    record = Record(where, "ada", now)
    with attending(record, now):
        pass
    assert threading.active_count() == 1
    record.close()


def test_who_cannot_sit_down_in_a_newer_record_holds_no_connection(server: Server) -> None:
    """It is tried again and again, as the record may be away."""
    where = server.fresh()
    with recording(where) as record:
        record.add(an_answer())
    from_the_future(where)
    seat = _Seat(record, now)
    for _ in range(2):
        seat.keep()
    seat.leave()
    server.remove(where)
