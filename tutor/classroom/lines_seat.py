"""A student's input and output where nothing can be drawn, and the bell beside them.

One wait for the keys, the bell and the record: nothing wakes it but one of these.
"""

import os
import socket
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO, TextIOWrapper
from select import select
from typing import Any

from tutor.classroom.opening import LONGEST, Lines

USUAL_WIDTH = 72
"""Columns where no client says how many there are."""
_PIECE = 4096
_MOST_TYPED = 65_536
"""Signs of a line; what is longer is taken as it is."""
_UTF8 = 0o40000
"""IUTF8 of Linux, for which `termios` has no name: a letter is erased whole."""


class LinesSeat:
    """Reads lines, and hears the bell meanwhile."""

    def __init__(self, bell: socket.socket, heed: Callable[[dict[str, Any]], None]) -> None:
        """Take standard input and output as they are.

        Args:
            bell: What the listener says.
            heed: Takes each of its messages.
        """
        bell.settimeout(0)
        self._bell, self._heed, self._messages = bell, heed, Lines()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._typed, self._ended = "", False
        self._woken, self._wake = os.pipe()
        for end in (self._woken, self._wake):
            os.set_blocking(end, False)
        self.terminal = os.isatty(0)
        self.target = TextIOWrapper(FileIO(1, "w", closefd=False), "utf-8", "replace")
        self.news: Callable[[], list[str]] = list
        """What is to be told where somebody waits at a prompt."""
        self.say: Callable[[str], None] = lambda _: None
        """Says a sentence of it."""
        if self.terminal:
            self._edit_lines()

    def _edit_lines(self) -> None:
        """Let the kernel show what is typed, and take it by lines."""
        settings = termios.tcgetattr(0)
        settings[0] |= termios.ICRNL | _UTF8
        settings[1] |= termios.OPOST | termios.ONLCR
        settings[3] |= termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
        termios.tcsetattr(0, termios.TCSANOW, settings)

    def width(self) -> int:
        """Columns."""
        with suppress(OSError):
            return os.get_terminal_size(1).columns
        return USUAL_WIDTH

    def wake(self) -> None:
        """There may be news; may be called by any thread."""
        with suppress(OSError):  # It is full: it wakes anyway.
            os.write(self._wake, b".")

    def read(self, prompt: str) -> str:
        """Show a prompt and wait for a line; news are told meanwhile, and the prompt again.

        Raises:
            EOFError: If no more lines come.
        """
        self._show(prompt)
        while (line := self._line()) is None:
            self._wait()
            if news := self.news():
                self._show("\n")
                for text in news:
                    self.say(text)
                self._show(prompt)
        return line

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """What is typed in this block is not shown, where there is a terminal of ours."""
        if not self.terminal:
            yield
            return
        before = termios.tcgetattr(0)
        silent = termios.tcgetattr(0)
        silent[3] &= ~termios.ECHO
        silent[3] |= termios.ECHONL
        termios.tcsetattr(0, termios.TCSANOW, silent)
        try:
            yield
        finally:
            with suppress(termios.error):  # The terminal is gone.
                termios.tcsetattr(0, termios.TCSANOW, before)

    def _show(self, text: str) -> None:
        self.target.write(text)
        self.target.flush()

    def _line(self) -> str | None:
        """The next line, if it is whole."""
        line, end, rest = self._typed.partition("\n")
        if end or len(line) > _MOST_TYPED:
            self._typed = rest
            return line.rstrip("\r")
        if self._ended:
            self._typed = ""
            if line:
                return line
            raise EOFError
        return None

    def _wait(self) -> None:
        bell = self._bell.fileno()
        ready, _, _ = select([0, bell, self._woken], [], [])
        if self._woken in ready:
            os.read(self._woken, _PIECE)
        if bell in ready:
            self._hear()
        if 0 in ready:
            try:
                data = os.read(0, _PIECE)
            except OSError:  # The terminal is gone.
                data = b""
            self._ended = not data
            self._typed += self._decoder.decode(data, final=self._ended)

    def _hear(self) -> None:
        try:
            piece = self._bell.recv(LONGEST)
        except OSError:
            piece = b""
        if not piece:
            # The listener is gone, and with it whoever sat here.
            raise EOFError
        for message in self._messages.take(piece):
            self._heed(message)
