"""Read the files that state a course: course.toml and misconceptions.toml."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from tutor.errors import TutorError

_T = TypeVar("_T")

_LINE = re.compile(r"\bline (\d+)")
_KINDS = {"str": "a text", "dict": "a table", "list": "a list"}


class LibraryError(TutorError):
    """The lessons cannot be found, or their outline cannot be read."""


def of(kind: type[_T], table: dict[str, Any], key: str, file: Path) -> _T:
    """A table's value, which must be of this kind.

    Raises:
        LibraryError: If it is missing or of another kind.
    """
    value = table.get(key)
    if not isinstance(value, kind):
        raise LibraryError(
            f"{file}: {_KINDS[kind.__name__]} is needed for {key}; see lessons/README.md"
        )
    return value


def texts(table: dict[str, Any], key: str, file: Path) -> tuple[str, ...]:
    """A table's list of texts; none where it is left out.

    Raises:
        LibraryError: If it is something else.
    """
    values = of(list, {key: [], **table}, key, file)
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise LibraryError(
                f"{file}: {key} holds texts, and {value!r} is none; see lessons/README.md"
            )
    return tuple(values)


def read_text(file: Path) -> str:
    """The whole text of a file.

    Raises:
        LibraryError: If it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LibraryError(
            f"{file}: cannot be read ({error.strerror}); is this a folder of lessons?"
        ) from None
    except UnicodeDecodeError:
        raise LibraryError(f"{file}: is not UTF-8 text; save it as UTF-8") from None


def toml(file: Path) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        LibraryError: If it cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(read_text(file))
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        place = f"{file}:{line[1]}" if line else str(file)
        raise LibraryError(
            f"{place}: is no TOML ({error}); mend that line, or a quote or bracket left open above"
        ) from None
