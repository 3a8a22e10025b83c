"""The command `man`: the manual page, made from the commands themselves."""

import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

import typer

from tutor import PROGRAM, __version__
from tutor.commands.say import out
from tutor.course.notation import in_ascii
from tutor.record.place import LEARNER, RECORD
from tutor.settings import PLACE

Context = Any
"""Of a command; the class is private to typer."""
_WIDTH = 66
"""Characters of a line; some grow where they are written for roff."""
_EVERYWHERE = "-h, --help"
_ENVIRONMENT = (
    (RECORD, "The record, as --record names it: a file, or the URL of a database."),
    (LEARNER, "Whose answers are kept, as --learner says."),
    (PLACE, "The file of the settings."),
    ("NO_COLOR", "Where it is set to anything, no colour is used."),
    ("TERM, COLORTERM, COLORFGBG", "What the terminal can do; doctor says what is made of it."),
    ("LC_ALL, LC_CTYPE, LANG", "Whether symbols such as η are written, or ASCII alone."),
)
_FILES = (
    ("~/.local/share/perceptron-tutor/record.sqlite", "Your record, on Linux."),
    ("~/.config/perceptron-tutor/settings.toml", "Your settings, on Linux."),
)
_STATUS = (
    ("0", "Done."),
    ("1", "The answer is no: a lesson has a fault, a report is empty, something hinders."),
    ("2", "Wrong usage or bad input; one line says what, where and what to do."),
    ("130", "Interrupted with Ctrl+C."),
)
_SEE = "The README of the program; ssh(1), as the way into a class."


def man(context: typer.Context) -> None:
    """Print the manual page; perceptron-tutor man | man -l - shows it."""
    out(page(context.find_root()), sys.stdout)


def page(root: Context) -> str:
    """The manual page of a program as roff, with the macros of man(7), all in ASCII.

    Args:
        root: The context of the program's command, without a parent.
    """
    lines = [
        f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "User Commands"',
        ".SH NAME",
        f"{_escaped(PROGRAM)} \\-",
        _text(root.command.help or ""),
        ".SH SYNOPSIS",
        f".B {_escaped(_usage(root))}",
        ".SH DESCRIPTION",
        _text(root.command.epilog or ""),
        ".SH OPTIONS",
        *_parameters(root),
        ".SH COMMANDS",
        _text("Each command takes --help. Numbers are exact: 0.1 is 1/10, 1/3 is a third."),
        *_commands(root),
    ]
    for title, named in (
        ("ENVIRONMENT", _ENVIRONMENT),
        ("FILES", _FILES),
        ("EXIT STATUS", _STATUS),
    ):
        lines += [f".SH {title}", *_list(named)]
    return "\n".join((*lines, ".SH SEE ALSO", _text(_SEE)))


def _commands(parent: Context) -> Iterator[str]:
    """All commands of a group, each with its own options, and those of the groups in it."""
    for name, command in getattr(parent.command, "commands", {}).items():
        context = command.make_context(name, [], parent=parent, resilient_parsing=True)
        if getattr(command, "commands", None):
            yield from _commands(context)
            continue
        yield f'.SS "{_escaped(_usage(context))}"'
        yield _text(command.help or "")
        yield from _parameters(context)


def _usage(context: Context) -> str:
    return " ".join((context.command_path, *context.command.collect_usage_pieces(context)))


def _parameters(context: Context) -> Iterator[str]:
    """Options and arguments; that for help stands once, with those of the program."""
    records = (one.get_help_record(context) for one in context.command.get_params(context))
    shown = ((" ".join(one[0].split()), one[1]) for one in records if one is not None)
    own = (one for one in shown if context.parent is None or one[0] != _EVERYWHERE)
    return _list(own)


def _list(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, about in named:
        yield from (".TP", f".B {_escaped(name)}", _text(about))


def _text(text: str) -> str:
    """A paragraph in short lines, of which none begins as a command to roff does."""
    rows = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\\&" * row.startswith((".", "'")) + _escaped(row) for row in rows)


def _escaped(text: str) -> str:
    # A symbol that the device lacks is left out by troff, and the word with it.
    return in_ascii(text).replace("\\", "\\e").replace("-", "\\-")
