"""The lab of the hidden units: what it says is what its network does."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from textual.widgets import Markdown

from tests.ui.screens import LARGE, SIZES, SMALL, Desk, Learner, clipped
from tutor.perceptron.network import (
    Activation,
    Network,
    alike,
    descend,
    flat,
    gradient,
    squared_error,
)
from tutor.ui.descent import DATA, MOST_STEPS, Start
from tutor.ui.remark import number
from tutor.ui.screens.hidden import SPEEDS, HiddenScreen
from tutor.ui.widgets.error_curve import ErrorCurve
from tutor.ui.widgets.number_field import NumberField

SMALLEST = (70, 20)
ALL_SIZES = {**SIZES, "70x20": SMALLEST}


async def _open(learner: Learner, data: str = "and", *keys: str) -> HiddenScreen:
    """Go to the lab, choose data, press keys."""
    learner.app.push_screen(HiddenScreen(learner.session))
    await learner.settle()
    if data != "and":
        await learner.press("d", str(DATA.index(data) + 1))
    await learner.press(*keys)
    return learner.on(HiddenScreen)


def _path(screen: HiddenScreen) -> Sequence[Network]:
    """The networks up to the step shown, trained afresh by the mathematics alone."""
    setting = screen.descent.setting
    samples = [(float(x), float(y)) for x, y in map(setting.data.sample, range(len(setting.data)))]
    targets = setting.activation.targets(setting.data.labels)
    start = setting.start.network(setting.activation)
    return descend(start, samples, targets, float(setting.rate), screen.t)


def _right(screen: HiddenScreen) -> int:
    """The samples that the network shown has right."""
    data, network = screen.descent.setting.data, _path(screen)[-1]
    return sum(
        network.predict(screen.descent.samples[k]) == label for k, label in enumerate(data.labels)
    )


async def test_with_tanh_and_zero_weights_only_the_output_bias_moves_on_and(desk: Desk) -> None:
    """The other eight are 0 to the last bit, however long it runs, and are shown as exact zeros."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        assert "No step yet: both hidden units start alike." in learner.words
        for keys in ("s", "x"):
            await learner.press(keys)
            assert "Only the output bias has moved: each h is 0" in learner.words
            assert "∂E/∂w is 0 for the other eight weights" in learner.words
            assert _row(learner, "hidden 1") == ["0"] * 6
            assert _row(learner, "output")[1:3] == ["0", "0"]
        network = _path(screen)[-1]
        assert [weight != 0 for weight in flat(network)] == [False] * 6 + [True] + [False] * 2
        assert not any(any(network.forward(x)[0]) for x in screen.descent.samples)


def _row(learner: Learner, name: str) -> list[str]:
    """The cells of a row of the table of weights."""
    row = next(row for row in learner.rows if row.strip().startswith(name))
    return row.replace("│", " ").split(name)[1].split()[:6]


@pytest.mark.parametrize("keys", [(), ("a",)], ids=["tanh", "logistic"])
@pytest.mark.parametrize("data", ["xor", "four"])
async def test_where_the_labels_balance_zero_weights_do_not_move(
    desk: Desk, data: str, keys: tuple[str, ...]
) -> None:
    """All nine slopes are 0, and the reason is given."""
    async with desk.learner(SMALLEST) as learner:
        screen = await _open(learner, data, *keys, "x")
        assert screen.t == 100
        assert "Nothing moves: ∂E/∂w is 0 for all nine weights." in learner.words
        assert "the errors of the samples cancel" in learner.words
        descent, network = screen.descent, _path(screen)[-1]
        assert network == Network.zero(descent.setting.activation)
        assert not any(flat(gradient(network, descent.samples, descent.targets)))


async def test_logistic_units_at_zero_are_one_half_and_learn_as_one(desk: Desk) -> None:
    """They move, alike to the last bit, and get AND right with what is one neuron in effect."""
    async with desk.learner() as learner:
        screen = await _open(learner, "and", "a")
        assert learner.words.count("0.5000 0.5000") == 4
        await learner.press(*["x"] * 12)
        assert "At step 0 each h was 1/2, not 0, so weights do move." in learner.words
        assert "the same gradient at every step: one neuron in effect. All 4" in learner.words
        assert "hidden 1 = hidden 2, and the output's w₁ = w₂, to the last bit" in learner.words
        path = _path(screen)
        assert path[-1] != path[0]
        assert all(map(alike, path))
        assert _right(screen) == 4


