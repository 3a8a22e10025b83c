"""An answer is taken back within some seconds."""

from dataclasses import replace

import pytest

from tests.course.asked import ASKED, asked
from tests.ui.every_kind import open_quiz
from tests.ui.screens import LEARNER, Desk
from tests.ui.test_questions import asking, view
from tutor.course.lesson import Question
from tutor.record.database import Database
from tutor.record.facts import Answer, Undo
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.question_view import QuestionView


async def test_an_answer_is_taken_back_in_a_lesson(desk: Desk) -> None:
    """The question is open again, and the record says that it was a slip."""
    question = replace(asked(ASKED["choice"]), hints=("Once more.", "And once more."))
    async with asking(desk, question) as learner:
        await learner.press("h", "1", "3")
        assert "z Undo" in learner.rows[-1]
        await learner.press("z")
        assert learner.on(LessonScreen).open_question is view(learner)
        assert view(learner).has_focus_within
        assert "z Undo" not in learner.rows[-1]
        assert "? Once more." in learner.words.replace("▌ ", "")
        assert learner.session.record.state.answers == []
        await learner.press("2", "1")
    _kept_but_for_the_slip(desk, ["1", "2"], question)


async def test_an_answer_is_taken_back_in_a_quiz(desk: Desk) -> None:
    """And the summary counts the other one alone."""
    question = asked(ASKED["choice"])
    async with desk.learner() as learner:
        await open_quiz(learner, [question], 1)
        await learner.press("2", "3", "z")
        shown = learner.on(QuizScreen).query_one(QuestionView)
        assert not shown.answered
        assert shown.has_focus_within
        assert learner.session.record.state.answers == []
        await learner.press("enter")
        assert not learner.on(QuizScreen).summing_up
        await learner.press("1", "1", "enter")
        assert "1 of 1 right" in learner.text
    _kept_but_for_the_slip(desk, ["2", "1"], question)


def _kept_but_for_the_slip(desk: Desk, picked: list[str], question: Question) -> None:
    """Both answers are kept and an undo of the first, so that the last one alone counts."""
    kept = [fact for _, fact in Database.open(str(desk.path)).facts(LEARNER)]
    slip, answer = (fact for fact in kept if isinstance(fact, Answer))
    (undo,) = (fact for fact in kept if isinstance(fact, Undo))
    assert undo.answer == slip.id
    given = [question.options[int(key) - 1].text for key in picked]
    assert [slip.given, answer.given] == given
    assert [one.id for one in desk.record().answers] == [answer.id]


async def test_after_a_while_an_answer_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is gone from the footer, and does nothing."""
    monkeypatch.setattr("tutor.ui.widgets.question_view.UNDO_SECONDS", 0.01)
    async with asking(desk, asked(ASKED["choice"])) as learner:
        await learner.press("1", "3")
        await learner.until(view(learner), "undoable", lambda undoable: not undoable)
        assert "z Undo" not in learner.rows[-1]
        await learner.press("z")
        assert view(learner).answered
    assert len(desk.record().answers) == 1
