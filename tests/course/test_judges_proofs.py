"""The judges of learning rates and of proofs find what is wrong in a question."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest

from tests.course.judges import JUDGES
from tutor.course.generate import FAMILIES, variants
from tutor.course.lesson import Option, Question
from tutor.course.library import Library

NAMES = (
    "rate-may-change",
    "interval-rate-path",
    "step-may-change",
    "step-first-prediction",
    "order-unravel",
    "order-induction",
    "blank-unravel",
    "blank-drop-eta",
    "false-line-drop-eta",
    "false-line-induction",
)


@cache
def some(name: str) -> tuple[Question, ...]:
    """A few questions of a family."""
    (family,) = (family for family in FAMILIES if family.name == name)
    return tuple(islice(variants(family, 7, Library.open()), 12))


def faults(question: Question) -> list[str]:
    """What the question's judge finds."""
    return JUDGES[question.kind, question.concept](question)


def told(question: Question, change: Callable[[Option], Option]) -> Question:
    """The question with its options changed."""
    return replace(question, options=tuple(change(option) for option in question.options))


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_question_has_no_faults(name: str) -> None:
    """So what is found below is what was changed."""
    assert [fault for question in some(name) for fault in faults(question)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if "order" not in name])
def test_a_turned_key_is_found(name: str) -> None:
    """The right option is called wrong, and the first wrong one right."""
    for question in some(name):
        wrong = next(option for option in question.options if not option.right)

        def turn(option: Option, wrong: Option = wrong) -> Option:
            return replace(option, right=option is wrong)

        assert any("the key" in fault for fault in faults(told(question, turn)))


@pytest.mark.parametrize("name", [name for name in NAMES if "order" in name])
def test_a_need_too_many_or_too_few_is_found(name: str) -> None:
    """Orders that are proofs would be refused, or others accepted."""
    for question in some(name):
        at = next(n for n, needs in enumerate(question.after) if needs)
        fewer = (*question.after[:at], (), *question.after[at + 1 :])
        assert any("orders" in fault for fault in faults(replace(question, after=fewer)))


@pytest.mark.parametrize("name", NAMES)
def test_another_number_in_the_prompt_is_found(name: str) -> None:
    """The start, on which all explanations and the lab hang, is one longer in its first part."""
    for question in some(name):
        before, behind = question.prompt.split("w⁽⁰⁾ = (", 1)
        first, rest = behind.split(",", 1)
        other = replace(question, prompt=f"{before}w⁽⁰⁾ = ({first}7,{rest}")
        with pytest.raises(AssertionError):
            assert faults(other) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_number_in_an_explanation_or_a_hint_is_found(name: str) -> None:
    """Each 1 in them becomes a 4; where an explanation has no number it is in a hint or none."""
    found = 0
    for question in some(name):

        def spoil(option: Option) -> Option:
            return replace(option, explanation=option.explanation.replace("1", "4"))

        changed = told(question, spoil)
        if changed != question:
            found += bool(faults(changed))
            assert faults(changed) != []
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_sentence_is_found(name: str) -> None:
    """Nothing is said that nobody has read."""
    question = some(name)[0]

    def add(option: Option) -> Option:
        return replace(option, explanation=f"{option.explanation} It is Monday.")

    assert faults(told(question, add)) != []


def test_a_line_that_is_wrong_is_found_where_lines_are_ordered() -> None:
    """A class in it is turned."""
    question = some("order-unravel")[0]
    lines = tuple(
        replace(line, formula=line.formula.replace("Δw⁽¹⁾ = ", "Δw⁽¹⁾ = 3·"))
        for line in question.lines
    )
    assert (lines != question.lines) == any(
        "is not so" in fault for fault in faults(replace(question, lines=lines))
    )
