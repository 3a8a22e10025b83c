"""Comparison: every verdict and every proof of it, against two plain loops in all scopes."""

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.perceptron.problems import (
    Problem,
    Run,
    Vector,
    loop_divided_by_rate,
    loop_with_appended_bias,
    pairs,
    problems,
    rates,
    starts,
)
from tutor.perceptron.comparison import (
    Certificate,
    FirstDifference,
    Scope,
    common_scale,
    compare,
    positive_factor,
)
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment, ExperimentError, phi, train

Loop = Callable[[Experiment], Run]
LOOPS = pytest.mark.parametrize("loop", [loop_with_appended_bias, loop_divided_by_rate])
FOUR = Dataset.of("four", [(1, 1), (1, 3), (-1, 2), (-3, 1)], [-1, -1, 1, 1], bias=False)


def net_input(weights: Vector, point: tuple[Fraction, ...], *, bias: bool) -> Fraction:
    """The net input of a point, written out once more."""
    inputs = (Fraction(1), *point) if bias else point
    return sum((w * x for w, x in zip(weights, inputs, strict=True)), Fraction(0))


def said(difference: FirstDifference) -> list[tuple[Fraction, int]]:
    """Both sides of a difference."""
    return [(side.net_input, side.prediction) for side in (difference.a, difference.b)]


