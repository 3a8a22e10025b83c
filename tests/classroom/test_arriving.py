"""Who arrives shows who they are, or takes another name: at the keyboard, over a real record."""

import pytest
from rich.cells import cell_len
from textual.geometry import Size
from textual.widgets import Input

from tests.classroom.threshold import PIN, Person, Threshold
from tests.ui.conftest import desk, library
from tests.ui.screens import SIZES, Desk, clipped
from tutor.classroom import arriving, patient
from tutor.classroom.form import Field
from tutor.classroom.names import refusal
from tutor.ui.screens.home import HomeScreen
from tutor.ui.widgets import small

__all__ = ["desk", "library"]

NARROW = {"60x20": (60, 20), **SIZES}


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


async def test_the_cursor_stands_still(room: Threshold, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each blink would be sent over the line."""
    monkeypatch.setattr(Input.cursor_blink, "_default", True)
    async with room.comes("ada") as person:
        await person.settle()
        field = person.app.screen.query_one(Field)
        assert field.has_focus
        assert field._blink_timer is not None
        assert not field._blink_timer._active.is_set()


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
