"""The gradebook: exact counts, in the forms that a teacher's tools read."""

import csv
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import StringIO
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert

from tests.record.samples import facts as some_facts
from tutor.record.database import Database
from tutor.record.facts import Answer, Fact, Reset, Undo, Visit, row_of, stamped
from tutor.record.gradebook import By, Report, Row, Wanted, anonymous, answers, report
from tutor.record.schema import facts as fact_table
from tutor.record.schema import learners
from tutor.record.sheets import canvas_csv, defused, jsonl, moodle_csv, plain_csv, table
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


@pytest.mark.parametrize(
    ("right", "seen", "percent"),
    [(0, 1, "0.00"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"), (7, 7, "100.00")],
)
def test_percents_are_exact_to_the_hundredth(right: int, seen: int, percent: str) -> None:
    """Halves go up: 0.125 is 0.13."""
    row = Row("Ada", "a", seen, right, 0, MONDAY.date(), 1)
    assert row.percent == percent
    assert replace(row, answers=0, right=0).percent is None


def a_report(*names: str, about: str = "zero-start") -> Report:
    """One right answer of two for each."""
    rows = [Row(name, about, 2, 1, 0, MONDAY.date(), 1, 3) for name in names]
    return Report(By.LESSON, tuple(rows), (about,))


def read(text: str) -> list[list[str]]:
    """A CSV as a spreadsheet reads it."""
    return list(csv.reader(StringIO(text), strict=True))


def test_an_anonymous_report_has_no_name_and_no_trace_of_their_order() -> None:
    """One learner has one number, and chance says which."""
    names = [f"name-{letter}" for letter in "abcdefghijkl"]
    named = a_report(*names)
    rows = [replace(row, right=place % 3, answers=3) for place, row in enumerate(named.rows)]
    named = Report(By.LESSON, (*rows, replace(rows[0], about="other")), named.abouts)
    orders = set()
    for seed in range(5):
        hidden = anonymous(named, Random(seed))
        for write in (table, plain_csv, moodle_csv, canvas_csv, lambda it: "".join(jsonl(it))):
            assert "name-" not in write(hidden)
        numbers = dict.fromkeys(row.learner for row in hidden.rows)
        assert list(numbers) == [f"learner {number}" for number in range(1, len(names) + 1)]
        assert Counter(row.right for row in hidden.rows) == Counter(it.right for it in named.rows)
        orders.add(tuple(row.right for row in hidden.rows))
    assert len(orders) == 5


def test_moodle_finds_its_columns() -> None:
    """A header, a column that names the user, a column for each grade item.

    Held against the file of Moodle's own test of its import (grade/import/csv/tests): as many
    cells in each line as in the header, numbers with two decimals, empty where there is no grade.
    """
    published = (
        '"First name",Surname,"Email address","Assignment: Assignment for grape group"\n'
        "Anne,Able,student7@example.com,56.00\n"
        "Bobby,Bunce,student5@example.com,\n"
    )
    found = a_report("anne", "bobby")
    unread = replace(found.rows[1], answers=0, right=0)
    ours = read(moodle_csv(replace(found, rows=(found.rows[0], unread))))
    assert ours == [["Username", "zero-start"], ["anne", "50.00"], ["bobby", ""]]
    for lines in (read(published), ours):
        assert {len(line) for line in lines} == {len(lines[0])}
        grades = [line[-1] for line in lines[1:]]
        assert grades[1] == ""
        assert float(grades[0]) <= 100
        assert len(grades[0].partition(".")[2]) == 2


def canvas(lines: list[list[str]]) -> dict[str, dict[str, str]]:
    """The grades that Canvas takes from a gradebook, by student.

    Written after its lib/gradebook_importer.rb: the first columns say who it is, and have these
    names in this order; what follows is an assignment; a row may say out of how many points.
    """
    header, *rows = lines
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    students = [row for row in rows if "Points Possible" not in row[0]]
    [possible] = [row for row in rows if row not in students]
    for title, points in list(zip(header, possible, strict=True))[5:]:
        assert float(points) > 0, title
    return {row[3] or row[0]: dict(zip(header[5:], row[5:], strict=True)) for row in students}


def test_canvas_finds_its_columns() -> None:
    """Held against a gradebook with the columns that Canvas's guide shows."""
    published = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (1)\n"
        "    Points Possible,,,,,10\n"
        '"Able, Anne",7,,anne,History 101,9.5\n'
    )
    assert canvas(read(published)) == {"anne": {"Essay (1)": "9.5"}}
    ours = canvas(read(canvas_csv(a_report("anne", "Bunce, Bobby"))))
    assert ours == {"anne": {"zero-start": "50.00"}, "Bunce, Bobby": {"zero-start": "50.00"}}


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_run_as_a_formula(begin: str) -> None:
    """Neither a name nor a lesson, in any of the forms; a negative number is none."""
    evil = f'{begin}cmd|" /C calc"!A0'
    for write in (plain_csv, moodle_csv, canvas_csv):
        cells = [cell for line in read(write(a_report(evil, about=evil))) for cell in line]
        assert not any(cell.startswith(begin) for cell in cells)
        assert f"'{evil}" in cells
    assert defused("-2.5") == "-2.5"
    assert defused("Ada-1") == "Ada-1"


def test_lines_of_json_and_of_csv_say_the_same() -> None:
    """One is for programs, the other for spreadsheets; quotes and line ends stay in their cell."""
    found = a_report('"A"\nda', "عائشة")
    header, *lines = read(plain_csv(found))
    objects = [json.loads(line) for line in jsonl(found)]
    assert list(objects[0]) == header
    assert objects[0] == {
        "learner": '"A"\nda',
        "lesson": "zero-start",
        "answers": 2,
        "right": 1,
        "percent": "50.00",
        "sure_and_wrong": 0,
        "page": 3,
        "finished": False,
        "last_day": "2026-03-02",
    }
    assert [line[0] for line in lines] == [one["learner"] for one in objects]


def test_a_table_has_straight_columns() -> None:
    """Also beside names whose letters are two columns wide."""
    wide, narrow = table(a_report("学习者", "Ada")).splitlines()[1:]
    assert wide.index("zero-start") + 3 == narrow.index("zero-start")
    assert "1/2" in narrow


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
