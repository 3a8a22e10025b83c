"""What somebody who arrives is asked, in words."""

from collections.abc import Callable
from datetime import datetime

from textual.content import Content

from tutor.classroom.arrival import LEAST_PIN, LONGEST_PIN, Who, told
from tutor.classroom.board.columns import plain
from tutor.classroom.form import Page
from tutor.course.library import Library

CHOICES = ("Yes: go on here, and end the other session", "No: take another name")
YES = 0
_LENGTH = f"a PIN has {LEAST_PIN} to {LONGEST_PIN} characters"
_NEW = "[b]$name[/b] is new here. Choose a PIN, so that nobody else answers as you."
_RESET = (
    "Welcome back, [b]$name[/b]. You have no PIN yet: choose one, so that nobody else answers "
    "as you."
)
_KNOWN = "Welcome back, [b]$name[/b]. Your PIN:"
_ELSEWHERE = "[b]$name[/b] is here already: $since. Is this you?"
DIFFER = "the two were not the same; choose one once more"
FASTER = "somebody was faster: this name has a PIN now; if it is not yours, take another name"
WRONG = (
    "this is not the PIN; two tries are left",
    "this is not the PIN; one try is left",
    "three wrong PINs; ask your teacher, who can reset it",
)
Take = Callable[[str], None]


def choosing(who: Who, take: Take, way: str = "esc") -> Page:
    """A first PIN; the way is that to another name."""
    hint = (
        f"{_LENGTH[0].upper()}{_LENGTH[1:]}. Should you forget it, your teacher can reset it. "
        f"If you were here before by another name, {way} takes you to it."
    )
    said = _said(_NEW if who.is_new else _RESET, who)
    return Page("choose a PIN", said, "PIN", hint, fault=_fault, take=take)


def again(who: Who, take: Take) -> Page:
    """The same one once more: what is hidden may have a slip of the finger in it."""
    said = _said("[b]$name[/b], write the same PIN once more:", who)
    return Page("choose a PIN", said, "Again", fault=_missing, take=take)


def showing(who: Who, take: Take, way: str = "esc") -> Page:
    """The PIN that was chosen; the way is that to another name."""
    hint = (
        "If you forgot it, your teacher can reset it. "
        f"If you are somebody else, {way} takes you to another name."
    )
    return Page("your PIN", _said(_KNOWN, who), "PIN", hint, fault=_fault, take=take)


def elsewhere(who: Who, library: Library, now: datetime) -> Page:
    """Whether the other session is theirs."""
    since = "; ".join(told(seat, library, now) for seat in who.elsewhere)
    return Page("is this you?", _said(_ELSEWHERE, who, since=plain(since)))


def naming(refused: Callable[[str], str | None], take: Take, *, back: bool) -> Page:
    """Another name.

    Args:
        refused: Why it cannot be taken; None where it can.
        take: Takes it.
        back: Whether there is one to go back to.
    """
    return Page(
        "your name",
        Content("What is your name? Write it as your teacher knows it."),
        "Name",
        hidden=False,
        fault=refused,
        take=take,
        escape="back" if back else "",
    )


def _said(words: str, who: Who, **more: str) -> Content:
    return Content.from_markup(words, name=plain(who.name), **more)


def _fault(pin: str) -> str | None:
    return None if LEAST_PIN <= len(pin) <= LONGEST_PIN else f"{_LENGTH}; this has {len(pin)}"


def _missing(pin: str) -> str | None:
    return None if pin else "nothing was written"
