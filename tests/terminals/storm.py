"""A window that is dragged about: so many sizes in a row, and the last one has to be right.

    python -m tests.terminals.storm --changes 1000 --seed 1

The real program runs in a pseudo-terminal whose screen is kept by an emulator. In the end it must
show, to the letter, what a program shows that never had another size.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.terminal import CTRL_Q, SECONDS, Terminal, environment
from tests.classroom.screen import Screen

LARGEST = (220, 70)
LAST = (100, 30)
QUIET = 1.0
"""Seconds without output after which a screen is taken to be done."""
FEW = 25
"""Changes after which a key is pressed."""
KEYS = ("s", "v", "e", "c", "b", "]", "0")


@contextmanager
def tutor(folder: Path, size: tuple[int, int], **changed: str) -> Iterator[Terminal]:
    """The program, with a record of its own, in a terminal of a size and other variables."""
    env = environment(
        PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"),
        PERCEPTRON_TUTOR_SETTINGS=str(folder / "settings.toml"),
        LANG="C.UTF-8",
        **changed,
    )
    with Terminal((sys.executable, "-m", "tutor"), env, size=size) as terminal:
        yield terminal


class Window:
    """A terminal and what stands on it."""

    def __init__(self, terminal: Terminal, size: tuple[int, int]) -> None:
        self.terminal = terminal
        self.screen = Screen(*size)
        self._fed = terminal.output.index("\0") + 1

    def take(self, seconds: float) -> bool:
        """Take what was written meanwhile; gives whether there was anything."""
        came = self.terminal.read(seconds)
        self.screen.feed(self.terminal.output[self._fed :].encode())
        self._fed = len(self.terminal.output)
        return came

    def drag(self, columns: int, rows: int) -> None:
        """Give it another size."""
        self.take(0)
        self.screen.resize(columns, rows)
        self.terminal.resize(columns, rows)

    def sees(self, *texts: str) -> None:
        """Wait for texts.

        Raises:
            TimeoutError: If they do not come.
        """
        end = time.monotonic() + SECONDS
        while not all(self.screen.shows(text) for text in texts):
            self.take(0.05)
            if time.monotonic() > end or self.terminal.ended:
                raise TimeoutError(f"{texts} never came:\n" + "\n".join(self.screen.lines))

    def calm(self, quiet: float = QUIET) -> list[str]:
        """Wait until nothing more comes for so long; gives what stands there."""
        end = time.monotonic() + SECONDS
        while self.take(quiet):
            if time.monotonic() > end:
                raise TimeoutError("it writes on and on")
        return self.screen.lines

    def leave(self) -> int:
        """Leave with ctrl+q; gives the status."""
        self.terminal.send(CTRL_Q)
        return self.terminal.wait()


def torn(folder: Path, changes: int, seed: int) -> tuple[list[str], list[str]]:
    """Drag a window about; gives what it shows in the end, and what it should show."""
    chance, size = random.Random(seed), (80, 24)
    with tutor(folder / "dragged", size) as terminal:
        window = Window(terminal, size)
        window.sees("The tour")
        terminal.send("\x1b")
        window.sees("Begin with enter")
        terminal.send("l")
        window.sees("Lab", "epoch 0 of 10")
        for number in range(changes):
            window.drag(*(chance.randint(1, most) for most in LARGEST))
            if number % FEW == 0:
                terminal.send(chance.choice(KEYS))
            if chance.random() < 0.2:
                window.take(chance.uniform(0, 0.02))
        window.drag(*LAST)
        window.sees("Lab", "epoch")
        terminal.send("\x1b")
        window.sees("lessons read")
        shown = window.calm()
        assert "Traceback" not in terminal.output
        assert window.leave() == 0
    with tutor(folder / "fresh", LAST) as terminal:
        window = Window(terminal, LAST)
        window.sees("The tour")
        terminal.send("\x1b")
        window.sees("Begin with enter")
        fresh = window.calm()
        assert window.leave() == 0
    return shown, fresh


def main(arguments: list[str]) -> int:
    """Drag a window about at length."""
    parser = argparse.ArgumentParser(prog="tests.terminals.storm", description=__doc__)
    parser.add_argument("--changes", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        shown, fresh = torn(Path(folder), given.changes, given.seed)
    for one, other in zip(shown, fresh, strict=True):
        if one != other:
            print(f"is:        {one}\nshould be: {other}")
    print(f"{given.changes} changes, seed {given.seed}: {'whole' if shown == fresh else 'torn'}")
    return int(shown != fresh)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
