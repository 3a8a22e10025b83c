"""The class over SSH, one table: `python -m tests.benchmarks.classroom`, in the checkout.

Starts the real server on 127.0.0.1 and its students in this process, so that the clients' own work
is taken from the same processors; what it is stands in the table. Takes about fifteen minutes, and
ends with status 1 where a bound is not kept. Needs Linux and the extra `classroom`.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import asked, coming, going, pressing, resting
from tests.benchmarks.fresh_python import fresh
from tests.benchmarks.row import Row, table
from tests.benchmarks.students import seated
from tests.classroom.school import School, keys_for, served

OURS, OTHER = "the class", "asyncssh and a fresh Python each"
PARTS = ("burst", "idle", "latency", "asked", "churn", "fresh")
ALONE, FRESH_ALONE, FRESH_AT_ONCE = 10, 5, 20
COMING, IDLE = 60.0, 60.0
"""Seconds over which 300 students connect, and for which they press no key, at most."""
A_SECOND = 5
"""Students who connect in a second."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    students: int = 300
    seconds: float = 300.0
    """For which keys are pressed."""
    at_once: int = 100
    connections: int = 1000
    """That come and go."""

    @property
    def names(self) -> int:
        """How many names are enough for any part."""
        at_once = self.at_once + FRESH_AT_ONCE
        return max(self.students, self.connections, at_once) + ALONE + 2 * going.DOOMED


@contextmanager
def school(size: Size) -> Iterator[tuple[School, Iterator[str]]]:
    """The real server with a fresh record, and names that nobody has used yet."""
    names = [f"student{k}" for k in range(size.names)]
    most = str(size.names)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ("--keys", str(keys_for(folder, names)))
        limits = ("--max-students", most, "--per-address", most)
        with served(str(folder / "record.sqlite"), folder, *options, *limits) as server:
            yield server, iter(names)


async def burst(size: Size) -> list[Row]:
    """One alone, and many at once."""
    number = min(FRESH_AT_ONCE, size.at_once)
    with school(size) as (server, names):
        waits = await coming.alone(server, names, ALONE)
        few = await coming.at_once(server, names, number)
        many = await coming.at_once(server, names, size.at_once)
    return [
        *coming.rows_of_waits(OURS, waits, coming.ALONE_MS),
        *coming.rows_of_burst(OURS, number, few),
        *coming.rows_of_burst(OURS, size.at_once, many, coming.AT_ONCE_S),
    ]


async def room(size: Size, parts: Sequence[str]) -> list[Row]:
    """Many who connect one after another, press nothing for a while, and then press keys."""
    rows, number = list[Row](), size.students
    with school(size) as (server, names):
        over = min(COMING, number / A_SECOND)
        async with seated(server, names, number, over) as students:
            if "idle" in parts:
                rest = await resting.resting(server, min(IDLE, size.seconds))
                rows += resting.rows(number, rest)
            if "latency" in parts:
                done = await pressing.pressing(server, students, size.seconds)
                rows += pressing.rows(number, done)
            if "asked" in parts:
                rows += asked.rows(number, await asked.asked(server.record, students))
        rows.append(Row(f"{number} left, sessions left", await coming.gone(server), "", 0))
    return rows


async def churn(size: Size) -> list[Row]:
    """Many who come and go."""
    with school(size) as (server, names):
        done = await going.going(server, names, size.connections)
    for one in done.astray:
        sys.stderr.write(f"astray: {one}\n")
    return going.rows(done)


async def beside(size: Size) -> list[Row]:
    """What a server without a warm process takes, for comparison."""
    names = iter([f"student{k}" for k in range(size.names)])
    number = min(FRESH_AT_ONCE, size.at_once)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys_for(folder, ())
        with fresh(folder) as server:
            waits = await coming.alone(server, names, FRESH_ALONE)
            many = await coming.at_once(server, names, number)
    return [*coming.rows_of_waits(OTHER, waits), *coming.rows_of_burst(OTHER, number, many)]


async def measure(rows: list[Row], size: Size, parts: Sequence[str]) -> None:
    """Add the rows of all parts that are wanted, one after another."""
    if "burst" in parts:
        rows += await burst(size)
    if {"idle", "latency", "asked"} & set(parts):
        rows += await room(size, parts)
    if "churn" in parts:
        rows += await churn(size)
    if "fresh" in parts:
        rows += await beside(size)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks.classroom")
    parser.add_argument("--students", type=int, default=Size().students)
    parser.add_argument("--seconds", type=float, default=Size().seconds)
    parser.add_argument("--at-once", type=int, default=Size().at_once)
    parser.add_argument("--connections", type=int, default=Size().connections)
    parser.add_argument("--only", default=",".join(PARTS), help="%(default)s, or some of them")
    given = parser.parse_args()
    parts = given.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"--only: there is no {', '.join(unknown)}; write some of {','.join(PARTS)}")
    size, rows = Size(given.students, given.seconds, given.at_once, given.connections), list[Row]()
    try:
        asyncio.run(measure(rows, size, parts))
    finally:
        sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
