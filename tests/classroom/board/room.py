"""A class in a real record, and its teacher at the keyboard of the board."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from textual.pilot import Pilot

from tests.ui.screens import NOON, SMALL, Learner, solid
from tutor.classroom.board.app import BoardApp
from tutor.course.asked import question_of
from tutor.course.library import Library
from tutor.course.question import grade
from tutor.record.database import Database
from tutor.record.facts import Answer, Undo, stamped
from tutor.record.room import Ask, Event, Room, vote_place
from tutor.record.seats import Where, keep_warm, move, rise, seat, sit
from tutor.record.taught import events, room_now, tell

SERVER = "one"
SURE = 3
SAID: Mapping[str, Any] = {"prompt": "Which way?", "options": ["left", "right"]}
ASKED: Mapping[str, Any] = {"lesson": "the-claim", "question": "claim-good-start"}
RIGHT, WRONG = "No", "Yes"
"""What can be answered to it."""
_MOMENT, _PATIENCE = 0.02, 30.0
E = TypeVar("E", bound=Event)


class Teacher(Learner):
    """Presses keys at the board, and reads what stands on it."""

    def __init__(self, app: BoardApp, pilot: Pilot[None]) -> None:
        self.app: Any = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until nothing is left to be done; what the record says comes when it comes."""
        await self.rest()

    async def sees(self, *words: str) -> None:
        """Wait until the screen says all this, or a note in its corner, however it is wrapped."""
        async with asyncio.timeout(_PATIENCE):
            while not all(word in self.words or solid(word) in solid(self.told) for word in words):
                await self.pilot.pause(_MOMENT)
                await self.rest()

    async def misses(self, words: str) -> None:
        """Wait until the screen does not say this any more."""
        async with asyncio.timeout(_PATIENCE):
            while words in self.words:
                await self.pilot.pause(_MOMENT)
                await self.rest()


@dataclass
class Class:
    """Learners who are here, and what they do. All of it happens at noon, or before."""

    library: Library
    where: str
    """The record."""
    now: datetime = NOON

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The record."""
        database = Database.open(self.where)
        try:
            yield database
        finally:
            database.close()

    def come(
        self,
        *names: str,
        place: str = "home",
        page: int | None = None,
        ago: int = 0,
        stuck: bool = False,
    ) -> None:
        """Learners are here, since so many minutes at this place."""
        with self.database() as database:
            for name in names:
                came = self.now - timedelta(minutes=ago)
                sit(database, replace(seat(name, name, SERVER, "", came), place=place, page=page))
                move(database, name, Where(place, page, stuck), came)
            keep_warm(database, SERVER, self.now)

    def leave(self, *names: str) -> None:
        """Learners leave."""
        with self.database() as database:
            rise(database, *names)

    def answer(self, name: str, given: str = "yes", **said: object) -> Answer:
        """A learner answers something in a lesson, right and sure if nothing else is said."""
        fields: dict[str, Any] = {
            "question": "its-id",
            "concept": "tie",
            "given": given,
            "right": True,
            "confidence": SURE,
            "hints": 0,
            "place": "lesson:zero-start",
        }
        fact = stamped(Answer(**fields | said), self.now)
        with self.database() as database:
            database.write(name, [fact])
        return fact

    def undo(self, name: str, answer: Answer) -> None:
        """A learner takes an answer back."""
        with self.database() as database:
            database.write(name, [stamped(Undo(answer=answer.id), self.now)])

    def tell(self, event: E) -> E:
        """Somebody who teaches does something, perhaps at another board."""
        with self.database() as database:
            return tell(database, event, self.now)

    def ask(self, asked: Mapping[str, Any], number: int = 1, poll: str = "") -> str:
        """A question is put to the room; gives its id."""
        kept = self.tell(Ask(question=asked, round=number, poll=poll))
        return poll or kept.id

    def vote(self, poll: str, given: Mapping[str, str], number: int = 1, sure: int = SURE) -> None:
        """Learners, by name, vote for answers."""
        asked = next(one for one in self.stands.polls if one.id == poll).question
        question = question_of(asked, poll, self.library)
        for name, text in given.items():
            graded = grade(question, text)
            self.answer(
                name,
                graded.given,
                question=question.id,
                concept=question.concept,
                right=graded.right,
                confidence=sure,
                misconception=graded.option.misconception,
                predicted=question.predict,
                place=vote_place(poll, number),
            )

    @property
    def stands(self) -> Room:
        """How the room stands in the record."""
        with self.database() as database:
            return room_now(database, self.now)

    @property
    def told(self) -> list[Event]:
        """All that was told to the room."""
        with self.database() as database:
            return [event for _, event in events(database)]

    @property
    def path(self) -> Path:
        """The file of the record."""
        return Path(self.where)

    @property
    def reports(self) -> list[Path]:
        """The files that were exported."""
        return sorted(self.path.parent.glob("report-by-*"))

    @asynccontextmanager
    async def teacher(
        self, size: tuple[int, int] = SMALL, *, hidden: bool = False
    ) -> AsyncIterator[Teacher]:
        """Open the board, and wait until it has read the record."""
        app = BoardApp(self.where, self.library, lambda: self.now, Random(7), hidden=hidden)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            teacher = Teacher(app, pilot)
            await teacher.sees(" here")
            yield teacher
        app.reader.end()
        assert not app.reader.is_alive()
