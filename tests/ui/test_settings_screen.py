"""The screen of settings, and what is set: theme, ASCII, motion, confidence and keys."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.ui.screens import Desk, Learner, clipped, solid
from tutor.capabilities import ABLE
from tutor.record.place import Given
from tutor.settings import Settings, read, settings_path
from tutor.ui.opening import begun
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.key_list import KeyListScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.settings import THIS_VISIT, SettingsScreen
from tutor.ui.themes import DARK, LIGHT

COMMENTED = '# Mine.\ntheme = "dark"  # at night\n\n[keys]\n"run.step" = "x"\n'


async def point_at(learner: Learner, identifier: str) -> None:
    """Put the pointer of the list of keys at a function."""
    screen = learner.on(KeyListScreen)
    for _ in range(screen.query_one(OptionList).option_count):
        if screen._pointed is not None and screen._pointed.id == identifier:
            return
        await learner.press("down")
    raise AssertionError(f"{identifier} is not in the list")


async def test_a_setting_takes_effect_as_it_is_chosen(desk: Desk) -> None:
    """By number or with the arrows; each time the line says what it is now."""
    async with desk.learner() as learner:
        await learner.press("comma")
        learner.on(SettingsScreen)
        assert "auto: dark here" in learner.text
        await learner.press("1", "1")
        assert learner.app.theme == LIGHT.name
        assert "Theme     light" in learner.text
        await learner.press("left")
        assert learner.app.theme == DARK.name
        await learner.press("3")
        assert learner.session.settings.motion is True
        levels = [learner.app.animation_level]
        await learner.press("3")
        levels.append(learner.app.animation_level)
        assert levels == ["full", "none"]
        await learner.press("escape")
        learner.on(HomeScreen)


async def test_ascii_is_there_at_once_and_gone_again(desk: Desk) -> None:
    """On this screen, and on the one below it."""
    async with desk.learner() as learner:
        await learner.press("l")
        assert not learner.text.isascii()
        await learner.press("escape", "comma", "2")
        assert learner.session.look.ascii
        assert learner.text.isascii()
        await learner.press("escape", "l")
        learner.on(LabScreen)
        assert "eta" in learner.text
        assert "η" not in learner.text
        await learner.press("escape", "comma", "2", "escape", "l")
        assert "η" in learner.text


async def test_what_is_set_is_kept_with_the_comments_of_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    """Written at once; where the file is stands on the screen."""
    file = tmp_path / "settings.toml"
    file.write_text(COMMENTED, encoding="utf-8")
    async with desk.learner() as learner:
        learner.session.settings_file = file
        learner.app.use(read(file))
        await learner.settle()
        await learner.press("comma")
        assert solid(str(file)) in solid(learner.text)
        assert "1 set anew" in learner.text
        await learner.press("4")
        assert read(file) == replace(read(file), confidence=False, theme="dark")
        kept = file.read_text(encoding="utf-8")
        assert "# Mine." in kept
        assert "# at night" in kept


async def test_a_file_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    """The setting holds all the same."""
    file = tmp_path / "settings.toml"
    file.write_text("theme = 3\n", encoding="utf-8")
    async with desk.learner() as learner:
        learner.session.settings_file = file
        await learner.press("comma", "1", "1")
        assert learner.app.theme == LIGHT.name
        assert "Not kept" in learner.text
        assert file.read_text(encoding="utf-8") == "theme = 3\n"


async def test_a_folder_that_cannot_be_written_is_told_with_the_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not with a name that the learner has never heard of."""

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "settings.tomlx7"))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    async with desk.learner((120, 40)) as learner:
        learner.session.settings_file = tmp_path / "settings.toml"
        await learner.press("comma", "1")
        assert "settings.toml: Permission denied" in learner.text
        assert "x7" not in learner.text


async def test_in_a_class_settings_hold_for_the_visit(desk: Desk) -> None:
    """No file is theirs on the teacher's machine, and the screen says so."""
    async with desk.learner() as learner:
        assert learner.session.settings_file is None
        await learner.press("comma")
        assert THIS_VISIT in learner.words
        await learner.press("4")
        assert learner.session.settings == Settings(confidence=False)


