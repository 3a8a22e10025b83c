"""Small rate paths for the tests of pictures: ends and mistakes are given, the rest is empty."""

from fractions import Fraction

import numpy as np

from tutor.perceptron.comparison import Scope
from tutor.perceptron.front import Slope
from tutor.perceptron.ratepath import RatePath


def path_of(
    ends: list[Fraction],
    mistakes: list[int] | None = None,
    *,
    cut: Fraction | None = None,
    closed: bool = True,
) -> RatePath:
    """A path with these critical rates, ascending, and one more number of mistakes."""
    lows = [Fraction(0) if cut is None else cut, *ends]
    size = len(lows)
    return RatePath(
        scope=Scope.TRACE,
        complete=cut is None,
        slopes=tuple(Slope(low.denominator, low.numerator, rising=not closed) for low in lows),
        samples=np.arange(size, dtype=np.uint32),
        nets=np.ones(size, np.int64),
        mistakes=np.array([mistakes or [1] * size], np.uint16),
        bits=np.zeros((1, size), np.uint8),
        from_left=np.zeros(size, np.uint32),
        from_zero=np.zeros(size, np.uint32),
    )
