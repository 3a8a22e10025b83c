"""The data and the boundary: samples, the line where z = 0, and the side predicted +1."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tutor.plot.picture import Axes, Board, Limits, Picture, Role, Run

Weights = tuple[float, float, float]
"""(b, w1, w2)."""
Spot = tuple[int, int]
"""A cell of the canvas: (column, row), from its top left corner."""
Ground = tuple[Board, Picture]
"""All but the current sample, as a board and as a picture."""

MARGIN = 0.1
"""The part of the data's extent that is left free on each side: room to see the boundary move."""
SIGNS = {1: "+", -1: "−"}
CIRCLED = {1: "⊕", -1: "⊖"}
BOTH = "±"
SAMPLES = {*SIGNS.values(), BOTH}
BEAD = "•"
TEXTURE = "·"


@dataclass(frozen=True, slots=True)
class DataView:
    """What a picture of the data shows: values alone, so equal views give equal pictures."""

    points: tuple[tuple[float, float], ...]
    labels: tuple[int, ...]
    """For each point its label, −1 or +1."""
    names: tuple[str, str]
    """The titles of the x axis and of the y axis."""
    weights: Weights
    """(b, w1, w2); floats, for drawing only. Any size: just their ratios show."""
    limits: Limits
    """As `limits_for` gives them; the same for a whole run."""
    weights_b: Weights | None = None
    """The weights of a second experiment, whose boundary is drawn as beads."""
    current: int | None = None
    """The sample that is being shown, counted from 0."""
    missed: frozenset[int] = frozenset()
    """The samples that the weights predict wrongly."""
    kept: Callable[["DataView", int, int], Ground] | None = field(
        default=None, compare=False, repr=False
    )
    """`ground` that keeps what it drew last: most steps only move the current sample."""

    @property
    def frame(self) -> object:
        """The axes are made of these alone."""
        return self.limits, self.names

    def draw(self, width: int, height: int) -> Picture:
        """Draw the view into exactly width x height cells.

        Samples are `+` and `−`, or `±` where both classes share a cell. The current sample is
        `[+]`, or `⊕` where a neighbour needs the cell of a bracket. One on the wrong side has the
        role MISSED; in text it is a `+` outside or a `−` inside the dotted side, which is
        predicted +1.

        plotext draws the axes and the boundaries; samples and texture go on its cells afterwards,
        as it keeps one glyph for each cell and cannot tell which of two samples should win there.
        """
        if width <= 0 or height <= 0:
            return Picture(((),) * max(0, height))
        board, picture = (self.kept or ground)(replace(self, current=None), width, height)
        if self.current is None:
            return picture
        spot = _spot(self.points[self.current], self.limits, board)
        if spot is None:
            return picture
        row = board.row + spot[1]
        marked = _with_current(board, spot, self.labels[self.current])
        return Picture((*picture.rows[:row], marked, *picture.rows[row + 1 :]))


def ground(view: DataView, width: int, height: int) -> Ground:
    """Draw all but the current sample into exactly width x height cells, one at the least."""
    axes = Axes(view.limits, view.names, width, height)
    figure = axes.figure()
    plane = _in_unit_square(view.weights, view.limits)
    if ends := _crossing(plane):
        figure.draw(figure.signal(*zip(*ends, strict=True), marker="braille").lines(active=True))
    if view.weights_b and (ends := _crossing(_in_unit_square(view.weights_b, view.limits))):
        figure.draw(figure.signal(*_beads(ends, *axes.canvas[2:]), marker=BEAD))
    board = axes.board(figure)
    _give_roles(board)
    _put_samples(board, view)
    _put_texture(board, plane)
    return board, board.picture()


def limits_for(points: Iterable[tuple[float, float]]) -> Limits:
    """Limits around all points, with a margin; made from the data only, so no picture jumps."""
    across, up = zip(*(tuple(points) or ((0.0, 0.0),)), strict=True)
    return (*_around(across), *_around(up))


