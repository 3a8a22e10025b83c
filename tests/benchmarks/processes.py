"""What processes cost, as the kernel tells it."""

import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from tests.classroom.school import alive

_ALL_ITS_THREADS = 2
"""The kind of clock: the time for which a process was on a processor."""


class Address(Protocol):
    """Where students connect to."""

    @property
    def port(self) -> int:
        """Of 127.0.0.1."""

    @property
    def folder(self) -> Path:
        """Where `key` is, which lets everybody in."""


class Server(Address, Protocol):
    """What students connect to, and its processes."""

    @property
    def process(self) -> "subprocess.Popen[str]":
        """The listener."""

    @property
    def warm(self) -> int | None:
        """The process from which sessions are forked, where there is one."""

    @property
    def sessions(self) -> set[int]:
        """A process for each student."""


def cpu(pid: int) -> float:
    """Seconds of CPU of a process: all its threads, those that have ended as well.

    Raises:
        ProcessLookupError: If it has ended.
    """
    # Finer than /proc, which counts in hundredths: most idle sessions use less.
    try:
        return time.clock_gettime((~pid << 3) | _ALL_ITS_THREADS)
    except OSError:
        raise ProcessLookupError(f"process {pid} has ended before its time") from None


def shared_out(pid: int) -> float:
    """MB of memory; what several processes share is divided between them (PSS)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(text.partition("\nPss:")[2].split()[0]) / 1024


def resident(pid: int) -> float:
    """MB of memory, shared or not."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def opened(pid: int) -> list[str]:
    """What a process has open, by what the kernel calls it."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # It was closed meanwhile.
            found.append(str(link.readlink()))
    return found


def terminals(pid: int) -> int:
    """How many sides of pseudo-terminals a process has open."""
    return sum("/ptmx" in one or one.startswith("/dev/pts/") for one in opened(pid))


def children(parent: int) -> set[int]:
    """The processes that one has started and that run."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
                if told.rpartition(")")[2].split()[1] == str(parent):
                    found.add(int(folder.name))
    return {pid for pid in found if alive(pid)}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of CPU of a server's processes."""

    sessions: float
    listener: float
    warm: float

    @classmethod
    def by(cls, server: Server, sessions: Iterable[int]) -> Self:
        """So far, these sessions counted.

        Raises:
            ProcessLookupError: If one of them has ended.
        """
        warm = server.warm
        return cls(
            sum(map(cpu, sessions)), cpu(server.process.pid), 0.0 if warm is None else cpu(warm)
        )

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(
            self.sessions - before.sessions,
            self.listener - before.listener,
            self.warm - before.warm,
        )

    @property
    def all(self) -> float:
        """Together."""
        return self.sessions + self.listener + self.warm
