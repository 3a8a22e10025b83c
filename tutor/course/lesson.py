"""A lesson as frozen values: pages of blocks.

Nothing here knows how it is drawn or where it came from.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment

ANYTHING_ELSE = "*"
"""The option that stands for every typed answer without an option of its own."""
BLANK_LINE = "…"
"""The formula of the line that is missing in a derivation."""


MOST_EPOCHS = 200
"""That the lab takes, so that a run on any shipped data follows a key at once."""


@dataclass(frozen=True, slots=True)
class Lab:
    """An experiment to run, or two to compare."""

    a: Experiment
    b: Experiment | None = None
    scope: Scope | None = None
    """Which predictions are compared; set where there is a B, and where an interval of learning
    rates with the same predictions is asked for."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of Markdown, its numbers those of the page's experiment as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One formula and the rule that allows it."""

    formula: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Formulas, shown a line at a time."""

    lines: tuple[Line, ...]
    live: bool = False
    """A `worked` block: numbers in braces follow the η and w⁽⁰⁾ that the learner sets."""


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    YESNO = "yesno"
    """Do the predictions of A and B differ in the scope? Yes means that they do; the engine holds
    the key."""
    NUMBER = "number"
    """An exact number or vector, typed; the options hold the values that have an explanation of
    their own."""
    STEP = "step"
    """The first step at which A and B predict differently, typed; the engine holds the key."""
    RATE = "rate"
    """A learning rate for B that changes the predictions, or does not, typed; the engine judges."""
    FALSE_LINE = "false-line"
    """The line of a wrong proof that does not follow."""
    BLANK = "blank"
    """The formula that is missing in a derivation."""
    ORDER = "order"
    """The lines of a proof, to be put in order; every order is right in which no line stands above
    one that it needs."""
    INTERVAL = "interval"
    """The interval of learning rates with the same predictions in which A's η lies; the engine
    writes the options and holds the key."""


class Want(StrEnum):
    """What a learning rate is to do to the predictions."""

    DIFFER = "differ"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for where a learning rate is asked for."""

    want: Want
    scope: Scope
    example: Fraction | None
    """A learning rate that does it; None where none does."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer and what is said to who gives it."""

    text: str
    explanation: str
    right: bool
    misconception: str | None = None
    """The id of the misconception that this answer betrays."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with an explanation for every answer. All texts are final: no braces left."""

    id: str
    kind: Kind
    concept: str
    prompt: str
    options: tuple[Option, ...]
    hints: tuple[str, ...] = ()
    lab: Lab | None = None
    """The experiment that `show me` opens."""
    predict: bool = False
    """A prediction, made before it is shown what happens."""
    lines: tuple[Line, ...] = ()
    """The proof of `false-line`, `blank` (one formula is `BLANK_LINE`) and `order`, as shown."""
    after: tuple[tuple[int, ...], ...] = ()
    """For each of the lines to put in order those that it needs above it, numbered from 1."""
    needs: tuple[str, ...] = ()
    """For each of the lines to put in order why it needs them."""
    search: Search | None = None
    """Set exactly where a learning rate is asked for."""

    @property
    def keyed(self) -> bool:
        """Whether a right answer is known; a teacher's own question has none."""
        return any(option.right for option in self.options)

    @property
    def scope(self) -> Scope | None:
        """Which predictions are asked about; None where it is not about predictions."""
        return self.search.scope if self.search else self.lab.scope if self.lab else None


@dataclass(frozen=True, slots=True)
class Recall:
    """What the learner answered to an earlier question, shown again."""

    question: str
    """The question's id."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The one sentence to keep from a lesson."""

    text: str


Block = Prose | Derivation | Lab | Question | Recall | Keep


@dataclass(frozen=True, slots=True)
class Page:
    """One idea. What stands after a question waits until the question is answered or skipped."""

    title: str
    blocks: tuple[Block, ...]
    lab: Lab | None
    """The running experiment: this page's own, or the last one before it in the lesson."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it is taught: at least one page."""

    id: str
    title: str
    needs: tuple[str, ...]
    """Ids of the lessons that come before it."""
    concepts: tuple[str, ...]
    """Ids of the concepts it teaches."""
    pages: tuple[Page, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its questions, in order."""
        return tuple(
            block for page in self.pages for block in page.blocks if isinstance(block, Question)
        )
