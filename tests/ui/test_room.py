"""A learner in a class: the teacher asks, says a word, sets the pace, invites."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from tests.record.answered import fact
from tests.ui.every_kind import open_lesson, open_quiz, question
from tests.ui.screens import LARGE, LEARNER, NOON, SMALL, Desk, Learner, clipped, solid, told
from tests.ui.teacher import BET, LONG, READY, ask, opened
from tutor.course.printed import key_of
from tutor.record.database import Database
from tutor.record.presence import Where
from tutor.record.room import Ask, Close, Invite, Note, Pace, Prove, Show, vote_place
from tutor.record.seats import seat, seated, sit
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.room import RoomScreen
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.question_view import QuestionView

LATER = 600.0
RIGHT, WRONG = "No, never", "Yes, at least once"
WHY = "All 1000 predictions agree"


def _said(learner: Learner) -> str:
    """What a person reads, without the frame of the dialogue."""
    return " ".join(learner.text.translate(dict.fromkeys(map(ord, "│▌"), " ")).split())


def _votes(learner: Learner) -> list[tuple[str, str, int]]:
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
        assert _votes(learner) == [
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
        assert _votes(learner) == []


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
        assert _votes(learner) == []
        assert screen.query_one(QuestionView).given is None
        screen._listen()
        await learner.settle()
        await learner.press("2", "1")
        assert _votes(learner) == [(vote_place(poll, 1), RIGHT, 1)]
        await ask(learner, BET, poll)
        await learner.press("1", "3", "escape")
        assert learner.on(RoomScreen) is screen
        assert len(_votes(learner)) == 1


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
        assert len(_votes(learner)) == 1


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
        assert len(_votes(learner)) == 1
        await ask(learner, BET, poll)
        await opened(learner)
        await learner.press("2", "3")
        assert len(_votes(learner)) == 2
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
        assert _votes(learner) == []
        assert "answer for yourself" in learner.words
        await learner.press("2", "1")
        assert _votes(learner) == [(vote_place(poll, 1), RIGHT, 1)]


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
        assert _votes(learner) == []
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
        assert len(_votes(learner)) == 1
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
        assert _votes(learner) == [(vote_place(poll, 1), "No", 2)]


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
        assert _votes(learner) == [(vote_place(other, 1), "Yes", 1)]


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


async def test_a_word_to_all_is_told_once_and_stays_on_home(desk: Desk) -> None:
    """To the letter; an empty one takes it away."""
    async with desk.learner() as learner:
        text = "A break: [red]10[/red] minutes"
        await learner.hear(Note(text=text))
        assert f"Your teacher: {text}" in learner.words
        assert learner.told == ""
        await learner.hear(Note(text=""))
        assert "Your teacher" not in learner.words
        await learner.press("u")
        await learner.hear(Note(text=text))
        assert f"Your teacher {text}" in learner.told


async def test_lessons_that_open_later_open_all_the_same_when_chosen_twice(desk: Desk) -> None:
    """Never by force: it is said, and it is the learner's to decide."""
    async with desk.learner() as learner:
        await learner.hear(Pace(open_to=2))
        rows = [row for row in learner.rows if "opens later" in row]
        assert len(rows) == len(desk.library.entries) - 2
        await learner.press("3")
        learner.on(HomeScreen)
        assert "opens later; enter opens it all the same" in learner.rows[0]
        await learner.press("enter")
        assert learner.on(LessonScreen).lesson.id == "first-update"
        await learner.press("escape")
        assert "The first update" in learner.text
        assert not [row for row in learner.rows if "first update" in row and "later" in row]
        await learner.hear(Pace(open_to=None))
        assert not any("opens later" in row for row in learner.rows[1:])


@pytest.mark.parametrize("keys", [(), ("1",), ("l",), ("u",), ("p",)])
async def test_j_goes_to_the_page_where_the_teacher_is(desk: Desk, keys: tuple[str, ...]) -> None:
    """From any screen, and by the learner's wish alone; escape comes back."""
    async with desk.learner() as learner:
        await learner.press(*keys)
        there = learner.app.screen
        await learner.hear(Invite(lesson="zero-start", page=2))
        assert learner.app.screen is there
        assert "Teacher: lesson 5, page 3; j goes there" in learner.rows[0]
        await learner.press("j")
        lesson = learner.on(LessonScreen)
        assert (lesson.lesson.id, lesson.page_number) == ("zero-start", 2)
        assert "page 3 of" in learner.rows[0]
        await learner.press("j")
        assert learner.app.screen is lesson
        await learner.press("escape")
        assert learner.app.screen is there


async def test_j_turns_the_page_of_the_same_lesson(desk: Desk) -> None:
    """And a page behind the last is the last."""
    async with desk.learner() as learner:
        await learner.press("1")
        there = learner.on(LessonScreen)
        await learner.hear(Invite(lesson="the-claim", page=99))
        await learner.press("j")
        assert learner.on(LessonScreen) is there
        assert there.page_number == len(there.lesson.pages) - 1


async def test_an_invitation_to_a_lesson_that_this_course_has_not_is_none(desk: Desk) -> None:
    """A learner may read another course."""
    async with desk.learner() as learner:
        await learner.hear(Invite(lesson="no-such", page=0))
        assert learner.app.calling == ""
        await learner.press("j")
        learner.on(HomeScreen)


async def test_the_teacher_sees_where_a_learner_is_and_who_is_stuck(desk: Desk) -> None:
    """Each screen says it, a page of a lesson with its number; stuck until there is an answer."""
    database = Database.open(str(desk.path))
    try:
        sit(database, seat("s", LEARNER, "here", "", NOON))
        async with desk.learner(seat="s") as learner:

            async def sits(where: Where) -> None:
                async with asyncio.timeout(30):
                    while _where(database) != where:
                        await learner.pilot.pause(0.02)

            await sits(Where("home"))
            for key, place in {"p": "progress", "r": "review", "u": f"quiz:{desk.seed}"}.items():
                await learner.press(key)
                await sits(Where(place))
                await learner.app.screen.run_action("dismiss")
                await sits(Where("home"))
            await learner.press("3")
            await sits(Where("lesson:first-update", 0))
            await learner.press("right")
            await sits(Where("lesson:first-update", 1))
            await ask(learner, BET)
            await opened(learner)
            await sits(Where("room"))
            await learner.press("escape")
            await sits(Where("lesson:first-update", 1))
            asked = question("choice")
            await open_quiz(learner, [asked])
            await learner.press(*["h"] * len(asked.hints))
            await sits(Where(f"quiz:{desk.seed}", stuck=True))
            await learner.press("question_mark", "escape")
            await sits(Where(f"quiz:{desk.seed}", stuck=True))
            await learner.press("2", "3")
            await sits(Where(f"quiz:{desk.seed}"))
    finally:
        database.close()


def _where(database: Database) -> Where:
    (one,) = seated(database, NOON)
    return Where(one.place, one.page, one.stuck)


async def test_a_lesson_tells_who_is_stuck_as_well(desk: Desk) -> None:
    """Until the question is skipped."""
    database = Database.open(str(desk.path))
    try:
        sit(database, seat("s", LEARNER, "here", "", NOON))
        async with desk.learner(seat="s") as learner:
            await open_lesson(learner, "choice")
            await learner.press(*["h"] * len(question("choice").hints))
            for keys, stuck in (((), True), (("k",), False)):
                await learner.press(*keys)
                async with asyncio.timeout(30):
                    while _where(database).stuck is not stuck:
                        await learner.pilot.pause(0.02)
    finally:
        database.close()
