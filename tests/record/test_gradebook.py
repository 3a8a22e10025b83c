"""The gradebook: exact counts, in the forms that a teacher's tools read."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert

from tests.record.samples import facts as some_facts
from tutor.record.database import Database
from tutor.record.facts import Answer, Fact, Reset, Undo, Visit, row_of, stamped
from tutor.record.gradebook import By, Row, Wanted, answers, report
from tutor.record.schema import facts as fact_table
from tutor.record.schema import learners
from tutor.record.state import SURE, State

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
COURSE = ("zero-start", "the-claim")
_numbers = count()


def an_answer(
    place: str = "lesson:zero-start",
    *,
    right: bool = True,
    confidence: int = 2,
    concept: str = "scale",
    predicted: bool = False,
    at: datetime = MONDAY,
) -> Fact:
    """An answer that was kept at a time."""
    answer = Answer(
        question="q",
        concept=concept,
        given="2",
        right=right,
        confidence=confidence,
        hints=0,
        predicted=predicted,
        place=place,
    )
    return stamped(answer, at)


def at(fact: Fact, moment: datetime = MONDAY) -> Fact:
    """A fact that was kept at a time."""
    return stamped(fact, moment)


def counts(database: Database, wanted: Wanted | None = None) -> list[tuple[object, ...]]:
    """Who, what about, answers, right, sure and wrong."""
    found = report(database, wanted or Wanted(), COURSE).rows
    return [(it.learner, it.about, it.answers, it.right, it.sure_and_wrong) for it in found]


def a_class(database: Database) -> None:
    """Two learners in two lessons and two quizzes."""
    bob = [
        an_answer("lesson:the-claim"),
        an_answer(right=False, confidence=3),
        an_answer(right=False, confidence=3, predicted=True),
        an_answer("quiz:10", concept="tie"),
        an_answer("quiz:7", right=False),
    ]
    ada = [
        at(Visit(lesson="zero-start", page=3)),
        at(Visit(lesson="zero-start", page=1, done=True), MONDAY + timedelta(days=1)),
        an_answer(),
        an_answer(right=False),
        an_answer(right=True),
    ]
    database.write("bob", bob)
    database.write("Ada", ada)


def test_rows_are_by_learner_and_in_the_order_of_the_course(database: Database) -> None:
    """A lesson's rows say how far it was read; predictions count in none."""
    a_class(database)
    found = report(database, Wanted(), COURSE)
    assert found.abouts == COURSE
    tuesday = date(2026, 3, 3)
    ada = Row("Ada", "zero-start", 3, 2, 0, tuesday, found.rows[0].first, page=4, finished=True)
    assert found.rows[0] == ada
    assert found.rows[0].percent == "66.67"
    assert counts(database)[1:] == [("bob", "zero-start", 1, 0, 1), ("bob", "the-claim", 1, 1, 0)]


def test_rows_can_be_about_quizzes_and_concepts(database: Database) -> None:
    """Quizzes in the order in which they were begun; concepts wherever they were asked about."""
    a_class(database)
    quizzes = [("bob", "quiz:10", 1, 1, 0), ("bob", "quiz:7", 1, 0, 0)]
    assert counts(database, Wanted(By.QUIZ)) == quizzes
    concepts = [("Ada", "scale", 3, 2, 0), ("bob", "scale", 3, 1, 1), ("bob", "tie", 1, 1, 0)]
    assert counts(database, Wanted(By.CONCEPT)) == concepts


def test_a_lesson_and_a_learner_can_be_asked_for(database: Database) -> None:
    """By whatever the rows are about; who is not there has none."""
    a_class(database)
    assert counts(database, Wanted(lesson="the-claim")) == [("bob", "the-claim", 1, 1, 0)]
    wanted = Wanted(By.CONCEPT, lesson="zero-start", learner="bob")
    assert counts(database, wanted) == [("bob", "scale", 1, 0, 1)]
    assert counts(database, Wanted(learner="ada")) == []


