"""A lesson: what waits for what, what escape leaves, and where one goes on the next time."""

import asyncio
from fractions import Fraction

from tests.ui.screens import NOON, Desk, Learner, solid
from tutor.course.lesson import Kind
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.derivation import DerivationView

PREDICTION = ("the-claim", 3)
"""A page with a prediction, with text that waits below it."""
NUMBER = ("first-update", 1)
"""A page with a question for a number."""
TWO_QUESTIONS = ("the-claim", 5)
DERIVATION = ("zero-start", 2)
MOST_KEYS = 20


async def _to_the_question(learner: Learner) -> None:
    """Read on until the open question has the keys."""
    for _ in range(MOST_KEYS):
        view = learner.on(LessonScreen).open_question
        if view is not None and not view.answered and view.has_focus_within:
            return
        await learner.press("enter")
    raise AssertionError("the question does not get the keys")


def _step(learner: Learner) -> int:
    running = learner.on(LessonScreen).live.running
    assert running is not None
    return running.t


async def test_a_page_that_is_turned_as_the_program_ends_is_no_fault(desk: Desk) -> None:
    """As where the line drops: nothing can be put on the screen any more."""
    async with desk.learner() as learner:
        await learner.press("enter")
        lesson = learner.on(LessonScreen)
        lesson.call_later(lesson.show_page, 1)
        learner.app.exit()
        await asyncio.sleep(0.1)
    assert learner.app.return_code == 0


async def test_a_prediction_comes_before_the_run(desk: Desk) -> None:
    """Steps, epochs and runs are refused in words, beside a focused question too; k skips."""
    desk.left_at(*PREDICTION)
    async with desk.learner() as learner:
        await learner.press("enter")
        live = learner.on(LessonScreen).live
        for key in "ser0l":
            await learner.press(key)
            assert "first your prediction; k skips it" in learner.rows[0]
            assert (_step(learner), live.going) == (0, False)
        await _to_the_question(learner)
        await learner.press("s")
        assert _step(learner) == 0
        await learner.press("k", "s")
        assert _step(learner) == 1
        assert desk.record().answers == []


async def test_after_the_prediction_the_run_is_free(desk: Desk) -> None:
    """The prediction is kept as one."""
    desk.left_at(*PREDICTION)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        await learner.press("1", "2", "s", "s")
        assert _step(learner) == 2
        (answer,) = learner.session.record.state.answers
        assert (answer.predicted, answer.confidence, answer.given) == (True, 2, "Yes")


async def test_what_stands_below_a_question_waits_for_the_answer(desk: Desk) -> None:
    """Enter does not get by an open question that has not the keys; it says so. k does."""
    desk.left_at(*PREDICTION)
    below = "Press s twice and look at the two predictions"
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        screen = learner.on(LessonScreen)
        assert screen.text.waiting
        assert below not in _page_text(learner)
        screen.set_focus(None)
        await learner.settle()
        await learner.press("enter", "enter")
        assert screen.page_number == PREDICTION[1]
        assert below not in _page_text(learner)
        await learner.press("k")
        assert below in " ".join(" ".join(await learner.read(screen.text)).split())


def _page_text(learner: Learner) -> str:
    return " ".join(" ".join(learner.part(learner.on(LessonScreen).text)).split())


async def test_a_question_has_the_keys_as_soon_as_all_of_it_is_in_sight(desk: Desk) -> None:
    """Without another enter, and without a word."""
    desk.left_at("zero-start", 4)
    async with desk.learner() as learner:
        await learner.press(*["enter"] * 4)
        screen = learner.on(LessonScreen)
        assert screen.open_question is not None
        assert screen.text.shows(screen.open_question)
        assert screen.open_question.has_focus_within
        assert learner.told == ""


