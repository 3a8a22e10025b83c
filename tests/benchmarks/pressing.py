"""A room that steps through the lab: what a key takes and costs, and that none is lost."""

import asyncio
import gc
import math
import re
import statistics
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks import lab
from tests.benchmarks.processes import Server, Spent, shared_out
from tests.benchmarks.row import Row
from tests.benchmarks.students import SIZE, Student, at_rest
from tests.classroom.screen import Screen

FRAME_MS, MEMORY_MB, CPU_MS, BYTES = 60, 25, 6, 2_048
"""The bounds."""
Pieces = deque[tuple[float, bytes]]
INTERVAL = 2.0
"""Seconds from one key of a student to the next."""
_QUIET = 0.04
"""Seconds without a byte after which a frame has ended."""
KEYS = (*lab.STEPS, "0")
"""Each moves the lab to another step; then it begins anew."""
SAMPLES, LAST_STEP = 100, 1000
"""Of the data with which the lab opens, and of its ten epochs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came on one key, until the next one."""

    first: float
    """Milliseconds to its first byte, or to the next key where nothing came."""
    frame: float
    """Milliseconds to the last byte of its frame."""
    size: int
    """Bytes of the terminal."""
    right: bool
    """The step at which the lab has to be stood on the screen before the next key."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """What the keys of a room took and cost."""

    answers: list[Answer]
    astray: int
    """Students in whose lab another step stands at the end than their keys lead to."""
    delay: float
    """Milliseconds by which 95 of a hundred keys were pressed later than planned, at most: so busy
    the clients were themselves."""
    clients: float
    """Percent of a core that the clients took."""
    spent: Spent
    """By the server, in all."""
    memory: list[float]
    """MB of each session, afterwards."""
    around: tuple[float, float]
    """MB of the listener and of the warm process."""


def after(step: int, keys: str) -> int:
    """The step to which keys lead."""
    for key in keys:
        match key:
            case "s":
                step = min(step + 1, LAST_STEP)
            case "b":
                step = max(step - 1, 0)
            case "e":
                step = min((step // SAMPLES + 1) * SAMPLES, LAST_STEP)
            case _:
                step = 0
    return step


async def pressing(server: Server, students: list[Student], seconds: float) -> Pressing:
    """Let all press a key every two seconds, spread evenly; they begin at home."""
    await _go_to_the_lab(students)
    sessions = server.sessions
    # A client's collector would halt all students at once.
    gc.collect()
    gc.freeze()
    before, clients, begun = Spent.by(server, sessions), time.process_time(), time.perf_counter()
    delays = await asyncio.gather(
        *(
            _press(student, k, begun + 0.1 + INTERVAL * k / len(students), int(seconds // INTERVAL))
            for k, student in enumerate(students)
        )
    )
    await asyncio.sleep(INTERVAL)
    wall, clients = time.perf_counter() - begun, time.process_time() - clients
    spent = Spent.by(server, sessions) - before
    await at_rest(students)
    gc.unfreeze()
    answers = [list(answers_of(student, k)) for k, student in enumerate(students)]
    return Pressing(
        answers=[one for mine in answers for one in mine],
        astray=sum(not mine[-1].right for mine in answers),
        delay=_most([one * 1000 for mine in delays for one in mine]),
        clients=100 * clients / wall,
        spent=spent,
        memory=[shared_out(pid) for pid in sessions],
        around=(shared_out(server.process.pid), shared_out(server.warm or server.process.pid)),
    )


def _begins(student: int) -> int:
    """How many keys a student is ahead of the first: at each moment all kinds are pressed."""
    return student * 11 % len(KEYS)


async def _go_to_the_lab(students: list[Student]) -> None:
    """Each opens the lab and goes to where its keys begin; these first keys are not measured."""
    for student in students:
        student.press("l")
        await asyncio.sleep(0.03)
    await at_rest(students)
    for k, student in enumerate(students):
        if ahead := "".join(KEYS[: _begins(k)]):
            student.press(ahead)
        await asyncio.sleep(0.03)
    await at_rest(students)
    for student in students:
        student.presses.clear()


async def _press(student: Student, which: int, begun: float, times: int) -> list[float]:
    """Press keys; gives by how many seconds each was late."""
    delays = []
    for k in range(times):
        due = begun + k * INTERVAL
        await asyncio.sleep(due - time.perf_counter())
        student.press(KEYS[(_begins(which) + k) % len(KEYS)])
        delays.append(student.presses[-1][0] - due)
    return delays


def answers_of(student: Student, which: int) -> Iterator[Answer]:
    """What came on each key, from all that came; the keys before count for the step as well."""
    screen, pieces = Screen(*SIZE), deque(student.pieces)
    step = after(0, "".join(KEYS[: _begins(which)]))
    times = [at for at, _ in student.presses]
    _take(screen, pieces, times[0])
    for (pressed, key), end in zip(student.presses, [*times[1:], math.inf], strict=True):
        mine = _take(screen, pieces, end)
        step = after(step, key)
        yield _answer(pressed, end, mine, right=_step(screen) == step)


def _take(screen: Screen, pieces: Pieces, end: float) -> list[tuple[float, int]]:
    """Put on the screen what came before a moment; gives when, and how many bytes."""
    taken = []
    while pieces and pieces[0][0] < end:
        at, data = pieces.popleft()
        screen.feed(data)
        taken.append((at, len(data)))
    return taken


def _step(screen: Screen) -> int:
    """The step at which the lab on the screen is; -1 where it is none."""
    found = re.search(r"\bstep (\d+)", screen.words)
    return int(found[1]) if found else -1


def _answer(pressed: float, end: float, pieces: list[tuple[float, int]], *, right: bool) -> Answer:
    if not pieces:
        waited = (min(end, pressed + INTERVAL) - pressed) * 1000
        return Answer(waited, waited, 0, right)
    last = pieces[0][0]
    for at, _ in pieces:
        if at - last > _QUIET:
            break
        last = at
    size = sum(size for _, size in pieces)
    return Answer((pieces[0][0] - pressed) * 1000, (last - pressed) * 1000, size, right)


def _most(values: list[float]) -> float:
    """What 95 of a hundred do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def rows(number: int, done: Pressing) -> list[Row]:
    """What it was, with its bounds."""
    keys, wrong = len(done.answers), sum(not one.right for one in done.answers)
    firsts, frames, sizes = (
        [getattr(one, field) for one in done.answers] for field in ("first", "frame", "size")
    )
    room = f"{number} in the lab"
    return [
        Row(f"{room}, keys", keys, ""),
        Row(f"{room}, keys without their step before the next", wrong, "", 0),
        Row(f"{room}, students whose last step is not that of their keys", done.astray, "", 0),
        Row(f"{room}, a key to the first byte: median", statistics.median(firsts)),
        Row(f"{room}, a key to the first byte: 95 %", _most(firsts)),
        Row(f"{room}, a key to the last byte of its frame: median", statistics.median(frames)),
        Row(f"{room}, a key to the last byte of its frame: 95 %", _most(frames), bound=FRAME_MS),
        Row(f"{room}, a key to the last byte of its frame: the longest", max(frames)),
        Row(f"{room}, CPU a key, sessions", 1000 * done.spent.sessions / keys, bound=CPU_MS),
        Row(f"{room}, CPU a key, listener", 1000 * done.spent.listener / keys),
        Row(f"{room}, bytes a key: mean", statistics.mean(sizes), "bytes", BYTES),
        Row(f"{room}, bytes a key: 95 %", _most(sizes), "bytes"),
        Row(
            f"{room}, memory of a session (PSS): mean",
            statistics.mean(done.memory),
            "MB",
            MEMORY_MB,
        ),
        Row(f"{room}, memory of the listener (PSS)", done.around[0], "MB"),
        Row(f"{room}, memory of the warm process (PSS)", done.around[1], "MB"),
        Row(f"{room}, CPU of the clients beside it, of a core", done.clients, "%"),
        Row(f"{room}, by how much the clients press late: 95 %", done.delay),
    ]
