"""A question to thirty students, from its first vote to its second."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime

import pytest

from tests.classroom.clients import HOME, Student, sitting
from tests.classroom.conftest import PUPILS
from tests.classroom.school import School, eventually
from tutor.record.database import Database
from tutor.record.room import Ask, Close, Event, vote_place
from tutor.record.taught import tell
from tutor.record.votes import Counted, counted, votes

MANY = 30
CLASS = PUPILS[-MANY:]
BET = {"lesson": "the-claim", "question": "claim-prediction"}
ASKED = "The teacher asks"


@asynccontextmanager
async def everybody(school: School) -> AsyncIterator[dict[str, Student]]:
    """Thirty students, who are in."""
    async with AsyncExitStack() as stack:
        there: dict[str, Student] = {}

        async def come(name: str) -> None:
            there[name] = await stack.enter_async_context(sitting(school, name, size=(80, 24)))
            await there[name].sees(*HOME)

        await asyncio.gather(*map(come, CLASS))
        for name in CLASS:
            await asyncio.to_thread(school.until, "is", name=name)
        yield there


def put(school: School, event: Event) -> str:
    """The teacher does something; gives its id."""
    with closing(Database.open(school.record)) as database:
        return tell(database, event, datetime.now(UTC)).id


def came(school: School, poll: str, number: int) -> Counted:
    """What the board shows of a round, beside the one before it."""
    with closing(Database.open(school.record)) as database:
        before = votes(database, poll, number - 1) if number > 1 else []
        return counted(votes(database, poll, number), before)


def facts(school: School, place: str) -> dict[str, tuple[str, int]]:
    """What each has answered at a place, and how sure they were."""
    with closing(Database.open(school.record)) as database:
        found = {name: database.state(name).answers for name in CLASS}
    return {
        name: (one.given, one.confidence)
        for name, all_of in found.items()
        for one in all_of
        if one.place == place
    }


async def vote(student: Student, choice: str, sure: str) -> None:
    """Press an answer and a confidence, when the question has been there for a moment."""
    await student.sees("Choose esc Aside")
    for key, answer in ((choice, "How sure are you?"), (sure, "talk it over")):
        student.press(key)
        await student.sees(answer)


async def test_all_vote_talk_and_vote_again_and_no_vote_is_lost(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is counted equals what was pressed, and what the facts say."""
    async with everybody(school) as there:
        first = {name: ("12"[at % 2], "123"[at % 3]) for at, name in enumerate(CLASS)}
        second = {name: ("12"[at % 5 > 0], "123"[(at + 1) % 3]) for at, name in enumerate(CLASS)}
        began = time.monotonic()
        poll = put(school, Ask(question=BET))
        await asyncio.gather(*(one.sees(ASKED) for one in there.values()))
        signs = [time.monotonic() - began]
        for number, pressed in ((1, first), (2, second)):
            if number == 2:
                began = time.monotonic()
                put(school, Ask(question=BET, round=2, poll=poll))
                await asyncio.gather(*(one.sees("Second vote") for one in there.values()))
                signs.append(time.monotonic() - began)
            await asyncio.gather(*(vote(there[name], *keys) for name, keys in pressed.items()))
            await asyncio.to_thread(
                eventually,
                lambda: came(school, poll, number).voters == MANY,  # noqa: B023
                f"{MANY} votes",
            )
            agree(school, poll, number, pressed)
        moved = Counter((first[name][0], second[name][0]) for name in CLASS)
        assert sorted(came(school, poll, 2).moved.values()) == sorted(moved.values())
        put(school, Close(poll=poll))
        await asyncio.gather(*(one.misses("Second vote") for one in there.values()))
    await asyncio.to_thread(school.until_left)
    with capsys.disabled():
        print(f"\n{MANY} students: the question on all screens after", end=" ")
        print(", again after ".join(f"{one:.2f} s" for one in signs))


def agree(school: School, poll: str, number: int, pressed: dict[str, tuple[str, str]]) -> None:
    """The counts, the facts and the keys are the same."""
    told = facts(school, vote_place(poll, number))
    texts = {key: {told[name][0] for name in CLASS if pressed[name][0] == key} for key in "12"}
    assert all(len(given) == 1 for given in texts.values()), texts
    words = {key: next(iter(given)) for key, given in texts.items()}
    meant = {name: (words[key], int(sure)) for name, (key, sure) in pressed.items()}
    assert told == meant
    shown = came(school, poll, number)
    assert shown.answers == dict(Counter(given for given, _ in meant.values()))
    assert shown.sure == Counter(meant.values())