@given(problems(), rates(), rates())
def test_at_zero_start_no_two_rates_ever_disagree(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """The theorem of the course, in every scope, over whatever Hypothesis can think of."""
    for scope in Scope:
        verdict = compare(problem.at(one), problem.at(other), scope)
        assert verdict.same
        assert isinstance(verdict.witness, Certificate)
        assert verdict.witness.scale == other / one


@LOOPS
@given(pair=pairs())
def test_the_trace_verdict_is_that_of_a_plain_loop(
    loop: Loop, pair: tuple[Experiment, Experiment]
) -> None:
    """And where it is no, its witness is the first step that differs."""
    a, b = map(loop, pair)
    verdict = compare(*pair, Scope.TRACE)
    assert verdict.same == (a.predictions == b.predictions)
    if isinstance(verdict.witness, FirstDifference):
        found, count = verdict.witness, len(pair[0].dataset)
        assert found.step is not None
        t = found.step - 1
        assert a.predictions[:t] == b.predictions[:t]
        assert (found.epoch, found.sample) == (t // count + 1, t % count + 1)
        assert said(found) == [
            (a.net_inputs[t], a.predictions[t]),
            (b.net_inputs[t], b.predictions[t]),
        ]
        assert a.predictions[t] != b.predictions[t]


@LOOPS
@given(pair=pairs())
def test_the_samples_verdict_is_that_of_a_plain_loop(
    loop: Loop, pair: tuple[Experiment, Experiment]
) -> None:
    """And where it is no, its witness is the first sample that differs."""
    data, bias = pair[0].dataset, pair[0].bias
    both = [
        [net_input(loop(one).weights[-1], data.sample(i), bias=bias) for i in range(len(data))]
        for one in pair
    ]
    differ = [i for i in range(len(data)) if phi(both[0][i]) != phi(both[1][i])]
    verdict = compare(*pair, Scope.SAMPLES)
    assert verdict.same == (not differ)
    if isinstance(verdict.witness, FirstDifference):
        assert verdict.witness.sample == differ[0] + 1
        assert said(verdict.witness) == [(z[differ[0]], phi(z[differ[0]])) for z in both]


def same_half_space(one: Vector, other: Vector, *, bias: bool) -> bool:
    """Whether two weight vectors predict alike everywhere, argued without the engine's ways."""
    parallel = all(
        one[i] * other[j] == one[j] * other[i] for i, j in combinations(range(len(one)), 2)
    )
    towards = sum(x * y for x, y in zip(one, other, strict=True)) > 0
    constant = not any(one[bias:]) and not any(other[bias:])
    alike = not bias or (one[0] >= 0) == (other[0] >= 0)
    return (parallel and towards) or (constant and alike)


@LOOPS
@given(pair=pairs(), seed=st.integers(0, 10**6))
def test_the_plane_verdict_is_that_of_the_geometry(
    loop: Loop, pair: tuple[Experiment, Experiment], seed: int
) -> None:
    """Yes survives random points; no comes with a point on which the two disagree."""
    bias, width = pair[0].bias, len(pair[0].dataset.features)
    one, other = (loop(experiment).weights[-1] for experiment in pair)
    verdict = compare(*pair, Scope.PLANE)
    assert verdict.same == same_half_space(one, other, bias=bias)
    if isinstance(verdict.witness, FirstDifference):
        assert verdict.witness.point is not None
        both = [net_input(w, verdict.witness.point, bias=bias) for w in (one, other)]
        assert said(verdict.witness) == [(z, phi(z)) for z in both]
        assert phi(both[0]) != phi(both[1])
    else:
        dice = random.Random(seed)
        for _ in range(20):
            point = tuple(Fraction(dice.randint(-60, 60), dice.randint(1, 9)) for _ in range(width))
            signs = {phi(net_input(w, point, bias=bias)) for w in (one, other)}
            assert len(signs) == 1


@given(pairs())
def test_a_certificate_holds_at_every_step(pair: tuple[Experiment, Experiment]) -> None:
    """Its scale is w_B / w_A from the start to the end; without one, no scale would do."""
    a, b = map(loop_with_appended_bias, pair)
    scale = common_scale(*map(train, pair))
    if scale is None:
        quotients = {
            y / x if x else None
            for one, other in zip(a.weights, b.weights, strict=True)
            for x, y in zip(one, other, strict=True)
            if x or y
        }
        single = quotients.pop() if len(quotients) == 1 else None
        assert single is None or single <= 0
    else:
        assert scale > 0
        for one, other in zip(a.weights, b.weights, strict=True):
            assert [scale * w for w in one] == other


@given(st.data(), problems(), rates(), rates())
def test_scaling_start_and_rate_alike_is_certified_with_that_factor(
    data: st.DataObject, problem: Problem, rate: Fraction, factor: Fraction
) -> None:
    """(w⁽⁰⁾, η) and (c·w⁽⁰⁾, c·η) are one run up to scale, in every scope."""
    start = data.draw(starts(problem))
    scaled = problem.at(factor * rate, tuple(factor * value for value in start))
    for scope in Scope:
        verdict = compare(problem.at(rate, start), scaled, scope)
        assert verdict.same
        assert isinstance(verdict.witness, Certificate)
        assert verdict.witness.scale == factor


@settings(max_examples=50)
@given(pairs())
def test_the_scopes_are_ordered(pair: tuple[Experiment, Experiment]) -> None:
    """Who agrees on every input agrees on the samples; what is said of A and B, said of B and A."""
    verdicts = {scope: compare(*pair, scope).same for scope in Scope}
    assert verdicts[Scope.SAMPLES] or not verdicts[Scope.PLANE]
    assert verdicts == {scope: compare(pair[1], pair[0], scope).same for scope in Scope}


def vectors() -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Weights of one bias and two features, zeros and multiples among them."""
    number = st.integers(-2, 2).map(Fraction)
    return st.tuples(number, number, number)


@settings(max_examples=500)
@given(vectors(), vectors(), st.booleans())
def test_every_pair_of_half_spaces_is_told_apart(
    one: tuple[Fraction, ...],
    other: tuple[Fraction, ...],
    bias: bool,  # noqa: FBT001 - drawn
) -> None:
    """Parallel, opposite, constant and zero weights, met directly: one sample that teaches nothing.

    Both experiments predict it rightly or see only zeros, so their weights stay where they start.
    """
    width = 3 - bias
    idle = Dataset.of("idle", [(0,) * width], [1])
    a = Experiment(idle, one, Fraction(1), 1, bias)
    b = Experiment(idle, other, Fraction(1), 1, bias)
    final = [loop_with_appended_bias(experiment).weights[-1] for experiment in (a, b)]
    verdict = compare(a, b, Scope.PLANE)
    assert verdict.same == same_half_space(*final, bias=bias)
    if isinstance(verdict.witness, FirstDifference):
        assert verdict.witness.point is not None
        signs = [phi(net_input(w, verdict.witness.point, bias=bias)) for w in final]
        assert sorted(signs) == [-1, 1]
    else:
        constant = not any(final[0][bias:]) and not any(final[1][bias:])
        expected = phi(final[0][0] if bias else 0) if constant else None
        assert verdict.witness.everywhere == expected


def test_another_start_lets_the_rate_decide() -> None:
    """The counterexample of the course: from (−2, 2), η = 0.1 and η = 1 part at step 2."""
    start = (Fraction(-2), Fraction(2))
    a, b = (Experiment(FOUR, start, Fraction(rate), 4, bias=False) for rate in ("1/10", "1"))
    verdict = compare(a, b, Scope.TRACE)
    assert isinstance(verdict.witness, FirstDifference)
    assert (verdict.witness.step, verdict.witness.epoch, verdict.witness.sample) == (2, 1, 2)
    assert said(verdict.witness) == [(Fraction(16, 5), 1), (Fraction(-4), -1)]


def test_a_factor_is_positive_or_there_is_none() -> None:
    """Zero goes with zero only, and a negative multiple is none."""
    one, zero = (Fraction(1), Fraction(-2)), (Fraction(0), Fraction(0))
    assert positive_factor(one, (Fraction(3), Fraction(-6))) == 3
    assert positive_factor(one, (Fraction(-1), Fraction(2))) is None
    assert positive_factor(one, (Fraction(1), Fraction(2))) is None
    assert positive_factor(one, zero) is None
    assert positive_factor(zero, one) is None
    assert positive_factor(zero, zero) == 1


def test_experiments_that_share_no_samples_are_not_compared() -> None:
    """Nor those whose bias or epochs differ; the message says which."""
    other = Dataset.of("other", [(1, 1), (1, 3), (-1, 2), (-3, 2)], [-1, -1, 1, 1])
    zero, one = (Fraction(0), Fraction(0)), Fraction(1)
    a = Experiment(FOUR, zero, one, 4, bias=False)
    with pytest.raises(ExperimentError, match="four and other hold different samples"):
        compare(a, Experiment(other, zero, one, 4, bias=False), Scope.TRACE)
    with pytest.raises(ExperimentError, match="one experiment has a bias and the other has none"):
        compare(a, Experiment(FOUR, (*zero, one), one, 4, bias=True), Scope.TRACE)
    with pytest.raises(ExperimentError, match="4 and 5 epochs"):
        compare(a, Experiment(FOUR, zero, one, 5, bias=False), Scope.TRACE)


def test_equal_samples_under_two_names_are_compared() -> None:
    """It is the samples that have to be the same, not the object that holds them."""
    twin = Dataset.of("twin", [FOUR.sample(i) for i in range(4)], FOUR.labels)
    zero = (Fraction(0), Fraction(0))
    a = Experiment(FOUR, zero, Fraction(1), 4, bias=False)
    assert compare(a, Experiment(twin, zero, Fraction(2), 4, bias=False), Scope.PLANE).same
