"""How a session draws: at first for nobody, then on a terminal, without a thread of its own.

Textual's driver for Linux reads keys in a thread that wakes ten times a second, and writes in
another. Of 300 sessions that would cost more than the keys do, and a fork would lose the threads.
"""

import asyncio
import os
import signal
import termios
import tty
from codecs import getincrementaldecoder
from contextlib import suppress
from select import select

from textual import events
from textual.geometry import Size

from tutor.classroom.modes import OFF, ON
from tutor.ui.driver import AnsweredDriver
from tutor.ui.typed import TypedParser

_PIECE = 4096
_STEADY = 0.05
"""Seconds from a change of the window to the frame for it."""
_PENDING = 0.1
"""Seconds after which an escape that nothing followed is the key."""


class SeatDriver(AnsweredDriver):
    """Draws for nobody until `arrive`."""

    here = False
    """A terminal is there."""

    def start_application_mode(self) -> None:
        """Have the app drawn for a size; for nobody yet."""
        self._written: list[str] = []
        self._parser = TypedParser()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._tick: asyncio.TimerHandle | None = None
        self._sizing: asyncio.TimerHandle | None = None
        self._drawn_for: Size | None = None
        if self._size is None:
            self.arrive()
        else:
            self._resized(*self._size)

    def arrive(self) -> None:
        """Draw on the terminal that is standard input and output from now on."""
        self.here, self.input_tty = True, True
        # Nobody stops a session for a while; and that a terminal is gone is told with a SIGCONT.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        self._size = None
        self.attrs_before = termios.tcgetattr(0)
        raw = termios.tcgetattr(0)
        raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
        raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
        raw[tty.CC][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, raw)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGWINCH, self._look_at_size)
        loop.add_reader(0, self._read)
        self.write(ON)
        if self._get_terminal_size() != self._drawn_for:
            self._take_size()

    def _look_at_size(self) -> None:
        """A window that is dragged has hundreds of sizes; drawn is the one that it is left with."""
        if self._sizing is None:
            self._sizing = asyncio.get_running_loop().call_later(_STEADY, self._take_size)

    def _take_size(self) -> None:
        self._sizing = None
        self._resized(*self._get_terminal_size())

    def _resized(self, width: int, height: int) -> None:
        self._drawn_for = size = Size(width, height)
        self.send_message(events.Resize(size, size))

    def _read(self) -> None:
        try:
            data = os.read(0, _PIECE)
        except OSError:  # The terminal is gone; the kernel has said so with a signal too.
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(0)
            self._unanswered = 0  # Nobody is there to answer.
            return
        for message in self._parser.feed(self._decoder.decode(data)):
            self.process_message(message)
        if self._tick is not None:
            self._tick.cancel()
        self._tick = asyncio.get_running_loop().call_later(_PENDING, self._end_escape)

    def _end_escape(self) -> None:
        for message in self._parser.tick():
            self.process_message(message)

    def write(self, data: str) -> None:
        """Write with the next flush, all that belongs to a frame at once."""
        self._written.append(data)

    def flush(self) -> None:
        """Let it be seen. Where the terminal takes no more, this session waits, and no other."""
        data = "".join(self._written).encode("utf-8", "replace")
        self._written.clear()
        if not self.here:
            return
        with suppress(OSError):  # The terminal is gone.
            while data:
                data = data[os.write(1, data) :]

    def disable_input(self) -> None:
        """Take no more keys."""
        if self.here:
            self._hear_out()
            loop = asyncio.get_running_loop()
            loop.remove_reader(0)
            loop.remove_signal_handler(signal.SIGWINCH)

    def _look(self) -> None:
        if select([0], [], [], _PENDING)[0]:
            self._read()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        self.disable_input()
        self.write(OFF)
        self.flush()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self.attrs_before)

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """Say where a link leads: a browser would be opened on the teacher's machine."""
        self._app.notify(f"In your own browser: {url}", timeout=20, markup=False)
