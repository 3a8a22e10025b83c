"""What came of a quiz: by concept, by how sure one was, and by misconception."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.library import Library

SURE = 3
"""The confidence of who is sure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    concept: str
    right: bool
    confidence: int
    misconception: str | None


class Score(Horizontal):
    """How many questions about one concept were right."""

    DEFAULT_CSS = """
    Score {
        height: auto;
        .score { width: 11; padding: 0 3 0 0; text-align: right; }
        .about { width: 1fr; height: auto; }
    }
    """

    def __init__(self, outcomes: Sequence[Outcome], about: str) -> None:
        super().__init__()
        self.outcomes = outcomes
        self.about = about

    def compose(self) -> ComposeResult:
        """The score, and what it is about."""
        yield Static(score(self.outcomes), classes="score", markup=False)
        yield Static(self.about, classes="about", markup=False)


def summary(outcomes: Sequence[Outcome], library: Library) -> Iterator[Widget]:
    """The parts of a summary, each of which is read as a whole."""
    yield _part(Content.styled(f"{score(outcomes)} right", "bold"))
    for place, concept in enumerate(dict.fromkeys(outcome.concept for outcome in outcomes)):
        mine = [outcome for outcome in outcomes if outcome.concept == concept]
        # A teacher's own course need not name what the fresh questions are about.
        row = Score(mine, library.concepts.get(concept, concept))
        row.set_class(not place, "first")
        yield row
    surely_wrong = sum(one.confidence == SURE and not one.right for one in outcomes)
    if surely_wrong:
        yield _part(f"Sure, but wrong: {surely_wrong}. These are the ones worth another look.")
    betrayed = Counter(one.misconception for one in outcomes if not one.right)
    for misconception, count in betrayed.most_common():
        known = library.misconceptions.get(misconception or "")
        if known is not None:
            times = f" ({count} times)" if count > 1 else ""
            name = Content.styled(f"{known['name']}{times}", "bold")
            yield _part(
                Content("\n").join([name, Content(f"{known['right']} {known['refutation']}")])
            )


def score(outcomes: Sequence[Outcome]) -> str:
    """How many were right, of how many."""
    return f"{sum(outcome.right for outcome in outcomes)} of {len(outcomes)}"


def _part(text: Content | str) -> Static:
    return Static(text, classes="part", markup=False)
