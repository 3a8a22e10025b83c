"""The room on the board: who is here, what they answer and believe, and what stands open."""

import asyncio
import re
import shutil
from time import monotonic

import pytest
from rich.cells import cell_len

from tests.classroom.board.room import ASKED, RIGHT, SAID, WRONG, Class
from tests.record.servers import running
from tests.ui.screens import LARGE, SIZES, SMALL
from tutor.classroom.board.widgets.lists import AnswerList, BeliefList, PeopleList
from tutor.record.room import Close, Invite, Note, Pace, Prove

STRANGE = ("[red]x[/red]", "שרה כהן", "Zoë 🎉", "李小龍", "n" * 400, "a\x1b[31mb", "\u202eevil")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_room_without_learners_is_told_in_words(
    room: Class, size: tuple[int, int]
) -> None:
    """Nobody, no answer, no misconception."""
    async with room.teacher(size) as teacher:
        for words in ("0 here", "Nobody is here yet.", "No answer yet.", "None so far today."):
            assert words in teacher.words


async def test_who_comes_moves_and_leaves_is_seen_at_once(room: Class) -> None:
    """Within a second, with nobody at the keys."""
    async with room.teacher() as teacher:
        began = monotonic()
        room.come("ada", place="lesson:zero-start", page=2, ago=3)
        await teacher.sees("1 here", "ada lesson 5 p. 3 11:57")
        room.come("bob", place="quiz:7")
        await teacher.sees("2 here", "bob quiz 12:00")
        room.leave("ada")
        await teacher.sees("1 here")
        assert "ada" not in teacher.words
        assert monotonic() - began < 3


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_who_is_stuck_stands_first_with_a_word(room: Class, size: tuple[int, int]) -> None:
    """And is counted in the title."""
    room.come("ada", place="home")
    room.come("zoe", place="lesson:zero-start", page=1, stuck=True)
    async with room.teacher(size) as teacher:
        rows = teacher.part(teacher.app.screen.query_one(PeopleList))
        assert rows[0].startswith("! zoe")
        assert "stuck" in rows[0]
        assert rows[1].startswith("  ada")
        assert "2 here, 1 stuck" in teacher.words
        assert ("stuck: hints read" in rows[0]) == (size == LARGE)


async def test_one_key_hides_every_name(room: Class) -> None:
    """The numbers stay with their learners, and who comes later takes the next one."""
    room.come("ada", "bob", "cy")
    room.answer("dan", "seven")
    async with room.teacher() as teacher:
        await teacher.press("n")
        assert not re.search(r"\b(ada|bob|cy|dan)\b", teacher.text)
        before = teacher.part(teacher.app.screen.query_one(PeopleList))
        assert [row.split()[:2] for row in before[:3]] == [
            ["learner", str(n)] for n in sorted(int(row.split()[1]) for row in before[:3])
        ]
        assert re.search(r"learner \d +seven", teacher.text)
        room.come("aaron")
        await teacher.sees("4 here")
        after = teacher.part(teacher.app.screen.query_one(PeopleList))
        assert [row.split("home")[0] for row in after[:3]] == [
            row.split("home")[0] for row in before[:3]
        ]
        assert after[3].startswith("  learner 5")
        await teacher.press("n")
        assert "aaron" in teacher.words


async def test_it_can_begin_without_names(room: Class) -> None:
    """The projector is on already."""
    room.come("ada")
    async with room.teacher(hidden=True) as teacher:
        assert "learner 1" in teacher.words
        assert "ada" not in teacher.words


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_strange_names_and_answers_are_plain_text(room: Class, size: tuple[int, int]) -> None:
    """Nothing is markup, no row is longer than the screen, and what stands beside a name stays."""
    room.come(*STRANGE, place="lab")
    for name in STRANGE:
        room.answer(name, name)
    async with room.teacher(size) as teacher:
        await teacher.sees("7 here", "[red]x[/red]", "שרה כהן", "李小龍")
        strips = teacher.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}
        rows = [row for row in teacher.rows if " lab " in row]
        assert len(rows) == len(STRANGE)
        assert len({cell_len(row[: row.index(" lab ")]) for row in rows}) == 1
        assert "\x1b" not in teacher.text
        assert "\u202e" not in teacher.text


async def test_three_hundred_learners_scroll(room: Class) -> None:
    """The first are in sight, and page down leads to the last."""
    room.come(*(f"student {number:03}" for number in range(300)))
    async with room.teacher() as teacher:
        assert "300 here" in teacher.words
        assert "student 000" in teacher.words
        await teacher.press(*["pagedown"] * 20)
        assert "student 299" in teacher.words
        await teacher.press("up", *["pageup"] * 20)
        assert "student 000" in teacher.words


async def test_answers_come_newest_first_with_sign_and_words(room: Class) -> None:
    """Right or wrong and how sure; what is taken back goes."""
    room.come("ada")
    async with room.teacher() as teacher:
        room.answer("ada", "one", right=True, confidence=1)
        slip = room.answer("bob", "two", right=False, confidence=2)
        room.answer("cy", "three", right=False, confidence=3)
        room.answer("dan", "four", confidence=0)
        await teacher.sees("four")
        rows = teacher.part(teacher.app.screen.query_one(AnswerList))
        assert [row.split() for row in rows[:4]] == [
            ["✓", "dan", "four"],
            ["✗", "sure", "cy", "three"],
            ["✗", "fairly", "bob", "two"],
            ["✓", "guess", "ada", "one"],
        ]
        room.undo("bob", slip)
        await teacher.misses("bob")


