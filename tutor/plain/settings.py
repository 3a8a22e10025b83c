"""The settings in lines: what can be set, how it is now, and where that is done."""

from collections.abc import Iterator

from tutor import PROGRAM
from tutor.ui.session import Session

_WORDS = {None: "auto", True: "true", False: "false"}


def settings_told(session: Session) -> Iterator[str]:
    """The settings that count in lines, with their values, and the file that sets them."""
    settings = session.settings
    yield (
        f"ascii, now {_WORDS[settings.ascii]}: whether only letters are written that every "
        "terminal has; true, false or auto."
    )
    yield (
        f"confidence, now {_WORDS[settings.confidence]}: whether a question asks how sure you "
        "are; true or false."
    )
    yield "theme, motion and keys are for the screen, which is not drawn here."
    if session.settings_file is None:
        yield "In a class they are the usual ones, and kept in no file."
    else:
        yield f"They are read from {session.settings_file} when the tutor is opened, a line each:"
        yield "    confidence = false"
        yield f"{PROGRAM} doctor tells what is found of your terminal, and what follows."
