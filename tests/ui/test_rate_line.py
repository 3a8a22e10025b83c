"""The rate line: what it marks and says, and that no key ever waits for it."""

import asyncio
from collections.abc import Callable
from fractions import Fraction
from threading import Event
from typing import Any

import pytest

from tests.ui.screens import Desk, Learner
from tutor.perceptron import ratepath
from tutor.perceptron.comparison import Scope, compare
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.ratepath import RatePath, rate_path
from tutor.perceptron.training import Weights
from tutor.plot.curve import CurveView
from tutor.plot.rateline import RateLineView
from tutor.ui.running import Running
from tutor.ui.screens.lab import LabScreen
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.plot_view import PlotView
from tutor.ui.widgets.rate_line import RateLine

START = "1.62, -0.61, -0.53"
FIRST = (Fraction(1), Fraction(1))
PATIENCE, PAUSE = 30, 0.001
"""Seconds that a test waits at the most, and between two looks of a thread."""


def _line(learner: Learner) -> RateLine:
    return learner.on(LabScreen).query_one(RateLine)


def _view(learner: Learner) -> RateLineView:
    view = _line(learner).query_one(PlotView).view
    assert isinstance(view, RateLineView)
    return view


def _running(learner: Learner) -> Running:
    running = learner.on(LabScreen).live.running
    assert running is not None
    return running


def _path(learner: Learner) -> RatePath:
    one = _running(learner).a.experiment
    return rate_path(one.dataset, one.start, one.epochs, bias=one.bias)


async def _both(learner: Learner, start: str) -> None:
    """Give A and B this start, and leave the fields."""
    await learner.put("w0-a", start)
    await learner.put("w0-b", start)
    await learner.press("escape")


async def test_from_zero_it_says_that_there_is_no_critical_rate(desk: Desk) -> None:
    """On any data."""
    async with desk.learner() as learner:
        await learner.press("l")
        for key in "123456":
            await learner.press("d", key)
            assert "No critical rate: from w⁽⁰⁾ = 0, every η > 0 predicts alike." in learner.text


async def test_it_says_in_which_intervals_a_and_b_lie(desk: Desk) -> None:
    """Found again by the path itself; and what it says of them agrees with the verdict."""
    async with desk.learner() as learner:
        await learner.press("l")
        await _both(learner, START)
        path = _path(learner)
        a, b = (path.index(rate) + 1 for rate in (Fraction(1, 10), Fraction(1)))
        said = f"A lies in interval {a:,} of {len(path):,}, B in {b:,}: predictions differ."
        assert said in learner.text
        await learner.put("eta-b", "0.1001")
        assert path.index(Fraction(1001, 10000)) + 1 == a
        same = f"A and B lie in the same of {len(path):,} intervals: no prediction differs."
        assert same in learner.text
        assert "No prediction differs in training" in learner.words


async def test_b_with_a_multiple_of_the_start_stands_where_its_ratio_does(desk: Desk) -> None:
    """From 2w⁽⁰⁾ with 2η B predicts as A does, so it stands at A's place."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1")
        await learner.put("w0-a", "1, 1")
        await learner.put("w0-b", "2, 2")
        await learner.put("eta-b", "0.2")
        await learner.press("escape")
        assert "A and B (at η/2) lie in the same of" in learner.text
        assert dict(_view(learner).pointers) == pytest.approx({"A": -1, "B": -1})


async def test_b_with_another_start_has_a_line_of_its_own(desk: Desk) -> None:
    """It is shown while the cursor is in one of B's fields."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1")
        await learner.put("w0-a", "1, 1")
        await learner.put("w0-b", "1, 2")
        await learner.press("escape")
        assert "B has another start, and a line of its own" in learner.text
        of_a = _view(learner).path
        await learner.to_field("eta-b")
        assert "A has another start, and a line of its own" in learner.text
        assert _view(learner).path is not of_a
        await learner.press("escape", "c")
        assert _view(learner).path is of_a
        assert "A lies in interval" in learner.text


async def test_brackets_walk_over_every_critical_rate_and_stop_at_the_last(desk: Desk) -> None:
    """Exactly: at each of them some net input of the run is 0."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", "c")
        await learner.put("w0-a", "1, 1")
        await learner.press("escape")
        path = _path(learner)
        rates = sorted({path.low(index) for index in range(1, len(path))})
        assert len(rates) > 3
        for _ in rates:
            await learner.press("left_square_bracket")
        assert "no critical rate below this η" in learner.rows[0] or _rate(learner) == rates[0]
        walked = [_rate(learner)]
        for _ in rates[1:]:
            await learner.press("right_square_bracket")
            walked.append(_rate(learner))
            assert "on a critical rate" in learner.text
            assert any(step.net_input == 0 for step in _running(learner).a)
        assert walked == rates
        await learner.press("right_square_bracket")
        assert "no critical rate above this η" in learner.rows[0]
        assert _rate(learner) == rates[-1]


def _rate(learner: Learner) -> Fraction:
    return _running(learner).a.experiment.rate


async def test_brackets_in_a_field_of_b_move_b(desk: Desk) -> None:
    """And write nothing into the field but the number."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1")
        await _both(learner, "1, 1")
        await learner.to_field("eta-b")
        await learner.press("left_square_bracket")
        running = _running(learner)
        assert running.b is not None
        assert _rate(learner) == Fraction(1, 10)
        rate = running.b.experiment.rate
        assert rate != 1
        assert rate in {_path(learner).low(index) for index in range(1, len(_path(learner)))}


