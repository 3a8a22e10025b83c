"""Planning toward an exam: everything once more, the weakest first, evenly over the days left."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.answered import CONCEPTS, answered, on, planned
from tutor.record.review import LAST_WEEK

MANY = tuple(f"concept-{number:02}" for number in range(29))


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 2**32))
def test_before_an_exam_every_concept_is_asked_for_once_more(ahead: int, seed: int) -> None:
    """Who answers what is due meets every concept in the last week, or in the days left of it."""
    draw = Random(seed)
    # Recalled so often that FSRS would not ask for them before the exam.
    kept = [answered(one, day) for one in MANY for day in (-120, -117, -100, -50)]
    exam, met = on(ahead), set()
    for day in range(ahead):
        for concept in planned(kept, day, MANY, exam).due:
            kept.append(answered(concept, day, right=draw.random() < 0.9))
            if day >= ahead - LAST_WEEK:
                met.add(concept)
    assert met == set(MANY)


@pytest.mark.parametrize(("left", "expected"), [(7, {4, 5}), (3, {9, 10}), (1, {29})])
def test_the_last_week_is_spread_over_its_days(left: int, expected: set[int]) -> None:
    """29 concepts in 7 days are 4 or 5 a day, and no more when some of today's are answered."""
    kept = [answered(one, day) for one in MANY for day in (-120, -117, -100, -50)]
    exam, shares = on(left), []
    for day in range(left):
        due = planned(kept, day, MANY, exam).due
        shares.append(len(due))
        for still, concept in zip(range(len(due), 0, -1), due, strict=True):
            assert len(planned(kept, day, MANY, exam).due) == still
            kept.append(answered(concept, day))
    assert sum(shares) == len(MANY)
    assert set(shares) == expected


def test_near_an_exam_what_would_be_recalled_worst_on_its_day_comes_first() -> None:
    """The ratio is fresher today, and will be forgotten sooner."""
    kept = [answered("ratio", -1), *(answered("scale", day) for day in (-100, -97, -60))]
    today, toward = planned(kept), planned(kept, exam=on(LAST_WEEK))
    assert today.reviews["scale"].recall < today.reviews["ratio"].recall
    assert toward.due == ("ratio",)
    assert toward.reviews["ratio"].recall < toward.reviews["scale"].recall
    assert (tuple(today.reviews), tuple(toward.reviews)) == (("scale", "ratio"), ("ratio", "scale"))


def test_without_an_exam_or_after_it_the_plan_is_fsrs_alone() -> None:
    """An exam only brings reviews forward, and one that is over does nothing."""
    kept = [answered(one, day) for one in CONCEPTS for day in (-120, -117, -100, -50)]
    alone = planned(kept)
    assert planned(kept, exam=on(-1)) == alone
    toward = planned(kept, exam=on(20))
    for concept in CONCEPTS:
        assert on(20 - LAST_WEEK) <= toward.reviews[concept].day < on(20)
        assert toward.reviews[concept].day < alone.reviews[concept].day
    assert set(planned(kept, exam=on(0)).due) == set(CONCEPTS)
