"""The progress screen: what it says of a record, and how it begins a lesson anew."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.answered import fact
from tests.ui.scenes import EVERY_CONCEPT, answered_for_weeks
from tests.ui.screens import LEARNER, NOON, SIZES, Desk, Learner
from tutor.errors import TutorError
from tutor.record import carry
from tutor.record.facts import Answer
from tutor.record.store import Record
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.progress import ConceptRow, ProgressScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.waiting import WaitingScreen, once_read
from tutor.ui.widgets.reading import Reading

WAIT = 30
_MOST = 40
"""Enters after which a page is taken to have no end."""


def told(desk: Desk, answers: Sequence[Answer]) -> None:
    """Put answers into the record."""
    with desk.kept() as record:
        for answer in answers:
            record.add(answer)


def row_of(learner: Learner, about: str) -> str:
    """The row of a concept, with single blanks."""
    return " ".join([row for row in learner.rows if about in row][-1].split())


async def test_an_empty_record_says_what_to_do(desk: Desk) -> None:
    """And shows no empty tables; nothing can be reset."""
    async with desk.learner() as learner:
        await learner.press("p")
        learner.on(ProgressScreen)
        assert "Read lesson 1, The claim: esc, then enter." in learner.words
        assert "Nothing is answered yet" in learner.words
        assert "0 of 29 concepts seen, 0 known" in learner.words
        assert not learner.app.screen.query(ConceptRow)
        assert "Answers by day" not in learner.text
        await learner.press("R")
        assert "there is nothing to reset" in learner.words
        await learner.press("escape")
        learner.on(HomeScreen)


async def test_every_concept_that_was_seen_has_its_exact_figures(desk: Desk) -> None:
    """Seen, right, sure and wrong, known and due; those not seen are named below."""
    told(desk, answered_for_weeks())
    async with desk.learner(SIZES["120x40"]) as learner:
        await learner.press("p")
        assert row_of(learner, "one run is the other").endswith("16 16 0 ✓ known 10 May")
        assert row_of(learner, "only w⁽⁰⁾/η matters").endswith("4 2 2 1 of 3 days now")
        assert row_of(learner, "what is predicted at z = 0").endswith("12 7 0 2 of 3 days 4 Mar")
        assert len(learner.app.screen.query(ConceptRow)) == 1 + 3
        assert "Not seen yet: what the claim says, and what it does not;" in learner.words
        assert "3 of 29 concepts seen, 1 known" in learner.words


async def test_a_prediction_alone_is_in_the_calendar_and_no_concept_is_seen(desk: Desk) -> None:
    """It was made before anything was taught; it does not count, but it is not nothing."""
    told(desk, [fact(predicted=True)])
    async with desk.learner() as learner:
        await learner.press("p")
        assert "You have predicted, but not answered yet" in learner.words
        assert "Nothing is answered yet" not in learner.words
        assert "1 answer on 1 day of 12 weeks" in learner.words
        assert "[1]" in learner.text


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_enter_reads_all_concepts_by_whole_parts(desk: Desk, size: tuple[int, int]) -> None:
    """Each of the 29 stands whole on some screen, and the parts below as well."""
    told(desk, EVERY_CONCEPT)
    async with desk.learner(size) as learner:
        await learner.press("p")
        page = learner.app.screen.query_one(Reading)
        parts, seen = list(page.children), set()
        for _ in range(_MOST):
            window = page.scrollable_content_region
            seen |= {part for part in parts if window.contains_region(part.region)}
            if page.scroll_y >= page.max_scroll_y:
                break
            await learner.press("enter")
        assert len(parts) == 1 + 29 + 3
        assert [part for part in parts if part not in seen] == []


async def test_what_is_due_is_asked_by_r_and_the_page_follows(desk: Desk) -> None:
    """Back from the review the figures are those of now."""
    told(desk, [fact("ratio", right=False)])
    async with desk.learner() as learner:
        await learner.press("p")
        assert "You were sure and wrong about “only w⁽⁰⁾/η matters”. r asks again." in learner.words
        assert row_of(learner, "only w⁽⁰⁾/η").endswith("1 0 1 0 of 3 days now")
        await learner.press("r")
        learner.on(ReviewScreen)
        learner.session.record.add(fact("ratio", hour=12))
        await learner.press("escape", "escape")
        await learner.told_at_home("only w⁽⁰⁾/η matters 2 1 1 1 of 3 days 3 Mar")
        assert "Nothing is due until Tue 3 Mar. Read on in lesson 1" in learner.words


async def test_nothing_is_shown_before_the_record_is_read(desk: Desk) -> None:
    """A page of zeros would be wrong; when it is read, progress follows by itself."""
    told(desk, [fact("ratio")])
    async with desk.learner() as learner:
        record = Record(str(desk.path), LEARNER, lambda: NOON)
        session = replace(learner.session, record=record)
        learner.app.push_screen(once_read(session, ProgressScreen))
        await learner.settle()
        learner.on(WaitingScreen)
        assert "reading the record" in learner.words
        record.start()
        async with asyncio.timeout(WAIT):
            while not isinstance(learner.app.screen, ProgressScreen):
                await learner.pilot.pause(0.01)
        await learner.settle()
        assert "1 of 29 concepts seen" in learner.words
        await learner.press("escape")
        learner.on(HomeScreen)
        assert record.close(WAIT) == 0


async def reach_the_second_question(learner: Learner, *chosen: str) -> None:
    """Open the reset, choose what, and stand before "Really?"."""
    await learner.press("p", "R", *chosen)
    learner.on(Chooser)
    assert "Really?" in learner.words


def two_lessons(desk: Desk) -> None:
    """Two lessons begun, with an answer in each, and one in a quiz."""
    with desk.kept() as record:
        for lesson in ("the-claim", "zero-start"):
            record.go(lesson, 1)
            record.add(replace(fact("scale"), place=f"lesson:{lesson}"))
        record.add(fact("ratio"))


async def test_a_lesson_is_reset_after_two_questions_with_a_backup(desk: Desk) -> None:
    """Only that lesson; the backup holds all that was there, and the page shows what is left."""
    two_lessons(desk)
    async with desk.learner() as learner:
        await reach_the_second_question(learner, "3")
        assert "lesson 5, The zero start" in learner.words
        await learner.press("2")
        state = learner.session.record.state
        assert [one.place for one in state.answers] == ["lesson:the-claim", "quiz:1"]
        assert set(state.reached) == {"the-claim"}
        (kept,) = carry.backups(str(desk.path), LEARNER)
        await learner.told_at_home("one run is the other, scaled 1 1 0 1 of 3 days 4 Mar")
        assert "Lesson 5 is as new" in learner.told
        assert kept.name in learner.told.replace(" ", "")
    assert kept.parent == desk.path.parent
    assert len(carry.read_export(kept).facts) == 5
    assert len(desk.record().answers) == 2


async def test_all_is_reset_by_the_first_choice(desk: Desk) -> None:
    """Then the record is as new, and says so."""
    two_lessons(desk)
    async with desk.learner() as learner:
        await reach_the_second_question(learner, "1")
        await learner.press("2")
        await learner.told_at_home("Nothing is answered yet")
        assert "Everything is as new" in learner.told
    state = desk.record()
    assert (state.answers, state.reached) == ([], {})


@pytest.mark.parametrize("no", ["1", "enter", "escape"])
async def test_a_no_leaves_all_as_it_is(desk: Desk, no: str) -> None:
    """Enter alone is a no as well; no backup is kept."""
    two_lessons(desk)
    async with desk.learner() as learner:
        await reach_the_second_question(learner, "1")
        await learner.press(no)
        learner.on(ProgressScreen)
    assert len(desk.record().answers) == 3
    assert carry.backups(str(desk.path), LEARNER) == []


async def test_a_failing_backup_stops_the_reset_with_the_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is reset without one."""

    def full(_where: str, _learner: str, **_: object) -> Path:
        raise TutorError("the backup cannot be written: No space left on device")

    monkeypatch.setattr(carry, "backup", full)
    two_lessons(desk)
    async with desk.learner() as learner:
        await reach_the_second_question(learner, "1")
        await learner.press("2")
        assert "Nothing is reset: there is no backup" in learner.told
        assert "No space left on device" in learner.told
        assert len(learner.session.record.state.answers) == 3
    assert len(desk.record().answers) == 3


