"""From a key in the lab to the last byte of its frame, in the real program."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.row import Row
from tests.benchmarks.startup import command
from tests.benchmarks.terminal import (
    BACKSPACE,
    CTRL_U,
    DOWN,
    ESCAPE,
    TAB,
    UP,
    Terminal,
    environment,
)

BOUND_MS = 30
ROUNDS = 3
QUIET = 0.06
"""Seconds without a byte after which a frame has ended: several of Textual's frames."""

STEPS = ("s",) * 25 + ("b",) * 15 + ("e",) * 9 + ("b",)
RATES = (UP,) * 6 + (DOWN,) * 12 + (UP,) * 6


START = "1.62,-0.61,-0.53"
LINE_MS, LINES = 150, 20


def rows() -> list[Row]:
    """Iris, 10 epochs: keys that move and set A and B; then the rate line of other starts."""
    return [*_keys(), *_lines()]


def _lines() -> list[Row]:
    """Other starts for A: the new rate line, and the frame of a key pressed meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(PERCEPTRON_TUTOR_RECORD=str(Path(folder) / "record.sqlite"))
        with Terminal(command(), env, size=(120, 40)) as terminal:
            terminal.until("enter Choose")
            terminal.send("l")
            terminal.until("Step", "iris: 100 samples", "No critical rate")
            for keys in ("c", TAB, TAB, CTRL_U, START):
                terminal.send(keys)
                terminal.until_quiet(0.3)
            lines = [_line(terminal, (UP, DOWN)[k % 2]) for k in range(LINES)]
            meanwhile = [_meanwhile(terminal, (UP, DOWN)[k % 2]) for k in range(LINES)]
    what = "another w⁽⁰⁾ on Iris, 10 epochs"
    return [
        Row(f"{what}, to its rate line: median of {LINES}", statistics.median(lines)),
        Row(f"{what}, to its rate line: 95 %", _most(lines), bound=LINE_MS),
        Row(f"a key while that line is worked out: 95 % of {LINES}", _most(meanwhile)),
    ]


def _line(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the rate line."""
    pressed = terminal.send(key)
    terminal.until("lies in interval")
    taken = (terminal.last - pressed) * 1000
    terminal.until_quiet(0.3)
    return taken


def _meanwhile(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to its frame, while the line of the key before is worked out."""
    terminal.send(key)
    terminal.until("working out")
    pressed = terminal.send("s")
    terminal.until("✗")
    taken = (terminal.last - pressed) * 1000
    terminal.send(BACKSPACE)
    # Its words came already, if it was there before the backspace: no cell is sent twice.
    terminal.until_quiet(0.4)
    return taken


def _keys() -> list[Row]:
    """Iris, 10 epochs, A and B: steps, steps back and epochs, then other learning rates for A."""
    wide, wide_bytes = _measure((120, 40))
    narrow, narrow_bytes = _measure((80, 24))
    what = "a key in the lab (Iris, 10 epochs, A and B) to its frame"
    return [
        Row(f"{what}, 120x40: median of {len(wide)}", statistics.median(wide)),
        Row(f"{what}, 120x40: 95 %", _most(wide), bound=BOUND_MS),
        Row(f"{what}, 80x24: median of {len(narrow)}", statistics.median(narrow)),
        Row(f"{what}, 80x24: 95 %", _most(narrow), bound=BOUND_MS),
        Row("bytes for a key in the lab, 120x40: median", statistics.median(wide_bytes), "bytes"),
        Row("bytes for a key in the lab, 120x40: 95 %", _most(wide_bytes), "bytes"),
        Row("bytes for a key in the lab, 80x24: median", statistics.median(narrow_bytes), "bytes"),
        Row("bytes for a key in the lab, 80x24: 95 %", _most(narrow_bytes), "bytes"),
    ]


def _most(values: list[float]) -> float:
    """What 95 of a hundred do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _measure(size: tuple[int, int]) -> tuple[list[float], list[float]]:
    """Milliseconds and bytes of every key."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(PERCEPTRON_TUTOR_RECORD=str(Path(folder) / "record.sqlite"))
        with Terminal(command(), env, size=size) as terminal:
            terminal.until("enter Choose")
            terminal.send("l")
            terminal.until("Step", "iris: 100 samples")
            terminal.until_quiet(0.3)
            measured = [figures for _ in range(ROUNDS) for figures in _round(terminal)]
    times, sizes = zip(*measured, strict=True)
    return list(times), list(sizes)


def _round(terminal: Terminal) -> Iterator[tuple[float, float]]:
    """One round; it ends where it began."""
    for key in STEPS:
        yield _press(terminal, key)
    _press(terminal, TAB)
    for key in RATES:
        yield _press(terminal, key)
    _press(terminal, ESCAPE)
    _press(terminal, "0")


def _press(terminal: Terminal, key: str) -> tuple[float, float]:
    """Press a key and wait for the end of its frame.

    Raises:
        TimeoutError: If nothing follows the key.
    """
    pressed = terminal.send(key)
    if not terminal.read(1):
        raise TimeoutError(f"nothing followed the key {key!r}")
    terminal.until_quiet(QUIET)
    return (terminal.last - pressed) * 1000, len(terminal.output[terminal.mark :].encode())
