"""What the board looks like, as text that can be read in a diff.

`pytest tests/classroom/board --update-golden` writes the files anew; read their diff first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.classroom.board.room import ASKED, RIGHT, SAID, WRONG, Class
from tests.ui.screens import SIZES, clipped
from tutor.record.room import Invite, Note

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("Ada", "Emmy Noether", "Évariste", "李小龍", "[red]Alan[/red]", "שרה כהן", "n" * 60)


def nobody(_room: Class) -> None:
    """An empty room."""


def busy(room: Class) -> None:
    """Seven learners, some answers, some misconceptions, a note."""
    for number, name in enumerate(NAMES):
        room.come(name, place="lesson:zero-start", page=number % 3 + 1, ago=number)
    room.come("Ada", place="lab", ago=1)
    room.come("Zoë", place="lesson:zero-start", page=1, ago=2, stuck=True)
    room.come("Bob", place="lesson:zero-start", page=0, ago=12)
    beliefs = ("never-matters", "bigger-step", "never-matters", None)
    for number, name in enumerate((*NAMES, *NAMES)):
        belief = beliefs[number % 4]
        room.answer(
            name,
            "The predictions stay as they are",
            right=belief is None,
            confidence=number % 3 + 1,
            misconception=belief,
        )
    room.tell(Invite(lesson="zero-start", page=2))
    room.tell(Note(text="a break at eleven"))


def voting(room: Class) -> None:
    """A question is open, and half of them have voted."""
    busy(room)
    poll = room.ask(ASKED)
    room.vote(poll, {"Ada": RIGHT, "Bob": WRONG, "Zoë": WRONG, "Évariste": RIGHT}, sure=2)
    room.vote(poll, {"李小龍": WRONG})


def voted_twice(room: Class) -> None:
    """It was talked over and asked again."""
    voting(room)
    poll = room.stands.polls[-1].id
    room.ask(ASKED, 2, poll)
    room.vote(poll, {"Ada": RIGHT, "Bob": RIGHT, "Zoë": RIGHT, "Évariste": WRONG}, number=2)


def own(room: Class) -> None:
    """A question of the teacher's own."""
    room.come("Ada", "Bob")
    room.vote(room.ask(SAID), {"Ada": "left"})


@dataclass(frozen=True)
class Scene:
    """How a screen comes about."""

    begin: Callable[[Class], None]
    keys: tuple[str, ...] = ()


SCENES = {
    "room-empty": Scene(nobody),
    "room": Scene(busy),
    "room-hidden": Scene(busy, ("n",)),
    "room-asked": Scene(voting),
    "room-help": Scene(busy, ("question_mark",)),
    "ask": Scene(nobody, ("a",)),
    "ask-lesson": Scene(nobody, ("a", "1", "1", "right")),
    "ask-own": Scene(nobody, ("a", "3", *"Why?", "enter", *"So", "enter", "enter")),
    "votes": Scene(voting, ("v",)),
    "votes-shown": Scene(voting, ("v", "s")),
    "votes-twice": Scene(voted_twice, ("v", "s")),
    "votes-proved": Scene(voted_twice, ("v", "p")),
    "votes-own": Scene(own, ("v", "s")),
    "votes-help": Scene(voting, ("v", "question_mark")),
    "note": Scene(nobody, ("t", *"Hi")),
    "invite": Scene(busy, ("i",)),
    "page-refused": Scene(nobody, ("i", "1", *"99", "enter")),
    "pin": Scene(nobody, ("k", *"ada", "enter")),
    "export": Scene(nobody, ("e",)),
    "pace": Scene(nobody, ("o",)),
}
AWAITED = {"votes-shown": "█", "votes-twice": "█", "votes-proved": "Right is", "votes-own": "█"}
"""What the record must have told before the picture is whole."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_of_the_board_looks_as_it_did(
    room: Class, name: str, size: str, request: pytest.FixtureRequest
) -> None:
    """To the letter, in the dark theme and in the light one; and no text on it is cut."""
    scene, file = SCENES[name], GOLDEN / f"{name}-{size}.txt"
    scene.begin(room)
    async with room.teacher(SIZES[size]) as teacher:
        await teacher.press(*scene.keys)
        await teacher.sees(AWAITED.get(name, ""))
        await teacher.press("up")
        shown = f"{teacher.text}\n"
        if request.config.getoption("--update-golden"):
            file.write_text(shown, encoding="utf-8")
        assert file.is_file(), f"no {file.name}; --update-golden writes it"
        assert shown == file.read_text(encoding="utf-8")
        assert clipped(teacher.app.screen) == []
        teacher.app.action_toggle_theme()
        await teacher.rest()
        assert f"{teacher.text}\n" == shown


def test_every_golden_file_of_the_board_is_compared_with() -> None:
    """A file whose scene is gone is gone as well."""
    known = {f"{name}-{size}.txt" for name in SCENES for size in SIZES}
    assert {file.name for file in GOLDEN.iterdir()} == known
