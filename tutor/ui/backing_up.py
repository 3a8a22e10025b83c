"""The backup that is kept before anything is reset, on the screen and in lines."""

from pathlib import Path

from tutor.errors import TutorError
from tutor.ui.session import Session

_SAVED_WITHIN = 10.0
"""Seconds that the record has to keep what is not kept yet."""


def backup_folder(session: Session) -> str:
    """Where a backup would be, as the end of a sentence."""
    return _place(session, session.record.folder)


def backed_up(session: Session) -> str:
    """Keep a backup, which may take its time; gives where it is, as the end of a sentence.

    Raises:
        TutorError: If there is none, with the reason for who can mend it.
    """
    # Late, as it brings the database.
    from tutor.record.carry import backup

    record = session.record
    if not record.wait_saved(_SAVED_WITHIN):
        raise TutorError(record.notice or "what you did last is not saved yet; try again later")
    try:
        return _place(session, backup(record.where, record.learner, also=record.waiting))
    except (TutorError, OSError) as error:
        raise TutorError(str(error) if record.seat is None else "Tell your teacher.") from None


def _place(session: Session, path: Path) -> str:
    """A path on a machine of one's own; in a class nobody is told one."""
    return f"in {path}" if session.record.seat is None else "with the record of the class"
