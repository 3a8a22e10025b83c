"""What the teacher does, from the choice to what stands in the record."""

import re
from functools import partial
from typing import TYPE_CHECKING

from tutor.classroom.board.asking import Asked, Fresh, from_lesson
from tutor.classroom.board.people import most_common
from tutor.classroom.board.report import write_report
from tutor.classroom.board.screens.line import LineDialog
from tutor.classroom.board.screens.offer import OfferScreen
from tutor.classroom.board.screens.own import OwnScreen
from tutor.course.library import Entry, Library
from tutor.errors import TutorError
from tutor.record.database import Database
from tutor.record.gradebook import By
from tutor.record.pins import reset_pin
from tutor.record.room import Ask, Invite, Note, Pace
from tutor.ui.screens.chooser import choose

if TYPE_CHECKING:
    from tutor.classroom.board.app import BoardApp

_YES = 1
_PAGES = 5
"""Pages that are proposed for an invitation."""
_PAGE = re.compile(r"\s*(\d{1,4})\D+(\d{1,4})\s*", re.ASCII)
_REPORTS = {
    By.LESSON: "by lesson",
    By.QUIZ: "by quiz, and by question to the room",
    By.CONCEPT: "by concept",
}


def ask(app: "BoardApp") -> None:
    """Choose a question, look at it, and ask it."""
    texts = ["one of the course", "a fresh one", "one of your own"]
    ways = (_of_course, _fresh, _own)
    choose(app, "Ask the room which question?", texts, lambda index: ways[index](app))


def _of_course(app: "BoardApp") -> None:
    entries = app.library.entries
    texts = [entry.title for entry in entries]
    choose(app, "Of which lesson?", texts, lambda index: _of_lesson(app, entries[index]))


def _of_lesson(app: "BoardApp", entry: Entry) -> None:
    try:
        offer = from_lesson(entry, app.library)
    except TutorError as error:
        app.refuse(f"Lesson {entry.number} cannot be opened", str(error))
        return
    if offer is None:
        app.refuse(f"Lesson {entry.number} has no question", "Choose another one.")
    else:
        app.push_screen(OfferScreen(offer, app.library), partial(_put, app))


def _fresh(app: "BoardApp") -> None:
    offer = Fresh(app.chance.randrange(1, 10_000))
    app.push_screen(OfferScreen(offer, app.library), partial(_put, app))


def _own(app: "BoardApp") -> None:
    app.push_screen(OwnScreen(app.library), partial(_put, app))


def _put(app: "BoardApp", asked: Asked | None) -> None:
    if asked is not None:
        app.tell(Ask(question=asked), app.show_votes)


def pace(app: "BoardApp") -> None:
    """Choose how far the lessons are open."""
    entries = app.library.entries
    texts = [*(f"to lesson {entry.number}: {entry.title}" for entry in entries), "all lessons"]

    def chosen(index: int) -> None:
        to = entries[index].number if index < len(entries) else None
        app.tell(Pace(open_to=to))

    choose(app, "Open the lessons how far?", texts, chosen)


def invite(app: "BoardApp") -> None:
    """Choose a page, that on which most are first, and invite all to it."""
    known = most_common(app.snapshot.people)[:_PAGES]
    texts = [f"{spot}: {count} {'are' if count > 1 else 'is'} there" for spot, count in known]
    ids = {entry.number: entry.id for entry in app.library.entries}

    def chosen(index: int) -> None:
        if index == len(known):
            _other_page(app)
            return
        spot = known[index][0]
        app.tell(Invite(lesson=ids[spot.lesson], page=spot.page - 1))

    choose(app, "Invite all to which page?", [*texts, "another page"], chosen)


def _other_page(app: "BoardApp") -> None:
    def judge(text: str) -> str:
        found = _page(text, app.library)
        return found if isinstance(found, str) else ""

    def written(text: str | None) -> None:
        found = _page(text or "", app.library)
        if isinstance(found, Invite):
            app.tell(found)

    heading = "Invite all to which page? Write lesson and page."
    app.push_screen(LineDialog(heading, judge, hint="such as 5 3"), written)


def _page(text: str, library: Library) -> Invite | str:
    """The page that a text names, or in one line what is wrong with it."""
    found = _PAGE.fullmatch(text)
    if found is None:
        return "write two numbers, such as 5 3"
    number, page = map(int, found.groups())
    entry = next((one for one in library.entries if one.number == number), None)
    if entry is None:
        return f"there is no lesson {number}; there are 1 to {len(library.entries)}"
    try:
        pages = len(library.lesson(entry.id).pages)
    except TutorError as error:
        return str(error)
    if not 1 <= page <= pages:
        return f"lesson {number} has no page {page}; it has 1 to {pages}"
    return Invite(lesson=entry.id, page=page - 1)


def note(app: "BoardApp") -> None:
    """Write a note, and tell it to all."""

    def written(text: str | None) -> None:
        if text is not None:
            app.tell(Note(text=text))

    heading = "A note to all; an empty one takes the last one away."
    app.push_screen(LineDialog(heading, lambda _: ""), written)


def pin(app: "BoardApp") -> None:
    """Ask whose PIN is forgotten, and whether it is really meant."""

    def written(name: str | None) -> None:
        if name is not None:
            _ask_again(app, name)

    heading = "Whose PIN is forgotten? Write the name."
    app.push_screen(LineDialog(heading, _named), written)


def _named(text: str) -> str:
    return "" if text.strip() else "write a name"


def _ask_again(app: "BoardApp", name: str) -> None:
    heading = (
        f"Really? The PIN of “{name}” counts no more.\n"
        "Who comes in next under this name chooses another."
    )

    def work(database: Database) -> str:
        gone = reset_pin(database, name)
        return f"the PIN of {name} is gone" if gone else f"{name} has no PIN"

    def chosen(index: int) -> None:
        if index == _YES:
            app.do(work, app.report)

    choose(app, heading, ["No, leave it as it is", "Yes, take it away"], chosen)


def export(app: "BoardApp") -> None:
    """Choose a report, write it, and say where it is."""

    def work(by: By, database: Database) -> str:
        path = write_report(database, app.library, by, app.folder, app.clock())
        return f"written: {path}" if path else "nothing was answered yet"

    def chosen(index: int) -> None:
        app.do(partial(work, list(_REPORTS)[index]), app.report)

    choose(app, "Write which report?", list(_REPORTS.values()), chosen)
