"""Find the lessons - in a wheel, a checkout, a teacher's folder - and read them when asked."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tutor
from tutor.course.lesson import Lesson
from tutor.course.outline import LibraryError, of, read_text, texts, toml
from tutor.course.parse import front_fault, front_matter, parse
from tutor.course.source import Course, Text
from tutor.errors import TutorError
from tutor.perceptron.dataset import DataError, Dataset, read_csv

_FILE = re.compile(r"\d+-([a-z][a-z0-9-]*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


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
    misconceptions: dict[str, dict[str, Any]]
    """By id: `name`, what is `right` in it, its `refutation`, and perhaps the list `experiment` of
    tables: the settings of a lab, and what the verdict is said to be."""
    data: dict[str, dict[str, Any]]
    """The shipped data sets by name: `title`, `source`, `bias`."""
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Words, by the concept that they belong to: none is used before that concept is taught."""
    retired: tuple[str, ...] = ()
    """Ids of questions that are asked no more. They are never used again."""
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
        course, misconceptions = toml(outline), toml(betrayed)
        title = of(str, course, "title", outline)
        concepts = of(dict, course, "concepts", outline)
        data = of(dict, course, "data", outline)
        for identifier in concepts:
            of(str, concepts, identifier, outline)
        for identifier in misconceptions:
            _require_misconception(identifier, misconceptions, betrayed)
        for name in data:
            _require_data(name, of(dict, data, name, outline), outline)
        entries = _entries(of(list, course, "lessons", outline), home)
        terms, retired = _terms(course, outline), texts(course, "retired", outline)
        return cls(home, title, entries, concepts, misconceptions, data, terms, retired)

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
            content = read_text(entry.file)
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
        front, _ = front_matter(Text.of(read_text(file), file.name))
    except TutorError:
        return Entry(number, identifier, identifier, file)
    return Entry(number, identifier, front["title"], file)


def _require_misconception(identifier: str, given: dict[str, Any], file: Path) -> None:
    described = of(dict, given, identifier, file)
    for key in ("name", "right", "refutation"):
        if not isinstance(described.get(key), str):
            raise LibraryError(
                f"{file}: a text is needed for {key} in [{identifier}]; see lessons/README.md"
            )
    stated = of(list, {"experiment": [], **described}, "experiment", file)
    if not all(isinstance(experiment, dict) for experiment in stated):
        raise LibraryError(f"{file}: experiment holds tables; see lessons/README.md")


def _terms(course: dict[str, Any], file: Path) -> dict[str, tuple[str, ...]]:
    """The table `terms`; each of its keys must be a concept."""
    given = of(dict, {"terms": {}, **course}, "terms", file)
    for concept in given:
        if concept not in course["concepts"]:
            raise LibraryError(f"{file}: terms of “{concept}”, which is no concept; add it to them")
    return {concept: texts(given, concept, file) for concept in given}


def _require_data(name: str, described: dict[str, Any], file: Path) -> None:
    if not _NAME.fullmatch(name):
        raise LibraryError(f"{file}: “{name}” is no data set's name; use letters, digits, - and _")
    of(str, described, "title", file)
    if not isinstance(described.get("bias", True), bool):
        raise LibraryError(f"{file}: bias of “{name}” is neither true nor false; write one of them")
