"""Who arrives while the record takes its time, is away, or is asked by two at once."""

import asyncio
import threading
from pathlib import Path

import pytest
from textual.events import Key

from tests.classroom.test_arriving import room
from tests.classroom.threshold import MOMENT, PATIENCE, PIN, WRONG, Person, Threshold
from tests.ui.conftest import desk, library
from tests.ui.screens import clipped
from tutor.classroom import patient
from tutor.classroom.arrival import Arrival, Who
from tutor.record.seats import rise
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen

__all__ = ["desk", "library", "room"]


class Held(Arrival):
    """The real one, which answers when it is let."""

    def __init__(self, *given: object, **more: object) -> None:
        """Wait until `free` is set."""
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.free = threading.Event()

    def who(self, name: str) -> Who:
        """Look it up in the end."""
        assert self.free.wait(PATIENCE)
        return super().who(name)

    def right(self, name: str, pin: str) -> bool:
        """Look at it in the end."""
        assert self.free.wait(PATIENCE)
        return super().right(name, pin)


def _held(person: Person) -> threading.Event:
    arrival = person.app.arriving.arrival
    assert isinstance(arrival, Held)
    return arrival.free


async def test_at_first_there_is_the_title_alone(
    room: Threshold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mostly the record has answered before anything is to be said of it."""
    monkeypatch.setattr(patient, "SOON", 3600)
    async with room.comes("ada", kind=Held) as person:
        await person.sees("perceptron-tutor")
        await person.pilot.pause(0.3)
        assert person.words == "perceptron-tutor"
        _held(person).set()
        await person.settle()
        assert "ada is new here" in person.body


async def test_a_record_that_takes_its_time_stops_nothing(room: Threshold) -> None:
    """What is waited for is told, and keys are heard meanwhile."""
    async with room.comes("ada", kind=Held) as person:
        await person.sees("One moment")
        await person.sees("ctrl+q Leave")
        assert "Another name" not in person.words
        _held(person).set()
        await person.settle()
        assert "ada is new here" in person.words
        assert "One moment" not in person.words


async def test_while_a_pin_is_looked_at_nothing_else_is_done(
    room: Threshold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by escape nor by enter, however soon they come."""
    monkeypatch.setattr(patient, "SOON", 3600)
    room.has_pin("ada")
    async with room.comes("ada", kind=Held) as person:
        _held(person).set()
        await person.settle()
        await person.write(PIN)
        _held(person).clear()
        await person.pilot.press("enter")
        async with asyncio.timeout(PATIENCE):
            while not person.app.arriving._busy:
                await person.pilot.pause(MOMENT)
        await person.pilot.press("escape", "enter")
        await person.pilot.pause(0.1)
        assert "Welcome back, ada" in person.words
        _held(person).set()
        await person.settle()
        assert person.app.came == "ada"


async def test_what_is_typed_ahead_goes_where_it_was_meant_to_go(room: Threshold) -> None:
    """All of it may come in one piece, over a slow line or to a busy machine."""
    async with room.comes("ada") as person:
        await person.settle()
        for key in (*"1234", "enter", *"1234", "enter"):
            person.app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await person.settle()
        assert person.app.came == "ada"
    room.do(lambda database: rise(database, "mine"))
    async with room.comes("ada") as person:
        await person.settle()
        for key in (*"1234", "enter", "escape"):
            person.app.post_message(Key(key, key if len(key) == 1 else None))
        await person.settle()
        assert "1234" not in person.text
        assert person.app.came == "ada"


async def test_who_sits_down_behind_the_help_comes_in_when_it_is_closed(room: Threshold) -> None:
    """What lies over it stays until then."""
    async with room.comes("ada", known=True, kind=Held) as person:
        await person.pilot.press("question_mark")
        async with asyncio.timeout(PATIENCE):
            while not isinstance(person.app.screen, HelpScreen):
                await person.pilot.pause(MOMENT)
        _held(person).set()
        await person.settle()
        person.on(HelpScreen)
        assert room.seats == [("ada", "mine")]
        await person.press("escape")
        person.on(HomeScreen)
        assert person.app.came == "ada"


async def test_who_leaves_while_the_record_is_asked_takes_no_seat(room: Threshold) -> None:
    """By ctrl+q, at any time."""
    async with room.comes("ada", kind=Held) as person:
        await person.pilot.press("ctrl+q")
        _held(person).set()
    assert person.app.came is None
    assert person.app.return_code == 0
    assert room.seats == []


class Together(Arrival):
    """The real one, of two who choose at the same moment."""

    at_once: threading.Barrier

    def choose(self, name: str, pin: str) -> bool:
        """Wait for the other one, then choose."""
        self.at_once.wait(PATIENCE)
        return super().choose(name, pin)


async def test_of_two_who_choose_a_pin_for_a_new_name_the_second_is_told(room: Threshold) -> None:
    """And can take another name, or give the PIN where both are the same person."""

    class Both(Together):
        at_once = threading.Barrier(2)

    async with (
        room.comes("ada", kind=Both, id="one") as one,
        room.comes("ADA", kind=Both, id="two") as two,
    ):
        for person, pin in ((one, PIN), (two, WRONG)):
            await person.settle()
            await person.give(pin)
            await person.write(pin)
        for person in (one, two):
            await person.pilot.press("enter")
        for person in (one, two):
            await person.settle()
        first, second = (one, two) if one.app.came else (two, one)
        name = first.app.came
        assert name in {"ada", "ADA"}
        assert room.pin_of("ada") == (PIN if first is one else WRONG)
        assert f"Welcome back, {name}. Your PIN:" in second.words
        assert "✗ somebody was faster: this name has a PIN now" in second.words
        assert second.app.came is None
        await second.press("escape")
        await second.give("bob")
        assert "bob is new here" in second.words


async def test_a_record_that_is_away_is_told_and_asked_until_it_is_back(
    room: Threshold, tmp_path: Path
) -> None:
    """Before the first question, and at each later one."""
    room.has_pin("ada")
    away = tmp_path / "away"
    room.desk.path.rename(away)
    room.desk.path.mkdir()
    async with room.comes("ada") as person:
        await person.sees("The record of the class is away just now; it is asked again every")
        assert str(room.desk.path) not in person.text
        assert not clipped(person.app.screen)
        room.desk.path.rmdir()
        away.rename(room.desk.path)
        await person.sees("Welcome back, ada")
        await person.settle()
        assert "away" not in person.words
        await person.write(PIN)
        room.desk.path.rename(away)
        room.desk.path.mkdir()
        await person.pilot.press("enter")
        await person.sees("is away just now")
        await person.pilot.press("escape")
        assert "Welcome back, ada" in person.words
        room.desk.path.rmdir()
        away.rename(room.desk.path)
        await person.settle()
        assert person.app.came == "ada"
    assert room.seats == [("ada", "mine")]
