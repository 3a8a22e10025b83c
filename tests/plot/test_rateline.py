"""The rate line: what a learner can read from its text alone."""

import math
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plot.paths import path_of
from tutor.plot.rateline import RateLineView, column_of, log_rates, spread

sizes = st.tuples(st.integers(0, 130), st.integers(0, 45))
rates = st.fractions(min_value=Fraction(1, 10**6), max_value=10**6)
paths = st.lists(rates, max_size=60).map(lambda ends: path_of(sorted(ends)))
places = st.floats()


def rows_of(view: RateLineView, width: int) -> tuple[str, str]:
    """The line and what stands under it."""
    line, under = view.draw(width, 2).text.split("\n")
    return line, under


@given(st.none() | paths, places, places, places, places, sizes)
def test_every_row_has_exactly_the_width_asked_for(  # noqa: PLR0917 - Hypothesis hands them over
    path: object, low: float, high: float, a: float, b: float, size: tuple[int, int]
) -> None:
    """Whatever is shown, edges that are no numbers included."""
    width, height = size
    view = RateLineView(path, low, high, (("A", a), ("B", b)))  # type: ignore[arg-type]
    picture = view.draw(width, height)
    assert [sum(len(text) for text, _ in row) for row in picture.rows] == [width] * height


@given(st.lists(rates, max_size=80), st.floats(-3, 0), st.floats(0.5, 3), st.integers(12, 130))
def test_marks_and_numbers_add_up_to_the_critical_rates_shown(
    ends: list[Fraction], low: float, high: float, width: int
) -> None:
    """None is hidden by a neighbour or an arrow, and arrows say that there are more."""
    path = path_of(sorted(ends))
    line, _ = rows_of(RateLineView(path, low, high, ()), width)
    found = log_rates(path)
    counted = line.count("┼") + sum(map(int, re.findall(r"┤(\d+)├", line)))
    assert counted == ((found >= low) & (found <= high)).sum()
    assert line.startswith("←") is bool((found < low).any())
    assert line.endswith("→") is bool((found > high).any())


def test_a_single_critical_rate_is_a_mark_above_its_pointer() -> None:
    """The triangle stands exactly under it."""
    path = path_of([Fraction(1, 10), Fraction(3, 10)])
    line, under = rows_of(RateLineView(path, -2, 1, (("A", -1.0), ("B", math.log10(0.3)))), 80)
    marks = [at for at, char in enumerate(line) if char == "┼"]
    assert [at for at, char in enumerate(under) if char == "▲"] == marks


@pytest.mark.parametrize(("count", "said"), [(9999, "┤9999├"), (10_000, "┤10k+├")])
def test_a_number_that_does_not_fit_is_rounded_down(count: int, said: str) -> None:
    """And says that it is."""
    path = path_of([1 + Fraction(k, 10**9) for k in range(count)])
    assert said in rows_of(RateLineView(path, -2, 2, ()), 80)[0]


@given(st.floats(-2, 2), st.floats(-2, 2), st.integers(8, 130))
def test_pointers_stand_in_their_columns_with_their_names(a: float, b: float, width: int) -> None:
    """However near to each other and to the edges."""
    _, under = rows_of(RateLineView(None, -2, 2, (("A", a), ("B", b))), width)
    columns = {column_of(place, -2, 2, width) for place in (a, b)}
    assert {at for at, char in enumerate(under) if char == "▲"} == columns
    assert under.count("A") == under.count("B") == 1


def test_neighbouring_pointers_do_not_overwrite_each_other() -> None:
    """The left one's name moves to its left; two in one column share a triangle."""
    assert "A▲▲B" in rows_of(RateLineView(None, -1, 1, (("A", -0.001), ("B", 0.001))), 80)[1]
    assert "B▲▲A" in rows_of(RateLineView(None, -1, 1, (("A", 0.001), ("B", -0.001))), 80)[1]
    assert "▲AB" in rows_of(RateLineView(None, -1, 1, (("A", 0.0), ("B", 0.0))), 80)[1]


@given(st.floats(-1, 1))
def test_a_pointer_beyond_the_edge_points_there(other: float) -> None:
    """With its name, wherever the other is."""
    left = rows_of(RateLineView(None, -1, 1, (("A", -5.0), ("B", other))), 80)[1]
    right = rows_of(RateLineView(None, -1, 1, (("A", 5.0), ("B", other))), 80)[1]
    assert left.startswith("◀A")
    assert right.endswith("A▶")
    assert left.count("B") == right.count("B") == 1


def test_labels_give_way_to_pointers() -> None:
    """A label is shown whole or not at all."""
    free = rows_of(RateLineView(None, -2, 2, ()), 80)[1]
    taken = rows_of(RateLineView(None, -2, 2, (("A", 0.01),)), 80)[1]
    assert {"╵0.01", "╵0.1", "╵1", "╵10"} <= set(free.split())
    assert set(taken.split()) - {"▲A"} == set(free.split()) - {"╵1"}


def test_a_path_that_is_not_there_has_no_marks() -> None:
    """Nor has one that is the same for every rate."""
    for path in (None, path_of([])):
        assert set(rows_of(RateLineView(path, -2, 2, ()), 80)[0]) == {"─"}


def test_the_place_where_a_path_was_cut_is_no_critical_rate() -> None:
    """Just its own end is."""
    path = path_of([Fraction(1)], cut=Fraction(1, 10))
    assert rows_of(RateLineView(path, -2, 2, ()), 80)[0].count("┼") == 1


@given(paths, st.lists(st.floats(-9, 9), max_size=3))
def test_the_spread_holds_all_rates_and_a_decade(path: object, more: list[float]) -> None:
    """With room on both sides."""
    low, high = spread(path, more)  # type: ignore[arg-type]
    held = [*log_rates(path).tolist(), *more]  # type: ignore[arg-type]
    assert high - low > 1 - 1e-9
    assert all(low < place < high for place in held)


def test_rates_beyond_floats_have_their_places() -> None:
    """Python's integers go on where float64 ends."""
    path = path_of([Fraction(1, 10**400), Fraction(10**400)])
    assert log_rates(path).tolist() == [-400.0, 400.0]
