"""An export: what one learner did, as JSON Lines.

The first line is a header that names the form, its version and the learner; then comes a fact a
line, in the order in which they were kept.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tutor.errors import TutorError
from tutor.record.facts import Fact, FactError, fact_of, filed, row_of

FORM = "perceptron-tutor record"
VERSION = 1
"""Of the form."""


class CarryError(TutorError):
    """A file that is no export, or a record that is not there."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What an export says."""

    learner: str
    facts: tuple[Fact, ...]


def write_export(file: TextIO, learner: str, told: Iterable[Fact]) -> None:
    """Write an export; the text is ASCII."""
    head = {"format": FORM, "version": VERSION, "learner": filed(learner)}
    file.writelines(f"{json.dumps(line)}\n" for line in (head, *map(row_of, told)))


def read_export(path: Path) -> Carried:
    """Read an export, all of it or nothing.

    Raises:
        CarryError: If it is none; names the file and the line.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        learner = header(file.readline(), f"{path}:1")
        told = tuple(
            _fact(line, f"{path}:{number}") for number, line in enumerate(file, 2) if line.strip()
        )
    return Carried(learner, told)


def header(line: bytes, at: str) -> str:
    """The learner that the first line of an export names.

    Raises:
        CarryError: If it is none; `at` is said to be the place.
    """
    head = _object(line)
    if head is None or head.get("format") != FORM or not isinstance(head.get("learner"), str):
        raise CarryError(f"{at}: this is no export of a record; write one with record export")
    if head.get("version") != VERSION:
        raise CarryError(f"{at}: this export is from a newer version of the tutor; update it")
    return str(head["learner"])


def _fact(line: bytes, at: str) -> Fact:
    row = _object(line)
    if row is None:
        raise CarryError(f"{at}: this line is no fact; nothing was imported")
    try:
        return fact_of(row)
    except FactError as error:
        raise CarryError(f"{at}: {error}; nothing was imported") from None


def _object(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
