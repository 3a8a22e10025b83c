"""The judges of what is computed by hand, of several steps and of what η scales find faults."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest

from tests.course.judges import JUDGES, by_hand, factors, scaled, steps
from tutor.course.fresh.family import key
from tutor.course.generate import FAMILIES, variants
from tutor.course.lesson import ANYTHING_ELSE, Option, Question
from tutor.course.library import Library

LIBRARY = Library.open()
MINE = {**by_hand.JUDGES, **steps.JUDGES, **scaled.JUDGES, **factors.JUDGES}
JUDGED = [family for family in FAMILIES if (family.kind, family.concept) in MINE]
COUNT = 12


@cache
def asked(name: str) -> tuple[Question, ...]:
    """The first variants of a family."""
    (family,) = (family for family in JUDGED if family.name == name)
    return tuple(islice(variants(family, 7, LIBRARY), COUNT))


def turned_key(question: Question) -> Question:
    """Another option is keyed, the right one is not."""
    wrong = next(option for option in question.options if not option.right)
    flags = {id(key(question)): False, id(wrong): True}
    options = tuple(replace(o, right=flags.get(id(o), o.right)) for o in question.options)
    return replace(question, options=options)


def other_number(text: str) -> str:
    """A text whose last number is another."""
    last = list(re.finditer(r"\d[\d./]*(?<![.])", text))[-1]
    return f"{text[: last.start()]}9{text[last.start() :]}"


def wrong_number(question: Question) -> Question:
    """The last number of the right explanation is another, wherever that stands."""
    right = key(question).explanation
    tail = right[1:]

    def told(option: Option) -> Option:
        head = option.explanation.removesuffix(tail)
        return replace(option, explanation=head + other_number(tail))

    return replace(question, options=tuple(map(told, question.options)))


def wrong_hint(question: Question) -> Question:
    """The last number of the last hint is another."""
    return replace(question, hints=(*question.hints[:-1], other_number(question.hints[-1])))


def wrong_lead(question: Question) -> Question:
    """Of a wrong answer is said what is not so of it: what nobody knows, or what others did."""
    wrong = [o for o in question.options if not o.right and o.text != ANYTHING_ELSE]
    moved = {id(o): f"This is half right. {o.explanation}" for o in wrong}
    options = tuple(
        replace(o, explanation=moved.get(id(o), o.explanation)) for o in question.options
    )
    return replace(question, options=options)


def other_lab(question: Question) -> Question:
    """The lab shows samples and a start that the prompt does not have."""
    assert question.lab is not None
    start = tuple(part + 1 for part in question.lab.a.start)
    return replace(question, lab=replace(question.lab, a=replace(question.lab.a, start=start)))


@pytest.mark.parametrize("family", [family.name for family in JUDGED])
@pytest.mark.parametrize(
    "tamper",
    [turned_key, wrong_number, wrong_hint, wrong_lead, other_lab],
    ids=lambda f: f.__name__,
)
def test_a_judge_finds_what_was_tampered_with(
    family: str, tamper: Callable[[Question], Question]
) -> None:
    """In every variant, where it found nothing before."""
    for question in asked(family):
        judge = JUDGES[question.kind, question.concept]
        assert judge(question) == []
        assert judge(tamper(question)) != []


@pytest.mark.parametrize("family", [f.name for f in JUDGED if f.kind == "number"])
def test_a_judge_finds_a_sentence_that_is_true_of_another_answer_only(family: str) -> None:
    """Each wrong answer is given a value that no slip leads to."""
    for question in asked(family):
        judge = JUDGES[question.kind, question.concept]
        for option in question.options:
            if option.right or option.text == ANYTHING_ELSE:
                continue
            text = ", ".join(["1234.5"] * (option.text.count(",") + 1))
            options = tuple(
                replace(o, text=text if o is option else o.text) for o in question.options
            )
            faults = judge(replace(question, options=options))
            said = option.explanation.removesuffix(key(question).explanation).strip()
            assert any(said[:20] in fault for fault in faults), (option.text, said)
