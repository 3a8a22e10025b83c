"""The command `progress`: where a learner stands, as text for people and as JSON for programs."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import typer

from tutor.commands.review import Exam, exam_day, present
from tutor.commands.say import PROGRAM, Given, Json, out

if TYPE_CHECKING:
    from tutor.course.library import Library
    from tutor.record.state import State
    from tutor.ui.session import Session
    from tutor.ui.standing import Standing

_WIDTH = 80


def progress(context: typer.Context, *, json: Json = False, exam: Exam = None) -> None:
    """Print what is known, what is due, how sure one was rightly, and a calendar of answers."""
    from tutor.course.library import Library
    from tutor.record.store import Record
    from tutor.ui.session import Session
    from tutor.ui.standing import standing_of

    now = present()
    day = exam_day(exam, now.date())
    given: Given = context.obj
    # It is never started: nothing is written to it, so no thread is needed.
    record = Record(given.record, given.learner, lambda: now)
    session = Session(Library.open(given.lessons), record, lambda: now, 0)
    record.state = _state(given)
    standing = standing_of(session, day)
    out(_as_json(standing, session) if json else "\n".join(_as_text(standing, session.library)))


def _state(given: Given) -> "State":
    """What follows from the record, and from what killed processes left beside it.

    Nothing is made where there is no record.

    Raises:
        RecordError: If it cannot be read.
    """
    from tutor.record.database import Database
    from tutor.record.journal import Journal
    from tutor.record.opening import with_waiting
    from tutor.record.place import pending_folder
    from tutor.record.state import State

    journal = Journal(pending_folder(given.record))
    if not _is_there(given.record):
        return State.of(journal.waiting(given.learner))
    database = Database.open(given.record)
    try:
        return with_waiting(database, given.learner, journal)
    finally:
        database.close()


def _is_there(where: str) -> bool:
    """Whether there is a record; looking for it makes none."""
    from tutor.record.connection import engine_of, saying, shown, url_of
    from tutor.record.migration import version_of

    url = url_of(where)
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").exists()
    with saying(shown(where)):
        engine = engine_of(url)
        try:
            return version_of(engine) > 0
        finally:
            engine.dispose()


def _as_text(standing: "Standing", library: "Library") -> Iterator[str]:
    """What the progress screen shows, in 80 columns."""
    from tutor.record.progress import Do
    from tutor.ui import standing as lines

    review = f"{PROGRAM} review asks."
    ways = {
        Do.SURE_AND_WRONG: review,
        Do.REVIEW: review,
        Do.LESSON: f"{PROGRAM} opens it.",
        Do.NOTHING: f"{PROGRAM} quiz asks fresh questions.",
    }
    came, now = standing.progress, standing.plan.now
    yield from wrap(lines.next_line(standing, library, ways), _WIDTH)
    yield ""
    if standing.seen:
        yield from _concepts(standing, library)
        yield from ("", lines.CALIBRATION)
        yield from (*lines.calibration_lines(came.calibration), lines.LEGEND)
    else:
        yield "Nothing is answered yet."
    if any(came.calendar.values()):
        yield from ("", lines.CALENDAR, *lines.calendar_lines(came.calendar, now.date()))


def _concepts(standing: "Standing", library: "Library") -> Iterator[str]:
    """A row for each concept that was seen, then the others."""
    from tutor.ui import standing as lines

    room = _WIDTH - lines.FIGURES
    above, below = lines.HEADER.split("\n")
    yield from (lines.summed(standing), f"{'':<{room}}{above}", f"{'':<{room}}{below}".rstrip())
    for one in standing.seen:
        first, *more = wrap(library.concepts[one.concept], room) or [""]
        yield f"{first:<{room}}{lines.figures(one, standing.plan.now)}".rstrip()
        yield from more
    yield ""
    yield from wrap(lines.not_seen(standing, library), _WIDTH)


def _as_json(standing: "Standing", session: "Session") -> str:
    """The same for programs: exact counts, days as ISO 8601 has them, null for no day."""
    import json

    from tutor.ui.standing import fitting
    from tutor.ui.verdict import CONFIDENCE

    came, record, concepts = standing.progress, session.record, session.library.concepts
    whole: dict[str, Any] = {
        "learner": record.learner,
        "today": standing.plan.now.date().isoformat(),
        "next": {"do": standing.next.do.value, "about": standing.next.about},
        "concepts": [
            {
                "concept": one.concept,
                "about": concepts[one.concept],
                "seen": one.seen,
                "right": one.right,
                "sure_and_wrong": one.sure_and_wrong,
                "days": one.days,
                "known": one.known,
                "due": None if one.due is None else one.due.date().isoformat(),
            }
            for one in came.concepts
        ],
        "calibration": [
            {
                "confidence": one.confidence,
                "name": CONFIDENCE[one.confidence - 1],
                "seen": one.seen,
                "right": one.right,
                "fits_from_to_of_10": fitting(one.confidence),
                "reading": one.reading.value,
            }
            for one in came.calibration
        ],
        "calendar": {day.isoformat(): count for day, count in came.calendar.items()},
    }
    return json.dumps(whole, separators=(",", ":"))
