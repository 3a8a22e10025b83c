"""What is said and drawn of where a learner stands: ranges, the calendar, the figures."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from tests.ui.screens import NOON
from tutor.record.progress import FEWEST, Calibration, Known
from tutor.record.progress import Reading as Says
from tutor.ui.standing import (
    FIGURES,
    calendar_lines,
    calibration_lines,
    figures,
    fitting,
    known_words,
    plot,
)


@given(st.sampled_from((1, 2, 3)), st.integers(1, 10**6), st.integers(0, 10**6))
@example(1, 1000, 601)
@example(2, 1000, 599)
@example(2, 1000, 901)
@example(3, 1000, 899)
def test_the_mark_stands_in_the_range_exactly_when_the_confidence_fits(
    confidence: int, seen: int, right: int
) -> None:
    """Also where rounding would put it over an end."""
    one = Calibration(confidence, seen, min(right, seen))
    drawn = plot(one)
    least, most = (2 * end for end in fitting(confidence))
    at = drawn.index("●")
    assert len(drawn) == 21
    assert drawn.count("●") == 1
    if seen >= FEWEST:
        assert (least <= at <= most) == (one.reading is Says.FITS)
        assert (at < least) == (one.reading is Says.TOO_SURE)
    assert abs(at * seen - 20 * one.right) <= seen


def test_the_range_that_fits_is_drawn_where_it_is() -> None:
    """From its bracket to its bracket, with nothing between where there is no answer."""
    assert [plot(Calibration(confidence, 0, 0)) for confidence in (1, 2, 3)] == [
        "├───────────┤········",
        "············├─────┤··",
        "··················├─┤",
    ]
    assert plot(Calibration(3, 10, 10)) == "··················├─●"


def test_a_confidence_has_its_counts_and_a_word() -> None:
    """One for each reading, and one for none."""
    rows = list(
        calibration_lines((Calibration(1, 0, 0), Calibration(2, 9, 9), Calibration(3, 10, 8)))
    )[1:]
    assert [row.split("  ")[-1].strip() for row in rows] == [
        "no answers yet",
        "too few to say",
        "too sure",
    ]
    assert "8 of 10" in rows[2]


@given(st.dates(date(2000, 1, 3), date(2100, 1, 1)), st.integers(1, 12), st.data())
def test_the_calendar_has_every_day_in_its_row_and_column(
    day: date, weeks: int, data: st.DataObject
) -> None:
    """A Monday is in the first row; today's count is the one in brackets."""
    first = day - timedelta(days=day.weekday(), weeks=weeks - 1)
    length = (day - first).days + 1
    counts = data.draw(st.lists(st.integers(0, 999), min_size=length, max_size=length))
    days = {first + timedelta(days=place): count for place, count in enumerate(counts)}
    rows = list(calendar_lines(days, day))
    for one, count in days.items():
        week = (one - first).days // 7
        cell = rows[1 + one.weekday()].ljust(70)[4 + 5 * week : 9 + 5 * week]
        text = str(count or "·")
        assert cell.strip() == (f"[{text}]" if one == day else text)
    assert sum(row.count("[") for row in rows[1:8]) == 1
    assert max(map(len, rows)) <= 65


def test_the_calendar_names_months_where_they_begin() -> None:
    """Above the week that has their first day, be it a Sunday."""
    first, today = date(2026, 1, 12), date(2026, 3, 2)
    days = {first + timedelta(days=place): 0 for place in range((today - first).days + 1)}
    head = next(calendar_lines(days, today))
    named = {head[4 + 5 * week : 9 + 5 * week].strip(): week for week in range(8)}
    assert {name: week for name, week in named.items() if name} == {"Jan": 0, "Feb": 2, "Mar": 6}


def test_more_answers_than_fit_are_told_as_so_many() -> None:
    """Nothing is shifted by them."""
    today = date(2026, 3, 3)
    rows = list(calendar_lines({today - timedelta(days=1): 1000, today: 54_321}, today))
    assert rows[1:3] == ["Mon  1k+", "Tue [1k+]"]


def test_what_was_known_and_missed_is_not_called_known() -> None:
    """Nor is it so many of three days."""
    one = Known("tie", 5, 4, 0, 3, known=False, due=NOON)
    assert known_words(one) == "missed last"
    assert known_words(replace(one, known=True)) == "✓ known"
    assert known_words(replace(one, days=0)) == "0 of 3 days"


@given(st.integers(0, 999_999), st.integers(0, 4), st.booleans())
def test_the_figures_have_one_width(seen: int, days: int, known: bool) -> None:  # noqa: FBT001
    """So that columns stay columns."""
    for due in (None, NOON, NOON + timedelta(days=300)):
        assert len(figures(Known("tie", seen, seen, seen, days, known, due), NOON)) == FIGURES