async def test_a_question_below_the_fold_has_not_the_keys(desk: Desk) -> None:
    """Neither while its page is laid out: it is read on to first."""
    async with desk.learner() as learner:
        await learner.press("enter", "right")
        screen = learner.on(LessonScreen)
        view = screen.open_question
        assert view is not None
        assert not screen.text.shows(view)
        assert screen.focused is None
        assert "enter Next" in learner.rows[-1]
        await _to_the_question(learner)
        assert screen.text.shows(view)


async def test_the_speed_is_told_where_it_runs(desk: Desk) -> None:
    """With the keys that change it, for which the footer has no room."""
    async with desk.learner() as learner:
        await learner.press("enter", "k", "right", "r")
        assert "steps a second, + and - change it" in learner.rows[0]


async def test_a_question_at_the_end_of_a_page_waits_too(desk: Desk) -> None:
    """Reading on with enter alone never turns the page over an open question."""
    desk.left_at("zero-start", 4)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        screen = learner.on(LessonScreen)
        assert (screen.page_number, screen.text.waiting) == (4, [])
        screen.set_focus(None)
        await learner.settle()
        await learner.press("enter")
        assert screen.page_number == 4
        await learner.press("k")
        assert screen.page_number == 5


async def test_the_second_question_of_a_page_gets_the_keys(desk: Desk) -> None:
    """Though the first one had them."""
    desk.left_at(*TWO_QUESTIONS)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        await learner.press("2", "1", "enter")
        await _to_the_question(learner)
        await learner.press("4", "1")
        given = [answer.question for answer in learner.session.record.state.answers]
        assert given == ["claim-good-start", "claim-limits"]


async def test_k_skips_and_h_hints_while_a_number_is_typed(desk: Desk) -> None:
    """No number has these letters; the hints come one by one and are counted."""
    desk.left_at(*NUMBER)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        screen = learner.on(LessonScreen)
        for number, hint in enumerate(screen.open_question.question.hints, 1):  # type: ignore[union-attr]
            await learner.press("h")
            assert solid(hint) in solid(" ".join(await learner.read(screen.text)))
            assert screen.open_question is not None
            assert screen.open_question.hints_used == number
        await learner.write("-2")
        await learner.press("enter", "1")
        (answer,) = learner.session.record.state.answers
        assert (answer.right, answer.hints, answer.given) == (True, 3, "-2")
    desk.left_at(*NUMBER)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        await learner.press("k")
        assert learner.on(LessonScreen).page_number == NUMBER[1] + 1
        assert len(learner.session.record.state.answers) == 1


async def test_a_number_that_is_none_is_no_answer(desk: Desk) -> None:
    """The reason stands under the field, nothing is kept, and the next try counts."""
    desk.left_at(*NUMBER)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        for text in ("1/0", "two", "nan"):
            await learner.paste(text)
            await learner.press("enter")
            screen = learner.on(LessonScreen)
            assert f"✗ “{text}”" in " ".join(await learner.read(screen.text))
            await learner.press("end", "ctrl+u")
        assert desk.record().answers == []
        await learner.paste("−2")
        await learner.press("enter", "2")
        assert [answer.right for answer in learner.session.record.state.answers] == [True]


async def test_escape_leaves_the_field_and_then_the_lesson(desk: Desk) -> None:
    """A question that was open has the keys again after the field."""
    desk.left_at(*PREDICTION)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        await learner.put("eta-a", "3")
        await learner.press("escape")
        assert isinstance(learner.on(LessonScreen).focused, Choices)
        await learner.press("escape")
        learner.on(HomeScreen)


async def test_a_lesson_goes_on_the_next_day_where_it_was_left(desk: Desk) -> None:
    """Another app on the same record offers it with enter, on that very page; answers survive."""
    async with desk.learner() as learner:
        await learner.press(
            "enter", "enter", "2", "3", "right", "right", "enter", "escape", "escape"
        )
        assert "Go on with enter: lesson 1, The claim, page 3." in learner.words
    async with desk.learner() as learner:
        assert "Go on with enter: lesson 1, The claim, page 3." in learner.words
        await learner.press("enter")
        assert learner.on(LessonScreen).page_number == 2
        assert "page 3 of 6" in learner.text
        assert "What the claim says" in learner.text
        (answer,) = learner.session.record.state.answers
        assert (answer.question, answer.confidence) == ("claim-prediction", 3)
        assert answer.at == "2026-03-02T11:00:00.000Z"
        assert answer.moment == NOON


