"""A session's process, seen from the listener: its terminal's other side, and its bell."""

import asyncio
import os
import signal
import socket
import struct
import termios
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from typing import Any

from tutor.classroom.opening import LONGEST, Lines, said

PIECE = 32_768
"""Bytes that are read of a terminal at once."""
_GRACE = (2.0, 3.0)
"""Seconds until a session whose terminal is gone gets SIGTERM, and SIGKILL after it."""
_LARGEST = 1000
"""Columns or rows; a client that claims more gets so many."""


def resize(master: int, width: int, height: int) -> None:
    """Give a terminal a size."""
    rows, columns = (max(1, min(one, _LARGEST)) for one in (height, width))
    with suppress(OSError):
        ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def made_ready(master: int, width: int, height: int) -> None:
    """Have a terminal that nobody sits at take keys for whoever will, and do nothing with them.

    Raises:
        OSError: If it cannot be had so.
    """
    resize(master, width, height)
    settings = termios.tcgetattr(master)
    # Else what is typed ahead, such as a PIN, is shown; and ctrl+c ends a session that begins.
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
    termios.tcsetattr(master, termios.TCSANOW, settings)


@dataclass(eq=False)
class Child:
    """A session that was forked and has not been reaped."""

    pid: int
    master: int
    """Its terminal, from the other side; -1 when it is closed."""
    bell: socket.socket
    status: int | None = None
    """Its exit status, when it is known; negative for a signal."""
    reaped: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when its status is known."""
    heard: Callable[[dict[str, Any]], None] = lambda _: None
    """Called with each of its messages."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it has ended."""

    def tell(self, message: dict[str, Any]) -> None:
        """Say something to it; one that does not listen any more is about to end."""
        with suppress(OSError):
            self.bell.send(said(message))

    def resize(self, width: int, height: int) -> None:
        """Give its terminal a size, of which the kernel tells it."""
        if self.master >= 0:
            resize(self.master, width, height)

    async def listen(self) -> None:
        """Hear its messages until it has ended."""
        loop, lines = asyncio.get_running_loop(), Lines()
        with suppress(OSError):
            while piece := await loop.sock_recv(self.bell, LONGEST):
                for message in lines.take(piece):
                    self.heard(message)
        self.bell.close()
        self.gone.set()

    def end_input(self) -> None:
        """Tell a session without a terminal that no more keys come."""
        with suppress(OSError), socket.socket(fileno=os.dup(self.master)) as line:
            line.shutdown(socket.SHUT_WR)

    def hang_up(self) -> None:
        """Close its terminal: the kernel tells it, and it saves and ends."""
        if self.master >= 0:
            asyncio.get_running_loop().remove_reader(self.master)
            asyncio.get_running_loop().remove_writer(self.master)
            os.close(self.master)
            self.master = -1

    async def end(self) -> None:
        """Hang up, and see to it that it ends."""
        self.hang_up()
        for seconds, number in zip(_GRACE, (signal.SIGTERM, signal.SIGKILL), strict=True):
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self.gone.wait()
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
        await self.gone.wait()
