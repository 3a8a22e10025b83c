"""The picture of the data: what a learner can read from its text alone."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.plot.data import DataView, limits_for
from tutor.plot.picture import Axes, Picture, Role
from tutor.plot.ticks import ticks

FOUR = ((1.0, 1.0), (1.0, 3.0), (-1.0, 2.0), (-3.0, 1.0))
VIEW = DataView(FOUR, (-1, -1, 1, 1), ("x1", "x2"), (0.0, -2.0, 1.0), limits_for(FOUR))
MARKS = "+−±⊕⊖"

numbers = st.floats(allow_nan=False, allow_infinity=False)
coordinates = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
weights = st.tuples(numbers, numbers, numbers)
sizes = st.tuples(st.integers(0, 130), st.integers(0, 45))


@st.composite
def views(draw_: st.DrawFn) -> DataView:
    """Any samples, any weights, any current sample."""
    points = tuple(draw_(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12)))
    index = st.integers(0, len(points) - 1)
    labels = st.lists(st.sampled_from((-1, 1)), min_size=len(points), max_size=len(points))
    return DataView(
        points,
        tuple(draw_(labels)),
        draw_(st.tuples(st.text(max_size=30), st.text(max_size=30))),
        draw_(weights),
        limits_for(points),
        draw_(st.none() | weights),
        draw_(st.none() | index),
        draw_(st.frozensets(index)),
    )


def cells(picture: Picture) -> list[list[tuple[str, Role]]]:
    """The picture's cells; only for names of narrow characters."""
    return [[(char, role) for text, role in row for char in text] for row in picture.rows]


def roles(picture: Picture) -> set[Role]:
    """The roles that occur."""
    return {role for row in picture.rows for _, role in row}


@given(views(), sizes)
def test_every_row_has_exactly_the_width_asked_for(view: DataView, size: tuple[int, int]) -> None:
    """Whatever the weights, so that a row never pushes its neighbours about."""
    width, height = size
    picture = replace(view, names=("x1", "a longer title")).draw(width, height)
    assert [len(row) for row in cells(picture)] == [width] * height


@given(views(), sizes)
def test_no_title_can_break_the_picture(view: DataView, size: tuple[int, int]) -> None:
    """Titles come from a teacher's file: control characters and wide ones included."""
    picture = view.draw(*size)
    assert len(picture.rows) == size[1]
    assert picture.text.isprintable() or "\n" in picture.text


def test_a_wide_title_takes_two_cells_a_character() -> None:
    """A title of wide characters leaves the row at its width."""
    picture = replace(VIEW, names=("長さ", "x2")).draw(40, 12)
    assert len(picture.text.splitlines()[-1]) == 40 - 2
    assert picture.text.endswith("長さ")


@given(views(), sizes)
def test_every_sample_shows_as_a_mark(view: DataView, size: tuple[int, int]) -> None:
    """No line, dot or bracket ever hides a sample."""
    width, height = size
    grid = cells(replace(view, names=("x", "y")).draw(width, height))
    axes = Axes(view.limits, ("x", "y"), width, height)
    left, top, inside, tall = axes.canvas
    x_low, x_high, y_low, y_high = view.limits
    for x, y in view.points if width and height else ():
        column = int((x - x_low) / (x_high - x_low) * inside)
        row = tall - 1 - int((y - y_low) / (y_high - y_low) * tall)
        assert grid[top + row][left + column][0] in MARKS


@given(views(), st.tuples(st.integers(1, 130), st.integers(1, 45)))
def test_dots_are_where_the_prediction_is_plus_one(view: DataView, size: tuple[int, int]) -> None:
    """At each dotted cell's centre b + w·x is at least 0, but for what floats round away."""
    width, height = size
    view = replace(view, names=("x", "y"))
    left, top, inside, tall = Axes(view.limits, view.names, width, height).canvas
    x_low, x_high, y_low, y_high = view.limits
    b, w1, w2 = (w / (max(map(abs, view.weights)) or 1) for w in view.weights)
    for row, line in enumerate(cells(view.draw(width, height))[top : top + tall]):
        y = y_low + (y_high - y_low) * (tall - row - 0.5) / tall
        for column, (_, role) in enumerate(line[left:]):
            x = x_low + (x_high - x_low) * (column + 0.5) / inside
            if role is Role.SIDE:
                assert b + w1 * x + w2 * y >= -1e-9 * (abs(b) + abs(w1 * x) + abs(w2 * y))


@given(st.lists(st.tuples(coordinates, coordinates)))
def test_limits_leave_room_around_every_sample(points: list[tuple[float, float]]) -> None:
    """They are made from the data alone, so nothing a run changes can move them."""
    x_low, x_high, y_low, y_high = limits_for(points)
    assert x_low < x_high
    assert y_low < y_high
    assert all(x_low < x < x_high and y_low < y < y_high for x, y in points)


