"""The app with its first screen, standing still until it is forked for somebody."""

import asyncio
import gc
import random
import selectors
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom

from rich.style import Style
from textual.app import App
from textual.pilot import Pilot

from tutor import PROGRAM
from tutor.capabilities import Look
from tutor.classroom.arrival import Arrival
from tutor.classroom.arriving import ArrivingScreen
from tutor.classroom.board.app import BoardApp
from tutor.classroom.driver import SeatDriver
from tutor.classroom.lines_session import LinesSession
from tutor.classroom.opening import Opening, Taught
from tutor.classroom.seen import STUDENT_LOOK, look_of, terminal_of
from tutor.classroom.session import ClassApp
from tutor.classroom.warm import WALK, clock, nobodys_record, opened_ahead
from tutor.course.library import Library
from tutor.record.store import Record
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import Session

SIZE = (80, 24)
"""The terminal for which it is drawn."""
_THRESHOLDS = (50_000, 20, 20)
"""Of the garbage collector, in a session: what it shares is not its to collect."""


class SeatLoop(asyncio.SelectorEventLoop):
    """An event loop that may be forked while it stands still."""

    def __init__(self) -> None:
        # This selector has nothing in the kernel that a child would share.
        super().__init__(selectors.PollSelector())

    def begin_anew(self) -> None:
        """In the child: have a pipe of its own, on which its threads wake it."""
        self._close_self_pipe()  # type: ignore[attr-defined]
        self._make_self_pipe()  # type: ignore[attr-defined]


class Drawn:
    """What a session is forked from."""

    def __init__(self, taught: Taught) -> None:
        """Draw home for nobody, and go once through what learners do most.

        Raises:
            LibraryError: If the lessons cannot be found.
        """
        self._taught = taught
        self._library = Library.open(None if taught.lessons is None else Path(taught.lessons))
        self._database = opened_ahead(taught.record)
        self._loop, self._gone_through = SeatLoop(), asyncio.Event()
        threads = ThreadPoolExecutor()
        self._loop.set_default_executor(threads)
        self._app = self._another(STUDENT_LOOK)
        with nobodys_record(clock) as record:
            self._app.session.record = record
            work = self._app.run_async(size=SIZE, auto_pilot=self._go_through)
            self._task = self._loop.create_task(work)
            self._loop.run_until_complete(self._gone_through.wait())
        # No thread may be alive when it is forked; a session starts its own.
        threads.shutdown()
        self._loop.set_default_executor(ThreadPoolExecutor())
        self._styles = [one for one in gc.get_objects() if isinstance(one, Style)]

    async def _go_through(self, pilot: Pilot[object]) -> None:
        where = self._app.session.record.where
        arrival = Arrival(where, "nobody", "nobody", "", clock)
        self._app.push_screen(ArrivingScreen(arrival, "nobody", known=False))
        await pilot.pause(0.3)
        self._app.pop_screen()
        for keys in WALK:
            await self._go(pilot, keys)
        # The lab is kept; it is left as everybody finds it first.
        self._app.session.record.reset()
        await self._go(pilot, ("l",))
        # What nobody has done is nothing that who sits down shall see.
        self._app.session.record = self._record()
        home = self._app.screen
        assert isinstance(home, HomeScreen)  # noqa: S101 - it is what escape leads to
        # Nearly all who come are new, and are shown around.
        home.action_tour()
        await pilot.pause(0.1)
        await home.query("Tour").remove()
        home.refresh_record()
        self._app.show_sign()
        await pilot.pause(0.2)
        self._gone_through.set()

    async def _go(self, pilot: Pilot[object], keys: tuple[str, ...]) -> None:
        """From home somewhere, and back."""
        await pilot.press(*keys)
        await pilot.pause(0.1)
        while len(self._app.screen_stack) > 1:
            await pilot.press("escape")
            await pilot.pause()

    def attend(self, bell: socket.socket, opening: Opening) -> int:
        """In the child: be a session to its end; gives the exit status."""
        gc.set_threshold(*_THRESHOLDS)
        random.seed()
        if opening.lines:
            return self._attend_in_lines(bell, opening)
        self._app.session.seed = self._seed()
        self._loop.begin_anew()
        look = look_of(opening.environment)
        if look == STUDENT_LOOK and not opening.teacher:
            self._expect_somebody(opening)
            self._loop.call_soon(self._app.sit, bell, opening)
            return self._run(self._loop, self._app, self._task)
        return self._attend_otherwise(bell, opening, look)

    def _attend_in_lines(self, bell: socket.socket, opening: Opening) -> int:
        """Draw nothing: speak in lines with who has no terminal for more."""
        terminal = terminal_of(opening.environment)
        look = look_of(opening.environment)
        record = self._record()
        session = Session(self._library, record, clock, self._seed(), look=look, terminal=terminal)
        try:
            return LinesSession(session, self._taught, self._database, bell, opening).run()
        finally:
            if lost := record.close():
                print(f"{PROGRAM}: {lost} things could be saved nowhere and are lost")

    def _attend_otherwise(self, bell: socket.socket, opening: Opening, look: Look) -> int:
        """Draw another app, for a terminal of another look or for the teacher."""
        for style in self._styles:
            # It keeps the codes of the colours in which it was written first.
            style._ansi = None  # noqa: SLF001 - there is no other way to let go of it
        loop = SeatLoop()
        if opening.teacher:
            board = BoardApp(self._taught.record, self._library, clock, SystemRandom(), look=look)
            board.driver_class, board.animation_level = SeatDriver, "none"
            return self._run(loop, board, loop.create_task(board.run_async()))
        app = self._app = self._another(look)
        app.session.seed = self._seed()
        self._expect_somebody(opening)
        app.expect(bell, opening)
        return self._run(loop, app, loop.create_task(app.run_async()))

    def _expect_somebody(self, opening: Opening) -> None:
        """From now on the app is somebody's, who may be new here."""
        self._app.session.terminal = terminal_of(opening.environment)
        self._app.welcomes = True

    def _run(self, loop: SeatLoop, app: App[None], task: "asyncio.Task[None]") -> int:
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, app.exit, None, 128 + number)
        try:
            loop.run_until_complete(task)
        finally:
            lost = self._app.session.record.close()
        if lost:
            print(f"{app.TITLE}: {lost} things could be saved nowhere and are lost")
        return app.return_code or 0

    def _another(self, look: Look) -> ClassApp:
        session = Session(self._library, self._record(), clock, self._seed(), look=look)
        return ClassApp(session, self._taught, self._database)

    def _record(self) -> Record:
        return Record(self._taught.record, "", clock, database=self._database)

    def _seed(self) -> int:
        return self._taught.seed or SystemRandom().randrange(1, 10_000)