async def test_a_vote_gives_nothing_away_before_the_proof(room: Class) -> None:
    """Who has voted is seen, but not what, nor whether it was right."""
    room.come("ada", "bob")
    poll = room.ask(ASKED)
    room.vote(poll, {"ada": RIGHT, "bob": WRONG})
    async with room.teacher() as teacher:
        rows = teacher.part(teacher.app.screen.query_one(AnswerList))
        assert [row.split() for row in rows[:2]] == [
            ["·", name, "has", "voted"] for name in ("bob", "ada")
        ]
        room.tell(Prove(poll=poll))
        await teacher.sees(f"✓ sure ada {RIGHT}", f"✗ sure bob {WRONG}")


async def test_no_answer_to_the_teachers_own_question_is_wrong(room: Class) -> None:
    """Also when it is over."""
    poll = room.ask(SAID)
    room.vote(poll, {"ada": "left"})
    room.tell(Close(poll=poll))
    async with room.teacher() as teacher:
        await teacher.sees("· sure ada left")
        assert "✗ sure" not in teacher.words


async def test_misconceptions_are_counted_by_learners(room: Class) -> None:
    """Most learners first, by the names that the course gives them."""
    for name in ("ada", "bob"):
        room.answer(name, right=False, misconception="never-matters")
    for _ in range(5):
        room.answer("cy", right=False, misconception="bigger-step")
    async with room.teacher(LARGE) as teacher:
        rows = teacher.part(teacher.app.screen.query_one(BeliefList))
        assert rows[0].strip() == "2  η never matters for a perceptron"
        assert rows[1].strip().startswith("1  A bigger η jumps further")


async def test_what_votes_betray_is_not_told_before_the_proof(room: Class) -> None:
    """The misconceptions stay as they were while the room votes."""
    room.answer("ada", right=False, misconception="never-matters")
    async with room.teacher(LARGE) as teacher:
        await teacher.sees("1 η never matters")
        poll = room.ask({"lesson": "zero-start", "question": "zero-start-tie"})
        room.vote(poll, {"bob": "−1 with both"})
        await teacher.sees("bob has voted")
        before = teacher.part(teacher.app.screen.query_one(BeliefList))
        assert not before[1].strip()
        room.tell(Prove(poll=poll))
        await teacher.sees("✗ sure bob")
        after = teacher.part(teacher.app.screen.query_one(BeliefList))
        assert after[1].strip()


async def test_what_stands_open_is_told(room: Class) -> None:
    """Pace, invitation, note, and how many have voted."""
    room.come("ada", "bob")
    room.tell(Pace(open_to=4))
    room.tell(Invite(lesson="zero-start", page=2))
    room.tell(Note(text="break [b] at noon"))
    poll = room.ask(ASKED)
    room.vote(poll, {"ada": RIGHT, "carol": RIGHT})
    async with room.teacher(SMALL) as teacher:
        await teacher.sees(
            "lessons 1 to 4 open",
            "Invited to lesson 5, page 3.",
            "Told: break [b] at noon",
            "round 1: 1 of 2 here have voted. v shows the votes.",
        )
        await teacher.press("v")
        await teacher.sees("The room votes")


async def test_a_record_that_is_away_is_told_and_comes_back(room: Class) -> None:
    """In one line; what was known stays in sight, and what is new comes when it is back."""
    room.come("ada")
    aside = room.path.with_suffix(".aside")
    async with room.teacher() as teacher:
        shutil.copy(room.path, aside)
        for path in room.path.parent.glob(f"{room.path.name}*"):
            path.unlink()
        room.path.mkdir()
        await teacher.sees("! ", str(room.path)[:20])
        assert "1 here" in teacher.words
        assert "ada" in teacher.words
        assert len(teacher.rows) == SMALL[1]
        room.path.rmdir()
        aside.rename(room.path)
        room.come("bob")
        await teacher.sees("2 here", "bob")
        assert "! " not in teacher.words


async def test_on_a_server_it_goes_on_after_the_server_was_away(room: Class) -> None:
    """PostgreSQL tells of every write; while it is stopped the board says so."""
    with running() as server:
        server.hurry()
        far = Class(room.library, server.fresh())
        async with far.teacher() as teacher:
            far.come("ada")
            await teacher.sees("1 here")
            await asyncio.to_thread(server.stop)
            await teacher.sees("! postgresql")
            await asyncio.to_thread(server.start)
            far.come("bob")
            await teacher.sees("2 here")
            await teacher.misses("! ")


async def test_without_colour_it_says_the_same(
    room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR takes the colours, and no sign with them."""
    monkeypatch.setenv("NO_COLOR", "1")
    room.come("zoe", place="lesson:zero-start", page=1, stuck=True)
    room.answer("zoe", "x", right=False)
    async with room.teacher() as teacher:
        await teacher.sees("! zoe", "stuck", "✗ sure zoe x")
