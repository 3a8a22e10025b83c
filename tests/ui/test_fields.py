"""The fields for η, w⁽⁰⁾ and the number of epochs: what they refuse, and how they are stepped."""

from fractions import Fraction

import pytest

from tests.ui.screens import Desk, Learner
from tutor.ui.running import Running
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.number_field import NumberField, step_rate

WRONG = {
    "nan": "η: “nan” is not a finite number; write a number such as 0.1",
    "inf": "η: “inf” is not a finite number; write a number such as 0.1",
    "": "0 numbers given, 1 needed: η",
    "1/0": "η: “1/0” divides by zero; write a number such as 0.1",
    "abc": "η: “abc” is not a number; write a number such as 0.1",
    "0,1": "2 numbers given, 1 needed: η",
    "1e9999": "η: “1e9999” is out of range, powers of ten end at 999",
    "9" * 61: "η: a number of 61 characters is too long; use at most 60",
}


def _running(learner: Learner) -> Running:
    running = learner.on(LabScreen).live.running
    assert running is not None
    return running


async def _paste(learner: Learner, identifier: str, text: str) -> NumberField:
    """Paste a text into a field over what it holds."""
    field = await learner.to_field(identifier)
    await learner.press("end", "shift+home")
    if text:
        await learner.paste(text)
    else:
        await learner.press("backspace")
    return field


@pytest.mark.parametrize("text", WRONG, ids=[f"“{text[:6]}”" for text in WRONG])
async def test_a_wrong_number_says_what_is_wrong_and_the_last_picture_stays(
    desk: Desk, text: str
) -> None:
    """The reason and an example are on the screen; nothing is run with it; a right one mends it."""
    async with desk.learner() as learner:
        await learner.press("l", "s", "s")
        before = _running(learner)
        field = await _paste(learner, "eta-a", text)
        assert f"✗ {WRONG[text]}" in _beside_each_other(learner, "a")
        assert _running(learner) == before
        assert field.value == text
        assert field.has_class("-wrong")
        await _paste(learner, "eta-a", "0.25")
        assert "✗" not in learner.text
        assert _running(learner).a.experiment.rate == Fraction(1, 4)
        assert _running(learner).t == before.t


def _beside_each_other(learner: Learner, which: str) -> str:
    """The words in A's or in B's panel."""
    panel = learner.app.screen.query_one(f".run-{which}")
    return " ".join(" ".join(learner.part(panel)).split())


@pytest.mark.parametrize("text", ["nan", "inf", "1/0", "abc", "0", "-1"])
async def test_a_wrong_number_typed_key_by_key_is_refused(desk: Desk, text: str) -> None:
    """Letters go into the field and not to the screen's keys; `s` makes no step there."""
    async with desk.learner() as learner:
        await learner.press("l")
        field = await learner.put("eta-b", text)
        assert field.value == text
        assert "✗" in _beside_each_other(learner, "b")
        assert _running(learner).t == 0
        assert (b := _running(learner).b) is not None
        assert b.experiment.rate > 0


@pytest.mark.parametrize("text", ["0", "-1", "−0.5", "-1/3"])
async def test_a_rate_that_is_not_above_zero_is_refused_with_the_reason(
    desk: Desk, text: str
) -> None:
    """And with the lesson that shows what a negative η does."""
    async with desk.learner() as learner:
        await learner.press("l", "e")
        before = _running(learner)
        await _paste(learner, "eta-a", text)
        said = _beside_each_other(learner, "a")
        assert "must be above 0: the argument needs that η never turns a sign around" in said
        assert "Lesson 5 shows what a negative η does." in said
        assert _running(learner) == before


def test_the_lesson_that_is_pointed_to_is_about_the_negative_rate(desk: Desk) -> None:
    """Its number, which the field names, is right."""
    entry = desk.library.entries[4]
    questions = desk.library.lesson(entry.id).questions
    assert entry.number == 5
    assert any("negative-rate" in question.id for question in questions)


@pytest.mark.parametrize(("text", "given"), [("1, 2", "2 numbers"), ("1", "1 number"), ("", "0 n")])
async def test_too_few_weights_are_refused_by_their_names(
    desk: Desk, text: str, given: str
) -> None:
    """The learner sees how many are needed, and which."""
    async with desk.learner() as learner:
        await learner.press("l")
        before = _running(learner)
        await _paste(learner, "w0-a", text)
        said = _beside_each_other(learner, "a")
        assert given in said
        assert "3 needed: b, w1, w2, separated by commas" in said
        assert _running(learner) == before


