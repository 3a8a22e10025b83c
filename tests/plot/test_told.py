"""Pictures in sentences: what they say is so, whatever the run, and reads as a sentence."""

import re
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plot.paths import path_of
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import parse_number
from tutor.perceptron.training import Experiment, Trace, phi, train
from tutor.plot.told import (
    boundary_told,
    data_told,
    mistakes_told,
    range_told,
    rates_told,
    samples_told,
    step_told,
    weights_told,
)

SQUARE = Dataset.of("square", [(0, 0), (0, 2), (2, 0), (2, 2)], [-1, -1, -1, 1])

whole = st.integers(-9, 9)
points = st.lists(st.tuples(whole, whole), min_size=1, max_size=12)


def standing(*weights: int, data: Dataset = SQUARE, bias: bool = True) -> Trace:
    """A run whose weights at step 0 are these."""
    start = tuple(map(Fraction, weights))
    return train(Experiment(data, start, Fraction(1), 2, bias))


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((0, 0, 0), "All weights are zero: no line; every z is 0, so every prediction is +1."),
        ((2, 0, 0), "No line: all weights but the bias are zero; z = b = 2 everywhere predicts +1"),
        ((-2, 0, 0), "z = b = −2 everywhere predicts −1."),
        ((-2, 1, 0), "Vertical line where x1 = 2; + side right."),
        ((-2, -1, 0), "Vertical line where x1 = −2; + side left."),
        ((1, 0, -2), "Horizontal line where x2 = 0.5; + side below."),
        ((2, -1, 1), "Line from lower left to upper right, crossing x1 at 2 and x2 at −2; + side"),
        ((-1, 1, 1), "Line from upper left to lower right, crossing x1 at 1 and x2 at 1; + side"),
        ((0, 1, -2), "lower left to upper right, through the origin, slope 0.5; + side below."),
    ],
)
def test_a_boundary_is_told_as_it_lies(weights: tuple[int, ...], said: str) -> None:
    """No line, one across, one along an axis, or a slanting one."""
    assert said in boundary_told(standing(*weights), 0)


@given(whole, whole.filter(bool), whole.filter(bool))
def test_the_side_and_the_crossings_that_are_told_are_those_of_the_weights(
    b: int, w_1: int, w_2: int
) -> None:
    """Far above the line and on its crossings z is what the sentence says."""
    told = boundary_told(standing(b, w_1, w_2), 0)
    far_above = Fraction(10**6)
    assert ("+ side above" in told) == (phi(b + w_2 * far_above) > 0)
    rises = -Fraction(w_1, w_2) > 0
    assert ("from lower left to upper right" in told) == rises
    found = re.search(r"crossing x1 at (\S+) and x2 at (\S+);", told)
    if found is None:
        assert b == 0
        assert "through the origin" in told
    else:
        across, up = map(parse_number, found.groups())
        assert b + w_1 * across == 0
        assert b + w_2 * up == 0


@given(points, whole, whole, whole, st.randoms())
def test_every_sample_on_the_wrong_side_is_told_and_no_other(
    rows: list[tuple[int, int]], b: int, w_1: int, w_2: int, chance: Random
) -> None:
    """Counted and named as a plain loop finds them."""
    labels = [chance.choice((-1, 1)) for _ in rows]
    told = data_told(standing(b, w_1, w_2, data=Dataset.of("any", rows, labels)), 0)
    missed = [
        number
        for number, ((x_1, x_2), label) in enumerate(zip(rows, labels, strict=True), 1)
        if (1 if b + w_1 * x_1 + w_2 * x_2 >= 0 else -1) != label
    ]
    if missed:
        count = f"{len(missed)} of {len(rows)} samples on the wrong side"
        assert f"{count}: {samples_told(missed)}." in told
    else:
        assert f"All {len(rows)} samples are on the right side." in told


def test_ties_are_told_with_the_class_that_they_are_predicted() -> None:
    """A tie predicts +1, which no picture can show."""
    told = data_told(standing(-2, 1, 0), 0)
    assert "On the line, so predicted +1: samples 3, 4." in told
    assert "1 of 4 samples on the wrong side: sample 3." in told


def test_a_line_beside_all_samples_says_on_which_side_they_are() -> None:
    """One-sided, and half of it wrong."""
    assert "All samples are on the − side." in data_told(standing(-9, 1, 1), 0)
    assert "All samples are on the + side." in data_told(standing(9, 1, 1), 0)
    assert data_told(standing(0, 0, 0), 0).endswith("wrong side: samples 1 to 3.")


