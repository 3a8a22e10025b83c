"""An earlier answer of the learner, shown again."""

from textual.content import Content

from tutor.record.store import Record
from tutor.ui import verdict
from tutor.ui.widgets.wording import marked


def recalled(record: Record, question: str) -> Content:
    """What was answered first to a question, how sure, and when; or that it was not answered."""
    said = verdict.recalled(record, question)
    return Content.styled(said.lead, "bold $text-accent") + marked(said.text)
