"""From a key in the lab to the last byte of its frame, in the real program."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.row import Row
from tests.benchmarks.startup import command
from tests.benchmarks.terminal import DOWN, ESCAPE, TAB, UP, Terminal, environment

BOUND_MS = 30
ROUNDS = 3
QUIET = 0.06
"""Seconds without a byte after which a frame has ended: several of Textual's frames."""

STEPS = ("s",) * 25 + ("b",) * 15 + ("e",) * 9 + ("b",)
RATES = (UP,) * 6 + (DOWN,) * 12 + (UP,) * 6


def rows() -> list[Row]:
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
        env = environment(PERCEPTRON_TUTOR_RECORD=str(Path(folder) / "record.json"))
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
