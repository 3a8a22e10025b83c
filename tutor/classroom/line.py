"""One student's terminal: bytes both ways between an SSH channel and a session, and no more.

Whichever side does not read is not read from either, so that nothing piles up here.
"""

import asyncio
import os
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

import asyncssh

from tutor.classroom.asked import NO_TERMINAL, Asked
from tutor.classroom.child import PIECE, Child
from tutor.classroom.modes import OFF
from tutor.classroom.nursery import NurseryError
from tutor.classroom.opening import Opening

if TYPE_CHECKING:
    from tutor.classroom.room import Classroom
    from tutor.classroom.server import Guest

_STUCK = 60.0
"""Seconds after which a client that does not read is cut off."""
_LAST_WORD = 4.0
"""Seconds that a session has for its last word."""
_TYPED_AHEAD = 8_192
"""Bytes of keys that wait for a session before no more are read."""
_REAPED = 0.5
"""Seconds from the end of a session to its exit status."""
FAULT = (
    "perceptron-tutor: a fault ended this session; what was shown as saved is kept. Connect again."
)


class Line(Asked):
    """A channel that asks for a shell gets a session; any other one line of why not."""

    def __init__(self, room: "Classroom", guest: "Guest") -> None:
        super().__init__()
        self.room, self.guest = room, guest
        self.child: Child | None = None
        self.opening: Opening | None = None
        self.heard = monotonic()
        """When the last key came."""
        self.warned = False
        """The learner was told that the session ends for want of keys."""
        self._keys = bytearray()
        self._closed = self._held = self._ending = self._finishing = self._no_more = False
        self._stuck: asyncio.TimerHandle | None = None

    def session_started(self) -> None:
        """The channel is open."""
        no_board = NO_TERMINAL if self.guest.teacher and self.in_lines else ""
        refusal = self.why_not or no_board or self.room.refusal(self.guest)
        if refusal:
            self._refuse(refusal)
        else:
            self.room.admit(self)
            self.room.do(self._open())

    def _refuse(self, why: str) -> None:
        self.room.log("refused", self.guest, why=why)
        self.channel.write_stderr(f"perceptron-tutor: {why}\r\n".encode())
        self._exit(1)

    def _exit(self, status: int) -> None:
        """Close the channel; it is closed when all was read, for which nobody waits for ever."""
        self.channel.exit(status)
        self._expect_reading()

    def _expect_reading(self) -> None:
        """Cut the client off, unless it reads or is gone in time."""
        if self._stuck is not None:
            self._stuck.cancel()
        self._stuck = asyncio.get_running_loop().call_later(_STUCK, self._cut_off)

    # The session.

    async def _open(self) -> None:
        self.opening = self.room.opening(self.guest, self.environment(), lines=self.in_lines)
        size = None if self.size is None else self.window()
        try:
            child = await self.room.nursery.take(self.opening, size)
        except NurseryError as error:
            self.room.left(self, error)
            if not self._closed:
                self._refuse(str(error))
            return
        if self._closed:
            self.room.left(self, None)
        self.child = child
        child.heard = self._heed
        if self._closed:
            await self.room.rise(self)
            return
        self.room.arrived(self)
        child.resize(*self.window())  # Which may have been changed meanwhile.
        self._read()
        self._pass_on()

    def _heed(self, message: dict[str, object]) -> None:
        self.room.heed(self, message)

    def tell(self, message: dict[str, object]) -> None:
        """Say something to the session."""
        if self.child is not None:
            self.child.tell(message)

    def end(self, text: str) -> bool:
        """Let the session say a last word and end; one that does not is ended.

        Returns:
            Whether it was not about to end already.
        """
        if self._closed or self._ending:
            return False
        self._ending = True
        self.tell({"end": text})
        self.room.do(self._end_soon())
        return True

    async def _end_soon(self) -> None:
        if self.child is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD):
                    await self.child.gone.wait()
            self._finish(self.child)

    # From the session to the client.

    def _read(self) -> None:
        if self.child is not None and self.child.master >= 0:
            asyncio.get_running_loop().add_reader(self.child.master, self._drawn)

    def _drawn(self) -> None:
        child = self.child
        if child is None or child.master < 0:
            return
        try:
            piece = os.read(child.master, PIECE)
        except BlockingIOError:
            return
        except OSError:  # What Linux says of a terminal that nobody has open any more.
            piece = b""
        if not piece:
            self._finish(child)
            return
        with suppress(OSError):  # The client is about to be gone.
            self.channel.write(piece)

    def _finish(self, child: Child) -> None:
        """The session has ended, or has to."""
        if not self._finishing:
            self._finishing = True
            self.room.do(self._close(child))

    async def _close(self, child: Child) -> None:
        """Show its last word, see to its end, and close the channel."""
        if not self._closed and child.master >= 0:
            with suppress(OSError):
                while piece := os.read(child.master, PIECE):
                    self.channel.write(piece)
        await child.end()
        with suppress(TimeoutError):
            async with asyncio.timeout(_REAPED):
                await child.reaped.wait()
        if not self._closed:
            status = child.status or 0
            if status < 0 or status == 1:
                # Whoever was killed has not given the terminal back.
                if not self.in_lines:
                    self.channel.write(OFF.encode())
                self.channel.write_stderr(f"{FAULT}\r\n".encode())
            self._exit(abs(status))

    def pause_writing(self) -> None:
        """The client does not read: neither do we, and not for ever."""
        if self.child is not None and self.child.master >= 0:
            asyncio.get_running_loop().remove_reader(self.child.master)
            self._expect_reading()

    def resume_writing(self) -> None:
        """The client reads again; where the session has ended, it has to read all."""
        if self._stuck is not None and not self._finishing:
            self._stuck.cancel()
        self._read()

    def _cut_off(self) -> None:
        if not self._closed:
            self.room.log("cut-off", self.guest, why="it did not read")
            self.guest.abort()

    # From the client to the session.

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002
        """Keys."""
        self.heard, self.warned = monotonic(), False
        self._keys += data
        self._pass_on()

    def _pass_on(self) -> None:
        """Give the session the keys that it takes; while some are left, no more are read."""
        if self.child is None or self.child.master < 0:
            if len(self._keys) > _TYPED_AHEAD:
                self._hold()
            return
        loop, master = asyncio.get_running_loop(), self.child.master
        try:
            while self._keys:
                del self._keys[: os.write(master, self._keys)]
        except BlockingIOError:
            self._hold()
            loop.add_writer(master, self._pass_on)
            return
        except OSError:  # The session is about to be gone.
            self._keys.clear()
        if self._no_more:
            self.child.end_input()
        if self._held:
            self._held = False
            loop.remove_writer(master)
            self.channel.resume_reading()

    def _hold(self) -> None:
        if not self._held:
            self._held = True
            self.channel.pause_reading()

    def terminal_size_changed(self, width: int, height: int, *_pixels: int) -> None:
        """The client's window has another size."""
        self.size = (width, height)
        if self.child is not None:
            self.child.resize(*self.window())

    def eof_received(self) -> bool:
        """No more keys will come; gives whether the channel stays open.

        A script that is piped in is followed to its end.
        """
        if self.size is not None or self.why_not:
            return False
        self._no_more = True
        self._pass_on()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone, in whichever way."""
        self._closed = True
        self.guest.lines.discard(self)
        if self._stuck is not None:
            self._stuck.cancel()
        if self.child is not None:
            self.room.left(self, exc)
            self.room.do(self.room.rise(self))
