"""The rate path against a recursion over intervals of η itself, in fractions, ends included.

`python -m tests.perceptron.many_problems` is the long form, over thousands of problems.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perceptron.problems import Problem, problems, rates, starts
from tests.perceptron.recursion import Stretch, brute_force
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.ratepath import (
    MOST_INTERVALS,
    Interval,
    RatePath,
    RatePathError,
    RatePathStopped,
    rate_path,
)
from tutor.perceptron.training import Experiment, train

TEXTBOOK = (Fraction("1.62"), Fraction("-0.61"), Fraction("-0.53"))


def path_of(
    problem: Problem,
    start: tuple[Fraction, ...],
    scope: Scope = Scope.TRACE,
    limit: int = MOST_INTERVALS,
) -> RatePath:
    """The rate path of a problem."""
    return rate_path(
        problem.dataset, start, problem.epochs, bias=problem.bias, scope=scope, limit=limit
    )


def unpacked(interval: Interval, count: int) -> tuple[int, ...]:
    """The predictions as −1 and +1."""
    bits = np.unpackbits(np.frombuffer(interval.predictions, np.uint8), count=count)
    return tuple(1 if bit else -1 for bit in bits)


def first_difference(one: Sequence[int], other: Sequence[int]) -> int | None:
    """The first place, from 1, at which two sequences differ."""
    pairs = zip(one, other, strict=True)
    return next((place for place, (a, b) in enumerate(pairs, 1) if a != b), None)


def ends(thing: Stretch | Interval) -> tuple[Fraction, bool, Fraction | None, bool]:
    """Both end points, and whether they belong to it."""
    return thing.low, thing.low_closed, thing.high, thing.high_closed


def started_problems() -> st.SearchStrategy[tuple[Problem, tuple[Fraction, ...]]]:
    """Problems with a start."""
    return problems().flatmap(lambda problem: st.tuples(st.just(problem), starts(problem)))


@given(started_problems(), st.sampled_from([Scope.TRACE, Scope.SAMPLES]))
def test_the_path_equals_a_recursion_in_fractions(
    drawn: tuple[Problem, tuple[Fraction, ...]], scope: Scope
) -> None:
    """End points, closedness, predictions, and what is first different from left and from zero."""
    problem, start = drawn
    expected = brute_force(problem, start, scope)
    zero = brute_force(problem, (Fraction(0),) * len(start), scope)[0].predictions
    path = path_of(problem, start, scope)
    assert path.complete
    assert [ends(interval) for interval in path] == [ends(stretch) for stretch in expected]
    before: Sequence[int] | None = None
    for interval, stretch in zip(path, expected, strict=True):
        assert unpacked(interval, len(zero)) == stretch.predictions
        assert interval.differs_from_zero == first_difference(stretch.predictions, zero)
        left = None if before is None else first_difference(before, stretch.predictions)
        assert interval.differs_from_left == left
        before = stretch.predictions


@given(started_problems(), rates())
def test_a_run_at_any_rate_is_what_the_path_says(
    drawn: tuple[Problem, tuple[Fraction, ...]], rate: Fraction
) -> None:
    """At a rate drawn at random, and at every critical rate itself."""
    problem, start = drawn
    path = path_of(problem, start)
    for eta in [rate, *(path.low(index) for index in range(1, len(path)))]:
        run, interval = train(problem.at(eta, start)), path.at(eta)
        assert eta in interval
        assert unpacked(interval, len(run)) == run.predictions
        assert (interval.mistakes, interval.converged) == (run.mistakes, run.converged)


@given(problems(), st.sampled_from([Scope.TRACE, Scope.SAMPLES]))
def test_at_zero_start_there_is_one_interval(problem: Problem, scope: Scope) -> None:
    """The theorem of the course, for every rate at once."""
    path = path_of(problem, (Fraction(0),) * problem.dimension, scope)
    assert len(path) == 1
    assert path[0].differs_from_zero is None


@given(started_problems(), rates())
def test_a_start_times_c_has_its_end_points_times_c(
    drawn: tuple[Problem, tuple[Fraction, ...]], factor: Fraction
) -> None:
    """Only w⁽⁰⁾/η matters; the factor may be far too large for int64, too."""
    problem, start = drawn
    path = path_of(problem, start)
    scaled = path_of(problem, tuple(factor * weight for weight in start))
    assert [interval.low for interval in scaled] == [factor * interval.low for interval in path]
    assert [i.predictions for i in scaled] == [i.predictions for i in path]


@given(started_problems(), st.integers(1, 4))
def test_a_limit_leaves_the_largest_rates_exact(
    drawn: tuple[Problem, tuple[Fraction, ...]], limit: int
) -> None:
    """The part that is finished equals the end of the whole path, and says that it is a part."""
    problem, start = drawn
    whole, part = list(path_of(problem, start)), path_of(problem, start, limit=limit)
    if len(whole) <= limit:
        assert part.complete
        assert [ends(i) for i in part] == [ends(i) for i in whole]
        return
    assert not part.complete
    assert len(part) == limit
    assert [(ends(i), i.predictions) for i in part] == [
        (ends(i), i.predictions) for i in whole[-limit:]
    ]
    with pytest.raises(RatePathError, match="ends at η"):
        part.at(whole[-limit].low / 2)


@given(started_problems(), st.integers(1, 4))
def test_a_limit_leaves_what_the_largest_rates_predict_in_the_end(
    drawn: tuple[Problem, tuple[Fraction, ...]], limit: int
) -> None:
    """In scope samples, too, where the last interval of the part may be cut in its middle."""
    problem, start = drawn
    whole = path_of(problem, start, Scope.SAMPLES)
    part = path_of(problem, start, Scope.SAMPLES, limit)
    assert part.complete or len(part) <= limit
    for index, interval in enumerate(part):
        other = whole[len(whole) - len(part) + index]
        assert (interval.high, interval.predictions) == (other.high, other.predictions)
        assert interval.mistakes == other.mistakes
        assert index == 0 or ends(interval) == ends(other)


@given(
    started_problems(),
    st.lists(st.integers(-2, 2), min_size=5, max_size=5),
    st.sampled_from([10**20, 10**40, 10**300]),
)
def test_ends_too_close_for_floats_to_tell_are_exact(
    drawn: tuple[Problem, tuple[Fraction, ...]], moves: list[int], parts: int
) -> None:
    """Starts a hair beside small ones: many ends nearly coincide, or are tiny beside the others."""
    problem, start = drawn
    moved = tuple(
        weight + Fraction(move, parts) for weight, move in zip(start, moves, strict=False)
    )
    path, expected = path_of(problem, moved), brute_force(problem, moved)
    assert [ends(interval) for interval in path] == [ends(stretch) for stretch in expected]
    for interval, stretch in zip(path, expected, strict=True):
        assert unpacked(interval, len(stretch.predictions)) == stretch.predictions


@given(started_problems(), st.sampled_from([10**9, 10**12, 10**200]), st.sampled_from([None, 2]))
def test_samples_too_large_for_floats_are_exact_all_the_same(
    drawn: tuple[Problem, tuple[Fraction, ...]], factor: int, limit: int | None
) -> None:
    """Python's integers take over, with floats beside them or, for the largest, without."""
    problem, start = drawn
    data = problem.dataset
    samples = [tuple(factor * v for v in data.sample(k)) for k in range(len(data))]
    samples[0] = (samples[0][0] + Fraction(1, 7), *samples[0][1:])
    large = Problem(Dataset.of("large", samples, data.labels), problem.bias, problem.epochs)
    expected = brute_force(large, start)
    path = path_of(large, start, limit=limit or MOST_INTERVALS)
    assert [(ends(i), unpacked(i, len(expected[0].predictions))) for i in path] == [
        (ends(s), s.predictions) for s in expected[-len(path) :]
    ]
    assert path.complete == (len(path) == len(expected))


