"""A report as text: a table, JSON Lines, and the CSV that other programs read.

Moodle's import takes a header, a column by which it knows its users (here `Username`), and a column
for every grade item; which is which, it asks
(https://docs.moodle.org/en/Grade_import). A new item is graded out of 100.

Canvas knows its own columns by their names and their order: Student, ID, SIS User ID, SIS Login ID,
Section; every other column is an assignment, and the row that begins with `Points Possible` says
out of how many points (Canvas Instructor Guide, “How do I import grades in the Gradebook?”; its
lib/gradebook_importer.rb). Without an ID it finds a student by the login, and then by the name.

Both get points out of 100, to the hundredth, since one learner answers more questions than another.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from unicodedata import east_asian_width

from tutor.record.gradebook import By, Report, Row

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Username",)
_POINTS_POSSIBLE = "    Points Possible"
_POINTS = "100"
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe stands before what it might run.

    Source: OWASP, “CSV Injection” (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    return f"'{cell}" if cell.startswith(_RUN) and not _NUMBER.fullmatch(cell) else cell


def table(report: Report) -> str:
    """A table for people."""
    header = ("learner", report.by, "right", "percent", "sure and wrong", "page", "last day")
    lines = [header, *map(_told, report.rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(map(_padded, line, widths, range(len(widths)))).rstrip() for line in lines
    )


def jsonl(report: Report) -> Iterator[str]:
    """A line of JSON for each row."""
    for row in report.rows:
        yield json.dumps(dict(zip(_names(report), _values(row, report), strict=True)))


def plain_csv(report: Report) -> str:
    """A header and a line for each row."""
    values = (_values(row, report) for row in report.rows)
    return _csv([_names(report), *(list(map(_cell, line)) for line in values)])


def moodle_csv(report: Report) -> str:
    """A line for each learner, as Moodle imports grades."""
    lines = ([name, *grades] for name, grades in _grades(report))
    return _csv([[*MOODLE, *report.abouts], *lines])


def canvas_csv(report: Report) -> str:
    """A line for each learner, as Canvas imports its gradebook."""
    blanks = [""] * (len(CANVAS) - 1)
    possible = [_POINTS_POSSIBLE, *blanks, *(_POINTS for _ in report.abouts)]
    lines = ([name, "", "", name, "", *grades] for name, grades in _grades(report))
    return _csv([[*CANVAS, *report.abouts], possible, *lines])


def _told(row: Row) -> tuple[str, ...]:
    page = "" if row.page is None else f"{row.page}{', to the end' if row.finished else ''}"
    answered = f"{row.right}/{row.answers}" if row.answers else ""
    sure = str(row.sure_and_wrong) if row.answers else ""
    last = row.last.isoformat()
    return (row.learner, row.about, answered, row.percent or "", sure, page, last)


def _names(report: Report) -> list[str]:
    counts = ["answers", "right", "percent", "sure_and_wrong"]
    pages = ["page", "finished"] if report.by is By.LESSON else []
    return ["learner", str(report.by), *counts, *pages, "last_day"]


def _values(row: Row, report: Report) -> list[str | int | None]:
    counts = [row.answers, row.right, row.percent, row.sure_and_wrong]
    pages = [row.page, row.finished] if report.by is By.LESSON else []
    return [row.learner, row.about, *counts, *pages, row.last.isoformat()]


def _grades(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Each learner with a grade for all that the report is about; empty without an answer."""
    grades: dict[str, dict[str, str]] = {}
    for row in report.rows:
        grades.setdefault(row.learner, {})[row.about] = row.percent or ""
    for name, known in grades.items():
        yield name, [known.get(about, "") for about in report.abouts]


def _cell(value: str | int | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _csv(lines: Iterable[Sequence[str]]) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows(list(map(defused, line)) for line in lines)
    return file.getvalue().removesuffix("\n")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, column: int) -> str:
    """Texts to the left, numbers to the right."""
    blank = " " * (width - _width(text))
    return f"{blank}{text}" if column in (2, 3, 4) else f"{text}{blank}"
