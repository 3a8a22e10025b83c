"""Who answered what, counted exactly, in the record of one learner or of many.

What was undone or reset does not count, as `State` has it. Predictions do not count either: they
are made before a concept was taught.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import NamedTuple

from sqlalchemy import and_, case, func

from tutor.record.counting import By, Wanted, answered, visited
from tutor.record.database import Database, facts, learners
from tutor.record.state import LESSON, SURE

__all__ = [
    "Answered",
    "By",
    "Report",
    "Row",
    "Wanted",
    "anonymous",
    "answers",
    "pseudonyms",
    "report",
]


@dataclass(frozen=True, slots=True)
class Row:
    """What one learner did in a lesson or a quiz, or about a concept."""

    learner: str
    about: str
    """The id of the lesson or the concept, or the quiz, such as `quiz:7`."""
    answers: int
    right: int
    sure_and_wrong: int
    last: date
    """The learner's day of the last thing that counts here."""
    first: int
    """Grows with the time at which the first of them was kept."""
    page: int | None = None
    """The furthest page of a lesson that was seen, from 1."""
    finished: bool = False
    """The lesson was read to its end."""

    @property
    def percent(self) -> str | None:
        """How many of 100 answers were right, to the hundredth, halves up; None without answers."""
        if not self.answers:
            return None
        hundredths = (20_000 * self.right + self.answers) // (2 * self.answers)
        return f"{hundredths // 100}.{hundredths % 100:02}"


@dataclass(frozen=True, slots=True)
class Report:
    """Rows by learner, and what they are about, in the order of the course."""

    by: By
    rows: tuple[Row, ...]
    abouts: tuple[str, ...]
    """What at least one row is about."""


class Answered(NamedTuple):
    """An answer that counts, with the fields of `Answer` and the name of who gave it."""

    learner: str
    id: str
    at: str
    question: str
    concept: str
    given: str
    right: bool
    confidence: int
    hints: int
    seconds: float
    misconception: str | None
    place: str


def report(database: Database, wanted: Wanted, order: Iterable[str] = ()) -> Report:
    """Count what is wanted.

    Args:
        database: The record.
        wanted: Which answers, and by what.
        order: The ids of the course's lessons or concepts; others come after them.

    Raises:
        RecordError: If the record cannot be read.
    """
    rows = _counted(database, wanted)
    if wanted.by is By.LESSON:
        _add_pages(rows, database, wanted)
    places = {about: place for place, about in enumerate(order)}

    def place_of(row: Row) -> tuple[int, int]:
        return places.get(row.about, len(places)), row.first

    inside = sorted(rows.values(), key=lambda row: (row.learner.casefold(), row.learner))
    ordered = sorted(inside, key=place_of)
    by_learner = sorted(ordered, key=lambda row: (row.learner.casefold(), row.learner))
    return Report(wanted.by, tuple(by_learner), tuple(dict.fromkeys(row.about for row in ordered)))


def answers(database: Database, wanted: Wanted) -> list[Answered]:
    """All answers that count, by learner, in the order in which they were kept.

    Raises:
        RecordError: If the record cannot be read.
    """
    columns = [facts.c[name] for name in Answered._fields[1:]]
    query = answered(database, wanted, [learners.c.name, *columns])
    found = database.select(query.order_by(facts.c.learner, facts.c.seq))
    return [Answered._make(row) for row in found]


def pseudonyms(names: Iterable[str], random: Random) -> dict[str, str]:
    """Another name for each, in an order of chance: that of the names would give them away."""
    shuffled = sorted(set(names))
    random.shuffle(shuffled)
    return {name: f"learner {number}" for number, name in enumerate(shuffled, 1)}


def anonymous(report: Report, random: Random) -> Report:
    """The same without a name."""
    called = pseudonyms((row.learner for row in report.rows), random)
    rows = [replace(row, learner=called[row.learner]) for row in report.rows]
    rows.sort(key=lambda row: (len(row.learner), row.learner))
    return Report(report.by, tuple(rows), report.abouts)


def _counted(database: Database, wanted: Wanted) -> dict[tuple[str, str], Row]:
    about = facts.c.concept if wanted.by is By.CONCEPT else facts.c.place
    wrong = and_(facts.c.right.is_(False), facts.c.confidence == SURE)
    columns = [
        learners.c.name,
        about,
        facts.c.zone,
        func.count(),
        func.sum(case((facts.c.right.is_(True), 1), else_=0)),
        func.sum(case((wrong, 1), else_=0)),
        func.max(facts.c.at),
        func.min(facts.c.seq),
    ]
    query = answered(database, wanted, columns).group_by(learners.c.name, about, facts.c.zone)
    rows: dict[tuple[str, str], Row] = {}
    for name, where, zone, seen, right, sure, at, first in map(tuple, database.select(query)):
        what = where.removeprefix(LESSON) if wanted.by is By.LESSON else where
        _add(rows, Row(name, what, seen, int(right), int(sure), _day(at, zone), first))
    return rows


def _add_pages(rows: dict[tuple[str, str], Row], database: Database, wanted: Wanted) -> None:
    columns = [
        learners.c.name,
        facts.c.lesson,
        facts.c.zone,
        func.max(facts.c.page),
        func.max(case((facts.c.done.is_(True), 1), else_=0)),
        func.max(facts.c.at),
        func.min(facts.c.seq),
    ]
    query = visited(database, wanted, columns)
    grouped = query.group_by(learners.c.name, facts.c.lesson, facts.c.zone)
    for name, lesson, zone, page, done, at, first in map(tuple, database.select(grouped)):
        _add(rows, Row(name, lesson, 0, 0, 0, _day(at, zone), first, max(page, 0) + 1, bool(done)))


def _add(rows: dict[tuple[str, str], Row], more: Row) -> None:
    """Make one row of two about the same: what was done in another zone, or seen."""
    row = rows.get((more.learner, more.about))
    if row is not None:
        more = Row(
            more.learner,
            more.about,
            row.answers + more.answers,
            row.right + more.right,
            row.sure_and_wrong + more.sure_and_wrong,
            max(row.last, more.last),
            min(row.first, more.first),
            max(filter(None, (row.page, more.page)), default=None),
            row.finished or more.finished,
        )
    rows[more.learner, more.about] = more


def _day(at: str, zone: int) -> date:
    return datetime.fromisoformat(at).astimezone(timezone(timedelta(minutes=zone))).date()
