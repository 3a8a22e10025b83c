"""One learner's session: the ordinary app on an ordinary terminal, in a process of its own.

What is new beside the app of a single learner: it is drawn before anybody sits at it, it sees to it
that nobody answers as somebody else, and it hears a bell, a socket to the listener, when something
is new in the record and when the class ends.
"""

import asyncio
import random
import socket
import termios
from contextlib import suppress
from typing import Any

from tutor.classroom.arrival import Arrival
from tutor.classroom.arriving import ArrivingScreen
from tutor.classroom.driver import SeatDriver
from tutor.classroom.opening import LONGEST, Lines, Opening, Taught, rung, said
from tutor.record.database import Database, RecordError
from tutor.ui.app import TutorApp
from tutor.ui.attending import LOOK
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import Session

_SIGN, _DIALOGUE = 0.008, 0.025
"""Seconds that the sign in one session, and then the dialogue, takes of the machine."""
_GOODBYE = 2.0
"""Seconds for which the last word stands on the screen."""


class ClassApp(TutorApp):
    """The tutor of a learner who sits in a class."""

    MACHINE = False

    def __init__(self, session: Session, taught: Taught, database: Database | None = None) -> None:
        """Make the app; nobody sits at it yet.

        Args:
            session: A learner's, of whom nothing is known.
            taught: What all sessions have in common.
            database: The record, where it could be opened before.
        """
        super().__init__(session)
        self.driver_class = SeatDriver
        self.animation_level = "none"
        self._taught, self._database = taught, database
        self._bell: socket.socket | None = None
        self._opening: Opening | None = None
        self._lines = Lines()

    def expect(self, bell: socket.socket, opening: Opening) -> None:
        """Somebody is here; before the app runs, or by `sit` while it does."""
        bell.settimeout(0)
        self._bell, self._opening = bell, opening

    def begin(self) -> None:
        """Home is drawn; whose it is may not be known yet."""
        if self._opening is not None:
            self.call_after_refresh(self._admit)

    def sit(self, bell: socket.socket, opening: Opening) -> None:
        """Somebody sits down at this drawn app, at the terminal that this process has now."""
        self.expect(bell, opening)
        assert isinstance(self._driver, SeatDriver)  # noqa: S101 - said above
        try:
            self._driver.arrive()
        except termios.error:
            # Whoever asked for it waits no more, and their terminal is gone: nothing would end it.
            raise SystemExit(1) from None
        self.shown.forget()
        everything = self.screen._compositor.render_update(full=True)  # noqa: SLF001 - as a resize does
        self._display(self.screen, everything)
        self.call_later(self._admit)

    def _admit(self) -> None:
        """See whose this is from now on."""
        bell, opening = self._bell, self._opening
        if bell is None or opening is None:
            return
        asyncio.get_running_loop().add_reader(bell, self._hear)
        clock, record = self.session.clock, self.session.record
        address, server = opening.address, self._taught.server
        record.seat = opening.seat
        arrival = Arrival(
            record.where, opening.seat, server, address, clock, database=self._database
        )
        self.run_worker(self._see_who(arrival, opening))

    async def _see_who(self, arrival: Arrival, opening: Opening) -> None:
        """Whoever has shown what is theirs alone, and sits nowhere else, is asked nothing."""
        if opening.known:
            try:
                who = await asyncio.to_thread(arrival.who, opening.name)
                if not who.elsewhere:
                    await asyncio.to_thread(arrival.sit, who.name)
                    self._is(who.name)
                    return
            except RecordError:
                # What they do waits in the journal until the record is there again.
                self._is(opening.name)
                return
        refused = self._taught.refusal
        screen = ArrivingScreen(arrival, opening.name, opening.known, refused=refused)
        self.push_screen(screen, self._is)

    def _is(self, name: str | None) -> None:
        """It is known who it is: the record is theirs."""
        if name is None:
            self.exit()
            return
        record = self.session.record
        record.learner, record.changed = name, self._record_changed
        record.start()
        self.say({"is": name})
        for entry in self.session.library.entries:
            if entry.id == self._taught.start and isinstance(self.screen, HomeScreen):
                self.screen.open_lesson(entry)

    @property
    def roams(self) -> bool:
        """Who it is has to be known first."""
        return bool(self.session.record.learner)

    def say(self, message: dict[str, Any]) -> None:
        """Say something to the listener."""
        if self._bell is not None:
            with suppress(OSError):
                self._bell.sendall(said(message))

    def _hear(self) -> None:
        assert self._bell is not None  # noqa: S101 - it is what is heard
        try:
            piece = self._bell.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            # The listener is gone, and with it whoever sat here.
            asyncio.get_running_loop().remove_reader(self._bell)
            self.exit()
        for message in self._lines.take(piece):
            self.call_later(self._heed, message)

    def _heed(self, message: dict[str, Any]) -> None:
        match message:
            case {"ring": int(of)}:
                # All are told first; then the dialogues are drawn, one after another.
                self.lead = LOOK + of * (_SIGN + _DIALOGUE * random.random())
                self.session.record.ring(rung(message))
            case {"tell": str(text)}:
                self.notify(text, severity="warning", timeout=60, markup=False)
            case {"end": str(text)}:
                self.notify(text, severity="warning", timeout=60, markup=False)
                self.set_timer(_GOODBYE, lambda: self.exit(message=text))
