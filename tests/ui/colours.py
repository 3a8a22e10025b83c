"""How colours are told apart and read: contrast, and what other eyes see of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import dist
from typing import Any

from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from textual.screen import Screen

RGB = tuple[int, int, int]
Linear = tuple[float, float, float]
"""Red, green and blue in amounts of light, 0 to 1."""

XTERM: Sequence[RGB] = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0)),
    *((0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)
"""The standard colours of xterm (XTerm-col.ad)."""
EYES: dict[str, Sequence[Linear]] = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of red, green and blue light: Machado, Oliveira and Fernandes (2009), severity 1."""


@dataclass(frozen=True)
class Seen:
    """A piece of text on a screen."""

    text: str
    ink: Color | None
    ground: Color | None


def seen(screen: Screen[Any]) -> Iterator[Seen]:
    """All that is written on a screen; what lies dimmed behind a dialogue is not to be read."""
    strips = screen._compositor.render_strips()
    for region in [one.region for one in screen.children] if screen.is_modal else [screen.region]:
        for strip in strips[region.y : region.bottom]:
            for text, style, _ in strip.crop(region.x, region.right):
                if text.strip():
                    assert style is not None, text
                    both = style.color, style.bgcolor
                    yield Seen(text.strip(), *(reversed(both) if style.reverse else both))


def in_256(colour: ColorTriplet) -> ColorTriplet:
    """As a terminal of 256 colours shows it."""
    number = Color.from_triplet(colour).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    return ColorTriplet(*EIGHT_BIT_PALETTE[number])


def rgb(text: str) -> RGB:
    """A colour that is written as `#87afff`."""
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    less, more = sorted((_luminance(one), _luminance(other)))
    return (more + 0.05) / (less + 0.05)


def difference(one: RGB, other: RGB, eyes: Sequence[Linear]) -> float:
    """How far apart two colours look (CIE 1976); about 2.3 can just be told side by side."""
    first, second = (_lab(_through(_light(colour), eyes)) for colour in (one, other))
    return dist(first, second)


def _light(colour: RGB) -> Linear:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in colour)
    )
    return red, green, blue


def _luminance(colour: RGB) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), _light(colour), strict=True))


def _through(light: Linear, eyes: Sequence[Linear]) -> Linear:
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in eyes
    )
    return red, green, blue


def _lab(light: Linear) -> Linear:
    """CIE L*a*b* under D65."""
    red, green, blue = light
    x, y, z = (
        _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047),
        _root(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883),
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116
