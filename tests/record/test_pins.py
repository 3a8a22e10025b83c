"""That nobody answers as somebody else."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.record.samples import AWKWARD, NOON
from tutor.record import pins as pins_module
from tutor.record.database import Database
from tutor.record.facts import filed
from tutor.record.pins import PinLockedError, choose_pin, known_as, reset_pin, right_pin
from tutor.record.schema import pins

MOST = 10
LOCKED = "too many wrong PINs for this name; wait ten minutes, or ask your teacher to reset it"


def test_a_pin_is_right_or_wrong_and_chosen_once(database: Database) -> None:
    """Who comes later cannot choose another one."""
    assert known_as(database, "Ada") is None
    assert not right_pin(database, "Ada", "1234", NOON)
    assert choose_pin(database, "Ada", "1234", NOON)
    assert right_pin(database, "Ada", "1234", NOON)
    assert not choose_pin(database, "Ada", "9999", NOON)
    for wrong in ("9999", "", "12345", "1234\x00", "\udcff"):
        assert not right_pin(database, "Ada", wrong, NOON)


@pytest.mark.parametrize("alike", ["ada", "ＡＤＡ", " Ada ", "ADA"])
def test_names_that_look_the_same_are_one(database: Database, alike: str) -> None:
    """It is known whose name it is, and that it has a PIN."""
    assert choose_pin(database, "Ada", "1234", NOON)
    assert known_as(database, alike) == "Ada"
    assert right_pin(database, alike, "1234", NOON)
    assert not choose_pin(database, alike, "9999", NOON)
    assert database.names() == ["Ada"]
    assert known_as(database, "Adam") is None


def test_a_pin_is_reset_and_chosen_anew(database: Database) -> None:
    """The teacher does so where it was forgotten."""
    assert not reset_pin(database, "Ada")
    choose_pin(database, "Ada", "1234", NOON)
    choose_pin(database, "Bob", "5678", NOON)
    assert reset_pin(database, "ada")
    assert known_as(database, "Ada") is None
    assert not right_pin(database, "Ada", "1234", NOON)
    assert choose_pin(database, "Ada", "９９９９", NOON)
    assert right_pin(database, "Ada", "9999", NOON)
    assert right_pin(database, "Bob", "5678", NOON)


def test_any_name_and_any_pin_will_do(database: Database) -> None:
    """Each is its own."""
    for number, text in enumerate(AWKWARD):
        assert choose_pin(database, text, text, NOON), number
    for text in AWKWARD:
        assert known_as(database, text) == filed(text)
        assert right_pin(database, text, text, NOON)
    swollen = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 400
    assert choose_pin(database, swollen, "1", NOON)


def test_a_pin_is_not_in_the_record(database: Database) -> None:
    """Nor is the same PIN of two learners kept as the same."""
    choose_pin(database, "Ada", "1234", NOON)
    choose_pin(database, "Bob", "1234", NOON)
    kept = [row.hash for row in database.select(pins.select())]
    assert len(set(kept)) == 2
    assert not any("1234" in one for one in kept)


def test_of_many_who_choose_at_once_one_has_chosen(database: Database) -> None:
    """And it is that one's PIN which is right."""
    gate = threading.Barrier(6)
    chosen: list[str] = []

    def choose(pin: str) -> None:
        gate.wait()
        if choose_pin(database, "Ada" if pin < "3" else "ada", pin, NOON):
            chosen.append(pin)

    threads = [threading.Thread(target=choose, args=(f"{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(chosen) == 1
    assert [right_pin(database, "Ada", f"{number}", NOON) for number in range(6)].count(True) == 1
    assert right_pin(database, "Ada", chosen[0], NOON)


def test_a_guess_costs_the_processor_some_milliseconds(database: Database) -> None:
    """A hundred students who come at once wait for less than three seconds of it."""
    choose_pin(database, "Ada", "1234", NOON)
    begin = time.process_time()
    for number in range(10):
        right_pin(database, "Ada", f"{number}", NOON)
    assert 0.02 < time.process_time() - begin < 0.3


def guess(database: Database, pin: str = "0000", *, name: str = "Ada", late: float = 0) -> bool:
    """Try a PIN, so many minutes after noon."""
    return right_pin(database, name, pin, NOON + timedelta(minutes=late))


def guess_wrong(database: Database, times: int, *, late: float = 0) -> None:
    """Try a wrong PIN so many times, each of which is looked at."""
    for _ in range(times):
        assert not guess(database, late=late)


def is_locked(database: Database, *, late: float = 0) -> bool:
    """Whether even the right PIN is not looked at."""
    try:
        return not guess(database, "1234", late=late)
    except PinLockedError:
        return True


def test_after_ten_wrong_pins_none_is_looked_at_for_ten_minutes(database: Database) -> None:
    """From the last of them on; what is not looked at does not make it longer."""
    choose_pin(database, "Ada", "1234", NOON)
    choose_pin(database, "Bob", "1234", NOON)
    for number in range(MOST):
        assert not guess(database, f"{number}", late=number)
    for late in (9, 12, 18.999):
        with pytest.raises(PinLockedError, match=LOCKED):
            guess(database, late=late)
        with pytest.raises(PinLockedError, match=LOCKED):
            guess(database, "1234", name="ＡＤＡ", late=late)
        assert guess(database, "1234", name="Bob", late=late)
    guess_wrong(database, MOST, late=19)
    assert is_locked(database, late=28.999)
    assert guess(database, "1234", late=29)


def test_a_right_pin_sets_the_count_back(database: Database) -> None:
    """Who knows it may err again as often as before."""
    choose_pin(database, "Ada", "1234", NOON)
    for _ in range(3):
        guess_wrong(database, MOST - 1)
        assert guess(database, "1234")
    guess_wrong(database, MOST)
    assert is_locked(database)


def test_wrong_pins_of_long_ago_count_no_more(database: Database) -> None:
    """Ten minutes after the last of them."""
    choose_pin(database, "Ada", "1234", NOON)
    guess_wrong(database, MOST - 1)
    guess_wrong(database, MOST - 1, late=10)
    guess_wrong(database, 1, late=19.999)
    assert is_locked(database, late=19.999)


def test_a_name_without_a_pin_is_never_locked(database: Database) -> None:
    """There is nothing to guess; and who chooses one begins at nought."""
    guess_wrong(database, MOST + 5)
    assert database.names() == []
    choose_pin(database, "Ada", "1234", NOON)
    guess_wrong(database, MOST - 1)
    assert guess(database, "1234")


def test_a_reset_unlocks_a_name(database: Database) -> None:
    """The PIN that is chosen then may be missed as often as the first."""
    choose_pin(database, "Ada", "1234", NOON)
    guess_wrong(database, MOST)
    assert is_locked(database)
    assert reset_pin(database, "ada")
    assert not guess(database, "1234")
    assert choose_pin(database, "Ada", "1234", NOON)
    guess_wrong(database, MOST - 1)
    assert guess(database, "1234")


def test_of_a_hundred_wrong_pins_at_once_ten_are_looked_at(where: str) -> None:
    """Whichever servers they come by, and however many more come after them."""
    servers = [Database.open(where) for _ in range(5)]
    choose_pin(servers[0], "Ada", "1234", NOON)
    gate = threading.Barrier(100)

    def come(number: int) -> bool:
        gate.wait(60)
        with suppress(PinLockedError):
            assert not guess(servers[number % 5], f"{number}")
            return True
        return False

    with ThreadPoolExecutor(100) as threads:
        looks = list(threads.map(come, range(100)))
    assert looks.count(True) == MOST
    for server in servers:
        assert is_locked(server)
        server.close()


def in_time(work: Callable[[], object]) -> bool:
    """Whether something can be done now, beside what is under way."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    return not thread.is_alive()


def test_nobody_waits_while_a_pin_is_looked_at(
    where: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the teacher, who resets it; it is right no more then."""
    choose_pin(database, "Ada", "1234", NOON)
    look, others, waited = pins_module._hashed, Database.open(where), []

    def look_long(pin: str, salt: bytes) -> bytes:
        waited.append(not in_time(lambda: reset_pin(others, "Ada")))
        return look(pin, salt)

    monkeypatch.setattr(pins_module, "_hashed", look_long)
    assert not guess(database, "1234")
    others.close()
    assert waited == [False]
    assert known_as(database, "Ada") is None


def test_who_goes_on_guessing_makes_nobody_wait(where: str, database: Database) -> None:
    """And waits for nobody: a locked name is told without writing."""
    choose_pin(database, "Ada", "1234", NOON)
    guess_wrong(database, MOST)
    (before,) = database.select(pins.select())
    others = Database.open(where)
    with database.writing() as connection:
        connection.execute(update(pins).values(at=pins.c.at))
        assert in_time(lambda: is_locked(others))
    assert database.select(pins.select()) == [before]
    others.close()
