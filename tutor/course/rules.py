"""What a lesson that can be read must keep besides: each rule looks at one and gives its faults.

They read the lesson twice: as values, and as the lines of its file, which say where a fault is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.course.faults import Fault, Place, place_of
from tutor.course.lesson import Kind, Lab, Lesson, Question, Want
from tutor.course.notation import has_twin
from tutor.course.recount import differ, first_difference, recount
from tutor.course.source import values_of
from tutor.course.typed import NEVER
from tutor.course.values import ValueNameError, Values, fill
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import field_text, parse_number

WIDTH = 76
"""Columns that a formula or a line of code has on a screen of 80."""

_SCOPES = {
    Scope.TRACE: re.compile(r"\btrace\b|\b(?:while|during|steps? of)\s+training\b"),
    Scope.SAMPLES: re.compile(
        r"\bfinal\s+weights\b[^.?]*\bsamples?\b|\bsamples?\b[^.?]*\bfinal\s+weights\b"
    ),
    Scope.PLANE: re.compile(r"\bplane\b|\bevery\s+input\b"),
}
_SAY = {
    Scope.TRACE: "in the trace (the predictions made while training)",
    Scope.SAMPLES: "on the samples (by the final weights)",
    Scope.PLANE: "on the whole plane (every input, by the final weights)",
}
_RESULT = re.compile(r"(?:=|\bis|\bare)\s*(?P<number>[+−-]?\d[\d./]*(?<![./]))(?!\s*[·*+−/(-])")
_LAST = re.compile(r"(?<![\w.⁽/])(?P<number>[+−-]?\d[\d./]*(?<![./]))\s*[.!]?\s*$")
_SHORTEST = 4
"""Letters of the shortest right option whose words a hint cannot hold by chance."""


@dataclass(frozen=True, slots=True)
class Source:
    """A lesson as it stands in its file."""

    file: Path
    lesson: Lesson
    places: tuple[Place, ...]

    def fault(self, line: int, code: str, what: str) -> Fault:
        """A fault in one of its lines."""
        return Fault(str(self.file), line, code, what)

    def lines_of(self, question: Question, start: str) -> list[Place]:
        """The lines of a question that begin with these characters."""
        return [
            place
            for place in self.places
            if (place.block, place.argument) == ("question", question.id)
            and place.text.strip().startswith(start)
        ]


def keys(source: Source) -> Iterator[Fault]:
    """Every engine key, found a second way; and no right number typed beside its experiment."""
    for question in source.lesson.questions:
        line = place_of(source.places, question.id)
        yield from (source.fault(line, "key", what) for what in wrong_key(question))
        if question.kind is Kind.NUMBER and question.lab is not None:
            for place in source.lines_of(question, "- [x]"):
                if "{" not in place.text:
                    yield source.fault(
                        place.number,
                        "key",
                        "the right number is typed by hand; write it in braces, "
                        "so that the engine computes it",
                    )


def wrong_key(question: Question) -> Iterator[str]:
    """What is wrong with a key that the engine holds, by a second count."""
    right = [option.text for option in question.options if option.right]
    lab, search = question.lab, question.search
    if question.kind in {Kind.YESNO, Kind.STEP} and (lab is None or lab.b is None):
        yield f"{question.id} compares no two experiments; set data, eta_b or w0_b, and scope"
        return
    if lab is None or lab.b is None or lab.scope is None:
        return
    expected = right
    if question.kind is Kind.YESNO:
        yes, no = (option.text for option in question.options)
        expected = [yes if differ(lab.a, lab.b, lab.scope) else no]
    elif question.kind is Kind.STEP:
        step = first_difference(recount(lab.a), recount(lab.b))
        expected = [NEVER if step is None else str(step)]
    elif question.kind is Kind.RATE and search is not None:
        # B is the example of a right answer.
        found = differ(lab.a, lab.b, search.scope) == (search.want is Want.DIFFER)
        expected = [field_text([lab.b.rate])] if found else []
    if right != expected:
        yield f"the key of {question.id} is not what a second count says; report this fault"


def explanations(source: Source) -> Iterator[Fault]:
    """Every option is explained, and a right one betrays no misconception."""
    for question in source.lesson.questions:
        line = place_of(source.places, question.id)
        for what in unexplained(question):
            yield source.fault(line, "explanation", what)
        for option in question.options:
            if option.right and option.misconception is not None:
                yield source.fault(
                    line,
                    "misconception",
                    f"the right option “{option.text}” betrays {option.misconception}; "
                    "take {m=...} away",
                )


def unexplained(question: Question) -> Iterator[str]:
    """The options of a question that have no explanation."""
    for option in question.options:
        if not option.explanation.strip():
            yield f"the option “{option.text}” has no explanation; add one below it with >"


def hints(source: Source) -> Iterator[Fault]:
    """Only the last hint may give the answer."""
    for question in source.lesson.questions:
        places = source.lines_of(question, "? ")
        for place, hint in zip(places, question.hints[:-1], strict=False):
            if _gives(hint, question):
                yield source.fault(
                    place.number,
                    "hint",
                    "this hint gives the answer early; ask for the step before it, "
                    "and leave the answer to the last hint",
                )


def _gives(hint: str, question: Question) -> bool:
    told = {_value(found["number"]) for it in (_RESULT, _LAST) for found in it.finditer(hint)}
    for option in question.options:
        if not option.right or question.kind is Kind.ORDER:
            continue
        value = _value(option.text)
        if value is not None:
            return value in told
        return len(option.text) >= _SHORTEST and _plain(option.text) in _plain(hint)
    return False


def _plain(text: str) -> str:
    """A text without what its look alone adds."""
    return " ".join(text.lower().replace("*", "").replace("`", "").split())


def _value(text: str) -> object:
    try:
        return parse_number(text)
    except TutorError:
        return None


def scopes(source: Source) -> Iterator[Fault]:
    """A prompt about what differs says which predictions it means."""
    for question in source.lesson.questions:
        for what in unsaid_scope(question):
            yield source.fault(place_of(source.places, question.id), "scope", what)


def unsaid_scope(question: Question) -> Iterator[str]:
    """Where a prompt asks what differs, and does not say in which scope."""
    scope = None if question.lab is None else question.lab.scope
    asked = question.kind in {Kind.YESNO, Kind.RATE}
    if asked and scope is not None and not _says(question.prompt, scope):
        yield f"the prompt does not say its scope, {scope}; write for instance “{_SAY[scope]}”"


def _says(prompt: str, scope: Scope) -> bool:
    return _SCOPES[scope].search(" ".join(prompt.lower().split())) is not None


def widths(source: Source) -> Iterator[Fault]:
    """A formula, a rule and a line of code fit the screen, with their numbers in."""
    for place in source.places:
        text = place.text.strip()
        if place.opens or place.block not in {"", "derivation", "worked"}:
            continue
        if not place.block:
            # Prose wraps; only what Markdown takes as code does not.
            text = place.text.rstrip() if place.text.startswith("    ") else ""
        elif place.block == "worked":
            text = _filled(text, values_of(lab_on(source, place)))
        over = columns(text) - WIDTH
        if over > 0:
            yield source.fault(
                place.number,
                "width",
                f"{over} columns wider than the {WIDTH} of the screen; break it in two",
            )


def lab_on(source: Source, place: Place) -> Lab | None:
    """The experiment behind the braces of a line: its question's, or else its page's."""
    if place.block == "question":
        return next(it.lab for it in source.lesson.questions if it.id == place.argument)
    return source.lesson.pages[place.page].lab


def _filled(text: str, values: Values | None) -> str:
    try:
        return fill(text, values)
    except ValueNameError:
        return text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
        if not unicodedata.combining(character)
    )


def twins(source: Source) -> Iterator[Fault]:
    """Every symbol can be written in ASCII where a terminal knows nothing else."""
    for place in source.places:
        formula = place.block in {"derivation", "worked"}
        strange = dict.fromkeys(it for it in place.text if not has_twin(it, formula=formula))
        if strange:
            yield source.fault(
                place.number,
                "ascii",
                f"{' '.join(strange)} has no ASCII twin; write it in words, "
                "or add it to TWINS in tutor/course/notation.py",
            )
