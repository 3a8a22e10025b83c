"""Training: against two plain loops, the theorem of the course, and a run done by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perceptron.problems import (
    Problem,
    loop_divided_by_rate,
    loop_with_appended_bias,
    problems,
    rates,
    starts,
)
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import (
    MOST_STEPS,
    Experiment,
    ExperimentError,
    phi,
    train,
    weight_names,
)

FOUR = Dataset.of("four", [(1, 1), (1, 3), (-1, 2), (-3, 1)], [-1, -1, 1, 1], bias=False)
ZERO = (Fraction(0), Fraction(0))


def test_the_prediction_at_a_tie_is_plus_one() -> None:
    """The definition of φ that the whole course rests on."""
    assert (phi(0), phi(Fraction(1, 10**30)), phi(Fraction(-1, 10**30))) == (1, 1, -1)


def test_a_run_by_hand_comes_out_to_the_last_digit() -> None:
    """The first epoch of the samples for work by hand, with η = 1/10."""
    steps = list(train(Experiment(FOUR, ZERO, Fraction(1, 10), 1, bias=False)))
    assert [step.net_input for step in steps] == [
        0,
        Fraction("-0.8"),
        Fraction("-0.2"),
        Fraction("1.4"),
    ]
    assert [step.prediction for step in steps] == [1, -1, -1, 1]
    assert [step.mistake for step in steps] == [True, False, True, False]
    assert steps[0].update == (Fraction("-0.2"), Fraction("-0.2"))
    assert steps[2].weights == (Fraction("-0.4"), Fraction("0.2"))
    assert [(step.t, step.epoch, step.sample) for step in steps] == [
        (1, 1, 1),
        (2, 1, 2),
        (3, 1, 3),
        (4, 1, 4),
    ]


@given(st.data(), problems(), rates())
def test_every_step_agrees_with_two_plain_loops(
    data: st.DataObject, problem: Problem, rate: Fraction
) -> None:
    """Integers over one denominator give what fractions give, at every step."""
    experiment = problem.at(rate, data.draw(starts(problem)))
    trace = train(experiment)
    for run in (loop_with_appended_bias(experiment), loop_divided_by_rate(experiment)):
        assert list(trace.predictions) == run.predictions
        assert [list(trace.weights_after(t)) for t in range(len(trace) + 1)] == run.weights
        assert [step.net_input for step in trace] == run.net_inputs


@given(st.data(), problems(), rates())
def test_a_step_says_what_its_parts_say(
    data: st.DataObject, problem: Problem, rate: Fraction
) -> None:
    """Δw = η (y − ŷ) x, w after is w before plus Δw, and the epochs count the mistakes."""
    trace = train(problem.at(rate, data.draw(starts(problem))))
    steps = list(trace)
    for step in steps:
        error = step.label - step.prediction
        assert step.update == tuple(rate * error * x for x in step.inputs)
        assert step.weights == tuple(map(sum, zip(step.before, step.update, strict=True)))
        assert step.net_input == sum(w * x for w, x in zip(step.before, step.inputs, strict=True))
    for epoch, mistakes in enumerate(trace.mistakes, 1):
        assert mistakes == sum(step.mistake for step in steps if step.epoch == epoch)
    assert trace.weights == steps[-1].weights


@given(problems(), rates(), rates())
def test_at_zero_start_the_rate_scales_the_weights_and_nothing_else(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """The theorem of the course, from the two runs themselves."""
    a, b = train(problem.at(one)), train(problem.at(other))
    assert a.predictions == b.predictions
    for t in range(len(a) + 1):
        assert [w / one for w in a.weights_after(t)] == [w / other for w in b.weights_after(t)]


@given(st.data(), problems(), rates(), rates())
def test_scaling_start_and_rate_alike_scales_the_run(
    data: st.DataObject, problem: Problem, rate: Fraction, factor: Fraction
) -> None:
    """A run depends on w⁽⁰⁾ and η through w⁽⁰⁾/η only, up to scale."""
    start = data.draw(starts(problem))
    a = train(problem.at(rate, start))
    b = train(problem.at(factor * rate, tuple(factor * value for value in start)))
    assert a.predictions == b.predictions
    for t in range(len(a) + 1):
        assert [factor * w for w in a.weights_after(t)] == list(b.weights_after(t))


@given(problems(), rates())
def test_convergence_is_the_first_epoch_without_a_mistake_and_lasts(
    problem: Problem, rate: Fraction
) -> None:
    """After it nothing changes any more."""
    trace = train(problem.at(rate))
    if trace.converged is None:
        assert all(trace.mistakes)
    else:
        assert all(trace.mistakes[: trace.converged - 1])
        assert not any(trace.mistakes[trace.converged - 1 :])


def test_every_number_in_a_trace_is_exact() -> None:
    """No float can come out, whatever the numbers that went in."""
    start = (Fraction(1, 3), Fraction(1, 7))
    step = train(Experiment(FOUR, start, Fraction(1, 11), 3, bias=False)).step(7)
    numbers = (*step.inputs, *step.before, step.net_input, *step.update, *step.weights)
    assert {type(number) for number in numbers} == {Fraction}


def test_the_weights_are_named_with_the_bias_first() -> None:
    """The order in which a start is written."""
    assert weight_names(FOUR, bias=True) == ("b", "w1", "w2")
    assert weight_names(FOUR, bias=False) == ("w1", "w2")


@pytest.mark.parametrize("t", [0, -1, 13])
def test_a_step_that_is_not_there_is_refused(t: int) -> None:
    """Steps are numbered from 1, and never from the end."""
    trace = train(Experiment(FOUR, ZERO, Fraction(1), 3, bias=False))
    with pytest.raises(IndexError):
        trace.step(t)


@pytest.mark.parametrize("rate", ["0", "-1/10"])
def test_a_rate_that_is_not_above_zero_is_refused_with_the_reason(rate: str) -> None:
    """The argument divides by η inside φ, and a negative η turns every sign around."""
    with pytest.raises(ExperimentError, match="must be above 0: the argument needs that η never"):
        Experiment(FOUR, ZERO, Fraction(rate), 1, bias=False)


def test_a_start_of_the_wrong_length_is_refused_with_the_names() -> None:
    """With the bias on, the start begins with it."""
    with pytest.raises(ExperimentError, match="has 2 numbers, needed are 3: b, w1, w2"):
        Experiment(FOUR, ZERO, Fraction(1), 1, bias=True)


@pytest.mark.parametrize("epochs", [0, -3])
def test_no_epoch_is_no_run(epochs: int) -> None:
    """At least one epoch has to be run."""
    with pytest.raises(ExperimentError, match="write a whole number, at least 1"):
        Experiment(FOUR, ZERO, Fraction(1), epochs, bias=False)


def test_a_run_without_an_end_is_refused_with_the_most_that_can_be_run() -> None:
    """Memory is what ends first."""
    with pytest.raises(ExperimentError, match=f"write at most {MOST_STEPS // 4}$"):
        Experiment(FOUR, ZERO, Fraction(1), MOST_STEPS // 4 + 1, bias=False)
    assert Experiment(FOUR, ZERO, Fraction(1), MOST_STEPS // 4, bias=False).steps == MOST_STEPS
