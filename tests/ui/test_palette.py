"""The palette finds everything from everywhere."""

import subprocess
import sys

import pytest
from textual.screen import Screen

from tests.ui.screens import Desk, Learner
from tutor.ui.palette import Command, far, near
from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.floats import FloatScreen
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.settings import SettingsScreen
from tutor.ui.views import Look

ELSEWHERE: dict[str, type[Screen[None]]] = {
    "lesson 5": LessonScreen,
    "lab: hidden": HiddenScreen,
    "review": ReviewScreen,
    "settings": SettingsScreen,
    "home": HomeScreen,
}


async def find(learner: Learner, typed: str) -> None:
    """Open the palette, type, and take what is found first."""
    await learner.press("ctrl+p")
    await learner.write(typed)
    await learner.app.workers.wait_for_complete()
    await learner.settle()
    await learner.press("enter")


def found(learner: Learner) -> list[Command]:
    """All that it finds from here."""
    return [*near(learner.app, learner.app.screen), *far(learner.app)]


@pytest.mark.parametrize("start", [(), ("1",), ("l",), ("u",), ("p",), ("l", "m", "2")])
async def test_it_leads_from_every_screen_to_every_other(
    desk: Desk, start: tuple[str, ...]
) -> None:
    """Whatever is open is left as by escape, so that escape leads home again."""
    async with desk.learner() as learner:
        for typed, screen in ELSEWHERE.items():
            await learner.press(*start)
            await find(learner, typed)
            learner.on(screen)
            for _ in range(6):
                if not isinstance(learner.app.screen, HomeScreen):
                    await learner.press("escape")
            learner.on(HomeScreen)


async def test_it_finds_every_page_by_its_title(desk: Desk) -> None:
    """And opens it."""
    async with desk.learner() as learner:
        titles = {command.title for command in found(learner)}
        for entry in desk.library.entries:
            for number, page in enumerate(desk.library.lesson(entry.id).pages, 1):
                assert f"{entry.number}.{number}  {page.title}" in titles
        lesson = desk.library.lesson("zero-start")
        await find(learner, lesson.pages[2].title)
        opened = learner.on(LessonScreen)
        assert (opened.lesson.id, opened.page_number) == ("zero-start", 2)


async def test_it_finds_every_lab_and_every_view(desk: Desk) -> None:
    """The views of the learner's own lab; and the three other labs."""
    async with desk.learner() as learner:
        for look in (*Look, Look.DATA):
            await find(learner, f"Lab: {look}")
            assert learner.on(LabScreen).look is look
            assert str(look) in learner.text
        for typed, screen in (("Lab: Break", ChallengeScreen), ("Lab: Floats", FloatScreen)):
            await find(learner, typed)
            learner.on(screen)


async def test_it_finds_a_quiz_by_concept_and_level(desk: Desk) -> None:
    """Each that there are questions for opens and asks one."""
    async with desk.learner() as learner:
        title = desk.library.concepts["scaling"]
        titles = [command.title for command in found(learner) if command.title.startswith("Quiz")]
        assert len(titles) == len(set(titles))
        assert f"Quiz: {title}" in titles
        await find(learner, f"Quiz of level 2: {title}")
        quiz = learner.on(QuizScreen)
        (view,) = quiz.query("QuestionView")
        assert view.question.concept == "scaling"  # type: ignore[attr-defined]


async def test_each_command_has_a_name_of_its_own(desk: Desk) -> None:
    """On home, in a lesson and in the lab: two of one name could not be told apart."""
    async with desk.learner() as learner:
        for keys in ((), ("l",), ("escape", "1")):
            await learner.press(*keys)
            titles = [command.title for command in found(learner)]
            assert sorted(titles) == sorted(set(titles))


async def test_it_finds_what_the_keys_of_the_screen_do(desk: Desk) -> None:
    """With the key, so that it is known the next time; and does it."""
    async with desk.learner() as learner:
        await learner.press("l")
        lab = learner.on(LabScreen)
        await find(learner, "go on to the end of the epoch")
        assert learner.app.screen is lab
        assert lab.running.epoch >= 1
        assert lab.running.t > 0


async def test_what_ran_does_not_run_on_where_it_is_not_seen(desk: Desk) -> None:
    """The lab stops when the palette leads away from it."""
    async with desk.learner() as learner:
        await learner.press("l", "r")
        lab = learner.on(LabScreen)
        await find(learner, "progress")
        learner.on(ProgressScreen)
        assert not lab.live.going


def test_home_does_not_bring_the_palette() -> None:
    """Nor the settings, the tour or the list of keys: start-up is counted in milliseconds."""
    names = "palette", "screens.settings", "screens.key_list", "widgets.tour", "functions"
    ask = "import sys, tutor.ui.app; print([one for one in sys.modules if one.startswith('tutor')])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert "tutor.ui.screens.home" in told.stdout
    for name in names:
        assert f"'tutor.ui.{name}'" not in told.stdout
