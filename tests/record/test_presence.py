"""A learner's record in a class: the room comes to it, and the teacher sees where they are."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.record.samples import NOON, Record, an_answer, noon, recording
from tests.record.servers import Server
from tests.record.test_record import waits
from tutor.record import store
from tutor.record.database import Database
from tutor.record.place import pending_folder
from tutor.record.presence import Presence
from tutor.record.room import Ask, Note, Pace, Room
from tutor.record.seats import Seat, seat, seated, sit
from tutor.record.taught import tell


@contextmanager
def sitting(where: str, identifier: str = "1") -> Iterator[Record]:
    """The record of one who has taken a seat."""
    database = Database.open(where)
    sit(database, seat(identifier, "Ada", "one", "", NOON))
    database.close()
    record = Record(where, "Ada", noon, seat=identifier)
    record.start()
    try:
        yield record
    finally:
        record.close(30)


def the_seat(database: Database) -> Seat:
    """The only one."""
    [one] = seated(database, NOON)
    return one


def test_what_was_asked_before_a_learner_came_is_there_when_they_come(
    database: Database, where: str
) -> None:
    """Also when they come back after the line was dropped."""
    poll = tell(database, Ask(question={"seed": 1, "number": 0}), NOON)
    for _ in range(2):
        with sitting(where) as record:
            waits(record, lambda record=record: record.room.poll is not None)  # type: ignore[misc]
            assert record.room.poll is not None
            assert record.room.poll.id == poll.id


def test_a_bell_brings_what_is_new_and_only_a_bell_does(database: Database, where: str) -> None:
    """The screen is called when the room is another one, and not when it is the same."""
    with sitting(where) as record:
        record.be("lab")
        waits(record, lambda: the_seat(database).place == "lab")
        before = record.room
        tell(database, Note(text="hello"), NOON)
        time.sleep(0.1)
        assert record.room is before
        record.ring()
        waits(record, lambda: record.room.note is not None)
        called = threading.Event()
        record.changed = called.set
        standing = record.room
        record.ring()
        assert not called.wait(0.3)
        assert record.room is standing
        tell(database, Pace(open_to=3), NOON)
        for _ in range(20):
            record.ring()
        assert called.wait(5)
        assert record.room.pace is not None
        assert record.notice is None


def test_without_a_class_a_record_asks_nothing_of_the_room(file: str) -> None:
    """Nor does it tell where its learner is; a bell is heard all the same."""
    database = Database.open(file)
    note = tell(database, Note(text="hello"), NOON)
    with recording(file) as record:
        record.be("lab")
        record.add(an_answer())
        waits(record, lambda: not record._behind)
        assert record.room == Room()
        record.ring()
        waits(record, lambda: record.room.note == note)
    assert seated(database, NOON) == []
    database.close()


def test_the_teacher_sees_where_a_learner_is(database: Database, where: str) -> None:
    """The newest of many places, which is never in the journal."""
    with sitting(where) as record:
        for page in range(30):
            record.be("lesson:zero-start", page)
        record.be("lesson:zero-start", 30, stuck=True)
        waits(record, lambda: the_seat(database).page == 30)
        assert (the_seat(database).place, the_seat(database).stuck) == ("lesson:zero-start", True)
        record.be("quiz:7")
        waits(record, lambda: the_seat(database).place == "quiz:7")
        assert (the_seat(database).page, the_seat(database).stuck) == (None, False)
        assert record.unsaved == 0
        assert not list(pending_folder(where).glob("*"))


def test_whose_a_record_is_and_its_seat_are_set_until_it_starts(
    database: Database, where: str
) -> None:
    """A session may be drawn before it is known who sits down; where it is then counts."""
    sit(database, seat("7", "Grace", "one", "", NOON))
    record = Record(where, "nobody", noon)
    record.be("lesson:the-claim", 2)
    record.learner, record.seat = "Grace", "7"
    record.start()
    answer = record.add(an_answer())
    waits(record, lambda: the_seat(database).place == "lesson:the-claim")
    assert record.close(10) == 0
    assert [fact.id for _, fact in database.facts("Grace")] == [answer.id]
    assert database.names() == ["Grace"]


def test_a_bell_while_the_server_is_away_is_heard_when_it_is_back(server: Server) -> None:
    """And the place that the learner has come to meanwhile is written."""
    where = server.fresh()
    database = Database.open(where)
    with sitting(where) as record:
        record.be("review")
        waits(record, lambda: the_seat(database).place == "review")
        note = tell(database, Note(text="hello"), NOON)
        server.stop()
        try:
            record.ring()
            record.be("lab")
            waits(record, lambda: record.notice is not None)
            assert record.room == Room()
        finally:
            server.start()
        waits(record, lambda: record.room.note == note and record.notice is None)
        waits(record, lambda: the_seat(database).place == "lab")
    database.close()


def test_a_bell_while_a_file_is_locked_is_heard_at_once(file: str) -> None:
    """In a file who reads does not wait for who writes."""
    database = Database.open(file)
    with sitting(file) as record:
        waits(record, record.loaded.is_set)
        note = tell(database, Note(text="hello"), NOON)
        with database.writing():
            record.ring()
            waits(record, lambda: record.room.note == note)
    database.close()


def test_an_idle_record_holds_no_connection_of_a_server(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a write it holds one for a while, should another follow; after a look it holds none."""
    monkeypatch.setattr(store, "_IDLE", 0.3)
    where = server.fresh()
    database = Database.open(where)
    others = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def connections() -> int:
        [(number,)] = database.select(others)  # type: ignore[arg-type]
        return int(number)

    with sitting(where) as record:
        waits(record, lambda: record.loaded.is_set() and connections() == 0)
        for _ in range(2):
            answer = record.add(an_answer())
            waits(record, lambda: not record._behind)
            assert connections() == 1
            waits(record, lambda: connections() == 0)
            record.ring()
        assert [fact.id for _, fact in database.facts("Ada")][-1] == answer.id
    database.close()


def test_presence_waits_for_nothing_that_was_exchanged(database: Database) -> None:
    """Else a thread would turn for ever; who has no seat has nothing to write."""
    presence = Presence(noon, threading.Condition())
    assert not presence.waits("1")
    presence.ring()
    assert presence.waits(None)
    assert not presence.exchange(database, None)
    assert not presence.waits(None)
