"""The 2-2-1 network: why hidden units need different starts, bit for bit."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.perceptron.network import (
    Activation,
    Inputs,
    Network,
    NetworkError,
    Triple,
    alike,
    descend,
    flat,
    gradient,
    squared_error,
    step,
)

SQUARE: tuple[Inputs, ...] = ((-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0))
XOR, AND = (-1, 1, 1, -1), (-1, -1, -1, 1)
UNEQUAL = ((0.0, 0.5, 0.5), (-0.5, 0.5, 0.5)), (0.0, 0.5, -0.5)
"""A start that breaks the symmetry: hidden weights, output weights."""

numbers = st.floats(-3, 3)
rates = st.floats(0.001, 10)
activations = st.sampled_from(Activation)
triples = st.tuples(numbers, numbers, numbers)
networks = st.builds(Network, activations, st.tuples(triples, triples), triples)
labelled = st.lists(
    st.tuples(st.tuples(numbers, numbers), st.sampled_from([-1, 1])), min_size=1, max_size=6
)
Labelled = list[tuple[Inputs, int]]


def bits(weights: Triple) -> list[str]:
    """Every bit of a unit's weights; unlike ==, this tells 0.0 from -0.0."""
    return [weight.hex() for weight in weights]


def split(activation: Activation, data: Labelled) -> tuple[list[Inputs], tuple[float, ...]]:
    """Samples and the targets that suit the activation."""
    return [x for x, _ in data], activation.targets(label for _, label in data)


@given(activations, triples, st.tuples(numbers, numbers), rates, labelled)
def test_equal_starting_weights_stay_equal_to_the_last_bit(
    activation: Activation, hidden: Triple, output: tuple[float, float], rate: float, data: Labelled
) -> None:
    """Two hidden units that start alike are one unit for ever, whatever the data and the rate."""
    bias, v = output
    start = Network(activation, (hidden, hidden), (bias, v, v))
    for network in descend(start, *split(activation, data), rate, 60):
        assert bits(network.hidden[0]) == bits(network.hidden[1])
        assert network.output[1].hex() == network.output[2].hex()


@given(networks, rates, labelled)
def test_hidden_units_that_trade_places_learn_the_same(
    start: Network, rate: float, data: Labelled
) -> None:
    """No hidden unit comes first: swapped at the start, they are swapped at every step."""
    samples, targets = split(start.activation, data)

    def swapped(network: Network) -> Network:
        (b, one, two), (first, second) = network.output, network.hidden
        return replace(network, hidden=(second, first), output=(b, two, one))

    path = descend(start, samples, targets, rate, 20)
    assert descend(swapped(start), samples, targets, rate, 20) == tuple(map(swapped, path))


@given(rates, labelled)
def test_tanh_at_zero_start_moves_the_output_bias_only(rate: float, data: Labelled) -> None:
    """With tanh, h = 0 silences v, and v = 0 silences w: the eight stay exactly 0.0."""
    path = descend(Network.zero(Activation.TANH), *split(Activation.TANH, data), rate, 60)
    for network in path:
        for weights in (*network.hidden, (0.0, *network.output[1:])):
            assert bits(weights) == bits((0.0, 0.0, 0.0))
    balanced = sum(label for _, label in data) == 0
    assert (path[1].output[0] == 0) is balanced


def test_logistic_units_at_zero_start_are_one_half_each_and_learn_as_one() -> None:
    """½ gives v something to learn from, so everything moves, but both hidden units alike."""
    start = Network.zero(Activation.LOGISTIC)
    assert [start.forward(x) for x in SQUARE] == [((0.5, 0.5), 0.5)] * 4
    path = descend(start, SQUARE, Activation.LOGISTIC.targets(AND), 0.5, 500)
    for network in path:
        assert bits(network.hidden[0]) == bits(network.hidden[1])
        assert network.output[1].hex() == network.output[2].hex()
    assert path[1].hidden == start.hidden
    assert path[1].output[1] < 0
    assert all(weight != 0 for weight in (*path[-1].hidden[0], *path[-1].output))
    assert [path[-1].predict(x) for x in SQUARE] == list(AND)


@pytest.mark.parametrize("activation", Activation)
def test_xor_leaves_a_network_at_zero_where_it_is(activation: Activation) -> None:
    """The balanced labels cancel in every sum, so zero weights are a resting point."""
    start = Network.zero(activation)
    assert descend(start, SQUARE, activation.targets(XOR), 0.5, 50) == (start,) * 51


