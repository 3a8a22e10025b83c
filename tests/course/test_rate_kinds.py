"""Questions about learning rates: another one that does it, and the interval of one."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course.asked import (
    INTERVAL,
    NO_RATE,
    RATE,
    asked,
)
from tests.course.test_kinds import STARTS, first_difference
from tutor.course.question import grade, lab_of
from tutor.course.source import LessonError
from tutor.perceptron.exact import NumberError, parse_number


@pytest.mark.parametrize("want", ["differ", "same"])
@pytest.mark.parametrize("start", STARTS)
def test_any_learning_rate_that_does_it_is_right(start: str, want: str) -> None:
    """As plain fractions say; and `none` is right exactly where no learning rate does it."""
    text = RATE.replace("-2, 2", start).replace("= differ", f"= {want}").split("- [ ]")[0] + "```\n"
    question = asked(text)
    a = Fraction(1, 10)
    found = []
    for number in range(1, 400):
        rate = Fraction(number, 97)
        does = (first_difference(start, a, rate) is None) == (want == "same")
        assert grade(question, str(rate)).right == does
        found.append(does)
    assert grade(question, "none").right == (not any(found))
    assert question.options[0].right


def test_at_zero_start_there_is_none() -> None:
    """Whatever is typed, the certificate is told."""
    question = asked(NO_RATE)
    assert grade(question, "none").right
    graded = grade(question, "7")
    assert not graded.right
    assert "w_B = 70·w_A at every step" in graded.option.explanation
    assert "There is none: w⁽⁰⁾ = 0" in graded.option.explanation


def test_none_where_there_is_one_is_told_an_example_that_does_it() -> None:
    """The author's words first."""
    graded = grade(asked(RATE), "None")
    assert not graded.right
    assert graded.option.misconception == "bigger-step"
    found = re.search(r"There is such an η, for instance η = (\S+)\. ", graded.option.explanation)
    assert found is not None
    assert first_difference("-2, 2", Fraction(1, 10), parse_number(found[1])) is not None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("0", "must be above 0"), ("-1", "must be above 0"), ("1/10", "the η of A"), ("x", "not a n")],
)
def test_what_is_no_other_learning_rate_is_refused(typed: str, reason: str) -> None:
    """It is not graded as wrong."""
    with pytest.raises(NumberError, match=reason):
        grade(asked(RATE), typed)


def test_show_me_puts_the_learners_rate_beside_a() -> None:
    """For `none` an example; where there is none A alone."""
    question = asked(RATE)
    for typed, rate in (("7/3", Fraction(7, 3)), ("none", Fraction(1))):
        lab = lab_of(question, typed)
        assert lab is not None
        assert lab.b is not None
        assert (lab.a.rate, lab.b.rate, lab.scope) == (Fraction(1, 10), rate, "trace")
    alone = lab_of(asked(NO_RATE), "none")
    assert alone is not None
    assert alone.b is None


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(st.integers(-6, 6), st.integers(-6, 6)),
    st.fractions(min_value=Fraction(1, 20), max_value=9, max_denominator=20),
    st.sampled_from(["trace", "samples"]),
    st.sampled_from(["differ", "same"]),
)
def test_there_is_none_is_decided_over_every_learning_rate(
    start: tuple[int, int], rate: Fraction, scope: str, want: str
) -> None:
    """An example does it; where none is found, none of many learning rates does."""
    text = RATE.split("- [ ]")[0].replace("-2, 2", f"{start[0]}, {start[1]}") + "```\n"
    text = text.replace("eta = 0.1", f"eta = {rate}").replace("= differ", f"= {want}")
    question = asked(text.replace("scope = trace", f"scope = {scope}"))
    key = question.options[0].text
    assert grade(question, key).right
    if key == "none":
        for number in range(1, 60):
            if Fraction(number, 7) != rate:
                assert not grade(question, f"{number}/7").right


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(st.integers(-6, 6), st.integers(-6, 6)).filter(any),
    st.fractions(min_value=Fraction(1, 12), max_value=9, max_denominator=12),
)
def test_the_right_interval_holds_the_rate_and_all_rates_that_predict_alike(
    start: tuple[int, int], rate: Fraction
) -> None:
    """As plain fractions say at its ends, which are exact."""
    begun = f"{start[0]}, {start[1]}"
    text = INTERVAL.replace("-2, 2", begun).replace("eta = 0.3", f"eta = {rate}")
    try:
        question = asked(text)
    except LessonError as error:
        assert "all η are one interval here" in str(error)  # noqa: PT017
        return
    assert 2 <= len(question.options) <= 6
    (right,) = (option.text for option in question.options if option.right)
    left, low, high, close = re.fullmatch(r"([\[(])(\S+), (\S+)([\])])", right).groups()  # type: ignore[union-attr]
    same = [rate]
    if low != "0":
        (same if left == "[" else []).append(parse_number(low))
        assert first_difference(begun, rate, parse_number(low)) is None or left == "("
        assert first_difference(begun, rate, parse_number(low) - Fraction(1, 10**9)) is not None
    if high != "∞":
        (same if close == "]" else []).append(parse_number(high))
        assert first_difference(begun, rate, parse_number(high)) is None or close == ")"
        assert first_difference(begun, rate, parse_number(high) + Fraction(1, 10**9)) is not None
    assert all(first_difference(begun, rate, other) is None for other in same)


def test_an_end_point_belongs_to_one_interval_and_the_other_says_why() -> None:
    """There a net input is zero."""
    question = asked(INTERVAL.replace("eta = 0.3", "eta = 0.5"))
    assert grade(question, "(1/7, 0.5]").right
    graded = grade(question, "(0.5, 3]")
    assert not graded.right
    assert graded.option.explanation.startswith("η = 0.5 is its end, and the round bracket leaves")
    assert "below its lower end, 3" in grade(question, "(3, ∞)").option.explanation
    assert "above its upper end, 1/17" in grade(question, "(0, 1/17]").option.explanation


def test_of_many_intervals_six_are_offered_and_the_right_one_stands_anywhere() -> None:
    """By the question's id, so that it stays in its place."""
    places = set()
    text = INTERVAL.replace("-2, 2", "37, -61").replace("eta = 0.3", "eta = 3\nepochs = 9")
    for number in range(12):
        named = text.replace("question interval", f"question interval-{number}")
        question = asked(named)
        assert question == asked(named)
        assert len(question.options) == 6
        places.add([option.right for option in question.options].index(True))
    assert len(places) > 2
