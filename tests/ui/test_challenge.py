"""Break it: samples are moved by keys, and from zero the claim holds whatever is tried."""

import random
from fractions import Fraction

from tests.ui.screens import Desk, Learner
from tutor.perceptron.comparison import Certificate
from tutor.ui.running import Running
from tutor.ui.screens.challenge import ChallengeScreen

MONKEY_KEYS = ("left", "right", "up", "down", "n", "p", "y", "s", "e", "v")
PRESSES = 60


def _running(learner: Learner) -> Running:
    running = learner.on(ChallengeScreen).live.running
    assert running is not None
    return running


def _sample(learner: Learner, index: int) -> tuple[Fraction, ...]:
    return _running(learner).a.experiment.dataset.sample(index)


async def test_the_arrows_move_the_chosen_sample_in_a_and_in_b(desk: Desk) -> None:
    """By one half; the run goes back to its start, and the sample is marked."""
    async with desk.learner() as learner:
        await learner.press("l", "m", "1", "s")
        assert _sample(learner, 0) == (Fraction(1), Fraction(1))
        await learner.press("up", "up", "left")
        assert _sample(learner, 0) == (Fraction(1, 2), Fraction(2))
        running = _running(learner)
        assert running.b is not None
        assert running.b.experiment.dataset == running.a.experiment.dataset
        assert running.t == 0
        assert "four, changed" in learner.text
        assert "The arrows move sample 1, (0.5, 2), y −1" in learner.text
        assert "[−]" in learner.text
        await learner.press("p")
        assert "The arrows move sample 4, (−3, 1), y +1" in learner.text
        await learner.press("y")
        assert _running(learner).a.experiment.dataset.labels[3] == -1


async def test_a_sample_never_leaves_the_picture(desk: Desk) -> None:
    """It stops at the edges."""
    async with desk.learner() as learner:
        await learner.press("l", "m", "1")
        for key, place in (("left", -5), ("right", 3)):
            await learner.press(*[key] * 20)
            assert _sample(learner, 0)[0] == place
            assert "[−]" in learner.text or "⊖" in learner.text


async def test_from_zero_nothing_that_is_tried_breaks_it(desk: Desk) -> None:
    """Each try is answered with a certificate, and counted once."""
    chance = random.Random(3)
    async with desk.learner() as learner:
        await learner.press("l", "m", "1")
        for _ in range(PRESSES):
            await learner.press(chance.choice(MONKEY_KEYS))
            verdict = _running(learner).verdict
            assert verdict is not None
            assert isinstance(verdict.witness, Certificate)
        tried = len(learner.on(ChallengeScreen).attempts.tried)
        assert tried > 10
        assert f"Tried from zero: {tried}, broken: 0." in learner.text


async def test_another_start_may_break_it_and_is_told_that_it_is_no_answer(desk: Desk) -> None:
    """The difference is shown with both net inputs."""
    async with desk.learner() as learner:
        await learner.press("l", "m", "1")
        await learner.put("w0-a", "0, 1")
        await learner.press("escape")
        assert "A and B differ first at step" in learner.words
        assert "The claim is for w⁽⁰⁾ = 0 only; at least one of these is not 0." in learner.text
        assert "Tried from zero: 1, broken: 0." in learner.text


async def test_other_data_can_be_moved_too(desk: Desk) -> None:
    """The last sample of fewer is chosen where there were more."""
    async with desk.learner() as learner:
        await learner.press("l", "m", "1", "d", "5", "p")
        last = len(_running(learner).a.experiment.dataset) - 1
        before = _sample(learner, last)
        await learner.press("right")
        assert _sample(learner, last)[0] == before[0] + Fraction(1, 2)
        await learner.press("d", "1")
        assert "The arrows move sample 4" in learner.text
