"""The listener's side of the warm process: it makes a session for each who comes."""

import asyncio
import json
import os
import pty
import signal
import socket
import sys
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from typing import Any, Self

from tutor.classroom.arrival import WRONG_PINS
from tutor.classroom.child import Child, made_ready
from tutor.classroom.log import Log
from tutor.classroom.opening import LONGEST, USUAL, Lines, Opening, Taught, pair, said
from tutor.errors import TutorError

_AS_ASKED = {0, WRONG_PINS, 128 + signal.SIGHUP, 128 + signal.SIGTERM}
"""How a session ends that has to, that was told to, or whose terminal is gone."""
_AGAIN, _SELDOM = 1.0, 32.0
"""Seconds until a warm process that died is started again; longer each time it was not warm."""
_PATIENCE = 20.0
"""Seconds for which a newcomer waits for a warm process, and for its answer."""
_DEAD = "its maker has died"


class NurseryError(TutorError):
    """No session can be made now."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A session that was asked for, and all that is known of it before it is forked."""

    seat: str
    master: int
    bell: socket.socket
    child: asyncio.Future[Child]


class Nursery:
    """Makes sessions; one warm process forks them all, and is started again where it dies."""

    def __init__(self, taught: Taught, log: Log) -> None:
        self._taught, self._log = taught, log
        self.children: set[Child] = set()
        """All that have not ended."""
        self._unreaped: dict[int, Child] = {}
        """By process, those whose status is not known yet."""
        self.warm = asyncio.Event()
        """Set while the warm process can fork."""
        self._tried = asyncio.Event()
        self._turn = asyncio.Lock()
        self._asked: _Asked | None = None
        self._control: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        """Start the warm process."""
        self._task(self._keep_warm())
        return self

    async def ready(self) -> None:
        """Wait until sessions can be made.

        Raises:
            NurseryError: If the warm process ends before.
        """
        await self._tried.wait()
        if not self.warm.is_set():
            raise NurseryError("the class cannot be opened; its process ended before it was warm")

    async def __aexit__(self, *_: object) -> None:
        """As `close`."""
        await self.close()

    async def close(self) -> None:
        """End all sessions and the warm process."""
        await asyncio.gather(*(child.end() for child in list(self.children)))
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    async def take(self, opening: Opening, size: tuple[int, int] | None) -> Child:
        """A session for who has come.

        Args:
            opening: Who it is.
            size: Columns and rows; None where there is no terminal.

        Raises:
            NurseryError: If none can be made now.
        """
        try:
            # All wait for a warm process at the same time, and then for each other.
            async with asyncio.timeout(_PATIENCE):
                await self.warm.wait()
            async with self._turn, asyncio.timeout(_PATIENCE):
                child = await self._ask_for(opening, size)
        except (OSError, TimeoutError, NurseryError) as error:
            why = str(error) or "too busy"
            raise NurseryError(f"no session can be made now ({why})") from None
        self.children.add(child)
        self._task(self._mind(child))
        return child

    async def _ask_for(self, opening: Opening, size: tuple[int, int] | None) -> Child:
        with ExitStack() as ours, ExitStack() as theirs:
            master, slave = pty.openpty() if size else (end.detach() for end in pair())
            ours.callback(os.close, master)
            theirs.callback(os.close, slave)
            bell, other = pair()
            ours.enter_context(bell).settimeout(0)
            theirs.enter_context(other)
            os.set_blocking(master, False)
            if size:
                made_ready(master, *size)
            if self._control is None:
                raise NurseryError(_DEAD)
            forked: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
            self._asked = _Asked(opening.seat, master, bell, forked)
            request = said(asdict(opening))
            socket.send_fds(self._control, [request], [slave, other.fileno()])
            child = await forked
            ours.pop_all()
            return child

    async def _mind(self, child: Child) -> None:
        await child.listen()
        self.children.discard(child)

    async def _keep_warm(self) -> None:
        """Run a warm process, and another one where it dies; sessions live on without it."""
        pause = _AGAIN
        while True:
            try:
                warmed = await self._be_warm()
                status = await self.process.wait() if self.process else None
                self._log("warm-process-ended", status=status)
            except OSError as error:  # No more processes, descriptors or memory.
                warmed = False
                self._log("warm-process-ended", why=str(error))
            self._tried.set()
            pause = _AGAIN if warmed else min(2 * pause, _SELDOM)
            await asyncio.sleep(pause)

    async def _be_warm(self) -> bool:
        """Run a warm process until it ends; gives whether it was warm."""
        control, theirs = pair()
        with control:
            with theirs:
                # What others can see of it has neither a password in it nor a list of names.
                known = json.dumps({"server": self._taught.server})
                self.process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", "tutor.classroom.zygote"),
                    *(str(theirs.fileno()), known),
                    pass_fds=[theirs.fileno()],
                    env=_environment(),
                    start_new_session=True,  # Ctrl+C at the teacher's is the listener's.
                )
            control.settimeout(0)
            self._control = control
            try:
                with suppress(ConnectionError):  # It was killed, and had not read all.
                    await asyncio.get_running_loop().sock_sendall(control, self._taught.line())
                    await self._hear(control)
            finally:
                warmed = self.warm.is_set()
                self.warm.clear()
                # Their statuses are told to nobody any more.
                self._unreaped.clear()
                self._control = None
                if self._asked is not None and not self._asked.child.done():
                    self._asked.child.set_exception(NurseryError(_DEAD))
        return warmed

    async def _hear(self, control: socket.socket) -> None:
        loop, lines = asyncio.get_running_loop(), Lines()
        while piece := await loop.sock_recv(control, LONGEST):
            for message in lines.take(piece):
                if "warm" in message:
                    self.warm.set()
                    self._tried.set()
                elif "ended" in message:
                    self._ended(message["ended"], message["status"])
                else:
                    self._answered(message)

    def _answered(self, message: dict[str, Any]) -> None:
        """A session was forked, or could not be."""
        asked = self._asked
        if asked is None or asked.seat != message["seat"] or asked.child.done():
            return  # Who asked for it waits no more, and its terminal is gone.
        if "forked" in message:
            child = Child(message["forked"], asked.master, asked.bell)
            self._unreaped[child.pid] = child
            asked.child.set_result(child)
        else:
            asked.child.set_exception(NurseryError(message["refused"]))

    def _ended(self, pid: int, status: int) -> None:
        if child := self._unreaped.pop(pid, None):
            child.status = status
            child.reaped.set()
        if status not in _AS_ASKED:
            self._log("session-fault", pid=pid, status=status)

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _environment() -> dict[str, str]:
    """That of the warm process, and so of every session before its own terminal is known."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEXTUAL", "SSH_")) and name not in _OF_A_TERMINAL
    }
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    # It imports what we do, and nothing from the folder in which the class is begun.
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return {**ours, **USUAL, **one_thread, **path, "PYTHONUTF8": "1"}


_OF_A_TERMINAL = {
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "TERM_PROGRAM",
}
