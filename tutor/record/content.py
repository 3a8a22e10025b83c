"""What a record's file says: read and checked, and two of them made one."""

import json
from dataclasses import dataclass
from typing import Any, get_type_hints

VERSION = 1
"""Of the file's form. A file with a higher one is never written."""


class DamagedError(Exception):
    """The file's content is no record."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question."""

    question: str
    concept: str
    given: str
    right: bool
    confidence: int
    """1 to 3, or 0 where none was asked for."""
    hints: int
    """How many were read before the answer."""
    misconception: str | None
    """The id of the one that the answer betrays."""
    predicted: bool
    """A prediction, made before it was shown what happens."""
    place: str
    """Where it was asked, such as `lesson:zero-start` or `quiz:7`."""
    at: str = ""
    """ISO time with its zone; `Record.add` fills it in."""
    id: str = ""
    """Unique; `Record.add` fills it in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a lesson."""

    lesson: str
    page: int
    """From 0."""


_TYPES = get_type_hints(Answer)

Data = dict[str, Any]
"""The file as JSON: `version`, `place`, `reached`, `finished`, `answers`, and what is not ours."""


def blank() -> Data:
    """The record of who has done nothing yet."""
    return {"version": VERSION, "place": None, "reached": {}, "finished": [], "answers": []}


def decoded(raw: bytes) -> Data:
    """Read and check what stands in a file.

    Raises:
        DamagedError: If it is no record.
    """
    try:
        data: Data = json.loads(raw)
        newer = data["version"] > VERSION
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedError("this is no record") from None
    if _sound(data):
        return data
    if newer:
        return {**blank(), "version": data["version"]}
    raise DamagedError("a field is missing or wrong")


def _sound(data: Data) -> bool:
    try:
        place = data["place"]
        return (
            (place is None or (isinstance(place["lesson"], str) and _is_page(place["page"])))
            and all(map(_is_page, data["reached"].values()))
            and isinstance(data["finished"], list)
            and all(isinstance(name, str) for name in data["finished"])
            and isinstance(data["answers"], list)
            and all(
                isinstance(entry[name], kind)
                for entry in data["answers"]
                for name, kind in _TYPES.items()
            )
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _is_page(number: object) -> bool:
    return isinstance(number, int) and number >= 0


def answer_of(entry: Data) -> Answer:
    """An answer as a value, without the fields that are not ours."""
    return Answer(**{name: entry[name] for name in _TYPES})


def united(entries: list[Data], more: list[Data]) -> list[Data]:
    """Both lists of answers, each answer once."""
    known = {entry["id"] for entry in entries}
    return entries + [entry for entry in more if entry["id"] not in known]


def merged(theirs: Data, ours: Data, *, moved: bool) -> Data:
    """What the file says and what only we know; our place counts where we have `moved` there."""
    reached = {**ours["reached"], **theirs["reached"]}
    return {
        **ours,
        **theirs,
        "version": max(theirs["version"], ours["version"]),
        "place": ours["place"] if moved else theirs["place"] or ours["place"],
        "reached": {
            name: max(page, ours["reached"].get(name, 0)) for name, page in reached.items()
        },
        "finished": sorted({*theirs["finished"], *ours["finished"]}),
        "answers": united(theirs["answers"], ours["answers"]),
    }
