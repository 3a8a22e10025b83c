"""Students with real clients: OpenSSH's in a pseudo-terminal, and asyncssh's."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from shutil import which
from typing import Any, Protocol

import asyncssh
import pytest

from tests.benchmarks.terminal import CTRL_Q, ENTER, Terminal, environment
from tests.classroom.school import CODE, HOST, SECONDS, School
from tests.classroom.screen import Screen

needs_ssh = pytest.mark.skipif(which("ssh") is None, reason="OpenSSH's client is not installed")
TALL = (100, 60)
"""All of a page is in sight, so that its question has the keys at once."""
HOME = ("lessons read", "Only the ratio matters")
PIN = "four words"
_MOMENT = 0.05
_NO_SETTINGS = ("-F", "/dev/null", "-o", "IdentityAgent=none", "-o", "ConnectTimeout=30")


class Reachable(Protocol):
    """A server that can be connected to, ours or another one."""

    @property
    def port(self) -> int:
        """Where it listens."""

    @property
    def folder(self) -> Path:
        """Where the key of those who have one is, as `key`."""

    @property
    def known_hosts(self) -> Path:
        """A file by which ssh knows it."""


def ssh_options(school: Reachable) -> tuple[str, ...]:
    """What ssh, sftp and scp are told so that no setting of the user who tests counts."""
    known = f"UserKnownHostsFile={school.known_hosts}"
    return (*_NO_SETTINGS, "-o", known, "-o", "StrictHostKeyChecking=yes")


class Ssh(Terminal):
    """A student at a terminal in which ssh runs."""

    def __init__(
        self,
        school: Reachable,
        name: str,
        *options: str,
        size: tuple[int, int] = TALL,
        command: Iterable[str] = (),
        first: Iterable[str] = (),
        **variables: str,
    ) -> None:
        """Connect by a name.

        Args:
            school: The server.
            name: The student's.
            options: More of ssh.
            size: Columns and rows.
            command: What ssh is to run there.
            first: Options that come before all others, and so count.
            variables: More of the environment.
        """
        self._screen, self._fed = Screen(*size), 0
        where = ("-p", f"{school.port}", "-l", name)
        words = ("ssh", *first, *ssh_options(school), *where, *options, HOST, *command)
        super().__init__(words, environment(LC_ALL="C.UTF-8", **variables), size=size)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._screen.resize(columns, rows)
        super().resize(columns, rows)

    @property
    def screen(self) -> Screen:
        """What stands on it."""
        fresh, self._fed = self.output[self._fed :], len(self.output)
        self._screen.feed(fresh.replace("\0", "").encode())
        return self._screen

    def sees(self, *texts: str) -> None:
        """Wait until all this can be read at once.

        Raises:
            TimeoutError: If it cannot.
        """
        end = time.monotonic() + SECONDS
        while missing := [text for text in texts if not self.screen.shows(text)]:
            late = time.monotonic() > end
            if late or (not self.read(_MOMENT) and self.ended and not self.read(0)):
                there = "\n".join(self.screen.lines)
                raise TimeoutError(f"{missing} is not to be read; there is:\n{there}")

    def press(self, *keys: str) -> None:
        """Press keys, or type what is longer."""
        for key in keys:
            self.send(key)

    def give_code(self, code: str = CODE) -> None:
        """Type the code of the class where ssh asks for it."""
        self.sees("Code of the class:")
        self.press(code + ENTER)

    def leave(self) -> int:
        """Leave by ctrl+q; gives ssh's exit status."""
        self.press(CTRL_Q)
        return self.wait()


class Student(asyncssh.SSHClientSession[bytes]):
    """A student with asyncssh's client."""

    def __init__(self, connection: asyncssh.SSHClientConnection, size: tuple[int, int]) -> None:
        """Sit at a blank terminal."""
        self.connection, self.screen = connection, Screen(*size)
        self.received = bytearray()
        """All that came, complaints as well."""
        self.status: int | None = None
        """The exit status of what ran, if it was said."""
        self.gone = asyncio.Event()
        """Set when the channel is closed."""
        self._news = asyncio.Event()
        self.channel: asyncssh.SSHClientChannel[bytes]

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        """There is a channel."""
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002
        """Something is drawn, or complained of."""
        self.received += data
        self.screen.feed(data)
        self._news.set()

    def exit_status_received(self, status: int) -> None:
        """What ran has ended."""
        self.status = status

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The channel is closed."""
        self.gone.set()
        self._news.set()

    def press(self, *keys: str) -> None:
        """Press keys, or type what is longer."""
        self.channel.write("".join(keys).encode())

    async def sees(self, *texts: str, seconds: float = SECONDS) -> None:
        """Wait until all this can be read at once.

        Raises:
            TimeoutError: If it cannot.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not all(map(self.screen.shows, texts)) and not self.gone.is_set():
                    self._news.clear()
                    await self._news.wait()
        if missing := [text for text in texts if not self.screen.shows(text)]:
            there = "\n".join(self.screen.lines)
            raise TimeoutError(f"{missing} is not to be read; there is:\n{there}")

    async def misses(self, text: str) -> None:
        """Wait until this cannot be read any more."""
        async with asyncio.timeout(SECONDS):
            while self.screen.shows(text):
                self._news.clear()
                await self._news.wait()

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.screen.resize(columns, rows)
        self.channel.change_terminal_size(columns, rows)

    def cut(self) -> None:
        """The line drops, without a word."""
        self.connection.abort()

    async def ended(self) -> int | None:
        """Wait until the session has ended; gives the exit status, if one was said."""
        async with asyncio.timeout(SECONDS):
            await self.gone.wait()
        return self.status


async def connected(
    school: School,
    name: str,
    *,
    code: str | None = None,
    **how: Any,  # noqa: ANN401
) -> asyncssh.SSHClientConnection:
    """Connect: with the code of the class, or with the key that its names have."""
    key = school.folder / "key"
    proof: Mapping[str, Any] = (
        {"client_keys": [str(key)] if key.exists() else None}
        if code is None
        else {"client_keys": None, "password": code}
    )
    usual = {"config": None, "agent_path": None, "encryption_algs": ["aes128-gcm@openssh.com"]}
    known = str(school.known_hosts)
    return await asyncssh.connect(
        HOST, school.port, username=name, known_hosts=known, **usual | {**proof, **how}
    )


@asynccontextmanager
async def sitting(
    school: School,
    name: str,
    *,
    size: tuple[int, int] = TALL,
    said_size: tuple[int, int] | None = None,
    term: str | None = "xterm-256color",
    code: str | None = None,
    **how: Any,  # noqa: ANN401
) -> AsyncIterator[Student]:
    """A student at a terminal for the length of a block.

    Args:
        school: The server.
        name: The student's.
        size: Columns and rows.
        said_size: What the client says that they are, where it is something else.
        term: The kind of terminal; None for no terminal.
        code: The code of the class; where it is left out, the key that its names have.
        how: More of asyncssh's `create_session`.
    """
    connection = await connected(school, name, code=code)
    try:
        student = Student(connection, size)
        await connection.create_session(
            lambda: student,
            term_type=term,
            term_size=said_size or size,
            encoding=None,
            **how,
        )
        yield student
    finally:
        connection.abort()
        await connection.wait_closed()
