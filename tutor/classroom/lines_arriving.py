"""Before a session in lines is somebody's: the same rules as on the screen, asked in lines."""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from tutor.classroom import pages
from tutor.classroom.arrival import WRONG_PINS, Arrival, Who
from tutor.classroom.arriving import WAITS
from tutor.classroom.form import Page
from tutor.classroom.lines_seat import LinesSeat
from tutor.classroom.names import clean, folded
from tutor.classroom.opening import Opening, Taught
from tutor.classroom.patient import AGAIN, AWAY
from tutor.course.library import Library
from tutor.plain.dialogue import Dialogue, Leave
from tutor.record.connection import RecordError
from tutor.record.pins import PinLockedError

WAY = "an empty line"
"""What leads to another name: every word may be a PIN."""
SEEN = "What you type here is shown on your screen, your PIN too: see that nobody looks on."
YES, NO = "yes", "no"
_THIS_ENDS = "This session ends."
T = TypeVar("T")


class LinesArriving:
    """Finds out whose session it is."""

    def __init__(
        self, dialogue: Dialogue, seat: LinesSeat, arrival: Arrival, taught: Taught
    ) -> None:
        self.dialogue, self.seat, self.arrival, self.taught = dialogue, seat, arrival, taught
        self.wrong_pins: Callable[[], None] = lambda: None
        """Called when three were wrong."""
        self._wrong, self._free = 0, 0.0
        """How many PINs were wrong; before this time no other is looked at."""

    def who(self, opening: Opening, library: Library) -> str:
        """Ask until they have shown who they are, and sit; gives the name.

        Raises:
            Leave: If they go, or three PINs were wrong.
        """
        known = folded(opening.name) if opening.known else None
        name = clean(opening.name)
        while True:
            found = self._ask(partial(self.arrival.who, name or self._name(None)))
            proved = found if folded(found.name) == known else self._shown(found)
            if proved is not None and (not proved.elsewhere or self._is_you(proved, library)):
                self._ask(partial(self.arrival.sit, proved.name))
                return proved.name
            name = self._name(found.name)

    def _shown(self, who: Who) -> Who | None:
        """Whoever has shown the PIN of a name or has chosen its first; None for another name."""
        if not self.seat.terminal:
            self.dialogue.say(SEEN)
        why: str | None = ""
        asked: bool | None = None
        while True:
            page = (pages.showing if who.has_pin else pages.choosing)(who, _nothing, way=WAY)
            if asked is not who.has_pin:
                self._say(page)
            asked = who.has_pin
            pin = self._line(page, why)
            if not pin:
                return None
            why = self._judged(who.name, pin) if who.has_pin else self._chosen(who, pin)
            who = self._ask(partial(self.arrival.who, who.name))
            if why is None:
                return who

    def _chosen(self, who: Who, pin: str) -> str | None:
        """Why a first PIN is not theirs now; None where it is."""
        page = pages.again(who, _nothing)
        self._say(page)
        if self._line(page, "") != pin:
            return pages.DIFFER
        first = self._ask(partial(self.arrival.choose, who.name, pin))
        return None if first else pages.FASTER

    def _judged(self, name: str, pin: str) -> str | None:
        """What is wrong with a PIN; None where it is right."""
        try:
            right = self._ask(partial(self.arrival.right, name, pin))
        except PinLockedError as locked:
            self._rest(WAITS[-1])
            return str(locked)
        if right:
            return None
        if not self._ask(partial(self.arrival.who, name)).has_pin:
            return ""  # It was reset since it was asked for.
        why, wait = pages.WRONG[self._wrong], WAITS[self._wrong]
        self._wrong += 1
        if self._wrong == len(pages.WRONG):
            self.dialogue.say(f"✗ {why}")
            self.dialogue.say(_THIS_ENDS)
            self.dialogue.flush()
            self.wrong_pins()
            self._sleep(wait)
            raise Leave(WRONG_PINS)
        self._rest(wait)
        return why

    def _is_you(self, who: Who, library: Library) -> bool:
        """Whether the other sessions of this name are theirs."""
        page = pages.elsewhere(who, library, self.arrival.clock())
        self.dialogue.say(page.said.plain)
        choices = dict(
            zip((YES, NO), (one.partition(": ")[2] for one in pages.CHOICES), strict=True)
        )
        return self.dialogue.ask("Yes or no", choices) == YES

    def _name(self, back: str | None) -> str:
        """Another name, or the one that they came by."""
        page = pages.naming(self.taught.refusal, _nothing, back=back is not None)
        why = ""
        while True:
            self.dialogue.say(page.said.plain)
            if why:
                self.dialogue.say(f"✗ {why}")
            typed = self._typed(page)
            if not typed and back is not None:
                return back
            why = page.fault(typed) or ""
            name = clean(typed)
            if not why and name is not None:
                return name

    def _say(self, page: Page) -> None:
        self.dialogue.say(page.said.plain)
        if page.hint:
            self.dialogue.say(page.hint)

    def _line(self, page: Page, why: str | None) -> str:
        """What was typed for a page, where it can be right; empty where nothing was typed."""
        while True:
            if why:
                self.dialogue.say(f"✗ {why}")
            with self.seat.hidden():
                typed = self._typed(page)
            why = page.fault(typed) if typed else None
            if not why:
                return typed

    def _typed(self, page: Page) -> str:
        try:
            with self.dialogue.waiting():
                return self.seat.read(f"{page.label}: ")
        except (EOFError, OSError):
            raise Leave from None

    def _ask(self, call: Callable[[], T]) -> T:
        """Ask the record until it answers, not before the last wrong PIN is paid for."""
        self._sleep(self._free - time.monotonic())
        told = False
        while True:
            try:
                return call()
            except RecordError:
                if not told:
                    self.dialogue.say(AWAY)
                    self.dialogue.flush()
                    told = True
            self._sleep(AGAIN)

    def _rest(self, seconds: float) -> None:
        self._free = time.monotonic() + seconds

    def _sleep(self, seconds: float) -> None:
        with self.dialogue.waiting():
            time.sleep(max(0.0, seconds))


def _nothing(_: str) -> None:
    """In lines what is typed is given back, and taken by nobody."""
