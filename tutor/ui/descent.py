"""A run of the hidden-unit lab: what is set, and the network at every step."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf, isfinite

from tutor.course.library import Library
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.network import (
    Activation,
    Gradient,
    Inputs,
    Network,
    NetworkError,
    alike,
    flat,
    gradient,
    squared_error,
    step,
)

MOST_STEPS = 5_000
DATA = ("and", "or", "xor", "four")
"""Sets of four samples with two features."""
RATE = Fraction(1, 10)
"""The learning rate at first: with it, E falls smoothly from every start."""


class Start(StrEnum):
    """The nine weights before the first step."""

    ZERO = "zero"
    EQUAL = "equal"
    BROKEN = "broken"

    @property
    def about(self) -> str:
        """The weights in words."""
        return {
            Start.ZERO: "all nine weights 0",
            Start.EQUAL: "all nine weights 1",
            Start.BROKEN: "one bias −1, the rest 1",
        }[self]

    def network(self, activation: Activation) -> Network:
        """The network at step 0. From `BROKEN` tanh learns XOR with η = 0.1, logistic with 1."""
        if self is Start.ZERO:
            return Network.zero(activation)
        ones = (1.0, 1.0, 1.0)
        other = (-1.0, 1.0, 1.0) if self is Start.BROKEN else ones
        return Network(activation, (ones, other), ones)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the learner has set; a `NetworkError` for a learning rate that cannot be used."""

    data: Dataset
    """Of two features."""
    activation: Activation
    start: Start
    rate: Fraction

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise NetworkError(
                "η must be above 0: at 0 nothing moves, and below 0 the steps go up the error"
            )
        if not 0 < self.step_size < inf:
            raise NetworkError("η is beyond the floats; write a number from 1e-300 to 1e300")

    @property
    def step_size(self) -> float:
        """The learning rate as the network takes it."""
        try:
            return float(self.rate)
        except OverflowError:
            return inf


def first_setting(library: Library) -> Setting:
    """AND in tanh units from zero."""
    return Setting(library.dataset(DATA[0]), Activation.TANH, Start.ZERO, RATE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a network makes of one sample."""

    inputs: tuple[Fraction, Fraction]
    hidden: Inputs
    output: float
    target: float
    prediction: int
    label: int


class Descent:
    """The networks of one setting, trained as far as somebody looked."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.samples: tuple[Inputs, ...] = tuple(
            (float(one), float(two)) for one, two in map(setting.data.sample, range(self.size))
        )
        self.targets = setting.activation.targets(setting.data.labels)
        self.fault = ""
        """Why there is no further step; empty while there is one."""
        self._networks: list[Network] = []
        self._errors: list[float] = []
        self._moved: dict[int, int] = {}
        self._parted: int | None = None
        self._keep(setting.start.network(setting.activation))

    @property
    def size(self) -> int:
        """The number of samples."""
        return len(self.setting.data)

    def reach(self, t: int) -> int:
        """Train up to step t; gives the nearest step that there is."""
        t = max(0, min(t, MOST_STEPS))
        while len(self._networks) <= t and not self.fault:
            self._train()
        return min(t, len(self._networks) - 1)

    def _train(self) -> None:
        try:
            self._keep(step(self._networks[-1], self.samples, self.targets, self.setting.step_size))
        except NetworkError as error:
            self.fault = f"there is no step {len(self._networks)}: {error}"

    def _keep(self, network: Network) -> None:
        error = squared_error(network, self.samples, self.targets)
        if not isfinite(error):
            raise NetworkError("the error is not a finite number; try a smaller η")
        t = len(self._networks)
        self._networks.append(network)
        self._errors.append(error)
        for place, (now, first) in enumerate(
            zip(flat(network), flat(self._networks[0]), strict=True)
        ):
            if now != first:
                self._moved.setdefault(place, t)
        if self._parted is None and not (alike(network) and alike(self.slopes(t))):
            self._parted = t

    def network(self, t: int) -> Network:
        """The network after step t, which must be reached."""
        return self._networks[t]

    def slopes(self, t: int) -> Gradient:
        """The gradient at the network after step t."""
        return gradient(self._networks[t], self.samples, self.targets)

    def errors(self, t: int) -> Sequence[float]:
        """E before the first step and after each, up to step t."""
        return self._errors[: t + 1]

    def moved(self, t: int) -> frozenset[int]:
        """The places in `flat` of the weights that have left their start by step t."""
        return frozenset(place for place, first in self._moved.items() if first <= t)

    def alike(self, t: int) -> bool:
        """Whether both hidden units had the same weights and gradients at every step up to t."""
        return self._parted is None or self._parted > t

    def outcomes(self, t: int) -> list[Outcome]:
        """What the network after step t makes of each sample, in file order."""
        network, data = self._networks[t], self.setting.data
        outcomes = []
        for k, label in enumerate(data.labels):
            one, two = data.sample(k)
            hidden, output = network.forward(self.samples[k])
            prediction = network.activation.label(output)
            target = self.targets[k]
            outcomes.append(Outcome((one, two), hidden, output, target, prediction, label))
        return outcomes
