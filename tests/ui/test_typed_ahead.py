"""Keys typed ahead: none is lost, and each goes to the screen that it is meant for."""

import asyncio
from dataclasses import asdict
from pathlib import Path

import pytest
from textual.events import CursorPosition, Key
from textual.keys import _character_to_key

from tests.ui.screens import LEARNER, Desk, Learner
from tutor.record.database import Database
from tutor.ui.typed import TypedParser
from tutor.ui.widgets.number_field import NumberField

FIELD = ("l", "tab", "ctrl+u")
"""Into the lab, to A's η, and nothing is left in the field."""
SCRIPTS = {
    "steps in the lab": ("l", *"ssbevs"),
    "η in the lab": (*FIELD, *"0.25", "enter", "escape", "s"),
    "starts in the lab": ("l", "tab", "tab", "ctrl+u", *"1,-2,3", "tab", "up", "escape"),
    "a field, emptied twice": (*FIELD, "7", "ctrl+u", "3", "backspace", "4", "ctrl+u", "5"),
    "out of the lab": ("l", "s", "escape", "p", "escape", "down", "down"),
    "a lesson and its prediction": ("enter", "2", "3", "enter", "enter", "right", "space"),
    "help and back": ("l", "?", "escape", "s", "?", "escape", "s"),
    "a dialogue in the lab": ("l", "d", "down", "enter", "s", "e"),
    "the palette": ("ctrl+p", *"progress", "enter"),
    "a quiz": ("u", *"12", "enter", *"13", "enter", *"11", "enter"),
    "a quiz that is left": ("u", *"12", "enter", "escape", "escape", "l", "s"),
    "a lesson that is left": ("enter", "2", "3", "enter", "escape", "down", "enter", "enter"),
}
_PATIENCE = 30


async def one_by_one(learner: Learner, keys: tuple[str, ...]) -> None:
    """Press each key when the one before has had its whole effect."""
    await learner.press(*keys)


async def at_once(learner: Learner, keys: tuple[str, ...]) -> None:
    """All keys come in one piece."""
    for key in keys:
        character = key if len(key) == 1 else " " if key == "space" else None
        learner.app.post_message(Key(_character_to_key(key) if len(key) == 1 else key, character))
    async with asyncio.timeout(_PATIENCE):
        while learner.app.typed_ahead:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await learner.settle()


def kept(where: Path, learner: str = LEARNER) -> list[dict[str, object]]:
    """The answers in a record, without what no two rounds have in common."""
    database = Database.open(str(where))
    facts = [asdict(fact) for _, fact in database.facts(learner)]
    database.close()
    differs = ("id", "at", "zone", "seconds")
    return [
        {name: value for name, value in fact.items() if name not in differs}
        for fact in facts
        if "confidence" in fact
    ]


@pytest.mark.parametrize("script", SCRIPTS)
async def test_the_same_keys_at_once_and_one_by_one_end_alike(script: str, desk: Desk) -> None:
    """On the same screen to the last character, with the same answers in the record."""
    found = []
    for name, press in (("slow", one_by_one), ("burst", at_once)):
        there = Desk(desk.library, desk.path.with_name(f"{name}.sqlite"), desk.seed)
        async with there.learner() as learner:
            await press(learner, SCRIPTS[script])
            rows, screen = learner.rows, type(learner.app.screen)
        found.append((screen, rows, kept(there.path)))
    assert found[0] == found[1]


async def test_keys_keep_their_order_where_the_program_is_busy_for_long(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait no longer then, and yet none overtakes another."""
    monkeypatch.setattr("tutor.ui.typed._LOOKS", 1)
    free = asyncio.Event()
    async with desk.learner() as learner:
        await learner.press(*FIELD)
        for key in "123":
            learner.app.post_message(Key(key, key))
        learner.app.call_later(free.wait)
        await asyncio.sleep(0.1)
        free.set()
        await learner.settle()
        field = learner.app.focused
        assert isinstance(field, NumberField)
        assert field.value == "123"


def names(*pieces: str) -> list[str]:
    """The keys that the pieces of an input are taken for."""
    parser = TypedParser()
    return [getattr(event, "key", "") for piece in pieces for event in parser.feed(piece)]


def test_an_answer_of_the_terminal_that_comes_in_pieces_is_no_key() -> None:
    """However late the rest of it comes: a 1 would answer a question."""
    parser = TypedParser()
    events = [*parser.feed("\x1b[1")]
    parser._timeout_time = 0.0
    events += [*parser.tick(), *parser.feed(";1R")]
    assert [type(event) for event in events] == [CursorPosition]


def test_half_a_letter_behind_an_escape_leaves_them_two_keys() -> None:
    """A line may cut a letter of two bytes; the driver has nothing to feed then."""
    assert names("\x1b", "", "é") == ["escape", "é"]


@pytest.mark.parametrize("cut", range(6))
def test_escape_and_a_letter_behind_it_are_two_keys(cut: int) -> None:
    """However the line has cut them, and whatever else comes behind; not one key with Alt."""
    text = "\x1bu\x1bbs"
    assert names(text[:cut], text[cut:]) == ["escape", "u", "escape", "b", "s"]


def test_sequences_of_the_terminal_stay_whole() -> None:
    """Arrows in both modes, also behind an escape, and a key of kitty's protocol."""
    assert names("\x1b[A\x1bOB\x1b\x1b[C\x1b[27us") == [
        "up",
        "down",
        "escape",
        "right",
        "escape",
        "s",
    ]


def test_a_long_line_behind_an_escape_is_read() -> None:
    """Longer than any sequence."""
    assert names("\x1b" + "s" * 100) == ["escape", *"s" * 100]
