"""Endless yes/no questions from a seed, with the key from the engine: do A and B predict alike?

The answer is drawn first, in shuffled blocks with as many Yes as No; then experiments are drawn
until the engine finds one that has it. `pairs` draws the experiments, `wording` puts them in words.

The same seed gives the same questions everywhere: of `random` only seeding by text and `random()`
are used, the two parts that Python promises to keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.course.pairs import LEVELS, MOST_SAMPLES, Draw, Form, Pair, draw_pair
from tutor.course.wording import explanation, hints, prompt_of
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset

_BLOCK = 20
"""Questions in a row of which half are answered Yes."""
_TRIES = 200
"""Pairs drawn of one form before another form is tried."""
_ENOUGH = 100 * _TRIES
"""Pairs drawn before any answer is taken; after twice as many the search is given up."""

_SMALL_SETS = ("four", "and", "or", "xor")

_FORMS = (Form.RATE, Form.START, Form.BOTH, Form.BIAS)
"""Those that can be answered either way."""

_CONCEPTS = {
    Form.RATE: "may-change",
    Form.START: "may-change",
    Form.BOTH: "ratio",
    Form.ZERO: "scale",
    Form.ONE_ZERO: "scale",
    Form.BIAS: "bias-input",
}
CONCEPTS = (*dict.fromkeys(_CONCEPTS.values()), "scopes")
"""The concepts that there are questions for."""
_PLAIN = (Form.RATE, Form.START)
"""Those whose pairs are about the scopes where the scopes disagree."""


class GenerateError(TutorError):
    """Questions that cannot be made."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which pairs are asked about."""

    level: int | None
    concept: str | None

    @property
    def name(self) -> str:
        """Begins the ids of these questions."""
        level = f"level{self.level}" if self.level else None
        return "-".join(part for part in ("gen", self.concept, level) if part)

    def forms(self, *, differ: bool) -> tuple[Form, ...]:
        """The forms that may have this answer; each as often as it shall be drawn."""
        if self.concept is None:
            # Of zero starts the answer is always No, so they stand among twice as many others.
            return _FORMS if differ else (*_FORMS, *_FORMS, Form.ZERO)
        if self.concept == "scopes":
            return _PLAIN
        forms = (form for form, concept in _CONCEPTS.items() if concept == self.concept)
        return tuple(form for form in forms if not (differ and form is Form.ZERO))

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes that a question of this level may have."""
        return (Scope.TRACE,) if self.level == 1 else tuple(Scope)

    def fits(self, pair: Pair) -> bool:
        """Whether a pair is of the level and the concept."""
        if self.concept is not None and _concept(pair) != self.concept:
            return False
        return self.level is None or pair.level == self.level


def questions(
    seed: int, library: Library, level: int | None = None, concept: str | None = None
) -> Iterator[Question]:
    """Give yes/no questions without end, no two alike.

    Args:
        seed: The same one gives the same questions on every machine.
        library: The course whose small data sets, and whose misconceptions, the questions may use.
        level: How hard they are: 1, 2 or 3 as `Pair.level` defines it; None for all mixed.
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
    return _stream(seed, library, _Wanted(level, concept))


def _stream(seed: int, library: Library, wanted: _Wanted) -> Iterator[Question]:
    draw, seen = Draw(seed), set[str]()
    sets = [data for name in _SMALL_SETS if (data := _small_set(name, library)) is not None]
    index = 0
    while True:
        for differ in draw.shuffled([True, False] * (_BLOCK // 2)):
            pair, prompt = _search(draw, sets, library, seen, wanted, differ=differ)
            seen.add(prompt)
            yield _question(f"{wanted.name}-{seed}-{index}", pair, prompt, library)
            index += 1


def _small_set(name: str, library: Library) -> Dataset | None:
    try:
        data = library.dataset(name)
    except TutorError:
        return None
    return data if len(data) <= MOST_SAMPLES and len(data.features) == 2 else None


def _search(  # noqa: PLR0913 - what was asked before, and what is wanted now
    draw: Draw,
    sets: list[Dataset],
    library: Library,
    seen: set[str],
    wanted: _Wanted,
    *,
    differ: bool,
) -> tuple[Pair, str]:
    """Draw pairs until one has the answer that is wanted and was not asked before."""
    forms = wanted.forms(differ=differ)
    scope, form, alike = draw.one_of(wanted.scopes), Form.RATE, False
    for attempt in range(2 * _ENOUGH):
        if attempt % _TRIES == 0:
            form = draw.one_of(forms)
            # A pair scaled alike can only be answered No.
            alike = not differ and draw.below(4) == 0
        pair = draw_pair(draw, form, sets, scope, alike=alike)
        learns = len(pair.a.update_steps) > 1
        if learns and (pair.differs(scope) == differ or attempt > _ENOUGH) and wanted.fits(pair):
            prompt = prompt_of(pair, library)
            if prompt not in seen:
                return pair, prompt
    raise GenerateError("there are no more such questions; take another seed, concept or level")


def _concept(pair: Pair) -> str:
    """What a pair is about."""
    mixed = len({pair.differs(scope) for scope in Scope}) > 1
    return "scopes" if mixed and pair.form in _PLAIN else _CONCEPTS[pair.form]


def _question(identifier: str, pair: Pair, prompt: str, library: Library) -> Question:
    differ = pair.differs(pair.scope)
    misconception = _misconception(pair, differ=differ)
    known = misconception if misconception in library.misconceptions else None
    options = tuple(
        Option(
            "Yes" if yes else "No",
            explanation(pair, misconception, yes=yes, differ=differ),
            yes == differ,
            None if yes == differ else known,
        )
        for yes in (True, False)
    )
    return Question(identifier, Kind.YESNO, _concept(pair), prompt, options, hints(pair), pair.lab)


def _misconception(pair: Pair, *, differ: bool) -> str | None:
    """What the wrong answer betrays."""
    if not differ:
        return "bigger-step" if pair.form is Form.ZERO else "must-change"
    if pair.form is Form.BIAS:
        return "bias-is-not-a-weight"
    if pair.scope is Scope.PLANE and pair.both_right:
        return "converged-means-same"
    if pair.scope is Scope.TRACE and not pair.differs(Scope.PLANE):
        return "same-boundary-same-trace"
    if pair.scope is not Scope.TRACE and not pair.differs(Scope.TRACE):
        return "same-trace-same-boundary"
    return "never-matters" if pair.form is Form.RATE else None
