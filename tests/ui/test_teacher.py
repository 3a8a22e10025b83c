"""What else a learner hears of the teacher, and what the teacher sees of them."""

import asyncio

import pytest

from tests.ui.every_kind import open_lesson, open_quiz, question
from tests.ui.screens import LEARNER, NOON, Desk
from tests.ui.teacher import BET, ask, opened
from tutor.record.database import Database
from tutor.record.presence import Where
from tutor.record.room import Invite, Note, Pace
from tutor.record.seats import seat, seated, sit
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen


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
