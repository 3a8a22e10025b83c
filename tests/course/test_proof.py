"""A verdict in words: the sentences, and that every number in them is the engine's."""

import re
from fractions import Fraction

import pytest
from hypothesis import given

from tests.perceptron.problems import loop_with_appended_bias, pairs
from tutor.course.proof import words
from tutor.perceptron.comparison import Scope, compare
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment

FOUR = Dataset.of("four", [(1, 1), (1, 3), (-1, 2), (-3, 1)], [-1, -1, 1, 1], bias=False)
ORIGIN = Dataset.of("origin", [(0,)], [1])
SIGNS = {1: "+1", -1: "−1"}


def run(data: Dataset, start: str, rate: str, epochs: int = 4, *, bias: bool = False) -> Experiment:
    """An experiment from short texts."""
    numbers = tuple(Fraction(number) for number in start.split())
    return Experiment(data, numbers, Fraction(rate), epochs, bias)


def prove(a: Experiment, b: Experiment, scope: Scope) -> str:
    """The words for a comparison."""
    return words(compare(a, b, scope), a)


def test_the_first_step_that_differs_is_named_with_both_net_inputs() -> None:
    """The counterexample of the course."""
    assert prove(run(FOUR, "-2 2", "0.1"), run(FOUR, "-2 2", "1"), Scope.TRACE) == (
        "A and B differ first at step 2 (epoch 1, sample 2): "
        "z_A = 3.2 predicts +1, z_B = −4 predicts −1."
    )


def test_the_first_sample_that_differs_is_named() -> None:
    """After training, by the final weights; the plane takes that sample for its point."""
    a, b = run(FOUR, "-2 2", "0.1", 1), run(FOUR, "-2 2", "1", 1)
    sides = "z_A = 1.2 predicts +1, z_B = −4 predicts −1."
    assert prove(a, b, Scope.SAMPLES) == (
        f"After training, A and B differ first on sample 2: {sides}"
    )
    assert prove(a, b, Scope.PLANE) == (
        f"After training, A and B differ at the point (1, 3): {sides}"
    )


def test_samples_may_agree_by_the_same_weights_or_without_a_factor() -> None:
    """Equality needs no factor to be named; without a factor the samples are counted."""
    a, b = run(ORIGIN, "1 0", "1", bias=True), run(ORIGIN, "1 0", "1", bias=True)
    assert prove(a, b, Scope.SAMPLES) == (
        "After training, no prediction differs on a sample: A and B have the same final weights."
    )
    data = Dataset.of("one", [(1,), (-1,)], [1, 1])
    a, b = run(data, "1 0", "1", 1, bias=True), run(data, "3 5/3", "1/10", 1, bias=True)
    assert prove(a, b, Scope.SAMPLES) == (
        "After training, no prediction differs on a sample: A and B agree on all 2 samples. "
        "No factor above zero leads from w_A to w_B."
    )


def test_a_point_that_differs_is_named_by_its_coordinates() -> None:
    """Where no sample will do, a point of the plane does."""
    a, b = run(ORIGIN, "1 1", "1", bias=True), run(ORIGIN, "1 2", "1", bias=True)
    assert prove(a, b, Scope.PLANE) == (
        "After training, A and B differ at the point (−1): "
        "z_A = 0 predicts +1, z_B = −1 predicts −1."
    )


def test_a_factor_is_the_reason_where_there_is_one() -> None:
    """In training at every step, after it for the final weights."""
    a, b = run(FOUR, "0 0", "0.1"), run(FOUR, "0 0", "1")
    why = "and a factor above zero changes no sign."
    assert prove(a, b, Scope.TRACE) == (
        f"No prediction differs in training: w_B = 10·w_A at every step, {why}"
    )
    assert prove(a, b, Scope.SAMPLES) == (
        "After training, no prediction differs on a sample: "
        f"the final weights are w_B = 10·w_A, {why}"
    )
    assert prove(a, b, Scope.PLANE) == (
        "After training, no prediction differs on any input: "
        f"the final weights are w_B = 10·w_A, {why}"
    )


def test_without_a_factor_agreement_is_counted() -> None:
    """Predictions may agree though the weights are no multiples of each other."""
    a, b = run(FOUR, "-5 1", "0.1"), run(FOUR, "-6 1", "0.1")
    assert prove(a, b, Scope.TRACE) == (
        "No prediction differs in training: all 16 predictions agree, step by step. "
        "No single factor above zero leads from w_A to w_B at every step."
    )


def test_a_single_step_is_not_called_all() -> None:
    """One sample, one epoch."""
    a, b = run(ORIGIN, "1 1", "1", 1, bias=True), run(ORIGIN, "1 2", "1", 1, bias=True)
    assert "training: the one step agrees. No single" in prove(a, b, Scope.TRACE)
    assert "on a sample: A and B agree on the only one. No factor" in prove(a, b, Scope.SAMPLES)


@pytest.mark.parametrize(
    ("label", "one", "other", "sign"),
    [(1, "0 0", "3 0", "+1"), (1, "5 0", "0 0", "+1")],
)
def test_a_bias_that_stands_alone_decides_everywhere(
    label: int, one: str, other: str, sign: str
) -> None:
    """Zero weights beside a positive bias: no factor, and yet the same on every input."""
    data = Dataset.of("origin", [(0,)], [label])
    a, b = run(data, one, "1", bias=True), run(data, other, "1", bias=True)
    assert prove(a, b, Scope.PLANE) == (
        "After training, no prediction differs on any input: every weight but the bias is zero, "
        f"so both predict {sign} on every input."
    )


def test_a_rounded_number_is_not_said_to_be_equal() -> None:
    """A factor too long to show is marked as rounded."""
    a, b = run(FOUR, "0 0", "1"), run(FOUR, "0 0", "12345678/99991")
    assert "training: w_B ≈ 123.47·w_A at every step" in prove(a, b, Scope.TRACE)


@given(pairs())
def test_every_sentence_is_true(pair: tuple[Experiment, Experiment]) -> None:
    """Steps, signs, factors and counts, checked against a plain loop."""
    a, b = map(loop_with_appended_bias, pair)
    for scope in Scope:
        text = prove(*pair, scope)
        assert text.endswith(".")
        assert "\n" not in text
        if found := re.search(r"at step (\d+).*predicts (.1), .*predicts (.1)\.", text):
            t = int(found[1]) - 1
            assert found.groups()[1:] == (SIGNS[a.predictions[t]], SIGNS[b.predictions[t]])
            assert found[2] != found[3]
        if found := re.search(r"w_B = (\S+)·w_A( at every step)?", text):
            factor = Fraction(found[1])
            first = 0 if found[2] else -1
            for one, other in list(zip(a.weights, b.weights, strict=True))[first:]:
                assert [factor * w for w in one] == other
        if "same weights" in text:
            assert a.weights == b.weights
        if "same final weights" in text:
            assert a.weights[-1] == b.weights[-1]
        if "predictions agree" in text:
            assert a.predictions == b.predictions
            assert f"all {len(a.predictions)} predictions" in text
        if "every weight but the bias is zero" in text:
            assert pair[0].bias
            assert not any(a.weights[-1][1:] + b.weights[-1][1:])
            assert all(SIGNS[1 if w[-1][0] >= 0 else -1] in text for w in (a.weights, b.weights))
