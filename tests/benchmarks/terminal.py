"""The real program in a real pseudo-terminal, for benchmarks and for tests."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.classroom.screen import Screen

CTRL_Q, ENTER, ESCAPE, TAB = "\x11", "\r", "\x1b", "\t"
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
ALTERNATE = "\x1b[?1049h"
"""What a program writes that draws."""
BACKSPACE, CTRL_U = "\x7f", "\x15"
SECONDS = 30.0
"""How long anything is waited for. Ample: a busy machine is no fault of the program."""

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[ -/]*[0-~])"
)
_STARTER = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.write(1, b'\\0')\n"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal its own, says that the command begins now, and becomes the command."""


def plain(output: str) -> str:
    """What was written without the sequences that move the cursor and set colours."""
    return _ESCAPES.sub("", output)


def environment(**changed: str) -> dict[str, str]:
    """This process's environment without what would change how the program looks or opens."""
    left = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PERCEPTRON_TUTOR_", "TEXTUAL", "COVERAGE", "PYTEST_"))
        and not name.startswith(("LC_", "SSH_"))
        and name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM", "COLORFGBG"}
    }
    usual = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {**left, **usual, "PERCEPTRON_TUTOR_SETTINGS": os.devnull, **changed}


class Terminal:
    """A command in a pseudo-terminal that answers none of the questions that programs ask.

    Leave it as a context manager: whatever happened, no process is left behind.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        size: tuple[int, int] = (80, 24),
        cwd: Path | None = None,
    ) -> None:
        self._master, self.slave = pty.openpty()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.output = ""
        """All that the command has written since it began."""
        self.mark = 0
        """Where in `output` the answer to the last keys or resize begins."""
        self.last = 0.0
        """When the last piece of `output` came, by `time.perf_counter`."""
        self.resize(*size)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            (sys.executable, "-I", "-S", "-c", _STARTER, *command),
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=env,
            cwd=cwd,
            start_new_session=True,
        )
        self.until("\0")
        self.began = self.last
        """When the command began, by the same clock."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal, as a window that is shut or a connection that breaks."""
        for descriptor in (self._master, self.slave):
            with suppress(OSError):
                os.close(descriptor)
        self._master = self.slave = -1

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by the kernel."""
        self.mark, self.size = len(self.output), (columns, rows)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str) -> float:
        """Press keys; gives the moment."""
        self.read(0)
        self.mark = len(self.output)
        moment = time.perf_counter()
        os.write(self._master, keys.encode())
        return moment

    def read(self, seconds: float) -> bool:
        """Take what the command has written, waiting for it no longer than this."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self._master, 65536)
        except OSError:  # What Linux says of a terminal that nobody has open any more.
            return False
        self.last = time.perf_counter()
        self.output += self._decode(piece)
        return bool(piece)

    def until(self, *texts: str) -> str:
        """Read until all texts have come since the last keys or resize; gives what came.

        Of a program that draws, where nothing more comes it is enough that something came and they
        stand on the screen: what stood there before is not sent again.

        Raises:
            TimeoutError: If they do not come.
        """
        end = time.perf_counter() + SECONDS
        while missing := [text for text in texts if text not in self.seen]:
            late, quiet = time.perf_counter() > end, not self.read(0.1)
            drawn = quiet and self.seen and ALTERNATE in self.output
            if drawn and all(map(self.standing.shows, missing)):
                break
            if late or (quiet and self.ended and not self.read(0)):
                raise TimeoutError(f"{missing} never came; there was: {self.seen[-3000:]!r}")
        return self.seen

    @property
    def standing(self) -> Screen:
        """What stands on the terminal."""
        screen = Screen(*self.size)
        screen.feed(self.output.encode())
        return screen

    @property
    def seen(self) -> str:
        """What has come since the last keys or resize, without escape sequences."""
        return plain(self.output[self.mark :])

    def until_quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long.

        Raises:
            TimeoutError: If the command writes on and on.
        """
        end = time.perf_counter() + SECONDS
        while self.read(seconds):
            if time.perf_counter() > end:
                raise TimeoutError(f"never quiet; it writes: {self.output[-300:]!r}")

    @property
    def ended(self) -> bool:
        """Whether the command has ended."""
        return self.process.poll() is not None

    def wait(self) -> int:
        """Read what the command still writes until it ends; gives its exit status.

        Raises:
            TimeoutError: If it does not end.
        """
        end = time.perf_counter() + SECONDS
        while not self.ended:
            self.read(0.05)
            if time.perf_counter() > end:
                raise TimeoutError(f"still running after {SECONDS:.0f} s")
        self.until_quiet(0)
        return self.process.returncode

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: its settings, main screen, cursor, no mouse."""
        off = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?2004l", "\x1b[?7h")
        on = ("\x1b[?1049h", "\x1b[?25l", "\x1b[?1000h", "\x1b[?1003h", "\x1b[?2004h", "\x1b[?7l")
        return termios.tcgetattr(self.slave) == self.before and all(
            self.output.rfind(one) <= self.output.rfind(other)
            for one, other in zip(on, off, strict=True)
        )
