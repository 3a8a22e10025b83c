"""A line of little bandwidth and much delay between a learner and the real program."""

import time
from collections import deque
from collections.abc import Callable

from tests.benchmarks.terminal import CTRL_Q, SECONDS, Terminal
from tests.classroom.screen import Screen

DELAY = 0.25
"""Seconds that a byte is under way, either way."""
RATE = 10_000
"""Bytes a second from the program to the learner."""
PIECE = 64
"""Bytes that come together."""
_ASKED, _ANSWER = b"\x1b[6n", "\x1b[1;1R"
"""Where is the cursor? Terminals answer when they have shown all that came before."""


class SlowLine:
    """The learner's end, with a terminal of its own.

    The other end takes all that the program writes at once, as an SSH server does: nothing but the
    answers of the learner's terminal tells the program how much of it is still under way.
    """

    def __init__(self, terminal: Terminal, size: tuple[int, int]) -> None:
        """Begin where the program has begun."""
        self.screen = Screen(*size)
        self.taken = 0
        """Bytes that the line has taken."""
        self.skipping = True
        """Time in which the program is quiet, and only the line is at work, is skipped."""
        self._terminal = terminal
        self._skipped = 0.0
        self._letters = 0
        """The same in letters of the program's output."""
        self._free = 0.0
        """When the line has sent all that it has taken."""
        self._down: deque[tuple[float, bytes]] = deque()
        self._up: deque[tuple[float, str]] = deque()
        self._tail = b""
        self._last = 0.0
        """When something was shown last."""

    @property
    def now(self) -> float:
        """Seconds, also those that were skipped."""
        return time.perf_counter() + self._skipped

    @property
    def waits(self) -> float:
        """Seconds that a byte written now waits before it is sent."""
        return max(0.0, self._free - self.now)

    def type(self, keys: str) -> None:
        """Press keys; the program has them later."""
        self._up.append((self.now + DELAY, keys))

    def until(self, wanted: Callable[[Screen], bool]) -> None:
        """Wait until the learner sees this.

        Raises:
            TimeoutError: If it does not come.
        """
        begun = time.perf_counter()
        while not wanted(self.screen):
            self.step()
            if time.perf_counter() - begun > SECONDS:
                raise TimeoutError("\n".join(self.screen.lines))

    def leave(self) -> float:
        """Press the key that ends the program; gives the seconds until it has ended.

        Raises:
            RuntimeError: If it ends with a fault.
        """
        begun = self.now
        self.type(CTRL_Q)
        while not self._terminal.ended:
            self.step()
            if self.now - begun > SECONDS:
                raise TimeoutError("it does not end")
        if self._terminal.wait() != 0:
            raise RuntimeError(self._terminal.output[-2000:])
        return self.now - begun

    def rest(self, still: float = 0.0, seconds: float = 0.0) -> float:
        """Look on for so long, and until nothing has come for a while, if one is given.

        Returns:
            The most seconds that a byte waited for those that were sent before it.
        """
        begun = self.now
        most = self.waits
        while (now := self.now) - begun < seconds or (
            still and (self._down or now - self._last < still)
        ):
            if now - begun > SECONDS:
                raise TimeoutError("it moves and moves")
            self.step()
            most = max(most, self.waits)
        return most

    def step(self, seconds: float = 0.01) -> None:
        """Let the line work for a moment."""
        while self._up and self._up[0][0] <= self.now:
            self._terminal.send(self._up.popleft()[1])
        if not self._terminal.read(seconds) and self.skipping:
            self._skip()
        data = self._terminal.output[self._letters :].encode()
        self._letters = len(self._terminal.output)
        self.taken += len(data)
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            self._free = max(self._free, self.now) + len(piece) / RATE
            self._down.append((self._free + DELAY, piece))
        while self._down and self._down[0][0] <= self.now:
            self._show(self._down.popleft()[1])

    def _skip(self) -> None:
        """To the moment at which the next key arrives, or all that the program has written."""
        due = [queue[at][0] for queue, at in ((self._up, 0), (self._down, -1)) if queue]
        if due:
            self._skipped += max(0.0, min(due) - self.now)

    def _show(self, piece: bytes) -> None:
        self.screen.feed(piece)
        self._last = self.now
        self._tail += piece
        for _ in range(self._tail.count(_ASKED)):
            self.type(_ANSWER)
        self._tail = self._tail.rpartition(_ASKED)[2][-len(_ASKED) + 1 :]
