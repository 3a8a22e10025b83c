"""The themes: calm, few colours, easy to read, and each made for what a terminal can show.

The colours that carry meaning are those of the 256 that lie far apart for whoever sees red, green
or blue otherwise than most; the grounds are greys, of which the nearest of the 256 is a grey too.
With 16 colours or 8 only those are used that are easy to read with the palette of the IBM PC and
with that of xterm; `tutor.ui.few` sees to what Textual mixes of them.
"""

from dataclasses import dataclass

from textual.theme import Theme

from tutor.capabilities import Look


@dataclass(frozen=True, slots=True)
class _Paint:
    """What a theme is made of."""

    grounds: tuple[str, str]
    """That of the screen, and that of bars, fields and dialogues."""
    inks: tuple[str, str, str]
    """Of text, of what is said by the way, and of what is least."""
    primary: str
    """Of headings, and of run B."""
    accent: str
    """Of keys, of what calls and warns, and of run A."""
    success: str
    """Of what is right, and of the label +1."""
    error: str
    """Of what is wrong, and of the label −1."""
    cursor: str
    """The ground of the chosen line."""
    selection: str
    """The ground of text that is selected in a field."""


def _theme(name: str, paint: _Paint, *, dark: bool = True) -> Theme:
    (ground, panel), (ink, muted, _) = paint.grounds, paint.inks
    return Theme(
        name=name,
        primary=paint.primary,
        secondary=muted,
        accent=paint.accent,
        success=paint.success,
        warning=paint.accent,
        error=paint.error,
        foreground=ink,
        background=ground,
        surface=ground,
        panel=panel,
        dark=dark,
        variables=_variables(paint),
    )


def _variables(paint: _Paint) -> dict[str, str]:
    """Those of Textual that would else be mixed of the others."""
    (ground, panel), (ink, muted, least) = paint.grounds, paint.inks
    return {
        "text": ink,
        "text-muted": muted,
        "text-disabled": least,
        "text-primary": paint.primary,
        "text-secondary": muted,
        "text-accent": paint.accent,
        "text-warning": paint.accent,
        "text-success": paint.success,
        "text-error": paint.error,
        "foreground-muted": muted,
        "foreground-disabled": least,
        "border-blurred": panel,
        "footer-background": panel,
        "footer-key-foreground": paint.accent,
        "footer-description-foreground": ink,
        "block-cursor-foreground": ground,
        "block-cursor-background": paint.cursor,
        "block-cursor-text-style": "bold",
        "input-selection-background": paint.selection,
        "input-selection-foreground": ink if paint.selection != paint.cursor else ground,
        "scrollbar": least,
        "scrollbar-hover": muted,
        "scrollbar-active": paint.primary,
        "scrollbar-background": panel,
    }


DARK = _theme(
    "tutor-dark",
    _Paint(
        grounds=("#16171c", "#24262d"),
        inks=("#d5d7df", "#a9acb6", "#9a9da7"),
        primary="#87afff",
        accent="#ffd787",
        success="#87ffd7",
        error="#ff8787",
        cursor="#87afff",
        selection="#3d4459",
    ),
)
LIGHT = _theme(
    "tutor-light",
    _Paint(
        grounds=("#fafafa", "#f0f0f3"),
        inks=("#22242c", "#55585f", "#606369"),
        primary="#005fd7",
        accent="#875f00",
        success="#005f5f",
        error="#870000",
        cursor="#005fd7",
        selection="#d3d7e2",
    ),
    dark=False,
)

_BLACK, _RED, _GREEN, _BLUE = "#000000", "#aa0000", "#00aa00", "#0000aa"
_MAGENTA, _CYAN, _GREY = "#aa00aa", "#00aaaa", "#aaaaaa"
_BRIGHT_RED, _BRIGHT_YELLOW, _WHITE = "#ff5555", "#ffff55", "#ffffff"
_NEARLY_BLACK, _NEARLY_WHITE = "#080808", "#f8f8f8"
"""Told from the ground where something is drawn in it, such as the line between two halves."""

DARK_16 = _theme(
    "tutor-dark-16",
    _Paint(
        grounds=(_BLACK, _NEARLY_BLACK),
        inks=(_GREY, _GREY, _GREY),
        primary=_WHITE,
        accent=_BRIGHT_YELLOW,
        success=_CYAN,
        error=_BRIGHT_RED,
        cursor=_CYAN,
        selection=_CYAN,
    ),
)
LIGHT_16 = _theme(
    "tutor-light-16",
    _Paint(
        grounds=(_WHITE, _NEARLY_WHITE),
        inks=(_BLACK, _BLACK, _BLACK),
        primary=_BLACK,
        accent=_MAGENTA,
        success=_BLUE,
        error=_RED,
        cursor=_BLUE,
        selection=_BLUE,
    ),
    dark=False,
)
DARK_8 = _theme(
    "tutor-dark-8",
    _Paint(
        grounds=(_BLACK, _NEARLY_BLACK),
        inks=(_GREY, _GREY, _GREY),
        primary=_GREY,
        accent=_CYAN,
        success=_GREEN,
        error=_GREY,
        cursor=_CYAN,
        selection=_CYAN,
    ),
)
NO_COLOURS = _theme(
    "tutor-no-colours",
    _Paint(
        grounds=(_BLACK, _NEARLY_BLACK),
        inks=(_WHITE, _WHITE, _WHITE),
        primary=_WHITE,
        accent=_WHITE,
        success=_WHITE,
        error=_WHITE,
        cursor=_WHITE,
        selection=_WHITE,
    ),
)
THEMES = (DARK, LIGHT, DARK_16, LIGHT_16, DARK_8, NO_COLOURS)

MEANING = {
    "foreground": "text, frames and plots",
    "secondary": "what is said by the way",
    "primary": "headings, and run B",
    "accent": "keys, what calls or warns, and run A",
    "success": "what is right, and the label +1",
    "error": "what is wrong, and the label −1",
}
"""What each colour of a theme is for."""


def theme_of(look: Look) -> Theme:
    """The theme for a look: with fewer than 16 colours there is a dark one only."""
    if look.colours < 8:
        return NO_COLOURS
    if look.colours < 16:
        return DARK_8
    if look.colours < 256:
        return LIGHT_16 if look.light else DARK_16
    return LIGHT if look.light else DARK
