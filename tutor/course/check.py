"""The linter behind `perceptron-tutor check`: every fault of a course, in all lessons at once."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tutor.course import looks, rules
from tutor.course.beliefs import experiments
from tutor.course.faults import Fault, Place, layout, line_with, read_fault
from tutor.course.generate import FAMILIES, GenerateError, variants
from tutor.course.ids import Used, ids, used
from tutor.course.lesson import Question
from tutor.course.library import Entry, Library, shipped
from tutor.course.numbers import numbers
from tutor.course.outline import LibraryError, read_text
from tutor.course.rules import Source
from tutor.errors import TutorError

_MANY, _FEW, _SEED = 500, 20, 1
"""How many variants of every family of fresh questions are looked at, and of which seed."""

_ROW = re.compile(r"\.csv, row (?P<row>\d+)[:,] (?P<what>.*)")
"""Where the reader of a CSV file says which row is wrong."""

_RULES: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    rules.keys,
    rules.explanations,
    rules.misconceptions,
    rules.hints,
    rules.scopes,
    looks.widths,
    looks.twins,
    numbers,
)


def check(library: Library, *, count: int | None = None) -> list[Fault]:
    """Find every fault of a course: those of its outline first, then lesson by lesson.

    Args:
        library: The course, freshly opened: what it has read stays as it was.
        count: How many variants of every family of fresh questions to look at; `variants_for` the
            course where it is left out.
    """
    broken = dict(_broken_data(library))
    faults = [*_outline(library), *broken.values(), *experiments(library)]
    for entry in library.entries:
        faults += sorted(_lesson(library, entry))
    found = ids_of(library)
    return [
        # Said once of the data, not again of everything that uses them.
        *(fault for fault in faults if not any(it in fault.message for it in broken)),
        *_recalls(library, found),
        *ids(library, found),
        *_variants(library, variants_for(library) if count is None else count),
    ]


def variants_for(library: Library) -> int:
    """How many variants are worth the wait: a folder of lessons adds no more than small data sets.

    All that the families can draw is checked with the lessons that ship.
    """
    return _MANY if library.folder.resolve() == shipped().resolve() else _FEW


def ids_of(library: Library) -> list[Used]:
    """Every id of a question in the course, in order."""
    return [one for entry in library.entries for one in used(entry.file, _places(entry))]


def _places(entry: Entry) -> tuple[Place, ...]:
    try:
        return layout(read_text(entry.file))
    except LibraryError:
        return ()


def _recalls(library: Library, found: list[Used]) -> Iterator[Fault]:
    """Questions that are shown again, but were not asked up to there."""
    number = {entry.file: entry.number for entry in library.entries}
    for entry in library.entries:
        for place in _places(entry):
            if not (place.opens and place.block == "recall"):
                continue
            asked = [one for one in found if one.id == place.argument]
            if not any(number[one.file] <= entry.number for one in asked):
                what = f"no question “{place.argument}” is asked up to here; take the id of one"
                yield Fault(str(entry.file), place.number, "recall", what)


def _outline(library: Library) -> Iterator[Fault]:
    """Lessons that are not listed, and listed ones that are not there."""
    outline = library.folder / "course.toml"
    listed = {entry.file.name for entry in library.entries}
    for lesson in sorted(library.folder.glob("[0-9]*.md")):
        if lesson.name not in listed:
            what = f"no lesson of the course; add “{lesson.stem}” to lessons in course.toml"
            yield Fault(str(lesson), 1, "outline", what)
    for entry in library.entries:
        if not entry.file.exists():
            name = entry.file.stem
            what = f"there is no file {name}.md; write it, or take “{name}” out of lessons"
            yield Fault(str(outline), line_with(read_text(outline), name), "outline", what)


def _broken_data(library: Library) -> Iterator[tuple[str, Fault]]:
    """Data that cannot be read: what the reader says, and the fault made of it."""
    outline = library.folder / "course.toml"
    for name in library.data:
        file = library.folder / "data" / f"{name}.csv"
        try:
            library.dataset(name)
        except TutorError as error:
            said = " ".join(str(error).split())
            row = _ROW.search(said)
            if row is not None:
                yield said, Fault(str(file), int(row["row"]), "data", row["what"])
                continue
            what = said
            if not file.exists():
                what = f"there is no data/{name}.csv; put it there, or take [data.{name}] out"
            line = line_with(read_text(outline), f"[data.{name}]")
            yield said, Fault(str(outline), line, "data", what)


def _lesson(library: Library, entry: Entry) -> Iterator[Fault]:
    """The faults of one lesson: the first that the parser finds, else those of every rule."""
    if not entry.file.exists():
        return
    yield from _terms(library, entry)
    try:
        lesson = library.lesson(entry.id)
    except TutorError as error:
        yield read_fault(entry.file, error)
        return
    content = read_text(entry.file)
    earlier = {other.id for other in library.entries[: entry.number - 1]}
    for need in lesson.needs:
        if need not in earlier:
            what = f"needs “{need}”, which is no earlier lesson; earlier are "
            known = ", ".join(sorted(earlier)) or "none"
            yield Fault(str(entry.file), line_with(content, "needs"), "needs", f"{what}{known}")
    source = Source(entry.file, lesson, layout(content))
    for rule in _RULES:
        yield from rule(source)


def _terms(library: Library, entry: Entry) -> Iterator[Fault]:
    """Words whose concept is taught in a later lesson only."""
    try:
        content = read_text(entry.file)
    except LibraryError:
        return
    for concept, terms in library.terms.items():
        teacher = _teacher(library, concept)
        if teacher is None or teacher.number <= entry.number:
            continue
        for term in terms:
            words = r"\s+".join(re.escape(word) for word in term.split())
            for found in re.finditer(rf"\b{words}s?\b", content, re.IGNORECASE):
                line = content.count("\n", 0, found.start()) + 1
                what = f"“{term}” is taught in lesson {teacher.number} only; say it in other words"
                yield Fault(str(entry.file), line, "needs", what)


def _teacher(library: Library, concept: str) -> Entry | None:
    """The first lesson that teaches a concept."""
    for entry in library.entries:
        try:
            if concept in library.lesson(entry.id).concepts:
                return entry
        except TutorError:
            continue
    return None


def _variants(library: Library, count: int) -> Iterator[Fault]:
    """The first variants of every family, each with its key found a second way where it can be."""
    for family in FAMILIES:
        where = f"generated {family.name}"
        try:
            for number, question in enumerate(islice(variants(family, _SEED, library), count), 1):
                for code, what in _generated(question):
                    yield Fault(where, number, code, f"{question.id}: {what}")
        except GenerateError as error:
            yield Fault(where, 1, "variants", str(error))


def _generated(question: Question) -> Iterator[tuple[str, str]]:
    yield from (("key", what) for what in rules.wrong_key(question))
    yield from (("explanation", what) for what in rules.unexplained(question))
    yield from (("scope", what) for what in rules.unsaid_scope(question))
