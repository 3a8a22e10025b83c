"""What came of a quiz: by concept, by how sure one was, and by misconception."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.library import Library
from tutor.record.progress import Summary, Tally
from tutor.ui.came import about, betrayed, next_words, score, surely_wrong

AGAIN = "r on home reviews it"
"""How a concept is gone over once more."""


class Score(Horizontal):
    """How many questions about one concept were right."""

    DEFAULT_CSS = """
    Score {
        height: auto;
        .score { width: 11; padding: 0 3 0 0; text-align: right; }
        .about { width: 1fr; height: auto; }
    }
    """

    def __init__(self, tally: Tally, about: str) -> None:
        super().__init__()
        self.tally = tally
        self.about = about

    def compose(self) -> ComposeResult:
        """The score, and what it is about."""
        yield Static(score(self.tally), classes="score", markup=False)
        yield Static(self.about, classes="about", markup=False)


def summary_parts(came: Summary, library: Library) -> Iterator[Widget]:
    """The parts of a summary, each of which is read as a whole."""
    yield _part(Content.styled(f"{score(came)} right", "bold"))
    for place, tally in enumerate(came.concepts):
        row = Score(tally, about(tally.concept, library))
        row.set_class(not place, "first")
        yield row
    if wrong := surely_wrong(came):
        yield _part(wrong)
    for name, refutation in betrayed(came, library):
        yield _part(Content.styled(name, "bold") + f"\n{refutation}")
    yield _part(
        Content.styled("Next  ", "bold $text-accent") + next_words(came.next, library, AGAIN)
    )


def _part(text: Content | str) -> Static:
    return Static(text, classes="part", markup=False)
