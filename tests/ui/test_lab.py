"""The lab: stepping, running by itself, comparing, and what the settings do."""

from fractions import Fraction

import pytest
from textual.screen import Screen

from tests.ui.screens import LARGE, Desk, Learner
from tutor.perceptron.comparison import Scope
from tutor.plot.bars import BarsView
from tutor.plot.curve import CurveView
from tutor.plot.data import DataView
from tutor.plot.path import PathView
from tutor.ui.running import Running
from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.views import weights_view
from tutor.ui.widgets.live_run import SPEEDS
from tutor.ui.widgets.plot_view import PlotView

ZERO = (Fraction(0),) * 3


def _running(learner: Learner) -> Running:
    running = learner.on(LabScreen).live.running
    assert running is not None
    return running


async def test_keys_step_on_and_back_and_to_the_ends_of_epochs(desk: Desk) -> None:
    """And never over either end."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1")
        seen = []
        for key in ["b", "s", "s", "b", "e", "e", "s", "0", *["e"] * 10, "s"]:
            await learner.press(key)
            seen.append(_running(learner).t)
        epochs = list(range(4, 41, 4))
        assert seen == [0, 1, 2, 1, 4, 8, 9, 0, *epochs, 40]
        assert "epoch 10 of 10" in learner.text


async def test_it_runs_by_itself_to_the_end_and_then_begins_again(desk: Desk) -> None:
    """It begins with r, and at the end it ceases."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", *["plus"] * 6, "r")
        live = learner.on(LabScreen).live
        await learner.until(live, "going", lambda going: not going)
        assert _running(learner).finished
        assert "running" not in learner.text
        await learner.press(*["minus"] * 6, "r")
        assert live.going
        assert _running(learner).t < len(_running(learner).a)
        await learner.press("r")
        assert not live.going


async def test_it_runs_faster_and_slower_within_bounds(desk: Desk) -> None:
    """While it runs, the speed stands in the title."""
    async with desk.learner() as learner:
        await learner.press("l", *["minus"] * 9, "r")
        live = learner.on(LabScreen).live
        assert f"running, {SPEEDS[0]} steps a second" in learner.text
        await learner.press("plus", "plus")
        assert f"running, {SPEEDS[2]} steps a second" in learner.text
        await learner.until(live, "running", lambda running: running.t >= 2)
        await learner.press("minus")
        assert f"running, {SPEEDS[1]} steps a second" in learner.text
        await learner.press("s")
        assert not live.going, "a step stops it"
        await learner.press(*["plus"] * 20)
        assert live.speed == len(SPEEDS) - 1


@pytest.mark.parametrize(
    ("four", "epochs", "speed"),
    [(True, 1, 5), (True, 25, 5), (True, 26, 10), (False, 10, 100), (False, 200, 1000)],
)
async def test_a_whole_run_takes_20_seconds_at_the_most(
    desk: Desk, epochs: int, speed: int, *, four: bool
) -> None:
    """Where nobody asked for another speed; a short one can be followed step by step."""
    async with desk.learner() as learner:
        await learner.press("l", *("d", "1") * four)
        await learner.put("epochs", str(epochs))
        live = learner.on(LabScreen).live
        assert SPEEDS[live.speed] == speed
        assert len(_running(learner).a) <= 20 * speed
        await learner.press("escape", "minus")
        assert live.speed == SPEEDS.index(speed) - 1


async def test_escape_says_where_it_leads(desk: Desk) -> None:
    """Out of a field, home, or back to where the lab was opened."""
    async with desk.learner() as learner:
        await learner.press("l")
        assert "esc Home" in learner.rows[-1]
        await learner.press("tab")
        assert "esc Out" in learner.rows[-1]
        await learner.press("escape", "m", "1")
        assert "esc Back" in learner.rows[-1]
        await learner.press("escape", "escape", "enter", "right", "l")
        assert "esc Back" in learner.rows[-1]
        await learner.press("tab", "escape")
        assert "esc Back" in learner.rows[-1]
        await learner.press("escape")
        learner.on(LessonScreen)


async def test_leaving_stops_the_run(desk: Desk) -> None:
    """Nothing goes on behind another screen."""
    async with desk.learner() as learner:
        await learner.press("l", "r")
        live = learner.on(LabScreen).live
        await learner.press("escape")
        assert not live.going
        assert "lessons read" in learner.text


