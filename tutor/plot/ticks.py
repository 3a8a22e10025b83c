"""Round numbers along an axis: of any size, whole ones, and on a logarithmic axis."""

import math
from collections.abc import Callable, Iterable
from decimal import Decimal

Tick = tuple[float, str]
"""Where on its axis, from 0 to 1, and its label."""
Scale = Callable[[float, float, int], list[Tick]]
"""Gives about so many ticks between two limits."""

LONGEST = 12
"""Characters of a label; there are none where it would take more to tell neighbours apart."""


def ticks(low: float, high: float, about: int) -> list[Tick]:
    """Round numbers between two limits, as ticks.

    Steps are 1, 2 or 5 times a power of ten: Heckbert, "Nice numbers for graph labels" (1990).
    """
    span = high - low
    if not (1e-300 < span < 1e300 and span > 1e-9 * max(abs(low), abs(high))):
        return []
    step = _step(span, about)
    values = _multiples(step, low, high)
    return [((value - low) / span, _label(value, step)) for value in values]


def whole_ticks(low: float, high: float, about: int) -> list[Tick]:
    """As `ticks`, but none between two whole numbers."""
    span = high - low
    if not 0 < span < 1e15:
        return []
    step = max(1.0, _step(span, about))
    return [((value - low) / span, f"{value:.0f}") for value in _multiples(step, low, high)]


def rate_ticks(low: float, high: float, about: int) -> list[Tick]:
    """Round learning rates between two limits, which are powers of ten, as is the axis.

    Powers of ten; with room enough 1, 2 and 5; and round steps where less than a power is shown.
    """
    span = high - low
    if not 1e-9 * max(1.0, abs(low), abs(high)) < span < 1e6:
        return []
    if span < 0.8:
        return [((at - low) / span, label) for at, label in _near_ticks(low, high, about)]
    ones = (1, 2, 5) if 3 * span <= about else (1,)
    every = max(1, round(_step(span, about)))
    powers = range(math.floor(low), math.floor(high) + 1)
    values = (
        (power + math.log10(one), rate_label(one, power))
        for power in powers
        if power % every == 0
        for one in ones
    )
    return [((at - low) / span, label) for at, label in values if low <= at <= high]


def _near_ticks(low: float, high: float, about: int) -> Iterable[Tick]:
    """Multiples of a round step, with all digits that tell them apart; at their powers of ten."""
    power = math.floor(low)
    first, last = 10 ** (low - power), 10 ** (high - power)
    step = _step(last - first, about)
    digits = math.floor(math.log10(step) + 1e-9)
    for count in range(math.ceil(first / step), math.floor(last / step) + 1):
        label = rate_label(Decimal(round(count * step / 10.0**digits)).scaleb(digits), power)
        if len(label) <= LONGEST:
            yield power + math.log10(count * step), label


def rate_label(factor: Decimal | int, power: int) -> str:
    """A factor times a power of ten, exactly: `0.002`, `50`, or `2e−9`."""
    if -5 <= power <= 5:
        plain = f"{Decimal(factor).scaleb(power):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{factor}e{power}".replace("-", "−")


def _step(span: float, about: int) -> float:
    power = math.floor(math.log10(span / about))
    return next(step for m in (1, 2, 5, 10) if (step := m * 10.0**power) >= 0.7 * span / about)


def _multiples(step: float, low: float, high: float) -> list[float]:
    return [count * step for count in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _label(value: float, step: float) -> str:
    """A short number, with no more decimals than the step between ticks asks for."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    plain = f"{value:.{decimals}f}"
    return (plain if len(plain) <= 8 else f"{value:.3g}").replace("-", "−")
