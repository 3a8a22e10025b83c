"""Who is here, and where."""

import threading
from datetime import timedelta

from tests.record.samples import AWKWARD, NOON
from tutor.record.database import Database
from tutor.record.facts import filed, instant
from tutor.record.seats import (
    Seat,
    Where,
    keep_warm,
    move,
    rise,
    seat,
    seated,
    seats_of,
    sit,
    take_over,
)


def sat(database: Database, name: str, identifier: str, server: str = "one") -> Seat:
    """A seat that was taken at noon."""
    taken = seat(identifier, name, server, "192.0.2.1", NOON)
    sit(database, taken)
    return taken


def test_who_sits_down_is_here_by_name_and_who_rises_is_not(database: Database) -> None:
    """The order is calm: that of the names, whatever their case."""
    bob, ada, cy = sat(database, "bob", "1"), sat(database, "Ada", "2"), sat(database, "Cy", "3")
    assert seated(database, NOON) == [ada, bob, cy]
    rise(database, "1", "3", "nobody's")
    assert seated(database, NOON) == [ada]
    rise(database)
    assert seats_of(database, "one") == {"2"}


def test_any_name_sits(database: Database) -> None:
    """Other scripts, very long ones, and what a database cannot hold."""
    for number, name in enumerate(AWKWARD):
        sat(database, name, f"{number}\x00", "\udcff")
    assert {one.learner for one in seated(database, NOON)} == {filed(name) for name in AWKWARD}
    assert len(seats_of(database, "�")) == len(AWKWARD)


def test_ten_sit_down_at_once(database: Database) -> None:
    """Two of each name, of whom none was there before; each has a seat of their own."""
    gate = threading.Barrier(10)
    faults: list[Exception] = []

    def come(number: int) -> None:
        gate.wait()
        try:
            sat(database, f"learner {number % 5}", f"{number}")
        except Exception as error:  # noqa: BLE001  The test tells of it.
            faults.append(error)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {one.id for one in seated(database, NOON)} == {f"{number}" for number in range(10)}
    assert database.names() == [f"learner {number}" for number in range(5)]


def test_a_seat_that_is_taken_twice_stays_where_it_is(database: Database) -> None:
    """A server may not know whether the first time was of effect."""
    sat(database, "Ada", "1")
    move(database, "1", Where("lab"), NOON)
    sat(database, "Ada", "1")
    assert [one.place for one in seated(database, NOON)] == ["lab"]


def test_a_learner_is_on_a_page_since_they_came_to_it(database: Database) -> None:
    """To be stuck there does not count as coming; to turn the page does."""
    sat(database, "Ada", "1")
    steps = [
        (1, Where("lesson:zero-start", 0), 1),
        (2, Where("lesson:zero-start", 0, stuck=True), 1),
        (3, Where("lesson:zero-start", 1), 3),
        (4, Where("lab"), 4),
        (5, Where("lab"), 4),
    ]
    for minute, where, since in steps:
        move(database, "1", where, NOON + timedelta(minutes=minute))
        [one] = seated(database, NOON)
        assert Where(one.place, one.page, one.stuck) == where
        assert one.since == instant(NOON + timedelta(minutes=since))
    move(database, "nobody's", Where("lab"), NOON)


def test_the_seats_of_a_server_that_was_killed_grow_cold_and_go(database: Database) -> None:
    """Those of another one stay warm."""
    sat(database, "Ada", "1", "killed")
    sat(database, "Bob", "2", "lives")
    half_a_minute = NOON + timedelta(seconds=31)
    keep_warm(database, "lives", half_a_minute)
    assert [one.learner for one in seated(database, half_a_minute)] == ["Bob"]
    assert seats_of(database, "killed") == {"1"}
    keep_warm(database, "lives", NOON + timedelta(hours=2))
    assert seats_of(database, "killed") == set()
    assert seats_of(database, "lives") == {"2"}


def test_who_comes_from_elsewhere_takes_the_seat_over(database: Database) -> None:
    """Only that of the same learner; where their own was taken, they take none."""
    for name, identifier in (("Ada", "1"), ("Ada", "2"), ("Bob", "3")):
        sat(database, name, identifier, f"server {identifier}")
    assert take_over(database, "Ada", "2") == 1
    assert [one.id for one in seated(database, NOON)] == ["2", "3"]
    assert take_over(database, "Ada", "1") == 0
    assert take_over(database, "Bob", "2") == 0
    assert [one.id for one in seated(database, NOON)] == ["2", "3"]


def test_of_two_who_take_over_from_each_other_at_once_one_stays(database: Database) -> None:
    """Ten times, since it is a matter of chance which."""
    for turn in range(10):
        both = [f"{turn} a", f"{turn} b"]
        for identifier in both:
            sat(database, "Ada", identifier)
        threads = [
            threading.Thread(target=take_over, args=(database, "Ada", identifier))
            for identifier in both
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        left = seats_of(database, "one")
        assert len(left) == 1
        rise(database, *left)
