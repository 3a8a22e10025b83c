"""What the real program sends: at its start, for a key, and while nobody does anything."""

import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.row import Row
from tests.benchmarks.startup import command
from tests.benchmarks.terminal import (
    DOWN,
    ENTER,
    ESCAPE,
    RIGHT,
    TAB,
    UP,
    Terminal,
    environment,
)
from tests.record.answered import fact
from tutor.course.library import Library
from tutor.record.database import Database
from tutor.record.place import usual_learner

LAB_BOUND, LIST_BOUND = 2048, 600
"""Bytes for a key in the lab, and for a move in a list, at 80x24."""
IDLE_SECONDS = 10.0
QUIET = 0.4
"""Seconds without a byte after which a key has had all its effects."""
AT_REST = 1.5
"""Seconds without a byte after which the start is over."""
REMARKS_GONE = 6.0
"""Seconds after which no remark is about to go, and no answer to be taken back."""
PALETTE = "\x10"

LAB = (*"sssbe0eessbv", TAB, *(UP, DOWN) * 4, ESCAPE, *"vsevse0v")
SCREENS: dict[str, tuple[str, ...]] = {
    "home": (),
    "help": ("?",),
    "the palette": (PALETTE,),
    "the lab": ("l",),
    "a field of the lab": ("l", TAB),
    "a lesson": (ENTER,),
    "a quiz": ("u",),
    "a review": ("r",),
    "progress": ("p",),
}


def rows() -> list[Row]:
    """All at 80x24."""
    with tempfile.TemporaryDirectory() as folder, Opened(Path(folder)) as home:
        start = [Row("bytes of a start, to home at rest, 80x24", home.began, "bytes")]
        moves = home.sizes((DOWN,) * 6 + (UP,) * 6)
        home.send("l")
        home.until("Step", "iris: 100 samples")
        home.until_quiet(AT_REST)
        lab = home.sizes(LAB)
    return [
        *start,
        _most("a move in the list of lessons", moves, LIST_BOUND),
        *_of_lab(lab),
        *_others(),
        *_idle(),
    ]


class Opened(Terminal):
    """The tutor at home, at rest, past what greets a newcomer."""

    def __init__(self, folder: Path) -> None:
        """Open it with a record of its own, in which something of every concept was answered."""
        record = Database.open(str(folder / "record.sqlite"))
        answers = [fact(concept, right=False) for concept in Library.open().concepts]
        record.write(usual_learner(), answers)
        record.close()
        env = environment(
            PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"),
            PERCEPTRON_TUTOR_SETTINGS=str(folder / "settings.toml"),
        )
        super().__init__(command(), env)
        self.until("palette")
        self.until_quiet(AT_REST)
        self.began = len(self.output.encode())
        """Bytes of the start."""
        self.sizes((ESCAPE,))

    def sizes(self, keys: Sequence[str]) -> list[int]:
        """The bytes that each key sends."""
        return [self._size(key) for key in keys]

    def _size(self, key: str) -> int:
        self.send(key)
        self.read(3)  # Where something is read first, it lasts until the first byte.
        self.until_quiet(QUIET)
        return len(self.output[self.mark :].encode())


def _most(what: str, sizes: list[int], bound: float | None = None) -> Row:
    return Row(f"bytes of {what}, 80x24: the most of {len(sizes)}", max(sizes), "bytes", bound)


def _of_lab(sizes: list[int]) -> list[Row]:
    what = "bytes of a key in the lab (steps, fields, views), 80x24"
    return [
        Row(f"{what}: median of {len(sizes)}", statistics.median(sizes), "bytes"),
        Row(f"{what}: the most", max(sizes), "bytes", LAB_BOUND),
    ]


def _others() -> list[Row]:
    """A quiz, a lesson, progress and help, each in a program of its own."""
    found = []
    for what, before, keys, bound in (
        ("a move in a question's list", ("u",), (DOWN, UP), LIST_BOUND),
        ("an answer in a quiz, how sure and what follows", ("u",), ("1", "2"), None),
        ("the next line or page of a lesson", (ENTER, "1", "2"), (ENTER,) * 6, None),
        ("a page of a lesson, turned", (ENTER,), (RIGHT,) * 3, None),
        ("scrolling in progress", ("p",), (DOWN,) * 3, None),
        ("help over home, and back", (), ("?", ESCAPE), None),
    ):
        with tempfile.TemporaryDirectory() as folder, Opened(Path(folder)) as terminal:
            terminal.sizes(before)
            found.append(_most(what, terminal.sizes(keys), bound))
    return found


def _idle() -> list[Row]:
    """What screens send on which nothing happens, all at the same time."""
    with ExitStack() as stack:
        opened = {}
        for name, keys in SCREENS.items():
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            opened[name] = stack.enter_context(Opened(Path(folder)))
            opened[name].sizes(keys)
        _pass(opened, REMARKS_GONE)
        before = {name: len(terminal.output) for name, terminal in opened.items()}
        _pass(opened, IDLE_SECONDS)
        sent = [len(terminal.output) - before[name] for name, terminal in opened.items()]
    what = f"bytes in {IDLE_SECONDS:.0f} s at rest on each of {len(SCREENS)} screens: all"
    return [Row(what, sum(sent), "bytes", 0)]


def _pass(opened: Mapping[str, Terminal], seconds: float) -> None:
    """Let time pass, and read what came meanwhile."""
    time.sleep(seconds)
    for terminal in opened.values():
        terminal.until_quiet(0)
