"""A small course with one question of every kind, and a lesson and a quiz of its questions.

Edits to the shipped lessons, and to the fresh questions of the quiz, do not change what tests see.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from textual.widget import Widget

from tests.ui.screens import Learner
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.ui.planning import LENGTH
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading

FOLDER = Path(__file__).with_name("every-kind")
LESSON = "every-kind"
PAGES = {
    "choice": 0,
    "yesno": 1,
    "number": 2,
    "vector": 3,
    "step": 4,
    "rate": 5,
    "no-rate": 6,
    "false-line": 7,
    "blank": 8,
    "order": 9,
    "interval": 10,
}
"""The kinds, and the page that holds the one question of each."""
_AT_ALL = 4
"""Keys after which a question has the focus."""
LONG = """These 4 samples are shown in this order, for 2 epochs:

- x⁽¹⁾ = (−2, −3), y⁽¹⁾ = +1
- x⁽²⁾ = (0, −2), y⁽²⁾ = −1
- x⁽³⁾ = (−1, −1), y⁽³⁾ = +1
- x⁽⁴⁾ = (−1, 2), y⁽⁴⁾ = +1

Bias b first in w⁽⁰⁾, its input 1; φ(0) = +1; Δw = η (y − ŷ) x. Two runs:

- A: η = 0.5, w⁽⁰⁾ = (2, −1, −1)
- B: η = 1.5, w⁽⁰⁾ = (10, −5, −5)

"""
"""What a long prompt begins with: with the question below it, about 14 rows at 80 columns."""


@cache
def library() -> Library:
    """The course."""
    return Library.open(FOLDER)


def question(kind: str) -> Question:
    """The question of a kind."""
    return library().lesson(LESSON).questions[PAGES[kind]]


def long(kind: str) -> Question:
    """The question of a kind, with a long prompt."""
    asked = question(kind)
    return replace(asked, prompt=LONG + asked.prompt)


async def reach(learner: Learner) -> QuestionView:
    """Read on until the question has the keys."""
    view = learner.app.screen.query_one(QuestionView)
    for _ in range(_AT_ALL):
        if view.has_focus_within:
            return view
        await learner.press("enter")
    raise AssertionError(f"the question never has the keys:\n{learner.text}")


def in_sight(learner: Learner, widget: Widget) -> bool:
    """Whether all of a widget of the page is on the screen."""
    window = learner.app.screen.query_one(Reading).scrollable_content_region
    return window.contains_region(widget.region)


async def play(learner: Learner, typed: str) -> None:
    """Type a text; ⏎ stands for Enter."""
    for count, part in enumerate(typed.split("⏎")):
        await learner.press(*["enter"] * bool(count))
        await learner.write(part)


async def open_lesson(learner: Learner, kind: str) -> LessonScreen:
    """Open the lesson at the page with the question of a kind."""
    session = replace(learner.session, library=library())
    screen = LessonScreen(session, library().lesson(LESSON), PAGES[kind])
    learner.app.push_screen(screen)
    await learner.settle()
    return screen


async def open_quiz(
    learner: Learner, questions: Iterable[Question], length: int = LENGTH
) -> QuizScreen:
    """Open a quiz of these questions."""
    screen = QuizScreen(replace(learner.session, library=library()), length)
    screen.questions = iter(questions)
    learner.app.push_screen(screen)
    await learner.settle()
    return screen
