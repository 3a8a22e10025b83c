"""Home and what holds everywhere: notices, faulty lessons, themes, the palette and the help."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.ui.screens import Desk
from tutor.course.library import Library
from tutor.record.place import pending_folder
from tutor.record.room import Note
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.themes import DARK, LIGHT


async def test_every_lesson_opens_by_its_number_or_by_the_arrows(desk: Desk) -> None:
    """Those from 10 on by the arrows; escape comes back, and the pointer is where one was."""
    async with desk.learner() as learner:
        for entry in desk.library.entries:
            await learner.press(*([str(entry.number)] if entry.number < 10 else ["down", "enter"]))
            assert learner.on(LessonScreen).lesson.id == entry.id
            await learner.press("escape")
            if not isinstance(learner.app.screen, HomeScreen):
                # The first one has left the answer of a question that had the keys.
                await learner.press("escape")
            pointed = next(row for row in learner.rows if "›" in row)
            assert entry.title in pointed
        await learner.press("up", "enter")
        assert learner.on(LessonScreen).lesson.id == desk.library.entries[-2].id


async def test_the_pointer_stays_where_it_was_put_whatever_else_is_new(desk: Desk) -> None:
    """A word of the teacher's does not move it; a lesson that was opened does."""
    async with desk.learner() as learner:
        await learner.press("down", "down")
        await learner.hear(Note(text="A break until ten."))
        assert "A break until ten." in learner.words
        await learner.press("enter")
        assert learner.on(LessonScreen).lesson.id == learner.session.library.entries[2].id
        await learner.press("escape")
        assert "›  3" in learner.text


async def test_a_file_that_is_no_record_is_left_alone_and_the_answers_wait(desk: Desk) -> None:
    """With a word on home; what is done now is in the journal beside it."""
    text = "Dear diary, " * 100
    desk.path.write_text(text, encoding="utf-8")
    async with desk.learner() as learner:
        assert "is no record" in learner.words
        await learner.press("enter", "enter", "2", "1", "escape")
        learner.on(HomeScreen)
    assert desk.path.read_text(encoding="utf-8") == text
    (journal,) = pending_folder(str(desk.path)).iterdir()
    assert "claim-prediction" in journal.read_text(encoding="utf-8")
    desk.path.unlink()
    assert [answer.question for answer in desk.record().answers] == ["claim-prediction"]


async def test_a_record_of_a_newer_version_is_left_alone_with_a_word(desk: Desk) -> None:
    """The tutor shows what is in it, teaches on, and keeps what is done for later."""
    desk.left_at("one-neuron")
    with sqlite3.connect(desk.path) as database:
        database.execute("UPDATE record_version SET version = 99")
    before = database.execute("SELECT count(*) FROM facts").fetchone()
    async with desk.learner() as learner:
        assert "is from a newer version of the tutor" in learner.words
        assert "lesson 2" in learner.words
        await learner.press("1", "enter", "2", "1", "escape")
        assert len(learner.session.record.state.answers) == 1
        assert "is from a newer version of the tutor" in learner.words
    assert database.execute("SELECT count(*) FROM facts").fetchone() == before
    database.close()


async def test_a_record_that_cannot_be_saved_says_so_on_home(desk: Desk) -> None:
    """As when the folder is no folder; what cannot be kept is counted in the end."""
    desk.path.parent.joinpath("file").write_text("", encoding="utf-8")
    blocked = Desk(desk.library, desk.path.parent / "file" / "record.sqlite")
    async with blocked.learner(lost=2) as learner:
        await learner.press("enter", "enter", "2", "1", "escape")
        await learner.told_at_home("cannot be saved")
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
    [
        ("zero start", LessonScreen),
        ("Lab", LabScreen),
        ("Quiz", QuizScreen),
        ("Review", ReviewScreen),
        ("Progress", ProgressScreen),
    ],
)
async def test_the_palette_finds_every_screen(
    desk: Desk, typed: str, screen: type[Screen[None]]
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
        for _ in range(40):
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
