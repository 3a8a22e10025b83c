"""Markdown -> Lesson. lessons/README.md describes the format.

An error names file:line, what is wrong there and how to mend it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tutor.course.inquiry import question
from tutor.course.lesson import (
    Block,
    Derivation,
    Keep,
    Lab,
    Lesson,
    Line,
    Page,
    Prose,
    Recall,
)
from tutor.course.settings import LAB, Settings, lab_from
from tutor.course.source import Course, LessonError, Text, values_of
from tutor.course.values import Values

FRONT = "+++"
_FENCE = "```"
_KEEP = "> **Keep:**"
_FRONT_KEYS = ("id", "title", "needs", "concepts")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


def front_matter(text: Text) -> tuple[dict[str, str], Text]:
    """Read the head between two lines `+++`; gives it and the text behind it.

    Raises:
        LessonError: If it is missing, is no TOML, or lacks a key.
    """
    lines = [line.rstrip() for line in text.lines]
    if lines[:1] != [FRONT] or FRONT not in lines[1:]:
        raise text.fault(f"a lesson begins with its front matter between two lines {FRONT}")
    end = lines.index(FRONT, 1)
    front = _front(text.part(1, end))
    for key in _FRONT_KEYS:
        value = front.get(key)
        if not isinstance(value, str):
            raise front_fault(
                text, key, f'the front matter needs a text for {key}, for instance {key} = "..."'
            )
        if "\n" in value or (key in {"id", "title"} and not value.strip()):
            raise front_fault(text, key, f"the {key} must be one line of text")
    unknown = sorted(set(front) - set(_FRONT_KEYS))
    if unknown:
        raise front_fault(
            text,
            unknown[0],
            f"the front matter does not know {', '.join(unknown)}; "
            f"known are {', '.join(_FRONT_KEYS)}",
        )
    return front, text.part(end + 1)


def _front(text: Text) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(text.lines))
    except (ValueError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        raise text.fault(
            f"the front matter is no TOML ({_TOML_PLACE.sub('', str(error))}); "
            'write for instance title = "One neuron"',
            int(place[1]) - 1 if place else 0,
        ) from None


def front_fault(text: Text, key: str, what: str) -> LessonError:
    """A fault in the front matter, at the line of this key; at the first where it is missing."""
    line = re.compile(rf"\s*{re.escape(key)}\s*=")
    return text.fault(what, next((k for k, it in enumerate(text.lines) if line.match(it)), 0))


def parse(content: str, file: str, course: Course) -> Lesson:
    """Read one lesson.

    Args:
        content: The whole text of the file.
        file: Its name, for the errors.
        course: The data sets, concepts and misconceptions that it may name.

    Raises:
        LessonError: At the first fault, with file:line and how to mend it.
    """
    text = Text.of(content, file)
    front, body = front_matter(text)
    concepts = tuple(front["concepts"].split())
    for concept in concepts:
        if concept not in course.concepts:
            raise front_fault(
                text, "concepts", f"the concept “{concept}” is unknown; add it to course.toml"
            )
    pages: list[Page] = []
    running: Lab | None = None
    for part in _pages(body):
        pages.append(_page(part, course, running))
        running = pages[-1].lab
    if not any(isinstance(block, Keep) for block in pages[-1].blocks):
        raise body.fault(
            f"the last page ends with the sentence to keep: {_KEEP} ...", len(body.lines) - 1
        )
    needs = tuple(front["needs"].split())
    lesson = Lesson(front["id"], front["title"], needs, concepts, tuple(pages))
    _require_own_ids(lesson, text)
    return lesson


def _require_own_ids(lesson: Lesson, text: Text) -> None:
    seen: set[str] = set()
    for asked in lesson.questions:
        if asked.id in seen:
            opening = re.compile(rf"{_FENCE}\s*question\s+{asked.id}\s*")
            line = max(k for k, content in enumerate(text.lines) if opening.fullmatch(content))
            raise text.fault(
                f"the question id “{asked.id}” is used twice; every question needs its own", line
            )
        seen.add(asked.id)


def _pages(body: Text) -> Iterator[Text]:
    """The parts between lines `---` that stand outside a fence."""
    start, inside = 0, False
    for offset, line in enumerate(body.lines):
        if line.startswith(_FENCE):
            inside = not inside
        if line.rstrip() == "---" and not inside:
            yield body.part(start, offset)
            start = offset + 1
    yield body.part(start)


def _page(text: Text, course: Course, running: Lab | None) -> Page:
    title_at = next((offset for offset, line in enumerate(text.lines) if line.strip()), None)
    if title_at is None or not re.match(r"# +\S", text.lines[title_at]):
        raise text.fault(
            "a page begins with its title: # ...", -1 if title_at is None else title_at
        )
    pieces = list(_pieces(text.part(title_at + 1)))
    labs = [piece for piece in pieces if piece.kind == "lab"]
    if len(labs) > 1:
        raise labs[1].text.fault("a page has one lab; begin another page for this one", -1)
    here = _lab(labs[0].text, course) if labs else running
    values = values_of(here)
    title = text.fill(text.lines[title_at][2:].strip(), values, title_at)
    return Page(title, tuple(_block(piece, course, values) for piece in pieces), here)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of prose or a block of a page, as it stands in the file."""

    kind: str
    argument: str
    """What stands behind the kind in the line that opens a block."""
    text: Text


