"""Endless questions from a seed, of every kind and concept, with the key from the engine.

The families in `fresh` draw the variants; here they are mixed. The same seed gives the same
questions everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.course.fresh import (
    arguments,
    bounds,
    claim,
    drop_blank,
    drop_eta,
    enter_eta,
    every_rate,
    first_moves,
    first_prediction,
    first_step,
    induction,
    induction_false,
    learners,
    library_rate,
    machines,
    net_input,
    networks,
    rescaled,
    safe_factors,
    scale,
    unravel,
    unravel_blank,
    updates,
    yesno,
)
from tutor.course.fresh.draw import MOST_SAMPLES, Deck, Draw
from tutor.course.fresh.family import LEVELS, Ask, Family
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset

FAMILIES: tuple[Family, ...] = (
    *yesno.FAMILIES,
    *net_input.FAMILIES,
    *updates.FAMILIES,
    *first_prediction.FAMILIES,
    *enter_eta.FAMILIES,
    *claim.FAMILIES,
    *scale.FAMILIES,
    *rescaled.FAMILIES,
    *networks.FAMILIES,
    *first_moves.FAMILIES,
    *arguments.FAMILIES,
    *machines.FAMILIES,
    *safe_factors.FAMILIES,
    *library_rate.FAMILIES,
    *learners.FAMILIES,
    *bounds.FAMILIES,
    *drop_blank.FAMILIES,
    *drop_eta.FAMILIES,
    *every_rate.FAMILIES,
    *first_step.FAMILIES,
    *induction.FAMILIES,
    *induction_false.FAMILIES,
    *unravel.FAMILIES,
    *unravel_blank.FAMILIES,
)
CONCEPTS = tuple(dict.fromkeys(family.concept for family in FAMILIES))
"""The concepts that there are questions for."""

_YES_NO = 8
_BLOCK = 20
"""Of so many questions in a row that many are yes/no questions, where the concepts are mixed."""
_TRIES = 20_000
"""Variants drawn of one family before it counts as used up."""
_AGAIN = 400
"""Variants drawn before another level or another thing that is chosen once is tried."""
_SMALL_SETS = ("four", "and", "or", "xor")


class GenerateError(TutorError):
    """Questions that cannot be made."""


def questions(
    seed: int, library: Library, level: int | None = None, concept: str | None = None
) -> Iterator[Question]:
    """Give questions without end, no two alike.

    Args:
        seed: The same one gives the same questions on every machine.
        library: The course whose small data sets, and whose misconceptions, the questions may use.
        level: How hard they are: 1, 2 or 3; None for all mixed.
        concept: One of `CONCEPTS`; None for all mixed.

    Raises:
        GenerateError: If there are no such questions.
    """
    if level is not None and level not in LEVELS:
        raise GenerateError(f"there is no level {level}; write 1, 2 or 3")
    if concept is not None and concept not in CONCEPTS:
        raise GenerateError(
            f"there are no fresh questions for “{concept}”; there are for {', '.join(CONCEPTS)}"
        )
    chosen = [family for family in FAMILIES if concept in {None, family.concept}]
    chosen = [family for family in chosen if level is None or level in family.levels]
    if not chosen:
        raise GenerateError(f"for “{concept}” there are no questions of level {level}")
    return _Stream(Draw(seed), library, _name(concept, level, seed), level).mix(chosen)


def variants(
    family: Family, seed: int, library: Library, level: int | None = None
) -> Iterator[Question]:
    """Give questions of one family without end, no two alike; arguments as in `questions`."""
    return _Stream(Draw(seed), library, f"gen-{family.name}-{seed}", level).mix([family])


def _name(concept: str | None, level: int | None, seed: int) -> str:
    """Begins the ids of these questions."""
    parts = ("gen", concept, f"level{level}" if level else None, str(seed))
    return "-".join(part for part in parts if part)


@dataclass
class _Stream:
    """What was drawn up to here."""

    draw: Draw
    library: Library
    name: str
    level: int | None
    seen: set[str] = field(default_factory=set)
    answers: dict[str, Deck[str]] = field(default_factory=dict)
    sets: tuple[Dataset, ...] = ()

    def __post_init__(self) -> None:
        found = (_small_set(name, self.library) for name in _SMALL_SETS)
        self.sets = tuple(data for data in found if data is not None)

    def mix(self, families: list[Family]) -> Iterator[Question]:
        """Deal the families in turn, the yes/no questions among all the others."""
        yes_no = [family for family in families if family.kind is Kind.YESNO]
        others = [family for family in families if family.kind is not Kind.YESNO]
        decks = {True: Deck(self.draw, yes_no or others), False: Deck(self.draw, others or yes_no)}
        turns = Deck(self.draw, [True] * _YES_NO + [False] * (_BLOCK - _YES_NO))
        while True:
            yield self._next_of(decks[turns.deal()].deal())

    def _next_of(self, family: Family) -> Question:
        """A question of a family that was not asked before."""
        if family.answers and family.name not in self.answers:
            self.answers[family.name] = Deck(self.draw, family.answers)
        answer = self.answers[family.name].deal() if family.answers else None
        identifier = f"{self.name}-{len(self.seen)}"
        once, level = 0, 0
        for attempt in range(_TRIES):
            if attempt % _AGAIN == 0:
                once, level = self.draw.below(60), self.level or self.draw.one_of(family.levels)
            ask = Ask(identifier, level, answer, once, self.draw, self.library, self.sets)
            question = family.draw(ask)
            if question is not None and _asked(question) not in self.seen:
                self.seen.add(_asked(question))
                return question
        raise GenerateError(
            f"there are no more questions of {family.name}; take another seed, concept or level"
        )


def _asked(question: Question) -> str:
    """All that a learner is asked, by which questions are told apart."""
    lines = sorted(line.formula for line in question.lines)
    return "\n".join((question.prompt, *lines))


def _small_set(name: str, library: Library) -> Dataset | None:
    try:
        data = library.dataset(name)
    except TutorError:
        return None
    return data if len(data) <= MOST_SAMPLES and len(data.features) == 2 else None
