"""What a learner may do next: the lesson to go on with, and the concepts that come back."""

from datetime import date
from typing import TYPE_CHECKING

from tutor.course.library import Entry
from tutor.ui.session import Session

if TYPE_CHECKING:
    from tutor.record.review import Plan


def next_lesson(session: Session) -> Entry | None:
    """The lesson where the learner stopped, else the first one not read to its end."""
    state = session.record.state
    unread = [entry for entry in session.library.entries if entry.id not in state.finished]
    here = state.place.lesson if state.place else ""
    return next((entry for entry in unread if entry.id == here), unread[0] if unread else None)


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
