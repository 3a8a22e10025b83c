"""Endless yes/no questions from a seed, with the key from the engine: do A and B predict alike?

The answer is drawn first, in shuffled blocks with as many Yes as No; then experiments are drawn
until the engine finds one that has it. `pairs` draws the experiments, `wording` puts them in words.

The same seed gives the same questions everywhere: of `random` only seeding by text and `random()`
are used, the two parts that Python promises to keep.
"""

from collections.abc import Iterator
from itertools import count

from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.course.pairs import MOST_SAMPLES, Draw, Form, Pair, draw_pair
from tutor.course.wording import explanation, hints, prompt_of
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset

_BLOCK = 20
"""Questions in a row of which half are answered Yes."""
_TRIES = 200
"""Pairs drawn of one form before another form is tried."""
_ENOUGH = 20 * _TRIES
"""Pairs drawn before any answer is taken: the search ends, whatever the seed."""

_SMALL_SETS = ("four", "and", "or", "xor")

_FORMS = (Form.RATE, Form.START, Form.BOTH, Form.BIAS)
"""Those that can be answered either way."""

_CONCEPTS = {
    Form.RATE: "may-change",
    Form.START: "may-change",
    Form.BOTH: "ratio",
    Form.ZERO: "scale",
    Form.BIAS: "bias-input",
}


def questions(seed: int, library: Library) -> Iterator[Question]:
    """Give yes/no questions without end, no two alike.

    Args:
        seed: The same one gives the same questions on every machine.
        library: The course whose small data sets, and whose misconceptions, the questions may use.
    """
    draw, seen = Draw(seed), set[str]()
    sets = [data for name in _SMALL_SETS if (data := _small_set(name, library)) is not None]
    index = 0
    while True:
        for differ in draw.shuffled([True, False] * (_BLOCK // 2)):
            pair, prompt = _search(draw, sets, library, seen, differ=differ)
            seen.add(prompt)
            yield _question(f"gen-{seed}-{index}", pair, prompt, library)
            index += 1


def _small_set(name: str, library: Library) -> Dataset | None:
    try:
        data = library.dataset(name)
    except TutorError:
        return None
    return data if len(data) <= MOST_SAMPLES and len(data.features) == 2 else None


def _search(
    draw: Draw, sets: list[Dataset], library: Library, seen: set[str], *, differ: bool
) -> tuple[Pair, str]:
    """Draw pairs until one has the answer that is wanted and was not asked before."""
    scope, form, alike = draw.one_of(tuple(Scope)), Form.RATE, False
    for attempt in count():
        if attempt % _TRIES == 0:
            form = draw.one_of(_FORMS if differ else (*_FORMS, *_FORMS, Form.ZERO))
            # A pair scaled alike can only be answered No.
            alike = not differ and draw.below(4) == 0
        pair = draw_pair(draw, form, sets, scope, alike=alike)
        learns = len(pair.a.update_steps) > 1
        if learns and (pair.differs(scope) == differ or attempt > _ENOUGH):
            prompt = prompt_of(pair, library)
            if prompt not in seen:
                break
    return pair, prompt


def _question(identifier: str, pair: Pair, prompt: str, library: Library) -> Question:
    differ = pair.differs(pair.scope)
    mixed = len({pair.differs(scope) for scope in Scope}) > 1
    plain = pair.form in {Form.RATE, Form.START}
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
    concept = "scopes" if mixed and plain else _CONCEPTS[pair.form]
    return Question(identifier, Kind.YESNO, concept, prompt, options, hints(pair), pair.lab)


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
