"""What the lab says below its pictures."""

from textual.content import Content

from tutor.course.proof import words
from tutor.perceptron.training import Trace
from tutor.ui.running import Running

_LAST_EPOCHS = 10
"""Of so many epochs the mistakes are shown."""


def lab_verdict(running: Running) -> Content:
    """Whether the predictions of A and B differ, and why; of A alone its mistakes so far."""
    if running.verdict is None:
        return Content(_mistakes(running.a, running.t))
    same = running.verdict.same
    sign = Content.styled("= ", "bold $success") if same else Content.styled("≠ ", "bold $warning")
    return sign + words(running.verdict, running.a.experiment)


def _mistakes(trace: Trace, t: int) -> str:
    """The mistakes of the last epochs that have ended."""
    ended = trace.mistakes[: t // len(trace.experiment.dataset)]
    if not ended:
        return "mistakes in each epoch   no epoch has ended yet"
    cut = "… " if len(ended) > _LAST_EPOCHS else ""
    return f"mistakes in each epoch   {cut}{' '.join(map(str, ended[-_LAST_EPOCHS:]))}"
