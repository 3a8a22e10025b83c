"""What came of a quiz: by concept, by how sure one was, and by misconception."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.library import Library
from tutor.record.progress import Do, Next, Summary, Tally


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
        # A teacher's own course need not name what the fresh questions are about.
        row = Score(tally, about(tally.concept, library))
        row.set_class(not place, "first")
        yield row
    surely_wrong = sum(tally.sure_and_wrong for tally in came.concepts)
    if surely_wrong:
        yield _part(f"Sure, but wrong: {surely_wrong}. These are the ones worth another look.")
    for misconception, count in came.misconceptions:
        known = library.misconceptions.get(misconception)
        if known is not None:
            times = f" ({count} times)" if count > 1 else ""
            name = Content.styled(f"{known['name']}{times}", "bold")
            yield _part(
                Content("\n").join([name, Content(f"{known['right']} {known['refutation']}")])
            )
    yield _part(Content.styled("Next  ", "bold $text-accent") + next_words(came.next, library))


def next_words(following: Next, library: Library) -> str:
    """The one thing to do next, with the key that does it from home."""
    concept = about(following.about or "", library)
    match following.do:
        case Do.SURE_AND_WRONG | Do.MISSED:
            return f"go once more over “{concept}”: r on home reviews it."
        case Do.REVIEW:
            return f"“{concept}” is due: r on home reviews it."
        case Do.LESSON:
            return f"read on: {library.entry(following.about or '').title}."
        case Do.NOTHING:
            return "all is read, and nothing is due."


def about(concept: str, library: Library) -> str:
    """What a concept is about, as far as the course says so."""
    return library.concepts.get(concept, concept)


def score(came: Summary | Tally) -> str:
    """How many were right, of how many."""
    return f"{came.right} of {came.seen}"


def _part(text: Content | str) -> Static:
    return Static(text, classes="part", markup=False)
