"""A terminal as far as the tutor's screens need one: what was written to it stands in its cells."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from rich.cells import get_character_cell_size
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

_PIECE = re.compile(r"\x1b\[([0-9;]*)([HCm])|(\n)|([^\x1b\n])")

Look = tuple[frozenset[str], str, str]
"""Attributes, colour and background, as the codes that set them."""


@dataclass
class Tty:
    """The cells of a terminal."""

    cells: dict[tuple[int, int], tuple[str, Look]] = field(default_factory=dict)
    """For each row and column the character and its look."""
    written: list[str] = field(default_factory=list)
    """What was written, a text for each frame."""
    touched: int = 0
    """How many cells were written."""
    _row: int = 0
    _column: int = 0
    _look: Look = (frozenset(), "", "")

    def write(self, text: str) -> None:
        """Take a frame.

        Raises:
            ValueError: If there is something in it that this terminal does not know.
        """
        self.written.append(text)
        at = 0
        for piece in _PIECE.finditer(text):
            if piece.start() != at:
                raise ValueError(repr(text[at : piece.start()]))
            at = piece.end()
            numbers, what, new_line, character = piece.groups()
            if what == "H":
                self._row, self._column = (int(number) - 1 for number in numbers.split(";"))
            elif what == "C":
                self._column += int(numbers)
            elif what == "m":
                self._turn(numbers.split(";"))
            elif new_line:
                self._row, self._column = self._row + 1, 0
            else:
                for column in range(get_character_cell_size(character)):
                    place = self._row, self._column + column
                    self.cells[place] = "" if column else character, self._look
                    self.touched += 1
                self._column += get_character_cell_size(character)
        if at != len(text):
            raise ValueError(repr(text[at:]))

    def _turn(self, codes: list[str]) -> None:
        attributes, colour, background = self._look
        while codes:
            code = codes.pop(0)
            if code in {"38", "48"}:
                count = 2 if codes[0] == "5" else 4
                whole = ";".join([code, *codes[:count]])
                del codes[:count]
                colour, background = (whole, background) if code == "38" else (colour, whole)
            elif code == "0":
                attributes, colour, background = frozenset(), "", ""
            elif code == "39":
                colour = ""
            elif code == "49":
                background = ""
            elif code[0] in "39" and len(code) == 2 and code != "38" and int(code) >= 30:
                colour = code
            elif code[0] in "41" and int(code) >= 40:
                background = code
            else:
                attributes |= {code}
        self._look = attributes, colour, background

    def row(self, row: int, width: int) -> str:
        """What stands in a row."""
        return "".join(self.cells.get((row, column), (" ",))[0] for column in range(width))


@contextmanager
def written_to(tty: Tty) -> Iterator[None]:
    """Whatever an app shows meanwhile is written to this terminal."""

    def display(self: App[object], _: Screen[object], frame: RenderableType | None) -> None:
        if isinstance(frame, CompositorUpdate):
            tty.write(frame.render_segments(self.console))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "_display", display)
        yield
