"""A 2-2-1 network of smooth units, trained by gradient descent on all samples at once.

The units and the gradient are Rumelhart, Hinton and Williams (1986), "Learning representations by
back-propagating errors", Nature 323: E = ½ Σ (o − y)², Δw = −η ∂E/∂w, and hidden units that start
alike stay alike. Floats go through the same operations in the same order for both hidden units,
so alike means to the last bit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, repeat
from math import exp, isfinite, tanh

from tutor.errors import TutorError

Inputs = tuple[float, float]
"""(x₁, x₂), or (h₁, h₂) as the output unit sees them."""

Triple = tuple[float, float, float]
"""The weights of one unit with the bias first: (b, w₁, w₂), or (b, v₁, v₂) of the output unit."""


class NetworkError(TutorError):
    """A network that cannot be trained as stated."""


class Activation(StrEnum):
    """What a unit makes of its net input; hidden units and output unit share it."""

    TANH = "tanh"
    """Values from −1 to +1, targets −1 and +1."""
    LOGISTIC = "logistic"
    """1/(1 + e⁻ᶻ): values from 0 to 1, targets 0 and 1."""

    def __call__(self, net_input: float) -> float:
        """The unit's output for a net input; no net input overflows."""
        if self is Activation.TANH:
            return tanh(net_input)
        if net_input >= 0:
            return 1 / (1 + exp(-net_input))
        power = exp(net_input)
        return power / (1 + power)

    def slope(self, output: float) -> float:
        """The derivative by the net input, told from the output."""
        return 1 - output * output if self is Activation.TANH else output * (1 - output)

    def targets(self, labels: Iterable[int]) -> tuple[float, ...]:
        """The targets for labels −1 and +1: the same for tanh units, 0 and 1 for logistic ones."""
        low = -1.0 if self is Activation.TANH else 0.0
        return tuple(1.0 if label > 0 else low for label in labels)

    def label(self, output: float) -> int:
        """The label an output stands for: +1 from the middle between the targets on, else −1."""
        return 1 if output >= (0.0 if self is Activation.TANH else 0.5) else -1


@dataclass(frozen=True, slots=True)
class Gradient:
    """∂E/∂w for every weight, shaped like the weights of a `Network`."""

    hidden: tuple[Triple, Triple]
    output: Triple


@dataclass(frozen=True, slots=True)
class Network:
    """Two inputs, two hidden units, one output unit: nine weights."""

    activation: Activation
    hidden: tuple[Triple, Triple]
    """(b, w₁, w₂) of each hidden unit."""
    output: Triple
    """(b, v₁, v₂): vⱼ weighs the output of hidden unit j."""

    def __post_init__(self) -> None:
        if not all(map(isfinite, (*self.hidden[0], *self.hidden[1], *self.output))):
            raise NetworkError("a weight is not a finite number; try a smaller η or smaller inputs")

    @classmethod
    def zero(cls, activation: Activation) -> "Network":
        """The network whose nine weights are all 0."""
        nothing = (0.0, 0.0, 0.0)
        return cls(activation, (nothing, nothing), nothing)

    def forward(self, inputs: Inputs) -> tuple[Inputs, float]:
        """The outputs of the two hidden units and that of the output unit, for one sample."""
        one, two = (self.activation(_net_input(weights, inputs)) for weights in self.hidden)
        return (one, two), self.activation(_net_input(self.output, (one, two)))

    def predict(self, inputs: Inputs) -> int:
        """The label −1 or +1 the output stands for."""
        return self.activation.label(self.forward(inputs)[1])


def flat(of: Network | Gradient) -> tuple[float, ...]:
    """The nine numbers in a row: hidden 1, hidden 2, output, each with its bias first."""
    return (*of.hidden[0], *of.hidden[1], *of.output)


def alike(of: Network | Gradient) -> bool:
    """Whether both hidden units have the same numbers, on the way in and on the way out.

    Same to the last bit: unlike ==, it tells 0.0 from −0.0.
    """
    one, two = ((*of.hidden[j], of.output[1 + j]) for j in (0, 1))
    return [number.hex() for number in one] == [number.hex() for number in two]


def squared_error(network: Network, samples: Sequence[Inputs], targets: Sequence[float]) -> float:
    """E = ½ Σ (o − y)² over n samples and their n targets."""
    return sum((network.forward(x)[1] - y) ** 2 for x, y in zip(samples, targets, strict=True)) / 2


def gradient(network: Network, samples: Sequence[Inputs], targets: Sequence[float]) -> Gradient:
    """The gradient of `squared_error`, back-propagated; a `NetworkError` for a missing target."""
    if len(samples) != len(targets):
        raise NetworkError(f"{len(samples)} samples, but {len(targets)} targets; give one for each")
    slope = network.activation.slope
    one = two = output = (0.0, 0.0, 0.0)
    for inputs, target in zip(samples, targets, strict=True):
        hidden, value = network.forward(inputs)
        delta = (value - target) * slope(value)
        output = _add(output, delta, hidden)
        one = _add(one, delta * network.output[1] * slope(hidden[0]), inputs)
        two = _add(two, delta * network.output[2] * slope(hidden[1]), inputs)
    return Gradient((one, two), output)


def step(
    network: Network, samples: Sequence[Inputs], targets: Sequence[float], rate: float
) -> Network:
    """One w − η ∂E/∂w; a `NetworkError` for η ≤ 0, as in `gradient`, or for an overflow."""
    if not rate > 0:
        raise NetworkError(f"η is {rate}, but must be above 0")
    slopes = gradient(network, samples, targets)
    one, two = (_down(w, g, rate) for w, g in zip(network.hidden, slopes.hidden, strict=True))
    return Network(network.activation, (one, two), _down(network.output, slopes.output, rate))


def descend(
    network: Network, samples: Sequence[Inputs], targets: Sequence[float], rate: float, steps: int
) -> tuple[Network, ...]:
    """The network before the first step and after each: steps + 1 of them; errors as in `step`."""
    rates = repeat(rate, steps)
    return tuple(accumulate(rates, lambda w, eta: step(w, samples, targets, eta), initial=network))


def _net_input(weights: Triple, inputs: Inputs) -> float:
    # The bias comes last, so that swapping the two inputs along with their weights changes no bit.
    return (weights[1] * inputs[0] + weights[2] * inputs[1]) + weights[0]


def _add(total: Triple, delta: float, inputs: Inputs) -> Triple:
    return total[0] + delta, total[1] + delta * inputs[0], total[2] + delta * inputs[1]


def _down(weights: Triple, slopes: Triple, rate: float) -> Triple:
    b, one, two = (w - rate * g for w, g in zip(weights, slopes, strict=True))
    return b, one, two
