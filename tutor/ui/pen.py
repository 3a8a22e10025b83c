"""Cells as the bytes of a terminal, and few of them: nothing is set that is set already."""

from collections.abc import Sequence

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual.strip import Strip

Cell = tuple[str, Style | None]
"""A character of one column, and its style."""
Codes = tuple[str, str, str]
"""What sets the attributes, the colour and the background; empty where it is the terminal's own."""

PLAIN: Codes = ("", "", "")
ATTRIBUTES = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "blink": "5",
    "blink2": "6",
    "reverse": "7",
    "conceal": "8",
    "strike": "9",
    "underline2": "21",
    "frame": "51",
    "encircle": "52",
    "overline": "53",
}
"""Rich's names, and the codes of ECMA-48 that switch them on."""


class Pen:
    """Writes cells for the terminal of one learner."""

    def __init__(self) -> None:
        # Kept here and not in the styles, which sessions of other terminals may share.
        self._codes: dict[tuple[Style | None, ColorSystem | None], Codes] = {}
        self._written: list[str] = []
        self._set = PLAIN
        self._column = self._row = -1

    def write(self, console: Console, column: int, row: int, cells: Sequence[Cell]) -> None:
        """Write cells from a place on, to the right."""
        self._go(column, row)
        self._column += len(cells)
        system = COLOR_SYSTEMS[console.color_system] if console.color_system else None
        last: Style | None = None
        codes = PLAIN
        for character, style in cells:
            if style is not last:
                last, codes = style, self._codes_of(style, system)
            if codes != self._set:
                self._written.append(turn(self._set, codes))
                self._set = codes
            self._written.append(character)

    def write_whole(self, console: Console, column: int, row: int, strip: Strip) -> None:
        """Write what is no row of single cells: wide characters, or links."""
        self._go(column, row)
        self._written += [turn(self._set, PLAIN), strip.render(console)]
        self._set = PLAIN
        # Nobody knows how wide the terminal finds it.
        self._row = -1

    def lift(self) -> str:
        """All that was written; the pen begins anew."""
        text = "".join([*self._written, turn(self._set, PLAIN)])
        self._written, self._set, self._row = [], PLAIN, -1
        return text

    def _go(self, column: int, row: int) -> None:
        if row != self._row or column < self._column:
            self._written.append(f"\x1b[{row + 1};{column + 1}H")
        elif column > self._column:
            self._written.append(f"\x1b[{column - self._column}C")
        self._column, self._row = column, row

    def _codes_of(self, style: Style | None, system: ColorSystem | None) -> Codes:
        if (style, system) not in self._codes:
            self._codes[style, system] = PLAIN if style is None else _codes(style, system)
        return self._codes[style, system]


def _codes(style: Style, system: ColorSystem | None) -> Codes:
    attributes = ";".join(code for name, code in ATTRIBUTES.items() if getattr(style, name))
    if system is None:
        return attributes, "", ""
    return (
        attributes,
        ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else "",
        ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
        if style.bgcolor
        else "",
    )


def turn(old: Codes, new: Codes) -> str:
    """What makes a terminal that is set to one style write in another."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[0m"
    if old[0] in {"", new[0]}:
        pairs = zip(old, new, ("", "39", "49"), strict=True)
        codes = [now or default for before, now, default in pairs if now != before]
    else:
        # There is no code that switches off one attribute alone in every terminal.
        codes = ["0", *(code for code in new if code)]
    return f"\x1b[{';'.join(codes)}m"
