"""The ids of the questions: permanent, never used twice, and never dropped without a word.

`ids.txt` beside course.toml holds every id that was ever used, one a line, sorted. A folder without
one keeps no such list, and only looks for ids that stand there twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.course.faults import Fault, Place
from tutor.course.library import Library
from tutor.course.outline import LibraryError, read_text

FILE = "ids.txt"
_ACCEPT = "check --accept"


@dataclass(frozen=True, slots=True)
class Used:
    """An id where it stands."""

    id: str
    file: Path
    line: int


def used(file: Path, places: Iterable[Place]) -> Iterator[Used]:
    """The ids of a lesson's questions, whether it can be read or not."""
    for place in places:
        if place.opens and place.block == "question" and place.argument:
            yield Used(place.argument, file, place.number)


def ids(library: Library, found: list[Used]) -> Iterator[Fault]:
    """Ids used twice, used again, new, or dropped.

    Args:
        library: The course.
        found: Every id in it, in the order of the lessons.
    """
    first: dict[str, Used] = {}
    for one in found:
        other = first.setdefault(one.id, one)
        # Twice in one file is found by the parser.
        if other.file != one.file:
            yield _fault(one, f"is used in {other.file.name}:{other.line} already; take another")
        elif one.id in library.retired and other is one:
            yield _fault(one, "is retired in course.toml; an id is never used again, take another")
    file = library.folder / FILE
    if not file.exists():
        return
    recorded = recorded_in(file)
    for one in first.values():
        if one.id not in recorded:
            yield _fault(one, f"is new; record it in {FILE} with {_ACCEPT}")
    lines = read_text(file).split("\n")
    for identifier in sorted(recorded - first.keys() - set(library.retired)):
        yield Fault(
            str(file),
            next(k for k, line in enumerate(lines, 1) if identifier in line.split()),
            "id",
            f"the question “{identifier}” is gone; bring it back, or add the id to "
            "retired = [...] at the head of course.toml",
        )


def _fault(one: Used, what: str) -> Fault:
    return Fault(str(one.file), one.line, "id", f"the id “{one.id}” {what}")


def recorded_in(file: Path) -> set[str]:
    """The ids that a file lists; none where there is no file."""
    return set(read_text(file).split()) if file.exists() else set()


def accept(library: Library, found: list[Used]) -> Path:
    """Record every id in `ids.txt`; those that stand there stay. Gives the file.

    Raises:
        LibraryError: If it cannot be written.
    """
    file = library.folder / FILE
    known = recorded_in(file) | {one.id for one in found}
    try:
        file.write_text(
            "".join(f"{identifier}\n" for identifier in sorted(known)), encoding="utf-8"
        )
    except OSError as error:
        raise LibraryError(
            f"{file}: cannot be written ({error.strerror}); check the folder's rights"
        ) from None
    return file