@given(weights, weights)
def test_axes_stand_still_whatever_the_weights(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    """Ticks, titles and axes are the same cells for every step of a run."""
    first, second = (cells(replace(VIEW, weights=w).draw(44, 14)) for w in (one, other))
    axes = [[cell if cell[1] is Role.AXIS else None for cell in row] for row in first]
    assert axes == [[cell if cell[1] is Role.AXIS else None for cell in row] for row in second]


@pytest.mark.parametrize("factor", [1e-320, 1e-200, 1e200, 1e307])
def test_the_scale_of_the_weights_never_shows(factor: float) -> None:
    """The lesson of the course, and no overflow at either end."""
    b, w1, w2 = VIEW.weights
    scaled = replace(VIEW, weights=(b * factor, w1 * factor, w2 * factor))
    assert scaled.draw(60, 20) == VIEW.draw(60, 20)


@pytest.mark.parametrize("odd", [math.inf, -math.inf, math.nan])
def test_weights_beyond_floats_still_give_a_picture(odd: float) -> None:
    """A ratio too large for a float reaches us as infinity; the samples are shown all the same."""
    for place in range(3):
        b, w1, w2 = (odd if at == place else 1.0 for at in range(3))
        picture = replace(VIEW, weights=(b, w1, w2)).draw(44, 14)
        assert picture.text.count("−") >= 2


def test_zero_weights_have_a_side_and_no_line() -> None:
    """φ(0) = +1, so the whole plane is dotted at the zero start."""
    picture = replace(VIEW, weights=(0.0, 0.0, 0.0)).draw(44, 14)
    assert Role.SIDE in roles(picture)
    assert Role.BOUNDARY not in roles(picture)
    assert Role.SIDE not in roles(replace(VIEW, weights=(-1.0, 0.0, 0.0)).draw(44, 14))


def test_a_boundary_outside_the_limits_is_not_drawn() -> None:
    """There is nothing to see of it but the side that everything is on."""
    assert Role.BOUNDARY not in roles(replace(VIEW, weights=(100.0, 1.0, 1.0)).draw(44, 14))


def test_coinciding_boundaries_are_a_line_with_beads() -> None:
    """The same boundary at another scale is visibly the same, and visibly two."""
    found = roles(replace(VIEW, weights_b=(0.0, -4.0, 2.0)).draw(44, 14))
    assert {Role.BOUNDARY, Role.BOUNDARY_B} <= found


def test_the_current_sample_is_in_brackets() -> None:
    """Readable on a plain screen."""
    assert "[+]" in replace(VIEW, current=2).draw(44, 14).text
    assert "[−]" in replace(VIEW, current=0).draw(44, 14).text


def test_brackets_give_way_to_neighbouring_samples() -> None:
    """Then a circled sign says the same within one cell."""
    points = ((0.0, 0.0), (0.5, 0.0), (9.0, 9.0))
    crowded = DataView(points, (1, 1, -1), ("x", "y"), (0.0, 1.0, 1.0), limits_for(points), None, 0)
    assert "⊕+" in crowded.draw(28, 8).text


def test_both_classes_in_one_cell_are_one_mark() -> None:
    """XOR-like data with a repeated point hides neither class."""
    points = ((0.0, 0.0), (0.0, 0.0))
    both = DataView(points, (1, -1), ("x", "y"), (0.0, 0.0, 0.0), limits_for(points))
    assert "±" in both.draw(28, 8).text


def test_a_missed_sample_keeps_its_sign() -> None:
    """Its role tells a screen; its sign on the other side's ground tells a plain one."""
    grid = cells(replace(VIEW, missed=frozenset({1})).draw(44, 14))
    assert [char for row in grid for char, role in row if role is Role.MISSED] == ["−"]


def test_changes_cover_every_cell_that_differs_and_few_others() -> None:
    """So a screen can send those cells alone."""
    old, new = VIEW.draw(60, 20), replace(VIEW, current=1).draw(60, 20)
    sent = {(row, c) for row, start, end in old.changes(new) for c in range(start, end)}
    before, after = cells(old), cells(new)
    differ = {(r, c) for r in range(20) for c in range(60) if before[r][c] != after[r][c]}
    assert differ <= sent
    assert len(sent) <= 3
    assert list(old.changes(old)) == []


def test_ticks_are_short_round_numbers() -> None:
    """A learner reads them at a glance."""
    assert [label for _, label in ticks(-3.4, 1.4, 5)] == ["−3", "−2", "−1", "0", "1"]
    assert [label for _, label in ticks(0.03, 0.27, 3)] == ["0.1", "0.2"]
    assert ticks(1e16, 1e16 + 2, 5) == []
