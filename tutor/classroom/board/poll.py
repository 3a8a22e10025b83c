"""How a question to the room stands: who has voted, what they answered, and what may come next.

The order of things is peer instruction: all vote alone, talk it over, vote again, and see the
proof (Mazur, Peer Instruction: A User's Manual, 1997; Crouch & Mazur, Peer Instruction: Ten years
of experience and results, American Journal of Physics 69, 970-977, 2001). When to talk it over is
told by two bounds, as in the flow chart of Lasry, Mazur & Watkins (American Journal of Physics 76,
1066-1069, 2008).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from tutor.course.lesson import ANYTHING_ELSE, Kind, Question
from tutor.course.question import grade
from tutor.errors import TutorError
from tutor.record.room import Poll
from tutor.record.votes import Counted

_TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}
_MOST = 12
"""Typed answers that are shown by themselves."""
_FEW, _MANY = 30, 70
"""Percent; from the one to the other a talk among neighbours helps most."""


class Advice(StrEnum):
    """What helps next, as far as the votes of one round say."""

    EXPLAIN = "Few have it yet: a word from you first, then g asks again."
    DISCUSS = "Worth a talk: let neighbours convince each other, then g asks again."
    PROVE = "Most have it: p shows the proof."
    END = "They have talked: p shows the proof, or g asks once more."


@dataclass(frozen=True, slots=True)
class Standing:
    """A question to the room, and its votes."""

    poll: Poll
    question: Question | None
    """None where this course has no such question."""
    fault: str
    """Why it has none."""
    rounds: tuple[Counted, ...]
    """The votes of each round, the first one first."""
    voted: int
    """How many of those who are here have voted in the present round."""
    here: int
    is_open: bool
    """It was not taken away."""

    @property
    def judged(self) -> bool:
        """Whether there is a right answer to it."""
        return self.question is not None and self.question.keyed

    @property
    def advice(self) -> Advice | None:
        """What helps next; nothing before half of those who are here have voted."""
        now = self.rounds[-1]
        if not self.judged or not now.voters or 2 * self.voted < self.here or self.poll.proved:
            return None
        if 100 * now.right > _MANY * now.voters:
            return Advice.PROVE
        if self.poll.round > 1:
            return Advice.END
        return Advice.EXPLAIN if 100 * now.right < _FEW * now.voters else Advice.DISCUSS


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer, and how many gave it in each round."""

    text: str
    counts: tuple[int, ...]
    sure: tuple[tuple[int, int, int], ...]
    """Of each round how many guessed, were fairly sure, and were sure."""
    right: bool | None
    """None where nobody can say."""
    offered: bool
    """It was to be chosen, and not typed."""


def bars(standing: Standing) -> list[Bar]:
    """The answers: those that can be chosen, in their order, and then what else was given."""
    question = standing.question
    chosen: list[str] = []
    if question is not None and question.kind not in _TYPED:
        chosen = [one.text for one in question.options if one.text != ANYTHING_ELSE]
    totals: dict[str, int] = {}
    for counted in standing.rounds:
        for given, count in counted.answers.items():
            totals[given] = totals.get(given, 0) + count
    others = sorted(totals.keys() - set(chosen), key=lambda given: (-totals[given], given))
    return [
        _bar(given, standing, offered=number < len(chosen))
        for number, given in enumerate((*chosen, *others))
    ]


def in_sight(found: list[Bar], most: int = _MOST) -> tuple[list[Bar], int]:
    """The first answers, and how many more there are."""
    return list(islice(found, most)), max(len(found) - most, 0)


def _bar(given: str, standing: Standing, *, offered: bool) -> Bar:
    counts = tuple(counted.answers.get(given, 0) for counted in standing.rounds)
    sure = tuple(_sure(given, standing))
    return Bar(given, counts, sure, _right(given, standing), offered)


def _sure(given: str, standing: Standing) -> Iterator[tuple[int, int, int]]:
    for counted in standing.rounds:
        guess, fairly, sure = (counted.sure.get((given, level), 0) for level in (1, 2, 3))
        yield guess, fairly, sure


def _right(given: str, standing: Standing) -> bool | None:
    if standing.question is None or not standing.judged:
        return None
    try:
        return grade(standing.question, given).right
    except (TutorError, ValueError):
        return None
