"""Many processes write to one record, an answer every second each: how long does a write take?

Run it as `python -m tests.record.many_writers --processes 200 --seconds 60`, which writes to an
SQLite file, with `--postgres` to a server of its own, or with `--url URL` to any other.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from tests.record.samples import Record, an_answer
from tests.record.servers import running
from tutor.record.journal import Journal
from tutor.record.opening import opened
from tutor.record.place import pending_folder

_PATIENCE = 60
"""Seconds after which a writer gives up, and is counted as refused."""
_OPENING = 0.04
"""Seconds that one process may need to open the record, on its share of a processor."""
_STEPS = ("told", "saved from a kill", "in the database")
Times = tuple[float, float, float]
"""Seconds from the call: until it returned, was saved, was in the database."""


def main() -> int:
    """Write as is asked; gives 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--url")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # The journals of a record on a server lie in the user's folder.
        os.environ["XDG_DATA_HOME"] = str(home)
        where = options.url or str(home / "record.sqlite")
        if options.postgres:
            where = stack.enter_context(_server(options.processes))
        # All have opened the record by then: this is about writing.
        begin = time.monotonic() + options.processes * _OPENING
        told = (begin, options.seconds)
        pipes = [_forked(where, number, *told) for number in range(options.processes)]
        said = [_heard(pipe) for pipe in pipes]
        for _ in pipes:
            os.wait()
        return _told(where, said, options.processes * options.seconds)


@contextmanager
def _server(processes: int) -> Iterator[str]:
    with running() as server:
        server.admit(2 * processes + 20)
        yield server.fresh()


def _forked(where: str, number: int, begin: float, seconds: int) -> int:
    """Start a writer; gives the pipe on which it tells what it did."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        os.close(ours)
        _write(where, f"learner {number}", begin + random.Random(number).random(), seconds, theirs)
    os.close(theirs)
    return ours


def _write(where: str, learner: str, begin: float, seconds: int, pipe: int) -> NoReturn:
    """Give an answer a second from a moment on, and tell what came of them."""
    record = Record(where, learner, lambda: datetime.now(UTC))
    record.start()
    record.loaded.wait(_PATIENCE)
    told: list[tuple[str, Times]] = []
    for number in range(seconds):
        time.sleep(max(0.0, begin + number - time.monotonic()))
        told.append(_timed(record))
    left = record.close(_PATIENCE)
    with open(pipe, "w", encoding="ascii") as file:
        json.dump({"told": told, "left": left, "notice": record.notice}, file)
    os._exit(0)


def _timed(record: Record) -> tuple[str, Times]:
    begin = time.perf_counter()
    kept = record.add(an_answer())
    told = time.perf_counter() - begin
    record.wait_saved(_PATIENCE)
    saved = time.perf_counter() - begin
    with record._change:
        record._change.wait_for(lambda: not record._behind, _PATIENCE)
    return kept.id, (told, saved, time.perf_counter() - begin)


def _heard(pipe: int) -> list[tuple[str, Times]]:
    """What one writer did, when it is done."""
    with open(pipe, encoding="ascii") as file:
        heard = json.load(file)
    if heard["left"] or heard["notice"]:
        print(f"{heard['left']} answers could not be kept: {heard['notice']}")
    return [(name, times) for name, times in heard["told"]]


def _told(where: str, said: Sequence[list[tuple[str, Times]]], expected: int) -> int:
    """Print what became of all answers; gives 0 where each is there once."""
    # What could only wait beside it until now comes into it.
    database, _ = opened(where, "", Journal(pending_folder(where)))
    found = [answer.id for name in database.names() for answer in database.state(name).answers]
    database.close()
    told = [name for one in said for name, _ in one]
    whole = len(told) == expected and sorted(told) == sorted(found)
    print(f"{len(said)} processes, {len(told)} answers, {len(found)} in the record")
    print(f"{'milliseconds until':20}{'median':>9}{'p95':>9}{'p99':>9}{'longest':>9}")
    for step, name in enumerate(_STEPS):
        times = sorted(times[step] for one in said for _, times in one)
        points = (times[int(len(times) * part)] for part in (0.5, 0.95, 0.99))
        print(f"{name:20}" + "".join(f"{1000 * time:9.1f}" for time in (*points, times[-1])))
    print("none lost, none refused, none twice" if whole else "SOME ARE LOST OR TWICE")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
