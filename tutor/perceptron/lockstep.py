"""How long two runs stay in one proportion."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.perceptron.training import Trace


@dataclass(frozen=True, slots=True)
class Lockstep:
    """The first steps of A and B, through which w_A / w_B is one number."""

    quotient: Fraction | None
    """The c ≠ 0 with w_A = c · w_B; None where there is none, or both are zero so far."""
    until: int
    """The last step at which that holds; −1 where it does not even hold for the starts."""


def lockstep(a: Trace, b: Trace) -> Lockstep:
    """Follow w_A / w_B from the start on, as long as it is one number.

    Two weights that are both zero stand in every proportion; one that is zero beside one that is
    not stands in none.

    Args:
        a: A run of T steps.
        b: Another with as many steps and weights.
    """
    quotient = None
    for t in sorted({*a.update_steps, *b.update_steps}):
        one, other = a.whole_after(t), b.whole_after(t)
        over, under = quotient or _first(one, other)
        if any(one) != any(other) or any(
            w_a * under != w_b * over for w_a, w_b in zip(one, other, strict=True)
        ):
            return Lockstep(_unscaled(quotient, a, b), t - 1)
        if any(one):
            quotient = over, under
    return Lockstep(_unscaled(quotient, a, b), len(a))


def _first(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, int]:
    """A's part and B's part of the quotient, at the first component where one has a weight."""
    return next(((w_a, w_b) for w_a, w_b in zip(one, other, strict=True) if w_a or w_b), (0, 0))


def _unscaled(quotient: tuple[int, int] | None, a: Trace, b: Trace) -> Fraction | None:
    return Fraction(quotient[0] * b.scale, quotient[1] * a.scale) if quotient else None
