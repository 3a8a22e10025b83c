"""Every lesson from its first page to its last by keys alone, all answers right or all wrong."""

from dataclasses import replace

import pytest

from tests.course.asked import TYPED, given_for
from tests.ui.every_kind import LESSON, PAGES
from tests.ui.every_kind import library as every_kind
from tests.ui.screens import Desk, Learner, solid
from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.course.question import grade
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.question_view import QuestionView

MOST_KEYS = 400
LESSONS = [entry.id for entry in Library.open().entries]
RIGHT_OR_WRONG = pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])


@RIGHT_OR_WRONG
@pytest.mark.parametrize("lesson", LESSONS)
async def test_a_lesson_can_be_read_to_its_end_with_every_answer_explained(
    desk: Desk, lesson: str, *, right: bool
) -> None:
    """Whatever is answered, its own explanation is on the screen, and all is in the record."""
    await _read_to_the_end(desk, lesson, right=right)


@RIGHT_OR_WRONG
async def test_a_lesson_with_every_kind_of_question_can_be_read_to_its_end(
    desk: Desk, *, right: bool
) -> None:
    """Also with those kinds that no shipped lesson has."""
    given = await _read_to_the_end(replace(desk, library=every_kind()), LESSON, right=right)
    assert len(given) == len(PAGES)


async def _read_to_the_end(desk: Desk, lesson: str, *, right: bool) -> list[str]:
    """Read a lesson, see that it is finished and its answers kept; gives the answers."""
    desk.left_at(lesson)
    async with desk.learner() as learner:
        await learner.press("enter")
        given = await _walk(learner, right=right)
        learner.on(HomeScreen)
        title = desk.library.entry(lesson).title
        assert "✓ read" in next(row for row in learner.rows if title in row)
    record = desk.record()
    questions = desk.library.lesson(lesson).questions
    assert record.finished == {lesson}
    assert [answer.question for answer in record.answers] == [q.id for q in questions]
    assert [answer.given for answer in record.answers] == given
    assert all(answer.right is right for answer in record.answers)
    assert all(answer.place == f"lesson:{lesson}" for answer in record.answers)
    assert [answer.predicted for answer in record.answers] == [q.predict for q in questions]
    return given


async def _walk(learner: Learner, *, right: bool) -> list[str]:
    """Read on and answer until the lesson closes; gives the answers."""
    given: list[str] = []
    for _ in range(MOST_KEYS):
        screen = learner.app.screen
        if not isinstance(screen, LessonScreen):
            return given
        view = screen.open_question
        if view is not None and not view.answered and view.has_focus_within:
            given.append(await _answer(learner, view, len(given), right=right))
        else:
            await learner.press("enter")
    raise AssertionError(f"no end after {MOST_KEYS} keys:\n{learner.text}")


def _options(question: Question, *, right: bool) -> list[Option]:
    """The right options or the wrong ones."""
    return [option for option in question.options if option.right == right]


async def _answer(learner: Learner, view: QuestionView, turn: int, *, right: bool) -> str:
    """Answer one question, and see what is said to this answer."""
    question = view.question
    options = _options(question, right=right)
    given = await _give(learner, question, options[turn % len(options)], turn)
    assert view.query_one("#confidence", Choices).has_focus, "the confidence is not asked for"
    await learner.press(str(turn % 3 + 1))
    said = grade(question, given).option
    assert said.right is right
    await _sees(learner, view, f"{'✓ Right.' if right else '✗ Not so.'} {said.explanation}")
    return given


async def _give(learner: Learner, question: Question, option: Option, turn: int) -> str:
    """Type an answer, or choose it with digits or arrows by turns."""
    given = given_for(question, option)
    if question.kind is Kind.ORDER:
        await learner.press(*given.split(), "enter")
    elif question.kind in TYPED:
        await learner.write(given)
        await learner.press("enter")
    elif turn % 2:
        await learner.press(*["down"] * (question.options.index(option) + 1), "enter")
    else:
        await learner.press(str(question.options.index(option) + 1))
    return given


async def _sees(learner: Learner, view: QuestionView, text: str) -> None:
    """The text is on the screen, at once or by scrolling down."""
    reading = learner.on(LessonScreen).text
    seen = learner.part(reading)
    if solid(text) not in solid(" ".join(seen)):
        seen = await learner.read(reading)
    assert solid(text) in solid(" ".join(seen)), f"{view.question.id}: not on the screen: {text}"
