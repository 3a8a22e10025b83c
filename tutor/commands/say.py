"""What all commands share: printing for any terminal, and faults as one line."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, TextIO

import typer

from tutor import PROGRAM
from tutor.capabilities import here
from tutor.errors import TutorError
from tutor.perceptron.exact import parse_number
from tutor.record.place import Given

__all__ = [
    "PROGRAM",
    "CommandError",
    "Given",
    "Json",
    "at",
    "in_lines",
    "out",
    "out_at_once",
    "refuse",
    "whole",
]

DONE, REFUSED = 0, 2

Json = Annotated[bool, typer.Option("--json", help="Print one line of JSON with exact numbers.")]


def in_lines(given: Given) -> bool:
    """Whether the tutor is a dialogue in lines: where it is asked for, or nothing can be drawn."""
    return given.plain or not here().draws


class CommandError(TutorError):
    """Options that do not fit each other or the data."""


@contextmanager
def at(option: str) -> Iterator[None]:
    """Name the option in whatever is wrong with its value."""
    try:
        yield
    except TutorError as error:
        raise CommandError(f"{option}: {error}") from None


def whole(text: str) -> int:
    """A whole number that an option holds."""
    number = parse_number(text)
    if number.denominator != 1:
        raise CommandError(f"“{text}” is not a whole number; write for instance 10")
    return int(number)


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def out(text: str, stream: TextIO | None = None) -> None:
    """Print for any terminal: no commands to it, and plain letters where it knows no others."""
    stream = sys.stdout if stream is None else stream
    text = _CONTROL.sub("?", text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        from tutor.course.notation import in_ascii

        text = in_ascii(text)
    print(text, file=stream)


def refuse(what: str) -> int:
    """Say on one line of standard error what is wrong, whatever characters it quotes."""
    out(f"{PROGRAM}: {' '.join(what.split())}", sys.stderr)
    return REFUSED


def out_at_once(line: str) -> None:
    """Print a line at once, also into a pipe."""
    out(line)
    sys.stdout.flush()
