"""An earlier answer of the learner, shown again."""

from textual.content import Content

from tutor.record.store import Record
from tutor.ui.widgets.question_view import CONFIDENCE
from tutor.ui.widgets.wording import marked


def recalled(record: Record, question: str) -> Content:
    """What was answered first to a question, how sure, and when; or that it was not answered."""
    answer = record.state.first(question)
    if answer is None:
        return Content("You did not answer it then.")
    sure = f"{CONFIDENCE[answer.confidence - 1]}, " if answer.confidence else ""
    return Content.styled("Then you said  ", "bold $text-accent") + marked(
        f"{answer.given} ({sure}{answer.day})"
    )
