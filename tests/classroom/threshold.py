"""The threshold of a class: a real record, and who comes in over it, at the keyboard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from textual.pilot import Pilot

from tests.ui.screens import NOON, SMALL, Desk, Learner
from tutor.classroom.arrival import Arrival
from tutor.classroom.arriving import ArrivingScreen
from tutor.classroom.names import refusal
from tutor.record.database import Database
from tutor.record.pins import choose_pin, right_pin
from tutor.record.seats import seat, seated, sit
from tutor.record.store import Record
from tutor.ui.app import TutorApp
from tutor.ui.session import Session

PIN, WRONG = "4-words?", "5-words?"
MOMENT, PATIENCE = 0.01, 30.0


class Door(TutorApp):
    """The tutor, before it is somebody's."""

    def __init__(self, session: Session, screen: ArrivingScreen) -> None:
        """Begin with this screen."""
        super().__init__(session)
        self.arriving = screen
        self.came: str | None = None
        """Who has sat down."""
        self.said: list[dict[str, Any]] = []
        """What the listener was told."""

    def begin(self) -> None:
        """See who it is."""
        self.push_screen(self.arriving, self._is)

    def _is(self, name: str | None) -> None:
        self.came = name

    @property
    def roams(self) -> bool:
        """Who it is has to be known first, as in a class."""
        return self.came is not None

    def say(self, message: dict[str, Any]) -> None:
        """Say something to the listener."""
        self.said.append(message)


class Person(Learner):
    """Somebody at the keyboard, of whom nothing is known."""

    def __init__(self, app: Door, pilot: Pilot[None]) -> None:
        self.app: Door = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until the record has answered and all is drawn."""
        await self.rest()

    async def give(self, text: str) -> None:
        """Write a line, and enter."""
        await self.write(text)
        await self.press("enter")

    async def sees(self, words: str) -> None:
        """Wait until the screen says this, whatever the record does."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.words:
                await self.pilot.pause(MOMENT)

    async def until_the_end(self) -> None:
        """Wait until the session ends."""
        async with asyncio.timeout(PATIENCE):
            while not self.app._exit:
                await self.pilot.pause(MOMENT)

    @property
    def body(self) -> str:
        """What stands between the title and the keys, as one line."""
        return " ".join("\n".join(self.rows[1:-1]).split())


@dataclass
class Threshold:
    """A record, and who comes to it; all at noon, unless it is said to be later."""

    desk: Desk
    now: datetime = NOON

    @property
    def where(self) -> str:
        """The record."""
        return str(self.desk.path)

    def do(self, work: Callable[[Database], object]) -> None:
        """Something happens in it."""
        database = Database.open(self.where)
        work(database)
        database.close()

    def has_pin(self, name: str, pin: str = PIN) -> None:
        """Somebody was here before."""
        self.do(lambda database: choose_pin(database, name, pin, NOON))

    def is_guessed_at(self, name: str) -> None:
        """Others have tried so many wrong PINs of a name that none is looked at now."""
        for _ in range(10):
            self.do(lambda database: right_pin(database, name, WRONG, self.now))

    def sits(self, name: str, place: str = "home", page: int | None = None, ago: int = 0) -> None:
        """Somebody is here already, since so many minutes."""
        came = seat(f"other-{name}", name, "other", "192.168.1.7", NOON - timedelta(minutes=ago))
        there = replace(came, place=place, page=page, seen=seat("", "", "", "", NOON).seen)
        self.do(lambda database: sit(database, there))

    @property
    def seats(self) -> list[tuple[str, str]]:
        """Who sits where."""
        found: list[tuple[str, str]] = []
        self.do(lambda one: found.extend((s.learner, s.id) for s in seated(one, NOON)))
        return found

    def pin_of(self, name: str) -> str | None:
        """Which of our PINs a name has."""
        found: list[str] = []
        self.do(lambda one: found.extend(p for p in (PIN, WRONG) if right_pin(one, name, p, NOON)))
        return found[0] if found else None

    @asynccontextmanager
    async def comes(
        self,
        name: str,
        size: tuple[int, int] = SMALL,
        *,
        known: bool = False,
        kind: type[Arrival] = Arrival,
        refused: Callable[[str], str | None] = refusal,
        id: str = "mine",  # noqa: A002 - the seat's
    ) -> AsyncIterator[Person]:
        """Somebody comes in by a name."""
        record = Record(self.where, "", lambda: self.now)
        arrival = kind(self.where, id, "server", "192.0.2.9", lambda: self.now)
        session = Session(self.desk.library, record, lambda: self.now, 7)
        app = Door(session, ArrivingScreen(arrival, name, known, refused=refused))
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            person = Person(app, pilot)
            async with asyncio.timeout(PATIENCE):
                while not app.arriving.is_mounted:
                    await pilot.pause(MOMENT)
            yield person
        record.close()
