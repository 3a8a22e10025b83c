"""Somebody who presses any key anywhere: no fault, no dead end, nothing lost.

    python -m tests.ui.monkey --keys 50000 --seed 1

A monkey sits at one desk again and again: alone, in a class whose teacher does anything at any
moment, and in one with keys of its own. In the end of each sitting the record has to be what was
shown last. The board and the door of a class have monkeys of their own in `tests.classroom`.
"""

import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.ui.screens import LEARNER, NOON, Desk, Learner
from tests.ui.teacher import anything
from tests.ui.walker import LEAVES, SIZES, Walker, run
from tutor.course.library import Library
from tutor.record.database import Database
from tutor.record.room import Room
from tutor.record.seats import seat, sit
from tutor.record.taught import room_now, tell
from tutor.settings import Settings
from tutor.ui.functions import PLACES, Function, functions, refused
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.key_list import KeyListScreen

SHORT, SITTING = 250, 1_500
"""Keys after which it leaves: at first, so that a short walk has all kinds, and later."""
OFTEN = 0.03
"""Of the keys that are pressed in a class, those after which the teacher does something."""
SEAT = "seat"
KEPT = {*LEAVES, "escape", "question_mark"}
"""Keys by which it finds help and the way out; these it leaves as they are."""
OTHER = (*"bdgikmwxyzABDEGHKLMNPRSVWXZ", "ö", "semicolon", "f5", "ctrl+g", "ctrl+k", "ctrl+o")
"""Keys that it sets anew."""


@dataclass(kw_only=True)
class Monkey(Walker):
    """Presses keys at one desk."""

    home = HomeScreen
    desk: Desk
    sittings: int = 0
    room: Room | None = None
    """The class as its teacher left it, while it sits in one."""

    async def sit_down(self) -> None:
        """Alone, in a class, and in a class with other keys, in turn."""
        kind, longest = self.sittings % 3, SHORT if self.sittings < 3 else SITTING
        self.sittings += 1
        keys = other_keys(self.chance) if kind == 2 else {}
        self.room = self._come_in() if kind else None
        self.pressed.append(f"({'in a class' if kind else 'alone'} {keys})")
        desk = replace(self.desk, settings=Settings(keys=keys))
        size = self.chance.choice(SIZES[:3])
        async with desk.learner(size, seat=SEAT if kind else None) as learner:
            await self.walk(learner, longest)
            state = learner.session.record.state
        assert self.desk.record() == state, "the record is not what was shown last"

    def _come_in(self) -> Room:
        """Take a seat in the class, which is as it was left."""
        database = Database.open(str(self.desk.path))
        try:
            sit(database, seat(SEAT, LEARNER, "here", "", NOON))
            return room_now(database, NOON)
        finally:
            database.close()

    async def meanwhile(self, learner: Learner) -> None:
        """The teacher does something now and then; nobody waits until it has come."""
        if self.room is not None and self.chance.random() < OFTEN:
            self.room = await asyncio.to_thread(self._teach, self.room)
            learner.session.record.ring()

    def _teach(self, room: Room) -> Room:
        event = anything(self.chance, self.desk.library, room)
        self.pressed.append(f"({event.kind})")
        database = Database.open(str(self.desk.path))
        try:
            tell(database, event, NOON)
            return room_now(database, NOON, room)
        finally:
            database.close()

    def is_ready(self, learner: Learner) -> bool:
        """Whether all has come that the teacher did, and a question would be there, and listen."""
        app = learner.app
        if self.room is not None and app._heeded.last < self.room.last:
            return False
        return (app._looking is None or app.busy) and getattr(app.screen, "listens", True)

    def key(self, learner: Learner) -> str:
        """As anywhere; but in the list of keys it leaves those alone by which it finds out."""
        key, app, screen = super().key(learner), learner.app, learner.app.screen
        if isinstance(screen, KeyListScreen) and not screen.hearing:
            bound = screen.active_bindings.get(key)
            sets = bound is not None and bound.binding.id == "keys.set"
            # An arrow before it may be under way, and point at another one.
            moves = app.typed_ahead or not app._screen_rests
            if sets and (moves or (screen._pointed is not None and not is_free(screen._pointed))):
                return "escape"
        return key


def is_free(function: Function) -> bool:
    """Whether a monkey may set its key anew."""
    return not KEPT & set(function.key.split(","))


def other_keys(chance: Random) -> dict[str, str]:
    """Several keys that are set anew, as the list of keys would have them."""
    keys: dict[str, str] = {}
    free = [one for place in PLACES for one in functions(place) if is_free(one)]
    for function in chance.sample(free, 20):
        key = chance.choice(OTHER)
        if not refused(function, key, keys):
            keys[function.id] = key
    return keys


def at_desk(folder: Path, chance: Random, keys: int) -> Monkey:
    """A monkey at the desk of an empty record in a folder."""
    desk = Desk(Library.open(), folder / "record.sqlite")
    return Monkey(desk=desk, chance=chance, keys=keys)


if __name__ == "__main__":
    sys.exit(run("tests.ui.monkey", __doc__, at_desk, sys.argv[1:]))