async def test_c_takes_b_away_and_brings_it_back(desk: Desk) -> None:
    """At the step where one is, and B with another learning rate than A's."""
    async with desk.learner() as learner:
        await learner.press("l", "s", "s", "c")
        assert _running(learner).b is None
        assert _running(learner).t == 2
        assert "B η" not in learner.text
        await learner.press("o")
        assert "one run only; c shows B beside A" in learner.rows[0]
        await learner.press("c")
        running = _running(learner)
        assert running.b is not None
        assert running.t == 2
        assert running.b.experiment.rate != running.a.experiment.rate
        assert "B η" in learner.text
        assert "No prediction differs in training" in learner.words


async def test_the_scope_is_chosen_and_its_verdict_shown(desk: Desk) -> None:
    """Escape leaves it as it was."""
    async with desk.learner() as learner:
        await learner.press("l", "o", "down", "escape")
        assert _running(learner).lab.scope is Scope.TRACE
        await learner.press("o", "down", "enter")
        assert _running(learner).lab.scope is Scope.SAMPLES
        assert "After training, no prediction differs on a sample" in learner.words
        await learner.press("o", "3")
        assert _running(learner).lab.scope is Scope.PLANE
        assert "no prediction differs on any input" in learner.words


async def test_other_data_start_at_zero_with_their_own_bias(desk: Desk) -> None:
    """The rates and the epochs stay."""
    async with desk.learner() as learner:
        await learner.press("l")
        await learner.put("eta-a", "3")
        await learner.put("w0-a", "1, 2, 3")
        await learner.press("escape", "d", "1")
        a = _running(learner).a.experiment
        assert (a.dataset.name, a.bias, a.rate, a.epochs) == ("four", False, Fraction(3), 10)
        assert a.start == ZERO[:2]
        await learner.press("d", "escape")
        assert _running(learner).a.experiment == a


async def test_every_data_set_can_be_chosen(desk: Desk) -> None:
    """Each is drawn, named, and runs."""
    async with desk.learner() as learner:
        await learner.press("l")
        for number, name in enumerate(desk.library.data, 1):
            await learner.press("d", str(number), "s", "e")
            data = desk.library.dataset(name)
            assert f"{name}: {len(data)} samples" in learner.text
            assert _running(learner).t == len(data)


async def test_i_puts_the_bias_in_and_takes_it_out(desk: Desk) -> None:
    """The weights start at zero again, one fewer or one more."""
    async with desk.learner() as learner:
        await learner.press("l", "i")
        assert "no bias" in learner.text
        assert _running(learner).a.experiment.start == ZERO[:2]
        await learner.press("i")
        assert "with bias" in learner.text
        assert _running(learner).a.experiment.start == ZERO


async def test_f_goes_to_the_first_step_that_differs(desk: Desk) -> None:
    """It is marked in the table and at both runs; the verdict names it."""
    async with desk.learner() as learner:
        await learner.press("l", "f")
        assert "A and B predict alike at every step" in learner.rows[0]
        assert _running(learner).t == 0
        await learner.put("w0-b", "1, 1, 1")
        await learner.press("escape", "f")
        running = _running(learner)
        assert running.t == running.parting
        assert f"A and B differ first at step {running.t} " in learner.words
        row = next(row for row in learner.rows if "›≠" in row)
        assert row.split()[1] == str(running.t)
        assert learner.text.count(f"≠ step {running.t}") == 2
        await learner.press("c", "f")
        assert "there is one run only" in learner.rows[0]


async def test_the_table_shows_no_step_that_is_still_to_come(desk: Desk) -> None:
    """The learner predicts it."""
    async with desk.learner(LARGE) as learner:
        await learner.press("l", "s", "s", "s")
        rows = [row for row in learner.rows if "│" in row and "×" in row]
        assert [row.split()[0] for row in rows] == ["1"]
        assert any(row.startswith(" ›") and " 3 " in row for row in learner.rows)
        assert not any(row.split()[:1] == ["4"] for row in learner.rows)


async def test_v_shows_four_kinds_of_picture_and_then_the_first_again(desk: Desk) -> None:
    """Each in the panels of A and of B, and named in the title."""
    async with desk.learner() as learner:
        await learner.press("l", "e")
        seen = []
        for _ in range(5):
            views = [panel.view for panel in learner.on(LabScreen).query(PlotView)][:2]
            kinds = {type(view) for view in views}
            seen.append((learner.rows[0].split("  ")[0].strip(), kinds))
            await learner.press("v")
        assert seen == [
            ("Lab: data and boundary", {DataView}),
            ("Lab: weight space", {PathView}),
            ("Lab: mistakes per epoch", {BarsView}),
            ("Lab: mistakes over η", {CurveView}),
            ("Lab: data and boundary", {DataView}),
        ]


