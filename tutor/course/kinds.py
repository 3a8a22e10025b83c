"""The kinds of question: what each demands of its texts, and the options that it comes to."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tutor.course.computed import StepOption, first_step, step_options
from tutor.course.draft import Draft, Texts
from tutor.course.lesson import ANYTHING_ELSE, Kind, Lab, Option, Question
from tutor.course.proofs import blank, false_line, make_order
from tutor.course.rates import make_interval, make_rate
from tutor.course.typed import Answer, number_or_vector, size_of, step_number
from tutor.perceptron.comparison import Scope, compare
from tutor.perceptron.exact import NumberError


def _choice(texts: Texts, plain: Question) -> Question:
    """The author has marked the right option."""
    right = _marked(texts)
    _require_distinct(texts, [draft.text for draft in texts.drafts])
    return replace(plain, options=_options(texts, right))


def _options(texts: Texts, right: Sequence[bool]) -> tuple[Option, ...]:
    return tuple(
        Option(draft.text, draft.said, key, draft.misconception)
        for draft, key in zip(texts.drafts, right, strict=True)
    )


def _marked(texts: Texts) -> list[bool]:
    """The key that the author has marked."""
    right = [draft.marked for draft in texts.drafts]
    if len(right) < 2 or sum(right) != 1:
        raise texts.at_options(
            f"{len(right)} options, {sum(right)} of them right; "
            "at least two are needed and one right"
        )
    return right


def require_unmarked(texts: Texts) -> None:
    """Refuse a marked option where the engine holds the key.

    Raises:
        LessonError: At the option that is marked.
    """
    for draft in texts.drafts:
        if draft.marked:
            what = "a yes/no question" if texts.kind is Kind.YESNO else f"kind = {texts.kind}"
            raise texts.text.fault(f"the engine holds the key of {what}; write [ ]", draft.offset)


def _require_distinct(texts: Texts, answers: Sequence[object]) -> None:
    """An answer has to fall under one option only."""
    seen: set[object] = set()
    for draft, answer in zip(texts.drafts, answers, strict=True):
        if answer in seen:
            raise texts.text.fault(
                f"“{draft.text}” is an option already; every option needs an answer of its own",
                draft.offset,
            )
        seen.add(answer)


def _yes_no(texts: Texts, plain: Question) -> Question:
    """Yes means: in the scope, the predictions of A and B differ."""
    lab = plain.lab
    if lab is None or lab.b is None or lab.scope is None:
        raise texts.settings.text.fault(
            "a yes/no question compares two experiments; set data, eta_b or w0_b, and scope", -1
        )
    if [draft.text.split()[0].strip(",.") for draft in texts.drafts] != ["Yes", "No"]:
        raise texts.at_options(
            "the options of a yes/no question are Yes (the predictions differ), then No"
        )
    require_unmarked(texts)
    differ = not compare(lab.a, lab.b, lab.scope).same
    return replace(plain, options=_options(texts, [differ, not differ]))


def _number(texts: Texts, plain: Question) -> Question:
    """An exact number or vector; the last option stands for every other."""
    right = _marked(texts)
    *drafts, last = texts.drafts
    if last.text != ANYTHING_ELSE or last.marked:
        raise texts.text.fault(
            "the last option of a number question is `- [ ] *`, for any other number", last.offset
        )
    size = size_of(drafts[0].text)
    answers = [*(_answer(texts, draft, size) for draft in drafts), ANYTHING_ELSE]
    _require_distinct(texts, answers)
    return replace(plain, options=_options(texts, right))


def _answer(texts: Texts, draft: Draft, size: int) -> Answer:
    if size_of(draft.text) != size:
        raise texts.text.fault(
            "the options of a number question are all numbers, or vectors of one size",
            draft.offset,
        )
    try:
        return number_or_vector(draft.text, size)
    except NumberError as error:
        raise texts.text.fault(f"an option of a number question: {error}", draft.offset) from None


def _step(texts: Texts, plain: Question) -> Question:
    """The engine's key, the author's other steps, and the last option for every other step."""
    lab = plain.lab
    if lab is None or lab.b is None:
        raise texts.settings.text.fault(
            "kind = step compares two experiments; set data, eta_b or w0_b, and scope", -1
        )
    if lab.scope is not Scope.TRACE:
        raise texts.at_setting("scope", "kind = step is about training; write scope = trace")
    require_unmarked(texts)
    steps = [_written_step(texts, draft, lab) for draft in texts.drafts]
    _require_distinct(texts, steps)
    own = [
        StepOption(step, draft.said, draft.misconception)
        for draft, step in zip(texts.drafts, steps, strict=True)
    ]
    return replace(plain, options=step_options(lab, own))


def _written_step(texts: Texts, draft: Draft, lab: Lab) -> int | None:
    try:
        step = step_number(draft.text, lab.a.steps)
    except NumberError as error:
        raise texts.text.fault(str(error), draft.offset) from None
    if draft.misconception is not None and step == first_step(lab):
        raise texts.text.fault("this is the right step; take the misconception out", draft.offset)
    return step


MAKE: dict[Kind, Callable[[Texts, Question], Question]] = {
    Kind.CHOICE: _choice,
    Kind.YESNO: _yes_no,
    Kind.NUMBER: _number,
    Kind.STEP: _step,
    Kind.RATE: make_rate,
    Kind.FALSE_LINE: lambda texts, plain: false_line(texts, _choice(texts, plain)),
    Kind.BLANK: lambda texts, plain: blank(texts, _choice(texts, plain)),
    Kind.ORDER: make_order,
    Kind.INTERVAL: make_interval,
}