@pytest.mark.parametrize("kept", [True, False])
async def test_a_student_is_told_no_path_of_the_server(desk: Desk, *, kept: bool) -> None:
    """Neither where the backup is, nor why there is none."""
    two_lessons(desk)
    async with desk.learner() as learner:
        learner.session.record.seat = "7"
        await reach_the_second_question(learner, "1")
        assert "First a backup is kept with the record of the class" in learner.words
        assert desk.path.parent.name not in learner.text
        if not kept:
            learner.session.record.where = str(desk.path.parent / "another.sqlite")
        await learner.press("2")
        told = "The backup is with the record of the class" if kept else "Tell your teacher."
        assert told in learner.told
        assert desk.path.parent.name not in learner.told.replace(" ", "")


async def test_a_slow_backup_holds_up_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One can go home meanwhile; the reset comes when the backup is there, not before."""
    begun, may_end = threading.Event(), threading.Event()
    write = carry.backup

    def slow(where: str, learner: str, **_: object) -> Path:
        begun.set()
        assert may_end.wait(WAIT)
        return write(where, learner)

    monkeypatch.setattr(carry, "backup", slow)
    two_lessons(desk)
    async with desk.learner() as learner:
        await reach_the_second_question(learner, "1")
        try:
            await learner.pilot.press("2")
            assert await asyncio.to_thread(begun.wait, WAIT)
            await learner.pilot.press("escape")
            async with asyncio.timeout(WAIT):
                while not isinstance(learner.app.screen, HomeScreen):
                    await learner.pilot.pause(0.01)
            assert len(learner.session.record.state.answers) == 3
        finally:
            may_end.set()
        await learner.settle()
        assert learner.session.record.state.answers == []
        learner.on(HomeScreen)
    assert desk.record().answers == []
