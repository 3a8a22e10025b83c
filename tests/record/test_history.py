"""Days and clocks: no zone, no change of the clocks and no wrong clock loses an answer."""

from datetime import datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.answered import CONCEPTS, answered, answers, noon, on, planned
from tutor.record.history import History
from tutor.record.review import Urgency, plan
from tutor.record.state import Given


def test_a_sure_error_of_a_clock_some_hours_ahead_is_due_at_once() -> None:
    """It is dated tomorrow, and comes back in this sitting all the same."""
    assert planned([answered(day=1, right=False)]).due == ("scale",)


@pytest.mark.parametrize("zone", [-720, -300, 0, 330, 840])
def test_the_day_is_the_learners_wherever_they_are(zone: int) -> None:
    """An error of the late evening comes back from midnight on, by the clock on their wall."""
    wrong = [answered(hour=23.5, zone=zone, right=False, confidence=2)]
    history = History.of(wrong)
    assert plan(history, CONCEPTS, noon(0, 23.75, zone)).due == ()
    assert plan(history, CONCEPTS, noon(0, 23.75, zone)).next == noon(1, 0, zone)
    assert plan(history, CONCEPTS, noon(1, 0, zone)).due == ("scale",)


class _Summer(tzinfo):
    """A zone whose clocks go forward by an hour at two o'clock of day 27."""

    def utcoffset(self, moment: datetime | None, /) -> timedelta:
        changed = moment and moment.replace(tzinfo=None) >= datetime(2026, 3, 29, 2)  # noqa: DTZ001
        return timedelta(hours=2 if changed else 1)

    def dst(self, moment: datetime | None, /) -> timedelta:
        return self.utcoffset(moment) - timedelta(hours=1)

    def tzname(self, _moment: datetime | None, /) -> str:
        return "here"


def test_a_day_of_23_hours_is_a_day() -> None:
    """The clocks go forward between an answer and its review, which comes at midnight still."""
    late = answered(day=26, hour=23.9, zone=60, right=False, confidence=2)
    early = answered(day=28, hour=0.1, zone=120, right=False, confidence=2)
    now = datetime(2026, 3, 29, 12, tzinfo=_Summer())
    assert plan(History.of([late]), CONCEPTS, now).due == ("scale",)
    assert plan(History.of([late]), CONCEPTS, now - timedelta(days=1)).next == datetime(
        2026, 3, 29, tzinfo=_Summer()
    )
    history = History.of([late, early])
    assert [one.day for one in history.days] == [on(26).toordinal(), on(28).toordinal()]
    assert plan(history, CONCEPTS, now + timedelta(days=1)).at("scale") == datetime(
        2026, 3, 31, tzinfo=_Summer()
    )


def test_an_error_after_the_clock_was_set_back_is_not_made_good_by_what_came_before() -> None:
    """The order in which answers were kept tells which was last."""
    set_back = [answered(day=10), answered(day=2, right=False)]
    assert planned(set_back, 2).due == ("scale",)
    assert planned(set_back, 10).due == ("scale",)
    unsure = [answered(day=10), answered(day=2, right=False, confidence=1)]
    assert planned(unsure, 3).due == ("scale",)
    assert planned(unsure, 11).due == ("scale",)


def test_an_answer_of_a_clock_that_ran_ahead_hides_no_review() -> None:
    """It is dated 70 years ahead, and was given on the day of the answer before it."""
    right = [answered("tie", 0), answered("scale", 25_000)]
    found = planned(right, 1)
    assert found.reviews["scale"].last == on(0)
    assert found.reviews["scale"].day == found.reviews["tie"].day
    sure = planned([answered("tie", 0), answered("scale", 25_000, right=False)], 1)
    assert sure.due[0] == "scale"
    met = [answered("tie", 0), answered(day=25_000, right=False), answered(day=25_000, hour=13)]
    assert planned(met, 1).due[0] == "scale"
    assert planned([*met, answered("scale", 1)], 1).due == ()


def test_an_older_record_that_is_joined_later_counts_on_its_own_days() -> None:
    """A record carried over from another machine changes no plan by coming second."""
    old = [answered(day=day) for day in (0, 3, 20)]
    new = [answered(day=day) for day in (60, 61)]
    assert planned([*new, *old], 61) == planned([*old, *new], 61)


@given(answers(), st.integers(-20_000, 30_000), st.none() | st.integers(-10, 30))
def test_no_order_of_times_and_zones_is_too_odd(
    odd: list[Given], day: int, before_exam: int | None
) -> None:
    """Every concept that was answered has its day, and each is due or yet to come."""
    exam = None if before_exam is None else on(day + before_exam)
    found = planned(odd, day, exam=exam)
    counted = {one.concept for one in odd if not one.predicted}
    assert set(found.reviews) == counted & set(CONCEPTS)
    later = {one for one in found.reviews if found.reviews[one].day > on(day)}
    assert set(found.due) | later == set(found.reviews)
    assert (found.next is None) == (not later)
    for review in found.reviews.values():
        assert 0 <= review.recall <= 1
        assert review.day <= on(day + 1 + 365)


@given(answers(), st.integers(0, 25))
def test_answers_taken_one_by_one_are_the_same_history(odd: list[Given], cut: int) -> None:
    """A history that goes on is one that was built at once."""
    history = History.of(odd[:cut])
    for one in odd[cut:]:
        history.take([one])
    whole = History.of(odd)
    assert (history.calendar, history.confidence) == (whole.calendar, whole.confidence)
    assert plan(history, CONCEPTS, noon(0)) == plan(whole, CONCEPTS, noon(0))


@given(answers())
def test_the_last_sure_error_is_due_at_once(odd: list[Given]) -> None:
    """Whatever was answered before, and however it was dated."""
    found = planned([*odd, answered(right=False)])
    assert found.due[0] == "scale" or found.reviews[found.due[0]].urgency == Urgency.AT_ONCE
    assert found.reviews["scale"].urgency == Urgency.AT_ONCE


@given(answers(), st.integers(-12 * 60, 14 * 60), st.integers(0, 24 * 60 - 1))
def test_the_day_is_that_of_the_moment_in_its_zone(
    odd: list[Given], zone: int, minute: int
) -> None:
    """The quick way to tell the day finds what the calendar of the standard library finds."""
    odd = [*odd, answered(hour=minute / 60, zone=zone)]
    expected = [one.day.toordinal() for one in odd]
    assert sum(History.of(odd).calendar.values()) == len(odd)
    for one, day in zip(odd, expected, strict=True):
        assert History.of([one]).calendar == {day: 1}


def test_a_zone_that_no_clock_has_stops_nothing() -> None:
    """An imported record may say anything."""
    odd = [answered()._replace(zone=zone) for zone in (-100_000, 100_000)]
    assert planned(odd, 200).due == ("scale",)


def test_at_the_ends_of_the_calendar_there_are_days_too() -> None:
    """The first and the last date that there are."""
    first = answered()._replace(at="0001-01-01T00:00:00.000Z", zone=-60)
    last = answered()._replace(at="9999-12-31T23:59:59.999Z", zone=60)
    assert planned([first, last]).due == ("scale",)