EPOCHS = "✗ epochs: write a whole number from 1 to 200"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((text, EPOCHS) for text in ("0", "1.5", "-3", "201", "1e99")),
        ("x", "✗ epochs: “x” is not a number; write a number such as 0.1"),
        ("", "✗ 0 numbers given, 1 needed: epochs"),
        ("3, 4", "✗ 2 numbers given, 1 needed: epochs"),
    ],
)
async def test_epochs_are_a_whole_number_from_one_on(desk: Desk, text: str, reason: str) -> None:
    """Anything else is refused in words, and the runs stay."""
    async with desk.learner() as learner:
        await learner.press("l", "s")
        before = _running(learner)
        await _paste(learner, "epochs", text)
        assert reason in learner.words
        assert _running(learner) == before
        await _paste(learner, "epochs", "3")
        assert "✗" not in learner.text
        assert len(_running(learner).a) == 300


async def test_up_and_down_step_the_rate_by_one_two_five(desk: Desk) -> None:
    """The run follows each step at once."""
    async with desk.learner() as learner:
        await learner.press("l")
        field = await learner.to_field("eta-a")
        seen = []
        for key in ["up"] * 4 + ["down"] * 6:
            await learner.press(key)
            seen.append(field.value)
            assert _running(learner).a.experiment.rate == Fraction(field.value)
        assert seen == ["0.2", "0.5", "1", "2", "1", "0.5", "0.2", "0.1", "0.05", "0.02"]


def test_the_ladder_of_rates_has_two_ends() -> None:
    """A learning rate never steps to zero, and a number between the rungs goes to the next one."""
    assert step_rate(Fraction(3, 10), 1) == Fraction(1, 2)
    assert step_rate(Fraction(3, 10), -1) == Fraction(1, 5)
    assert step_rate(Fraction(1, 10**6), -1) == Fraction(1, 10**6)
    assert step_rate(Fraction(10**9), 1) == Fraction(10**9)


async def test_up_and_down_step_the_weight_at_the_cursor_by_a_half(desk: Desk) -> None:
    """The others stay, and the cursor stays with its weight."""
    async with desk.learner() as learner:
        await learner.press("l")
        field = await learner.to_field("w0-a")
        await learner.press("end", "up")
        assert field.value == "0, 0, 0.5"
        await learner.press("home", "down", "down")
        assert field.value == "-1, 0, 0.5"
        await learner.press("right", "right", "right", "up", "up", "up")
        assert field.value == "-1, 1.5, 0.5"
        start = _running(learner).a.experiment.start
        assert start == (Fraction(-1), Fraction(3, 2), Fraction(1, 2))


async def test_up_steps_on_from_the_last_right_number(desk: Desk) -> None:
    """A wrong text in the field does not stop the arrows."""
    async with desk.learner() as learner:
        await learner.press("l")
        field = await _paste(learner, "eta-a", "abc")
        await learner.press("up")
        assert field.value == "0.2"
        assert "✗" not in learner.text


async def test_tab_goes_round_all_fields_and_back(desk: Desk) -> None:
    """Shift and tab goes the other way."""
    async with desk.learner() as learner:
        await learner.press("l")
        forth, back = [], []
        for _ in range(7):
            await learner.press("tab")
            forth.append(learner.app.focused and learner.app.focused.id)
        for _ in range(7):
            await learner.press("shift+tab")
            back.append(learner.app.focused and learner.app.focused.id)
        assert set(forth) == {"eta-a", "w0-a", "eta-b", "w0-b", "epochs", "step"}
        assert forth[0] == forth[6]
        assert back == [*reversed(forth[:6]), forth[5]]


async def test_escape_leaves_the_field_and_then_the_lab(desk: Desk) -> None:
    """So the screen's keys work again without leaving what one has set."""
    async with desk.learner() as learner:
        await learner.press("l")
        await learner.put("eta-a", "3")
        await learner.press("escape", "s")
        assert _running(learner).t == 1
        assert _running(learner).a.experiment.rate == 3
        await learner.press("escape")
        assert "lessons read" in learner.text


async def test_a_worked_formula_follows_the_field(desk: Desk) -> None:
    """The last right number stays in the formula while a wrong one is in the field."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter", "enter")
        assert "z⁽²⁾ = (−0.2, −0.2)·(1, 3) = −0.8" in learner.words
        await learner.put("eta-a", "1000")
        assert "(−2000, −2000)·(1, 3) = −8000" in learner.words
        await learner.write("x")
        assert "(−2000, −2000)·(1, 3) = −8000" in learner.words
        assert "is not a number" in learner.words
        # Out of the field, out of the answer that has the keys then, home.
        await learner.press("escape", "escape", "escape")
        assert "lessons read" in learner.text
        assert learner.session.record.state.finished == set()


async def test_a_question_mark_in_a_field_asks_for_help(desk: Desk) -> None:
    """No number has one in it."""
    desk.left_at("zero-start", 1)
    async with desk.learner() as learner:
        await learner.press("enter")
        field = await learner.to_field("eta-a")
        value = field.value
        await learner.press("question_mark")
        assert "Help" in learner.text
        await learner.press("escape")
        assert learner.on(LessonScreen).focused is field
        assert field.value == value