def test_what_is_undone_or_reset_does_not_count(database: Database) -> None:
    """What is done afterwards does, and a reset of one lesson leaves the others."""
    slip, other = an_answer(right=False), an_answer("lesson:the-claim")
    database.write("Ada", [slip, an_answer(), other, at(Undo(answer=slip.id))])
    assert counts(database) == [("Ada", "zero-start", 1, 1, 0), ("Ada", "the-claim", 1, 1, 0)]
    again = [at(Reset(lesson="zero-start")), an_answer(right=False)]
    database.write("Ada", again)
    assert counts(database) == [("Ada", "zero-start", 1, 0, 0), ("Ada", "the-claim", 1, 1, 0)]
    database.write("Bob", [an_answer()])
    database.write("Ada", [at(Reset()), at(Visit(lesson="the-claim", page=0))])
    assert counts(database) == [("Ada", "the-claim", 0, 0, 0), ("Bob", "zero-start", 1, 1, 0)]


@given(told=some_facts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_counts_is_what_the_state_has(database: Database, told: Sequence[Fact]) -> None:
    """Whatever was done, undone and reset: the queries and `State` agree."""
    learner = f"learner {next(_numbers)}"
    database.write(learner, told)
    state = State.of(told)
    counting = [one for one in state.answers if not one.predicted]
    kept = answers(database, Wanted(By.CONCEPT, learner=learner))
    assert [one.id for one in kept] == [one.id for one in counting]
    rows = report(database, Wanted(By.CONCEPT, learner=learner)).rows
    assert Counter({row.about: row.answers for row in rows}) == Counter(
        one.concept for one in counting
    )
    sure = [one for one in counting if not one.right and one.confidence == SURE]
    assert sum(row.sure_and_wrong for row in rows) == len(sure)
    assert sum(row.right for row in rows) == sum(one.right for one in counting)
    lessons = report(database, Wanted(learner=learner)).rows
    pages = {row.about: row.page - 1 for row in lessons if row.page is not None}
    assert pages == state.reached
    assert {row.about for row in lessons if row.finished} == state.finished


@pytest.mark.parametrize(("zone", "counted"), [(-60, 1), (0, 2), (60, 3), (840, 4)])
def test_a_report_begins_with_the_learners_day(database: Database, zone: int, counted: int) -> None:
    """Its midnight is that of the place where the learner was."""
    hours = (-12.5, -0.5, 0.5)
    midnight = datetime(2026, 3, 3, tzinfo=UTC)
    local = midnight.astimezone(timezone(timedelta(minutes=zone)))
    told = [an_answer(at=local + timedelta(hours=hour)) for hour in hours]
    database.write("Ada", [*told, an_answer(at=local + timedelta(hours=1.5))])
    rows = report(database, Wanted(since=date(2026, 3, 3))).rows
    assert [row.answers for row in rows] == [counted]
    assert report(database, Wanted(since=date(2026, 3, 5))).rows == ()


def test_a_last_day_is_the_latest_of_all_zones(database: Database) -> None:
    """It is told by the wall clock of each answer."""
    east = timezone(timedelta(hours=14))
    late = datetime(2026, 3, 2, 11, tzinfo=UTC).astimezone(east)
    database.write("Ada", [an_answer(), an_answer(at=late)])
    [row] = report(database, Wanted()).rows
    assert (row.answers, row.last) == (2, date(2026, 3, 3))


def test_a_hundred_thousand_answers_are_counted_within_two_seconds(file: str) -> None:
    """Of a class of 100 in 14 lessons, from their first lesson on, some of them undone."""
    database = Database.open(file)
    empty = {column.name: None for column in fact_table.c if column.name != "seq"}
    answer = {**empty, **row_of(an_answer())}
    rows = [
        {
            **answer,
            "id": f"{number}",
            "learner": number % 100 + 1,
            "place": f"lesson:{number % 14}",
        }
        for number in range(100_000)
    ]
    undo = {**empty, **row_of(at(Undo(answer="1")))}
    undone = [
        {**undo, "id": f"undo {number}", "learner": number % 100 + 1, "answer": f"{number}"}
        for number in range(0, 100_000, 100)
    ]
    names = [{"id": number + 1, "name": f"learner {number}"} for number in range(100)]
    with database._engine.begin() as connection:
        connection.execute(insert(learners), names)
        connection.execute(insert(fact_table), rows + undone)
    for by in By:
        began = time.process_time()
        found = report(database, Wanted(by))
        assert time.process_time() - began < 2
        counted = sum(row.answers for row in found.rows)
        assert counted == (0 if by is By.QUIZ else 99_000)
    database.close()
