"""What is made once for all sessions, before any of them is forked."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tutor.classroom.arrival import Arrival
from tutor.record.database import Database, RecordError
from tutor.record.facts import Visit, stamped
from tutor.record.history import History
from tutor.record.journal import Journal
from tutor.record.opening import opened
from tutor.record.review import plan
from tutor.record.room import Ask
from tutor.record.seats import Where, move
from tutor.record.store import Record
from tutor.record.taught import room_now, tell

WALK = (
    ("a",),
    ("l", "s", "b", "e", "c", "s", "tab", "up", "down", "escape", "v", "v", "v", "v"),
    ("u", "down"),
    ("enter", "enter", "right", "left", "question_mark"),
)
"""From home to a question of the teacher's, the lab and its views, a quiz, a lesson and help: what
they import and cache is shared then."""


def clock() -> datetime:
    """The present time, with its zone."""
    return datetime.now(UTC).astimezone()


def opened_ahead(where: str) -> Database | None:
    """The record, opened and asked once, without a connection that a fork would share.

    None where it is away: then each session tries for itself.
    """
    try:
        with closing(Database.open(where)) as database:
            if not database.read_only:
                _rehearse(where, database)
    except RecordError:
        return None
    return database


def _rehearse(where: str, database: Database) -> None:
    """Do once what every session does with the record, so that its queries are compiled."""
    arrival = Arrival(where, "nobody", "nobody", "", clock, database=database)
    with tempfile.TemporaryDirectory() as folder, database.rehearsing():
        opened(where, "nobody", Journal(Path(folder)), database)
        arrival.who("nobody")
        arrival.choose("nobody", "0000")
        arrival.right("nobody", "0000")
        arrival.sit("nobody")
        move(database, "nobody", Where("lab"), clock())
        database.write("nobody", [stamped(Visit(lesson="none", page=0), clock())])
        room_now(database, clock())


@contextmanager
def nobodys_record(clock: Callable[[], datetime]) -> Iterator[Record]:
    """A record that was read without its threads, which a fork would lose; gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        record = Record(str(Path(folder) / "record.sqlite"), "nobody", clock)
        database, state = opened(record.where, record.learner, Journal(Path(folder) / "pending"))
        database.write(record.learner, [stamped(Visit(lesson="none", page=0), clock())])
        history = History.of(state.answers)
        plan(history, history.standings, clock())
        tell(database, Ask(question={"prompt": "Is it so?", "options": ["Yes", "No"]}), clock())
        record.ring()
        record._attend(database)  # noqa: SLF001 - what its thread would do
        database.close()
        record.loaded.set()
        yield record
