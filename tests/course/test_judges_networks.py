"""The judges of networks, machines and changed learners find what is wrong with a question."""

from dataclasses import replace
from itertools import islice

import pytest

from tests.course.judges import JUDGES
from tests.course.judges.network import UndecidedError, moved, read
from tutor.course.generate import FAMILIES, variants
from tutor.course.lesson import Question
from tutor.course.library import Library

LIBRARY = Library.open()

JUDGED = (
    "choice-hidden-alike",
    "choice-activation",
    "choice-which-argument",
    "choice-rounding",
    "choice-tie-rounding",
    "choice-power-of-two",
    "choice-library-rate",
    "choice-variants",
    "number-mistake-bound",
)


def first(name: str, count: int = 60) -> list[Question]:
    """The first questions of a family."""
    (family,) = (family for family in FAMILIES if family.name == name)
    return list(islice(variants(family, 11, LIBRARY), count))


def faults(question: Question) -> list[str]:
    """What its judge finds."""
    return JUDGES[question.kind, question.concept](question)


def turned(question: Question) -> Question:
    """A question whose key is the option after the right one."""
    keys = [option.right for option in question.options]
    pairs = zip(question.options, [keys[-1], *keys[:-1]], strict=True)
    return replace(question, options=tuple(replace(option, right=key) for option, key in pairs))


def said(question: Question, old: str, new: str) -> Question:
    """A question whose explanations say something else."""
    options = tuple(
        replace(option, explanation=option.explanation.replace(old, new))
        for option in question.options
    )
    assert options != question.options
    return replace(question, options=options)


@pytest.mark.parametrize("name", JUDGED)
def test_a_drawn_question_is_sound_and_no_longer_so_with_another_key(name: str) -> None:
    """The judge looks at the key, of every question."""
    for question in first(name):
        assert faults(question) == []
        assert faults(turned(question))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("choice-hidden-alike", "a₁ = a₂ = ", "a₁ = a₂ = 1"),
        ("choice-hidden-alike", "w₂·x = ", "w₂·x = 1"),
        ("choice-hidden-alike", "the signs are ", "the signs are 0, "),
        ("choice-activation", "it adds up to ", "it adds up to 7"),
        ("choice-activation", ").", "1)."),
        ("choice-activation", "have the slope ", "have the slope 3"),
        ("choice-which-argument", "both η times (", "both η times (1, "),
        ("choice-which-argument", "a₁ = a₂ = ", "a₁ = a₂ = 5"),
        ("choice-which-argument", "at step ", "at step 1"),
        ("choice-rounding", "/", "/3"),
        ("choice-tie-rounding", "float64 comes to ", "float64 comes to 1"),
        ("choice-tie-rounding", "whole number over ", "whole number over 1"),
        ("choice-power-of-two", " · ", " · 1"),
        ("choice-power-of-two", "part at step 15", "part at step 16"),
        ("choice-library-rate", " in B", "1 in B"),
        ("choice-library-rate", "times as large", "0 times as large"),
        ("choice-variants", " in A and ", "1 in A and "),
        ("choice-variants", "both +1", "both −1"),
        ("choice-variants", ") in A", "1) in A"),
        ("number-mistake-bound", "u·u = ", "u·u = 3"),
        ("number-mistake-bound", " epochs", " mistakes in 6 epochs"),
        ("number-mistake-bound", "as if it had length 1", "as if γ were 1"),
    ],
)
def test_a_number_that_is_not_so_is_found_in_an_explanation(name: str, old: str, new: str) -> None:
    """In every question of the family that says such a thing."""
    told = [q for q in first(name) if any(old in option.explanation for option in q.options)]
    assert told
    for question in told:
        assert faults(said(question, old, new))


@pytest.mark.parametrize("name", ["choice-which-argument", "number-mistake-bound"])
def test_a_lab_with_another_experiment_is_found(name: str) -> None:
    """Another rate, another start, another number of epochs where the prompt gives one."""
    asked = [question for question in first(name) if question.lab is not None]
    assert asked
    for question in asked:
        assert question.lab is not None
        a = question.lab.a
        for other in (
            replace(a, rate=a.rate * 7),
            replace(a, start=tuple(weight + 1 for weight in a.start)),
            replace(a, epochs=a.epochs + 90),
        ):
            assert faults(replace(question, lab=replace(question.lab, a=other)))


def test_what_neither_a_reason_nor_the_floats_decide_is_not_guessed() -> None:
    """No key may rest on a slope of which it is not known whether it is 0."""
    prompt = (
        "A network has h₁ = tanh(w₁·x), h₂ = tanh(w₂·x) and the output\n"
        "o = tanh(b + a₁ h₁ + a₂ h₂).\n"
        "It learns from all samples at once: Δw = −η ∂E/∂w, E = ½ Σ (o − y)²,\n"
        "with η = 0.1. Start (bias first in w₁ and w₂, its input 1) and samples:\n\n"
        "- w₁ = (0, 1, 0), w₂ = (0, 1, 0)\n- b = 0, a₁ = 0, a₂ = 0\n"
        "- x⁽¹⁾ = (1, 0), y⁽¹⁾ = +1\n- x⁽²⁾ = (1, 0), y⁽²⁾ = −1\n"
    )
    with pytest.raises(UndecidedError):
        moved(read(prompt))
