"""At 60x20, the least size: every screen is whole, and shows the way on and the way out."""

import pytest

from tests.ui.every_kind import open_lesson, reach
from tests.ui.scenes import SCENES
from tests.ui.screens import SIZES, Desk, clipped
from tests.ui.test_golden import _meant
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.choices import POINTER, Options
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.small import LEAST

FOLLOWED = [name for name, scene in SCENES.items() if scene.sizes == tuple(SIZES)]
CUT = ("floats-first-difference", "room-invited")
"""Where something is shortened, and says so: digits of floats, the title beside a call."""


@pytest.mark.parametrize("name", FOLLOWED)
async def test_a_screen_is_whole_at_the_least_size(desk: Desk, name: str) -> None:
    """Nothing is cut, and the last line has the keys that are needed most, each of them whole."""
    scene = SCENES[name]
    scene.prepare(desk)
    async with desk.learner((LEAST.width, LEAST.height)) as learner:
        await scene.play(learner)
        screen = learner.app.screen
        assert clipped(screen) == []
        if name not in CUT:
            assert not [row for row in learner.rows if "…" in row and not _meant(row)]
        if isinstance(screen, HelpScreen | Chooser):
            return
        assert learner.rows[-1].endswith("? Help")
        shown = learner.rows[-1].split()
        keys, _ = screen.query_one(Footer)._shown()
        ways_out = [key for key in keys if key.key == "escape"]
        assert all(key.display in shown and key.what in shown for key in ways_out)


@pytest.mark.parametrize("size", [(LEAST.width, LEAST.height), SIZES["80x24"]])
async def test_skip_and_the_lab_stay_among_the_keys_of_a_question(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Beside a perceptron, before the answer and after it, whatever keys the answer brings."""
    async with desk.learner(size) as learner:
        await open_lesson(learner, "yesno")
        await reach(learner)
        for stays in ("k Skip", "l Lab"):
            assert stays in learner.rows[-1]
        await learner.press("1", "1")
        for stays in ("m Show me", "z Undo", "enter Next", "s Step", "l Lab"):
            assert stays in learner.rows[-1]


async def test_the_pointer_of_a_long_list_is_always_in_sight(desk: Desk) -> None:
    """Where the options of a question are more than the page has rows, the page goes with it."""
    async with desk.learner((LEAST.width, LEAST.height)) as learner:
        await open_lesson(learner, "false-line")
        await reach(learner)
        options = learner.app.screen.query_one(Options)
        page = learner.on(LessonScreen).text
        assert options.has_focus
        for key in ("down", "up"):
            for _ in options.texts:
                await learner.press(key)
                assert any(POINTER in row for row in learner.part(page))
