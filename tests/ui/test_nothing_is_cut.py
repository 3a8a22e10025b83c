"""Every page of every lesson at every size: no formula, option or number is cut anywhere."""

import re

import pytest
from rich.cells import cell_len
from textual.widget import Widget

from tests.ui.screens import SIZES, Desk, Learner, clipped, solid
from tutor.course.library import Library
from tutor.course.values import fill
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.derivation import DerivationView
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.small import LEAST

ALL = {"60x20": (LEAST.width, LEAST.height), **SIZES}
LESSONS = [entry.id for entry in Library.open().entries]
_MARKUP = re.compile(r"^[-*>#]+ ", re.MULTILINE)


@pytest.mark.parametrize("size", ALL.values(), ids=ALL)
@pytest.mark.parametrize("lesson", LESSONS)
async def test_all_of_a_lesson_can_be_read(desk: Desk, lesson: str, size: tuple[int, int]) -> None:
    """Formulas, prompts and options whole, by scrolling; numbers beside them whole at any step."""
    pages = len(desk.library.lesson(lesson).pages)
    desk.left_at(lesson, pages)
    async with desk.learner(size) as learner:
        await learner.press("enter")
        screen = learner.on(LessonScreen)
        for number in range(pages):
            await screen.show_page(number)
            await learner.settle()
            rows = await learner.read(screen.text)
            # A row of its own is the line that a proof lacks.
            assert not [row for row in rows if "…" in row and row.strip(" ▌") != "…"]
            for derivation in screen.query(DerivationView):
                _has_whole_formulas(derivation, rows)
            for question in screen.query(QuestionView):
                _has_whole_question(question, rows)
            await _runs_without_a_cut(learner)


def _seen(widget: Widget, rows: list[str]) -> str:
    """What of the page's rows belongs to a widget."""
    region = widget.virtual_region
    return solid(" ".join(rows[region.y : region.bottom]))


def _has_whole_formulas(view: DerivationView, rows: list[str]) -> None:
    """The rows of a derivation, joined, are its formulas and rules, with the numbers put in."""
    lines = view.derivation.lines
    assert view.complete
    templates = [text for line in lines for text in (line.formula, line.rule)]
    live = view.derivation.live
    whole = [fill(text, view.values) if live else text for text in templates]
    assert _seen(view, rows) == solid(" ".join(whole))
    width = view.content_size.width
    assert all(cell_len(row) <= width for row in view.render().plain.split("\n"))


def _has_whole_question(view: QuestionView, rows: list[str]) -> None:
    """The prompt and all options are there, to the letter."""
    seen, question = _seen(view, rows), view.question
    assert solid(_MARKUP.sub("", question.prompt)) in seen
    if view.query("#answers"):
        for option in question.options:
            assert solid(option.text) in seen


async def _runs_without_a_cut(learner: Learner) -> None:
    """The fields, the picture's caption and the keys fit, whatever step is shown."""
    screen = learner.on(LessonScreen)
    assert clipped(screen) == []
    if screen.live.running is None:
        return
    learner.app.set_focus(None)
    last = len(screen.live.running.a)
    for step in sorted({1, last // 3, last}):
        screen.live.go_to(step)
        await learner.settle()
        assert clipped(screen) == []
