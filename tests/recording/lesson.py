"""Lesson 1 as a learner goes through it: reads on, runs the perceptrons, answers every question."""

import sys
from pathlib import Path

from tests.benchmarks.terminal import CTRL_Q, ENTER, ESCAPE, environment
from tests.classroom.screen import Screen
from tests.course.asked import TYPED, given_for
from tests.recording.recorded import Recorded
from tutor.course.lesson import Question
from tutor.course.library import Library

LESSON = "the-claim"
TITLE = "perceptron-tutor, lesson 1"
LAB = ("lab", "--data", "four", "--w0", "-2,2", "--eta-b", "1", "--step", "2")
IN_LAB = slice(2, 13)
"""The rows of its picture: A beside B, with what both predict."""
READING, LOOKING = 2.5, 0.6
"""Seconds that a learner takes for a screen, and for a step."""
MOST_KEYS = 200
ANSWERED = {"claim-prediction": "lesson-proof"}
"""Pictures of answered questions."""
RUN, WATCHED = "ssseeeeee", "lesson-watch"


def started(folder: Path, *arguments: str) -> Recorded:
    """The program on its way, with a record of its own and nobody's settings."""
    env = environment(
        PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"),
        PERCEPTRON_TUTOR_SETTINGS=str(folder / "settings.toml"),
        LC_ALL="C.UTF-8",
    )
    command = (sys.executable, "-m", "tutor", *arguments)
    return Recorded(command, env, folder)


def recorded_lesson(folder: Path) -> tuple[str, dict[str, str]]:
    """Go through the lesson; gives the recording, and the pictures in it by their names."""
    with started(folder) as terminal:
        _to_home(terminal)
        terminal.rest(READING)
        terminal.send(ENTER)
        terminal.wait_for(lambda screen: screen.shows("page 1 of"))
        _read(terminal, list(Library.open().lesson(LESSON).questions))
        terminal.rest(READING)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        return terminal.cast(TITLE), terminal.pictures


def recorded_lab(folder: Path) -> dict[str, str]:
    """The picture of what stands in the lab that a command opens."""
    with started(folder, *LAB) as terminal:
        terminal.wait_for(lambda screen: screen.shows("lies in interval"))
        terminal.picture("lab")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        rows = terminal.pictures["lab"].split("\n")
        return {"lab": "\n".join(rows[IN_LAB])}


def _to_home(terminal: Recorded) -> None:
    """Past what greets a newcomer."""
    terminal.wait_for(lambda screen: screen.shows("Begin with enter") or screen.shows("skip"))
    if not terminal.screen.shows("Begin with enter"):
        terminal.send(ESCAPE)
        terminal.wait_for(lambda screen: screen.shows("Begin with enter"))


def _read(terminal: Recorded, questions: list[Question]) -> None:
    """Read on and answer until home is there again."""
    watched = False
    for _ in range(MOST_KEYS):
        terminal.rest(READING)
        if terminal.screen.shows("lessons read"):
            return
        if terminal.screen.shows("page 2 of") and not watched:
            watched = True
            _run(terminal)
        elif questions and _asks(terminal.screen):
            _answer(terminal, questions.pop(0))
        else:
            _press(terminal, ENTER)
    raise AssertionError(f"no end after {MOST_KEYS} keys")


def _asks(screen: Screen) -> bool:
    """Whether a question has the keys."""
    keys = screen.lines[-1]
    return "k Skip" in keys and ("enter Choose" in keys or "enter Answer" in keys)


def _run(terminal: Recorded) -> None:
    """Steps and epochs of the live perceptrons."""
    for key in RUN:
        _press(terminal, key)
        terminal.rest(LOOKING)
    terminal.picture(WATCHED)


def _press(terminal: Recorded, key: str) -> None:
    """Press a key that changes the screen."""
    before = terminal.screen.lines
    terminal.send(key)
    terminal.wait_for(lambda screen: screen.lines != before)


def _answer(terminal: Recorded, question: Question) -> None:
    """The right answer, and how sure; then its proof is read."""
    number, option = next(
        (number, option) for number, option in enumerate(question.options, 1) if option.right
    )
    typed = question.kind in TYPED
    terminal.send(f"{given_for(question, option)}{ENTER}" if typed else str(number))
    terminal.wait_for(lambda screen: screen.shows("How sure are you?"))
    terminal.rest(LOOKING)
    terminal.send("3")
    terminal.wait_for(lambda screen: screen.shows("Right."))
    if question.id in ANSWERED:
        # It is saved, and the time in which it can be taken back is over.
        terminal.wait_for(lambda screen: screen.shows("saved") and not screen.shows("z Undo"))
        terminal.picture(ANSWERED[question.id])
