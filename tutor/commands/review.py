"""The command `review`: the tutor, open at what is due."""

import re
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.commands.say import CommandError, Given, at, in_lines

if TYPE_CHECKING:
    from tutor.ui.screens.review import ReviewScreen
    from tutor.ui.session import Session

Exam = Annotated[
    str | None, typer.Option(metavar="DATE", help="Plan toward an exam, such as 2026-07-15.")
]
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def present() -> datetime:
    """The present time, with the zone in which this machine is."""
    return datetime.now(UTC).astimezone()


def exam_day(exam: str | None, today: date) -> date | None:
    """The day of an exam that the option names.

    Raises:
        CommandError: If it is no day, or over.
    """
    if exam is None:
        return None
    with at("--exam"):
        day = _day(exam)
        if day < today:
            raise CommandError(f"{day} is over; write a day that is still to come")
        return day


def _day(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CommandError(f"“{text}” is no date; write year-month-day, such as 2026-07-15")


def review(context: typer.Context, *, exam: Exam = None) -> None:
    """Open the tutor in a review of what is due."""
    day = exam_day(exam, present().date())
    given: Given = context.obj
    raise typer.Exit(_open_review(given, day))


def _open_review(given: Given, exam: date | None) -> int:
    if in_lines(given):
        from tutor.plain.opening import run as run_in_lines
        from tutor.plain.rounds import review as review_in_lines

        return run_in_lines(given, None, partial(review_in_lines, exam=exam))
    from tutor.ui.app import run
    from tutor.ui.screens.review import ReviewScreen
    from tutor.ui.screens.waiting import once_read

    def make(session: "Session") -> "ReviewScreen":
        return ReviewScreen(session, exam)

    return run(given, None, lambda session: once_read(session, make))
