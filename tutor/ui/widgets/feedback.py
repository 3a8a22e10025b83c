"""What is said to an answer: the verdict, the explanation of this answer, the engine's proof."""

from textual.content import Content

from tutor.course.lesson import Kind, Question
from tutor.course.proof import words
from tutor.course.question import Graded
from tutor.ui.running import Running
from tutor.ui.widgets.wording import marked

CONFIDENCE = ("a guess", "fairly sure", "sure")

_NAMED = {Kind.CHOICE, Kind.NUMBER, Kind.FALSE_LINE, Kind.BLANK, Kind.INTERVAL}
"""Kinds whose wrong options are explained without the right one."""


def feedback(question: Question, graded: Graded, confidence: int) -> Content:
    """The verdict in words, the explanation of this answer, and the engine's proof."""
    mark = (
        Content.styled("✓ Right. ", "bold $text-success")
        if graded.right
        else Content.styled("✗ Not so. ", "bold $text-error")
    )
    lines = [
        marked(f"Your answer: {graded.given} ({CONFIDENCE[confidence - 1]})"),
        mark + marked(graded.option.explanation),
    ]
    if not graded.right and question.kind in _NAMED:
        lines.append(_right(question))
    running = Running.of(question.lab) if question.kind is Kind.YESNO and question.lab else None
    if running is not None and running.verdict is not None:
        lines.append(
            Content.styled("Proof: ", "bold") + words(running.verdict, running.a.experiment)
        )
    return Content("\n").join(lines)


def _right(question: Question) -> Content:
    """The right answer with its explanation."""
    right = next(option for option in question.options if option.right)
    if question.kind is Kind.NUMBER:
        return marked(f"Right is {right.text}. {right.explanation}")
    return marked(f"Right is: {right.text}\n{right.explanation}")
