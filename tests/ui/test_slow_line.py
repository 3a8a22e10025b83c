"""Slow lines: only what differs is sent, and the program is used over 250 ms and 10 KB a second."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input

from tests.benchmarks.terminal import ENTER, ESCAPE, Terminal, environment
from tests.classroom.screen import Screen
from tests.course.asked import TYPED, given_for
from tests.ui.screens import SIZES, Desk
from tests.ui.slow_line import SlowLine
from tests.ui.test_compositor import grid, seen
from tests.ui.tty import Tty, written_to
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.ui.screens.lab import LabScreen
from tutor.ui.widgets.live_run import SPEEDS, TICKS

SMALL, LARGE = (80, 24), (120, 40)
LESSON = "the-claim"
LONGEST = 1.0
"""Seconds that the last byte of a picture may wait for those before it."""
MOST = 16_000
"""Bytes that a key may send: a whole screen, and another where the program was slow between."""
ENDED = 5.0
"""Seconds from the key to the end of the program, of which the line has half of one."""
MOST_KEYS = 120
STILL = 0.15
"""Seconds for which nothing has come when a picture is taken to be whole."""


@contextmanager
def far_away(folder: Path, size: tuple[int, int] = SMALL) -> Iterator[tuple[Terminal, SlowLine]]:
    """The tutor at home, seen from the far end of the line."""
    env = environment(
        PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"),
        PERCEPTRON_TUTOR_SETTINGS=str(folder / "settings.toml"),
    )
    with Terminal((sys.executable, "-m", "tutor"), env, size=size) as terminal:
        line = SlowLine(terminal, size)
        line.until(lambda screen: screen.shows("enter Choose") or screen.shows("skip"))
        if not line.screen.shows("enter Choose"):  # Past the tour.
            line.type(ESCAPE)
            line.until(lambda screen: screen.shows("enter Choose"))
        yield terminal, line


def press(line: SlowLine, keys: str, done: Callable[[Screen], bool] = lambda _: True) -> int:
    """Press keys and see what they do; gives the bytes of it."""
    before, taken = line.screen.lines, line.taken
    line.type(keys)
    line.until(lambda screen: screen.lines != before and done(screen))
    line.rest(STILL)
    return line.taken - taken


def answer(question: Question) -> str:
    """The keys of a right answer and of how sure one is, typed ahead."""
    number, option = next((k, one) for k, one in enumerate(question.options, 1) if one.right)
    typed = question.kind in TYPED
    return (given_for(question, option) + ENTER if typed else str(number)) + "2"


def asks(screen: Screen) -> bool:
    """Whether a question has the keys."""
    keys = screen.lines[-1]
    return "k Skip" in keys and ("enter Choose" in keys or "enter Answer" in keys)


def graded(screen: Screen) -> bool:
    """Whether it is answered."""
    return not asks(screen) and "enter" in screen.lines[-1] and not screen.shows("How sure are")


def test_a_lesson_is_worked_through(tmp_path: Path) -> None:
    """From home to its end, all questions answered; no picture keeps the line for long."""
    questions = list(Library.open().lesson(LESSON).questions)
    with far_away(tmp_path) as (_, line):
        most = press(line, ENTER)
        line.until(lambda screen: screen.shows("page 1 of"))
        for _ in range(MOST_KEYS):
            if line.screen.shows("lessons read"):
                break
            if questions and asks(line.screen):
                most = max(most, press(line, answer(questions.pop(0)), done=graded))
            else:
                most = max(most, press(line, ENTER))
        assert line.screen.shows("1 of 14 lessons read")
        assert not questions
        assert most <= MOST
        assert line.leave() <= ENDED


def test_a_run_leaves_no_backlog(tmp_path: Path) -> None:
    """A key pressed while it runs at its fastest is answered at once; the end comes as soon."""
    with far_away(tmp_path, LARGE) as (terminal, line):
        line.type("l")
        line.until(lambda screen: screen.shows("Step"))
        line.skipping = False
        line.type("r")
        assert line.rest(seconds=3) <= LONGEST
        line.type("e")
        assert line.leave() <= ENDED
        assert terminal.restored


ROAM = (
    *("down", "?", "escape", "l", "s", "?", "escape", "ctrl+p", "p", "escape", "d", "escape"),
    *("escape", "u", "1", "2", "escape", "escape", "p", "escape", "enter", "right", "s", "escape"),
)
"""Keys over home, help, the lab, the palette, a dialogue, a quiz, progress and a lesson."""


@pytest.mark.parametrize("size", SIZES)
async def test_from_screen_to_screen_all_stands_as_it_should(desk: Desk, size: str) -> None:
    """To the last cell, though each screen sends only what differs from the one before."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner(SIZES[size]) as learner:
            for key in ROAM:
                await learner.press(key)
                assert grid(tty, learner) == seen(learner), f"after {key}"


async def test_back_from_a_dialogue_only_what_it_hid_is_sent(desk: Desk) -> None:
    """What stands beside it is neither dimmed nor sent again."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner() as learner:
            await learner.press("l", "d")
            dialogue = learner.app.screen.query_one("Choices").parent
            assert isinstance(dialogue, Widget)
            hidden, tty.touched = dialogue.region.area, 0
            await learner.press("escape")
            assert 0 < tty.touched <= hidden


@pytest.mark.parametrize("sign", ["a window of another size for a moment", "the key"])
async def test_what_nobody_knows_is_painted_whole(desk: Desk, sign: str) -> None:
    """A dragged window loses cells, also where it ends as it was; and others may write there."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner() as learner:
            await learner.press("l")
            tty.cells.clear()
            if sign == "the key":
                await learner.press("ctrl+l")
            else:
                learner.app.post_message(Resize(learner.app.size, learner.app.size))
                await learner.settle()
            assert grid(tty, learner) == seen(learner)


async def test_no_cursor_blinks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field sends nothing while nobody types; its cursor is there all the time."""
    monkeypatch.setattr(Input.cursor_blink, "_default", True)
    async with desk.learner() as learner:
        await learner.press("l", "tab")
        field = learner.app.focused
        assert isinstance(field, Input)
        assert field._cursor_visible
        assert field._blink_timer is not None
        assert not field._blink_timer._active.is_set()


async def test_a_run_leaves_out_pictures_and_no_step(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the terminal does not keep up, nothing moves; then all that went by is made up for."""
    keeping_up = [True]
    async with desk.learner() as learner:
        await learner.press("l")
        live = learner.on(LabScreen).live
        monkeypatch.setattr("tutor.ui.widgets.live_run.keeps_up", lambda _: keeping_up[0])
        monkeypatch.setattr(live, "_time", lambda: None)
        live.toggle()
        keeping_up[0] = False
        for _ in range(5):
            live._tick()
        assert live.running is not None
        assert live.running.t == 0
        keeping_up[0] = True
        live._tick()
        assert live.running.t == 6 * max(1, SPEEDS[live.speed] // TICKS)
