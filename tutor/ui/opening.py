"""How a session of one learner begins and ends on a machine of their own."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime

from tutor import PROGRAM
from tutor.capabilities import Sitting, sat_down
from tutor.course.library import Library
from tutor.record.place import Given
from tutor.record.store import Record
from tutor.settings import settings_path
from tutor.ui.session import Session


def begun(given: Given, seed: int | None = None) -> tuple[Session, Sitting]:
    """The session of whoever sits at this terminal; its record is not read yet.

    Args:
        given: Which lessons, which record and which learner.
        seed: The questions of the first quiz follow from it; any where it is left out.

    Raises:
        LibraryError: If the lessons cannot be found.
    """

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    if seed is None:
        seed = random.SystemRandom().randrange(1, 10_000)
    library = Library.open(given.lessons)
    record = Record(given.record, given.learner, clock)
    sitting = sat_down(given.ascii)
    session = Session(
        library,
        record,
        clock,
        seed,
        sitting.settings,
        sitting.look,
        sitting.terminal,
        # Who sits in a class has the account that is given to them, maybe with many others.
        None if given.room else settings_path(),
    )
    return session, sitting


@contextmanager
def kept(session: Session, *, room: bool) -> Iterator[None]:
    """Keep at the end of the block what the record still holds.

    Args:
        session: The learner's.
        room: Whether they sit in a class, whose teacher is heard in the record.
    """
    with _in_class(session) if room else nullcontext():
        try:
            yield
        finally:
            lost = session.record.close()
            if lost:
                line = f"{PROGRAM}: {session.record.notice}; {lost} things are lost"
                print(line, file=sys.stderr)


@contextmanager
def _in_class(session: Session) -> Iterator[None]:
    # Late, as it is seldom needed.
    from tutor.record.attendance import attending

    with attending(session.record, session.clock):
        yield
