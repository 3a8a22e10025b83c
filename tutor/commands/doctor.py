"""The command `doctor`: what it finds about the terminal and the files, and what follows of it."""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.capabilities import LOCALE, Look, Sitting, found, has_symbols, sat_down
from tutor.commands.say import Given, out
from tutor.course.notation import in_ascii
from tutor.errors import TutorError
from tutor.record.place import RECORD, is_url
from tutor.settings import PLACE, Settings, settings_path

if TYPE_CHECKING:  # What draws is imported where it is needed.
    from tutor.ui.keys import Keys

FINE, HINDERED = 0, 1
_NAME, _WIDTH = 12, 78
Size = tuple[int, int] | None
"""Columns and rows; None where there is no terminal."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    found: str
    follows: str
    """What the tutor makes of it."""
    change: str
    """How to have it otherwise."""
    hinders: bool = False
    """Whether the tutor cannot be used so, or not wholly."""


def doctor(
    context: typer.Context,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one line of JSON.")] = False,
) -> None:
    """Print what the terminal can do, what is made of it, how to change that, and a test card."""
    given: Given = context.obj
    sitting = sat_down(given.ascii)
    findings = (*_of_terminal(sitting, _size()), *_of_files(given, sitting))
    if json:
        _print_json(findings, sitting.look)
    else:
        _print(findings, sitting.look)
    raise typer.Exit(HINDERED if any(one.hinders for one in findings) else FINE)


def _of_terminal(sitting: Sitting, size: Size) -> Iterator[Finding]:
    terminal, look = sitting.terminal, sitting.look
    able = found(os.environ, terminal=True, encoding="utf-8").draws
    yield Finding(
        "terminal",
        _variables("TERM") + ("" if terminal.draws or not able else "; in- or output is none"),
        "all is drawn" if terminal.draws else "a dialogue in lines, as with --plain",
        "TERM names what it is, such as TERM=xterm-256color; --plain draws nothing",
        hinders=not able,
    )
    yield _of_size(size)
    yield Finding(
        "symbols",
        f"{_variables(*LOCALE)}; text leaves as {getattr(sys.stdout, 'encoding', '?')}",
        "ASCII alone: eta, w(0), !=" if look.ascii else "Unicode: η, w⁽⁰⁾, ≠",
        "a locale with UTF-8; ascii = true or false in the settings; --ascii or --no-ascii",
    )
    yield Finding(
        "font",
        "no terminal tells what it has",
        "look at the card below",
        "another font where a symbol or a dot is missing, or --ascii",
    )
    yield _of_colours(sitting)
    yield Finding(
        "distance",
        "far, over SSH" if terminal.far else "near",
        "what moves by itself does so" if look.motion else "nothing moves by itself",
        "motion = true or false in the settings",
    )


def _of_size(size: Size) -> Finding:
    from tutor.ui.widgets.small import LEAST

    small = size is not None and (size[0] < LEAST.width or size[1] < LEAST.height)
    return Finding(
        "size",
        "unknown" if size is None else f"{size[0]}x{size[1]}",
        "too small to draw" if small else f"{LEAST.width}x{LEAST.height} is the least",
        "a larger window, or a smaller font; --plain fits every width",
        hinders=small,
    )


def _of_colours(sitting: Sitting) -> Finding:
    from tutor.ui.themes import theme_of

    terminal, look = sitting.terminal, sitting.look
    ground = {None: "unknown", True: "light", False: "dark"}[terminal.light]
    return Finding(
        "colours",
        f"{look.colours:,}; {_variables('NO_COLOR', 'COLORTERM')}; background {ground}",
        f"the theme {theme_of(look).name}",
        'theme = "dark" or "light" in the settings, '
        f"{_as_set('{app.theme:T}', sitting)} in the tutor; NO_COLOR=1 for none; "
        "COLORTERM=truecolor where the terminal has them",
    )


def _of_files(given: Given, sitting: Sitting) -> Iterator[Finding]:
    yield _of_settings(sitting)
    if sitting.settings.keys:
        yield _of_keys(sitting.settings.keys)
    fault = _fault_of_record(given.record)
    yield Finding(
        "record",
        fault or _told(given.record),
        "answers are lost at the end" if fault else "answers are kept there",
        f"--record or {RECORD} names another place",
        hinders=bool(fault),
    )


def _of_settings(sitting: Sitting) -> Finding:
    path = settings_path()
    there = path.exists()
    set_there = there and (not sitting.fault or sitting.settings != Settings())
    return Finding(
        "settings",
        sitting.fault or f"{path}{'' if there else ' is not there'}",
        "as they are set there" if set_there else "the usual settings",
        f"{PLACE} names another file; {_as_set('{home.settings:,}', sitting)} at home opens the "
        "settings",
        hinders=bool(sitting.fault),
    )


def _of_keys(keys: "Keys") -> Finding:
    # Late, as it brings every screen.
    from tutor.ui.functions import sound

    _, wrong = sound(keys)
    return Finding(
        "keys",
        "; ".join(wrong) or f"{len(keys)} set anew",
        "what is wrong is done by the usual key" if wrong else "as they are set there",
        "[keys] in the settings, or the list of keys there",
        hinders=bool(wrong),
    )


def _as_set(text: str, sitting: Sitting) -> str:
    """A text that names keys, with those that do it."""
    from tutor.ui.keys import with_keys

    keys = sitting.settings.keys
    if keys:
        from tutor.ui.functions import sound

        keys, _ = sound(keys)
    return with_keys(text, keys)


def _fault_of_record(where: str) -> str:
    """Why nothing can be kept there; empty where it can. Nothing is made."""
    path = Path(where).expanduser()
    if not is_url(where) and not path.exists():
        above = next((one for one in path.absolute().parents if one.exists()), path)
        usable = above.is_dir() and os.access(above, os.W_OK | os.X_OK)
        return "" if usable else f"{path}: nothing can be written to {above}"
    from tutor.record.database import Database

    try:
        database = Database.open(where)
    except TutorError as error:
        return str(error)
    read_only = database.read_only or not (is_url(where) or os.access(path, os.W_OK))
    database.close()
    return f"{_told(where)}: it can be read, but not written to" if read_only else ""


def _told(where: str) -> str:
    """Where a record is, without a password."""
    from tutor.record.connection import shown

    return shown(where)


def _variables(*names: str) -> str:
    """Those that are set, as they are set."""
    told = [f"{name}={os.environ[name]}" for name in names if name in os.environ]
    return ", ".join(told) or f"{' and '.join(names)} not set"


def _size() -> Size:
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return columns, rows


def _print_json(findings: tuple[Finding, ...], look: Look) -> None:
    import json

    out(json.dumps({"findings": [asdict(one) for one in findings], "look": asdict(look)}))


def _print(findings: tuple[Finding, ...], look: Look) -> None:
    # Late, as it brings the drawing of plots.
    from tutor.commands.card import Palette, card

    if not has_symbols(sys.stdout.encoding or "utf-8"):
        look = replace(look, ascii=True)
    for one in findings:
        mark = "! " if one.hinders else "  "
        rows = (one.found, f"→ {one.follows}", f"To change it: {one.change}")
        width = _WIDTH - _NAME
        wrapped = [
            line
            for row in rows
            for line in wrap(row, width, break_on_hyphens=False, break_long_words=False)
        ]
        for name, line in zip([mark + one.name, *[""] * len(wrapped)], wrapped, strict=False):
            text = f"{name:<{_NAME}}{line}"
            out(in_ascii(text) if look.ascii else text)
    hinders = any(one.hinders for one in findings)
    out("\n! is before what hinders.\n" if hinders else "\nNothing hinders.\n")
    for row in card(look, Palette(look, sent=sys.stdout.isatty())):
        print(row)
