"""Students of the load generator: real SSH clients, as cheap as such a client can be made.

They keep what comes and look at it afterwards: on few cores their own work is taken from the
server's. For the same reason they choose the cheapest cipher, AES-128-GCM.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager

import asyncssh

from tests.benchmarks.processes import Address
from tests.classroom.school import HOST
from tests.classroom.screen import Screen

SIZE = (80, 24)
SECONDS = 60.0
"""How long anything is waited for."""
_MARK = b"palette"
"""What is written last of the first frame of home."""
_QUIET = 1.0
"""Seconds without a byte after which nothing more is drawn."""


class Student(asyncssh.SSHClientSession[bytes]):
    """A student at a terminal: what was pressed, and what came, each with its time."""

    def __init__(self, connection: asyncssh.SSHClientConnection) -> None:
        """Sit at a terminal on which nothing stands."""
        self.connection = connection
        self.channel: asyncssh.SSHClientChannel[bytes]
        self.knocked = 0.0
        """When it began to connect; this and all times by `time.perf_counter`."""
        self.admitted = 0.0
        """When it was known who it is."""
        self.pieces: list[tuple[float, bytes]] = []
        self.presses: list[tuple[float, str]] = []
        self.drawn, self.gone = asyncio.Event(), asyncio.Event()
        """Home is there; the session has ended."""
        self.status: int | None = None
        """Its exit status."""
        self._last = b""

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        """There is a channel."""
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002
        """Something is drawn."""
        self.pieces.append((time.perf_counter(), data))
        if not self.drawn.is_set():
            self._last = self._last[-len(_MARK) :] + data
            if _MARK in self._last:
                self.drawn.set()

    def exit_status_received(self, status: int) -> None:
        """The session has ended."""
        self.status = status

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The channel is closed."""
        self.gone.set()

    def press(self, key: str) -> None:
        """Press a key, or several at once."""
        self.presses.append((time.perf_counter(), key))
        self.channel.write(key.encode())

    @property
    def last(self) -> float:
        """When something came last."""
        return self.pieces[-1][0] if self.pieces else 0.0

    def first_full(self, texts: Sequence[str]) -> float:
        """When all these texts stood on the screen for the first time.

        Raises:
            ValueError: If they never did.
        """
        screen = Screen(*SIZE)
        for at, piece in self.pieces:
            screen.feed(piece)
            if all(map(screen.shows, texts)):
                return at
        raise ValueError(f"{texts} never stood on the screen; at last there was: {screen.lines}")


async def knock(server: Address, name: str) -> asyncssh.SSHClientConnection:
    """Connect and be admitted, by the key that lets everybody in."""
    return await asyncssh.connect(
        HOST, server.port, username=name, client_keys=[str(server.folder / "key")],
        known_hosts=None, config=None, agent_path=None, connect_timeout=SECONDS,
        login_timeout=SECONDS, encryption_algs=["aes128-gcm@openssh.com"],
    )  # fmt: skip


async def come(server: Address, name: str) -> Student:
    """Connect and sit down; home is still to be drawn."""
    knocked = time.perf_counter()
    connection = await knock(server, name)
    student = Student(connection)
    student.knocked, student.admitted = knocked, time.perf_counter()
    await connection.create_session(
        lambda: student, term_type="xterm-256color", term_size=SIZE, encoding=None
    )
    return student


async def welcomed(server: Address, name: str) -> Student:
    """Connect and wait until home is there."""
    student = await come(server, name)
    async with asyncio.timeout(SECONDS):
        await student.drawn.wait()
    return student


async def at_rest(students: Iterable[Student], quiet: float = _QUIET) -> None:
    """Wait until nothing more is drawn.

    Raises:
        TimeoutError: If it does not end.
    """
    students = list(students)
    async with asyncio.timeout(2 * SECONDS):
        while True:
            left = max(one.last for one in students) + quiet - time.perf_counter()
            if left <= 0:
                return
            await asyncio.sleep(left)


async def leave(students: Iterable[Student]) -> None:
    """Close all connections, as who shuts the terminal's window."""
    students = list(students)
    for student in students:
        student.connection.close()
    await asyncio.gather(*(student.connection.wait_closed() for student in students))


@asynccontextmanager
async def seated(
    server: Address, names: Iterator[str], number: int, seconds: float
) -> AsyncIterator[list[Student]]:
    """So many students who connect evenly over some seconds, and leave with the block."""
    begun, coming = time.perf_counter(), list[asyncio.Task[Student]]()
    for k in range(number):
        await asyncio.sleep(begun + k * seconds / number - time.perf_counter())
        coming.append(asyncio.create_task(welcomed(server, next(names))))
    students = await asyncio.gather(*coming)
    try:
        await at_rest(students)
        yield students
    finally:
        await leave(students)
