"""What is said to an answer: the verdict, the explanation of this answer, the engine's proof."""

from collections.abc import Iterator

from textual.content import Content

from tutor.course.lesson import Kind, Question
from tutor.course.printed import key_of, label, why_right
from tutor.course.proof import words
from tutor.course.question import Graded
from tutor.ui.running import Running
from tutor.ui.widgets.wording import marked

CONFIDENCE = ("a guess", "fairly sure", "sure")
NO_KEY = "There is no answer to this question that counts as right: it is one to talk about."

_NAMED = {Kind.CHOICE, Kind.NUMBER, Kind.FALSE_LINE, Kind.BLANK, Kind.INTERVAL}
"""Kinds whose wrong options are explained without the right one."""


def said(given: str, confidence: int) -> str:
    """An answer with how sure its learner was."""
    return f"{given} ({CONFIDENCE[confidence - 1]})" if confidence else given


def awaiting(given: str, confidence: int, later: str) -> Content:
    """An answer whose verdict comes later, and what comes before it."""
    return marked(f"Your answer: {said(given, confidence)}") + f"\n{later}"


def feedback(question: Question, graded: Graded, confidence: int) -> Content:
    """The verdict in words, the explanation of this answer, and the engine's proof.

    Where no right answer is known, no answer is a wrong one.
    """
    lines = [marked(f"Your answer: {said(graded.given, confidence)}")]
    if not question.keyed:
        return Content("\n").join((*lines, Content(NO_KEY)))
    mark = (
        Content.styled("✓ Right. ", "bold $text-success")
        if graded.right
        else Content.styled("✗ Not so. ", "bold $text-error")
    )
    lines.append(mark + marked(graded.option.explanation))
    if not graded.right and question.kind in _NAMED:
        lines.append(_right(question))
    return Content("\n").join((*lines, *_proof(question)))


def solution(question: Question) -> Content:
    """The right answer, why it is, and the engine's proof, for who has given none."""
    if not question.keyed:
        return Content(NO_KEY)
    key = label(question, key_of(question))
    right = marked(f"Right is: {key}\n{why_right(question)}")
    return Content("\n").join((right, *_proof(question)))


def _right(question: Question) -> Content:
    """The right answer with its explanation."""
    right = key_of(question)
    if question.kind is Kind.NUMBER:
        return marked(f"Right is {right.text}. {right.explanation}")
    return marked(f"Right is: {right.text}\n{right.explanation}")


def _proof(question: Question) -> Iterator[Content]:
    """The engine's proof, where the question is whether two runs differ."""
    running = Running.of(question.lab) if question.kind is Kind.YESNO and question.lab else None
    if running is not None and running.verdict is not None:
        yield Content.styled("Proof: ", "bold") + words(running.verdict, running.a.experiment)
