"""What `check` finds, and where in a lesson's file it stands."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tutor.course.source import Text

_FENCE = "```"
_PLACE = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+))?: (?P<what>.*)", re.DOTALL)
_CODES = {
    "has no explanation": "explanation",
    "is no known misconception": "misconception",
    "need a scope": "scope",
    "needs two experiments": "scope",
    "and scope": "scope",
    "write trace, samples or plane": "scope",
    "is an unknown name": "brace",
    "a brace without its partner": "brace",
    "is no key that a lesson names": "brace",
    "the question id": "id",
}
"""The code of a fault that the parser finds, by its words; any other is `parse`."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, and how to mend it."""

    file: str
    line: int
    """From 1."""
    code: str
    """Short, and never renamed: editors and scripts know a rule by it."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


def faults_json(faults: Iterable[Fault]) -> str:
    """Faults for programs, on one line: a list of file, line, code and message."""
    return json.dumps([asdict(fault) for fault in faults], separators=(",", ":"))


def read_fault(file: Path, error: Exception) -> Fault:
    """The fault that an error names; the first line where it names none."""
    found = _PLACE.fullmatch(str(error))
    names_it = found is not None and Path(found["file"]).name == file.name
    line, what = 1, str(error)
    if found is not None and names_it:
        line, what = int(found["line"] or 1), found["what"]
    code = next((code for words, code in _CODES.items() if words in what), "parse")
    return Fault(str(file), line, code, " ".join(what.split()))


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a lesson, and what it belongs to."""

    number: int
    """Its number in the file, from 1."""
    text: str
    page: int
    """From 0."""
    block: str
    """The kind of the block that it stands in; empty in prose."""
    argument: str
    """What stands behind the kind, such as a question's id."""
    opens: bool
    """Whether it is the line that opens its block."""


def layout(content: str) -> tuple[Place, ...]:
    """A lesson's lines behind the front matter, read without judging them."""
    return tuple(_places(Text.of(content, "").lines))


def _places(lines: tuple[str, ...]) -> Iterator[Place]:
    start = lines.index("+++", 1) + 1 if "+++" in lines[1:] else 0
    page, block, argument = 0, "", ""
    for number, line in enumerate(lines[start:], start + 1):
        fence = line.startswith(_FENCE)
        opens = fence and not block
        if opens:
            block, _, argument = line.removeprefix(_FENCE).strip().partition(" ")
            # A fence that names no block is the parser's to refuse; here it only has to end.
            block = block or _FENCE
        if not block and line.rstrip() == "---":
            page += 1
            continue
        yield Place(number, line, page, block, argument.strip(), opens)
        if fence and not opens:
            block, argument = "", ""


def place_of(places: tuple[Place, ...], identifier: str) -> int:
    """The line that opens the question with this id; 1 where there is none."""
    return next(
        (
            place.number
            for place in places
            if place.opens and place.block == "question" and place.argument == identifier
        ),
        1,
    )


def line_with(content: str, words: str) -> int:
    """The first line of a text that holds these words; 1 where none does."""
    lines = Text.of(content, "").lines
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
