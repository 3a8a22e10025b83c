"""An earlier answer of the learner, shown again."""

from textual.content import Content

from tutor.record.store import Record
from tutor.ui.widgets.question_view import CONFIDENCE


def recalled(record: Record, question: str) -> Content:
    """What was answered first to a question, how sure, and when; or that it was not answered."""
    answer = next((answer for answer in record.answers if answer.question == question), None)
    if answer is None:
        return Content("You did not answer it then.")
    sure = f"{CONFIDENCE[answer.confidence - 1]}, " if answer.confidence else ""
    return Content.styled("Then you said  ", "bold $text-accent") + Content(
        f"{answer.given} ({sure}{answer.at[:10]})"
    )
