"""Where a learner stands, derived from their facts in the order in which these were kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from tutor.record.facts import Answer, Fact, Reset, Undo, Visit

SURE = 3
"""The confidence of who is sure."""
LAB = ""
"""Stands for a lesson where a visit is one to the lab."""
LESSON = "lesson:"
"""Begins the place of an answer that was given in a lesson."""
FRESH = "gen-"
"""Begins the id of a fresh variant, which cannot be known by heart."""


class Given(NamedTuple):
    """An answer that counts, with what is derived from; the fields are those of `Answer`."""

    id: str
    at: str
    zone: int
    question: str
    concept: str
    given: str
    right: bool
    confidence: int
    hints: int
    all_hints: bool
    misconception: str | None
    predicted: bool
    place: str

    @property
    def moment(self) -> datetime:
        """When it was given, in the learner's zone."""
        return datetime.fromisoformat(self.at).astimezone(timezone(timedelta(minutes=self.zone)))

    @property
    def day(self) -> date:
        """The learner's day on which it was given."""
        return self.moment.date()

    @property
    def fresh(self) -> bool:
        """Whether it was given to a fresh variant."""
        return self.question.startswith(FRESH)

    @property
    def sure_and_wrong(self) -> bool:
        """Whether the learner was sure of a wrong answer."""
        return not self.right and self.confidence == SURE


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a lesson, and the state in which its lab was left."""

    lesson: str
    page: int
    """From 0."""
    lab: str | None = None


@dataclass(slots=True)
class State:
    """What follows from all facts so far."""

    place: Place | None = None
    """Where the learner stopped."""
    reached: dict[str, int] = field(default_factory=dict)
    """The furthest page seen, from 0, by lesson."""
    finished: set[str] = field(default_factory=set)
    """The ids of the lessons that were read to their end."""
    lab: str | None = None
    """The state in which the lab of its own was left, as JSON."""
    answers: list[Given] = field(default_factory=list)
    """All that count, in the order in which they were kept."""

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "State":
        """The state after some facts."""
        state = cls()
        for fact in facts:
            state.take(fact)
        return state

    def take(self, fact: Fact) -> None:
        """Go on by one fact."""
        match fact:
            case Answer():
                self.answers.append(given(fact))
            case Visit():
                self._visit(fact)
            case Undo():
                self.answers = [one for one in self.answers if one.id != fact.answer]
            case Reset(lesson=None):
                self.place, self.lab, self.answers = None, None, []
                self.reached.clear()
                self.finished.clear()
            case Reset(lesson=str(lesson)):
                self._reset(lesson)

    def first(self, question: str) -> Given | None:
        """The first answer to a question."""
        return next((one for one in self.answers if one.question == question), None)

    def _visit(self, visit: Visit) -> None:
        if visit.lesson == LAB:
            self.lab = visit.lab
            return
        self.place = Place(visit.lesson, visit.page, visit.lab)
        self.reached[visit.lesson] = max(visit.page, self.reached.get(visit.lesson, 0))
        if visit.done:
            self.finished.add(visit.lesson)

    def _reset(self, lesson: str) -> None:
        self.answers = [one for one in self.answers if one.place != f"{LESSON}{lesson}"]
        self.reached.pop(lesson, None)
        self.finished.discard(lesson)
        if self.place is not None and self.place.lesson == lesson:
            self.place = None


def given(answer: Answer) -> Given:
    """An answer as it is derived from."""
    return Given(*(getattr(answer, name) for name in Given._fields))
