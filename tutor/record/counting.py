"""What counts in a record: the queries behind a report, for SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)

from tutor.record.database import Database, facts, learners
from tutor.record.facts import Answer, Reset, Undo, Visit, filed, instant
from tutor.record.state import LAB, LESSON


class By(StrEnum):
    """What the rows of a learner are about."""

    LESSON = "lesson"
    QUIZ = "quiz"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about; where a field is None, about all."""

    by: By = By.LESSON
    since: date | None = None
    """The learner's day with which it begins."""
    lesson: str | None = None
    learner: str | None = None


def standing(columns: Sequence[Any]) -> Select[Any]:
    """Of all answers those that were neither undone nor reset, as `State` has them.

    Args:
        columns: What is asked of each.
    """
    later = facts.alias()
    undone = later.c.answer == facts.c.id
    reset = and_(later.c.kind == Reset.kind, _concerns(later.c.lesson, facts.c.place, LESSON))
    return _unless_later(later, or_(undone, reset), Answer.kind, columns)


def answered(database: Database, wanted: Wanted, columns: Sequence[Any]) -> Select[Any]:
    """Of the answers that count those that are wanted.

    Args:
        database: The record.
        wanted: Which of them.
        columns: What is asked of each.

    Raises:
        RecordError: If the record cannot be read.
    """
    query = _wanted(database, wanted, standing(columns)).where(facts.c.predicted.is_(False))
    if wanted.lesson is not None:
        query = query.where(facts.c.place == f"{LESSON}{wanted.lesson}")
    if wanted.by is By.CONCEPT:
        return query
    in_lesson = func.substr(facts.c.place, 1, len(LESSON)) == LESSON
    return query.where(in_lesson if wanted.by is By.LESSON else ~in_lesson)


def visited(database: Database, wanted: Wanted, columns: Sequence[Any]) -> Select[Any]:
    """Of the visits to pages of lessons that count those that are wanted; else as `answered`."""
    later = facts.alias()
    reset = and_(later.c.kind == Reset.kind, _concerns(later.c.lesson, facts.c.lesson, ""))
    query = _unless_later(later, reset, Visit.kind, columns).where(facts.c.lesson != LAB)
    query = _wanted(database, wanted, query)
    return query if wanted.lesson is None else query.where(facts.c.lesson == wanted.lesson)


def _concerns(
    lesson: ColumnElement[Any], place: ColumnElement[Any], prefix: str
) -> ColumnElement[bool]:
    """Whether the reset of a lesson, or of all, is about a place."""
    return or_(lesson.is_(None), prefix + lesson == place)


def _unless_later(
    later: FromClause, takes_back: ColumnElement[bool], kind: str, columns: Sequence[Any]
) -> Select[Any]:
    """Facts of a kind that no later fact of the same learner takes back."""
    taken_back = exists().where(
        later.c.learner == facts.c.learner,
        later.c.seq > facts.c.seq,
        # In these very words an index has them alone, see `schema`.
        later.c.kind.in_([literal_column(f"'{kind}'") for kind in (Undo.kind, Reset.kind)]),
        takes_back,
    )
    query = select(*columns).select_from(facts).join(learners)
    return query.where(facts.c.kind == kind, ~taken_back)


def _wanted(database: Database, wanted: Wanted, query: Select[Any]) -> Select[Any]:
    if wanted.learner is not None:
        query = query.where(learners.c.name == filed(wanted.learner))
    return query if wanted.since is None else query.where(_since(database, wanted.since))


def _since(database: Database, day: date) -> ColumnElement[bool]:
    """From the midnight with which a day began, wherever the learner was."""
    zones = [zone for (zone,) in database.select(select(facts.c.zone).distinct())]
    return or_(
        false(),
        *(and_(facts.c.zone == zone, facts.c.at >= _midnight(day, zone)) for zone in zones),
    )


def _midnight(day: date, zone: int) -> str:
    return instant(datetime.combine(day, time(), UTC) - timedelta(minutes=zone))
