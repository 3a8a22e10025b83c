"""How long students wait for home: one alone, and many at once."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.processes import Server, Spent, shared_out
from tests.benchmarks.row import Row
from tests.benchmarks.students import Student, at_rest, leave, welcomed
from tutor.course.library import Library

ALONE_MS, AT_ONCE_S = 150, 6
"""The bounds."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What one student waited for, in milliseconds."""

    admission: float
    """From the first byte of the connection until it is known who it is."""
    frame: float
    """From there to the first full frame of home."""
    rest: float
    """From there until nothing more is drawn: who has a record sees home change by it."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What many students at once waited for, and what they cost."""

    frame: float
    """Seconds from the first connection to the last one's first full frame."""
    rest: float
    """Seconds from there until nothing more is drawn for anybody."""
    spent: float
    """Seconds of the server's CPU for each."""
    clients: float
    """Seconds of the CPU of the clients, for each."""
    memory: float
    """MB of each one's session."""


def home() -> tuple[str, ...]:
    """What stands on a full frame of home."""
    return "lessons read", Library.open().entries[-1].title, "enter Choose", "palette"


async def alone(server: Server, names: Iterator[str], rounds: int) -> list[Wait]:
    """One after another, each when the one before has left."""
    texts, waits = home(), []
    for _ in range(rounds):
        student = await welcomed(server, next(names))
        await at_rest([student])
        waits.append(_wait(student, texts))
        await leave([student])
        await gone(server)
    return waits


def _wait(student: Student, texts: tuple[str, ...]) -> Wait:
    moments = (student.first_full(texts), student.last)
    frame, rest = ((moment - student.admitted) * 1000 for moment in moments)
    return Wait((student.admitted - student.knocked) * 1000, frame, rest)


async def gone(server: Server) -> int:
    """Wait for 20 s until no session is left; gives how many are left all the same."""
    for _ in range(200):
        if not server.sessions:
            break
        await asyncio.sleep(0.1)
    return len(server.sessions)


async def at_once(server: Server, names: Iterator[str], number: int) -> Burst:
    """So many begin to connect at the same moment."""
    texts = home()
    before, clients, begun = Spent.by(server, ()), time.process_time(), time.perf_counter()
    coming = [asyncio.create_task(welcomed(server, next(names))) for _ in range(number)]
    students = await asyncio.gather(*coming)
    await at_rest(students, 2.0)
    clients = time.process_time() - clients
    sessions = server.sessions
    spent = Spent.by(server, sessions) - before
    memory = statistics.mean(map(shared_out, sessions))
    frame = max(student.first_full(texts) for student in students) - begun
    rest = max(student.last for student in students) - begun
    await leave(students)
    await gone(server)
    return Burst(frame, rest, spent.all / number, clients / number, memory)


def rows_of_waits(who: str, waits: list[Wait], bound: float | None = None) -> list[Row]:
    """The medians of those who came alone."""

    def median(what: str, field: str, bound: float | None = None) -> Row:
        value = statistics.median(getattr(wait, field) for wait in waits)
        return Row(f"{who}, one alone, {what}: median of {len(waits)}", value, bound=bound)

    return [
        median("from the connection to admission", "admission"),
        median("from admission to the first full frame of home", "frame", bound),
        median("from admission until nothing more is drawn", "rest"),
    ]


def rows_of_burst(who: str, number: int, burst: Burst, bound: float | None = None) -> list[Row]:
    """Those who came at once. The clients share the server's processors."""
    what = f"{who}, {number} at once"
    return [
        Row(f"{what}, to the last one's first full frame", burst.frame, "s", bound),
        Row(f"{what}, until nothing more is drawn for anybody", burst.rest, "s"),
        Row(f"{what}, the server's CPU for each", burst.spent * 1000),
        Row(f"{what}, the CPU of the clients beside it, for each", burst.clients * 1000),
        Row(f"{what}, memory of each one's session (PSS)", burst.memory, "MB"),
    ]
