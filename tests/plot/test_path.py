"""The picture of the weights' path: what a learner can read from its text alone."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tutor.plot.path import PathView, path_limits
from tutor.plot.picture import Picture, Role

POINTS = ((1.0, 1.0), (3.0, 2.0), (2.0, 4.0))
VIEW = PathView(POINTS, ("w1", "w2"), path_limits(POINTS))

numbers = st.floats()
points = st.lists(st.tuples(numbers, numbers), max_size=12).map(tuple)
sizes = st.tuples(st.integers(0, 130), st.integers(0, 45))


def cells(picture: Picture) -> list[list[tuple[str, Role]]]:
    """The picture's cells."""
    return [[(char, role) for text, role in row for char in text] for row in picture.rows]


@given(points, points, sizes)
def test_every_row_has_exactly_the_width_asked_for(
    shown: tuple[tuple[float, float], ...],
    whole: tuple[tuple[float, float], ...],
    size: tuple[int, int],
) -> None:
    """Whatever the weights, beyond the limits and beyond floats included."""
    width, height = size
    picture = PathView(shown, ("w1", "w2"), path_limits(whole)).draw(width, height)
    assert [len(row) for row in cells(picture)] == [width] * height


@given(points)
def test_limits_hold_the_origin_and_every_finite_point(
    shown: tuple[tuple[float, float], ...],
) -> None:
    """With a margin, and never of no extent."""
    x_low, x_high, y_low, y_high = path_limits(shown)
    assert x_low < 0 < x_high or any(x for x, _ in shown)
    assert x_low < x_high
    assert y_low < y_high
    assert x_low <= 0 <= x_high
    assert y_low <= 0 <= y_high
    assert all(x_low <= x <= x_high for x, y in shown if abs(x) <= 1e300 and not math.isnan(y))


def test_start_present_weights_and_origin_are_told_apart() -> None:
    """One mark each, readable on a plain screen."""
    text = VIEW.draw(40, 14).text
    assert [text.count(mark) for mark in "o●┼"] == [1, 1, 1]


def test_a_path_that_has_not_begun_shows_where_it_stands() -> None:
    """The present weights hide the start, which is the same place."""
    text = replace(VIEW, points=POINTS[:1]).draw(40, 14).text
    assert [text.count(mark) for mark in "o●┼"] == [0, 1, 1]


def test_at_zero_start_the_start_is_the_origin() -> None:
    """It is marked once."""
    zero = ((0.0, 0.0), *POINTS)
    text = PathView(zero, ("w1", "w2"), path_limits(zero)).draw(40, 14).text
    assert [text.count(mark) for mark in "o●┼"] == [1, 1, 0]


def test_consecutive_weights_are_joined() -> None:
    """By a line from one row to the next, without a gap."""
    grid = cells(PathView(((0.0, 0.0), (0.0, 9.0)), ("w1", "w2"), (-1, 1, -1, 10)).draw(40, 14))
    rows = [i for i, row in enumerate(grid) if any(r is Role.BOUNDARY for _, r in row)]
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(rows) >= 8


def test_the_line_reaches_from_mark_to_mark() -> None:
    """Through every column between them."""
    grid = cells(PathView(((0.0, 0.0), (9.0, 0.0)), ("w1", "w2"), (-1, 10, -1, 1)).draw(40, 14))
    row = next(row for row in grid if any(char == "●" for char, _ in row))
    start, end = ([char for char, _ in row].index(mark) for mark in "o●")
    assert all(role is Role.BOUNDARY for _, role in row[start + 1 : end])


def test_axes_stand_still_along_a_run() -> None:
    """The frame is the same for every step, so only the cells that differ are sent."""
    earlier = replace(VIEW, points=POINTS[:2])
    assert earlier.frame == VIEW.frame
    before, after = earlier.draw(40, 14), VIEW.draw(40, 14)
    assert before.rows[-1] == after.rows[-1]
    assert sum(end - start for _, start, end in before.changes(after)) < 60
