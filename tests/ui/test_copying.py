"""Copying: what goes to the terminal's clipboard, and what is shown of it."""

import base64
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.terminal import CTRL_Q, ESCAPE, Terminal, environment
from tests.course.opened import opened
from tests.terminals.tmux import Tmux, needs_tmux
from tests.ui import every_kind
from tests.ui.scenes import Play, asked_in_a_lesson, asked_in_a_quiz
from tests.ui.screens import Desk, Learner
from tutor.capabilities import Look
from tutor.course.command_line import lab_command
from tutor.course.library import Library
from tutor.ui.copying import CopyScreen
from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.derivation import DerivationView

LAB = ("lab", "--data", "four", "--w0", "-2,2", "--eta-b", "1", "--step", "2")
COMMAND = "perceptron-tutor lab --data four --w0 -2,2 --eta 0.1 --eta-b 1 --epochs 10 --step 2"
OSC_52 = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


@pytest.fixture
def course(tmp_path: Path) -> Desk:
    """A desk with the course that ships with the program."""
    return Desk(Library.open(), tmp_path / "record.sqlite")


def copied(learner: Learner) -> str:
    """What was sent to the clipboard, which must be what is shown."""
    screen = learner.on(CopyScreen)
    assert learner.app.clipboard == screen.text
    assert "".join(screen.text.split()) in "".join(learner.text.split())
    return screen.text


async def to_a_derivation(learner: Learner) -> LessonScreen:
    """Read on to the third line of the first derivation of a lesson."""
    lesson = learner.on(LessonScreen)
    for _ in range(60):
        views = lesson.query(DerivationView)
        if views and views.last().shown >= 3:
            return lesson
        await learner.press("k" if lesson.open_question else "enter")
    raise AssertionError("there is no derivation")


async def test_a_lesson_copies_the_formulas_that_are_shown(course: Desk) -> None:
    """The lines of the derivation in sight, each with its rule, and none that is still hidden."""
    course.left_at("second-update")
    async with course.learner() as learner:
        await learner.press("enter")
        lesson = await to_a_derivation(learner)
        view = lesson.query(DerivationView).last()
        await learner.press("y")
        lines = [line for line in copied(learner).splitlines() if not line.startswith(" ")]
        shown = view.derivation.lines[: view.shown]
        assert len(lines) == len(shown) >= 3
        if not view.derivation.live:
            assert lines == [line.formula for line in shown]
        await learner.press("escape")
        learner.on(LessonScreen)


async def test_formulas_are_copied_in_ascii_where_that_is_how_they_are_drawn(course: Desk) -> None:
    """What is pasted is what was read."""
    course.left_at("second-update")
    async with course.learner() as learner:
        learner.session.look = Look(ascii=True)
        await learner.press("enter")
        await to_a_derivation(learner)
        await learner.press("y")
        assert learner.app.clipboard.isascii()
        assert "eta" in learner.app.clipboard


async def test_a_page_without_formulas_copies_its_experiment(course: Desk) -> None:
    """At the step at which it stands."""
    course.left_at("one-neuron")
    async with course.learner() as learner:
        await learner.press("enter")
        lesson = learner.on(LessonScreen)
        await learner.press("k")
        assert not lesson.query(DerivationView)
        await learner.press("s", "s", "y")
        running, _ = opened(copied(learner).split()[1:])
        assert lesson.live.running is not None
        assert (running.lab, running.t) == (lesson.live.running.lab, 2)


async def test_the_lab_copies_the_command_that_opens_it(course: Desk) -> None:
    """With the step and the view; enter closes what is shown."""
    async with course.learner() as learner:
        await learner.press("l", "v", "s", "y")
        assert copied(learner) == (
            "perceptron-tutor lab --data iris --eta 0.1 --eta-b 1 --epochs 10 "
            "--step 1 --view weights"
        )
        await learner.press("enter")
        learner.on(LabScreen)


@pytest.mark.parametrize("where", [asked_in_a_quiz, asked_in_a_lesson])
async def test_an_answer_is_followed_by_the_command_of_its_experiment(
    desk: Desk, where: Callable[[str], Play]
) -> None:
    """The one that `m` opens; before the answer there is none, and the footer says when."""
    async with desk.learner((120, 40)) as learner:
        await where("yesno")(learner)
        assert "y Copy" not in learner.rows[-1]
        await learner.press("1", "1")
        assert "y Copy" in learner.rows[-1]
        await learner.press("y")
        command = copied(learner)
        await learner.press("escape", "m")
        shown = learner.on(LabScreen).running.lab
        assert command == lab_command(shown, every_kind.library(), folder="FOLDER")
        assert "--lessons FOLDER lab" in command


async def test_a_course_of_ones_own_is_named_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    """On the learner's machine, whose settings are kept there; in a class it may lie nowhere."""
    async with desk.learner() as learner:
        learner.session.settings_file = tmp_path / "settings.toml"
        await asked_in_a_quiz("yesno")(learner)
        await learner.press("1", "1", "y")
        assert f"--lessons {every_kind.library().folder} lab" in copied(learner)


async def test_break_it_copies_with_the_large_letter(course: Desk) -> None:
    """The small one turns a label around; samples that were moved are written out."""
    async with course.learner() as learner:
        await learner.press("l", "m", "1", "y", "Y")
        running, _ = opened(re.findall(r"'[^']*'|\S+", copied(learner).replace("'", ""))[1:])
        await learner.press("escape")
        ours = learner.on(ChallengeScreen).running.lab.a.dataset
        theirs = running.lab.a.dataset
        assert (theirs.rows, theirs.denominator, theirs.labels) == (
            ours.rows,
            ours.denominator,
            ours.labels,
        )


async def test_what_no_command_can_name_is_said_in_the_title(course: Desk) -> None:
    """A hundred samples that one moved are in no file, and no line is so long."""
    async with course.learner((120, 40)) as learner:
        await learner.press("l")
        lab = learner.on(LabScreen)
        data = replace(lab.running.lab.a.dataset, name="own samples", label="")
        a = replace(lab.running.lab.a, dataset=data)
        lab.live.load(replace(lab.running.lab, a=a, b=None, scope=None))
        await learner.settle()
        await learner.press("y")
        assert learner.on(LabScreen)
        assert "these 100 samples are in no file" in learner.rows[0]


def test_the_terminal_is_sent_the_text(tmp_path: Path) -> None:
    """In a real terminal: as OSC 52, whole, and once."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(tmp_path / "record.sqlite"))
    with Terminal((sys.executable, "-m", "tutor", *LAB), env) as terminal:
        terminal.until("predictions differ")
        terminal.send("y")
        terminal.until("Copied", "--step 2")
        sent = OSC_52.findall(terminal.output)
        assert [base64.b64decode(one).decode() for one in sent] == [COMMAND]
        terminal.send(ESCAPE)
        terminal.until("predictions differ")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@needs_tmux
def test_tmux_takes_the_text_where_its_clipboard_is_on(tmp_path: Path) -> None:
    """With `set-clipboard on` it is in tmux's own buffer, to be pasted with its own key."""
    env = {"TERM": "tmux-256color", "LC_ALL": "C.UTF-8"}
    with Tmux(tmp_path, *LAB, size=(80, 24), env=env) as tmux:
        tmux.ask("set", "-s", "set-clipboard", "on")
        tmux.sees("predictions differ", last="? Help")
        tmux.press("y")
        tmux.sees("Copied", "--step 2")
        assert tmux.ask("show-buffer") == COMMAND
        tmux.press("Escape")
        tmux.sees("predictions differ", last="? Help")
        tmux.press("C-q")
        assert tmux.left() == 0
