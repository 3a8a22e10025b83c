"""Another day at the same desk: the page, the lab and what is due are as they were left."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.ui.screens import NOON, Desk
from tutor.record.facts import Answer
from tutor.ui.memory import running_of
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.title import TitleBar

MISSED = Answer(
    question="gen-1-0",
    concept="tie",
    given="1",
    right=False,
    confidence=3,
    hints=0,
    place="quiz:1",
)


async def test_the_lab_of_a_page_is_found_as_it_was_left(desk: Desk) -> None:
    """With the learner's η and at the step, though the program was ended from within it."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter")
        await learner.put("eta-a", "0.3")
        await learner.press("escape", "s", "s", "s")
        left = learner.on(LessonScreen).live.running
        assert left is not None
        assert (left.a.experiment.rate, left.t) == (Fraction(3, 10), 3)
        await learner.press("ctrl+q")
    async with desk.learner() as learner:
        await learner.press("enter")
        screen = learner.on(LessonScreen)
        assert screen.page_number == 1
        assert screen.live.running == left


async def test_a_page_is_kept_before_any_of_it_is_seen(desk: Desk) -> None:
    """A line that drops at that moment leads back to this page, and not to the one before."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter")
        screen = learner.on(LessonScreen)
        seen: list[tuple[str, int]] = []

        def look(title: str) -> None:
            place = screen.session.record.state.place
            assert place is not None
            seen.append((title[: len("page 3")], place.page))

        screen.watch(screen.query_one(TitleBar), "state_text", look, init=False)
        await learner.press("right")
        assert seen == [("page 3", 2)]


async def test_another_page_begins_with_its_own_experiment(desk: Desk) -> None:
    """What was left belongs to the page on which it was left."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter")
        stated = learner.on(LessonScreen).live.running
        await learner.put("eta-a", "0.3")
        await learner.press("escape", "right", "left")
        await learner.app.pop_screen()
        await learner.settle()
        learner.on(HomeScreen)
        await learner.press("enter")
        assert learner.on(LessonScreen).live.running == stated


async def test_the_lab_is_found_as_it_was_left(desk: Desk) -> None:
    """Data, both runs and the step; one that a question opened is another lab."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "4", "c", "s", "s")
        left = learner.on(LabScreen).running
        await learner.press("escape")
    async with desk.learner() as learner:
        await learner.press("l")
        assert learner.on(LabScreen).running == left
        other = replace(left.lab, b=None, scope=None)
        await learner.app.push_screen(LabScreen(learner.session, other))
        await learner.press("s", "escape", "escape", "l")
        assert learner.on(LabScreen).running == left


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"a":{"data":"gone"},"b":null,"scope":null,"step":0}']
)
def test_a_state_that_this_course_cannot_run_is_none(desk: Desk, text: str | None) -> None:
    """A course may have lost the data since."""
    assert running_of(text, desk.library) is None


async def test_what_was_surely_wrong_is_due_at_once_and_the_rest_when_it_fades(desk: Desk) -> None:
    """Home says so, r asks fresh questions about it until none is due, and then says when."""
    with desk.kept() as record:
        record.add(MISSED)
    async with desk.learner() as learner:
        assert "1 concept is due: r reviews them." in learner.words
        await learner.press("r")
        screen = learner.on(ReviewScreen)
        question = screen.query_one(QuestionView).question
        assert question.concept == "tie"
        assert question.id != MISSED.question
        key = next(option for option in question.options if option.right)
        await learner.write(key.text)
        await learner.press("enter", "3")
        assert "0 concepts due" in learner.words
        await learner.press("enter", "enter")
        assert "1 of 1 right" in learner.words
        assert "The next review comes due on Tuesday, 03 March." in learner.words
    kept = desk.record().answers[-1]
    assert (kept.concept, kept.right, kept.place, kept.moment) == ("tie", True, "review", NOON)


async def test_with_nothing_due_a_review_says_so(desk: Desk) -> None:
    """And how something comes to be due."""
    async with desk.learner() as learner:
        assert "due" not in learner.words
        await learner.press("r")
        learner.on(ReviewScreen)
        assert "Nothing comes back yet" in learner.words
        assert "nothing is due now" in learner.rows[0]
        assert "seed" not in learner.text
        assert "Next" not in learner.rows[-1]
        await learner.press("enter")
        assert "Nothing comes back yet" in learner.words
        await learner.press("escape")
        learner.on(HomeScreen)


async def test_a_second_quiz_asks_other_questions(desk: Desk) -> None:
    """No two questions of one sitting are alike."""
    async with desk.learner() as learner:
        asked = []
        for _ in range(2):
            await learner.press("u")
            view = learner.app.screen.query_one(QuestionView)
            asked.append(view.question.id)
            await learner.app.screen.run_action("leave")
            learner.session.record.add(replace(MISSED, place=f"quiz:{asked[-1].split('-')[1]}"))
            await learner.settle()
        assert len(set(asked)) == 2
