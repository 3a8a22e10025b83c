"""The float64 perceptron: where it breaks the claim, and that powers of two never do."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perceptron.problems import Problem, problems, starts
from tutor.course.library import Library
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.floats import side_by_side, train_in_floats
from tutor.perceptron.training import Experiment, ExperimentError

LIBRARY = Library.open()
RATES = [Fraction(k, 20) for k in range(1, 60)]
POWERS = [Fraction(2) ** k for k in range(-8, 9)]


def _at_zero(name: str, rate: Fraction, epochs: int, *, bias: bool = True) -> Experiment:
    data = LIBRARY.dataset(name)
    zero = (Fraction(0),) * (len(data.features) + bias)
    return Experiment(data, zero, rate, epochs, bias)


def test_a_run_by_hand_rounds_where_float64_does() -> None:
    """0.3 − 0.2 is not 0.1 in it; the weights and every z come out to the last digit."""
    data = Dataset.of("hand", [(1,), (1,), (-1,)], [-1, 1, 1], bias=False)
    start = (Fraction("0.3"),)
    run = train_in_floats(Experiment(data, start, Fraction("0.1"), 1, bias=False))
    after = 0.09999999999999998
    assert run.net_inputs == (0.3, after, -after)
    assert run.predictions == (1, 1, -1)
    assert run.weights == ((0.3,), (after,), (after,), (-0.10000000000000003,))


@pytest.mark.parametrize("rate", ["0.05", "0.1", "0.2", "1/3", "0.6", "0.9"])
def test_on_and_some_rates_break_the_claim_at_a_tie(rate: str) -> None:
    """At zero start float64 predicts −1 at step 15, where z = 0; at η = 1 it predicts +1."""
    runs = side_by_side(_at_zero("and", Fraction(rate), 10))
    broken = rate != "0.6"
    assert (runs.parted[:1], runs.wrong[:1]) == (((15,), (15,)) if broken else ((), ()))
    if broken:
        assert 15 in runs.ties
        assert runs.exact.predictions[14] == 1
        assert runs.exact.net_input(2, 14) == 0
        assert -1e-15 < runs.rounded.net_inputs[14] < 0
        assert runs.at_one.net_inputs[14] == 0


def test_on_blobs_rounded_samples_break_it_even_at_rate_one() -> None:
    """Its coordinates are no float64 numbers, so that a tie is missed at η = 1 too."""
    runs = side_by_side(_at_zero("blobs", Fraction("0.1"), 50))
    assert runs.parted[0] == 1374
    assert runs.wrong == ()
    assert 1374 in runs.ties
    unbiased = side_by_side(_at_zero("blobs", Fraction(1), 12, bias=False))
    assert unbiased.wrong[0] == 469
    assert 469 in unbiased.ties
    assert unbiased.parted == ()


@pytest.mark.parametrize("name", ["four", "and10", "or", "xor", "iris"])
def test_on_the_other_data_no_such_rate_breaks_the_claim(name: str) -> None:
    """Whatever of 0.05, 0.1, ... 2.95 is taken, though each run has a tie."""
    for rate in RATES:
        runs = side_by_side(_at_zero(name, rate, 10, bias=LIBRARY.dataset(name).bias))
        assert (runs.wrong, runs.parted, runs.ties[0]) == ((), (), 1)


def test_every_shipped_data_set_has_its_test() -> None:
    """A new one is to be looked at too."""
    assert set(LIBRARY.data) == {"and", "and10", "blobs", "four", "or", "xor", "iris"}


@pytest.mark.parametrize("name", LIBRARY.data)
@pytest.mark.parametrize("bias", [True, False])
def test_powers_of_two_predict_alike_on_shipped_data(name: str, bias: bool) -> None:  # noqa: FBT001
    """And each net input is the one at η = 1, scaled."""
    one = train_in_floats(_at_zero(name, Fraction(1), 12, bias=bias))
    for rate in POWERS:
        runs = side_by_side(_at_zero(name, rate, 12, bias=bias))
        assert runs.parted == ()
        assert runs.rounded.net_inputs == tuple(float(rate) * z for z in one.net_inputs)


@given(st.data(), problems(), st.sampled_from(POWERS), st.sampled_from(POWERS))
def test_powers_of_two_never_predict_otherwise_than_one_another(
    data: st.DataObject, problem: Problem, one: Fraction, other: Fraction
) -> None:
    """From zero, and from starts that are scaled with the rate: every float is a scaled copy."""
    start = data.draw(starts(problem))
    first = train_in_floats(problem.at(one, tuple(one * weight for weight in start)))
    second = train_in_floats(problem.at(other, tuple(other * weight for weight in start)))
    scale = float(other / one)
    assert first.predictions == second.predictions
    assert tuple(scale * z for z in first.net_inputs) == second.net_inputs
    scaled = tuple(tuple(scale * value for value in weights) for weights in first.weights)
    assert scaled == second.weights
    assert side_by_side(problem.at(one)).parted == ()


def _rounds_nothing(experiment: Experiment) -> Experiment:
    """The same in whole numbers, which float64 holds exactly as long as they are small."""
    rows = [tuple(map(Fraction, row)) for row in experiment.dataset.rows]
    data = Dataset.of("whole", rows, experiment.dataset.labels)
    return replace(experiment, dataset=data, rate=Fraction(2))


@given(problems())
def test_where_nothing_is_rounded_the_floats_are_the_exact_numbers(problem: Problem) -> None:
    """Whole numbers: every z and every weight is equal, and no step differs."""
    runs = side_by_side(_rounds_nothing(problem.at(Fraction(1))))
    steps = list(runs.exact)
    assert [Fraction(z) for z in runs.rounded.net_inputs] == [step.net_input for step in steps]
    assert [tuple(map(Fraction, w)) for w in runs.rounded.weights[1:]] == [
        step.weights for step in steps
    ]
    assert runs.wrong == runs.parted == ()


@given(st.data(), problems())
def test_ties_are_the_steps_at_which_z_is_zero_exactly(
    data: st.DataObject, problem: Problem
) -> None:
    """At zero start the first step is always one."""
    start = data.draw(starts(problem))
    runs = side_by_side(problem.at(Fraction(1, 10), start))
    assert list(runs.ties) == [step.t for step in runs.exact if step.net_input == 0]
    assert 1 in side_by_side(problem.at(Fraction(1, 10))).ties


def test_at_rate_one_the_start_is_divided_by_the_rate() -> None:
    """So exactly nothing is predicted otherwise, wherever the weights start."""
    stated = replace(
        _at_zero("and", Fraction("0.1"), 10), start=(Fraction("0.3"), Fraction(0), Fraction(-1))
    )
    beside = side_by_side(stated).at_one.experiment
    assert beside.rate == 1
    assert beside.start == (Fraction(3), Fraction(0), Fraction(-10))


@pytest.mark.parametrize(
    ("rate", "start", "what"),
    [("1e309", "0", "η"), ("1", "1e400", "a weight"), ("1e-300", "1e100", "a weight")],
)
def test_a_number_beyond_float64_is_refused(rate: str, start: str, what: str) -> None:
    """In words, as any number that cannot be used."""
    experiment = replace(
        _at_zero("and", Fraction(rate), 1), start=(Fraction(start), Fraction(0), Fraction(0))
    )
    with pytest.raises(ExperimentError, match=f"{what}.* is too large for a float64"):
        side_by_side(experiment)


def test_a_run_that_overflows_goes_on_with_what_float64_makes_of_it() -> None:
    """Infinity, and after it no number at all, which is not zero or above: −1."""
    run = train_in_floats(_at_zero("and", Fraction("1.7e308"), 3))
    assert any(isnan(z) for z in run.net_inputs)
    assert all(
        prediction == (-1 if isnan(z) else 1 if z >= 0 else -1)
        for z, prediction in zip(run.net_inputs, run.predictions, strict=True)
    )


def test_floats_need_no_numpy() -> None:
    """Plain Python floats, as the module says."""
    code = "import sys, tutor.perceptron.floats; sys.exit('numpy' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", code), check=False, timeout=60).returncode == 0
