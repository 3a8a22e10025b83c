"""The picture of mistakes over η: what a learner can read from its text alone."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.plot.paths import path_of
from tutor.plot.curve import CurveView
from tutor.plot.picture import Picture, Role

NAMES = ("η", "mistakes")
STEP = path_of([Fraction(1)], [10, 0])
VIEW = CurveView(STEP, -2.0, 2.0, None, NAMES)

sizes = st.tuples(st.integers(0, 130), st.integers(0, 45))
rates = st.fractions(min_value=Fraction(1, 10**30), max_value=10**30)
edges = st.floats()


def cells(picture: Picture) -> list[list[tuple[str, Role]]]:
    """The picture's cells."""
    return [[(char, role) for text, role in row for char in text] for row in picture.rows]


@given(st.lists(rates, max_size=9), st.none() | rates, edges, edges, st.none() | edges, sizes)
def test_every_row_has_exactly_the_width_asked_for(  # noqa: PLR0917 - Hypothesis hands them over
    ends: list[Fraction],
    cut: Fraction | None,
    low: float,
    high: float,
    rate: float | None,
    size: tuple[int, int],
) -> None:
    """Whatever is shown of whatever path."""
    width, height = size
    path = path_of(sorted(ends), list(range(len(ends) + 1)), cut=cut)
    picture = CurveView(path, low, high, rate, NAMES).draw(width, height)
    assert [len(row) for row in cells(picture)] == [width] * height


def test_the_curve_steps_down_at_the_critical_rate() -> None:
    """Left of it at the top, right of it at the bottom, and a stroke between."""
    grid = cells(VIEW.draw(60, 16))
    drawn = [[c for c, (_, r) in enumerate(row) if r is Role.MISTAKES] for row in grid]
    rows = [columns for columns in drawn if columns]
    assert max(rows[0]) <= min(rows[-1])
    assert [len(columns) for columns in rows[1:-1]] == [1] * (len(rows) - 2)


def test_many_intervals_in_a_column_are_a_stroke() -> None:
    """From the fewest to the most mistakes among them."""
    ends = [1 + Fraction(k, 10**6) for k in range(9)]
    view = CurveView(path_of(ends, [5, 0, 10, 0, 10, 0, 10, 0, 10, 5]), -2.0, 2.0, None, NAMES)
    grid = cells(view.draw(60, 16))
    middle = [sum(r is Role.MISTAKES for _, r in column) for column in zip(*grid, strict=True)]
    assert max(middle) >= 12
    assert sum(tall > 1 for tall in middle) == 1


def test_the_pointer_stands_on_axis_and_curve() -> None:
    """In one column; at the closed end it is on the side that the end belongs to."""
    for rate, above in ((-1.0, True), (1.0, False), (0.0, False)):
        rows = CurveView(STEP, -2.0, 2.0, rate, NAMES).draw(60, 16).text.splitlines()
        at = next(i for i, row in enumerate(rows) if "●" in row)
        assert rows[-2].index("▲") == rows[at].index("●")
        assert (at < 8) is above


def test_the_pointer_at_an_open_end_is_on_the_left_of_it() -> None:
    """The end belongs to the interval of smaller rates there."""
    path = path_of([Fraction(1)], [10, 0], closed=False)
    rows = CurveView(path, -2.0, 2.0, 0.0, NAMES).draw(60, 16).text.splitlines()
    assert any("●" in row for row in rows[:4])


def test_a_pointer_beyond_the_edge_is_an_arrow_there() -> None:
    """On the axis alone."""
    for rate, sign in ((-3.0, "◀"), (3.0, "▶")):
        text = CurveView(STEP, -2.0, 2.0, rate, NAMES).draw(60, 16).text
        assert sign in text
        assert "●" not in text


def test_left_of_a_cut_there_are_only_question_marks() -> None:
    """A path that is not complete does not know."""
    cut = path_of([Fraction(10)], [10, 0], cut=Fraction(1))
    grid = cells(CurveView(cut, -2.0, 2.0, None, NAMES).draw(60, 16))
    known = [c for row in grid for c, (_, role) in enumerate(row) if role is Role.MISTAKES]
    asked = [c for row in grid for c, (char, _) in enumerate(row) if char == "?"]
    assert asked
    assert max(asked) < min(known)
    assert "?" not in VIEW.draw(60, 16).text


def test_the_axis_shows_powers_of_ten() -> None:
    """And more between them where there is room."""
    assert {"0.1", "1", "10"} <= set(VIEW.draw(60, 16).text.splitlines()[-1].split())
    near = (
        CurveView(STEP, -0.00002, 0.00002, None, NAMES).draw(60, 16).text.splitlines()[-1].split()
    )
    assert len(set(near)) == len(near) >= 3
