"""The linter behind `perceptron-tutor check`: every fault of a course, in all lessons at once."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tutor.course import rules
from tutor.course.beliefs import experiments
from tutor.course.faults import Fault, Place, layout, line_with, read_fault
from tutor.course.generate import questions
from tutor.course.ids import Used, ids, used
from tutor.course.library import Entry, Library
from tutor.course.numbers import numbers
from tutor.course.outline import LibraryError, read_text
from tutor.course.rules import Source
from tutor.errors import TutorError

VARIANTS, SEED = 500, 1
"""How many questions of the generator are looked at, and of which seed."""

_RULES: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    rules.keys,
    rules.explanations,
    rules.hints,
    rules.scopes,
    rules.widths,
    rules.twins,
    numbers,
)


def check(library: Library, *, variants: int = VARIANTS) -> list[Fault]:
    """Find every fault of a course: those of its outline first, then lesson by lesson.

    Args:
        library: The course, freshly opened: what it has read stays as it was.
        variants: How many questions of the generator to look at.
    """
    faults = [*_outline(library), *experiments(library)]
    for entry in library.entries:
        faults += sorted(_lesson(library, entry))
    found = ids_of(library)
    return [
        *faults,
        *_recalls(library, found),
        *ids(library, found),
        *_variants(library, variants),
    ]


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
    """Lessons that are not listed, and data that cannot be read."""
    file = library.folder / "course.toml"
    listed = {entry.file.name for entry in library.entries}
    for lesson in sorted(library.folder.glob("[0-9]*.md")):
        if lesson.name not in listed:
            what = f"no lesson of the course; add “{lesson.stem}” to lessons in course.toml"
            yield Fault(str(lesson), 1, "outline", what)
    for name in library.data:
        try:
            library.dataset(name)
        except TutorError as error:
            content = read_text(file)
            yield Fault(str(file), line_with(content, f"[data.{name}]"), "data", str(error))


def _lesson(library: Library, entry: Entry) -> Iterator[Fault]:
    """The faults of one lesson: the first that the parser finds, else those of every rule."""
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
    """The generator's questions, each with its key found a second way."""
    for number, question in enumerate(islice(questions(SEED, library), count), 1):
        faults = (
            *(("key", what) for what in rules.wrong_key(question)),
            *(("explanation", what) for what in rules.unexplained(question)),
            *(("scope", what) for what in rules.unsaid_scope(question)),
        )
        for code, what in faults:
            yield Fault(f"generated-{SEED}", number, code, f"{question.id}: {what}")