def _pieces(text: Text) -> Iterator[_Piece]:
    """The stretches of prose and the blocks of a page, in order."""
    start, offset = 0, 0
    while offset < len(text.lines):
        line = text.lines[offset]
        if line.startswith(_FENCE):
            end = _closing(text, offset)
            kind, _, argument = line[len(_FENCE) :].strip().partition(" ")
            block = _Piece(kind, argument.strip(), text.part(offset + 1, end))
        elif line.startswith(_KEEP):
            end = offset
            while end + 1 < len(text.lines) and text.lines[end + 1].startswith(">"):
                end += 1
            block = _Piece("keep", "", text.part(offset, end + 1))
        elif line.lstrip().startswith(_FENCE):
            raise text.fault("a block begins at the start of its line; take the spaces out", offset)
        else:
            offset += 1
            continue
        yield from _prose(text.part(start, offset))
        yield block
        start = offset = end + 1
    yield from _prose(text.part(start))


def _prose(text: Text) -> Iterator[_Piece]:
    """A stretch of prose, unless it is empty."""
    if any(line.strip() for line in text.lines):
        yield _Piece("prose", "", text)


def _closing(text: Text, opening: int) -> int:
    for offset in range(opening + 1, len(text.lines)):
        line = text.lines[offset].rstrip()
        if line == _FENCE:
            return offset
        if line.startswith(_FENCE):
            break
    raise text.fault("this block is never closed; end it with a line of three backticks", opening)


def _block(piece: _Piece, course: Course, values: Values | None) -> Block:
    text = piece.text
    match piece.kind:
        case "prose":
            lines = (text.fill_prose(line, values, k) for k, line in enumerate(text.lines))
            return Prose("\n".join(lines).strip())
        case "keep":
            return _keep(text, values)
        case "question":
            return question(piece.argument, text, course)
        case "recall":
            return _recall(piece)
        case "derivation" | "worked" | "lab" if piece.argument:
            raise text.fault(f"behind {_FENCE}{piece.kind} nothing else stands in its line", -1)
        case "derivation" | "worked":
            return _derivation(text, values, live=piece.kind == "worked")
        case "lab":
            return _lab(text, course)
    raise text.fault(
        f"“{piece.kind}” is no block; known are derivation, worked, lab, question and recall", -1
    )


def _recall(piece: _Piece) -> Recall:
    if not piece.argument or any(line.strip() for line in piece.text.lines):
        raise piece.text.fault(
            f"a recall names a question and holds nothing: {_FENCE}recall some-id", -1
        )
    return Recall(piece.argument)


def _lines(text: Text, values: Values | None) -> list[str]:
    """The lines of a text, with their numbers put in."""
    return [text.fill(line, values, offset) for offset, line in enumerate(text.lines)]


def _keep(text: Text, values: Values | None) -> Keep:
    sentence = (
        " ".join(line.lstrip("> ") for line in _lines(text, values)).removeprefix(_KEEP[2:]).strip()
    )
    if not sentence:
        raise text.fault("the sentence to keep is empty; write it behind **Keep:**")
    return Keep(sentence)


def _derivation(text: Text, values: Values | None, *, live: bool) -> Derivation:
    lines: list[Line] = []
    for offset, raw in enumerate(text.lines):
        line = raw.strip()
        if not line:
            continue
        if live:
            text.fill(line, values, offset)
        if line.startswith("by:"):
            if not lines or lines[-1].rule:
                raise text.fault("by: names the rule of the one formula above it", offset)
            lines[-1] = Line(lines[-1].formula, line[3:].strip())
        else:
            lines.append(Line(line))
    if not lines:
        raise text.fault("an empty derivation; write a formula a line", -1)
    return Derivation(tuple(lines), live)


def _lab(text: Text, course: Course) -> Lab:
    settings, rest = Settings.read(text, LAB)
    stray = next((offset for offset, line in enumerate(rest.lines) if line.strip()), None)
    if stray is not None:
        raise rest.fault(
            "a lab holds only lines `name = value`, without an empty line between them", stray
        )
    lab = lab_from(settings, course)
    if lab is None:
        raise text.fault("a lab needs data = NAME", -1)
    return lab