@pytest.mark.parametrize("keys", [("w",), ("a", "w")], ids=["tanh", "logistic"])
async def test_equal_weights_stay_equal_for_hundreds_of_steps_and_never_learn_xor(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    """Weights and gradients, bit for bit; the count of right samples is the network's."""
    async with desk.learner() as learner:
        screen = await _open(learner, "xor", *keys, *["x"] * 6)
        path, descent = _path(screen), screen.descent
        assert len(path) == 601
        assert all(map(alike, path))
        assert all(alike(gradient(net, descent.samples, descent.targets)) for net in path)
        right = _right(screen)
        assert right < 4
        words = (
            f"the same gradient at every step: one neuron in effect. Right: {right} of 4 samples"
        )
        assert words in learner.words
        assert "At step 0" not in learner.words, "h was not 1/2 from this start"
        assert "to the last bit" in learner.words


@pytest.mark.parametrize("keys", [("x", "x"), ("a", "x", "x", "x")], ids=["tanh", "logistic"])
async def test_a_broken_start_learns_xor(desk: Desk, keys: tuple[str, ...]) -> None:
    """Tanh at once; logistic units with the larger η that help advises."""
    async with desk.learner() as learner:
        screen = await _open(learner, "xor", "w", "w")
        assert "start with different weights" in learner.words
        if "a" in keys:
            await learner.put("eta", "1")
            await learner.press("escape")
        await learner.press(*keys[: keys.index("x") + 1])
        assert "The two hidden units differ, so they can share the work." in learner.words
        assert f"Right: {_right(screen)} of 4 samples." in learner.words
        await learner.press(*["x"] * (keys.count("x") - 1))
        assert _right(screen) == 4
        assert "All 4 samples are right." in learner.words
        assert learner.text.count("✓ right") == 4
        assert "hidden 1 ≠ hidden 2" in learner.words
        assert not alike(_path(screen)[-1])


async def test_the_numbers_on_the_screen_are_the_networks(desk: Desk) -> None:
    """Weights, their last change, the units of each sample, and the error."""
    async with desk.learner(LARGE) as learner:
        screen = await _open(learner, "or", "w", "w", "e", "s")
        before, network = _path(screen)[-2:]
        old, new = flat(before), flat(network)
        for place, name in ((0, "hidden 1"), (3, "hidden 2"), (6, "output")):
            span = slice(place, place + 3)
            changes = (b - a for a, b in zip(old[span], new[span], strict=True))
            assert _row(learner, name) == [*map(number, new[span]), *map(number, changes)]
        for inputs, target in zip(screen.descent.samples, screen.descent.targets, strict=True):
            hidden, output = network.forward(inputs)
            shown = f"{number(hidden[0])} {number(hidden[1])} │ {number(output)} {target:.0f}"
            assert shown.replace("-", "−") in learner.words
        for net, word in ((screen.descent.network(0), "first"), (network, "now")):
            error = squared_error(net, screen.descent.samples, screen.descent.targets)
            assert f"{word} {number(error)}" in learner.words
        drawn = [word for row in learner.rows for word in row[70:].split()]
        assert not {number(weight) for weight in new} - set(drawn), "each at its connection"


async def test_keys_step_on_and_back_and_stop_at_both_ends(desk: Desk) -> None:
    """One, ten, a hundred; back and reset."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        seen = []
        for key in ["b", "s", "s", "b", "e", "x", "b", "0"]:
            await learner.press(key)
            seen.append(screen.t)
        assert seen == [0, 1, 2, 1, 11, 111, 110, 0]
        screen.descent.reach(MOST_STEPS)
        screen.t = MOST_STEPS - 5
        await learner.press("e")
        assert screen.t == MOST_STEPS
        await learner.press("s", "x")
        assert f"step {MOST_STEPS} of {MOST_STEPS}" in learner.text
        assert "✗ there is" not in learner.text
        await learner.press("b")
        assert screen.t == MOST_STEPS - 1


async def test_it_runs_by_itself_at_several_speeds_and_ends(desk: Desk) -> None:
    """From the last step it begins again; a step stops it."""
    async with desk.learner() as learner:
        screen = await _open(learner, "and", *["minus"] * 9, "r")
        assert f"running, {SPEEDS[0]} steps a second" in learner.text
        await learner.press(*["plus"] * 9)
        assert f"running, {SPEEDS[-1]} steps a second" in learner.text
        await learner.until(screen, "t", lambda t: t > 0)
        await learner.press("b")
        assert not screen.going
        assert "running" not in learner.text
        screen.t = screen.descent.reach(MOST_STEPS - 1)
        await learner.press("r")
        await learner.until(screen, "going", lambda going: not going)
        assert screen.t == MOST_STEPS
        await learner.press("r")
        assert screen.going
        assert screen.t < MOST_STEPS
        await learner.press("r")
        assert not screen.going


async def test_every_setting_begins_again_at_step_0(desk: Desk) -> None:
    """Data, units, start and η; the rest stays as it was."""
    async with desk.learner() as learner:
        screen = await _open(learner, "and", "e", "a")
        assert (screen.t, screen.descent.setting.activation) == (0, Activation.LOGISTIC)
        for start in (Start.EQUAL, Start.BROKEN, Start.ZERO):
            await learner.press("s", "w")
            assert (screen.t, screen.descent.setting.start) == (0, start)
            assert f"start {start}: {start.about}" in learner.text
        await learner.press("s", "d", "escape")
        assert screen.t == 1
        await learner.press("d", "4")
        assert (screen.t, screen.descent.setting.data.name) == (0, "four")
        await learner.press("s")
        await learner.put("eta", "1/4")
        assert (screen.t, screen.descent.setting.rate) == (0, Fraction(1, 4))
        await learner.press("up")
        assert screen.descent.setting.rate == Fraction(1, 2)
        assert screen.descent.setting.activation is Activation.LOGISTIC
        await learner.press("escape", "a")
        assert "four, tanh" in learner.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "η must be above 0: at 0 nothing moves"),
        ("-1", "η must be above 0"),
        ("1e999", "η is beyond the floats; write a number from 1e-300 to 1e300"),
        ("1e-999", "η is beyond the floats"),
        ("abc", "η: “abc” is not a number"),
    ],
)
async def test_a_bad_rate_is_refused_with_the_reason(desk: Desk, text: str, reason: str) -> None:
    """The last good run stays where it was; a right number mends it."""
    async with desk.learner(SMALLEST) as learner:
        screen = await _open(learner, "and", "s")
        field = await learner.to_field("eta")
        await learner.press("end", "shift+home")
        await learner.paste(text)
        before = screen.descent
        assert isinstance(field, NumberField)
        assert f"✗ {reason}" in learner.words
        assert (screen.descent, screen.t) == (before, 1)
        assert before.setting.rate == Fraction(1, 10)
        assert clipped(screen) == []
        await learner.put("eta", "3")
        assert "✗ η" not in learner.text
        assert screen.descent.setting.rate == 3


async def test_weights_that_leave_the_floats_are_said(desk: Desk) -> None:
    """The step before stays, and a run ends there; reset takes the word away."""
    async with desk.learner(SMALLEST) as learner:
        screen = await _open(learner)
        await learner.put("eta", "1e308")
        await learner.press("escape", "x")
        fault = "✗ there is no step 1: a weight is not a finite number; try a smaller η"
        assert fault in learner.words
        assert screen.t == 0
        assert clipped(screen) == []
        await learner.press("0")
        assert "✗ there is" not in learner.text
        await learner.press("r")
        await learner.until(screen, "going", lambda going: not going)
        assert fault in learner.words
        assert screen.t == 0


@pytest.mark.parametrize("size", ALL_SIZES.values(), ids=ALL_SIZES)
async def test_nothing_is_cut_at_any_size(desk: Desk, size: tuple[int, int]) -> None:
    """Every data set, start and kind of unit; the keys too."""
    async with desk.learner(size) as learner:
        screen = await _open(learner)
        for data in range(len(DATA)):
            await learner.press("d", str(data + 1))
            for _ in Activation:
                for _ in Start:
                    for keys in ((), ("s",), ("x",)):
                        await learner.press(*keys)
                        assert clipped(screen) == []
                    assert screen.query_one(ErrorCurve).size.height >= 2
                    await learner.press("w")
                await learner.press("a")
        assert "? Help" in learner.rows[-1]
        assert ("─ output" in learner.text) is (size == LARGE)


async def test_escape_leaves_the_field_and_then_the_lab(desk: Desk) -> None:
    """And nothing runs on."""
    async with desk.learner(SMALL) as learner:
        screen = await _open(learner, "and", "r", "tab")
        assert isinstance(learner.app.focused, NumberField)
        await learner.press("escape")
        assert learner.app.focused is None
        await learner.press("escape")
        assert not screen.going
        assert "lessons read" in learner.text


async def test_help_says_what_the_lab_does_not_show(desk: Desk) -> None:
    """That this is another argument than the one for η, and every key."""
    async with desk.learner(LARGE) as learner:
        await _open(learner)
        await learner.press("question_mark")
        about = " ".join(learner.part(learner.app.screen.query_one(Markdown)))
        assert "a single neuron has no hidden units" in " ".join(about.split())
        assert "x A hundred steps on" in learner.words
