"""A family of fresh questions: one kind, one concept, and how a variant is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tutor.course.fresh.draw import Draw
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.course.library import Library
from tutor.perceptron.dataset import Dataset

LEVELS = (1, 2, 3)
"""How hard a question may be: 1 takes one or two steps by hand, 3 is long, or near a critical
rate."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted of a family: one question."""

    id: str
    level: int
    answer: str | None
    """The right option's text, where the family deals its answers in turn; else None."""
    once: int
    """Below 60, the same for many tries: what is chosen by it comes up evenly, though variants of
    some choices are found less often."""
    draw: Draw
    library: Library
    sets: tuple[Dataset, ...]
    """The course's data sets of two features and at most five samples."""


@dataclass(frozen=True, slots=True)
class Family:
    """Questions of one kind about one concept."""

    name: str
    """Its own, of small letters and hyphens; stays as it is, for ids may name it."""
    kind: Kind
    concept: str
    make: "Make"
    """Draws one variant of the level and with the answer that are asked for; None where what was
    drawn has another, and another try may do."""
    answers: tuple[str, ...] = ()
    """Right answers that come up equally often; empty where they are numbers or the like."""
    levels: tuple[int, ...] = LEVELS

    def question(
        self,
        ask: Ask,
        prompt: str,
        options: Sequence[Option],
        hints: tuple[str, ...],
        lab: Lab | None = None,
    ) -> Question:
        """A question of this family."""
        return Question(ask.id, self.kind, self.concept, prompt, tuple(options), hints, lab)

    def draw(self, ask: Ask) -> Question | None:
        """Draw one variant; None where it is not as asked.

        A misconception that the course does not know is left out.
        """
        made = self.make(self, ask)
        if made is None:
            return None
        if ask.answer is not None and ask.answer != key(made).text:
            return None
        known = ask.library.misconceptions
        options = tuple(
            option if option.misconception in known else replace(option, misconception=None)
            for option in made.options
        )
        return replace(made, options=options)


Make = Callable[[Family, Ask], Question | None]


def key(question: Question) -> Option:
    """The right option."""
    return next(option for option in question.options if option.right)
