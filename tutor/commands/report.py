"""The command `report`: what learners answered, in the forms that a teacher's tools read."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.commands import completion
from tutor.commands.say import PROGRAM, CommandError, Given, at, out
from tutor.errors import TutorError

if TYPE_CHECKING:  # What reads the record is imported by the commands that need it.
    from random import Random

    from tutor.course.lesson import Question
    from tutor.course.library import Library
    from tutor.record.database import Database
    from tutor.record.gradebook import Report, Wanted

NOTHING = 1
_YEARS = (1970, 9998)


class Form(StrEnum):
    """How a report is written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    XAPI = "xapi"


class Reader(StrEnum):
    """Which program imports the CSV."""

    MOODLE = "moodle"
    CANVAS = "canvas"


class Rows(StrEnum):
    """What the rows of a learner are about."""

    LESSON = "lesson"
    QUIZ = "quiz"
    CONCEPT = "concept"


ByRows = Annotated[Rows | None, typer.Option(help="A row for each of them; lessons if left out.")]
Format = Annotated[Form, typer.Option("--format", help="How it is written.")]
For = Annotated[Reader | None, typer.Option("--for", help="CSV with the columns that it imports.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day on, such as 2026-03-02.")
]
Lesson = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Only this lesson.", autocompletion=completion.lessons),
]
Learner = Annotated[str | None, typer.Option(metavar="NAME", help="Only this one.")]
Anonymous = Annotated[bool, typer.Option("--anonymous", help="Without any name.")]
HomePage = Annotated[
    str | None,
    typer.Option("--home-page", metavar="URL", help="Where the accounts in xAPI are at home."),
]


def report(  # noqa: PLR0913 - one argument per option
    context: typer.Context,
    *,
    by: ByRows = None,
    form: Format = Form.TABLE,
    reader: For = None,
    since: Since = None,
    lesson: Lesson = None,
    learner: Learner = None,
    anonymous: Anonymous = False,
    home: HomePage = None,
) -> None:
    """Print what learners answered, by lesson, quiz or concept."""
    from random import SystemRandom

    from tutor.course.library import Library
    from tutor.record.carry import existing
    from tutor.record.gradebook import By, Wanted

    if reader is not None and form is not Form.CSV:
        raise CommandError("--for chooses the columns of CSV; write --format csv")
    if home is not None:
        _require_home(home, form)
    if lesson is not None and by is Rows.QUIZ:
        raise CommandError("a quiz belongs to no lesson; leave out --lesson or --by quiz")
    # Statements are about single answers: all, if nothing else is asked for.
    usual = By.CONCEPT if form is Form.XAPI else By.LESSON
    with at("--since"):
        begin = None if since is None else _day(since)
    wanted = Wanted(usual if by is None else By(by), begin, lesson, learner)
    # That nobody can foresee the order in which names become numbers takes real chance.
    asked = _Asked(wanted, form, reader, home, SystemRandom() if anonymous else None)
    given: Given = context.obj
    with existing(given.record, given.learner) as database:
        lines = _lines(database, asked, Library.open(given.lessons))
    raise typer.Exit(_print(lines, form))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options say."""

    wanted: "Wanted"
    form: Form
    reader: Reader | None
    home: str | None
    chance: "Random | None"
    """Set where no name may appear."""


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _YEARS[0] <= day.year <= _YEARS[1]:
        raise CommandError(f"“{text}” is no date; write for instance 2026-03-02")
    return day


def _require_home(home: str, form: Form) -> None:
    import re

    if form is not Form.XAPI:
        raise CommandError("--home-page is for xAPI; write --format xapi")
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?", home):
        raise CommandError(f"--home-page: “{home}” is no address; write https://school.example")


def _lines(database: "Database", asked: _Asked, library: "Library") -> Iterable[str]:
    from tutor.record.gradebook import By, anonymous, report

    if asked.form is Form.XAPI:
        return _statements(database, asked, library)
    by_concept = asked.wanted.by is By.CONCEPT
    order = library.concepts if by_concept else [one.id for one in library.entries]
    found = report(database, asked.wanted, order)
    if asked.chance is not None:
        found = anonymous(found, asked.chance)
    return _written(found, asked.form, asked.reader)


def _written(report: "Report", form: Form, reader: Reader | None) -> Iterator[str]:
    from tutor.record import sheets

    if not report.rows:
        return
    match form, reader:
        case Form.JSONL, _:
            yield from sheets.jsonl(report)
        case Form.CSV, Reader.MOODLE:
            yield sheets.moodle_csv(report)
        case Form.CSV, Reader.CANVAS:
            yield sheets.canvas_csv(report)
        case Form.CSV, _:
            yield sheets.plain_csv(report)
        case _:
            yield sheets.table(report)


def _statements(database: "Database", asked: _Asked, library: "Library") -> Iterator[str]:
    from uuid import UUID

    from tutor.record.gradebook import answers, pseudonyms
    from tutor.record.xapi import HOME_PAGE, Statements

    found = answers(database, asked.wanted)
    questions = {question.id: question for question in _questions(library)}
    home = asked.home or HOME_PAGE
    if asked.chance is None:
        return Statements(questions, home).lines(found)
    called = pseudonyms((one.learner for one in found), asked.chance)
    found.sort(key=lambda one: (len(called[one.learner]), called[one.learner]))
    marked = UUID(int=asked.chance.getrandbits(128), version=4)
    return Statements(questions, home, called=called, marked=marked).lines(found)


def _questions(library: "Library") -> Iterator["Question"]:
    for entry in library.entries:
        try:
            yield from library.lesson(entry.id).questions
        except TutorError:
            continue  # `check` says what is wrong with it; its answers count all the same.


def _print(lines: Iterable[str], form: Form) -> int:
    """Print what there is; gives the exit status. What programs read is UTF-8 everywhere."""
    if form is not Form.TABLE and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    printed = False
    for line in lines:
        # JSON is in ASCII, and has no control characters.
        if form in {Form.JSONL, Form.XAPI}:
            sys.stdout.write(f"{line}\n")
        else:
            out(line)
        printed = True
    if not printed:
        out(f"{PROGRAM}: nothing was answered that this report is about", sys.stderr)
        return NOTHING
    return 0
