"""Two hidden units and one output, by a plain gradient loop and by what is surely zero.

A slope is found twice: in floats, and exactly where every factor of it is known (the units of zero
weights are 0 or 1/2, and a product with a factor 0 is 0). What is neither surely 0 nor far from 0
in floats is undecided, and no question may depend on it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.course.judges.prompt import Point, samples, value, vector

FAR = 1e-12
"""Beside the rounding of these small sums a slope of that size is not 0."""


class UndecidedError(Exception):
    """Neither a reason nor the floats tell."""


@dataclass(frozen=True)
class Network:
    """What a prompt says of a network."""

    tanh: bool
    units: tuple[Point, Point]
    """The weights on the way in, the bias first."""
    bias: Fraction
    out: tuple[Fraction, Fraction]
    rate: Fraction
    samples: list[tuple[Point, Fraction]]
    """Inputs with the constant 1 first, and labels."""

    @property
    def weights(self) -> list[Fraction]:
        """All nine: b, a₁, a₂, w₁, w₂."""
        return [self.bias, *self.out, *self.units[0], *self.units[1]]

    def net_inputs(self, unit: int) -> list[Fraction]:
        """w·x of a hidden unit for every sample."""
        return [dot(self.units[unit], x) for x, _ in self.samples]


def read(prompt: str) -> Network:
    """The network of a prompt, which gives one formula for hidden units and output."""
    formulas = re.findall(r"([ho][₁₂]?) = (tanh|s)\((.*?)\)[,.; ]", prompt.replace("\n", " "))
    assert [name for name, *_ in formulas] == ["h₁", "h₂", "o"]
    assert [inner for *_, inner in formulas] == ["w₁·x", "w₂·x", "b + a₁ h₁ + a₂ h₂"]
    (tanh,) = {form == "tanh" for _, form, _ in formulas}
    assert tanh or "s(z) = 1/(1 + e⁻ᶻ)" in prompt
    assert "Δw = −η ∂E/∂w, E = ½ Σ (o − y)²" in prompt
    given = [((Fraction(1), *x), y) for x, y in samples(prompt)]
    assert {y for _, y in given} <= {Fraction(1), Fraction(-1 if tanh else 0)}
    one, other = (vector(re.findall(rf"{w} = \((.*?)\)", prompt)[0]) for w in ("w₁", "w₂"))
    out = value(prompt, "a₁"), value(prompt, "a₂")
    return Network(tanh, (one, other), value(prompt, "b"), out, value(prompt, "η"), given)


def dot(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The dot product."""
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def sizes(net: Network, weights: Sequence[float]) -> list[float]:
    """∂E/∂w of all nine weights, in floats."""
    bias, a, units = weights[0], weights[1:3], (weights[3:6], weights[6:9])
    found = [0.0] * 9
    for x, y in net.samples:
        inputs = [float(coordinate) for coordinate in x]
        h = [form(net, sum(map(float.__mul__, w, inputs))) for w in units]
        o = form(net, bias + a[0] * h[0] + a[1] * h[1])
        delta = (o - float(y)) * steepness(net, o)
        back = [delta * a[k] * steepness(net, h[k]) for k in (0, 1)]
        parts = [delta, delta * h[0], delta * h[1]]
        parts += [back[k] * coordinate for k in (0, 1) for coordinate in inputs]
        found = [one + part for one, part in zip(found, parts, strict=True)]
    return found


def form(net: Network, z: float) -> float:
    """What a unit makes of its net input."""
    return math.tanh(z) if net.tanh else 1 / (1 + math.exp(-z))


def steepness(net: Network, out: float) -> float:
    """The slope of a unit that gives `out`."""
    return 1 - out * out if net.tanh else out * (1 - out)


def trained(net: Network, steps: int) -> list[float]:
    """The nine weights after some steps, in floats."""
    weights = [float(weight) for weight in net.weights]
    for _ in range(steps):
        found = zip(weights, sizes(net, weights), strict=True)
        weights = [weight - float(net.rate) * slope for weight, slope in found]
    return weights


def slopes(net: Network) -> list[Fraction | None]:
    """∂E/∂w of all nine weights at the start, None where it is no number known exactly."""
    per_sample = [_parts(net, x, y) for x, y in net.samples]
    sums = []
    for parts in zip(*per_sample, strict=True):
        known = [part for part in parts if part is not None]
        sums.append(sum(known, Fraction(0)) if len(known) == len(parts) else None)
    return sums


def moved(net: Network) -> list[bool]:
    """Which of the nine weights the first step moves."""
    found = []
    sized = sizes(net, [float(weight) for weight in net.weights])
    for exact, size in zip(slopes(net), sized, strict=True):
        if exact is None and abs(size) < FAR:
            raise UndecidedError
        found.append(abs(size) >= FAR if exact is None else exact != 0)
        if exact is not None and abs(float(exact) - size) > FAR:
            raise UndecidedError
    return found


def known_output(net: Network, x: Point) -> Fraction | None:
    """The output o for an input, if the net input of the output unit is surely 0."""
    z = [dot(unit, x) for unit in net.units]
    terms = [product(a, _at(net, one)) for a, one in zip(net.out, z, strict=True)]
    if z[0] == z[1]:
        terms = [product(sum(net.out, Fraction(0)), _at(net, z[0]))]
    known = [term for term in terms if term is not None]
    surely_zero = len(known) == len(terms) and net.bias + sum(known) == 0
    return _at(net, Fraction(0)) if surely_zero else None


def _parts(net: Network, x: Point, y: Fraction) -> list[Fraction | None]:
    h = [_at(net, dot(unit, x)) for unit in net.units]
    o = known_output(net, x)
    delta = None if o is None else (o - y) * _steep(net)
    parts = [delta, product(delta, h[0]), product(delta, h[1])]
    for k in (0, 1):
        steep = None if h[k] is None else _steep(net)
        parts += [product(delta, net.out[k], steep, coordinate) for coordinate in x]
    return parts


def _at(net: Network, z: Fraction) -> Fraction | None:
    """What a unit gives, known for the net input 0."""
    return None if z else Fraction(0 if net.tanh else 1) / 2


def _steep(net: Network) -> Fraction:
    """The slope of a unit at 0."""
    return Fraction(1) if net.tanh else Fraction(1, 4)


def product(*factors: Fraction | None) -> Fraction | None:
    """A product; 0 if any factor is, whatever the others are."""
    if 0 in factors:
        return Fraction(0)
    known = [factor for factor in factors if factor is not None]
    return math.prod(known, start=Fraction(1)) if len(known) == len(factors) else None
