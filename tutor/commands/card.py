"""The test card: what a terminal and its font should show, and what is written if they do not."""

import math
from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tutor.capabilities import Look
from tutor.course.notation import in_ascii, in_cells
from tutor.plot.dots import Dots
from tutor.plot.picture import Board, Role
from tutor.ui.few import filter_of, system_of
from tutor.ui.themes import MEANING, theme_of

SYMBOLS = (
    ("Greek", "η φ Δ ‖"),
    ("accents, indices", "ŷ w⁽⁰⁾ w₁ x⁽ⁱ⁾ w⁽ᵗ⁻¹⁾"),
    ("signs", "− · × = ≠ ≤ ≥ ≈ ∝ ∞"),
    ("arrows", "⇒ ⇔ → ← ↑ ↓"),
    ("marks", "● ○ ▲ › ✓ ✗ ⊕ ⊖"),
    ("frames", "┌─┬─┐ │ ├ ┤ └─┴─┘ ▌ ▏"),
    ("bars and dots", "█ ▄ ▁ ⠁ ⠂ ⠄ ⡀ ⣿"),
)
"""By kind, what lessons, pictures and screens are written in."""
RULED = (60, 80)
"""The least width, and the usual one."""
_WIDTH, _HEIGHT = 36, 3
"""Of the plot, in cells."""


class Palette:
    """Writes in the colours of a look's theme."""

    def __init__(self, look: Look, *, sent: bool) -> None:
        """Take a look, and whether colours are sent at all."""
        self._system = system_of(look) if sent else None
        self._theme, self._few = theme_of(look), filter_of(look)

    def written(self, role: str, text: str) -> str:
        """A text in one colour of the theme."""
        style = Style(color=getattr(self._theme, role), bgcolor=self._theme.background)
        segment = Segment(text, style)
        if self._few is not None:
            (segment,) = self._few.apply([segment], Color(0, 0, 0))
        return (segment.style or style).render(text, color_system=self._system)


def card(look: Look, palette: Palette) -> Iterator[str]:
    """The whole card, row by row."""
    yield "Symbols, and beside them how they are written in ASCII:"
    yield from symbols(look)
    yield "A line of a plot:"
    yield from plot(look)
    yield "Colours:"
    yield from colours(look, palette)
    yield "Columns; no row is broken where the terminal is as wide:"
    yield from ruler()


def symbols(look: Look) -> Iterator[str]:
    """Every kind of symbol, and its ASCII twins."""
    for kind, shown in SYMBOLS:
        own = "" if look.ascii else f"{shown:<24}"
        yield f"  {kind:<18}{own}{in_ascii(shown)}"


def plot(look: Look) -> Iterator[str]:
    """A wave as the pictures draw it, in braille and in ASCII."""
    board = Board([" " * _WIDTH] * _HEIGHT, 0, 0, _WIDTH, _HEIGHT)
    dots = Dots(board)
    shares = [place / (2 * _WIDTH) for place in range(2 * _WIDTH + 1)]
    spots = [dots.at(share, 0.5 + 0.5 * math.sin(2 * math.pi * share)) for share in shares]
    for start, end in pairwise(spots):
        dots.line(start, end)
    dots.put(Role.BOUNDARY)
    for row in map("".join, board.chars):
        own = "" if look.ascii else f"{row}  "
        yield f"  {own}{in_cells(row)}".rstrip()


def colours(look: Look, palette: Palette) -> Iterator[str]:
    """The colours of the theme with what they are for, each written in itself."""
    for role, what in MEANING.items():
        text = f" {role:<12}{what} "
        yield f"  {palette.written(role, in_ascii(text) if look.ascii else text)}"


def ruler() -> Iterator[str]:
    """Columns, with the least and the usual width at their places."""
    yield "".join(str(column % 10) for column in range(1, RULED[-1] + 1))
    yield "".join(f"{end}|".rjust(end - before) for before, end in pairwise((0, *RULED)))
