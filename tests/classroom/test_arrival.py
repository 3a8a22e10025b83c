"""What a session asks the record before it is somebody's, in a file and on a server."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.record.conftest import _own_folders, database, file, server, where
from tests.record.servers import Server
from tests.ui.screens import NOON
from tutor.classroom.arrival import Arrival, Who, told
from tutor.course.library import Library
from tutor.record.database import Database, RecordError
from tutor.record.facts import Visit, stamped
from tutor.record.pins import PinLockedError, reset_pin
from tutor.record.seats import Seat, seat, seated, sit

__all__ = ["_own_folders", "database", "file", "server", "where"]

PIN = "four words"


def arrival(where: str, seat: str = "mine", *, late: int = 0) -> Arrival:
    """A session's, at noon or so many seconds later."""
    now = NOON + timedelta(seconds=late)
    return Arrival(where, seat, "server", "192.0.2.7", lambda: now)


@contextmanager
def opened(where: str) -> Iterator[Database]:
    """The record."""
    database = Database.open(where)
    yield database
    database.close()


def seats(where: str) -> list[tuple[str, str]]:
    """Who sits on which seat."""
    with opened(where) as database:
        return [(one.learner, one.id) for one in seated(database, NOON)]


def test_a_name_that_nobody_used_is_new(where: str) -> None:
    """Without a PIN, and nowhere else; to ask leaves nothing in the record."""
    assert arrival(where).who("ada") == Who("ada", is_new=True, has_pin=False, elsewhere=())
    with opened(where) as database:
        assert database.names() == []


def test_all_ways_to_write_a_name_lead_to_the_one_with_the_pin(where: str) -> None:
    """As the record has it written, whoever else is in it."""
    assert arrival(where).choose("Ada", PIN)
    with opened(where) as database:
        database.write("ada", [stamped(Visit(lesson="one", page=0), NOON)])
    for name in ("ada", "ADA", "ＡＤＡ", "Ada"):
        assert arrival(where).who(name) == Who("Ada", is_new=False, has_pin=True, elsewhere=())
        assert arrival(where).right(name, PIN)
        assert not arrival(where).right(name, "four word")
        assert not arrival(where).choose(name, "another")


def test_who_has_facts_and_no_pin_is_not_new(where: str) -> None:
    """They came by a key, or their PIN was reset; what they did is theirs."""
    with opened(where) as database:
        database.write("Bob", [stamped(Visit(lesson="one", page=0), NOON)])
        database.write("bob", [stamped(Visit(lesson="one", page=0), NOON)])
    assert arrival(where).who("bob") == Who("bob", is_new=False, has_pin=False, elsewhere=())
    assert arrival(where).who("BOB").name == "Bob"
    assert arrival(where).choose("bob", PIN)
    with opened(where) as database:
        assert reset_pin(database, "BOB")
    assert not arrival(where).right("bob", PIN)
    assert arrival(where).who("bob") == Who("bob", is_new=False, has_pin=False, elsewhere=())


def test_of_many_who_choose_a_pin_at_the_same_moment_one_has_it(where: str) -> None:
    """However they write the name; the others are told."""
    names = ("ada", "ADA", "Ada", "ａｄａ") * 2
    with opened(where):
        together = threading.Barrier(len(names))

    def choose(number: int) -> bool:
        mine = arrival(where, f"seat-{number}")
        assert not mine.who(names[number]).has_pin
        together.wait(30)
        return mine.choose(names[number], f"pin-{number}")

    with ThreadPoolExecutor(len(names)) as threads:
        chosen = list(threads.map(choose, range(len(names))))
    assert chosen.count(True) == 1
    first = chosen.index(True)
    assert arrival(where).who("ada").name == names[first]
    right = [arrival(where).right("ada", f"pin-{number}") for number in range(len(names))]
    assert right == chosen


