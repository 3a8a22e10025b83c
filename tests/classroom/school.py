"""The real `perceptron-tutor serve`, started by the tests and ended with them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import asyncssh

from tests.benchmarks.terminal import environment

ROOT = Path(__file__).parents[2]
HOST, CODE = "127.0.0.1", "amber-falcon-42"
SECONDS = 60.0
"""How long anything is waited for. Ample: a busy machine is no fault of the program."""
GRACE = 15.0
"""Seconds in which a session whose student is gone has to be gone as well."""
_MOMENT = 0.02


def eventually(come: Callable[[], object], what: str, seconds: float = SECONDS) -> float:
    """Wait until something has come to pass; gives after how many seconds.

    Raises:
        TimeoutError: If it does not.
    """
    began = time.monotonic()
    while not come():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"after {seconds:.0f} s there is still not: {what}")
        time.sleep(_MOMENT)
    return time.monotonic() - began


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not reaped does not."""
    return _state(pid)[0] not in "ZX"


def _state(pid: int) -> list[str]:
    """Its state, its parent, and so on; that of a dead one where it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ["X", "0"]
    return text.rpartition(")")[2].split()


def _commands() -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                yield int(folder.name), (folder / "cmdline").read_bytes().decode(errors="replace")


class School:
    """A server: what it says, its processes, and how it is ended."""

    def __init__(self, record: str, folder: Path, *options: str, **how: Any) -> None:  # noqa: ANN401
        """Start it, and wait until it listens.

        Args:
            record: The path or the URL of the record.
            folder: That of the data of the user who serves.
            options: More of `serve`.
            how: More of `Popen`.
        """
        self.record, self.folder = record, folder
        self.logged: list[dict[str, Any]] = []
        """What its log says, the oldest first."""
        self.complaints: list[str] = []
        """What stands among the lines of the log and is none."""
        self.printed = ""
        """What it says to the teacher."""
        pipe = subprocess.PIPE
        words = (sys.executable, "-m", "tutor", "--record", record, "serve")
        self.process = subprocess.Popen(
            (*words, "--port", "0", "--json-log", *options),
            stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True, encoding="utf-8",
            cwd=ROOT, env=environment(XDG_DATA_HOME=str(folder)), **how,
        )  # fmt: skip
        for stream, take in ((self.process.stdout, self._print), (self.process.stderr, self._log)):
            threading.Thread(target=_read, args=(stream, take), daemon=True).start()
        try:
            self.port = int(self.until("listening")["port"])
        except TimeoutError:
            self.process.kill()
            raise
        self.id = self._named()
        """By which its seats are found in the record."""

    def _print(self, line: str) -> None:
        self.printed += line

    def _log(self, line: str) -> None:
        try:
            self.logged.append(json.loads(line))
        except ValueError:
            self.complaints.append(line)

    def _named(self) -> str:
        """The server's id, which stands in the command of each of its processes."""
        commands = (told for pid, told in _commands() if _state(pid)[1] == f"{self.process.pid}")
        taught = next(told for told in commands if "tutor.classroom.zygote" in told)
        return str(json.loads(taught.rstrip("\0").rpartition("\0")[2])["server"])

    def events(self, event: str, **told: object) -> list[dict[str, Any]]:
        """What the log says of such events, with these words in it."""
        wanted = {"event": event, **told}
        return [one for one in list(self.logged) if wanted.items() <= one.items()]

    def until(self, event: str, times: int = 1, **told: object) -> dict[str, Any]:
        """Wait until the log has told of something so often; gives the last of them."""

        def come() -> bool:
            ended = self.process.poll() is not None
            if ended and not self.events(event, **told):
                raise TimeoutError(f"no {event}, but it ended: {self.complaints}")
            return len(self.events(event, **told)) >= times

        eventually(come, f"{times} {event} {told} in {self.logged[-20:]} {self.complaints}")
        return self.events(event, **told)[-1]

    @property
    def processes(self) -> set[int]:
        """The warm process, and all that it has forked and that have not ended."""
        return {pid for pid, told in _commands() if self.id in told and alive(pid)}

    @property
    def warm(self) -> int | None:
        """The warm process, if there is one now."""
        ours = (pid for pid in self.processes if _state(pid)[1] == f"{self.process.pid}")
        return next(ours, None)

    @property
    def sessions(self) -> set[int]:
        """The processes of the students."""
        return self.processes - {self.warm}

    def until_left(self, *those: int, seconds: float = GRACE) -> float:
        """Wait until sessions are gone, all of them where none is named; gives the seconds."""
        return eventually(
            lambda: not (self.sessions & set(those) if those else self.sessions),
            f"the end of {those or self.sessions}",
            seconds,
        )

    @property
    def descriptors(self) -> int:
        """How many files, sockets and terminals the listener holds."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))  # noqa: PTH208 - only counted

    @property
    def kilobytes(self) -> int:
        """How much memory the listener has."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    @property
    def host_key(self) -> asyncssh.SSHKey:
        """The key by which it is known."""
        return asyncssh.read_private_key(self.folder / "perceptron-tutor" / "class_host_key")

    @property
    def known_hosts(self) -> Path:
        """A file by which ssh knows it."""
        path = self.folder / "known_hosts"
        public = self.host_key.export_public_key().decode()
        path.write_text(f"[{HOST}]:{self.port} {public}", encoding="ascii")
        return path

    def kill(self) -> None:
        """Kill the listener, which can do nothing about it."""
        self.process.kill()
        self.process.wait(SECONDS)

    def stop(self) -> int:
        """Ask it to end; gives its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)

    def clean_up(self) -> list[str]:
        """End it in any case; gives what was left behind or not as it should be."""
        faults = [f"it complained: {self.complaints}"] if self.complaints else []
        if self.process.poll() is None and (status := self.stop()) != 0:
            faults.append(f"it ended with {status}")
        try:
            eventually(lambda: not self.processes, "the end of all processes", GRACE)
        except TimeoutError:
            faults.append(f"it left {self.processes}")
            for pid in self.processes:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if (fault := self.folder / "fault.txt").exists():
            faults.append(fault.read_text(encoding="utf-8"))
        return faults + [f"{one}" for one in self.events("fault")]


def _read(stream: IO[str], take: Callable[[str], None]) -> None:
    with stream:
        for line in stream:
            take(line)


@contextmanager
def served(record: str, folder: Path, *options: str, **how: Any) -> Iterator[School]:  # noqa: ANN401
    """A class for the length of a block, after which nothing of it is left."""
    school = School(record, folder, *options, **how)
    faults = []
    try:
        yield school
    finally:
        faults = school.clean_up()
    if faults:
        raise AssertionError("\n".join(faults))


def keys_for(folder: Path, names: Iterable[str]) -> Path:
    """Write public keys by name into `folder/keys`; the private one is `folder/key`."""
    key, keys = asyncssh.generate_private_key("ssh-ed25519"), folder / "keys"
    keys.mkdir(parents=True)
    (folder / "key").touch(mode=0o600)
    key.write_private_key(folder / "key")
    for name in names:
        key.write_public_key(keys / name)
    return keys
