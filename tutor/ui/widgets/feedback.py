"""What is said to an answer, as it stands on the screen."""

from collections.abc import Iterable

from textual.content import Content

from tutor.course.lesson import Question
from tutor.course.question import Graded
from tutor.ui import verdict
from tutor.ui.verdict import Said, Tone, answer_given
from tutor.ui.widgets.wording import marked

_STYLES = {Tone.PLAIN: "bold", Tone.RIGHT: "bold $text-success", Tone.WRONG: "bold $text-error"}


def awaiting(given: str, confidence: int, later: str) -> Content:
    """An answer whose verdict comes later, and what comes before it."""
    return marked(f"Your answer: {answer_given(given, confidence)}") + f"\n{later}"


def feedback(question: Question, graded: Graded, confidence: int) -> Content:
    """The verdict in words, the explanation of this answer, and the engine's proof."""
    return _shown(verdict.verdict(question, graded, confidence))


def solution(question: Question) -> Content:
    """The right answer, why it is, and the engine's proof, for who has given none."""
    return _shown(verdict.solution(question))


def _shown(parts: Iterable[Said]) -> Content:
    return Content("\n").join(
        Content.styled(part.lead, _STYLES[part.tone]) + marked(part.text) for part in parts
    )
