"""Find the lessons - in a wheel, a checkout, a teacher's folder - and read them when asked."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import tutor
from tutor.course.lesson import Lesson
from tutor.course.parse import front_fault, front_matter, parse
from tutor.course.source import Course, Text
from tutor.errors import TutorError
from tutor.perceptron.dataset import DataError, Dataset, read_csv

_T = TypeVar("_T")

_FILE = re.compile(r"\d+-([a-z][a-z0-9-]*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


class LibraryError(TutorError):
    """The lessons cannot be found, or their outline cannot be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list of lessons shows of one lesson."""

    number: int
    """From 1, in the order of the course."""
    id: str
    title: str
    file: Path


@dataclass(frozen=True, slots=True)
class Library:
    """The course in one folder. A lesson or a data set is read once, when it is first asked for."""

    folder: Path
    title: str
    entries: tuple[Entry, ...]
    concepts: dict[str, str]
    """What each concept is about, by id."""
    misconceptions: dict[str, dict[str, str]]
    """By id: `name`, what is `right` in it, and its `refutation`."""
    data: dict[str, dict[str, Any]]
    """The shipped data sets by name: `title`, `source`, `bias`."""
    _lessons: dict[str, Lesson] = field(default_factory=dict, repr=False)
    _datasets: dict[str, Dataset] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, folder: Path | None = None) -> "Library":
        """Read a course's outline, but none of its lessons.

        Args:
            folder: A folder with a course.toml; where it is left out, the course that ships with
                the program.

        Raises:
            LibraryError: If there is no course in it.
        """
        home = folder or shipped()
        outline, betrayed = home / "course.toml", home / "misconceptions.toml"
        course, misconceptions = _toml(outline), _toml(betrayed)
        title = _of(str, course, "title", outline)
        concepts = _of(dict, course, "concepts", outline)
        data = _of(dict, course, "data", outline)
        for identifier in concepts:
            _of(str, concepts, identifier, outline)
        for identifier in misconceptions:
            misconception = _of(dict, misconceptions, identifier, betrayed)
            for key in ("name", "right", "refutation"):
                _of(str, misconception, key, betrayed)
        for name in data:
            _require_data(name, _of(dict, data, name, outline), outline)
        names = _of(list, course, "lessons", outline)
        return cls(home, title, _entries(names, home), concepts, misconceptions, data)

    def entry(self, identifier: str) -> Entry:
        """The lesson's entry in the outline.

        Raises:
            LibraryError: If the course has no such lesson.
        """
        for entry in self.entries:
            if entry.id == identifier:
                return entry
        known = ", ".join(entry.id for entry in self.entries)
        raise LibraryError(f"there is no lesson “{identifier}”; there are {known}")

    def lesson(self, identifier: str) -> Lesson:
        """The lesson with this id.

        Raises:
            LessonError: If its text has a fault, with file:line.
            LibraryError: If the course has no such lesson, or its file cannot be read.
        """
        if identifier not in self._lessons:
            entry = self.entry(identifier)
            content = _read(entry.file)
            lesson = parse(content, entry.file.name, self.course())
            if lesson.id != identifier:
                raise front_fault(
                    Text.of(content, entry.file.name),
                    "id",
                    f"the id is “{lesson.id}”, the file's name says “{identifier}”; "
                    "rename one of them",
                )
            self._lessons[identifier] = lesson
        return self._lessons[identifier]

    def dataset(self, name: str) -> Dataset:
        """The shipped data set with this name.

        Raises:
            DataError: If there is none.
        """
        if name not in self.data:
            raise DataError(
                f"there is no data set “{name}”; there are {', '.join(self.data)}, "
                "or give the path of a CSV file"
            )
        if name not in self._datasets:
            file = self.folder / "data" / f"{name}.csv"
            self._datasets[name] = read_csv(file, name=name, bias=self.data[name].get("bias", True))
        return self._datasets[name]

    def course(self) -> Course:
        """What a lesson may refer to."""
        return Course(self.dataset, self.concepts.keys(), self.misconceptions.keys())


def shipped() -> Path:
    """The folder of the course that ships with the program."""
    package = Path(tutor.__file__).parent
    inside_the_wheel = package / "lessons"
    return inside_the_wheel if inside_the_wheel.is_dir() else package.parent / "lessons"


def _entries(names: list[Any], home: Path) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number, name in enumerate(names, 1):
        found = _FILE.fullmatch(name) if isinstance(name, str) else None
        if found is None or any(found[1] == entry.id for entry in entries):
            what = "is no lesson's name" if found is None else "has the id of another lesson"
            raise LibraryError(
                f"{home / 'course.toml'}: “{name}” {what}; write for instance 01-the-claim"
            )
        entries.append(_entry(number, found[1], home / f"{name}.md"))
    return tuple(entries)


def _entry(number: int, identifier: str, file: Path) -> Entry:
    """A faulty lesson stays in the list under its file's name; opening it says what is wrong."""
    try:
        front, _ = front_matter(Text.of(_read(file), file.name))
    except TutorError:
        return Entry(number, identifier, identifier, file)
    return Entry(number, identifier, front["title"], file)


def _require_data(name: str, described: dict[str, Any], file: Path) -> None:
    if not _NAME.fullmatch(name):
        raise LibraryError(f"{file}: “{name}” is no data set's name; use letters, digits, - and _")
    _of(str, described, "title", file)
    if not isinstance(described.get("bias", True), bool):
        raise LibraryError(f"{file}: bias of “{name}” is neither true nor false; write one of them")


_KINDS = {"str": "a text", "dict": "a table", "list": "a list"}


def _of(kind: type[_T], table: dict[str, Any], key: str, file: Path) -> _T:
    """A table's value, which must be of this kind."""
    value = table.get(key)
    if not isinstance(value, kind):
        raise LibraryError(
            f"{file}: {_KINDS[kind.__name__]} is needed for {key}; see lessons/README.md"
        )
    return value


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LibraryError(
            f"{file}: cannot be read ({error.strerror}); is this a folder of lessons?"
        ) from None
    except UnicodeDecodeError:
        raise LibraryError(f"{file}: is not UTF-8 text; save it as UTF-8") from None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(file))
    except (ValueError, RecursionError) as error:
        raise LibraryError(f"{file}: is no TOML ({error}); mend the line it names") from None
