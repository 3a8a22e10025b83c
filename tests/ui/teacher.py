"""A teacher at the board, as their class hears them."""

from random import Random
from typing import Any

from tests.ui.screens import Learner
from tutor.course.library import Library
from tutor.record.room import Ask, Close, Event, Invite, Note, Pace, Prove, Room, Show
from tutor.ui.screens.room import RoomScreen

BET: dict[str, Any] = {"lesson": "the-claim", "question": "claim-prediction"}
"""Its right answer is the second."""
LONG: dict[str, Any] = {"seed": 7, "number": 5, "concept": None, "level": None}
READY: dict[str, Any] = {
    "prompt": "Go on to *the proof*?\n[red]Say[/red] what you think.",
    "options": ["Yes", "No", "[b]Later[/b]"],
}


async def ask(learner: Learner, question: dict[str, Any], again: str = "") -> str:
    """Put a question to the room, or put it again after a round; gives the poll's id."""
    asked = await learner.hear(Ask(question=question, round=2 if again else 1, poll=again))
    return again or asked.id


async def opened(learner: Learner) -> RoomScreen:
    """The dialogue, which has opened by itself and hears keys."""
    screen = await learner.arrive(RoomScreen)
    await learner.until(screen, "listens", bool)
    return screen


async def asked(learner: Learner) -> None:
    """A question has come."""
    await ask(learner, BET)
    await opened(learner)


async def in_words(learner: Learner) -> None:
    """A question in the teacher's own words."""
    await ask(learner, READY)
    await opened(learner)


async def voted(learner: Learner) -> None:
    """The learner has answered, and may not know yet what is right."""
    await asked(learner)
    await learner.press("1", "3")
    await learner.told_at_home("saved")


async def again(learner: Learner) -> None:
    """The second round, of which the learner has chosen an answer, but not said how sure."""
    poll = await ask(learner, BET)
    await opened(learner)
    await learner.press("1", "3")
    await ask(learner, BET, poll)
    await opened(learner)
    await learner.press("2")


async def proved(learner: Learner) -> None:
    """The proof of a question whose second vote was wrong."""
    poll = await ask(learner, BET)
    await opened(learner)
    await learner.press("2", "1")
    await ask(learner, BET, poll)
    await opened(learner)
    await learner.press("1", "3")
    await learner.hear(Prove(poll=poll))


async def unanswered(learner: Learner) -> None:
    """The proof for who gave no answer."""
    poll = await ask(learner, BET)
    await opened(learner)
    await learner.hear(Prove(poll=poll))


async def long(learner: Learner) -> None:
    """A fresh question that is longer than the screen, over the lab."""
    await learner.press("l", "s")
    await ask(learner, LONG)
    await opened(learner)


async def aside(learner: Learner) -> None:
    """Home in a class: a question put aside, a word to all, lessons that open later."""
    await learner.hear(Note(text="A break until 10:15. Have a look at lesson 2 if you like."))
    await learner.hear(Pace(open_to=2))
    await asked(learner)
    await learner.press("escape")


async def invited(learner: Learner) -> None:
    """The lab, while the teacher is at a page."""
    await learner.press("l")
    await learner.hear(Invite(lesson="zero-start", page=2))


def anything(chance: Random, library: Library, room: Room) -> Event:
    """Whatever a teacher may do in a room as it stands, sensible or not."""
    entry = chance.choice(library.entries)
    if not room.polls or chance.random() < 0.25:
        strange = {"lesson": "no-such", "question": "at-all"}
        fresh = LONG | {"number": chance.randrange(30)}
        of_lesson = [
            {"lesson": entry.id, "question": one.id} for one in library.lesson(entry.id).questions
        ]
        return Ask(question=chance.choice((BET, READY, strange, fresh, *of_lesson)))
    poll = chance.choice(room.polls[-2:])
    return chance.choice(
        (
            Ask(question=poll.question, round=poll.round + 1, poll=poll.id),
            Show(poll=poll.id),
            Prove(poll=poll.id),
            Close(poll=poll.id),
            Note(text=chance.choice(("", "[b]A break[/b] until 10:15. " * 9, "名 [red"))),
            Pace(open_to=chance.choice((None, 1, entry.number))),
            Invite(lesson=chance.choice((entry.id, "no-such")), page=chance.choice((0, 1, 99))),
        )
    )
