"""Reviews: what comes back when, and what comes first."""

import pytest

from tests.record.answered import CONCEPTS, answered, fact, noon, on, planned
from tutor.record.facts import Undo
from tutor.record.review import Grade, Urgency, grade
from tutor.record.state import Given, State


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (answered(), Grade.GOOD),
        (answered(confidence=2), Grade.GOOD),
        (answered(confidence=0), Grade.GOOD),
        (answered(confidence=1), Grade.HARD),
        (answered(hints=1), Grade.HARD),
        (answered(hints=3, all_hints=True), Grade.AGAIN),
        (answered(right=False), Grade.AGAIN),
        (answered(right=False, confidence=1), Grade.AGAIN),
    ],
)
def test_an_answer_is_graded_by_correctness_confidence_and_hints(
    answer: Given, expected: Grade
) -> None:
    """Nobody is asked how hard it was."""
    assert grade(answer) == expected


def test_the_grades_have_the_numbers_of_fsrs() -> None:
    """A grade is handed on by its number."""
    from fsrs import Rating

    assert [Rating(one).name.upper() for one in Grade] == [one.name for one in Grade]


def test_the_better_it_was_recalled_the_later_it_comes_back() -> None:
    """A guess comes back sooner than what one was sure of, and a wrong answer sooner still."""
    first = [answered("scale", 0), answered("ratio", 0), answered("tie", 0)]
    second = [
        answered("scale", 3),
        answered("ratio", 3, confidence=1),
        answered("tie", 3, right=False, confidence=2),
    ]
    days = [planned([*first, *second], 3).reviews[one].day for one in CONCEPTS]
    assert on(3) < days[2] < days[1] < days[0]


def test_each_time_recalled_the_pause_grows() -> None:
    """Answered on the day when it comes due, it comes due later and later; a year is the most."""
    given_so_far, day, pauses = [answered()], 0, []
    for _ in range(8):
        due = (planned(given_so_far, day).reviews["scale"].day - on(0)).days
        pauses.append(due - day)
        day = due
        given_so_far.append(answered("scale", day))
    growing = pauses[: pauses.index(365) + 1]
    assert growing == sorted(set(growing))
    assert len(growing) > 3
    assert growing[0] > 1
    assert set(pauses[len(growing) :]) == {365}


def test_what_was_never_answered_and_what_is_no_concept_of_the_course_is_not_due() -> None:
    """Neither is asked for, toward an exam or not."""
    given_so_far = [answered("scale"), answered("retired")]
    assert set(planned(given_so_far, 100).reviews) == {"scale"}
    assert set(planned(given_so_far, 100, exam=on(101)).reviews) == {"scale"}
    assert planned(given_so_far, 100).at("ratio") is None


def test_a_prediction_counts_for_no_review() -> None:
    """It was made before anything was taught, however sure and wrong it was."""
    assert planned([answered(right=False, predicted=True)]).reviews == {}


def test_the_first_answer_of_a_day_decides() -> None:
    """Being right after one was told does not lengthen the pause; being right again neither."""
    wrong = answered(right=False, confidence=2)
    assert (
        planned([wrong, answered(hour=13)]).reviews["scale"].recall
        == planned([wrong]).reviews["scale"].recall
    )
    once, often = planned([answered()]), planned([answered(hour=hour) for hour in range(9, 18)])
    assert once.reviews["scale"].day == often.reviews["scale"].day


def test_a_later_slip_of_the_day_brings_it_back_the_next_day() -> None:
    """The first answer was right; the concept holds, but not for every variant."""
    slip = answered(hour=13, right=False, confidence=2)
    assert planned([answered(), slip]).reviews["scale"].day == on(1)
    mended = planned([answered(), slip, answered(hour=14)]).reviews["scale"].day
    assert mended < planned([answered()]).reviews["scale"].day
    months = [answered(day=day) for day in (-100, -97, -80)]
    assert planned([*months, answered(), slip]).reviews["scale"].day == on(1)


