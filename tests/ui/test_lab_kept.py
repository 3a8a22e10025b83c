"""The learner's own lab is kept while they are elsewhere, and looks as one that is new."""

import pytest

from tests.ui.screens import LARGE, SMALL, Desk, Learner
from tutor.ui.screens.lab import LabScreen


async def lab_at(desk: Desk, size: tuple[int, int]) -> str:
    """What a lab shows that was never opened before."""
    async with desk.learner(size) as learner:
        await learner.press("l")
        await learner.settle()
        return learner.text


async def resized(learner: Learner, size: tuple[int, int]) -> None:
    """The window has another size."""
    await learner.pilot.resize_terminal(*size)
    await learner.settle()


@pytest.mark.parametrize(("first", "then"), [(SMALL, LARGE), (LARGE, SMALL)])
async def test_a_window_that_was_changed_meanwhile_is_no_harm(
    desk: Desk, first: tuple[int, int], then: tuple[int, int]
) -> None:
    """Opened, left, the window changed at home, opened again."""
    async with desk.learner(first) as learner:
        await learner.press("l", "escape")
        await resized(learner, then)
        await learner.press("l")
        await learner.settle()
        again, lab = learner.text, learner.on(LabScreen)
        await learner.press("escape", "l")
        assert learner.on(LabScreen) is lab
    assert again == await lab_at(desk, then)


async def test_a_theme_that_was_changed_meanwhile_is_the_labs_as_well(desk: Desk) -> None:
    """Dark when it was left, light when it is opened again."""
    async with desk.learner() as learner:
        await learner.press("l", "escape", "T", "l")
        lab = learner.on(LabScreen)
        ground = lab.styles.background
        await learner.press("T")
        assert lab.styles.background != ground
        await learner.press("T")
        assert lab.styles.background == ground
