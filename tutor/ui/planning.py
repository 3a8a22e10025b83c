"""What a learner may do next: the lesson to go on with, and the concepts that come back."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tutor.course.library import Entry
from tutor.ui.room import opens_later
from tutor.ui.session import Session

if TYPE_CHECKING:
    from tutor.course.lesson import Question
    from tutor.record.review import Plan

LENGTH = 10
"""Questions of a quiz before its summary, where nobody asks for another number."""
QUESTION = (
    "A perceptron's weights start at zero. Why does the learning rate η then change only the "
    "scale of the weights, "
    "never a prediction - and why does that stop being true for any other start?"
)
"""That of the course, to which all that one does here leads."""


def next_lesson(session: Session) -> Entry | None:
    """The lesson where the learner stopped, else the first one not read to its end."""
    state = session.record.state
    unread = [entry for entry in session.library.entries if entry.id not in state.finished]
    here = state.place.lesson if state.place else ""
    return next((entry for entry in unread if entry.id == here), unread[0] if unread else None)


def page_of(session: Session, entry: Entry) -> int:
    """The page on which a lesson was left, from 0."""
    state = session.record.state
    if entry.id in state.finished:
        return 0
    if state.place is not None and state.place.lesson == entry.id:
        return state.place.page
    return state.reached.get(entry.id, 0)


def state_of(session: Session, entry: Entry) -> str:
    """How far a lesson is read; empty where it is not begun."""
    state = session.record.state
    if entry.id in state.finished:
        return "✓ read"
    if opens_later(session, entry):
        return "opens later"
    return f"page {state.reached[entry.id] + 1}" if entry.id in state.reached else ""


def plan_of(session: Session, exam: date | None = None) -> "Plan":
    """When the concepts come back that fresh questions can be asked about.

    Args:
        session: The learner's.
        exam: The day of an exam to plan toward.
    """
    # Late, as home does not need it before the record is read.
    from tutor.course.generate import CONCEPTS
    from tutor.record.review import plan

    known = [concept for concept in session.library.concepts if concept in CONCEPTS]
    return plan(session.record.history, known, session.clock(), exam)


def fresh_seed(session: Session) -> int:
    """The seed of a quiz that was not begun yet: the questions of a seed come once."""
    seed = session.seed
    asked = {answer.place for answer in session.record.state.answers}
    while f"quiz:{seed}" in asked:
        seed += 1
    return seed


def review_seed(session: Session) -> int:
    """The seed of the review that begins now."""
    return session.seed + len(session.record.state.answers)


def due_questions(session: Session, seed: int, exam: date | None = None) -> "Iterator[Question]":
    """A fresh question about the concept that is due first, until none is.

    Args:
        session: The learner's.
        seed: Where the questions come from.
        exam: The day of an exam to plan toward.
    """
    # Late, as it brings the engine.
    from tutor.course.generate import questions

    streams: dict[str, Iterator[Question]] = {}
    while due := plan_of(session, exam).due:
        concept = due[0]
        if concept not in streams:
            streams[concept] = questions(seed, session.library, concept=concept)
        yield next(streams[concept])
