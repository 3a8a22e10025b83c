"""A network's way from step to step, and what is said and drawn of it."""

from fractions import Fraction
from itertools import pairwise

import pytest

from tutor.course.library import Library
from tutor.perceptron.network import (
    Activation,
    Network,
    NetworkError,
    flat,
)
from tutor.ui.descent import DATA, MOST_STEPS, Descent, Setting, Start
from tutor.ui.remark import WIDTH, number, remark
from tutor.ui.widgets.error_curve import bars
from tutor.ui.widgets.network_view import drawing, likeness

ONES = (1.0, 1.0, 1.0)


@pytest.mark.parametrize("start", Start)
@pytest.mark.parametrize("activation", Activation)
def test_the_first_rate_makes_the_error_fall_at_every_step(
    library: Library, activation: Activation, start: Start
) -> None:
    """So that no bounce of the curve draws the eye from the hidden units."""
    for name in DATA:
        descent = Descent(Setting(library.dataset(name), activation, start, Fraction(1, 10)))
        assert descent.reach(600) == 600
        errors = descent.errors(600)
        assert all(now <= before + 1e-9 for before, now in pairwise(errors)), name


def _descent(library: Library, rate: str, start: Start = Start.EQUAL) -> Descent:
    return Descent(Setting(library.dataset("and"), Activation.TANH, start, Fraction(rate)))


def test_a_network_that_has_stopped_is_said_to_have_stopped(library: Library) -> None:
    """A huge η drives every unit to its limit, where the slope is 0."""
    descent = _descent(library, "1e6")
    descent.reach(50)
    assert not any(flat(descent.slopes(50)))
    assert remark(descent, 50).startswith("Nothing moves any more: ∂E/∂w is 0 for all nine weights")


def test_steps_that_are_lost_in_rounding_are_said_to_be(library: Library) -> None:
    """The slopes are not 0, but no weight has moved."""
    descent = _descent(library, "1e-30")
    descent.reach(9)
    assert descent.network(9) == descent.network(0)
    assert any(flat(descent.slopes(9)))
    assert remark(descent, 9).startswith("Nothing has moved: the steps are too small")


def test_an_output_bias_that_moves_alone_in_rounding_is_not_put_down_to_zeros(
    library: Library,
) -> None:
    """Its step is the largest, so a tiny η loses the other eight only."""
    descent = _descent(library, "58e-17")
    descent.reach(1)
    moved = [a != b for a, b in zip(*(flat(descent.network(t)) for t in (0, 1)), strict=True)]
    assert moved == [False] * 6 + [True] + [False] * 2
    assert remark(descent, 1).startswith("Both hidden units have had the same gradient")


def test_a_descent_is_trained_no_further_than_somebody_looks(library: Library) -> None:
    """A key has the work of its own steps."""
    descent = _descent(library, "0.1")
    assert descent.reach(-3) == 0
    descent.reach(10)
    descent.reach(3)
    assert len(descent.errors(MOST_STEPS)) == 11


def test_a_setting_without_a_usable_rate_cannot_be_made(library: Library) -> None:
    """Whoever makes it."""
    with pytest.raises(NetworkError, match="above 0"):
        _descent(library, "0")


def test_the_likeness_is_told_from_every_bit() -> None:
    """A bit in a hidden unit, or in what weighs it, is enough."""
    equal = Network(Activation.TANH, (ONES, ONES), ONES)
    assert "to the last bit" in likeness(equal).plain
    off = 1.0 + 2**-52
    inside = Network(Activation.TANH, (ONES, (1.0, 1.0, off)), ONES)
    assert likeness(inside).plain == "hidden 1 ≠ hidden 2"
    outside = Network(Activation.TANH, (ONES, ONES), (1.0, 1.0, off))
    assert likeness(outside).plain == "hidden 1 = hidden 2, but the output's w₁ ≠ w₂"


def test_the_drawing_has_all_nine_weights_in_seven_rows_of_48() -> None:
    """Whatever their size."""
    hidden = (-1.5e300, 2.0, -3.25e-120), (0.0, 12345.6, -0.00001)
    rows = drawing(Network(Activation.TANH, hidden, (7.0, -8.0, 9.0))).plain.split("\n")
    assert len(rows) == 7
    assert max(map(len, rows)) == 48
    for value in (*hidden[0], *hidden[1], 7.0, -8.0, 9.0):
        assert f" {number(value)} " in "".join(rows)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.00004, "4.0e−5"),
        (-0.5, "−0.5000"),
        (-123.45678, "−123.457"),
        (-1234.5, "−1.2e3"),
        (-1.26e-300, "−1e−300"),
        (1.26e300, "1.3e300"),
    ],
)
def test_a_number_is_short_and_never_a_false_zero(value: float, text: str) -> None:
    """Only an exact 0 is written without a point or a power."""
    assert number(value) == text
    assert len(text) <= WIDTH


def test_bars_are_as_high_as_the_errors() -> None:
    """The largest fills the height; a bar is missing only where the error is 0."""
    assert bars([4.0, 2.0, 1.0, 0.001, 0.0], 9, 1) == ["█▄▂▁ "]
    assert bars([4.0, 3.0], 9, 2) == ["█▄", "██"]
    assert bars([0.0], 9, 2) == [" ", " "]
    assert bars([], 9, 2) == ["", ""]


def test_bars_of_many_steps_keep_the_first_and_the_last() -> None:
    """As many as there are columns."""
    errors = [8.0] + [4.0] * 998 + [1.0]
    assert bars(errors, 5, 1) == ["█▄▄▄▁"]
    assert bars(errors, 1, 1) == ["█"]
