"""Few colours, or none: what a widget is drawn in, as such a terminal can show it.

Textual mixes colours, and Rich takes of 16 the one that is nearest, readable or not. Here the last
word is ours: of each ground the inks are listed that are easy to read on it. Without colours a
light ground is reversed, and no code of a colour is sent at all.
"""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.palette import Palette
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tutor.capabilities import Look

Inks = Mapping[int, Sequence[int]]
"""By the numbers of the standard colours: each ground and what is read on it, the usual first."""
_BLACK, _RED, _GREEN, _BLUE, _MAGENTA, _CYAN, _GREY = 0, 1, 2, 4, 5, 6, 7
_BRIGHT = 8
_ON_BLACK = (_GREY, _GREEN, _CYAN)
DARK_INKS: Inks = {
    _BLACK: (*_ON_BLACK, *(_BRIGHT + one for one in (_RED, _GREEN, 3, _MAGENTA, _CYAN, _GREY))),
    _CYAN: (_BLACK,),
}
LIGHT_INKS: Inks = {
    _BRIGHT + _GREY: (_BLACK, _RED, _BLUE, _MAGENTA),
    _BLUE: (_BRIGHT + _GREY,),
}
FEW_INKS: Inks = {_BLACK: _ON_BLACK, _CYAN: (_BLACK,)}
PALETTE = Palette(
    [(170 * (n & 1), (170 >> (n == 3)) * (n >> 1 & 1), 170 * (n >> 2)) for n in range(8)]
    + [(85 + 170 * (n & 1), 85 + 170 * (n >> 1 & 1), 85 + 170 * (n >> 2)) for n in range(8)]
)
"""Of the IBM PC and of the Linux console; the one by which Rich chooses."""


_GREYISH = 40
"""Between the least and the most of red, green and blue of a grey."""
_UPRIGHT = Style(italic=False)
"""Such terminals have no italics; some show them reversed."""


def system_of(look: Look) -> ColorSystem | None:
    """How colours are written to a terminal; None where none are."""
    if look.colours < 8:
        return None
    if look.colours < 256:
        return ColorSystem.STANDARD
    return ColorSystem.EIGHT_BIT if look.colours == 256 else ColorSystem.TRUECOLOR


def filter_of(look: Look) -> LineFilter | None:
    """What makes few colours of many; None where there are enough."""
    if look.colours < 8:
        return NoColours()
    if look.colours < 16:
        return FewColours(FEW_INKS)
    if look.colours < 256:
        return FewColours(LIGHT_INKS if look.light else DARK_INKS)
    return None


class _Restyled(LineFilter):
    """Gives every piece of a line another style."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Style, Style] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The pieces in their other styles."""
        return [self._piece(*segment) for segment in segments]

    def _piece(self, text: str, style: Style | None, control: object) -> Segment:
        if style is None or control:
            return Segment(text, style)
        if style.color is not None and style.color.triplet == _triplet(style.bgcolor):
            # Nothing is to be seen of it, as of a frame in the colour of its ground.
            text = " " * cell_len(text)
        if style not in self._known:
            self._known[style] = self.restyled(style)
        return Segment(text, self._known[style])

    def restyled(self, style: Style) -> Style:
        """The other style."""
        raise NotImplementedError


class FewColours(_Restyled):
    """Makes of all colours those of a list."""

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self._inks = inks
        self._usual = next(iter(inks))

    def restyled(self, style: Style) -> Style:
        """The nearest ground, and the nearest ink that can be read on it; no italics."""
        triplet = _triplet(style.bgcolor)
        ground = self._usual if triplet is None else _nearest(tuple(self._inks), triplet)
        ink = self._ink(self._inks[ground], _triplet(style.color))
        colours = Style(color=RichColor.from_ansi(ink), bgcolor=RichColor.from_ansi(ground))
        return style + colours + _UPRIGHT

    def _ink(self, inks: Sequence[int], wanted: ColorTriplet | None) -> int:
        """Of greys that are not there the usual ink: the nearest might be a colour."""
        if wanted is None:
            return inks[0]
        nearest = _nearest(inks, wanted)
        grey = max(wanted) - min(wanted) < _GREYISH
        return inks[0] if grey and PALETTE[nearest] != wanted else nearest


class NoColours(_Restyled):
    """Makes of a light ground the reverse of what the terminal has."""

    def restyled(self, style: Style) -> Style:
        """The attributes alone; no italics, which such terminals do not have."""
        ground = _triplet(style.bgcolor)
        light = ground is not None and sum(ground) > 3 * 127
        return style.without_color + Style(reverse=bool(style.reverse) != light) + _UPRIGHT


def _triplet(color: RichColor | None) -> ColorTriplet | None:
    return None if color is None else color.triplet


def _nearest(of: Sequence[int], wanted: ColorTriplet) -> int:
    def far(number: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(PALETTE[number], wanted, strict=True))

    return min(of, key=far)
