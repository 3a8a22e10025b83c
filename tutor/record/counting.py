"""What counts in a record: the queries behind a report, for SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from tutor.record.database import Database, facts, learners
from tutor.record.facts import Answer, Reset, Undo, Visit, filed
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


def answered(database: Database, wanted: Wanted, columns: Sequence[Any]) -> Select[Any]:
    """Of the answers that count those that are wanted.

    Args:
        database: The record.
        wanted: Which of them.
        columns: What is asked of each.

    Raises:
        RecordError: If the record cannot be read.
    """
    answer, undo = facts.alias(), facts.alias()
    undone = (
        select(answer.c.seq)
        .join(undo, and_(undo.c.answer == answer.c.id, undo.c.learner == answer.c.learner))
        .where(undo.c.kind == Undo.kind, undo.c.seq > answer.c.seq)
    )
    query = _kept(database, wanted, Answer.kind, facts.c.place, columns).where(
        facts.c.predicted.is_(False), facts.c.seq.not_in(undone)
    )
    if wanted.lesson is not None:
        query = query.where(facts.c.place == f"{LESSON}{wanted.lesson}")
    if wanted.by is By.CONCEPT:
        return query
    in_lesson = func.substr(facts.c.place, 1, len(LESSON)) == LESSON
    return query.where(in_lesson if wanted.by is By.LESSON else ~in_lesson)


def visited(database: Database, wanted: Wanted, columns: Sequence[Any]) -> Select[Any]:
    """Of the visits to pages of lessons that count those that are wanted; else as `answered`."""
    query = _kept(database, wanted, Visit.kind, facts.c.lesson, columns)
    query = query.where(facts.c.lesson != LAB)
    return query if wanted.lesson is None else query.where(facts.c.lesson == wanted.lesson)


def _kept(
    database: Database, wanted: Wanted, kind: str, where: ColumnElement[Any], columns: Sequence[Any]
) -> Select[Any]:
    """Facts that no reset concerns, which for a lesson is that of the place that they name."""
    prefix = LESSON if kind == Answer.kind else ""
    resets = select(facts.c.learner, func.max(facts.c.seq).label("seq")).where(
        facts.c.kind == Reset.kind
    )
    whole = resets.where(facts.c.lesson.is_(None)).group_by(facts.c.learner).subquery()
    part = (
        resets.add_columns((prefix + facts.c.lesson).label("place"))
        .where(facts.c.lesson.is_not(None))
        .group_by(facts.c.learner, facts.c.lesson)
        .subquery()
    )
    query = (
        select(*columns)
        .select_from(facts)
        .join(learners)
        .outerjoin(whole, whole.c.learner == facts.c.learner)
        .outerjoin(part, and_(part.c.learner == facts.c.learner, part.c.place == where))
        .where(
            facts.c.kind == kind,
            facts.c.seq > func.coalesce(whole.c.seq, 0),
            facts.c.seq > func.coalesce(part.c.seq, 0),
        )
    )
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
    midnight = datetime.combine(day, time(), UTC) - timedelta(minutes=zone)
    return midnight.isoformat(timespec="milliseconds").replace("+00:00", "Z")
