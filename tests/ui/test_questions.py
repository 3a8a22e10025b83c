"""Every kind of question by keys alone at 80x24: answered rightly, wrongly, refused, and shown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest

from tests.course.asked import ASKED, TYPED, asked, given_for
from tests.ui.every_kind import PAGES, in_sight, long, open_lesson, play, question, reach
from tests.ui.scenes import ANSWERS
from tests.ui.screens import Desk, Learner, clipped, solid
from tutor.course.fresh.family import Family
from tutor.course.generate import FAMILIES, variants
from tutor.course.lesson import Kind, Lab, Lesson, Option, Page, Question
from tutor.course.library import Library
from tutor.course.question import Graded, grade
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.themes import LIGHT
from tutor.ui.verdict import verdict
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.proof_lines import OrderAnswer
from tutor.ui.widgets.question_view import QuestionView


@asynccontextmanager
async def asking(
    desk: Desk, question: Question, beside: Lab | None = None
) -> AsyncIterator[Learner]:
    """A learner before a page that holds this question alone, or an experiment beside it."""
    page = Page("Trial", (question,), beside)
    lesson = Lesson(desk.library.entries[0].id, "Trial", (), (), (page,))
    async with desk.learner() as learner:
        await learner.app.push_screen(LessonScreen(learner.session, lesson))
        await learner.settle()
        await reach(learner)
        yield learner


def view(learner: Learner) -> QuestionView:
    """The question on the screen."""
    return learner.on(LessonScreen).query_one(QuestionView)


async def answer(learner: Learner, question: Question, option: Option) -> str:
    """Give an answer that falls under an option, but not yet how sure."""
    given = given_for(question, option)
    if question.kind is Kind.ORDER:
        await learner.press(*given.split(), "enter")
    elif question.kind in TYPED:
        await learner.write(given)
        await learner.press("enter")
    else:
        await learner.press(str(question.options.index(option) + 1))
    assert view(learner).given == given
    return given


async def page(learner: Learner) -> str:
    """All of the page, without its blanks."""
    return solid(" ".join(await learner.read(learner.on(LessonScreen).text)))


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("kind", ASKED)
async def test_an_answer_is_explained_on_the_screen_and_kept(
    desk: Desk, kind: str, *, right: bool
) -> None:
    """By keys alone, with nothing cut; what is kept is the answer as it was given."""
    question = asked(ASKED[kind])
    option = [option for option in question.options if option.right == right][-1]
    async with asking(desk, question) as learner:
        assert clipped(learner.app.screen) == []
        given = await answer(learner, question, option)
        assert f"Your answer: {given}" in learner.text
        await learner.press("2")
        graded = grade(question, given)
        seen = await page(learner)
        mark = "✓ Right." if right else "✗ Not so."
        assert solid(f"{mark} {graded.option.explanation}") in seen
        assert solid(f"Your answer: {given} (fairly sure)") in seen
        assert clipped(learner.app.screen) == []
        key = next(option for option in question.options if option.right)
        assert right or solid(key.text) in seen or kind in {"yesno", "step"}
    (kept,) = desk.record().answers
    assert (kept.question, kept.given, kept.right) == (question.id, given, right)


@pytest.mark.parametrize("kind", ASKED)
async def test_hints_come_rung_by_rung_while_the_answer_is_open(desk: Desk, kind: str) -> None:
    """Also beside a field, which leaves h to them."""
    question = asked(ASKED[kind])
    async with asking(desk, question) as learner:
        for number, hint in enumerate(question.hints, 1):
            await learner.press("h")
            seen = await page(learner)
            assert solid(f"? {hint}") in seen
            assert all(solid(f"? {later}") not in seen for later in question.hints[number:])
        assert view(learner).given is None


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        ("vector", "1", "1 number given, 2 needed"),
        ("step", "17", "“17” is no step; write a whole number from 1 to 16, or never"),
        ("rate", "-2", "must be above 0"),
        ("rate", "0.1", "0.1 is the η of A itself"),
    ],
)
async def test_what_is_no_answer_is_refused_with_a_reason(
    desk: Desk, kind: str, typed: str, reason: str
) -> None:
    """It costs nothing: the field stays, and takes another."""
    async with asking(desk, asked(ASKED[kind])) as learner:
        await learner.write(typed)
        await learner.press("enter")
        assert reason in learner.words
        assert view(learner).given is None
        assert isinstance(learner.app.focused, AnswerField)


async def test_a_refusal_goes_where_the_answer_is_mended(desk: Desk) -> None:
    """Its reason is of the text that was given, not of the one being written."""
    async with asking(desk, asked(ASKED["step"])) as learner:
        await learner.write("17")
        await learner.press("enter")
        assert "is no step" in learner.words
        await learner.press("backspace")
        assert "is no step" not in learner.words
        await learner.press("enter")
        assert view(learner).given == "1"


async def test_enter_in_an_empty_field_says_what_is_to_be_done(desk: Desk) -> None:
    """It is no answer."""
    question = asked(ASKED["vector"])
    async with asking(desk, question) as learner:
        await learner.press("enter")
        assert "write your answer, then press enter" in learner.rows[0]
        assert view(learner).given is None


async def test_the_arrows_lead_from_the_field_to_none_and_back(desk: Desk) -> None:
    """Both stand among the keys; what was written stays."""
    async with asking(desk, asked(ASKED["rate"])) as learner:
        await learner.write("3")
        assert "↓ None" in learner.rows[-1]
        await learner.press("down")
        assert "› There is none" in learner.text
        assert "↑↓ enter Choose" in learner.rows[-1]
        await learner.press("up")
        assert isinstance(learner.app.focused, AnswerField)
        assert "› There is none" not in learner.text
        await learner.press("enter")
        assert view(learner).given == "3"


async def test_there_is_none_can_be_chosen_below_the_field(desk: Desk) -> None:
    """Down leads to it; a number typed there chooses nothing."""
    async with asking(desk, asked(ASKED["no-rate"])) as learner:
        assert "There is none" in learner.words
        await learner.press("down", "1")
        assert view(learner).given is None
        await learner.press("enter", "3")
        assert view(learner).given == "none"
        assert "✓ Right. There is none: w⁽⁰⁾ = 0" in learner.words


async def test_show_me_opens_the_lab_with_the_learners_rate_as_that_of_b(desk: Desk) -> None:
    """A as it was stated, and the scope."""
    async with asking(desk, asked(ASKED["rate"])) as learner:
        await learner.write("7/3")
        await learner.press("enter", "1", "m")
        running = learner.on(LabScreen).live.running
        assert running is not None
        assert running.b is not None
        assert running.a.experiment.rate == Fraction(1, 10)
        assert running.b.experiment.rate == Fraction(7, 3)
        await learner.press("escape")
        assert "Your answer: 7/3" in learner.text


async def test_an_order_is_built_line_by_line_and_taken_back(desk: Desk) -> None:
    """A line stands in it once, and it is given when it is whole."""
    async with asking(desk, asked(ASKED["order"])) as learner:
        assert "Your order: · · · ·" in learner.text
        await learner.press("2", "1", "1", "7", "enter")
        assert "Your order: 2 1 · ·" in learner.text
        assert view(learner).given is None
        await learner.press("backspace", "4", "3")
        assert "Your order: 2 4 3 ·" in learner.text
        await learner.press("1")
        assert "Your order: 2 4 3 1" in learner.text
        await learner.press("enter")
        assert isinstance(learner.app.focused, Choices)
        assert not learner.app.screen.query(OrderAnswer)
        assert view(learner).given == "2 4 3 1"
        assert "w⁽⁰⁾ = 0" in learner.text


async def test_the_lines_of_a_proof_stand_with_their_rules(desk: Desk) -> None:
    """False line and order are numbered, the blank stays open."""
    for kind, rows in {
        "false-line": ["  2  φ(η z) = φ(z)", "by: η > 0 changes no sign"],
        "blank": ["w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾", "    the update is added", "…", "    definition of Δw"],
        "order": ["1  v⁽⁰⁾ = 0", "2  w⁽⁰⁾ = 0"],
    }.items():
        async with asking(desk, asked(ASKED[kind])) as learner:
            assert all(row in learner.text for row in rows), learner.text


async def test_the_proof_stays_when_its_false_line_is_named(desk: Desk) -> None:
    """What is said of a line speaks of those above it."""
    async with asking(desk, asked(ASKED["false-line"])) as learner:
        for key in ("1", "3"):
            await learner.press(key)
            for row in ("1  η > 0", "2  φ(η z) = φ(z)", "3  φ(z + η) = φ(z)"):
                assert row in learner.text


async def test_the_right_option_stands_apart_from_its_explanation(desk: Desk) -> None:
    """An option need not end with a full stop."""
    async with asking(desk, asked(ASKED["choice"])) as learner:
        await learner.press("2", "1")
        assert any(
            row.startswith(" ▌ Right is: This") and "Yes." not in row for row in learner.rows
        )


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_reason_of_a_fresh_question_is_said_twice(family: Family) -> None:
    """What explains a wrong answer often ends with why the right one is."""
    for fresh in islice(variants(family, 7, Library.open()), 10):
        key = next(option for option in fresh.options if option.right)
        for option in fresh.options:
            said = verdict(fresh, Graded(option.text, option), 3)
            text = " ".join(part.text for part in said).casefold()
            assert text.count(key.explanation.casefold()) <= 1


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
async def test_the_explanation_is_in_sight_at_once_beside_a_perceptron(
    desk: Desk, kind: str, *, right: bool
) -> None:
    """At 80x24 no key is needed to read it, and what comes next stands among the keys."""
    async with desk.learner() as learner:
        await open_lesson(learner, kind)
        await reach(learner)
        assert learner.rows[-1].endswith("? Help")
        await play(learner, ANSWERS[kind][not right])
        given = view(learner).given
        assert given is not None
        assert "How sure are you?" in learner.text
        assert learner.rows[-1].endswith("? Help")
        await play(learner, "1")
        seen = solid(" ".join(learner.part(learner.on(LessonScreen).text)))
        mark = "✓ Right." if right else "✗ Not so."
        assert solid(f"{mark} {grade(question(kind), given).option.explanation}") in seen
        assert "enter Next" in learner.rows[-1]
        assert learner.rows[-1].endswith("? Help")
        assert clipped(learner.app.screen) == []


@pytest.mark.parametrize("kind", PAGES)
async def test_a_long_question_in_a_lesson_has_the_keys_when_its_answer_is_in_sight(
    desk: Desk, kind: str
) -> None:
    """Also one of more rows than the screen has, beside a perceptron."""
    async with asking(desk, long(kind), question("yesno").lab) as learner:
        assert learner.on(LessonScreen).live.display
        field = learner.app.focused
        assert field is not None
        assert in_sight(learner, field)
        await play(learner, ANSWERS[kind][1])
        assert in_sight(learner, learner.app.screen.query_one("#confidence"))


async def test_no_answer_comes_of_enter_alone(desk: Desk) -> None:
    """Whatever the kind: the key that reads on is no answer."""
    for text in ASKED.values():
        async with asking(desk, asked(text)) as learner:
            await learner.press("enter", "enter")
            assert view(learner).given is None


async def test_escape_lends_the_letters_of_an_answer_to_the_perceptron(desk: Desk) -> None:
    """Also those of never and none; enter goes back to what was written, escape again leaves."""
    question = asked(ASKED["step"])
    async with asking(desk, question, question.lab) as learner:
        await learner.write("ne")
        screen = learner.on(LessonScreen)
        assert "esc Out" in learner.rows[-1]
        await learner.press("escape")
        assert "enter goes back to your answer" in learner.rows[0]
        assert "enter Answer" in learner.rows[-1]
        assert "esc Home" in learner.rows[-1]
        await learner.press("e")
        assert screen.live.running is not None
        assert screen.live.running.t == len(screen.live.running.a.experiment.dataset)
        await learner.press("r")
        assert screen.live.going
        await learner.press("r", "enter")
        field = view(learner).query_one(AnswerField)
        assert field.has_focus
        assert field.value == "ne"
        await learner.press("escape", "escape")
        assert not isinstance(learner.app.screen, LessonScreen)


async def test_escape_out_of_a_lab_field_goes_back_to_the_answer(desk: Desk) -> None:
    """Where s and r are keys, as no vector has them; the footer says what the next escape does."""
    question = asked(ASKED["vector"])
    async with asking(desk, question, asked(ASKED["step"]).lab) as learner:
        await learner.press("tab")
        assert "esc Out" in learner.rows[-1]
        await learner.press("escape", "s", "r")
        live = learner.on(LessonScreen).live
        assert live.going
        await learner.press("r")
        assert view(learner).query_one(AnswerField).has_focus
        assert view(learner).query_one(AnswerField).value == ""
        await learner.press("escape")
        assert "esc Home" in learner.rows[-1]


async def test_long_options_hang_below_their_first_word(desk: Desk) -> None:
    """Not below their number; and marks in them are shown as what they mean."""
    first, *others = asked(ASKED["choice"]).options
    text = (
        "With `eta0` = 1 all that follows is larger, and *every* weight grows by a factor as well"
    )
    question = replace(
        asked(ASKED["choice"]),
        options=(replace(first, text=text), *others),
        hints=("Look at `eta0` once more.",),
    )
    async with asking(desk, question) as learner:
        number = next(k for k, row in enumerate(learner.rows) if "1  With eta0 = 1" in row)
        below = learner.rows[number + 1]
        assert below.index(below.strip(" ▌")) == learner.rows[number].index("With")
        await learner.press("h")
        assert "? Look at eta0 once more." in learner.text
        await learner.press("1")
        assert "Your answer: With eta0 = 1" in learner.text
        assert "and every weight" in learner.words.replace("▌ ", "")


async def test_letters_that_are_in_no_answer_stay_keys(desk: Desk) -> None:
    """While a number is typed: a hint is at hand, and the other theme; the field keeps its text."""
    question = asked(ASKED["vector"])
    async with asking(desk, question) as learner:
        await learner.write("1e")
        await learner.press("h", "T")
        assert view(learner).query_one(AnswerField).value == "1e"
        assert learner.app.theme == LIGHT.name
        assert solid(question.hints[0]) in solid(learner.text)
