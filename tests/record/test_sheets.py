"""The forms of a report: what a teacher's tools read."""

import csv
import json
from collections import Counter
from dataclasses import replace
from io import StringIO
from random import Random

import pytest

from tests.record.test_gradebook import MONDAY
from tutor.record.gradebook import By, Report, Row, anonymous
from tutor.record.sheets import canvas_csv, defused, jsonl, moodle_csv, plain_csv, table


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
