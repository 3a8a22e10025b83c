"""The one family of errors a person ever sees, and where a fault of the program is written."""

import traceback
from contextlib import suppress
from pathlib import Path


class TutorError(Exception):
    """A fault in what came from outside: a number, a file, a lesson, a command.

    The message is one line for a person: where, what was wrong, and what would be right. Commands
    print it and exit with status 2; fields show it under themselves. It is never a fault of the
    program.
    """


def fault_noted(folder: Path) -> Path:
    """Write what is known of the fault that is being handled into a file, if that can be."""
    details = folder / "fault.txt"
    with suppress(OSError):
        details.parent.mkdir(parents=True, exist_ok=True)
        details.write_text(traceback.format_exc(), encoding="utf-8")
    return details
