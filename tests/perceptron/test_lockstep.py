"""How long two runs stay in one proportion, beside fractions step by step."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.perceptron.problems import Problem, pairs, problems, rates
from tutor.perceptron.lockstep import Lockstep, lockstep
from tutor.perceptron.training import Experiment, Weights, train


def _slowly(one: Experiment, other: Experiment) -> Lockstep:
    """The same from the words: at every step, is there one number for all steps so far?"""
    a, b = train(one), train(other)
    quotients: set[Fraction] = set()
    for t in range(len(a) + 1):
        found = _proportions(a.weights_after(t), b.weights_after(t))
        if found is None or len(quotients | found) > 1:
            return Lockstep(next(iter(quotients), None), t - 1)
        quotients |= found
    return Lockstep(next(iter(quotients), None), len(a))


def _proportions(one: Weights, other: Weights) -> set[Fraction] | None:
    """The c ≠ 0 with one = c · other; empty where both are zero, None where there is none."""
    if not any(one) and not any(other):
        return set()
    places = [place for place, value in enumerate(other) if value]
    c = one[places[0]] / other[places[0]] if places else Fraction(0)
    return {c} if c and one == tuple(c * value for value in other) else None


@given(pairs())
def test_it_ends_where_no_number_serves_all_steps_so_far(
    pair: tuple[Experiment, Experiment],
) -> None:
    """Ties, zero starts, multiples and unrelated pairs are all among the pairs drawn."""
    one, other = pair
    assert lockstep(train(one), train(other)) == _slowly(one, other)


@given(problems(), rates(), rates())
def test_from_zero_it_never_ends_and_is_the_quotient_of_the_rates(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """The theorem as the strip in the lab shows it."""
    a, b = train(problem.at(one)), train(problem.at(other))
    moved = any(a.mistakes)
    expected = one / other if moved and any(any(w) for w in a.whole_weights) else None
    assert lockstep(a, b) == Lockstep(expected, len(a))


@given(problems(), rates(), rates(), st.data())
def test_equal_starts_and_other_rates_are_one_number_until_the_first_update(
    problem: Problem, one: Fraction, other: Fraction, data: st.DataObject
) -> None:
    """Where w⁽⁰⁾ is not zero, the quotient is 1 for as long as nothing was learned."""
    size = problem.dimension
    start = tuple(
        Fraction(value)
        for value in data.draw(st.lists(st.integers(1, 4), min_size=size, max_size=size))
    )
    a, b = train(problem.at(one, start)), train(problem.at(other, start))
    found = lockstep(a, b)
    assert found.quotient == 1
    first = min([*a.update_steps[1:2], *b.update_steps[1:2], len(a) + 1])
    assert found.until >= min(first - 1, len(a))
