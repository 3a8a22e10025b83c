"""How the tutor is drawn at the terminal of a student: by what their client says of it."""

from collections.abc import Mapping
from dataclasses import replace

from tutor.capabilities import Look, Terminal, decided, found
from tutor.settings import Settings

STUDENT_LOOK = Look(colours=256, motion=False)
"""At what nearly every client says of its terminal."""


def terminal_of(environment: Mapping[str, str]) -> Terminal:
    """The terminal of a student, who is far away.

    Args:
        environment: TERM, and what else their client has sent.
    """
    return replace(found(environment, terminal=True, encoding="utf-8"), far=True)


def look_of(environment: Mapping[str, str]) -> Look:
    """The look for a student; the settings of the server's user are not theirs."""
    return decided(terminal_of(environment), Settings())
