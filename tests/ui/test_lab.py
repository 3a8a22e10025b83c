"""The lab: stepping, running by itself, comparing, and what the settings do."""

from fractions import Fraction

from tests.ui.screens import Desk, Learner
from tutor.perceptron.comparison import Scope
from tutor.ui.running import Running
from tutor.ui.screens.lab import LabScreen
from tutor.ui.widgets.live_run import SPEEDS

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
    async with desk.learner() as learner:
        await learner.press("l", "s", "s", "s")
        rows = [row for row in learner.rows if "│" in row and "×" in row]
        assert [row.split()[0] for row in rows] == ["1"]
        assert any(row.startswith(" ›") and " 3 " in row for row in learner.rows)
        assert not any(row.split()[:1] == ["4"] for row in learner.rows)
