"""The teacher asks while a learner is in the middle of something."""

from collections.abc import Awaitable, Callable

import pytest

from tests.ui.every_kind import open_quiz, question
from tests.ui.screens import Desk, Learner
from tests.ui.teacher import BET, ask, opened
from tests.ui.test_room import LATER, RIGHT, votes
from tutor.record.room import Invite, vote_place
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.room import RoomScreen
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.question_view import QuestionView


async def test_what_is_typed_ahead_is_no_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much of it: keys count when the question was there for a moment; escape as well."""
    monkeypatch.setattr("tutor.ui.screens.room.QUIET", LATER)
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        screen = await learner.arrive(RoomScreen)
        await learner.press("1", "3", "tab", "enter", "space", "down", "2", "2", "escape")
        assert learner.on(RoomScreen) is screen
        assert votes(learner) == []
        assert screen.query_one(QuestionView).given is None
        screen._listen()
        await learner.settle()
        await learner.press("2", "1")
        assert votes(learner) == [(vote_place(poll, 1), RIGHT, 1)]
        await ask(learner, BET, poll)
        await learner.press("1", "3", "escape")
        assert learner.on(RoomScreen) is screen
        assert len(votes(learner)) == 1


async def _writes(learner: Learner) -> None:
    await learner.press("l", "tab")
    await learner.write("0.5")


async def _half_a_number(learner: Learner) -> None:
    await open_quiz(learner, [question("number")])
    await learner.write("1")


async def _half_an_order(learner: Learner) -> None:
    await open_quiz(learner, [question("order")])
    await learner.write("2")


async def _says_how_sure(learner: Learner) -> None:
    await open_quiz(learner, [question("choice")])
    await learner.write("2")


async def _reads_a_verdict(learner: Learner) -> None:
    await open_quiz(learner, [question("choice"), question("yesno")])
    await learner.write("23")


async def _reads_help(learner: Learner) -> None:
    await learner.press("question_mark")


@pytest.mark.parametrize(
    ("begin", "finish"),
    [
        (_writes, ("escape",)),
        (_half_a_number, ("enter", "1", "enter")),
        (_half_an_order, ("backspace",)),
        (_says_how_sure, ("escape",)),
        (_reads_a_verdict, ("enter",)),
        (_reads_help, ("escape",)),
    ],
)
async def test_who_is_in_the_middle_of_something_is_not_interrupted(
    desk: Desk, begin: Callable[[Learner], Awaitable[None]], finish: tuple[str, ...]
) -> None:
    """There is a sign in the title; the dialogue opens by itself when they have finished."""
    async with desk.learner() as learner:
        await begin(learner)
        there = learner.app.screen
        await ask(learner, BET)
        learner.app._look()
        await learner.settle()
        assert learner.app.screen is there
        assert learner.app.busy
        assert learner.app.calling == "The teacher asks: a answers"
        await learner.press(*finish)
        await opened(learner)


async def test_a_answers_in_the_middle_of_something_and_what_was_written_stays(desk: Desk) -> None:
    """It is the learner's own wish."""
    async with desk.learner() as learner:
        await _half_a_number(learner)
        await ask(learner, BET)
        await learner.press("a")
        screen = await opened(learner)
        await learner.press("2", "3", "escape")
        assert screen is not learner.app.screen
        assert learner.on(QuizScreen).query_one(AnswerField).value == "1"
        assert len(votes(learner)) == 1


async def test_a_field_that_is_only_looked_at_is_no_reason_to_wait(desk: Desk) -> None:
    """Nor is one that the program fills."""
    async with desk.learner() as learner:
        await learner.press("l", "tab")
        assert not learner.app.busy
        await ask(learner, BET)
        await opened(learner)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ((), HomeScreen),
        (("1",), LessonScreen),
        (("l",), LabScreen),
        (("l", "m", "3"), HiddenScreen),
        (("u",), QuizScreen),
        (("p",), ProgressScreen),
    ],
)
async def test_escape_puts_the_question_aside_and_a_brings_it_back_from_any_screen(
    desk: Desk, keys: tuple[str, ...], kind: type[HomeScreen]
) -> None:
    """It does not come again by itself; a sign in the title stands for it."""
    async with desk.learner() as learner:
        await learner.press(*keys)
        await ask(learner, BET)
        await opened(learner)
        await learner.press("escape")
        learner.on(kind)
        assert "The teacher asks: a answers" in learner.rows[0]
        assert not learner.app._opens
        await learner.press("a")
        await opened(learner)
        await learner.press("2", "3", "escape")
        learner.on(kind)
        assert "teacher" not in learner.rows[0]


async def test_letters_are_the_screens_own_while_the_teacher_asks_nothing(desk: Desk) -> None:
    """In the hidden-unit lab a chooses the unit; and in the palette letters are letters."""
    async with desk.learner() as learner:
        await learner.press("l", "m", "3")
        before = learner.text
        await learner.press("a")
        assert learner.text != before
        await learner.press("escape", "escape")
        await ask(learner, BET)
        await opened(learner)
        await learner.press("escape")
        await learner.hear(Invite(lesson="zero-start", page=2))
        await learner.press("ctrl+p")
        await learner.write("ja")
        assert "ja" in learner.text
        assert learner.app.screen.is_modal
        assert not isinstance(learner.app.screen, RoomScreen)


async def test_help_names_the_key_while_the_teacher_asks(desk: Desk) -> None:
    """Among the others; and the dialogue has a help of its own."""
    async with desk.learner() as learner:
        await learner.press("question_mark")
        assert "Answer the room" not in learner.text
        await learner.press("escape")
        await ask(learner, BET)
        await opened(learner)
        await learner.press("question_mark")
        assert "Your teacher asks everybody in the room." in learner.words
        await learner.press("escape", "escape", "question_mark", *["down"] * 20)
        assert "a Answer the room: the teacher's question" in learner.words