def test_one_feature_and_three_have_a_boundary_as_well() -> None:
    """Which no picture has, but a sentence."""
    one = Dataset.of("one", [(0,), (1,)], [-1, 1])
    assert boundary_told(standing(-1, 2, data=one), 0) == "Boundary where x1 = 0.5; + side above."
    three = Dataset.of("three", [(0, 0, 1), (1, 1, 1)], [-1, 1])
    told = boundary_told(standing(-3, 1, 0, -2, data=three), 0)
    assert told == "Boundary where (1)·x1 + (−2)·x3 = 3; + side where it is more."


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        ([3], "sample 3"),
        ([1, 2], "samples 1, 2"),
        ([1, 2, 3, 7], "samples 1 to 3, 7"),
        (list(range(51, 101)), "samples 51 to 100"),
        (list(range(1, 22, 2)), "samples 1, 3, 5, 7, 9, 11, 13, 15 and 3 more"),
    ],
)
def test_samples_are_named_shortly(samples: list[int], said: str) -> None:
    """Neighbours together, and of many the first ones."""
    assert samples_told(samples) == said


def test_a_step_is_told_with_all_its_numbers() -> None:
    """A mistake with its update, a right prediction with the weights that stay."""
    run = standing(0, 0, 0)
    assert step_told(run, 0) == "Step 0 of 8: nothing shown yet. w⁽⁰⁾ = (0, 0, 0)."
    assert step_told(run, 1) == (
        "Step 1 of 8, epoch 1, sample 1: x = (1, 0, 0), y = −1. "
        "z = 0 predicts +1, a mistake: Δw = (−2, 0, 0), w = (−2, 0, 0)."
    )
    assert step_told(run, 2).endswith("z = −2 predicts −1, right: w stays (−2, 0, 0).")


def test_the_way_of_the_weights_is_told_from_the_start_to_the_present() -> None:
    """With the last update and where it points."""
    run = standing(0, 0, 0)
    assert weights_told(run, 0) == (
        "w1 and w2 start at (0, 0), the origin, and are there: no update yet."
    )
    assert weights_told(run, 4) == (
        "w1 and w2 start at (0, 0), the origin; after 2 updates they are at (4, 4). "
        "The last one, at step 4, moved them by (4, 4), to the right and up."
    )


def test_mistakes_are_told_of_epochs_that_have_ended() -> None:
    """Nothing of those to come, which the learner is to predict."""
    data = Dataset.of("two", [(1, 0), (2, 0)], [-1, 1])
    run = train(Experiment(data, (Fraction(0),) * 3, Fraction(1), 60, bias=True))
    assert mistakes_told(run, 1) == "Mistakes in each epoch: no epoch has ended yet."
    assert mistakes_told(run, 3) == f"Mistakes in epoch 1 of 60: {run.mistakes[0]}."
    ended = run.mistakes[:2]
    assert mistakes_told(run, 4).startswith(
        f"Mistakes in epochs 1 to 2 of 60: {ended[0]}, {ended[1]}."
    )
    assert run.converged is not None
    assert mistakes_told(run, len(run)).startswith("Mistakes in epochs 41 to 60 of 60: ")
    assert f"Epoch {run.converged} is the first without a mistake." in mistakes_told(run, len(run))


def test_the_mistakes_over_every_rate_are_told_with_those_at_ones_own() -> None:
    """The interval by its exact ends, of which the closed one is in it."""
    path = path_of([Fraction(1, 10), Fraction(2)], [5, 1, 3])
    assert rates_told(path, Fraction(1, 10)) == (
        "3 intervals of η: from 1 to 5 mistakes in the whole run, fewest first in [0.1, 2). "
        "η = 0.1 lies in [0.1, 2): 1 mistake."
    )
    assert range_told(path[2]) == "[2, ∞)"


def test_a_path_that_was_cut_says_so() -> None:
    """Below it nothing is known."""
    told = rates_told(path_of([Fraction(2)], [4, 4], cut=Fraction(1)), Fraction(1, 2))
    assert told == (
        "2 intervals of η followed, down to η = 1: 4 mistakes in the whole run in each. "
        "η = 0.5 lies below them."
    )
