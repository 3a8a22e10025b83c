"""Fresh questions about proofs and about every learning rate: what they claim is so."""

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import islice

import pytest

from tutor.course import rules
from tutor.course.fresh import (
    drop_blank,
    drop_eta,
    every_rate,
    first_step,
    induction,
    induction_false,
    unravel,
    unravel_blank,
)
from tutor.course.fresh.family import Family, key
from tutor.course.generate import variants
from tutor.course.lesson import ANYTHING_ELSE, Question
from tutor.course.library import Library
from tutor.course.looks import columns
from tutor.course.question import grade
from tutor.course.typed import NEVER, NONE
from tutor.perceptron.training import Experiment

LIBRARY = Library.open()
FAMILIES = tuple(
    family
    for module in (
        drop_blank,
        drop_eta,
        every_rate,
        first_step,
        induction,
        induction_false,
        unravel,
        unravel_blank,
    )
    for family in module.FAMILIES
)
BY_NAME = {family.name: family for family in FAMILIES}
RATES = tuple(Fraction(n, d) for n, d in ((1, 1000), (1, 10), (1, 2), (1, 1), (3, 1), (1000, 1)))


class Vector:
    """A vector that multiplies as in a formula: with a number, or as an inner product."""

    def __init__(self, *values: Fraction) -> None:
        self.values = tuple(Fraction(value) for value in values)

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(*(a + b for a, b in zip(self.values, other.values, strict=True)))

    def __rmul__(self, factor: Fraction) -> "Vector":
        return Vector(*(factor * value for value in self.values))

    def __mul__(self, other: "Vector") -> Fraction:
        pairs = zip(self.values, other.values, strict=True)
        return sum((a * b for a, b in pairs), Fraction(0))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


def phi(z: Fraction) -> int:
    """The sign, with +1 at 0."""
    return 1 if z >= 0 else -1


def value(formula: str, eta: Fraction) -> object:
    """What a side of a formula with numbers comes to, for one η."""
    plain = formula.replace("−", "-").replace("φ(", "phi(")
    plain = re.sub(r"([\d)])η", r"\1·η", plain).replace("·", "*")
    plain = re.sub(r"(?<!phi)\((?=[^()]*,)", "V(", plain)
    plain = re.sub(r"(?<![\w.])\d+(?:\.\d+)?", r"F('\g<0>')", plain)
    names = {"V": Vector, "F": Fraction, "phi": phi, "η": eta}
    return eval(plain, {"__builtins__": {}}, names)  # noqa: S307 - our own formulas


@cache
def first(name: str, count: int = 60, seed: int = 5) -> tuple[Question, ...]:
    """The first variants of a family."""
    return tuple(islice(variants(BY_NAME[name], seed, LIBRARY), count))


def experiment(question: Question) -> Experiment:
    """The experiment A."""
    assert question.lab is not None
    return question.lab.a


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_question_keeps_the_form_of_its_kind(family: Family) -> None:
    """One key, three hints, an explanation each; it fits the screen and grades as it says."""
    for question in first(family.name):
        assert sum(option.right for option in question.options) == 1
        assert len({option.text for option in question.options}) == len(question.options)
        assert len(question.hints) == 3
        assert [*rules.wrong_key(question), *rules.unexplained(question)] == []
        assert list(rules.unsaid_scope(question)) == []
        prompt = question.prompt.split("\n")
        assert max(map(columns, prompt)) <= 74
        assert len(prompt) <= 14
        assert all(columns(line.formula) <= 66 for line in question.lines)
        for option in question.options:
            assert option.text == ANYTHING_ELSE or grade(question, option.text).option is option
            assert option.misconception is None or option.misconception in LIBRARY.misconceptions


def test_the_false_line_alone_does_not_follow_from_those_above_it() -> None:
    """Every line of the argument is worked out again from its text, for six learning rates."""
    for question in first("false-line-drop-eta", 200):
        wrong = [
            number for number in range(1, len(question.lines) + 1) if not holds(question, number)
        ]
        keys = [number for number, one in enumerate(question.options, 1) if one.right]
        assert wrong == keys, question.prompt


def holds(question: Question, number: int) -> bool:
    """Whether a line is what the samples, the start and the lines above it come to."""
    return all(holds_at(question, number, eta) for eta in RATES)


def holds_at(question: Question, number: int, eta: Fraction) -> bool:
    """The same for one learning rate."""
    a = experiment(question)
    constant = (Fraction(1),) if a.bias else ()
    x, other = (Vector(*constant, *a.dataset.sample(i)) for i in (0, 1))
    y, label = a.dataset.labels
    sides = [line.formula.split(", for")[0].split(" = ") for line in question.lines]
    claims = [value(parts[-1], eta) for parts in sides]
    expected: object
    match number:
        case 1:
            expected = phi(Vector(*a.start) * x)
        case 2:
            expected = eta * (y - claims[0]) * x  # type: ignore[operator]
        case 3:
            expected = (Vector(*a.start) + claims[1]) * other  # type: ignore[operator]
        case 4:
            if "η ≠ 0" in question.lines[3].formula:
                return value(sides[3][1], -eta) == claims[3]
            expected = phi(claims[2])  # type: ignore[arg-type]
        case 5:
            expected = claims[3]
        case _:
            expected = eta * (label - claims[4]) * other  # type: ignore[operator]
    return claims[number - 1] == expected


@pytest.mark.parametrize("name", ["blank-unravel", "blank-drop-eta"])
def test_the_missing_formula_is_the_only_one_that_comes_to_the_right_number(name: str) -> None:
    """What can be worked out without a name in it: no wrong option has the value of the key."""
    seen = 0
    for question in first(name, 150):
        eta = experiment(question).rate
        inner = [inside(option.text) for option in question.options]
        if any("ŷ⁽¹⁾" in it or "Δw⁽" in it for it in inner):
            continue
        values = [value(it, eta) for it in inner]
        right = next(i for i, option in enumerate(question.options) if option.right)
        assert values.count(values[right]) == 1, question.options[right].text
        seen += 1
    assert seen > 10


def inside(formula: str) -> str:
    """All of Δw⁽²⁾, or what stands inside the φ of ŷ⁽²⁾."""
    left, right = formula.split(" = ")[:2]
    return right if left == "Δw⁽²⁾" else right.removeprefix("φ(").removesuffix(")")


@pytest.mark.parametrize("name", ["false-line-drop-eta", "false-line-induction"])
def test_the_false_line_may_stand_anywhere(name: str) -> None:
    """No line is the false one in less than a twentieth, or in more than two fifths."""
    places = Counter(
        next(number for number, option in enumerate(question.options, 1) if option.right)
        for question in first(name, 200)
    )
    assert set(places) == set(range(1, 7))
    assert min(places.values()) > 10
    assert max(places.values()) < 80


@pytest.mark.parametrize(
    ("name", "answer"),
    [("rate-may-change", NONE), ("step-may-change", NEVER), ("step-first-prediction", NEVER)],
)
def test_the_answer_that_there_is_none_comes_up_and_is_not_a_safe_guess(
    name: str, answer: str
) -> None:
    """In a tenth to two fifths of the questions."""
    keys = [key(question).text for question in first(name, 200)]
    assert 20 <= keys.count(answer) <= 80


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_questions_do_not_run_out(family: Family) -> None:
    """A first few hundred, no two alike; and the same seed gives the same again."""
    asked = first(family.name, 300)
    assert len({(question.prompt, *question.lines) for question in asked}) == 300
    assert tuple(islice(variants(family, 5, LIBRARY), 20)) == asked[:20]
