"""Who arrives shows who they are, or takes another name: at the keyboard, over a real record."""

import asyncio
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.geometry import Size
from textual.widgets import Input

from tests.classroom.threshold import MOMENT, PATIENCE, PIN, WRONG, Person, Threshold
from tests.ui.conftest import desk, library
from tests.ui.screens import NOON, SIZES, Desk, clipped
from tutor.classroom import arriving, patient
from tutor.classroom.arrival import Arrival, Who
from tutor.classroom.form import Field
from tutor.classroom.names import refusal
from tutor.record.facts import Visit, stamped
from tutor.record.pins import reset_pin
from tutor.record.seats import rise
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.widgets import small

__all__ = ["desk", "library"]

NARROW = {"60x20": (60, 20), **SIZES}
LOCKED = "✗ too many wrong PINs for this name; wait ten minutes, or ask your teacher to reset it"


@pytest.fixture
def room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Threshold:
    """A class in which nobody waits for long, and a terminal that may be narrow."""
    monkeypatch.setattr(patient, "AGAIN", 0.05)
    monkeypatch.setattr(arriving, "WAITS", (0.05, 0.1, 1.0))
    monkeypatch.setattr(small, "LEAST", Size(60, 20))
    return Threshold(desk)


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_who_is_new_chooses_a_pin_twice_and_sits_down(
    room: Threshold, size: tuple[int, int]
) -> None:
    """Nobody who looks on can read it."""
    async with room.comes("ada", size) as person:
        await person.settle()
        assert "ada is new here. Choose a PIN, so that nobody else answers as you." in person.words
        assert "your teacher can reset it" in person.words
        assert "enter Go on esc Another name ctrl+q Leave" in person.words
        await person.write(PIN)
        assert not clipped(person.app.screen)
        assert PIN not in person.text
        assert person.text.count("•") == len(PIN)
        await person.press("enter", "enter")
        assert "ada, write the same PIN once more:" in person.words
        assert "✗ nothing was written" in person.words
        await person.write(PIN)
        assert not clipped(person.app.screen)
        assert person.text.count("•") == len(PIN)
        await person.press("enter")
        person.on(HomeScreen)
        assert person.app.came == "ada"
    assert room.pin_of("ada") == PIN
    assert room.seats == [("ada", "mine")]


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


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_who_was_here_gives_the_pin_whichever_way_they_write_their_name(
    room: Threshold, size: tuple[int, int]
) -> None:
    """And is called as they were."""
    room.has_pin("Ada")
    async with room.comes("ADA", size) as person:
        await person.settle()
        assert "Welcome back, Ada. Your PIN:" in person.words
        assert "your teacher can reset it" in person.words
        assert not clipped(person.app.screen)
        await person.give(PIN)
        assert person.app.came == "Ada"
    assert room.seats == [("Ada", "mine")]


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


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_who_is_here_already_may_end_the_other_session(
    room: Threshold, size: tuple[int, int]
) -> None:
    """After the PIN, and not by one enter too many."""
    room.has_pin("ada")
    room.sits("ada", "lesson:the-claim", 1, ago=108)
    room.sits("bob")
    async with room.comes("ada", size) as person:
        await person.settle()
        assert "already" not in person.words
        await person.give(PIN)
        said = (
            "ada is here already: since 10:12, from 192.168.1.7, at lesson 1, page 2. Is this you?"
        )
        assert said in person.words
        assert not clipped(person.app.screen)
        await person.press("enter")
        assert person.app.came is None
        await person.press("down", "enter")
        assert person.app.came == "ada"
    assert sorted(room.seats) == [("ada", "mine"), ("bob", "other-bob")]


@pytest.mark.parametrize("keys", [("2",), ("escape",)])
async def test_who_is_not_the_one_who_is_here_takes_another_name(
    room: Threshold, keys: tuple[str, ...]
) -> None:
    """The other session goes on."""
    room.sits("ada")
    async with room.comes("ada", known=True) as person:
        await person.settle()
        assert "ada is here already" in person.words
        await person.press(*keys)
        await person.give("bob")
        assert "bob is new here" in person.words
        await person.give(PIN)
        await person.give(PIN)
        assert person.app.came == "bob"
    assert sorted(room.seats) == [("ada", "other-ada"), ("bob", "mine")]