async def test_a_kill_in_the_middle_of_a_page_loses_no_answer(desk: Desk) -> None:
    """The app ends without a word to the lesson; what was answered is in the file."""
    async with desk.learner() as learner:
        await learner.press("enter", "enter", "2", "3", "right", "enter")
    record = desk.record()
    assert [answer.question for answer in record.answers] == ["claim-prediction"]
    assert record.place is not None
    assert (record.place.lesson, record.place.page) == ("the-claim", 1)


async def test_a_page_that_was_read_stands_whole(desk: Desk) -> None:
    """Going back waits for nothing again."""
    desk.left_at(*DERIVATION)
    async with desk.learner() as learner:
        await learner.press("enter")
        screen = learner.on(LessonScreen)
        assert not screen.query_one(DerivationView).complete
        await learner.press("right", "left")
        assert screen.page_number == DERIVATION[1]
        assert all(view.complete for view in screen.query(DerivationView))
        assert screen.text.waiting == []


async def test_left_on_the_first_page_stays_there(desk: Desk) -> None:
    """There is nothing before it."""
    async with desk.learner() as learner:
        await learner.press("enter", "left", "left")
        assert learner.on(LessonScreen).page_number == 0


async def test_a_derivation_comes_a_line_at_a_time(desk: Desk) -> None:
    """Each enter brings one formula with its rule, and the text behind it comes last."""
    desk.left_at(*DERIVATION)
    lines = next(
        block
        for block in desk.library.lesson(DERIVATION[0]).pages[DERIVATION[1]].blocks
        if hasattr(block, "lines")
    ).lines
    async with desk.learner((120, 40)) as learner:
        await learner.press("enter")
        for shown in range(1, len(lines) + 1):
            seen = solid(_page_text(learner))
            for line in lines[:shown]:
                assert solid(line.formula + line.rule) in seen
            for line in lines[shown:]:
                assert solid(line.formula + line.rule) not in seen
            await learner.press("enter")


async def test_l_opens_the_lab_on_the_running_experiment_and_escape_comes_back(
    desk: Desk,
) -> None:
    """With the learner's own numbers, at the same step."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter", "s", "s")
        await learner.put("eta-a", "7")
        await learner.press("escape", "l")
        running = learner.on(LabScreen).live.running
        assert running is not None
        assert (running.a.experiment.rate, running.t) == (Fraction(7), 2)
        await learner.press("escape")
        assert learner.on(LessonScreen).page_number == 1


async def test_m_opens_the_lab_on_the_experiment_of_the_question(desk: Desk) -> None:
    """Also where the page runs another one; before the answer there is nothing to show."""
    desk.left_at(*TWO_QUESTIONS)
    async with desk.learner() as learner:
        await learner.press("enter")
        await _to_the_question(learner)
        view = learner.on(LessonScreen).open_question
        assert view is not None
        assert view.question.kind is Kind.YESNO
        await learner.press("m")
        learner.on(LessonScreen)
        await learner.press("2", "1", "m")
        running = learner.on(LabScreen).live.running
        assert running is not None
        assert running.lab == view.question.lab
        await learner.press("escape")
        assert learner.on(LessonScreen).page_number == TWO_QUESTIONS[1]


async def test_behind_the_last_page_the_lesson_is_read(desk: Desk) -> None:
    """Home then offers the next one."""
    desk.left_at(*TWO_QUESTIONS)
    async with desk.learner() as learner:
        await learner.press("enter", "right")
        learner.on(HomeScreen)
        assert "1 of 14 lessons read" in learner.text
        assert "Go on with enter: lesson 2, One neuron." in learner.words
        assert learner.session.record.state.finished == {"the-claim"}
