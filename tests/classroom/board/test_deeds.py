"""What the teacher does at the board, and what then stands in the record."""

import sys

import pytest

from tests.benchmarks.terminal import CTRL_Q, Terminal, environment
from tests.classroom.board.room import SAID, Class
from tests.ui.screens import LARGE, SIZES
from tutor.classroom.board.asking import Fresh, concepts, levels
from tutor.classroom.board.screens.board import BoardScreen
from tutor.classroom.board.screens.offer import OfferScreen
from tutor.classroom.board.screens.own import OwnScreen
from tutor.classroom.board.screens.poll import PollScreen
from tutor.cli import main
from tutor.course.asked import question_of
from tutor.course.library import Library
from tutor.record.pins import choose_pin, known_as
from tutor.record.room import Close, Invite, Note, Pace
from tutor.ui.widgets.question_view import QuestionView

LIBRARY = Library.open()


def asked(room: Class) -> dict[str, object]:
    """The question that is open."""
    poll = room.stands.poll
    assert poll is not None
    return dict(poll.question)


async def test_a_question_of_the_course_is_looked_at_and_asked(room: Class) -> None:
    """The one in sight, and it appears among the votes at once."""
    room.come("ada")
    async with room.teacher() as teacher:
        await teacher.press("a", "1", "5", "right", "right")
        await teacher.sees("lesson 5, question 3 of 8")
        view = teacher.on(OfferScreen).query_one(QuestionView)
        assert view.question.id == "zero-start-tie"
        await teacher.press("enter")
        await teacher.sees("The room votes", "0 of 1 here have voted")
        teacher.on(PollScreen)
    assert asked(room) == {"lesson": "zero-start", "question": "zero-start-tie"}


async def test_looking_through_the_questions_goes_round(room: Class) -> None:
    """Before the first stands the last."""
    async with room.teacher() as teacher:
        await teacher.press("a", "1", "5", "left")
        await teacher.sees("question 8 of 8")
        await teacher.press("right")
        await teacher.sees("question 1 of 8")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_preview_is_what_is_asked_and_takes_no_answer(
    room: Class, size: tuple[int, int]
) -> None:
    """The same question as the record's plain values give everybody; digits choose nothing."""
    async with room.teacher(size) as teacher:
        await teacher.press("a", "2", "right", "right", "1", "2", "tab", "down")
        await teacher.sees("variant 3")
        view = teacher.on(OfferScreen).query_one(QuestionView)
        assert view.given is None
        previewed = view.question
        await teacher.press("enter")
        await teacher.sees("The room votes")
    assert question_of(asked(room), "any", LIBRARY) == previewed


async def test_a_fresh_question_can_be_of_one_concept_and_level(room: Class) -> None:
    """Chosen from what there is."""
    known = concepts(LIBRARY)
    async with room.teacher(LARGE) as teacher:
        await teacher.press("a", "2", "c", "4", "l", "2")
        level = levels(known[2], LIBRARY)[0]
        await teacher.sees(f"fresh: {known[2]}, level {level}, variant 1")
        await teacher.press("enter")
        await teacher.sees("The room votes")
    kept = asked(room)
    assert (kept["concept"], kept["level"], kept["number"]) == (known[2], level, 0)


def test_there_are_questions_of_every_concept_and_level_that_is_offered() -> None:
    """None is offered that cannot be made."""
    for concept in concepts(LIBRARY):
        assert levels(concept, LIBRARY)
        for level in levels(concept, LIBRARY):
            made = question_of(Fresh(3, 0, concept, level).asked, "any", LIBRARY)
            assert made.concept == concept


async def test_the_votes_of_the_question_before_are_not_shown_again(room: Class) -> None:
    """They are those of the one that was asked now, or none yet."""
    room.tell(Close(poll=room.ask(SAID)))
    async with room.teacher() as teacher:
        await teacher.press("a", "1", "5")
        await teacher.sees("question 1 of 8")
        await teacher.press("enter")
        seen = teacher.words
        await teacher.sees("The room votes", "0 of 0 here have voted", "small enough")
        assert "Which way?" not in seen


async def test_leaving_the_preview_asks_nothing(room: Class) -> None:
    """And leads back to the room."""
    async with room.teacher() as teacher:
        await teacher.press("a", "2")
        await teacher.sees("variant 1")
        await teacher.press("escape")
        teacher.on(BoardScreen)
    assert room.told == []


async def test_a_question_of_ones_own_is_written_looked_at_and_asked(room: Class) -> None:
    """To the letter, and it is said that no right answer is kept for it."""
    async with room.teacher() as teacher:
        await teacher.press("a", "3")
        await teacher.sees("No right answer is kept for a question of your own")
        await teacher.write("Is *this* [b]so[/b]?")
        await teacher.press("enter")
        await teacher.write("yes")
        await teacher.press("enter", "enter")
        await teacher.sees("✗ a question has a prompt and 2 to")
        await teacher.write("n[o]")
        await teacher.press("enter", "enter")
        await teacher.sees("no right answer is kept for it", "Is *this* [b]so[/b]?", "2 n[o]")
        await teacher.press("escape")
        teacher.on(OwnScreen)
        await teacher.press("enter")
        await teacher.sees("Ask the room")
        await teacher.press("enter")
        await teacher.sees("The room votes", "Is *this* [b]so[/b]?")
    assert asked(room) == {"prompt": "Is *this* [b]so[/b]?", "options": ["yes", "n[o]"]}


