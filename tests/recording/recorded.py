"""A command in a terminal, with what it writes kept in time, as asciinema's file of version 2.

https://docs.asciinema.org/manual/asciicast/v2/
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from tests.benchmarks.terminal import SECONDS, Terminal
from tests.classroom.screen import Screen

SIZE = (80, 24)
LONGEST_WAIT = 0.5
"""Seconds that the program may take in the recording, however slow the machine was."""
_BAR = re.compile("[▁-█](?=▏|$)")
"""A scroll bar, at the right of what it scrolls."""
STILL = 0.15
"""Seconds without output after which a screen is taken to be whole."""
CTRL_L, ORIGIN = "\x0c", "\x1b[1;1H"
"""Draws the whole screen anew, from its first cell on."""


class Recorded(Terminal):
    """Keeps each piece of the output with its time, and what stands on the screen."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        """Start the command."""
        self.screen = Screen(*SIZE)
        self.pictures: dict[str, str] = {}
        """The marked screens, each as a text."""
        self._events: list[tuple[float, str, str]] = []
        self._clock, self._written = 0.0, 0.0
        super().__init__(command, env, size=SIZE, cwd=cwd)

    def read(self, seconds: float) -> bool:
        """Take what the command has written."""
        before = len(self.output)
        came = super().read(seconds)
        piece = self.output[before:].replace("\0", "")
        if piece:
            waited = min(self.last - self._written, LONGEST_WAIT) if self._events else 0.0
            self._written = self.last
            self._note(waited, "o", piece)
            self.screen.feed(piece.encode())
        return came

    def _note(self, waited: float, code: str, data: str) -> None:
        self._clock += waited
        self._events.append((round(self._clock, 3), code, data))

    def rest(self, seconds: float) -> None:
        """Let who watches look for so long; it takes no time here."""
        self._clock += seconds
        self._written = perf_counter()

    def wait_for(self, ready: Callable[[Screen], bool]) -> None:
        """Wait until the screen is as wanted, and still.

        Raises:
            TimeoutError: If it does not come to that.
        """
        end = perf_counter() + SECONDS
        while self.read(STILL) or not ready(self.screen):
            if perf_counter() > end or self.ended:
                shown = "\n".join(self.screen.lines)
                raise TimeoutError(f"never as wanted; there was:\n{shown}")

    def picture(self, name: str) -> None:
        """Keep the screen as a picture, and name the moment in the recording.

        A screen may be still for a moment before it is done. The tutor takes a key when those
        before it have had all their effects: so a screen that was drawn anew by one is.
        """
        self.send(CTRL_L)
        self.wait_for(lambda _: ORIGIN in self.output[self.mark :])
        self.pictures[name] = drawn(self.screen)
        self._note(0.0, "m", name)

    def cast(self, title: str) -> str:
        """The recording as an asciinema file."""
        columns, rows = SIZE
        env = {"TERM": "xterm-256color"}
        header = {"version": 2, "width": columns, "height": rows, "title": title, "env": env}
        lines = [header, *map(list, self._events)]
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def drawn(screen: Screen) -> str:
    """What stands on a screen, without its scroll bars: on paper nothing scrolls."""
    return "\n".join(_BAR.sub(" ", line).rstrip() for line in screen.lines)
