"""Answers by day, and the plan that follows from them, for the tests of reviews and progress."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from typing import ParamSpec

from hypothesis import strategies as st

from tutor.record.facts import Answer, stamped
from tutor.record.history import History
from tutor.record.review import Plan, plan
from tutor.record.state import Given, given

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
"""Day 0."""
CONCEPTS = ("scale", "ratio", "tie")
_numbers = count()
_P = ParamSpec("_P")


def noon(day: float, hour: float = 12, zone: int = 0) -> datetime:
    """A time on a day, which is noon if nothing else is said; `zone` minutes east of UTC."""
    local = MONDAY.replace(tzinfo=timezone(timedelta(minutes=zone)))
    return local + timedelta(days=day, hours=hour)


def fact(
    concept: str = "scale",
    day: float = 0,
    hour: float = 12,
    *,
    zone: int = 0,
    right: bool = True,
    fresh: bool = True,
    confidence: int = 3,
    hints: int = 0,
    all_hints: bool = False,
    predicted: bool = False,
    misconception: str | None = None,
) -> Answer:
    """An answer on a day of the learner's; right, sure and unaided if nothing else is said."""
    answer = Answer(
        question=f"gen-{concept}-{next(_numbers)}" if fresh else f"{concept}-in-a-lesson",
        concept=concept,
        given="2",
        right=right,
        confidence=confidence,
        hints=hints,
        all_hints=all_hints,
        predicted=predicted,
        misconception=misconception,
        place="quiz:1",
    )
    stamp = stamped(answer, noon(day, hour, zone))
    assert isinstance(stamp, Answer)
    return stamp


def _derived(make: Callable[_P, Answer]) -> Callable[_P, Given]:
    return lambda *args, **kwargs: given(make(*args, **kwargs))


answered = _derived(fact)
"""The same, as it is derived from."""


@st.composite
def answers(draw: st.DrawFn, *, days: tuple[int, int] = (-20_000, 30_000)) -> list[Given]:
    """Answers at any times and in any zones, in any order."""
    one = st.builds(
        answered,
        st.sampled_from((*CONCEPTS, "retired")),
        st.one_of(st.integers(*days), st.integers(-5, 5)),
        st.sampled_from((0, 0.5, 6, 12, 23, 23.75)),
        zone=st.one_of(st.integers(-1439, 1439), st.sampled_from((-720, 0, 330, 345, 840))),
        right=st.booleans(),
        fresh=st.booleans(),
        confidence=st.integers(0, 3),
        hints=st.integers(0, 3),
        all_hints=st.booleans(),
        predicted=st.booleans(),
    )
    return draw(st.lists(one, max_size=25))


def planned(
    given_so_far: Sequence[Given],
    day: float = 0,
    concepts: Sequence[str] = CONCEPTS,
    exam: date | None = None,
) -> Plan:
    """The plan at noon of a day."""
    return plan(History.of(given_so_far), concepts, noon(day), exam)


def on(day: int) -> date:
    """The date of a day."""
    return MONDAY.date() + timedelta(days=day)
