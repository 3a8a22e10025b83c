"""What the teacher does comes to everybody, in one order."""

import threading
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.samples import AWKWARD, NOON
from tests.record.test_room import _events
from tutor.record.database import Database
from tutor.record.room import Ask, Event, Note, Pace, Room, Show
from tutor.record.schema import room as room_table
from tutor.record.taught import events, room_now, tell

_numbers = count()


@given(told=st.lists(_events, max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_events_come_back_as_they_were_told(database: Database, told: list[Event]) -> None:
    """In their order, and from where one stopped."""
    last = max((seq for seq, _ in events(database)), default=0)
    kept = [tell(database, event, NOON) for event in told]
    read = events(database, last)
    assert [event for _, event in read] == kept
    numbers = [seq for seq, _ in read]
    assert numbers == sorted(set(numbers))
    assert events(database, max(numbers, default=last)) == []


def test_any_text_is_kept_in_a_note(database: Database) -> None:
    """Quotes, other scripts, and what a database cannot hold."""
    for text in AWKWARD:
        kept = tell(database, Note(text=text), NOON)
        assert events(database)[-1][1] == kept
        assert kept.text == text.replace("\x00", "�").replace("\udcff", "�")


def test_who_reads_on_misses_nothing_of_what_many_tell_at_once(
    database: Database, where: str
) -> None:
    """No event comes later than one with a higher number."""

    def tell_ten() -> None:
        # As in life: each has its own connections, and waits for none of somebody else's.
        own = Database.open(where)
        for _ in range(10):
            tell(own, Note(text="x"), NOON)
        own.close()

    threads = [threading.Thread(target=tell_ten) for _ in range(6)]
    for thread in threads:
        thread.start()
    read: list[str] = []
    last = 0
    while any(thread.is_alive() for thread in threads) or events(database, last):
        for seq, event in events(database, last):
            read.append(event.id)
            last = seq
    for thread in threads:
        thread.join()
    assert read == [event.id for _, event in events(database)]
    assert len(read) == 60


def test_an_event_of_a_newer_program_is_passed_over(database: Database) -> None:
    """Those after it are read."""
    row = {"id": "new", "at": "2026-03-02T11:00:00.000Z", "kind": "dream", "body": "{}"}
    with database.writing() as connection:
        connection.execute(room_table.insert().values(row))
    note = tell(database, Note(text="hello"), NOON)
    assert [event for _, event in events(database)] == [note]
    assert room_now(database, NOON).note == note


def test_a_room_that_is_read_on_is_the_one_that_is_read_whole(database: Database) -> None:
    """A session that was there from the beginning sees what one sees who comes in now."""
    known = Room()
    ask = Ask(question={"prompt": "?", "options": ["Yes", "No"]})
    poll = tell(database, ask, NOON).id
    again = Ask(question=ask.question, round=2, poll=poll)
    for event in (Pace(open_to=2), Show(poll=poll), again, Note(text="hello")):
        known = room_now(database, NOON, known)
        tell(database, event, NOON)
    known = room_now(database, NOON, known)
    assert known == room_now(database, NOON)
    assert known.poll is not None
    assert (known.poll.round, known.poll.shown) == (2, False)


def test_of_the_days_before_only_the_pace_is_read(database: Database) -> None:
    """A room that was used for years is entered as fast as a new one."""
    tell(database, Pace(open_to=3), NOON)
    tell(database, Note(text="old"), NOON)
    later = NOON + timedelta(days=3)
    read = events(database, since=later)
    assert [type(event) for _, event in read] == [Pace]
    room = room_now(database, later)
    assert (room.note, room.pace) == (None, read[0][1])
