"""PINs of who arrives: none, wrong, guessed at, locked and reset."""

import time
from datetime import timedelta

import pytest

from tests.classroom.test_arriving import NARROW, room
from tests.classroom.threshold import PIN, WRONG, Threshold
from tests.ui.conftest import desk, library
from tests.ui.screens import NOON, clipped
from tutor.classroom import arriving
from tutor.classroom.arrival import Arrival
from tutor.record.facts import Visit, stamped
from tutor.record.pins import reset_pin

__all__ = ["desk", "library", "room"]

LOCKED = "✗ too many wrong PINs for this name; wait ten minutes, or ask your teacher to reset it"


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_a_pin_that_is_none_is_told_below_the_field(
    room: Threshold, size: tuple[int, int]
) -> None:
    """Too short, too long, not twice the same: written anew, and nothing is kept of it."""
    async with room.comes("ada", size) as person:
        await person.settle()
        for pin, why in (("abc", "this has 3"), ("a" * 41, "this has 41"), ("", "this has 0")):
            await person.give(pin)
            assert f"✗ a PIN has 4 to 40 characters; {why}" in person.words
            assert "•" not in person.text
        await person.give(PIN)
        await person.give(WRONG)
        assert "✗ the two were not the same; choose one once more" in person.words
        assert not clipped(person.app.screen)
        assert "•" not in person.text
        await person.give("a" * 40)
        assert "✗" not in person.text
        await person.give("a" * 40)
        assert person.app.came == "ada"


async def test_whose_pin_was_reset_is_not_called_new(room: Threshold) -> None:
    """They would think that their answers are lost, and take another name."""
    room.do(lambda one: one.write("ada", [stamped(Visit(lesson="one", page=0), NOON)]))
    async with room.comes("ada") as person:
        await person.settle()
        assert "Welcome back, ada. You have no PIN yet: choose one" in person.words
        await person.give(PIN)
        await person.give(PIN)
        assert person.app.came == "ada"


async def test_after_three_wrong_pins_the_session_ends(room: Threshold) -> None:
    """Each is told at once; what cannot be a PIN is no try."""
    room.has_pin("ada")
    async with room.comes("ada") as person:
        await person.settle()
        await person.give("")
        await person.give("abc")
        assert "this has 3" in person.words
        await person.give(WRONG)
        assert "✗ this is not the PIN; two tries are left" in person.words
        await person.give(WRONG)
        assert "✗ this is not the PIN; one try is left" in person.words
        await person.write(WRONG)
        await person.pilot.press("enter")
        await person.sees("✗ three wrong PINs; ask your teacher, who can reset it")
        await person.pilot.press("escape", *PIN.replace("-", ""), "enter")
        await person.until_the_end()
        (said,) = person.app._exit_renderables
        assert str(said) == "three wrong PINs; ask your teacher, who can reset it"
        person.app._exit_renderables.clear()
    # Which is no fault of the program, as 1 would be.
    assert person.app.return_code == 3
    assert person.app.said == [{"event": "wrong-pins"}]
    assert person.app.came is None
    assert room.seats == []


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_a_name_that_is_guessed_at_is_locked_and_that_is_no_try(
    room: Threshold, size: tuple[int, int]
) -> None:
    """However often it is asked; ten minutes later the PIN opens."""
    room.has_pin("ada")
    room.is_guessed_at("ada")
    async with room.comes("ada", size) as person:
        await person.settle()
        for _ in range(4):
            await person.give(PIN)
            assert LOCKED in person.words
            assert "Welcome back, ada. Your PIN:" in person.words
            assert "esc takes you to another name" in person.words
            assert not clipped(person.app.screen)
            assert "•" not in person.text
        room.now += timedelta(minutes=10)
        await person.give(WRONG)
        assert "two tries are left" in person.words
        await person.give(PIN)
        assert person.app.came == "ada"
        assert person.app.said == []


async def test_who_finds_a_name_locked_may_take_another(room: Threshold) -> None:
    """Theirs is not locked, nor is that of anybody else."""
    room.has_pin("ada")
    room.has_pin("bob")
    room.is_guessed_at("ada")
    async with room.comes("ada") as person:
        await person.settle()
        await person.give(PIN)
        assert LOCKED in person.words
        await person.press("escape")
        await person.give("bob")
        assert "Welcome back, bob" in person.words
        await person.give(PIN)
        assert person.app.came == "bob"


async def test_who_waits_for_a_reset_chooses_a_pin_where_they_are(room: Threshold) -> None:
    """They need not come anew, and the old PIN is no wrong one."""
    room.has_pin("ada")
    room.is_guessed_at("ada")
    async with room.comes("ada") as person:
        await person.settle()
        await person.give(PIN)
        assert LOCKED in person.words
        room.do(lambda database: reset_pin(database, "ada"))
        await person.give(PIN)
        assert "Welcome back, ada. You have no PIN yet: choose one" in person.words
        assert "✗" not in person.words
        await person.give(WRONG)
        await person.give(WRONG)
        assert person.app.came == "ada"
    assert room.pin_of("ada") == WRONG


class Timed(Arrival):
    """Knows when it looked at each PIN."""

    def right(self, name: str, pin: str) -> bool:
        """Look at it."""
        self.looked: list[float]
        self.looked = [*getattr(self, "looked", []), time.monotonic()]
        return super().right(name, pin)


async def test_each_wrong_pin_makes_the_next_one_wait_longer(
    room: Threshold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer itself comes at once; a PIN that is written too soon is looked at later."""
    monkeypatch.setattr(arriving, "WAITS", (0.4, 0.8, 0.1))
    room.has_pin("ada")
    async with room.comes("ada", kind=Timed) as person:
        await person.settle()
        for _ in range(2):
            await person.give(WRONG)
        await person.give(PIN)
        assert person.app.came == "ada"
        arrival = person.app.arriving.arrival
        assert isinstance(arrival, Timed)
        first, second, third = arrival.looked
        assert second - first >= 0.4
        assert third - second >= 0.8


async def test_another_name_gives_no_more_tries(room: Threshold) -> None:
    """Nor does the same one again."""
    room.has_pin("ada")
    room.has_pin("bob")
    async with room.comes("ada") as person:
        await person.settle()
        for name in ("bob", "ada"):
            await person.give(WRONG)
            await person.press("escape")
            await person.give(name)
        await person.write(WRONG)
        await person.pilot.press("enter")
        await person.sees("three wrong PINs")
        await person.pilot.press("ctrl+q")
        await person.until_the_end()
    assert room.seats == []


async def test_a_pin_is_not_copied_out_of_its_field(room: Threshold) -> None:
    """A name is."""
    async with room.comes("ada") as person:
        await person.settle()
        await person.write(PIN)
        await person.press("shift+home", "ctrl+c", "ctrl+x")
        assert person.app.clipboard == ""
        await person.press("escape")
        await person.write("bob")
        await person.press("shift+home", "ctrl+c")
        assert person.app.clipboard == "bob"