@pytest.mark.parametrize("activation", Activation)
def test_a_broken_symmetry_learns_xor(activation: Activation) -> None:
    """From one unequal start all four signs are right within 200 steps, and stay so."""
    start = Network(activation, *UNEQUAL)
    path = descend(start, SQUARE, activation.targets(XOR), 0.5, 300)
    assert tuple(map(start.predict, SQUARE)) != XOR
    assert all(tuple(map(network.predict, SQUARE)) == XOR for network in path[200:])


@pytest.mark.parametrize("activation", Activation)
def test_the_same_start_made_symmetric_never_learns_xor(activation: Activation) -> None:
    """With one hidden unit in effect the output only rises or falls along one direction."""
    (hidden, _), (bias, v, _) = UNEQUAL
    start = Network(activation, (hidden, hidden), (bias, v, v))
    path = descend(start, SQUARE, activation.targets(XOR), 0.5, 300)
    assert all(tuple(map(network.predict, SQUARE)) != XOR for network in path)


@given(networks)
def test_units_are_alike_when_they_trade_places_unseen(network: Network) -> None:
    """On the way in and on the way out; a sign of 0 counts as a difference."""
    (one, two), (bias, v1, v2) = network.hidden, network.output
    swapped = replace(network, hidden=(two, one), output=(bias, v2, v1))
    same = list(map(float.hex, flat(network))) == list(map(float.hex, flat(swapped)))
    assert alike(network) is same
    assert alike(replace(network, hidden=(one, one), output=(bias, v1, v1)))
    assert not alike(replace(network, hidden=((*one[:2], 0.0), (*one[:2], -0.0))))
    assert not alike(replace(network, hidden=(one, one), output=(bias, 0.5, 0.25)))


@given(networks, labelled)
def test_the_gradient_agrees_with_a_central_difference(start: Network, data: Labelled) -> None:
    """Each of the nine slopes against (E(w + h) − E(w − h)) / 2h."""
    samples, targets = split(start.activation, data)
    slopes = gradient(start, samples, targets)

    def moved(weights: Triple, k: int, h: float) -> Triple:
        b, one, two = (w + h * (k == place) for place, w in enumerate(weights))
        return b, one, two

    def error(k: int, h: float) -> float:
        (one, two), out = start.hidden, start.output
        hidden = moved(one, k, h), moved(two, k - 3, h)
        return squared_error(
            Network(start.activation, hidden, moved(out, k - 6, h)), samples, targets
        )

    assert [*slopes.hidden[0], *slopes.hidden[1], *slopes.output] == pytest.approx(
        [(error(k, 1e-5) - error(k, -1e-5)) / 2e-5 for k in range(9)], rel=1e-5, abs=1e-6
    )


@given(activations, st.floats(allow_nan=False))
def test_no_net_input_overflows(activation: Activation, net_input: float) -> None:
    """Far out a unit is saturated, never an error."""
    low, _ = activation.targets([-1, 1])
    assert low <= activation(net_input) <= 1
    assert (activation(-inf), activation(inf)) == (low, 1)


@pytest.mark.parametrize("activation", Activation)
def test_targets_and_labels_are_each_others_inverse(activation: Activation) -> None:
    """−1/+1 for tanh, 0/1 for logistic; an output right in the middle counts as +1."""
    assert [activation.label(target) for target in activation.targets(XOR)] == list(XOR)
    assert activation.label(activation(0.0)) == 1


@pytest.mark.parametrize("rate", [0.0, -1.0, nan])
def test_a_rate_that_is_not_above_zero_is_refused(rate: float) -> None:
    """As for the perceptron."""
    with pytest.raises(NetworkError, match="must be above 0"):
        step(Network.zero(Activation.TANH), SQUARE, Activation.TANH.targets(XOR), rate)


def test_a_missing_target_is_refused() -> None:
    """The message counts both."""
    with pytest.raises(NetworkError, match="4 samples, but 3 targets"):
        gradient(Network.zero(Activation.TANH), SQUARE, (1.0, 1.0, 1.0))


def test_weights_that_leave_the_floats_are_refused() -> None:
    """Rather than going on with nan, which equals nothing."""
    with pytest.raises(NetworkError, match="not a finite number"):
        step(Network.zero(Activation.TANH), SQUARE, Activation.TANH.targets(AND), inf)
