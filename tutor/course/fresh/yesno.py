"""Do A and B predict alike? Pairs are drawn until the engine finds one with the answer wanted."""

from collections.abc import Sequence

from tutor.course.fresh.family import LEVELS, Ask, Family, Make
from tutor.course.fresh.pairs import Form, Pair, draw_pair
from tutor.course.fresh.wording import explanation, hints, prompt_of
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.comparison import Scope

_PLAIN = (Form.RATE, Form.START)


def _make(*forms: Form, scopes: Sequence[Scope] = tuple(Scope)) -> Make:
    """How to draw a pair of one of these forms, compared in one of these scopes."""

    def make(family: Family, ask: Ask) -> Question | None:
        draw, differ = ask.draw, ask.answer == "Yes"
        # Of zero starts the answer is always No.
        open_forms = [form for form in forms if not (differ and form is Form.ZERO)]
        form = open_forms[ask.once // len(Scope) % len(open_forms)]
        scope = Scope.TRACE if ask.level == 1 else scopes[ask.once % len(scopes)]
        # A pair scaled alike can only be answered No.
        alike = not differ and draw.below(4) == 0
        pair = draw_pair(draw, form, ask.sets, scope, alike=alike)
        if len(pair.a.update_steps) < 2 or pair.differs(scope) != differ:
            return None
        if not _about(family.concept, pair) or pair.level != ask.level:
            return None
        return family.question(
            ask, prompt_of(pair, ask.library), _options(pair, differ=differ), hints(pair), pair.lab
        )

    return make


def _about(concept: str, pair: Pair) -> bool:
    """Whether a pair is about the concept: about the scopes only where the answer hangs on them."""
    if concept == "scopes":
        return len({pair.differs(scope) for scope in Scope}) > 1
    return concept != "may-change" or pair.differs(Scope.TRACE) == pair.differs(Scope.SAMPLES)


def _options(pair: Pair, *, differ: bool) -> list[Option]:
    misconception = _misconception(pair, differ=differ)
    return [
        Option(
            "Yes" if yes else "No",
            explanation(pair, misconception, yes=yes, differ=differ),
            yes == differ,
            None if yes == differ else misconception,
        )
        for yes in (True, False)
    ]


def _misconception(pair: Pair, *, differ: bool) -> str:
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
    return _DIFFERENT[pair.form]


_DIFFERENT = {
    Form.RATE: "never-matters",
    Form.START: "start-washes-out",
    Form.BOTH: "only-eta-counts",
    Form.ONE_ZERO: "only-zero-data",
    Form.HUGE: "huge-is-zero",
}
"""By form, what a No betrays where the predictions differ."""


def _family(concept: str, make: Make, levels: tuple[int, ...] = LEVELS) -> Family:
    return Family(f"yesno-{concept}", Kind.YESNO, concept, make, ("Yes", "No"), levels)


FAMILIES = (
    _family("may-change", _make(*_PLAIN, scopes=(Scope.TRACE, Scope.SAMPLES))),
    _family("scopes", _make(*_PLAIN)),
    _family("ratio", _make(Form.BOTH)),
    _family("scale", _make(Form.ZERO, Form.ONE_ZERO)),
    _family("bias-start", _make(Form.BIAS)),
    _family("limits", _make(Form.HUGE, scopes=(Scope.TRACE, Scope.SAMPLES)), levels=(1, 2)),
)
