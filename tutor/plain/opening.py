"""Opens the plain mode on the input and the output of this process."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from shutil import get_terminal_size

from tutor import PROGRAM
from tutor.errors import TutorError, fault_noted
from tutor.plain.dialogue import Dialogue, Leave
from tutor.plain.home import Home
from tutor.record.place import Given
from tutor.ui.opening import begun, kept
from tutor.ui.session import Session

First = Callable[[Dialogue, Session], None]
"""What is done before home, such as a quiz."""
USUAL_WIDTH = 72
"""Columns where nobody says how many there are."""
KEPT = "your answers are kept"
_UNASKED = (
    "This terminal cannot be drawn on, so the tutor opens in lines, as with --plain. "
    "help lists what can be typed."
)
GREETING = f"{PROGRAM} in lines. help lists what can be typed."
_SLOW = 2.0
"""Seconds after which it is told that the record is still being read."""
_FAULT = 1
"""The exit status where a fault of the program ends it."""


def run(given: Given, seed: int | None = None, first: First | None = None) -> int:
    """Open the tutor in lines for whoever sits here; gives the exit status.

    Args:
        given: Which lessons, which record and which learner.
        seed: The questions of the first quiz follow from it; any where it is left out.
        first: What is done before home; nothing where it is left out.

    Raises:
        LibraryError: If the lessons cannot be found.
        BrokenPipeError: If nobody reads what is written.
    """
    session, sitting = begun(given, seed)
    dialogue = here(ascii_only=sitting.look.ascii)
    _heed_signals(dialogue)
    with kept(session, room=given.room):
        dialogue.say(GREETING if given.plain else _UNASKED)
        if sitting.fault:
            dialogue.say(sitting.fault)
        if given.room:
            # Late, as few sit in a class.
            from tutor.plain.room import RoomWords

            dialogue.before.append(RoomWords(dialogue, session).tell)
        status = talk(dialogue, session, first)
    dialogue.flush()
    return status


def talk(dialogue: Dialogue, session: Session, first: First | None = None) -> int:
    """Speak with a learner until they leave; gives the exit status. Their record is begun here."""
    record = session.record
    record.start()
    dialogue.before.append(_Notices(dialogue, session).tell)
    try:
        with dialogue.waiting():
            if not record.loaded.wait(_SLOW):
                dialogue.say("Reading the record of your answers.")
                dialogue.flush()
                record.loaded.wait()
        if first is not None:
            first(dialogue, session)
        Home(dialogue, session).go()
    except Leave as leave:
        dialogue.say(f"Good-bye; {KEPT}.")
        return leave.status
    except (TutorError, OSError):
        raise
    except Exception:  # noqa: BLE001 - whatever it is, nobody is shown a traceback
        return end_by_fault(dialogue, session)
    return 0


def end_by_fault(dialogue: Dialogue, session: Session) -> int:
    """Note the fault that is being handled, and tell it without a traceback; gives the status."""
    details = fault_noted(session.record.folder)
    # Where the machine is not theirs, its paths are not for them either.
    what = details if session.settings_file else "Tell your teacher."
    dialogue.say(f"{PROGRAM}: a fault of the program ended it; {KEPT}. {what}")
    return _FAULT


class _Notices:
    """Tells each trouble of the record once."""

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        self._dialogue, self._session = dialogue, session
        self._told: str | None = None

    def tell(self) -> None:
        """Say what is new."""
        notice = self._session.record.notice
        if notice != self._told:
            self._told = notice
            if notice is not None:
                self._dialogue.say(f"! {notice}")


def here(*, ascii_only: bool) -> Dialogue:
    """A dialogue on the input and the output of this process."""
    for stream in (sys.stdin, sys.stdout):
        with suppress(AttributeError):  # There may be none.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    typed = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if typed:
        _edit_lines()
    return Dialogue(_read, sys.stdout, _width, ascii=ascii_only, echo=not typed)


def _read(prompt: str) -> str:
    if sys.stdin is None:
        raise EOFError
    return input(prompt)


def _width() -> int:
    return get_terminal_size((USUAL_WIDTH, 24)).columns


def _edit_lines() -> None:
    """Let a line be edited and called back, where Python can; without a code for the terminal."""
    with suppress(ImportError):
        import readline

        for setting in ("enable-bracketed-paste", "enable-meta-key"):
            readline.parse_and_bind(f"set {setting} off")


def _heed_signals(dialogue: Dialogue) -> None:
    """A request to end, a hang-up and Ctrl+C end it where nothing is half done."""

    def end(number: int, _: object) -> None:
        dialogue.end(128 + number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, end)