async def test_the_pace_is_set_to_a_lesson_and_taken_off(room: Class) -> None:
    """The number of a lesson opens the lessons up to it."""
    async with room.teacher() as teacher:
        await teacher.press("o", "4")
        await teacher.sees("lessons 1 to 4 open")
        await teacher.press("o", "up", "enter")
        await teacher.sees("all lessons open")
    assert [event.open_to for event in room.told if isinstance(event, Pace)] == [4, None]


async def test_the_page_that_most_are_on_is_proposed(room: Class) -> None:
    """As an invitation; Enter sends it."""
    room.come("ada", "bob", place="lesson:zero-start", page=2)
    room.come("cy", place="lesson:zero-start", page=1)
    async with room.teacher() as teacher:
        await teacher.press("i")
        await teacher.sees("lesson 5, page 3: 2 are there", "lesson 5, page 2: 1 is there")
        await teacher.press("enter")
        await teacher.sees("Invited to lesson 5, page 3.")
    invitation = room.stands.invitation
    assert isinstance(invitation, Invite)
    assert (invitation.lesson, invitation.page) == ("zero-start", 2)


async def test_any_page_can_be_written_if_there_is_one(room: Class) -> None:
    """What is wrong with it is said under the field."""
    async with room.teacher() as teacher:
        await teacher.press("i", "1")
        for text, wrong in (
            ("", "write two numbers, such as 5 3"),
            ("99 1", "there is no lesson 99; there are 1 to 14"),
            ("5 99", "lesson 5 has no page 99"),
        ):
            await teacher.press("ctrl+u")
            await teacher.write(text)
            await teacher.press("enter")
            await teacher.sees(wrong)
        await teacher.press("ctrl+u")
        await teacher.write("5 2")
        await teacher.press("enter")
        await teacher.sees("Invited to lesson 5, page 2.")


async def test_a_note_is_told_and_an_empty_one_takes_it_away(room: Class) -> None:
    """As plain text."""
    async with room.teacher() as teacher:
        await teacher.press("t")
        await teacher.write("[b]Break[/b] until 11")
        await teacher.press("enter")
        await teacher.sees("Told: [b]Break[/b] until 11")
        await teacher.press("t", "enter")
        await teacher.misses("Told:")
    assert [event.text for event in room.told if isinstance(event, Note)] == [
        "[b]Break[/b] until 11",
        "",
    ]


async def test_a_forgotten_pin_is_taken_away_after_one_question(room: Class) -> None:
    """No leaves it; a name without one is told."""
    with room.database() as database:
        choose_pin(database, "Ada", "1234", room.now)

        async with room.teacher() as teacher:
            await teacher.press("k")
            await teacher.write("ada")
            await teacher.press("enter")
            await teacher.sees("Really? The PIN of “ada” counts no more.")
            await teacher.press("1")
            assert known_as(database, "Ada") == "Ada"
            await teacher.press("k")
            await teacher.write("ada")
            await teacher.press("enter", "2")
            await teacher.sees("the PIN of ada is gone")
            assert known_as(database, "Ada") is None
            await teacher.press("k")
            await teacher.write("bob")
            await teacher.press("enter", "2")
            await teacher.sees("bob has no PIN")


@pytest.mark.parametrize(("key", "by"), [("1", "lesson"), ("2", "quiz"), ("3", "concept")])
async def test_the_export_is_what_the_command_report_prints(
    room: Class, key: str, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the letter, in a new file beside the record that only its owner reads."""
    room.answer("=ada")
    room.answer("bob", right=False, place="quiz:7")
    async with room.teacher() as teacher:
        await teacher.press("e", key)
        await teacher.sees("written:")
        await teacher.press("e", key)
        await teacher.sees("-2.csv")
    assert main(("--record", str(room.path), "report", "--by", by, "--format", "csv")) == 0
    printed = capsys.readouterr().out
    files = room.reports
    assert len(files) == 2
    for file in files:
        assert file.read_text(encoding="utf-8") == printed
        assert file.stat().st_mode & 0o777 == 0o600
    assert printed.count("\n") > 1


async def test_where_nothing_was_answered_no_file_is_made(room: Class) -> None:
    """It is said."""
    async with room.teacher() as teacher:
        await teacher.press("e", "1")
        await teacher.sees("nothing was answered yet")
    assert room.reports == []


async def test_what_cannot_be_done_is_told_in_a_note(room: Class) -> None:
    """The record is away while the teacher writes."""
    async with room.teacher() as teacher:
        await teacher.press("t")
        await teacher.write("hello")
        for path in room.path.parent.glob(f"{room.path.name}*"):
            path.unlink()
        room.path.mkdir()
        await teacher.press("enter")
        assert "This could not be done" in teacher.told
        room.path.rmdir()


@pytest.mark.parametrize(("option", "shown"), [((), "ada"), (("--anonymous",), "learner 1")])
def test_the_command_opens_the_board_on_a_record(
    room: Class, option: tuple[str, ...], shown: str
) -> None:
    """In a real terminal; ctrl+q leaves it."""
    room.answer("ada")
    command = (sys.executable, "-m", "tutor", "--record", str(room.path), "board", *option)
    with Terminal(command, environment()) as terminal:
        terminal.until("0 here", shown, "Export")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


def test_without_a_terminal_the_board_is_refused_in_one_line(
    room: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what does without one is named."""
    assert main(("--record", str(room.path), "board")) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "use report" in err