def _around(values: tuple[float, ...]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = (high - low) * MARGIN or max(1.0, abs(low) * MARGIN)
    return low - margin, high + margin


def _in_unit_square(weights: Weights, limits: Limits) -> Weights:
    """The same plane over coordinates that run from 0 to 1; the largest weight becomes 1 first.

    So neither huge nor tiny weights overflow; infinite ones count as equal, and NaN as no plane.
    """
    if any(map(math.isinf, weights)):
        b, w1, w2 = (math.copysign(math.isinf(w), w) for w in weights)
    else:
        scale = max(map(abs, weights)) or 1.0
        b, w1, w2 = (w / scale for w in weights)
    x_low, x_high, y_low, y_high = limits
    return b + w1 * x_low + w2 * y_low, w1 * (x_high - x_low), w2 * (y_high - y_low)


def _crossing(plane: Weights) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Where the boundary enters and leaves the unit square; None where it passes it by."""
    b, w1, w2 = plane
    found = {(u, -(b + w1 * u) / w2) for u in (0.0, 1.0) if w2}
    found |= {(-(b + w2 * v) / w1, v) for v in (0.0, 1.0) if w1}
    inside = [(u, v) for u, v in found if 0 <= u <= 1 and 0 <= v <= 1]
    return (min(inside), max(inside)) if len(inside) > 1 else None


def _beads(
    ends: tuple[tuple[float, float], tuple[float, float]], width: int, height: int
) -> tuple[list[float], list[float]]:
    """Places along a line, every third column or every second row, whichever gives more."""
    (u, v), (u_end, v_end) = ends
    count = max(1, round(max((u_end - u) * width / 3, abs(v_end - v) * height / 2)))
    shares = [(step + 0.5) / count for step in range(count)]
    return [u + (u_end - u) * s for s in shares], [v + (v_end - v) * s for s in shares]


def _give_roles(board: Board) -> None:
    """Tell the two boundaries apart by their glyphs: nothing else is on the canvas yet."""
    for row in range(board.height):
        chars = board.chars[board.row + row][board.column : board.column + board.width]
        for column, char in enumerate(chars):
            if char != " ":
                board.put(column, row, char, Role.BOUNDARY_B if char == BEAD else Role.BOUNDARY)


def _put_texture(board: Board, plane: Weights) -> None:
    """Dot the side that is predicted +1, shifted from row to row, and never right beside a mark."""
    b, w1, w2 = plane
    across = [w1 * (column + 0.5) / board.width for column in range(board.width)]
    for row in range(board.height):
        rest = b + w2 * (board.height - row - 0.5) / board.height
        chars = board.chars[board.row + row][board.column : board.column + board.width]
        for column in range(1 + row % 2 * 3, board.width, 6):
            if across[column] + rest >= 0 and not "".join(chars[column - 1 : column + 2]).strip():
                board.put(column, row, TEXTURE, Role.SIDE)


def _put_samples(board: Board, view: DataView) -> None:
    cells: dict[Spot, list[int]] = {}
    for index, point in enumerate(view.points):
        if spot := _spot(point, view.limits, board):
            cells.setdefault(spot, []).append(index)
    for spot, indices in cells.items():
        board.put(*spot, *_mark(indices, view))


def _spot(point: tuple[float, float], limits: Limits, board: Board) -> Spot | None:
    x_low, x_high, y_low, y_high = limits
    u, v = (point[0] - x_low) / (x_high - x_low), (point[1] - y_low) / (y_high - y_low)
    if not (0 <= u <= 1 and 0 <= v <= 1):
        return None
    column = min(int(u * board.width), board.width - 1)
    return column, board.height - 1 - min(int(v * board.height), board.height - 1)


def _mark(indices: list[int], view: DataView) -> tuple[str, Role]:
    """The glyph and the role of the samples in one cell."""
    classes = {view.labels[index] for index in indices}
    sign = SIGNS[classes.pop()] if len(classes) == 1 else BOTH
    if not view.missed.isdisjoint(indices):
        return sign, Role.MISSED
    return sign, {"+": Role.POSITIVE, "−": Role.NEGATIVE}.get(sign, Role.PLAIN)


def _with_current(board: Board, spot: Spot, label: int) -> tuple[Run, ...]:
    """The row of the current sample, which is marked in it."""
    column, row = spot
    line = board.only(row)
    chars = line.chars[0][line.column :]
    if not 0 < column < line.width - 1 or {chars[column - 1], chars[column + 1]} & SAMPLES:
        line.put(column, 0, CIRCLED[label], Role.CURRENT)
    else:
        for place, glyph in enumerate(f"[{SIGNS[label]}]", column - 1):
            line.put(place, 0, glyph, Role.CURRENT)
        # No dot right beside a mark.
        for place in (column - 2, column + 2):
            if 0 <= place < line.width and chars[place] == TEXTURE:
                line.put(place, 0, " ", Role.PLAIN)
    return line.picture().rows[0]
