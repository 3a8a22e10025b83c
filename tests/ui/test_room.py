"""A learner in a class: the teacher asks."""

from dataclasses import replace

import pytest

from tests.record.answered import fact
from tests.ui.screens import LARGE, SMALL, Desk, Learner, clipped, solid, told
from tests.ui.teacher import BET, LONG, READY, ask, opened
from tutor.course.printed import key_of
from tutor.record.room import Ask, Close, Prove, Show, vote_place
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.room import RoomScreen
from tutor.ui.widgets.question_view import QuestionView

LATER = 600.0
RIGHT, WRONG = "No, never", "Yes, at least once"
WHY = "All 1000 predictions agree"


def _said(learner: Learner) -> str:
    """What a person reads, without the frame of the dialogue."""
    return " ".join(learner.text.translate(dict.fromkeys(map(ord, "│▌"), " ")).split())


def votes(learner: Learner) -> list[tuple[str, str, int]]:
    """Where, what and how sure: what the learner has answered."""
    answers = learner.session.record.state.answers
    return [(one.place, one.given, one.confidence) for one in answers]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_question_goes_from_the_first_vote_to_the_proof(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign first, then one dialogue; what is right is not said before the teacher shows it."""
    monkeypatch.setattr("tutor.ui.attending.LOOK", LATER)
    async with desk.learner(size) as learner:
        poll = await ask(learner, BET)
        assert "The teacher asks: a answers" in learner.rows[0]
        learner.app._look()
        await opened(learner)
        assert "answer for yourself" in learner.words
        assert clipped(learner.app.screen) == []
        await learner.press("1", "3")
        assert f"Your answer: {WRONG} (sure)" in _said(learner)
        assert "talk it over with your neighbours" in learner.words
        await learner.told_at_home("First vote · saved")
        await learner.hear(Show(poll=poll))
        for said in ("✓", "✗", "Right", WHY, "Proof", "Show me", "Hint"):
            assert said not in learner.text
        await ask(learner, BET, poll)
        await opened(learner)
        assert f"Before, you said: {WRONG} (sure)" in learner.words
        assert clipped(learner.app.screen) == []
        await learner.press("2", "2")
        assert WHY not in learner.words
        await learner.hear(Prove(poll=poll))
        seen = _said(learner)
        assert f"Your answer: {RIGHT} (fairly sure) ✓ Right. {WHY}" in seen
        assert "Proof: No prediction differs in training" in seen
        assert f"Before, you said: {WRONG} (sure)" in seen
        await learner.press("m")
        running = learner.on(LabScreen).live.running
        assert running is not None
        await learner.press("escape")
        learner.on(RoomScreen)
        await learner.press("escape")
        learner.on(HomeScreen)
        assert "teacher" not in learner.rows[0].lower()
        assert votes(learner) == [
            (vote_place(poll, 1), WRONG, 3),
            (vote_place(poll, 2), RIGHT, 2),
        ]
    assert [one.place for one in desk.record().answers] == [vote_place(poll, k) for k in (1, 2)]


async def test_no_answer_to_a_question_without_a_key_is_called_wrong(desk: Desk) -> None:
    """What the teacher typed is shown to the letter; its vote is a prediction, and no mark."""
    async with desk.learner() as learner:
        poll = await ask(learner, READY)
        await opened(learner)
        assert "Go on to *the proof*?" in learner.text
        assert "[red]Say[/red] what you think." in learner.text
        assert "3  [b]Later[/b]" in learner.text
        await learner.press("3", "1")
        assert "Your answer: [b]Later[/b] (a guess)" in learner.text
        await learner.hear(Prove(poll=poll))
        assert "no answer to this question that counts as right" in learner.words
        for said in ("✓", "✗", "Not so", "rong", "Right"):
            assert said not in learner.text
    (kept,) = desk.record().answers
    assert (kept.question, kept.given, kept.predicted) == (poll, "[b]Later[/b]", True)


@pytest.mark.parametrize("known", [True, False])
async def test_who_gave_no_answer_is_shown_the_right_one_with_why(
    desk: Desk, *, known: bool
) -> None:
    """Nothing is asked any more."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET if known else READY)
        await opened(learner)
        await learner.hear(Prove(poll=poll))
        seen = _said(learner)
        assert "You gave no answer." in seen
        assert (f"Right is: {RIGHT} {WHY}" in seen) is known
        assert ("m Show me" in learner.rows[-1]) is known
        await learner.press("1", "3", "enter")
        assert votes(learner) == []


async def test_who_comes_back_after_a_vote_is_not_asked_again(desk: Desk) -> None:
    """They see what they said, and talk it over; a second round asks them."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.press("1", "2")
    async with desk.learner(seat="2") as learner:
        await opened(learner)
        assert f"Your answer: {WRONG} (fairly sure)" in _said(learner)
        assert "talk it over" in learner.words
        assert "m Show me" not in learner.rows[-1]
        await learner.press("1", "3")
        assert len(votes(learner)) == 1
        await ask(learner, BET, poll)
        await opened(learner)
        await learner.press("2", "3")
        assert len(votes(learner)) == 2
    told(str(desk.path), Prove(poll=poll))
    async with desk.learner(seat="3") as learner:
        await learner.told_at_home("The teacher shows the answer: a shows it here")
        assert not learner.app._opens
        await learner.press("a")
        assert "✓ Right." in learner.text


async def test_a_vote_of_another_course_is_followed_by_the_right_answer(desk: Desk) -> None:
    """A learner may come back with another version of the tutor."""
    poll = told(str(desk.path), Ask(question=BET)).id
    with desk.kept() as record:
        record.add(replace(fact("scale"), given="Perhaps", place=vote_place(poll, 1), id="v"))
    async with desk.learner(seat="2") as learner:
        await opened(learner)
        assert "Your answer: Perhaps" in learner.text
        await learner.hear(Prove(poll=poll))
        assert f"Right is: {RIGHT}" in learner.text


async def test_a_vote_is_taken_back_within_some_seconds(desk: Desk) -> None:
    """As every answer."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.press("1", "3", "z")
        assert votes(learner) == []
        assert "answer for yourself" in learner.words
        await learner.press("2", "1")
        assert votes(learner) == [(vote_place(poll, 1), RIGHT, 1)]


async def test_a_question_that_nobody_reads_goes_when_it_is_closed(desk: Desk) -> None:
    """With a word; nothing calls any more."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.hear(Close(poll=poll))
        learner.on(HomeScreen)
        assert "The teacher has taken the question away." in learner.told
        assert learner.app.calling == ""
        await learner.press("a")
        learner.on(HomeScreen)


async def test_what_is_being_answered_or_read_does_not_vanish_when_it_is_closed(
    desk: Desk,
) -> None:
    """Keys on their way must not fall on what lies below; a proof is read to its end."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.press("1")
        await learner.hear(Close(poll=poll))
        learner.on(RoomScreen)
        assert "The teacher has taken the question away." in learner.words
        await learner.press("3", "enter")
        assert votes(learner) == []
        await learner.press("escape")
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.press("2", "3")
        await learner.hear(Prove(poll=poll))
        await learner.hear(Close(poll=poll))
        assert WHY in learner.words
        assert "the teacher has gone on; esc closes" in learner.words
        await learner.press("escape")
        learner.on(HomeScreen)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_question_longer_than_the_screen_is_read_before_it_is_answered(
    desk: Desk, size: tuple[int, int]
) -> None:
    """With enter, which is no answer; a proof as well."""
    async with desk.learner(size) as learner:
        poll = await ask(learner, LONG)
        screen = await opened(learner)
        view = screen.query_one(QuestionView)
        for _ in range(5):
            if view.has_focus_within:
                break
            assert "enter Read on" in learner.rows[-1]
            await learner.press("enter")
        await learner.press("enter")
        assert view.given is None
        await learner.press("4", "2")
        assert len(votes(learner)) == 1
        await learner.hear(Prove(poll=poll))
        seen = solid(" ".join(await learner.read(screen.page)))
        assert solid("Your answer: ") in seen
        assert solid(key_of(view.question).explanation) in seen


async def test_the_next_question_takes_the_place_of_the_last(desk: Desk) -> None:
    """Also of one that is half answered; a vote is for the one that stands there."""
    async with desk.learner() as learner:
        await ask(learner, BET)
        await opened(learner)
        await learner.press("1")
        poll = await ask(learner, READY)
        await opened(learner)
        assert "Go on to *the proof*?" in learner.text
        await learner.press("2", "2")
        assert votes(learner) == [(vote_place(poll, 1), "No", 2)]


async def test_a_question_from_the_lab_below_is_found_under_it(desk: Desk) -> None:
    """The lab that a proof has opened is left by a."""
    async with desk.learner() as learner:
        poll = await ask(learner, BET)
        await opened(learner)
        await learner.hear(Prove(poll=poll))
        await learner.press("m")
        learner.on(LabScreen)
        other = await ask(learner, READY)
        assert "The teacher asks: a answers" in learner.rows[0]
        await learner.press("a")
        await opened(learner)
        await learner.press("1", "1")
        assert votes(learner) == [(vote_place(other, 1), "Yes", 1)]


@pytest.mark.parametrize(
    "strange", [{"lesson": "no-such", "question": "x"}, {"riddle": 1}, {"seed": 1, "number": -1}]
)
async def test_what_this_course_cannot_ask_is_said_and_nothing_opens(
    desk: Desk, strange: dict[str, object]
) -> None:
    """Another course, or a newer program."""
    async with desk.learner() as learner:
        await learner.hear(Ask(question=strange))
        learner.app._look()
        await learner.settle()
        learner.on(HomeScreen)
        assert "The teacher asks what cannot be shown here" in learner.told
        assert learner.app.calling == ""
        await ask(learner, BET)
        await opened(learner)