async def test_brackets_do_not_deny_rates_that_nobody_followed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below a path that was cut, or while one is worked out, there may be critical rates."""
    monkeypatch.setattr("tutor.ui.rates.MOST_INTERVALS", 3)
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", "c")
        await learner.put("w0-a", "1, 1")
        await learner.press("escape", *["right_square_bracket"] * 3)
        assert "rates above this η are not followed" in learner.rows[0]
        await learner.put("eta-a", "1000")
        await learner.press("escape", *["left_square_bracket"] * 4)
        assert "rates below this η are not followed" in learner.rows[0]
        line = _line(learner)
        line._paths = {}
        assert line.none_beyond(1) == "critical rates are being worked out"


async def test_a_critical_rate_is_read_in_full(desk: Desk) -> None:
    """A fraction of which the front is cut off would be another number."""
    async with desk.learner() as learner:
        await learner.press("l")
        await _both(learner, START)
        await learner.press("right_square_bracket")
        rate = _rate(learner)
        assert len(str(rate)) > 7
        assert f"η {rate} " in learner.text


async def test_where_all_samples_are_alike_it_does_not_claim_more(desk: Desk) -> None:
    """The final weights differ on other inputs, as the verdict below it says."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", "o", "3")
        await _both(learner, "-3, 1")
        said = "No critical rate: from this start, every η > 0 predicts alike on every sample."
        assert said in learner.text
        assert "After training, A and B differ at the point" in learner.words


@pytest.mark.parametrize("size", [(80, 24), (70, 24)])
async def test_its_words_fit_however_much_there_is_to_be_said(
    desk: Desk, size: tuple[int, int]
) -> None:
    """With B at a multiple, samples compared, and a path that was cut, they are said briefly."""
    async with desk.learner(size) as learner:
        await learner.press("l", "d", "1", "o", "2")
        await learner.put("w0-a", "2, 2")
        await learner.put("w0-b", "1, 1")
        for rate in ("0.05", "0.1", "3"):
            await learner.put("eta-b", rate)
            (words,) = learner.part(_line(learner).query_one(".words"))
            assert words.rstrip().endswith(".")
            assert "A (at η/2)" in words


async def test_zoom_keeps_a_in_the_middle_and_goes_back_to_the_whole_line(desk: Desk) -> None:
    """And the mistakes over η are zoomed with it."""
    async with desk.learner() as learner:
        await learner.press("l")
        await _both(learner, START)
        whole = _view(learner)
        await learner.press("v", "v", "v", "z", "z")
        near = _view(learner)
        assert (near.low + near.high) / 2 == pytest.approx(-1)
        assert near.high - near.low == pytest.approx((whole.high - whole.low) * 0.16)
        curve = learner.on(LabScreen).query(PlotView).first().view
        assert isinstance(curve, CurveView)
        assert (curve.low, curve.high) == (near.low, near.high)
        await learner.press("Z", "Z", "Z")
        assert _view(learner) == whole


@pytest.mark.parametrize(("key", "scope"), [("2", Scope.SAMPLES), ("3", Scope.PLANE)])
async def test_in_the_other_scopes_it_counts_the_samples_predictions(
    desk: Desk, key: str, scope: Scope
) -> None:
    """What it says of A and B is what the comparison of the samples says."""
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", "o", key)
        await _both(learner, "1, 1")
        running = _running(learner)
        assert running.b is not None
        assert running.lab.scope is scope
        same = compare(running.a.experiment, running.b.experiment, Scope.SAMPLES).same
        assert ("no prediction on a sample differs" in learner.text) == same
        assert ("predictions on a sample differ" in learner.text) != same


async def test_a_key_is_answered_while_a_line_is_worked_out_and_the_stale_one_is_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first path is held until it is told to stop: only then does it end."""
    began, ended, pause = Event(), Event(), Event()
    stopped: list[Weights] = []

    def held(data: Dataset, start: Weights, epochs: int, **kwargs: Any) -> RatePath:  # noqa: ANN401 - handed on
        if start == FIRST:
            began.set()
            while kwargs["wanted"]():
                pause.wait(PAUSE)
            stopped.append(start)
            ended.set()
            raise ratepath.RatePathStopped
        return rate_path(data, start, epochs, **kwargs)

    monkeypatch.setattr(ratepath, "rate_path", held)
    async with desk.learner() as learner:
        await learner.press("l", "d", "1", "c", "tab", "tab", "end")
        field = learner.app.focused
        assert isinstance(field, NumberField)
        field.value = "1, 1"
        assert await asyncio.to_thread(began.wait, PATIENCE)
        await learner.pilot._wait_for_screen()
        assert "working out every learning rate" in learner.text
        assert _running(learner).a.experiment.start == FIRST, "the pictures did not wait"
        field.value = "1, 2"
        await learner.settle()
        # A thread that was cancelled counts as finished before it has ended.
        assert await asyncio.to_thread(ended.wait, PATIENCE)
        assert stopped == [FIRST]
        assert _view(learner).path is not None
        assert "A lies in interval" in learner.text


async def test_leaving_the_lab_stops_what_it_works_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing goes on behind another screen."""
    began, ended, pause = Event(), Event(), Event()

    def held(*_: object, wanted: Callable[[], bool], **__: object) -> RatePath:
        began.set()
        while wanted():
            pause.wait(PAUSE)
        ended.set()
        raise ratepath.RatePathStopped

    monkeypatch.setattr(ratepath, "rate_path", held)
    async with desk.learner() as learner:
        await learner.pilot.press("l")
        await learner.pilot._wait_for_screen()
        assert await asyncio.to_thread(began.wait, PATIENCE)
        await learner.pilot.press("escape")
        await learner.settle()
        assert await asyncio.to_thread(ended.wait, PATIENCE)
        assert "lessons read" in learner.text
