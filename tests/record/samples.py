"""What the tests of the record tell it, and how they open one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from tutor.record.facts import Answer, Fact, Reset, Undo, Visit, stamped
from tutor.record.store import Record

__all__ = ["Record", "an_answer", "facts", "named", "noon", "recording"]

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
LESSONS = ("the-claim", "first-update", "zero-start")
AWKWARD = (
    "",
    "O'Hara; DROP TABLE facts --",
    'a "quoted" name',
    "عائشة بنت محمد",
    "🧮👩🏽‍🏫",
    "../../x",
    "%s {} :name",
    "a\nb\tc",
    "nothing\x00after",
    "half \udcff of a letter",
    "ä" * 10_000,
)
"""Texts on which a careless program stumbles."""


def noon() -> datetime:
    """A clock that stands still."""
    return NOON


def an_answer(
    given: str = "2", *, right: bool = True, lesson: str = "first-update", seconds: float = 1.5
) -> Answer:
    """An answer in a lesson."""
    return Answer(
        question="first-update-size",
        concept="update-rule",
        given=given,
        right=right,
        confidence=3,
        hints=0,
        seconds=seconds,
        place=f"lesson:{lesson}",
    )


def named(fact: Fact, name: str) -> Fact:
    """A fact with an id that a test can foresee."""
    return replace(stamped(fact, NOON), id=name)


@contextmanager
def recording(
    where: str, learner: str = "Ada", clock: Callable[[], datetime] = noon
) -> Iterator[Record]:
    """A record that was read, and is closed at the end."""
    record = Record(where, learner, clock)
    record.start()
    try:
        assert record.loaded.wait(30)
        yield record
    finally:
        record.close(30)


_texts = st.text(max_size=30) | st.sampled_from(AWKWARD)
_whole = st.integers(0, 5) | st.integers(-(2**70), 2**70)
_answers = st.builds(
    Answer,
    question=_texts,
    concept=_texts,
    given=_texts,
    right=st.booleans(),
    confidence=st.integers(0, 3),
    hints=_whole,
    all_hints=st.booleans(),
    seconds=st.floats() | st.integers(0, 10**6),
    misconception=st.none() | _texts,
    predicted=st.booleans(),
    place=st.sampled_from([f"lesson:{lesson}" for lesson in LESSONS]) | _texts,
    version=_texts,
)
_visits = st.builds(
    Visit,
    lesson=st.sampled_from(LESSONS) | _texts,
    page=_whole,
    done=st.booleans(),
    lab=st.none() | _texts,
)
_resets = st.builds(Reset, lesson=st.none() | st.sampled_from(LESSONS) | _texts)
_DAY_ONE = datetime(1970, 1, 2, tzinfo=UTC)
_times = st.just(NOON) | st.floats(0, 200 * 366).map(lambda day: _DAY_ONE + timedelta(days=day))


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """What a learner may have done, some of it undone again."""
    told: list[Fact] = []
    kinds = st.one_of(_answers, _answers, _visits, _resets)
    for fact in draw(st.lists(kinds, max_size=12)):
        told.append(stamped(fact, draw(_times)))
        if draw(st.integers(0, 4)) == 0:
            told.append(stamped(Undo(answer=draw(st.sampled_from(told)).id), draw(_times)))
    return told
