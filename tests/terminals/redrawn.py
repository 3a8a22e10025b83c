"""Whatever was pressed: what stands on the terminal is what a whole new picture shows.

    python -m tests.terminals.redrawn --keys 400 --seed 1 --size 120x40 --term tmux-256color

The program sends only the cells that change. Here somebody presses keys, also faster than they are
taken, and drags the window; whenever all is at rest, every cell with its colours is compared with
what ctrl+l draws, which sends all of them.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.terminal import ENTER, ESCAPE, SECONDS, TAB, Terminal
from tests.terminals.storm import Window, tutor
from tests.ui.tty import Look, Tty

CTRL_L, ASKED, ANSWER = "\x0c", "\x1b[6n", "\x1b[1;1R"
ARROWS = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~")
KEYS = (
    *([ENTER] * 10 + [TAB, ESCAPE, " ", "?", *ARROWS] * 2),
    *"1233kmsseevcbdlluprhzyti07-nf]T:",
    *("\x10", "\x7f"),
)
"""Enter reads on; no key leaves."""
SIZES = ((80, 24), (120, 40), (100, 30), (60, 20), (59, 19), (81, 23))
QUIET = 1.0
"""Seconds without output after which all is at rest; the palette takes half of one to find none."""
_WORD, _DRAGGED = 0.15, 0.04
"""How often several keys come at once, and how often the window gets another size."""
_LOOKED_AT = 0.7
"""How often it waits for the rest."""
_TAKES_TIME = "z Undo"
"""Goes by itself."""
_PAINTS = re.compile(r"\x1b\[[0-9;]*[HCm]")
_SEQUENCE = re.compile(
    r"\x1b(?:\[[<=>?0-9;]*[ $]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[0-9=>A-Z\\])"
    r"|[\x00-\x09\x0b-\x1a]"
)
_OF_THEIR_OWN = {"\x1b[H": "\x1b[1;1H", "\x1b[m": "\x1b[0m"}

Cells = dict[tuple[int, int], tuple[str, Look]]


class Cellular(Window):
    """A window of which every cell is known, with its colours."""

    def __init__(self, terminal: Terminal, size: tuple[int, int]) -> None:
        super().__init__(terminal, size)
        self.tty = Tty()
        self._painted = terminal.output.index("\0") + 1

    def take(self, seconds: float) -> bool:
        """Take what was written, and say where the cursor is if that is asked."""
        came = super().take(seconds)
        new = self.terminal.output[self._painted :]
        begun = new.rfind("\x1b")
        if begun >= 0 and not _SEQUENCE.match(new, begun):
            new = new[:begun]
        self._painted += len(new)
        for _ in range(new.count(ASKED)):
            self.terminal.send(ANSWER)
        self.tty.write(_SEQUENCE.sub(_painting, new))
        return came

    def drag(self, columns: int, rows: int) -> None:
        """Give it another size; what stands there then, every terminal decides by itself."""
        super().drag(columns, rows)
        self.tty.cells.clear()

    def redrawn(self) -> Cells:
        """Have all drawn anew on an empty screen; gives what was there before."""
        before = dict(self.tty.cells)
        self.tty.cells.clear()
        self.terminal.send(CTRL_L)
        for _ in range(int(SECONDS * 10)):
            self.take(0.1)
            if len(self.tty.cells) >= self.screen.columns * self.screen.rows:
                return before
        raise TimeoutError("ctrl+l does not draw all cells")


def _painting(found: re.Match[str]) -> str:
    sequence = _OF_THEIR_OWN.get(found[0], found[0])
    return sequence if _PAINTS.fullmatch(sequence) else ""


def differing(before: Cells, after: Cells) -> list[str]:
    """The cells that do not look as they should."""
    places = (place for place in after if _seen(before.get(place)) != _seen(after[place]))
    return [f"{place}: {before.get(place)} for {after[place]}" for place in places]


def _seen(cell: tuple[str, Look] | None) -> object:
    """What is seen of a cell: of a blank its ground alone, unless it is exchanged with a letter."""
    if cell is None or cell[0] != " " or "7" in cell[1][0]:
        return cell
    return cell[0], cell[1][2]


def walked(window: Cellular, keys: int, seed: int, quiet: float) -> Iterator[tuple[int, str]]:
    """Press keys; gives the number of each after which something stood there that was not drawn."""
    chance = random.Random(seed)
    for number in range(keys):
        if chance.random() < _DRAGGED:
            now = (window.screen.columns, window.screen.rows)
            window.drag(*chance.choice([size for size in SIZES if size != now]))
        many = chance.randint(2, 8) if chance.random() < _WORD else 1
        window.terminal.send("".join(chance.choices(KEYS, k=many)))
        if chance.random() > _LOOKED_AT:
            continue
        with suppress(TimeoutError):  # It runs, and goes on running.
            window.calm(quiet)
        if window.terminal.ended:
            raise AssertionError(window.terminal.output[-2000:])
        if _TAKES_TIME in window.screen.lines[-1]:
            continue
        if cells := differing(window.redrawn(), window.tty.cells):
            yield number, f"{len(cells)} cells, such as {cells[0]}"


def stale(folder: Path, size: tuple[int, int], keys: int, seed: int, **env: str) -> dict[int, str]:
    """The cells that were not what they should be, by the number of the key.

    On a busy machine nothing may come for a while though all is not done: what is found once has to
    be found again by somebody with more patience.
    """
    found: dict[int, str] = {}
    for patience in (1, 4):
        with tutor(folder / str(patience), size, **env) as terminal:
            window = Cellular(terminal, size)
            window.sees("The tour")
            again = dict(walked(window, keys, seed, QUIET * patience))
        found = {at: cell for at, cell in again.items() if patience == 1 or at in found}
        if not found:
            break
    return found


def main(arguments: list[str]) -> int:
    """Press keys at length."""
    parser = argparse.ArgumentParser(prog="tests.terminals.redrawn", description=__doc__)
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--term", default="xterm-256color")
    given = parser.parse_args(arguments)
    columns, rows = map(int, given.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        found = stale(Path(folder), (columns, rows), given.keys, given.seed, TERM=given.term)
    for number, cell in found.items():
        print(f"after key {number}: {cell}")
    print(f"{given.keys} keys, seed {given.seed}: {len(found)} times stale")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
