"""Progress: exact counts, known on three days, and one thing to do next."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.answered import CONCEPTS, MONDAY, answered, answers, noon
from tutor.record.history import History
from tutor.record.progress import (
    Calibration,
    Do,
    Known,
    Next,
    Progress,
    Reading,
    Tally,
    progress,
    summary,
)
from tutor.record.review import plan
from tutor.record.state import Given


def progressed(given_so_far: list[Given], day: float = 0, weeks: int = 12) -> Progress:
    """The progress at noon of a day."""
    history = History.of(given_so_far)
    return progress(history, plan(history, CONCEPTS, noon(day)), CONCEPTS, weeks)


def scale(given_so_far: list[Given], day: float = 0) -> Known:
    """What is known of one concept."""
    return progressed(given_so_far, day).concepts[0]


def test_a_concept_is_counted_exactly() -> None:
    """Seen, right, sure and wrong, and when it is due."""
    mixed = [
        answered(),
        answered(hour=13, right=False),
        answered(hour=14, right=False, confidence=2),
        answered(day=1, all_hints=True),
        answered(day=1, right=False, predicted=True),
    ]
    assert scale(mixed, 1) == Known("scale", 4, 2, 1, 1, known=False, due=noon(0, 0))
    assert progressed(mixed, 1).concepts[1] == Known("ratio", 0, 0, 0, 0, known=False, due=None)


def test_known_needs_three_separate_days() -> None:
    """Not three answers, and not two days."""
    streak = [answered(hour=hour) for hour in range(8, 20)]
    assert not scale(streak).known
    assert not scale([*streak, answered(day=1)]).known
    found = scale([*streak, answered(day=1), answered(day=9)], 9)
    assert found.known
    assert found.days == 3


@pytest.mark.parametrize(
    "third",
    [
        answered(day=2, fresh=False),
        answered(day=2, all_hints=True),
        answered(day=2, right=False),
        answered(day=2, predicted=True),
    ],
)
def test_a_day_counts_only_by_a_fresh_variant_that_was_recalled(third: Given) -> None:
    """Neither a question of a lesson, nor one read off the last hint, nor a prediction."""
    found = scale([answered(), answered(day=1), third], 2)
    assert (found.days, found.known) == (2, False)


def test_what_is_missed_is_not_known_until_it_is_recalled() -> None:
    """The days stay; a fresh variant that is right makes it known again."""
    days = [answered(day=day) for day in range(3)]
    missed = [*days, answered(day=3, right=False)]
    assert (scale(missed, 3).days, scale(missed, 3).known) == (3, False)
    assert scale([*missed, answered(day=3, hour=13)], 3).known


def test_three_days_are_told_by_the_clock_on_the_wall() -> None:
    """Around one midnight in UTC there are two days in one place and one in another."""
    hours = (22, 23.5, 24.5)
    assert scale([answered(hour=hour) for hour in hours]).days == 2
    east = [answered(hour=hour + 2, zone=120) for hour in hours]
    assert scale(east, 1).days == 1


def test_a_clock_that_was_set_back_loses_no_day() -> None:
    """Three days are three days, in whatever order they come."""
    assert scale([answered(day=day) for day in (5, 3, 4)], 5).known
    assert scale([answered(day=day) for day in (5, -20_000, 20_000)], 5).known


def test_an_hour_that_comes_twice_is_one_day() -> None:
    """The clocks go back in the night; both answers were given at half past two."""
    twice = [answered(hour=2.5, zone=120), answered(hour=2.5, zone=60)]
    assert scale(twice).days == 1
    assert progressed(twice).calendar[MONDAY.date()] == 2


@pytest.mark.parametrize(
    ("confidence", "seen", "right", "reading"),
    [
        (3, 9, 0, Reading.TOO_FEW),
        (3, 10, 9, Reading.FITS),
        (3, 10, 8, Reading.TOO_SURE),
        (3, 30, 30, Reading.FITS),
        (2, 10, 5, Reading.TOO_SURE),
        (2, 10, 6, Reading.FITS),
        (2, 10, 9, Reading.FITS),
        (2, 10, 10, Reading.TOO_UNSURE),
        (1, 10, 0, Reading.FITS),
        (1, 10, 6, Reading.FITS),
        (1, 10, 7, Reading.TOO_UNSURE),
    ],
)
def test_a_confidence_is_held_against_what_was_right(
    confidence: int, seen: int, right: int, reading: Reading
) -> None:
    """From ten answers on, and by whole numbers."""
    given_so_far = [answered(right=place < right, confidence=confidence) for place in range(seen)]
    found = progressed(given_so_far).calibration[confidence - 1]
    assert found == Calibration(confidence, seen, right)
    assert found.reading == reading


def test_the_calendar_begins_on_a_monday_and_ends_today() -> None:
    """Days without an answer are in it, predictions too, and what is older is not."""
    given_so_far = [answered(day=-8), answered(day=-7), answered(day=2, predicted=True)]
    found = progressed([*given_so_far, answered("retired", 2)], 2, weeks=2).calendar
    assert list(found) == [MONDAY.date() + timedelta(days=day) for day in range(-7, 3)]
    assert {day: count for day, count in found.items() if count} == {
        MONDAY.date() - timedelta(days=7): 1,
        MONDAY.date() + timedelta(days=2): 2,
    }


def test_who_travels_west_keeps_the_day_that_is_yet_to_come() -> None:
    """It was Tuesday where the answer was given, and is Monday here."""
    tuesday = answered(day=1, hour=1, zone=840)
    assert progressed([tuesday]).calendar[MONDAY.date() + timedelta(days=1)] == 1


@given(answers(), st.integers(-20_000, 30_000))
def test_all_counts_add_up(odd: list[Given], day: int) -> None:
    """Whatever the times and zones: no answer is lost, and none counts twice."""
    found = progressed(odd, day)
    counted = [one for one in odd if not one.predicted and one.concept in CONCEPTS]
    assert sum(one.seen for one in found.concepts) == len(counted)
    assert sum(one.right for one in found.concepts) == sum(one.right for one in counted)
    surely = sum(one.sure_and_wrong for one in counted)
    assert sum(one.sure_and_wrong for one in found.concepts) == surely
    told = [one for one in odd if not one.predicted and one.confidence]
    assert sum(one.seen for one in found.calibration) == len(told)
    for one in found.concepts:
        assert not (one.known and one.days < 3)
        days = {
            it.day
            for it in counted
            if it.concept == one.concept and it.fresh and it.right and not it.all_hints
        }
        assert one.days == len(days)
        assert (one.due is None) == (not one.seen)


@given(answers(days=(0, 3)), st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_no_count(odd: list[Given], random: Random) -> None:
    """Only what comes back, and whether it is still known, depends on it."""
    other = random.sample(odd, len(odd))
    one, two = progressed(odd, 3), progressed(other, 3)
    assert one.calendar == two.calendar
    assert one.calibration == two.calibration
    assert [(it.seen, it.right, it.sure_and_wrong, it.days) for it in one.concepts] == [
        (it.seen, it.right, it.sure_and_wrong, it.days) for it in two.concepts
    ]


def summed_next(quiz: list[Given], lesson: str | None = "the-ratio") -> Next:
    """What to do after a quiz, beside a concept that has been due for long."""
    history = History.of([answered("tie", -300), *quiz])
    return summary(quiz, plan(history, CONCEPTS, noon(0)), lesson).next


def test_a_summary_counts_by_concept_and_by_misconception() -> None:
    """In the order of the questions; a right answer betrays nothing."""
    quiz = [
        answered("tie", misconception="overshoot"),
        answered("scale", right=False, misconception="bigger-step"),
        answered("scale", right=False, confidence=1, misconception="never-matters"),
        answered("tie", right=False, confidence=1, misconception="never-matters"),
        answered("tie", right=False, predicted=True, misconception="overshoot"),
    ]
    found = summary(quiz, plan(History.of(quiz), CONCEPTS, noon(0)))
    assert (found.seen, found.right) == (4, 1)
    assert found.concepts == (Tally("tie", 2, 1, 0), Tally("scale", 2, 0, 1))
    assert found.misconceptions == (("never-matters", 2), ("bigger-step", 1))


def test_what_one_was_wrongly_sure_of_comes_before_what_was_missed_most() -> None:
    """Confident errors first."""
    unsure = [answered("scale", right=False, confidence=1) for _ in range(3)]
    quiz = [*unsure, answered("ratio", right=False)]
    assert summed_next(quiz) == Next(Do.SURE_AND_WRONG, "ratio")
    often = [answered("ratio", right=bool(place), confidence=2) for place in range(6)]
    assert summed_next([*often, *unsure]) == Next(Do.MISSED, "scale")


def test_where_nothing_was_missed_what_is_due_comes_before_a_lesson() -> None:
    """Then the next lesson, and then nothing."""
    assert summed_next([answered()]) == Next(Do.REVIEW, "tie")
    assert summed_next([answered(), answered("tie")]) == Next(Do.LESSON, "the-ratio")
    assert summed_next([answered(), answered("tie")], None) == Next(Do.NOTHING)
    assert summary([], plan(History(), CONCEPTS, noon(0))).next == Next(Do.NOTHING)