async def test_who_came_by_a_key_is_asked_nothing(room: Threshold) -> None:
    """Whether the name has a PIN or not."""
    room.has_pin("ada")
    for name in ("ADA", "bob"):
        async with room.comes(name, known=True) as person:
            await person.settle()
            assert person.app.came == name.lower()


async def test_a_key_opens_no_other_name(room: Threshold) -> None:
    """But its own, also when they come back to it."""
    room.has_pin("bob")
    room.sits("ada")
    async with room.comes("ada", known=True) as person:
        await person.settle()
        await person.press("2")
        await person.give("bob")
        assert "Welcome back, bob. Your PIN:" in person.words
        await person.press("escape")
        await person.give("ADA")
        assert "ada is here already" in person.words
        await person.press("1")
        assert person.app.came == "ada"


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
async def test_another_name_is_taken_or_refused_with_the_reason(
    room: Threshold, size: tuple[int, int]
) -> None:
    """What was written stays, to be mended; escape goes back."""
    async with room.comes("ada", size, refused=_not_eve) as person:
        await person.settle()
        await person.press("escape")
        assert "What is your name?" in person.words
        await person.give("")
        assert "✗ a name has 1 to 40 letters" in person.words
        await person.give("x" * 41)
        assert "✗ a name has 1 to 40 letters" in person.words
        assert not clipped(person.app.screen)
        assert "x" * 20 in person.text
        await person.press("backspace")
        assert "✗" not in person.text
        await person.press("ctrl+u")
        await person.give("eve")
        assert "✗ eve has a key of her own" in person.words
        await person.press("escape")
        assert "ada is new here" in person.words
        await person.press("escape")
        await person.give("  [b]bob  ")
        assert "[b]bob is new here" in person.words


def _not_eve(name: str) -> str | None:
    return "eve has a key of her own" if name == "eve" else refusal(name)


async def test_a_name_that_is_none_is_asked_for_anew(room: Threshold) -> None:
    """There is nothing to go back to."""
    async with room.comes("\u202e") as person:
        await person.settle()
        assert "What is your name?" in person.words
        assert "Back" not in person.rows[-1]
        await person.press("escape")
        await person.give("ada")
        assert "ada is new here" in person.words


@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
@pytest.mark.parametrize(
    "name", ["[red]x[/red]", "שרה כהן", "Zoë 🎉", "李" * 40, "n" * 40, "$name"]
)
async def test_strange_names_are_plain_text_and_whole(
    room: Threshold, name: str, size: tuple[int, int]
) -> None:
    """New, back, and here already: nothing is markup, nothing is cut, no row is too long."""
    async with room.comes(name, size) as person:
        await person.settle()
        _is_whole(person, name, size)
        await person.give(PIN)
        await person.give(PIN)
    room.sits(name)
    async with room.comes(name, size, id="another") as person:
        await person.settle()
        _is_whole(person, name, size)
        await person.give(PIN)
        assert "is here already" in person.words
        _is_whole(person, name, size)


def _is_whole(person: Person, name: str, size: tuple[int, int]) -> None:
    assert "".join(name.split()) in "".join(person.body.split())
    assert not clipped(person.app.screen)
    assert {cell_len(row) <= size[0] for row in person.rows} == {True}


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


async def test_the_cursor_stands_still(room: Threshold, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each blink would be sent over the line."""
    monkeypatch.setattr(Input.cursor_blink, "_default", True)
    async with room.comes("ada") as person:
        await person.settle()
        field = person.app.screen.query_one(Field)
        assert field.has_focus
        assert field._blink_timer is not None
        assert not field._blink_timer._active.is_set()


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


async def test_what_is_pasted_is_one_line_and_never_cut_unseen(room: Threshold) -> None:
    """A megabyte is not taken at all."""
    async with room.comes("ada") as person:
        await person.settle()
        await person.paste("p" * 150 + "\nsecond line")
        await person.press("enter")
        assert "this has 150" in person.words
        await person.paste("p" * 1_000_000)
        await person.press("enter")
        assert "this has 0" in person.words