def test_sure_and_wrong_is_due_at_once_and_first() -> None:
    """In the same sitting, before what has been due for months."""
    wrong = answered("tie", 200, right=False)
    found = planned([answered("scale"), answered("ratio"), wrong], 200)
    assert found.due[0] == "tie"
    assert found.reviews["tie"].urgency == Urgency.AT_ONCE


def test_wrong_without_being_sure_is_due_the_next_day() -> None:
    """There is nothing to unlearn at once."""
    wrong = [answered(right=False, confidence=2)]
    assert planned(wrong).due == ()
    assert planned(wrong, 1).due == ("scale",)


def test_sure_and_wrong_comes_back_the_next_day_after_it_was_made_good() -> None:
    """It is recalled in the same sitting, and is asked for once more on the next day."""
    met = [answered(right=False), answered(hour=13)]
    assert planned(met).due == ()
    assert planned(met).next == noon(1, 0)
    found = planned([*met, answered("ratio", -90)], 1)
    assert found.due == ("scale", "ratio")
    assert found.reviews["scale"].urgency == Urgency.NEXT_DAY
    again = planned([*met, answered("scale", 1)], 1)
    assert again.due == ()
    assert again.reviews["scale"].urgency == Urgency.PLANNED


@pytest.mark.parametrize(
    "later",
    [
        answered(hour=13, all_hints=True),
        answered(hour=13, right=False, confidence=1),
        answered(hour=13, predicted=True),
    ],
)
def test_a_sure_error_is_not_made_good_by_what_is_not_recalled(later: Given) -> None:
    """Read off the last hint, wrong once more, or only predicted: it stays first."""
    found = planned([answered(right=False), later])
    assert found.reviews["scale"].urgency == Urgency.AT_ONCE
    assert found.due == ("scale",)


def test_each_sure_error_asks_for_its_own_recall() -> None:
    """Made good, and made again on the same day: it is due at once again."""
    twice = [answered(right=False), answered(hour=13), answered(hour=14, right=False)]
    assert planned(twice).due == ("scale",)
    assert planned([*twice, answered(hour=15)]).due == ()


def test_a_sure_error_brings_back_the_next_day_what_was_recalled_for_months() -> None:
    """A concept that would rest for weeks is asked for once more."""
    months = [answered(day=day) for day in (0, 3, 20, 100)]
    assert planned(months, 100).reviews["scale"].day > on(110)
    error = [answered(day=100, hour=13, right=False), answered(day=100, hour=14)]
    assert planned([*months, *error], 100).reviews["scale"].day == on(101)


def test_a_sure_error_stays_due_until_it_is_recalled() -> None:
    """Weeks later it is still first; recalled on that other day, it is settled."""
    wrong = answered(right=False)
    assert planned([wrong, answered("tie", -300)], 30).due[0] == "scale"
    settled = planned([wrong, answered("scale", 30)], 30).reviews["scale"]
    assert settled.urgency == Urgency.PLANNED
    assert settled.day > on(31)


def test_what_is_least_probably_recalled_is_asked_for_first() -> None:
    """Of two that are due, the one that was recalled less often."""
    well = [answered("ratio", day) for day in (0, 3, 10)]
    assert planned([*well, answered("tie", 10)], 300).due == ("tie", "ratio")


def test_the_next_one_is_told_beside_those_that_are_due() -> None:
    """What is due now is not what comes next."""
    found = planned([answered("scale", 0, right=False, confidence=2), answered("ratio", 1)], 1)
    assert found.due == ("scale",)
    assert found.next == found.at("ratio")
    assert planned([]).next is None


def test_an_undo_of_nothing_changes_nothing_and_an_undo_takes_all_back() -> None:
    """What is undone leaves no trace in the plan."""
    right, slip = fact(), fact(hour=13, right=False)
    before = State.of([right]).answers
    assert planned(State.of([right, Undo(answer="no such")]).answers) == planned(before)
    assert planned(State.of([right, slip]).answers) != planned(before)
    assert planned(State.of([right, slip, Undo(answer=slip.id)]).answers) == planned(before)
