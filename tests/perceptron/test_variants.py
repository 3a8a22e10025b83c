"""Where the claim ends: property tests where it stays true, counterexamples where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perceptron.problems import Problem, problems, rates, starts
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import ExperimentError, Weights, train
from tutor.perceptron.variants import (
    KEEPS,
    LOSES,
    MOST_STEPS,
    USUAL,
    Run,
    Settings,
    Variant,
    harmonic,
    run,
    survives,
)

ONE, TENTH = Fraction(1), Fraction(1, 10)
PAIR = Dataset.of("pair", [(1,), (2,)], [-1, 1])
"""Two samples for work by hand: x = 1 of class −1, x = 2 of class +1."""


def ran(
    variant: Variant,
    problem: Problem,
    rate: Fraction,
    start: Weights | None = None,
    settings: Settings = USUAL,
) -> Run:
    """Run a variant on a problem, from zero where no start is given."""
    zero = (Fraction(0),) * problem.dimension
    return run(
        variant,
        problem.dataset,
        start or zero,
        rate,
        problem.epochs,
        bias=problem.bias,
        settings=settings,
    )


def same_up_to_scale(a: Run, b: Run, factor: Fraction) -> bool:
    """Whether both runs predict the same, and w_A = factor · w_B and z_A = factor · z_B hold."""
    return (
        (a.predictions, a.samples) == (b.predictions, b.samples)
        and a.weights == tuple(factor * value for value in b.weights)
        and a.net_inputs == tuple(factor * value for value in b.net_inputs)
    )


@given(st.data(), problems(), rates())
def test_the_plain_variant_is_the_trainer_of_the_course(
    data: st.DataObject, problem: Problem, rate: Fraction
) -> None:
    """Two implementations, one perceptron, whatever the start."""
    start = data.draw(starts(problem))
    found, trace = ran(Variant.PLAIN, problem, rate, start), train(problem.at(rate, start))
    samples = range(len(problem.dataset))
    assert found.predictions == trace.predictions
    assert found.net_inputs == tuple(step.net_input for step in trace)
    assert found.weights == trace.weights
    assert found.samples == tuple(trace.predict(index, len(trace)) for index in samples)


@given(st.data(), problems(), rates())
def test_the_averaged_perceptron_ends_with_the_mean_of_the_plain_ones_weights(
    data: st.DataObject, problem: Problem, rate: Fraction
) -> None:
    """It trains as the plain one does; only the weights it predicts with in the end are others."""
    start = data.draw(starts(problem))
    found, trace = ran(Variant.AVERAGED, problem, rate, start), train(problem.at(rate, start))
    columns = zip(*(step.weights for step in trace), strict=True)
    assert found.predictions == trace.predictions
    assert found.weights == tuple(sum(column, Fraction(0)) / len(trace) for column in columns)


@pytest.mark.parametrize("variant", sorted(KEEPS))
@given(problem=problems(), one=rates(), other=rates())
def test_the_claim_stays_true_where_the_table_says_so(
    variant: Variant, problem: Problem, one: Fraction, other: Fraction
) -> None:
    """From zero no two rates predict differently: plain, φ(0) = −1, averaged, c · 1/t."""
    assert same_up_to_scale(ran(variant, problem, one), ran(variant, problem, other), one / other)


@given(
    problem=problems(),
    one=rates(),
    other=rates(),
    sequence=st.lists(rates(), min_size=36, max_size=36),
)
def test_any_schedule_may_be_multiplied_by_a_constant(
    problem: Problem, one: Fraction, other: Fraction, sequence: list[Fraction]
) -> None:
    """Not only 1/t: whatever positive sequence Hypothesis thinks of."""
    settings = Settings(schedule=lambda t: sequence[t - 1])
    a, b = (ran(Variant.SCHEDULE, problem, c, settings=settings) for c in (one, other))
    assert same_up_to_scale(a, b, one / other)


@given(problem=problems(), one=rates(), other=rates())
def test_negative_rates_agree_with_one_another(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """Divided by |η| they all are one run; it only is another one than that of η > 0."""
    a, b = (ran(Variant.NEGATIVE, problem, -rate) for rate in (one, other))
    assert same_up_to_scale(a, b, one / other)


@given(problem=problems(), one=rates(), other=rates())
def test_a_margin_that_grows_with_the_rate_saves_the_claim(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """It is the fixed β that breaks it: with β/η the same, the predictions are."""
    a, b = (
        ran(Variant.MARGIN, problem, rate, settings=Settings(margin=rate)) for rate in (one, other)
    )
    assert same_up_to_scale(a, b, one / other)


@given(problem=problems(), one=rates(), other=rates())
def test_a_decay_whose_factor_is_the_same_saves_the_claim(
    problem: Problem, one: Fraction, other: Fraction
) -> None:
    """It is the η in 1 − λη that breaks it: with λη the same, the predictions are."""
    a, b = (
        ran(Variant.DECAY, problem, rate, settings=Settings(decay=TENTH / rate))
        for rate in (one, other)
    )
    assert same_up_to_scale(a, b, one / other)


@pytest.mark.parametrize(
    ("variant", "net_inputs", "predictions", "weight"),
    [
        (Variant.PLAIN, "0 -2 1 0", (1, -1, 1, 1), "0"),
        (Variant.TIE, "0 0 2 2", (-1, -1, 1, 1), "1"),
        (Variant.AVERAGED, "0 -2 1 0", (1, -1, 1, 1), "0"),
        (Variant.SCHEDULE, "0 -2 0 -2/3", (1, -1, 1, -1), "1/6"),
        (Variant.MARGIN, "0 -2 1 0", (1, -1, 1, 1), "2"),
        (Variant.DECAY, "0 -2 1.05 -0.005", (1, -1, 1, -1), "1.997625"),
        (Variant.ADALINE, "0 -1 1.5 0.5", (1, -1, 1, 1), "0.75"),
        (Variant.NEGATIVE, "0 2 1 4", (1, 1, 1, 1), "2"),
    ],
)
def test_two_epochs_by_hand_come_out_to_the_last_digit(
    variant: Variant, net_inputs: str, predictions: tuple[int, ...], weight: str
) -> None:
    """Worked on paper with η = 1/2 (−1/2 for the negative one), η_t = 1/t, β = 1 and λ = 1/10."""
    rate = Fraction(-1 if variant is Variant.NEGATIVE else 1, 2)
    found = run(variant, PAIR, (Fraction(0),), rate, 2, bias=False)
    assert found.net_inputs == tuple(map(Fraction, net_inputs.split()))
    assert found.predictions == predictions
    assert found.weights == (Fraction(weight),)


def small_problems(*, bias: bool) -> Iterator[Problem]:
    """Up to three samples of one feature, one or two epochs: 1,168 problems, the smallest first."""
    for epochs, size in product((1, 2), (1, 2, 3)):
        for xs, labels in product(
            product((1, -1, 2, -2), repeat=size), product((-1, 1), repeat=size)
        ):
            yield Problem(Dataset.of("found", [(x,) for x in xs], labels), bias, epochs)


def counterexample(
    variant: Variant, one: Fraction, other: Fraction, start: Weights = (Fraction(0),)
) -> tuple[Problem, Run, Run]:
    """The first small problem whose predictions differ while training and on the samples after it.

    Where the two runs first part neither z is zero, so no tie is to blame for that.
    """
    for problem in small_problems(bias=len(start) > 1):
        a, b = (ran(variant, problem, rate, start) for rate in (one, other))
        steps = zip(a.predictions, b.predictions, a.net_inputs, b.net_inputs, strict=True)
        first = next((z * other_z for p, q, z, other_z in steps if p != q), 0)
        if first < 0 and a.samples != b.samples:
            return problem, a, b
    raise AssertionError(f"no counterexample for {variant}")


@dataclass(frozen=True)
class Shown:
    """A counterexample in short: x and y of the samples, then predictions of A and of B."""

    xs: tuple[int, ...]
    labels: tuple[int, ...]
    trace: tuple[str, str]
    samples: tuple[str, str]


def signs(predictions: tuple[int, ...]) -> str:
    """Predictions as a text of + and -."""
    return "".join("+" if value > 0 else "-" for value in predictions)


def shown(found: tuple[Problem, Run, Run]) -> Shown:
    """A counterexample in the form in which the tests state it."""
    problem, a, b = found
    return Shown(
        tuple(x for (x,) in problem.dataset.rows),
        problem.dataset.labels,
        (signs(a.predictions), signs(b.predictions)),
        (signs(a.samples), signs(b.samples)),
    )


def test_a_fixed_margin_breaks_the_claim() -> None:
    """η = 1/10 and η = 1 from zero, β = 1 for both."""
    found = shown(counterexample(Variant.MARGIN, TENTH, ONE))
    assert found == Shown(
        xs=(1, 2, 2), labels=(-1, -1, 1), trace=("+-----", "+--++-"), samples=("---", "+++")
    )


def test_weight_decay_breaks_the_claim() -> None:
    """η = 1 and η = 8 from zero, λ = 1/10: the factors are 0.9 and 0.2."""
    found = shown(counterexample(Variant.DECAY, ONE, Fraction(8)))
    assert found == Shown(
        xs=(1, 2, 1), labels=(1, -1, 1), trace=("++--+-", "++-++-"), samples=("---", "+++")
    )


def test_adaline_breaks_the_claim() -> None:
    """η = 1/10 and η = 1 from zero."""
    found = shown(counterexample(Variant.ADALINE, TENTH, ONE))
    assert found == Shown(
        xs=(1, 2, 1), labels=(-1, -1, 1), trace=("+--", "+-+"), samples=("---", "+++")
    )


def test_a_negative_rate_breaks_the_claim() -> None:
    """η = −1 and η = 1 from zero."""
    found = shown(counterexample(Variant.NEGATIVE, -ONE, ONE))
    assert found == Shown(xs=(1, 1), labels=(-1, -1), trace=("++", "+-"), samples=("++", "--"))


def test_a_bias_that_does_not_start_at_zero_breaks_the_claim() -> None:
    """The plain rule, η = 1/10 and η = 1, all weights from zero, only the bias from 1."""
    found = shown(counterexample(Variant.PLAIN, TENTH, ONE, (ONE, Fraction(0))))
    assert found == Shown(xs=(1, 1), labels=(-1, -1), trace=("++", "+-"), samples=("++", "--"))


def test_the_table_has_one_reason_for_every_variant() -> None:
    """Each learner keeps the claim or loses it, and one sentence says why."""
    assert KEEPS.keys() | LOSES.keys() == set(Variant)
    assert not KEEPS.keys() & LOSES.keys()
    assert [variant for variant in Variant if survives(variant)] == list(KEEPS)
    assert all(reason.endswith(".") for reason in (*KEEPS.values(), *LOSES.values()))


@pytest.mark.parametrize(
    ("variant", "rate", "epochs", "settings", "complaint"),
    [
        (Variant.PLAIN, -ONE, 1, USUAL, "η is −1"),
        (Variant.NEGATIVE, Fraction(0), 1, USUAL, "η is 0"),
        (Variant.PLAIN, ONE, 0, USUAL, "0 epochs"),
        (Variant.ADALINE, ONE, MOST_STEPS, USUAL, "4000 steps are too many"),
        (Variant.DECAY, Fraction(10), 1, USUAL, "λη is 1, but must be below 1"),
        (Variant.SCHEDULE, ONE, 1, Settings(schedule=lambda t: Fraction(2 - t)), "0 at step 2"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(
    variant: Variant, rate: Fraction, epochs: int, settings: Settings, complaint: str
) -> None:
    """The message names the number that is wrong."""
    with pytest.raises(ExperimentError, match=complaint):
        run(variant, PAIR, (Fraction(0),), rate, epochs, bias=False, settings=settings)


def test_a_margin_or_a_decay_of_zero_is_refused() -> None:
    """Without them the learner is the plain one, or nearly so, and has its own name."""
    with pytest.raises(ExperimentError, match="β is 0"):
        Settings(margin=Fraction(0))
    with pytest.raises(ExperimentError, match="λ is −1"):
        Settings(decay=-ONE)


def test_the_usual_schedule_is_one_over_t() -> None:
    """The most common one, and the one the lesson shows."""
    assert [harmonic(t) for t in (1, 2, 3)] == [1, Fraction(1, 2), Fraction(1, 3)]
