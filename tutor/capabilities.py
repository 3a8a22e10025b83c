"""What a terminal can do, as far as it tells, and what is made of that."""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from tutor.settings import Settings, read_or_usual, settings_path

Colours = int
"""How many: 0, 8, 16, 256 or 16,777,216."""

TRUE_COLOURS: Colours = 1 << 24
_PALETTES = (TRUE_COLOURS, 256, 16, 8, 0)
_BY_NAME = (
    (re.compile(r".*-256color$|(xterm-kitty|xterm-ghostty|alacritty|foot|wezterm)(-.*)?$"), 256),
    (re.compile(r".*-(direct|truecolor)$"), TRUE_COLOURS),
    (re.compile(r".*-16color$"), 16),
    (re.compile(r"vt\d+.*|.*-m(ono)?$"), 0),
    (re.compile(r"(xterm|linux|screen|tmux|ansi|cygwin)$"), 8),
)
_OF_UNKNOWN = 8
"""Colours of a name that nobody knows: hardly a terminal has fewer."""
_NO_SYMBOLS = re.compile(r"linux.*|vt\d+.*", re.ASCII)
"""Terminals whose font has 256 or 512 characters, and no braille among them."""
_CANNOT_DRAW = {"", "dumb", "unknown"}
_SYMBOLS = "ηŷ⁽⁰⁾≠⡇"
"""What an encoding must have."""
LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
"""In the order in which they count."""
_LIGHT, _DARK = {"7", "15"}, {"0", "1", "2", "3", "4", "5", "6", "8"}
"""Backgrounds in COLORFGBG, as rxvt and vim have it."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What was found out."""

    name: str
    """By TERM; empty where it has none."""
    unicode: bool
    """Whether the locale can write the symbols, and the terminal has them in its font."""
    colours: Colours
    light: bool | None
    """Whether its background is light; None where it does not say."""
    far: bool
    """Whether it is reached over SSH."""
    draws: bool
    """Whether it is a terminal, and can place its cursor."""


ABLE = Terminal(
    "xterm-256color", unicode=True, colours=TRUE_COLOURS, light=None, far=False, draws=True
)
"""One that can do all, where nothing was found out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How it is drawn there: found out, unless it was set."""

    ascii: bool = False
    colours: Colours = TRUE_COLOURS
    light: bool = False
    motion: bool = True


USUAL_LOOK = Look()
"""On a terminal that can do everything."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at the terminal of this process."""

    terminal: Terminal
    settings: Settings
    """Those of the file; the usual where it has a fault."""
    look: Look
    fault: str = ""
    """What is wrong in the file, in one line."""


def sat_down(ascii_only: bool | None = None) -> Sitting:  # noqa: FBT001 - an option, as it was given
    """Find out what the terminal of this process can do, and how its user would have it.

    Args:
        ascii_only: Whether only ASCII is written, whatever is set; None: as it is set.
    """
    terminal = here()
    settings, fault = read_or_usual(settings_path())
    wanted = settings if ascii_only is None else replace(settings, ascii=ascii_only)
    return Sitting(terminal, settings, decided(terminal, wanted), fault)


def here() -> Terminal:
    """What the terminal of this process can do."""
    streams = (sys.stdin, sys.stdout)
    terminal = all(stream is not None and stream.isatty() for stream in streams)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return found(os.environ, terminal=terminal, encoding=encoding)


def found(environment: Mapping[str, str], *, terminal: bool, encoding: str) -> Terminal:
    """Find out what a terminal can do.

    Args:
        environment: The variables of whoever sits there.
        terminal: Whether input and output are one.
        encoding: In which text is written to it.
    """
    name = environment.get("TERM", "")
    # No terminal of Windows has a name; all of those that are left can draw.
    windows = not name and environment.get("OS") == "Windows_NT"
    in_locale = has_symbols(encoding) and has_symbols(charset(environment) or encoding)
    return Terminal(
        name,
        unicode=in_locale and not _NO_SYMBOLS.fullmatch(name),
        colours=TRUE_COLOURS if windows else _colours(name, environment),
        light=_light(environment.get("COLORFGBG", "")),
        far=any(name in environment for name in ("SSH_CONNECTION", "SSH_TTY")),
        draws=terminal and (windows or name not in _CANNOT_DRAW),
    )


def decided(terminal: Terminal, settings: Settings) -> Look:
    """How it is drawn on a terminal: as it was set, else as the terminal can."""
    light = terminal.light if settings.theme == "auto" else settings.theme == "light"
    return Look(
        ascii=not terminal.unicode if settings.ascii is None else settings.ascii,
        colours=terminal.colours,
        light=bool(light),
        motion=not terminal.far if settings.motion is None else settings.motion,
    )


def charset(environment: Mapping[str, str]) -> str | None:
    """The encoding that the locale names; None where it names none."""
    told = [(name, environment[name]) for name in LOCALE if environment.get(name)]
    # Python itself sets this where the locale is C (PEP 538).
    if told[:1] == [("LC_CTYPE", "C.UTF-8")] and environment.get("LANG") in {"C", "POSIX"}:
        del told[0]
    if not told:
        return None
    locale = told[0][1]
    if locale in {"C", "POSIX"}:
        return "ascii"
    named = locale.partition(".")[2].partition("@")[0]
    return named or (locale if locale == "UTF-8" else None)


def has_symbols(encoding: str) -> bool:
    """Whether text in an encoding may have the symbols; one that Python does not know has none."""
    with suppress(LookupError, UnicodeError):
        return bool(_SYMBOLS.encode(encoding))
    return False


def _colours(name: str, environment: Mapping[str, str]) -> Colours:
    # An empty one counts as none (no-color.org).
    if environment.get("NO_COLOR") or name in _CANNOT_DRAW:
        return 0
    count = next((count for kind, count in _BY_NAME if kind.fullmatch(name)), None)
    if count is None:
        count = _of_terminfo(name)
    says_true = environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    # GNU screen hands on the variable of the terminal around it, but not its colours.
    passes_on = not name.startswith("screen") or "TMUX" in environment
    may_be = count is None or count >= 256 or name == "xterm"
    if says_true and passes_on and may_be:
        return TRUE_COLOURS
    return _OF_UNKNOWN if count is None else count


def _of_terminfo(name: str) -> Colours | None:
    """What the terminal database says of a name, of which Python looks up only the first."""
    if "/" in name:
        return None
    try:
        # Late, as few need it; and Windows has none.
        import curses

        curses.setupterm(name, 1)
        count = curses.tigetnum("colors")
    except (ImportError, OSError, curses.error, ValueError):
        return None
    return next(palette for palette in _PALETTES if palette <= max(count, 0))


def _light(told: str) -> bool | None:
    """By COLORFGBG, such as `0;15`: the letters, and last the background."""
    ground = told.rpartition(";")[2]
    return True if ground in _LIGHT else False if ground in _DARK else None
