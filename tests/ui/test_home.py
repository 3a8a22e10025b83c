"""Home and what holds everywhere: notices, faulty lessons, themes, the palette and the help."""

import json
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.screens import Desk
from tutor.course.library import Library
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.themes import DARK, LIGHT


async def test_every_lesson_opens_by_its_number_or_by_the_arrows(desk: Desk) -> None:
    """Those from 10 on by the arrows; escape comes back, and the pointer is where one was."""
    async with desk.learner() as learner:
        for entry in desk.library.entries:
            await learner.press(*([str(entry.number)] if entry.number < 10 else ["down", "enter"]))
            assert learner.on(LessonScreen).lesson.id == entry.id
            await learner.press("escape")
            pointed = next(row for row in learner.rows if "›" in row)
            assert entry.title in pointed
        await learner.press("up", "enter")
        assert learner.on(LessonScreen).lesson.id == desk.library.entries[-2].id


async def test_a_damaged_record_is_kept_aside_with_a_word_and_the_tutor_teaches(
    desk: Desk,
) -> None:
    """And what is done now is saved."""
    desk.path.write_text('{"version": 1, "answers": [', encoding="utf-8")
    async with desk.learner() as learner:
        assert "was damaged" in learner.words
        assert "a new record was begun" in learner.words
        await learner.press("enter", "enter", "2", "1", "escape")
        learner.on(HomeScreen)
    assert [answer.question for answer in desk.record().answers] == ["claim-prediction"]
    kept = desk.path.with_name(f"{desk.path.name}.damaged-1")
    assert kept.read_text(encoding="utf-8") == '{"version": 1, "answers": ['


async def test_a_record_of_a_newer_version_is_left_alone_with_a_word(desk: Desk) -> None:
    """The tutor teaches all the same, from memory."""
    newer = json.dumps({"version": 99, "something": "new"})
    desk.path.write_text(newer, encoding="utf-8")
    async with desk.learner() as learner:
        assert "is from a newer version of the tutor" in learner.words
        await learner.press("enter", "enter", "2", "1", "escape")
        assert "page 1" in learner.text
        assert len(learner.session.record.answers) == 1
        assert "is from a newer version of the tutor" in learner.words
    assert desk.path.read_text(encoding="utf-8") == newer


async def test_a_record_that_cannot_be_saved_says_so_on_home(desk: Desk) -> None:
    """As when the folder is no folder."""
    desk.path.parent.joinpath("file").write_text("", encoding="utf-8")
    blocked = Desk(desk.library, desk.path.parent / "file" / "record.json")
    async with blocked.learner() as learner:
        await learner.press("enter", "enter", "2", "1", "escape")
        assert "cannot be saved" in learner.words
        await learner.press("u")
        learner.on(QuizScreen)


async def test_a_faulty_lesson_says_file_and_line_and_the_others_open(
    desk: Desk, tmp_path: Path
) -> None:
    """It stays in the list; nothing is raised."""
    folder = tmp_path / "lessons"
    shutil.copytree(desk.library.folder, folder)
    faulty = folder / "02-one-neuron.md"
    lines = faulty.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("kind = "))
    lines[at] = "kind = riddle"
    faulty.write_text("\n".join(lines), encoding="utf-8")
    async with Desk(Library.open(folder), desk.path).learner() as learner:
        assert "2  One neuron" in learner.text
        await learner.press("2")
        learner.on(HomeScreen)
        assert "Lesson 2 cannot be opened" in learner.told
        assert f"02-one-neuron.md:{at + 1}: kind = riddle is unknown" in learner.told
        await learner.press("3")
        assert learner.on(LessonScreen).lesson.id == "first-update"


async def test_a_lesson_without_front_matter_stays_in_the_list_under_its_id(
    desk: Desk, tmp_path: Path
) -> None:
    """So that its author can find it."""
    folder = tmp_path / "lessons"
    shutil.copytree(desk.library.folder, folder)
    (folder / "04-second-update.md").write_text("nothing\n", encoding="utf-8")
    async with Desk(Library.open(folder), desk.path).learner() as learner:
        assert "4  second-update" in learner.text
        await learner.press("4")
        assert "04-second-update.md:1" in learner.told


async def test_t_changes_between_dark_and_light_everywhere(desk: Desk) -> None:
    """In the lab and over a lesson too."""
    async with desk.learner() as learner:
        for opening in ((), ("l",), ("escape", "u"), ("escape", "1")):
            await learner.press(*opening)
            assert learner.app.theme == DARK.name
            await learner.press("T")
            assert learner.app.theme == LIGHT.name
            await learner.press("T")


@pytest.mark.parametrize(
    ("typed", "screen"),
    [("zero start", LessonScreen), ("Lab", LabScreen), ("Quiz", QuizScreen)],
)
async def test_the_palette_finds_lessons_lab_and_quiz(
    desk: Desk, typed: str, screen: type[LessonScreen | LabScreen | QuizScreen]
) -> None:
    """Type a part of the name, press enter."""
    async with desk.learner() as learner:
        await learner.press("ctrl+p")
        await learner.write(typed)
        await learner.app.workers.wait_for_complete()
        await learner.settle()
        await learner.press("down", "enter")
        assert learner.on(screen).is_active


@pytest.mark.parametrize(
    "opening", [(), ("1",), ("l",), ("u",)], ids=["home", "lesson", "lab", "quiz"]
)
async def test_the_help_lists_every_key_that_can_be_pressed(
    desk: Desk, opening: tuple[str, ...]
) -> None:
    """Each with what it does, by scrolling; escape closes it."""
    async with desk.learner() as learner:
        await learner.press(*opening)
        below = learner.app.screen
        tips = {
            key.binding.tooltip
            for key in below.active_bindings.values()
            if key.binding.id and key.enabled
        }
        await learner.press("question_mark")
        learner.on(HelpScreen)
        seen = learner.words
        for _ in range(20):
            await learner.press("down")
            seen += learner.words
        assert len(tips) > 5
        assert [tip for tip in tips if tip not in seen] == []
        await learner.press("escape")
        assert learner.app.screen is below


async def test_q_quits_from_home_and_not_from_a_field(desk: Desk) -> None:
    """A q typed somewhere else is no goodbye."""
    async with desk.learner() as learner:
        await learner.press("l", "tab", "q")
        assert isinstance(learner.app.focused, Input)
        await learner.press("escape", "q")
        learner.on(LabScreen)
        await learner.press("escape")
        await learner.press("q")
        assert learner.app._exit
