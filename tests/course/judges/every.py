"""What must be so of every generated question, whatever its kind."""

from collections.abc import Iterator
from itertools import pairwise

from tests.course.asked import given_for
from tests.course.judges import JUDGES
from tutor.course.lesson import BLANK_LINE, Kind, Question
from tutor.course.library import Library
from tutor.course.question import grade
from tutor.errors import TutorError

COLUMNS, ROWS = 74, 14
"""What a prompt may take of a screen of 80 columns and 24 rows."""
LONGEST_FORMULA = 66
_TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}
_WITHOUT_BELIEFS = {Kind.FALSE_LINE, Kind.ORDER, Kind.INTERVAL}
"""Kinds whose wrong options need not betray a misconception."""


def faults(question: Question, library: Library) -> list[str]:
    """All that is wrong with a question: what every one must keep, then what its judge finds."""
    judge = JUDGES.get((question.kind, question.concept))
    if judge is None:
        return [f"{question.id}: nobody judges {question.kind} about {question.concept}"]
    found = [f"{question.id}: {what}" for what in _common(question, library)]
    return [*found, *judge(question)]


def _common(question: Question, library: Library) -> Iterator[str]:
    yield from _options(question, library)
    lines = question.prompt.split("\n")
    if max(map(len, lines)) > COLUMNS or len(lines) > ROWS:
        yield "the prompt does not fit"
    if any(len(line.formula) > LONGEST_FORMULA for line in question.lines):
        yield "a formula does not fit"
    if len(question.hints) != 3 or not all(question.hints):
        yield "there are not three hints"
    if question.concept not in library.concepts:
        yield f"{question.concept} is no concept"
    if question.kind is Kind.BLANK and [x.formula for x in question.lines].count(BLANK_LINE) != 1:
        yield "not one line is missing"
    said = "\n".join((question.prompt, *question.hints, *(o.explanation for o in question.options)))
    if any(bracket in said for bracket in "{}") or "-" in {
        one for one, other in pairwise(said) if other.isdigit()
    }:
        yield "braces are left, or a minus that is a hyphen"


def _options(question: Question, library: Library) -> Iterator[str]:
    texts = [option.text for option in question.options]
    if len(set(texts)) < len(texts) or len(texts) < 2:
        yield "two options are alike, or there is one only"
    if sum(option.right for option in question.options) != 1:
        yield "not exactly one option is right"
    for option in question.options:
        if not option.explanation.strip():
            yield f"“{option.text}” is not explained"
        if option.right and option.misconception is not None:
            yield f"“{option.text}” is right and betrays a misconception"
        if option.misconception not in {None, *library.misconceptions}:
            yield f"{option.misconception} is no misconception"
        wrong = not option.right and option.text not in {"*", "none", "never"}
        if wrong and option.misconception is None and question.kind not in _WITHOUT_BELIEFS:
            yield f"“{option.text}” betrays nothing"
        try:
            graded = grade(question, given_for(question, option))
        except (TutorError, AssertionError) as error:
            yield f"“{option.text}” cannot be answered: {error}"
            continue
        if graded.right != option.right:
            yield f"“{option.text}” is graded otherwise"
