"""Somebody who presses any key at the door of a class, and sometimes writes a name or a PIN.

    python -m tests.classroom.monkey --keys 5000 --seed 1

No fault, and no dead end: ctrl+q leads out of wherever, help opens and closes, escape closes what
lies over the question. Who comes in has the seat.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.classroom.threshold import PIN, WRONG, Person, Threshold
from tests.ui.screens import Desk, Learner
from tests.ui.walker import SIZES, Walker, run
from tutor.classroom.arriving import ArrivingScreen
from tutor.course.library import Library

SITTING = 100
"""Keys after which it leaves."""
OFTEN = 0.2
"""Of the keys that are pressed, those after which a whole line is written."""
NAMES = ("ada", "Ada", "bob", "[b]eve[/b]", "名前", "x" * 41, "\u202e", "")
PINS = (*[PIN] * 6, WRONG, "abc", "")


@dataclass(kw_only=True)
class Monkey(Walker):
    """Presses keys at the door of one class."""

    home = ArrivingScreen
    threshold: Threshold
    sittings: int = 0

    async def sit_down(self) -> None:
        """Come by some name; sometimes with a key, so that no PIN is asked."""
        self.sittings += 1
        name, known = self.chance.choice(NAMES), self.chance.random() < 0.3
        size, seat = self.chance.choice(SIZES[:3]), f"seat-{self.sittings}"
        self.pressed.append(f"(comes as {name!r}{' with a key' if known else ''})")
        async with self.threshold.comes(name, size, known=known, id=seat) as person:
            await self.walk(person, SITTING)
            came = person.app.came
        if came is not None:
            assert (came, seat) in self.threshold.seats

    async def meanwhile(self, learner: Learner) -> None:
        """Write now and then what is asked."""
        if self.chance.random() < OFTEN and not self.is_over(learner):
            page = _door(learner).page
            line = self.chance.choice(PINS if page is not None and page.hidden else NAMES)
            for key in (*line, "enter"):
                if not self.is_over(learner):
                    await self.press(learner, key)

    def is_ready(self, learner: Learner) -> bool:
        """Whether the record has answered."""
        return not _door(learner)._busy

    def is_over(self, learner: Learner) -> bool:
        """Whether it has left, or come in."""
        assert isinstance(learner, Person)
        return super().is_over(learner) or learner.app.came is not None


def _door(learner: Learner) -> ArrivingScreen:
    assert isinstance(learner, Person)
    return learner.app.arriving


def at_door(folder: Path, chance: Random, keys: int) -> Monkey:
    """A monkey at the door of an empty class in a folder."""
    threshold = Threshold(Desk(Library.open(), folder / "record.sqlite"))
    threshold.sits("bob")
    return Monkey(threshold=threshold, chance=chance, keys=keys)


if __name__ == "__main__":
    sys.exit(run("tests.classroom.monkey", __doc__, at_door, sys.argv[1:]))
