"""A logarithmic axis of learning rates with the critical ones, and where the runs stand.

Every place is a power of ten: 0 is η = 1, −1 is η = 0.1. Two columns at each edge are kept free for
arrows, so that neither mark nor pointer is ever hidden by one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.plot.picture import Board, Picture, Role
from tutor.plot.ticks import rate_ticks

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tutor.perceptron.ratepath import RatePath

CELL = 6
"""Columns whose marks are gathered together; the last one takes the columns that are left over."""
EDGE = 2
"""Columns at each end that no place has."""
ROOM = 0.04
"""The part of the shown powers that `spread` leaves free on each side."""
LINE, MARK, TICK = "─", "┼", "╵"

Pointer = tuple[str, float]
"""A name of narrow characters, and where it stands."""


@dataclass(frozen=True, slots=True)
class RateLineView:
    """What a rate line shows: values alone. A path is equal to itself only."""

    path: "RatePath | None"
    """None where it is not worked out yet: then there are no marks."""
    low: float
    """The power of ten at the left edge."""
    high: float
    """The power of ten at the right edge."""
    pointers: tuple[Pointer, ...]

    @property
    def frame(self) -> object:
        """The ticks are made of these alone."""
        return self.low, self.high

    def draw(self, width: int, height: int) -> Picture:
        """Draw the axis in the first row, ticks and pointers in the second; others stay empty.

        A critical rate is `┼`. Where two or more share a column, all of their cell are one group,
        `┤12├`; above 9,999 it is rounded down to thousands, `12k+`, and stops at `99k+`.
        """
        if width <= 0 or height <= 0:
            return Picture(((),) * max(0, height))
        board = Board([" " * width] * height, 0, 0, width, height)
        for column in range(width):
            board.put(column, 0, LINE, Role.AXIS)
        if self.path is not None:
            _put_critical(board, self.path, self.low, self.high)
        if height > 1:
            _put_pointers(board, self)
            _put_ticks(board, self.low, self.high)
        return board.picture()


def column_of(place: float, low: float, high: float, width: int) -> int | None:
    """The column of a line of some width in which a place stands; None where it is beyond."""
    inner = width - 2 * EDGE
    if inner <= 0 or not low < high or not low <= place <= high:
        return None
    share = (place - low) / (high - low)
    return EDGE + min(int(share * inner), inner - 1) if math.isfinite(share) else None


def spread(path: "RatePath", rates: Sequence[float]) -> tuple[float, float]:
    """Edges that hold all critical rates and some more, in powers of ten; a decade at the least."""
    places = [rate for rate in rates if math.isfinite(rate)]
    lowers = log_rates(path)
    if lowers.size:
        places += [float(lowers.min()), float(lowers.max())]
    low, high = min(places, default=0.0), max(places, default=0.0)
    margin = (high - low) * ROOM
    short = max(0.0, 1.0 - (high - low + 2 * margin)) / 2
    return low - margin - short, high + margin + short


def log_rates(path: "RatePath") -> "npt.NDArray[np.float64]":
    """The lower ends above 0 of all intervals, as powers of ten, ascending.

    The first of them is no critical rate where the path is not complete: there it was cut.
    """
    import numpy as np

    skip = int(path.complete)
    slopes = [
        math.log10(slope.under) - math.log10(slope.over) if slope.under else -math.inf
        for slope in path.slopes
    ]
    nets = path.nets[skip:]
    try:
        sizes = np.log10(nets.astype(np.float64))
    except OverflowError:  # Python's integers may be larger than any float.
        sizes = np.array([math.log10(net) for net in nets])
    return np.maximum.accumulate(np.array(slopes)[path.samples[skip:]] - sizes)


def _put_critical(board: Board, path: "RatePath", low: float, high: float) -> None:
    import numpy as np

    places = log_rates(path)[0 if path.complete else 1 :]
    inner = board.width - 2 * EDGE
    if inner <= 0 or not low < high or not math.isfinite(high - low):
        return
    shown = places[(places >= low) & (places <= high)]
    columns = ((shown - low) / (high - low) * inner).astype(np.int64)
    counts = np.bincount(np.minimum(columns, inner - 1), minlength=inner).tolist()
    starts = [CELL * cell for cell in range(max(1, inner // CELL))]
    for start, end in zip(starts, [*starts[1:], inner], strict=True):
        _put_cell(board, EDGE + start, counts[start:end])
    if places.size and places[0] < low:
        board.put(0, 0, "←", Role.CRITICAL)
    if places.size and places[-1] > high:
        board.put(board.width - 1, 0, "→", Role.CRITICAL)


def _put_cell(board: Board, left: int, counts: list[int]) -> None:
    """Marks where each has a column of its own, else their number."""
    if max(counts) > 1:
        group = f"┤{_number(sum(counts), len(counts) - 2)}├"[: len(counts)]
        left += (len(counts) - len(group)) // 2
        for at, char in enumerate(group):
            board.put(left + at, 0, char, Role.CRITICAL)
        return
    for at, count in enumerate(counts):
        if count:
            board.put(left + at, 0, MARK, Role.CRITICAL)


def _number(count: int, room: int) -> str:
    """A count, exactly if it fits; else what it is at least."""
    choices = (str(count), f"{min(count // 1000, 99)}k+", "9+", "+")
    return next((text for text in choices if len(text) <= room), "")


def _put_pointers(board: Board, view: RateLineView) -> None:
    """Triangles first, then each name to the right of its own, or to the left where it is taken."""
    names: dict[tuple[int, str], str] = {}
    for name, place in view.pointers:
        column = column_of(place, view.low, view.high, board.width)
        if column is not None:
            spot = column, "▲"
        elif place < view.low:
            spot = 0, "◀"
        elif place > view.high:
            spot = board.width - 1, "▶"
        else:  # Not a number, or an axis without places.
            continue
        names[spot] = names.get(spot, "") + name
    for column, sign in names:
        board.put(column, 1, sign, Role.POINTER)
    for (column, sign), name in names.items():
        left = column - len(name)
        for first in (left, column + 1) if sign == "▶" else (column + 1, left):
            if _is_free(board, first, first + len(name)):
                for at, char in enumerate(name):
                    board.put(first + at, 1, char, Role.POINTER)
                break


def _is_free(board: Board, start: int, end: int) -> bool:
    return start >= 0 and end <= board.width and not "".join(board.chars[1][start:end]).strip()


def _put_ticks(board: Board, low: float, high: float) -> None:
    """A tick under its place with its label to the right, unless it would touch anything."""
    for at, label in rate_ticks(low, high, max(3, board.width // 10)):
        column = column_of(low + at * (high - low), low, high, board.width)
        if column is None:
            continue
        end = column + 1 + len(label)
        if end <= board.width and _is_free(board, column - 1, min(end + 1, board.width)):
            for place, char in enumerate(TICK + label, column):
                board.put(place, 1, char, Role.AXIS)