def test_a_name_that_is_guessed_at_is_locked_in_all_sessions(where: str) -> None:
    """By the session's clock, for ten minutes."""
    assert arrival(where).choose("ada", PIN)
    for number in range(10):
        assert not arrival(where, f"seat-{number}").right("ada", "four word")
    for late in (0, 599):
        with pytest.raises(PinLockedError):
            arrival(where, "another", late=late).right("ADA", PIN)
    assert arrival(where, late=600).right("ada", PIN)


def test_only_live_seats_of_the_same_learner_are_elsewhere(where: str) -> None:
    """Not one's own, not another learner's, not that of a server that is gone."""
    for who, name in (("here", "ada"), ("mine", "ada"), ("other", "bob")):
        with opened(where) as database:
            sit(database, seat(who, name, "elsewhere", "192.0.2.9", NOON))
    (there,) = arrival(where).who("ADA").elsewhere
    assert (there.id, there.address, there.learner) == ("here", "192.0.2.9", "ada")
    assert arrival(where, late=60).who("ada").elsewhere == ()


def test_to_sit_takes_the_learners_other_seats_away(where: str) -> None:
    """And nobody else's; to do so twice does no harm."""
    for who, name in (("old", "ada"), ("older", "ada"), ("other", "bob")):
        with opened(where) as database:
            sit(database, seat(who, name, "elsewhere", "", NOON))
    for _ in range(2):
        arrival(where).sit("ada")
        assert seats(where) == [("ada", "mine"), ("bob", "other")]


def test_of_two_who_take_over_from_each_other_one_stays(where: str) -> None:
    """However they come between each other."""
    with opened(where):
        together = threading.Barrier(2)

    def sit_down(number: int) -> None:
        mine = arrival(where, f"seat-{number}")
        mine.who("ada")
        together.wait(30)
        mine.sit("ada")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(sit_down, range(2)))
    assert len(seats(where)) == 1


def test_who_thinks_holds_no_connection(server: Server) -> None:
    """A class that chooses its PINs at once does not use up the server."""
    mine = arrival(server.fresh())
    mine.who("ada")
    mine.choose("ada", PIN)
    assert mine._database is not None
    assert "Connections in pool: 0" in mine._database._engine.pool.status()


def test_a_record_that_is_open_already_is_used(database: Database) -> None:
    """The place it came from is not opened again."""
    mine = Arrival("nowhere://", "mine", "server", "", lambda: NOON, database=database)
    mine.sit("ada")
    assert [one.learner for one in seated(database, NOON)] == ["ada"]


def test_a_record_that_is_away_is_told_and_answers_when_it_is_back(tmp_path: Path) -> None:
    """Each question says so; nothing has to be made anew."""
    folder = tmp_path / "record"
    folder.touch()
    mine = arrival(str(folder / "record.sqlite"))
    for question in (
        lambda: mine.who("ada"),
        lambda: mine.right("ada", PIN),
        lambda: mine.choose("ada", PIN),
        lambda: mine.sit("ada"),
    ):
        with pytest.raises(RecordError):
            question()
    folder.unlink()
    assert mine.who("ada").is_new


@pytest.mark.parametrize(
    ("place", "page", "words"),
    [
        ("home", None, "at the list of lessons"),
        ("lesson:zero-start", 1, "at lesson 5, page 2"),
        ("lesson:zero-start", None, "at lesson 5"),
        ("lesson:of-another-course", 1, "in a lesson"),
        ("quiz:7", None, "in a quiz"),
        ("room", None, "at the teacher's question"),
        ("what-a-newer-version-has", None, "in the tutor"),
    ],
)
def test_a_seat_is_told_in_words(place: str, page: int | None, words: str) -> None:
    """Since when by the clock on the wall, from where, and at what."""
    came = seat("one", "ada", "server", "192.168.1.7", NOON - timedelta(minutes=108))
    there: Seat = replace(came, place=place, page=page)
    library = Library.open()
    assert told(there, library, NOON) == f"since 10:12, from 192.168.1.7, {words}"
    assert told(replace(there, address=""), library, NOON) == f"since 10:12, {words}"
