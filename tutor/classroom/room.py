"""All that is shared by the connections of one server: its lines, its limits, its log."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tutor.classroom.door import Door
from tutor.classroom.line import Line
from tutor.classroom.log import Log
from tutor.classroom.names import folded
from tutor.classroom.nursery import Nursery
from tutor.classroom.opening import Opening, ringing
from tutor.record.presence import Told

if TYPE_CHECKING:
    from tutor.classroom.server import Guest

_AT_THE_DOOR = 150
"""Connections that have not come in yet."""
_WARNING = 60.0
"""Seconds before the end of an idle session at which it is told."""
ELSEWHERE = "You went on elsewhere; this session ends. What you did is saved."
IDLE = "No key for too long: this session ends. What you did is saved."
WARNED = "No key for long: press one, or this session ends soon."


@dataclass(frozen=True, slots=True)
class Limits:
    """How many may come, and how long they may be idle."""

    students: int = 300
    per_address: int = 100
    idle: float = 3600.0
    """Seconds."""


class Classroom:
    """All that is shared by the connections of one server."""

    def __init__(self, nursery: Nursery, door: Door, limits: Limits, log: Log) -> None:
        self.nursery, self.door, self.limits = nursery, door, limits
        self.lines: set[Line] = set()
        self.guests: set[Guest] = set()
        self.closing = False
        self.on_left: Callable[[str], None] = lambda _: None
        """Called with each seat whose session has ended."""
        self._empty = asyncio.Event()
        """Set while there is no line."""
        self._empty.set()
        self._sat: set[str] = set()
        """The seats that the record has, or had while their line was there."""
        self._log = log
        self._tasks: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something and see it to its end."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log("fault", what=repr(error))

    def log(self, event: str, guest: "Guest", **told: object) -> None:
        """Tell an event of a guest."""
        self._log(event, name=guest.name, address=guest.address, **told)

    def refusal(self, guest: "Guest") -> str | None:
        """Why no session is opened; None where one is."""
        if self.closing:
            return "the class ends; come back when it begins again"
        if guest.lines & self.lines:
            return "one session a connection; connect again for another"
        if len(self.lines) >= self.limits.students:
            return f"the class is full ({self.limits.students}); ask your teacher"
        return None

    def opening(self, guest: "Guest", environment: dict[str, str], *, lines: bool) -> Opening:
        """What a guest's session is told."""
        who = (guest.name, guest.address, guest.known, guest.teacher)
        return Opening(uuid4().hex, *who, environment, lines)

    def admit(self, line: Line) -> None:
        """A line gets a session; from now on it counts."""
        self.lines.add(line)
        self._empty.clear()

    def arrived(self, line: Line) -> None:
        """A line has its session."""
        self.log("came", line.guest, seat=line.opening.seat if line.opening else None)

    def left(self, line: Line, error: Exception | None) -> None:
        """A line is gone."""
        self.lines.discard(line)
        if not self.lines:
            self._empty.set()
        if line.child is not None:
            self.log("left", line.guest, why=str(error) if error else None)
        if line.opening is not None:
            self._sat.discard(line.opening.seat)

    async def rise(self, line: Line) -> None:
        """See to the end of a line's session, which may sit down until then; its seat is free."""
        if line.child is not None and line.opening is not None:
            await line.child.end()
            self.on_left(line.opening.seat)

    async def settled(self, patience: float) -> None:
        """Wait a while until all that was begun has come to its end."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)

    def heed(self, line: Line, message: dict[str, object]) -> None:
        """What a session says."""
        match message:
            case {"is": str(name)}:
                if folded(name) != folded(line.guest.name):
                    # What they have shown was another one's.
                    line.guest.known = False
                line.guest.name = name
                self.log("is", line.guest)
            case {"event": str(event)}:
                # Such as three wrong PINs.
                self.log(event, line.guest)

    def tell_all(self, message: dict[str, object]) -> None:
        """Say something to all sessions."""
        for line in self.lines:
            line.tell(message)

    def news(self, told: Told, mine: frozenset[str]) -> None:
        """The record has changed.

        Args:
            told: What the teacher did since the last time.
            mine: The seats of this server that are in it.
        """
        if told.events:
            self.tell_all(ringing(told, len(self.lines)))
        for line in list(self.lines):
            seat = line.opening.seat if line.opening else ""
            if seat in mine:
                self._sat.add(seat)
            elif seat in self._sat:
                self._sat.discard(seat)
                if line.end(ELSEWHERE):
                    self.log("elsewhere", line.guest)

    def end_idle(self) -> None:
        """End the sessions that had no key for too long; a minute before they are told."""
        now, limit = monotonic(), self.limits.idle
        for guest in list(self.guests):
            if guest.inside and not guest.lines and now - guest.since >= limit:
                guest.abort()
        for line in list(self.lines):
            idle = 0.0 if line.guest.teacher else now - line.heard  # A board is looked at.
            if idle >= limit:
                if line.end(IDLE):
                    self.log("idle", line.guest)
            elif idle >= limit - min(_WARNING, limit / 4) and not line.warned:
                line.warned = True
                line.tell({"tell": WARNED})

    async def farewell(self, text: str, patience: float) -> None:
        """Let nobody in any more, tell everybody, and wait a while for them to go."""
        self.closing = True
        for line in list(self.lines):
            line.end(text)
        await self.emptied(patience)

    async def emptied(self, patience: float) -> None:
        """Wait a while until nobody is here."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._empty.wait()

    def crowded(self, address: str) -> str | None:
        """Why nobody else may connect; None where somebody may."""
        by_address = Counter(guest.address for guest in self.guests)
        waiting = sum(not guest.inside for guest in self.guests)
        if by_address[address] >= self.limits.per_address:
            return "too many connections from one address"
        if waiting >= _AT_THE_DOOR or len(self.guests) >= self.limits.students + _AT_THE_DOOR:
            return "too many connections; try again in a moment"
        return None
