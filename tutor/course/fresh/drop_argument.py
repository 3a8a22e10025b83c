"""An argument about step 2 for every η at once, in concrete numbers, sound or with one fault."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.course.fresh.given import linear, product
from tutor.course.lesson import Line
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Weights, phi


class Fault(StrEnum):
    """What is wrong in an argument."""

    TIE = "φ(0) = −1 at step 1"
    SIGN = "ŷ − y in place of y − ŷ"
    HALF = "y in place of y − ŷ"
    START = "w⁽⁰⁾ left out of w⁽¹⁾"
    DROP = "η dropped before one of two parts"
    NEGATIVE = "η dropped though it may be below 0"
    MINUS = "a minus lost"
    LATE_TIE = "φ(0) = −1 at step 2"
    FRONT = "η dropped in front"


LINE_OF = {
    Fault.TIE: 1,
    Fault.SIGN: 2,
    Fault.HALF: 2,
    Fault.START: 3,
    Fault.DROP: 4,
    Fault.NEGATIVE: 4,
    Fault.MINUS: 5,
    Fault.LATE_TIE: 5,
    Fault.FRONT: 6,
}
"""The line that each fault makes false."""
_OTHERS = tuple(Fraction(n, d) for n, d in ((1, 2), (2, 1), (1, 4), (4, 1), (1, 10), (10, 1)))
"""Rates beside 1 that may show that an η must not be dropped."""
WITHOUT_UPDATE, WITH_UPDATE = 5, 6
"""How many lines an argument has: up to ŷ⁽²⁾, or up to Δw⁽²⁾."""


@dataclass(frozen=True, slots=True)
class Two:
    """The start, and the inputs and labels of two steps."""

    w: Weights
    x: tuple[Weights, Weights]
    y: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Argument:
    """What the lines of an argument claim, each used by those below it."""

    two: Two
    fault: Fault | None
    first: int
    """ŷ⁽¹⁾."""
    factor: int
    """Of Δw⁽¹⁾ = η · factor · x⁽¹⁾."""
    c: Fraction
    k: Fraction
    """z⁽²⁾ = c + kη."""
    second: int
    """ŷ⁽²⁾, for every η."""

    @property
    def bracket(self) -> Weights:
        """Δw⁽¹⁾/η."""
        return tuple(self.factor * value for value in self.two.x[0])

    @property
    def error(self) -> int:
        """y⁽²⁾ − ŷ⁽²⁾."""
        return self.two.y[1] - self.second


def argue(two: Two, fault: Fault | None) -> Argument:
    """Work a step 2 out with one fault; what comes below it follows from it."""
    w, (x, other), (y, _) = two.w, two.x, two.y
    first = -1 if fault is Fault.TIE else phi(product(w, x))
    factor = {Fault.SIGN: first - y, Fault.HALF: y}.get(fault or Fault.TIE, y - first)
    c = Fraction(0) if fault is Fault.START else product(w, other)
    k = factor * product(x, other)
    second = {Fault.MINUS: 1, Fault.LATE_TIE: -1}.get(fault or Fault.TIE, phi(c + k))
    return Argument(two, fault, first, factor, c, k, second)


def steady(c: Fraction, k: Fraction) -> bool:
    """Whether φ(c + kη) = φ(c + k) for every η > 0: the sign is that of both parts."""
    return (c >= 0 and k >= 0) or (c <= 0 and k < 0) or (c < 0 and k <= 0)


def false_lines(argument: Argument) -> list[int]:
    """The lines that do not follow from the samples, the start and the lines above them."""
    it, two, fault = argument, argument.two, argument.fault
    follows = (
        it.first == phi(product(two.w, two.x[0])),
        it.factor == two.y[0] - it.first,
        (it.c, it.k) == (product(two.w, two.x[1]), product(it.bracket, two.x[1])),
        steady(it.c, it.k) and not (fault is Fault.NEGATIVE and it.k),
        it.second == phi(it.c + it.k),
        fault is not Fault.FRONT or not it.error,
    )
    return [number for number, so in enumerate(follows, 1) if not so]


def lines_of(argument: Argument, count: int) -> list[Line]:
    """The argument's lines: five, or six with Δw⁽²⁾."""
    it, two, fault = argument, argument.two, argument.fault
    w, x, other = (show_vector(it) for it in (two.w, *two.x))
    first = show(product(two.w, two.x[0]))
    bracket, k = show_vector(it.bracket), it.k
    start = f"η·{bracket}" if fault is Fault.START else f"({w} + η·{bracket})"
    inside = linear(it.c, k) if it.c or k else "0·η"
    every = "η ≠ 0" if fault is Fault.NEGATIVE else "η > 0"
    front = "" if fault is Fault.FRONT else "η·"
    update = show_vector([it.error * value for value in two.x[1]])
    moved = f"{front if it.error else ''}{update}"
    value = -(it.c + k) if fault is Fault.MINUS else it.c + k
    lines = [
        Line(f"ŷ⁽¹⁾ = φ({w}·{x}) = φ({first}) = {_sign(it.first)}", "the prediction at step 1"),
        Line(f"Δw⁽¹⁾ = η·{_error_text(it)}·{x} = η·{bracket}", "the update rule at step 1"),
        Line(f"z⁽²⁾ = {start}·{other} = {linear(it.c, k)}", "w⁽¹⁾ put in and multiplied out"),
        Line(f"ŷ⁽²⁾ = φ({inside}) = φ({at_one(it.c, k)}), for every {every}", "η is dropped"),
        Line(f"ŷ⁽²⁾ = φ({show(value)}) = {_sign(it.second)}", "worked out"),
        Line(
            f"Δw⁽²⁾ = {front}({show(two.y[1])} − ({_sign(it.second)}))·{other} = {moved}",
            "the update rule at step 2",
        ),
    ]
    return lines[:count]


def _sign(value: int) -> str:
    return "+1" if value > 0 else "−1"


def _error_text(it: Argument) -> str:
    y, first = it.two.y[0], it.first
    if it.fault is Fault.HALF:
        return f"({show(y)})"
    if it.fault is Fault.SIGN:
        return f"({show(first)} − ({_sign(y)}))"
    return f"({show(y)} − ({_sign(first)}))"


def at_one(c: Fraction, k: Fraction) -> str:
    """C + k as a sum: `3 − 8`; one number where either is 0."""
    if not c or not k:
        return show(c + k)
    return f"{show(c)} {'−' if k < 0 else '+'} {show(abs(k))}"


def witness(it: Argument) -> Fraction | None:
    """An η with another sign of c + kη than η = 1."""
    here = phi(it.c + it.k)
    return next((rate for rate in _OTHERS if phi(it.c + it.k * rate) != here), None)
