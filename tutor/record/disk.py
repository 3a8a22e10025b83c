"""A file that neither a kill nor a second process can spoil: an advisory lock, whole files only."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: of two writers in the same instant, the last one wins.
    fcntl = None  # type: ignore[assignment]

_LOCK_TRIES, _LOCK_PAUSE = 200, 0.01


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold the record's advisory lock; gives whether this system has one.

    Raises:
        OSError: If the lock file cannot be made, or another process keeps the lock.
    """
    if fcntl is None:
        yield False
        return
    with Path(f"{path}.lock").open("ab") as file:
        yield _lock(file.fileno())


def _lock(descriptor: int) -> bool:
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOCK_PAUSE)
        except OSError:
            return False  # Some network folders have no locks; better saved without one than not.
        else:
            return True
    raise OSError(errno.EAGAIN, "another process keeps it locked")


def write(path: Path, text: str, *, sweep: bool) -> None:
    """Put a whole new file in the old one's place; `sweep` away first what kills have left."""
    if sweep:
        for left in path.parent.glob(f"{path.name}.tmp-*"):
            left.unlink(missing_ok=True)
    temporary = Path(f"{path}.tmp-{os.getpid()}")
    try:
        with temporary.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
