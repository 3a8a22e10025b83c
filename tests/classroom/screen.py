"""What stands on a terminal after all that was written to it, as a person reads it.

The tutor sends only the cells that change, so that what is read is not what was sent last. This
knows what the tutor, ssh and its messages write, and no more of what a terminal can do.
"""

import codecs
import re

from rich.cells import get_character_cell_size

_SEQUENCE = re.compile(
    r"\x1b(?:\[(?P<args>[<=>?0-9;]*)[ -/]*(?P<final>[@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|[()][0-9A-Za-z]|[0-9=>A-Z\\])"
)
_BEGUN = re.compile(r"\x1b(?:\[[<=>?0-9;]*[ -/]*|\][^\x07\x1b]*\x1b?|[()])?\Z")
"""A sequence of which the end is still to come."""
_FRAMES = re.compile("[─-╿▀-▟]+")
"""Lines, corners and blocks."""
_WIDE = "\0"
"""Fills the second column of a wide character."""


class Screen:
    """A terminal's cells."""

    def __init__(self, columns: int, rows: int) -> None:
        """A blank one."""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._cells: list[list[str]] = []
        self._x = self._y = 0
        self._beside: tuple[list[list[str]], int, int] | None = None
        """What stands on the main screen, and its cursor, while the other one is shown."""
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Have another size; what was there stays as far as it fits."""
        self.columns, self.rows = max(columns, 1), max(rows, 1)
        before, self._cells = self._cells, self._blank()
        for row, old in zip(self._cells, before, strict=False):
            row[: len(old)] = old[: self.columns]
        self._x, self._y = min(self._x, self.columns - 1), min(self._y, self.rows - 1)
        self._beside = self._beside and (self._blank(), 0, 0)

    def feed(self, data: bytes) -> None:
        """Take what is written to the terminal, however it was cut on its way."""
        text = self._rest + self._decode(data)
        self._rest, at = "", 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
            elif found := _SEQUENCE.match(text, at):
                self._obey(found["final"], found["args"] or "")
                at = found.end()
            elif _BEGUN.match(text, at):
                self._rest = text[at:]
                return
            else:
                at += 1

    @property
    def lines(self) -> list[str]:
        """The rows, from the top."""
        return ["".join(row).replace(_WIDE, "").rstrip() for row in self._cells]

    @property
    def words(self) -> str:
        """All that can be read, as one line: without frames, and with one blank between words."""
        return " ".join(_FRAMES.sub(" ", " ".join(self.lines)).split())

    def shows(self, text: str) -> bool:
        """Whether this can be read, wherever its lines are broken."""
        return " ".join(text.split()) in self.words

    def _blank(self) -> list[list[str]]:
        return [[" "] * self.columns for _ in range(self.rows)]

    def _put(self, character: str) -> None:
        match character:
            case "\r":
                self._x = 0
            case "\n":
                self._down()
            case "\b":
                self._x = max(self._x - 1, 0)
            case _ if character >= " ":
                self._write(character, get_character_cell_size(character))

    def _write(self, character: str, width: int) -> None:
        if width == 0:
            return
        if self._x + width > self.columns:
            self._x = 0
            self._down()
        room = min(width, self.columns)
        self._cells[self._y][self._x : self._x + room] = [character, _WIDE][:room]
        self._x += width

    def _down(self) -> None:
        if self._y + 1 < self.rows:
            self._y += 1
        else:
            self._cells = [*self._cells[1:], [" "] * self.columns]

    def _obey(self, final: str | None, args: str) -> None:
        private = args[:1] in {"?", "<", ">", "="}
        numbers = [int(one) if one else 0 for one in args.split(";")] if not private else []
        first = numbers[0] if numbers else 0
        match final:
            case "H" if not private:
                self._y = min(max(first, 1), self.rows) - 1
                self._x = min(max([*numbers, 0][1], 1), self.columns) - 1
            case "C":
                self._x = min(self._x + max(first, 1), self.columns - 1)
            case "J":
                self._cells = self._blank()
            case "K":
                self._cells[self._y][self._x :] = [" "] * (self.columns - self._x)
            case "h" if args == "?1049":
                self._beside, self._cells = (self._cells, self._x, self._y), self._blank()
            case "l" if args == "?1049" and self._beside is not None:
                self._cells, self._x, self._y = self._beside
                self._beside = None
