"""The plain loop of the linter and the engine: two programs, one answer."""

from fractions import Fraction

import pytest
from hypothesis import given

from tests.course.lessons import FOUR
from tests.perceptron.problems import pairs
from tutor.course.recount import differ, factor, first_difference, number, recount
from tutor.course.values import Values
from tutor.perceptron.comparison import Scope, compare
from tutor.perceptron.training import Experiment, train


@given(pairs())
def test_the_plain_loop_and_the_engine_agree(pair: tuple[Experiment, Experiment]) -> None:
    """In every verdict and every number that braces can hold."""
    a, b = pair
    for scope in Scope:
        assert differ(a, b, scope) != compare(a, b, scope).same
    values, one, other = Values(train(a), train(b)), recount(a), recount(b)
    assert values.value("first") == first_difference(one, other)
    w_a, w_b = [a.start, *(count.w for count in one)], [b.start, *(count.w for count in other)]
    assert values.value("c") == factor(w_a, w_b, b.rate / a.rate)
    last = len(one)
    names = ["eta", "n", "epochs", "wend", "converged", "w0", "v0", "m1", f"m{a.epochs}"]
    for name in [*names, *(f"{kind}{t}" for kind in "wvxyzpegd" for t in (1, last))]:
        assert values.value(name) == number(a, one, name)
        assert values.value(f"B.{name}") == number(b, other, name)


def test_the_plain_loop_is_right_by_hand() -> None:
    """The four samples from zero with η = 1/2: z is 0, −4, −1; mistakes at steps 1 and 3."""
    experiment = Experiment(FOUR, (Fraction(0),) * 2, Fraction(1, 2), 4, bias=False)
    counts = recount(experiment)
    assert [count.z for count in counts[:3]] == [0, -4, -1]
    assert [tuple(map(int, count.w)) for count in counts[:3]] == [(-1, -1), (-1, -1), (-2, 1)]
    assert number(experiment, counts, "converged") == 3
    assert number(experiment, counts, "m2") == 2
    assert number(experiment, counts, "c") is None


@pytest.mark.parametrize(
    ("start", "other", "differs"),
    [("0 0", "1 0", True), ("1 1", "3 3", False), ("1 1", "-1 -1", True), ("1 2", "2 1", True)],
)
def test_two_half_planes_are_one_where_a_positive_factor_lies_between(
    start: str, other: str, *, differs: bool
) -> None:
    """Without a step that changes them: the labels are as the starts predict them."""
    data = FOUR.of("one", [(0, 0)], [1])
    a, b = (
        Experiment(data, tuple(map(Fraction, text.split())), Fraction(1), 1, bias=False)
        for text in (start, other)
    )
    assert differ(a, b, Scope.PLANE) == differs