def test_weights_of_thirty_digits_are_exact() -> None:
    """They are in no float; the sums of the samples, which are, do not need them."""
    start = tuple(Fraction(10**30 + k, 10**29 + 7) for k in (1, -5))
    samples = [
        (Fraction(13), Fraction(-7)),
        (Fraction(5), Fraction(11)),
        (Fraction(-3), Fraction(2)),
    ]
    for factor, kind in ((1, np.int64), (10**12, object)):
        larger = [(factor * one + 1, factor * other) for one, other in samples]
        problem = Problem(Dataset.of("large", larger, [1, -1, -1]), bias=False, epochs=6)
        path = path_of(problem, start)
        assert path.nets.dtype == kind
        assert [ends(i) for i in path] == [ends(s) for s in brute_force(problem, start)]


def test_a_limit_that_is_met_again_and_again_leaves_iris_exact() -> None:
    """Over many epochs, with some intervals that have converged and others that have not."""
    iris = Library.open().dataset("iris")
    whole = rate_path(iris, TEXTBOOK, 20, bias=True)
    part = rate_path(iris, TEXTBOOK, 20, bias=True, limit=500)
    assert (len(part), part.complete) == (500, False)
    first = replace(whole[len(whole) - 500], differs_from_left=None)
    rest = [whole[index] for index in range(len(whole) - 499, len(whole))]
    assert list(part) == [first, *rest]
    assert len({interval.converged for interval in part}) > 2


def test_iris_from_the_textbook_start_has_8727_intervals() -> None:
    """The figure of the design, over 10 epochs with a bias."""
    iris = Library.open().dataset("iris")
    path = rate_path(iris, TEXTBOOK, 10, bias=True)
    assert (len(path), path.complete) == (8727, True)
    assert path.nets.dtype == np.int64
    for eta in (Fraction(1, 1000), Fraction(1, 10), path.low(5000), Fraction(100)):
        run = train(Experiment(iris, TEXTBOOK, eta, 10, bias=True))
        assert unpacked(path.at(eta), len(run)) == run.predictions


def test_a_path_that_is_not_wanted_any_more_is_given_up() -> None:
    """At the next step, so that a worker can be told to stop."""
    answers = iter([True] * 50 + [False])
    iris = Library.open().dataset("iris")
    with pytest.raises(RatePathStopped):
        rate_path(iris, TEXTBOOK, 10, bias=True, wanted=lambda: next(answers))


def test_a_rate_that_is_not_above_zero_lies_in_no_interval() -> None:
    """Nor is there a path for the plane."""
    problem = Problem(Library.open().dataset("four"), bias=False, epochs=2)
    with pytest.raises(RatePathError, match="above 0"):
        path_of(problem, (Fraction(-2), Fraction(2))).at(Fraction(0))
    with pytest.raises(RatePathError, match="not plane"):
        path_of(problem, (Fraction(-2), Fraction(2)), Scope.PLANE)
