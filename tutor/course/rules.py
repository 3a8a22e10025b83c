"""What a lesson that can be read must keep besides: each rule looks at one and gives its faults.

They read the lesson twice: as values, and as the lines of its file, which say where a fault is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.course.faults import Fault, Place, place_of
from tutor.course.lesson import ANYTHING_ELSE, Kind, Lab, Lesson, Question
from tutor.course.second import key_holds, wrong_words
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import parse_number

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
_WITHOUT_BELIEFS = {Kind.FALSE_LINE, Kind.ORDER, Kind.INTERVAL}
"""Kinds whose options are lines of a proof, or the engine's."""


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
    """What is wrong with a key that the engine holds, or its words, by a second count."""
    lab = question.lab
    if question.kind in {Kind.YESNO, Kind.STEP} and (lab is None or lab.b is None):
        yield f"{question.id} compares no two experiments; set data, eta_b or w0_b, and scope"
        return
    if not key_holds(question):
        yield f"the key of {question.id} is not what a second count says; report this fault"
    for text in wrong_words(question):
        yield f"the explanation of “{text}” is not what a second count says; report this fault"


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


def misconceptions(source: Source) -> Iterator[Fault]:
    """Every wrong option that an author has written names the misconception that it betrays.

    Those that the engine writes have none, nor has `*`. In `false-line` the options are the lines
    of a proof, and a wrong one is a line that follows: who doubts it betrays no one belief.
    """
    for question in source.lesson.questions:
        if question.kind in _WITHOUT_BELIEFS:
            continue
        places = source.lines_of(question, "- [")
        behind = 1 if question.kind in {Kind.STEP, Kind.RATE} else 0
        first = len(question.options) - behind - len(places)
        for place, option in zip(places, question.options[first:], strict=False):
            if not (option.right or option.misconception or option.text == ANYTHING_ELSE):
                yield source.fault(
                    place.number,
                    "misconception",
                    "this wrong option names no misconception; write {m=id} behind it, with an id "
                    "of misconceptions.toml, or add one there with name, right and refutation",
                )


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
    scope = question.scope
    asked = question.kind in {Kind.YESNO, Kind.RATE, Kind.INTERVAL}
    if asked and scope is not None and not _says(question.prompt, scope):
        yield f"the prompt does not say its scope, {scope}; write for instance “{_SAY[scope]}”"


def _says(prompt: str, scope: Scope) -> bool:
    return _SCOPES[scope].search(" ".join(prompt.lower().split())) is not None


def lab_on(source: Source, place: Place) -> Lab | None:
    """The experiment behind the braces of a line: its question's, or else its page's."""
    if place.block == "question":
        return next(it.lab for it in source.lesson.questions if it.id == place.argument)
    return source.lesson.pages[place.page].lab
