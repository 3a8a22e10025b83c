"""A teacher who presses any key at the board, while students do anything.

    python -m tests.classroom.board.monkey --keys 20000 --seed 1

No fault, and no dead end: escape leads back to the room from wherever, ctrl+q out, help opens and
closes. It has to stay so whatever the students, and whoever teaches at another board, do meanwhile.
"""

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.classroom.board.room import Class
from tests.ui.screens import Learner
from tests.ui.teacher import anything
from tests.ui.walker import SIZES, Walker, run
from tutor.classroom.board.screens.board import BoardScreen
from tutor.course.asked import question_of
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.record.facts import Answer

SITTING = 500
"""Keys after which it leaves."""
OFTEN = 0.05
"""Of the keys that are pressed, those after which somebody else does something."""
NAMES = (
    "ada",
    "[b]bob[/b]",
    "Ćwierć-Żółw",
    "名前名前名前",
    "x" * 40,
    *map("pupil {}".format, range(30)),
)
GIVEN = ("1", "-1/2", "(1, 2)", "2 3 1", "no such rate", "[red]")
"""What may be typed where there is nothing to choose from."""


@dataclass(kw_only=True)
class Monkey(Walker):
    """Presses keys at the board of one class."""

    home = BoardScreen
    room: Class
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    """What was answered in lessons, and by whom."""

    async def sit_down(self) -> None:
        """Open the board, sometimes with the names hidden."""
        hidden = self.chance.random() < 0.3
        self.pressed.append("(the board)")
        async with self.room.teacher(self.chance.choice(SIZES[:3]), hidden=hidden) as teacher:
            await self.walk(teacher, SITTING)

    async def meanwhile(self, learner: Learner) -> None:  # noqa: ARG002 - it hears of it by itself
        """Somebody else does something now and then; nobody waits until it has come."""
        if self.chance.random() < OFTEN:
            act = self.chance.choice(
                (
                    self._come,
                    self._leave,
                    self._answer,
                    self._undo,
                    self._vote,
                    self._vote,
                    self._teach,
                )
            )
            self.pressed.append(f"({act.__name__[1:]})")
            await asyncio.to_thread(act)

    def is_ready(self, learner: Learner) -> bool:
        """Whether all is done that was begun: what is asked opens its votes when it is kept."""
        return all(one.is_finished for one in learner.app.workers)

    def _some(self) -> list[str]:
        return self.chance.sample(NAMES, self.chance.randrange(1, len(NAMES)))

    def _come(self) -> None:
        lesson = self.chance.choice(self.room.library.entries).id
        place = self.chance.choice((f"lesson:{lesson}", "lesson:no-such", "home", "quiz:7", "room"))
        page = self.chance.choice((0, 2, 99)) if place.startswith("lesson:") else None
        ago, stuck = self.chance.randrange(20), self.chance.random() < 0.2
        self.room.come(*self._some(), place=place, page=page, ago=ago, stuck=stuck)

    def _leave(self) -> None:
        self.room.leave(*self._some())

    def _answer(self) -> None:
        name, right = self.chance.choice(NAMES), self.chance.random() < 0.5
        given, sure = self.chance.choice(GIVEN), self.chance.randrange(4)
        known = self.chance.choice((None, "no-such", *self.room.library.misconceptions))
        wrong = None if right else known
        told = self.room.answer(name, given, right=right, confidence=sure, misconception=wrong)
        self.answers.append((name, told))

    def _undo(self) -> None:
        if self.answers:
            self.room.undo(*self.chance.choice(self.answers))

    def _vote(self) -> None:
        """Some vote on a question, whether it is still open or not."""
        polls = self.room.stands.polls
        if not polls:
            return
        poll = self.chance.choice(polls[-2:])
        # A question that this course has not, or an answer that is none of its kind.
        with suppress(TutorError, ValueError):
            question = question_of(poll.question, poll.id, self.room.library)
            texts = [option.text for option in question.options] or GIVEN
            given = {name: self.chance.choice(texts) for name in self._some()}
            self.room.vote(poll.id, given, poll.round, self.chance.randrange(1, 4))

    def _teach(self) -> None:
        """Somebody else who teaches does something."""
        self.room.tell(anything(self.chance, self.room.library, self.room.stands))


def at_board(folder: Path, chance: Random, keys: int) -> Monkey:
    """A monkey at the board of an empty class in a folder."""
    room = Class(Library.open(), str(folder / "record.sqlite"))
    with room.database():
        pass
    return Monkey(room=room, chance=chance, keys=keys)


if __name__ == "__main__":
    sys.exit(run("tests.classroom.board.monkey", __doc__, at_board, sys.argv[1:]))