@pytest.mark.parametrize("room", [True, False])
def test_who_sits_in_a_class_by_an_account_keeps_none(tmp_path: Path, *, room: bool) -> None:
    """One account may be that of many: what one sets is not for the others."""
    session, _ = begun(Given(record=str(tmp_path / "record.sqlite"), learner="ada", room=room))
    assert session.settings_file == (None if room else settings_path())


async def test_motion_is_off_over_ssh_unless_it_is_set(desk: Desk) -> None:
    """By itself; and on where the learner would have it."""
    async with desk.learner() as learner:
        learner.session.terminal = replace(ABLE, far=True)
        levels = []
        for motion in (None, True):
            learner.app.use(Settings(motion=motion))
            levels.append(learner.app.animation_level)
        assert levels == ["none", "full"]


async def test_ascii_of_the_command_line_outlives_another_setting(desk: Desk) -> None:
    """`--ascii` holds until ASCII itself is set."""
    async with desk.learner() as learner:
        learner.session.look = replace(learner.session.look, ascii=True)
        learner.app.show_as(learner.session.look)
        learner.app.use(Settings(theme="light"))
        assert learner.session.look.ascii
        learner.app.use(Settings(theme="light", ascii=False))
        assert not learner.session.look.ascii


async def test_a_key_is_set_in_the_list_and_given_back(desk: Desk, tmp_path: Path) -> None:
    """Enter, the new key; backspace gives the usual one."""
    async with desk.learner() as learner:
        learner.session.settings_file = file = tmp_path / "settings.toml"
        await learner.press("comma", "5")
        await point_at(learner, "lab.look")
        await learner.press("enter", "P")
        assert read(file).keys == {"lab.look": "P"}
        assert "*" in next(row for row in learner.rows if "lab.look" in row)
        await learner.press("backspace")
        assert read(file).keys == {}
        await learner.press("enter", "escape")
        learner.on(KeyListScreen)
        assert read(file).keys == {}


async def test_a_key_that_is_taken_is_refused_in_the_list(desk: Desk) -> None:
    """With the name of what has it; nothing is set."""
    async with desk.learner() as learner:
        await learner.press("comma", "5")
        await point_at(learner, "lab.look")
        await learner.press("enter", "c")
        assert "c is taken" in learner.text
        assert not learner.session.settings.keys


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_settings_are_whole_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    """The settings and the list of keys; and each has a help."""
    async with desk.learner(size) as learner:
        await learner.press("comma")
        assert clipped(learner.app.screen) == []
        await learner.press("question_mark")
        assert "takes effect at once" in learner.words
        await learner.press("escape", "5")
        assert clipped(learner.app.screen) == []
        await learner.press("question_mark")
        assert "All that keys do" in learner.words
        await learner.press("escape", "escape", "escape")
        learner.on(HomeScreen)


async def test_without_the_confidence_question_an_answer_is_graded_at_once(desk: Desk) -> None:
    """In a quiz and in a lesson; in the record it was not asked for."""
    async with desk.learner() as learner:
        await learner.press("comma", "4", "escape", "1")
        lesson = learner.on(LessonScreen)
        while lesson.text.asked is None:
            await learner.press("enter")
        await learner.press("enter", "1")
        assert "How sure are you?" not in learner.text
        assert lesson.text.asked is not None
        assert lesson.text.asked.answered
    (answer,) = desk.record().answers
    assert answer.confidence == 0
    assert not answer.sure_and_wrong


async def test_who_was_not_asked_is_in_no_calibration(desk: Desk) -> None:
    """Progress counts the answer as seen, and says nothing of how sure it was."""
    async with desk.learner() as learner:
        learner.app.use(Settings(confidence=False))
        asked = QuizScreen(learner.session, concept="may-change")
        learner.app.push_screen(asked)
        await learner.settle()
        while not asked.kept:
            await learner.press("enter", "1")
        assert "How sure" not in learner.text
        (answer,) = learner.session.record.state.answers
        assert answer.confidence == 0
        assert learner.session.record.history.confidence[0, answer.right] == 1
