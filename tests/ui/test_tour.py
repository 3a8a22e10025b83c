"""The tour: for who is new here, in four short steps."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.screens import Desk, Learner, clipped
from tutor.settings import Settings, read
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.tour import POINT, STEPS, Tour


async def welcome(learner: Learner) -> None:
    """Open the tutor as `run` does: who is new is shown around when the record is read."""
    learner.app.welcomes = True
    learner.app.on_record_changed()
    await learner.settle()


async def test_who_is_new_is_shown_around_and_can_leave_at_once(desk: Desk) -> None:
    """Escape ends it at its first step, and it does not come back while home is open."""
    async with desk.learner() as learner:
        await welcome(learner)
        assert "The tour, 1 of 4" in learner.text
        await learner.press("escape")
        assert not learner.app.screen.query(Tour)
        learner.app.on_record_changed()
        await learner.settle()
        assert not learner.app.screen.query(Tour)


@pytest.mark.parametrize("keys", [("escape",), ("right",) * len(STEPS), ("l", "escape")])
async def test_who_was_shown_around_is_not_again(
    desk: Desk, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """Left at once, read to its end, or passed by: it is kept with the settings, and goes there."""
    file = tmp_path / "settings.toml"
    async with desk.learner() as learner:
        learner.session.settings_file = file
        await welcome(learner)
        assert not file.exists()
        await learner.press(*keys)
    assert file.read_text(encoding="utf-8") == "tour = false\n"
    async with replace(desk, settings=read(file)).learner() as learner:
        await welcome(learner)
        assert not learner.app.screen.query(Tour)


async def test_in_a_class_nothing_is_written_of_the_tour(desk: Desk) -> None:
    """It holds for the visit, as all settings do."""
    async with desk.learner() as learner:
        await welcome(learner)
        await learner.press("escape")
        assert learner.session.settings == Settings(tour=False)
    async with desk.learner() as learner:
        await welcome(learner)
        assert learner.app.screen.query(Tour)


async def test_who_has_done_something_is_not(desk: Desk) -> None:
    """Here or elsewhere: the record says so."""
    desk.left_at("claim")
    async with desk.learner() as learner:
        await welcome(learner)
        assert not learner.app.screen.query(Tour)


async def test_the_tour_has_four_steps_and_ends_by_itself(desk: Desk) -> None:
    """One idea each, in calm words, pointing at the key that it is about."""
    async with desk.learner() as learner:
        await welcome(learner)
        for number, step in enumerate(STEPS, 1):
            assert f"{number} of {len(STEPS)}" in learner.text
            assert "!" not in step.text
            column = learner.app.screen.query_one(Footer).column(step.about)
            assert column is not None
            pointing = next(row for row in learner.rows if row.strip() == POINT)
            assert pointing.index(POINT) == column
            await learner.press("right")
        assert len(STEPS) == 4
        assert not learner.app.screen.query(Tour)
        learner.on(HomeScreen)


@pytest.mark.parametrize(("key", "screen"), [("enter", LessonScreen), ("l", LabScreen)])
async def test_keys_do_beside_the_tour_what_they_always_do(
    desk: Desk, key: str, screen: type[LessonScreen | LabScreen]
) -> None:
    """Who knows the way goes it; back at home the tour is over."""
    async with desk.learner() as learner:
        await welcome(learner)
        await learner.press(key)
        learner.on(screen)
        while not isinstance(learner.app.screen, HomeScreen):
            await learner.press("escape")
        assert not learner.app.screen.query(Tour)


async def test_a_tour_that_is_left_before_it_is_there_is_no_fault(desk: Desk) -> None:
    """As by a key that was typed ahead; a step may be under way, too."""
    async with desk.learner() as learner:
        home = learner.on(HomeScreen)
        home.action_tour()
        tour = home.query_one(Tour)
        home.action_tour_end()
        await learner.settle()
        tour.step += 1
        tour.show()
        tour.point()
        assert not home.query(Tour)


async def test_the_tour_comes_again_from_the_palette(desk: Desk) -> None:
    """From the lab as well: home is what it shows."""
    async with desk.learner() as learner:
        await learner.press("l", "ctrl+p")
        await learner.write("tour")
        await learner.app.workers.wait_for_complete()
        await learner.settle()
        await learner.press("enter")
        learner.on(HomeScreen)
        assert "The tour, 1 of 4" in learner.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_tour_is_whole_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    """And the pointer of home is in sight above it."""
    async with desk.learner(size) as learner:
        await welcome(learner)
        for _ in STEPS:
            assert clipped(learner.app.screen) == []
            assert "›" in learner.text
            await learner.press("right")