async def test_from_zero_the_path_of_b_is_that_of_a_times_the_factor(desk: Desk) -> None:
    """So the two pictures look alike, but for the numbers on their axes."""
    async with desk.learner() as learner:
        await learner.press("l", *["e"] * 10)
        running = _running(learner)
        a, b = weights_view(running, "a"), weights_view(running, "b")
        assert len(a.points) > 5
        for one, other in zip(a.points, b.points, strict=True):
            assert other == pytest.approx([10 * value for value in one])
        assert "w_A / w_B = 0.1" in learner.text


async def test_the_strip_says_where_the_quotient_ceases_to_be_one_number(desk: Desk) -> None:
    """Up to there it says which number it is; a step to come it does not give away."""
    async with desk.learner() as learner:
        await learner.press("l")
        assert "w_A and w_B are 0" in learner.text
        await learner.put("w0-a", "1, 1, 1")
        await learner.put("w0-b", "1, 1, 1")
        await learner.press("escape")
        assert "w_A / w_B = 1 " in learner.text
        await learner.press("s")
        assert "w_A / w_B was 1 up to step 0" in learner.text
        running = _running(learner)
        assert running.b is not None
        assert running.a.weights_after(1) != running.b.weights_after(1)
        await learner.put("w0-b", "2, 1, 1")
        assert "w_A / w_B is no one number" in learner.text


async def test_the_field_step_goes_to_any_step_on_and_back(desk: Desk) -> None:
    """It follows the keys, and refuses what there is not."""
    async with desk.learner() as learner:
        await learner.press("l")
        await learner.put("step", "204")
        assert _running(learner).t == 204
        await learner.press("down", "down")
        assert _running(learner).t == 202
        await learner.press("escape", "b")
        assert _running(learner).t == 201
        assert "step 201" in learner.rows[1]
        await learner.put("step", "1001")
        assert "✗ step: write a whole number from 0 to 1000" in learner.text
        assert _running(learner).t == 100, "what was right on the way"
        await learner.press("escape", "0")
        assert "✗" not in learner.text
        assert _running(learner).t == 0


@pytest.mark.parametrize(("key", "screen"), [("1", ChallengeScreen), ("3", HiddenScreen)])
async def test_m_opens_another_lab_and_escape_leads_back(
    desk: Desk, key: str, screen: type[Screen[None]]
) -> None:
    """At the step at which it was left."""
    async with desk.learner() as learner:
        await learner.press("l", "s", "s", "m", key)
        learner.on(screen)
        await learner.press("escape")
        assert _running(learner).t == 2


async def test_a_step_can_be_typed_while_it_runs(desk: Desk) -> None:
    """It stops for that: else each step would write over what is typed."""
    async with desk.learner() as learner:
        await learner.press("l", "r")
        live = learner.on(LabScreen).live
        assert live.going
        await learner.to_field("step")
        assert not live.going
        await learner.press("end", "ctrl+u")
        await learner.write("77")
        assert _running(learner).t == 77


async def test_numbers_of_any_size_are_said_in_good_english(desk: Desk) -> None:
    """No `= ≈`, and no `…` where there is room."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1")
        await learner.put("w0-a", "1e300, -1e-300")
        await learner.put("w0-b", "123456789e292, -123456789e-308")
        await learner.press("escape")
        assert "w⁽⁰⁾ ≈ (1e300, −1e−300)" in learner.text
        assert "w_A / w_B ≈ 0.81" in learner.text
        await learner.press("s")
        assert "z 1e300" in learner.text or "z ≈ 1e300" in learner.text
        assert "= ≈" not in learner.text


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (80, 20), (70, 20), (60, 24)])
@pytest.mark.parametrize("keys", [("l",), ("l", "m", "1")], ids=["lab", "challenge"])
async def test_in_a_low_terminal_the_pictures_leave_room_for_the_words(
    desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """A row fewer, or a longer verdict, and yet all of the rate line and the verdict is there."""
    async with desk.learner(size) as learner:
        await learner.press(*keys, "o", "3")
        start = "1/3, 123456789/987654321" + ", 1" * (len(keys) == 1)
        await learner.put("w0-b", start)
        await learner.press("escape")
        screen = learner.on(LabScreen)
        assert screen.query_one("#verdict").region.bottom <= size[1] - 1
        assert screen.live.region.height >= 5
