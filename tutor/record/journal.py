"""Facts on their way to the database, in a small file that a kill leaves behind.

Every process has a file of its own and holds its lock while it lives. A file whose lock is free is
that of a process which ended too soon: whoever comes next brings its facts to the database.
"""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from tutor.record.facts import Fact, FactError, fact_of, filed, row_of

try:
    import fcntl
except ImportError:  # Windows keeps an open file from being removed, which does as a lock.
    fcntl = None  # type: ignore[assignment]

Kept = list[tuple[str, Fact]]
"""Facts, each with the name of its learner."""


class Journal:
    """The file of this process; it is made when there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None

    def keep(self, facts: Kept) -> None:
        """Have facts on the disk, whatever happens next.

        Raises:
            OSError: If the disk does not take them, or the file was removed with what was in it.
        """
        if self._file is None:
            self._file = self._own()
        lines = [json.dumps({"learner": name, **row_of(fact)}) for name, fact in facts]
        end = os.fstat(self._file.fileno()).st_size
        try:
            # Should a torn line be left in spite of all, it ends here and spoils no other.
            _write(self._file, b"\n" + "\n".join(lines).encode() + b"\n")
            os.fsync(self._file.fileno())
        except OSError:
            with suppress(OSError):
                self._file.truncate(end)
            raise
        if self.lost:
            raise FileNotFoundError(errno.ENOENT, "its file was removed", self._file.name)

    @property
    def lost(self) -> bool:
        """Whether somebody has removed the file, and with it what it had kept."""
        return self._file is not None and os.fstat(self._file.fileno()).st_nlink == 0

    def clear(self) -> None:
        """Everything in it is in the database."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)

    def close(self) -> None:
        """Leave the file to the next process where something is in it; `keep` makes another."""
        if self._file is None:
            return
        file, self._file = self._file, None
        with suppress(OSError):
            if os.fstat(file.fileno()).st_size == 0:
                Path(file.name).unlink(missing_ok=True)
        with suppress(OSError):
            file.close()

    def waiting(self, learner: str) -> list[Fact]:
        """What processes that have ended left of one learner; it goes on waiting."""
        found: Kept = []
        for path in self._all():
            if file := _taken(path):
                with file:
                    found += _read(file)
        return [fact for name, fact in found if filed(name) == filed(learner)]

    @contextmanager
    def left_behind(self) -> Iterator[Kept]:
        """What processes that have ended left; their files go when the block ends well."""
        with ExitStack() as stack:
            taken = [file for path in self._all() if (file := _taken(path))]
            for file in taken:
                stack.enter_context(file)
            yield [kept for file in taken for kept in _read(file)]
            for file in taken:
                with suppress(OSError):
                    Path(file.name).unlink(missing_ok=True)

    def _all(self) -> list[Path]:
        """The journals of all processes, the earliest first; none where one may not look."""
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == ".jsonl")
        except OSError:
            return []

    def _own(self) -> BinaryIO:
        """A new file that nobody else takes for one that was left behind."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = self.folder / f"{_after(self._all()):08}-{uuid4().hex}.jsonl"
            file = path.open("ab", buffering=0)
            # Between the two calls another process may have found it, empty, and removed it.
            if _lock(file) and path.exists():
                return file
            file.close()


def _after(paths: list[Path]) -> int:
    """A number that puts a new file behind all others; a clock may be set back, this is not."""
    numbers = (path.name.partition("-")[0] for path in paths)
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)


def _taken(path: Path) -> BinaryIO | None:
    """A file that no living process holds, locked; None for any other."""
    try:
        file = path.open("r+b")  # Some network folders lock only what can be written.
    except OSError:
        return None
    if _lock(file):
        return file
    file.close()
    return None


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all, or raise: a disk that is nearly full takes a part and says nothing."""
    while data:
        data = data[file.write(data) :]


def _lock(file: BinaryIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # Some network folders have no locks; facts have ids, and none is kept twice.
    return True


def _read(file: BinaryIO) -> Kept:
    """The facts in a file; a line that a kill has torn is none."""
    found: Kept = []
    for line in file:
        try:
            row = json.loads(line)
            found.append((str(row["learner"]), fact_of(row)))
        except (ValueError, KeyError, TypeError, RecursionError, FactError):
            continue
    return found
