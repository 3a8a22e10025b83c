"""Kill a writer at random moments, and look whether the record has all that it called saved.

Run it as `python -m tests.record.kills --count 500`.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from tests.record.samples import Record, an_answer
from tutor.record.journal import Journal
from tutor.record.opening import opened
from tutor.record.place import pending_folder

LEARNER = "Ada"
_PER_RECORD = 20
"""Kills, after which another record is begun: making one is to be killed as well."""
_LONGEST = 0.3
"""Seconds from the fork to the kill."""


def main() -> int:
    """Kill as often as is asked; gives 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    said: set[str] = set()
    saved = waited = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.count):
            if number % _PER_RECORD == 0:
                where, said = str(Path(folder) / f"{number}" / "record.sqlite"), set()
            # While another writes, what is told goes to the journal.
            locked = number % 3 == 2
            new = _killed(where, moments.uniform(0, _LONGEST), locked=locked)
            said |= new
            saved, waited = saved + len(new), waited + (len(new) if locked else 0)
            if fault := _fault(where, said):
                print(f"kill {number + 1}: {fault}")
                return 1
    print(f"{options.count} kills, {saved} answers called saved ({waited} of them in the journal):")
    print("all there, none twice, no record damaged")
    return 0


def _killed(where: str, after: float, *, locked: bool) -> set[str]:
    """The ids that a writer called saved until it was killed."""
    ours, theirs = os.pipe()
    with closing(_lock(where, locked=locked)):
        child = os.fork()
        if child == 0:
            _write(where, theirs)
        os.close(theirs)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with open(ours, encoding="ascii") as pipe:  # noqa: PTH123 - it has no path.
        return {line.strip() for line in pipe if line.endswith("\n")}


def _lock(where: str, *, locked: bool) -> sqlite3.Connection:
    """A connection that keeps others from writing until it is closed."""
    if not (locked and Path(where).exists()):
        return sqlite3.connect(":memory:")
    connection = sqlite3.connect(where, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _write(where: str, pipe: int) -> NoReturn:
    """Give answers as fast as one can, and tell each that was saved."""
    record = Record(where, LEARNER, lambda: datetime.now(UTC))
    record.start()
    while True:
        kept = record.add(an_answer())
        if record.wait_saved(10):
            os.write(pipe, f"{kept.id}\n".encode())


def _fault(where: str, said: set[str]) -> str | None:
    """What is wrong with a record after a kill."""
    database, state = opened(where, LEARNER, Journal(pending_folder(where)))
    database.close()
    with closing(sqlite3.connect(where)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    found = Counter(answer.id for answer in state.answers)
    if sound != "ok":
        return f"the file is damaged: {sound}"
    if lost := said - set(found):
        return f"{len(lost)} answers lost"
    if twice := [one for one, times in found.items() if times > 1]:
        return f"{len(twice)} answers twice"
    return None


if __name__ == "__main__":
    sys.exit(main())
