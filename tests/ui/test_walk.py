"""Every lesson from its first page to its last by keys alone, all answers right or all wrong."""

from itertools import count

import pytest

from tests.ui.screens import Desk, Learner, solid
from tutor.course.inquiry import ANYTHING_ELSE
from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.perceptron.exact import parse_number
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.question_view import QuestionView

MOST_KEYS = 400
LESSONS = [entry.id for entry in Library.open().entries]


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("lesson", LESSONS)
async def test_a_lesson_can_be_read_to_its_end_with_every_answer_explained(
    desk: Desk, lesson: str, *, right: bool
) -> None:
    """Whatever is answered, its own explanation is on the screen, and all is in the record."""
    desk.left_at(lesson)
    async with desk.learner() as learner:
        await learner.press("enter")
        given = await _walk(learner, right=right)
        learner.on(HomeScreen)
        assert "✓ read" in next(row for row in learner.rows if _title(desk, lesson) in row)
    record = desk.record()
    questions = desk.library.lesson(lesson).questions
    assert record.finished == {lesson}
    assert [answer.question for answer in record.answers] == [q.id for q in questions]
    assert [answer.given for answer in record.answers] == given
    assert {answer.right for answer in record.answers} == {right}
    assert {answer.place for answer in record.answers} == {f"lesson:{lesson}"}
    assert [answer.predicted for answer in record.answers] == [q.predict for q in questions]


def _title(desk: Desk, lesson: str) -> str:
    return desk.library.entry(lesson).title


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


async def _answer(learner: Learner, view: QuestionView, turn: int, *, right: bool) -> str:
    """Answer one question with digits or arrows by turns, and see what is said to this answer."""
    question = view.question
    options = [option for option in question.options if option.right == right]
    option = options[turn % len(options)]
    given = _number(question, option) if question.kind is Kind.NUMBER else option.text
    if question.kind is Kind.NUMBER:
        await learner.write(given)
        await learner.press("enter")
    elif turn % 2:
        await learner.press(*["down"] * (question.options.index(option) + 1), "enter")
    else:
        await learner.press(str(question.options.index(option) + 1))
    assert view.query_one(Choices).has_focus, "the confidence is not asked for"
    await learner.press(str(turn % 3 + 1))
    await _sees(learner, view, f"{'✓ Right.' if right else '✗ Not so.'} {option.explanation}")
    return given


def _number(question: Question, option: Option) -> str:
    """What to type: the option's number, or for “any other number” the first one not among them."""
    if option.text != ANYTHING_ELSE:
        return option.text.replace("−", "-")
    known = {parse_number(o.text) for o in question.options if o.text != ANYTHING_ELSE}
    return next(str(number) for number in count(1000) if number not in known)


async def _sees(learner: Learner, view: QuestionView, text: str) -> None:
    """The text is on the screen, at once or by scrolling down."""
    reading = learner.on(LessonScreen).text
    seen = learner.part(reading)
    if solid(text) not in solid(" ".join(seen)):
        seen = await learner.read(reading)
    assert solid(text) in solid(" ".join(seen)), f"{view.question.id}: not on the screen: {text}"
