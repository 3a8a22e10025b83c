"""Formulas of a derivation, worked out in fractions; and which orders of lines are orders."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from tests.course.judges.prompt import Point, number

Value = Fraction | Point
_TOKEN = re.compile(r"\s*(Δw⁽[^⁾]*⁾|[wvxyz]⁽[^⁾]*⁾|ŷ⁽[^⁾]*⁾|η|φ|\d[\d./]*(?<![.])|[()+−·/=,])")
_NAME = re.compile(r"Δw⁽[^⁾]*⁾|[wvxyz]⁽[^⁾]*⁾|ŷ⁽[^⁾]*⁾|η")


def names(text: str) -> set[str]:
    """The names in a formula, such as w⁽¹⁾ and η."""
    return set(_NAME.findall(text))


def times(one: Value, other: Value) -> Value:
    """A product: of numbers, of a number and a vector, or the dot product of two vectors."""
    if isinstance(one, Fraction):
        if isinstance(other, Fraction):
            return one * other
        return tuple(one * part for part in other)
    if isinstance(other, Fraction):
        return tuple(other * part for part in one)
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def plus(one: Value, other: Value) -> Value:
    """A sum of two numbers or two vectors."""
    if isinstance(one, Fraction) or isinstance(other, Fraction):
        assert isinstance(one, Fraction)
        assert isinstance(other, Fraction)
        return one + other
    return tuple(a + b for a, b in zip(one, other, strict=True))


def phi(z: Value) -> Fraction:
    """The unit step, +1 at zero."""
    assert isinstance(z, Fraction)
    return Fraction(1 if z >= 0 else -1)


class _Reader:
    """Reads one expression from left to right; a product needs no dot between its factors."""

    def __init__(self, text: str, known: Mapping[str, Value]) -> None:
        self.tokens: list[str] = []
        self.known, at = known, 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            assert found is not None, f"what is “{text[at:]}”?"
            self.tokens.append(found[1])
            at = found.end()

    def next(self) -> str:
        """The token that stands first; empty at the end."""
        return self.tokens[0] if self.tokens else ""

    def take(self, wanted: str = "") -> str:
        """That token, and go on."""
        first = self.tokens.pop(0)
        assert wanted in {"", first}, f"{wanted} is not {first}"
        return first

    def sum(self) -> Value:
        """Products, added and taken away."""
        found = self.product()
        while self.next() in {"+", "−"}:
            sign = Fraction(-1 if self.take() == "−" else 1)
            found = plus(found, times(sign, self.product()))
        return found

    def product(self) -> Value:
        """Factors, multiplied from left to right."""
        found = self.factor()
        while self.next() not in {"", "+", "−", ")", ",", "="}:
            if self.next() == "/":
                self.take()
                under = self.factor()
                assert isinstance(under, Fraction)
                found = times(1 / under, found)
                continue
            if self.next() == "·":
                self.take()
            found = times(found, self.factor())
        return found

    def factor(self) -> Value:
        """A number, a name, a φ, a vector or what stands in brackets; with a sign before it."""
        first = self.take()
        if first in {"−", "+"}:
            return times(Fraction(-1 if first == "−" else 1), self.factor())
        if first == "φ":
            self.take("(")
            inside = self.sum()
            self.take(")")
            return phi(inside)
        if first == "(":
            parts = [self.sum()]
            while self.next() == ",":
                self.take()
                parts.append(self.sum())
            self.take(")")
            return (
                parts[0] if len(parts) == 1 else tuple(p for p in parts if isinstance(p, Fraction))
            )
        return self.known[first] if _NAME.fullmatch(first) else number(first)


def work_out(text: str, known: Mapping[str, Value]) -> Value:
    """The value of one expression.

    Raises:
        AssertionError: What stands there is no expression.
        KeyError: It has a name that is not known.
    """
    reader = _Reader(text, known)
    found = reader.sum()
    assert not reader.tokens, f"{reader.tokens} is left of “{text}”"
    return found


def line(text: str) -> tuple[Fraction, Fraction]:
    """The number without η and the one before η, as in `−5 + 26η`."""
    if "η" not in text:
        return number(text), Fraction(0)
    constant, sign, slope = re.fullmatch(r"(?:(\S+) ([+−]) )?(\S*)η", text).groups()  # type: ignore[union-attr]
    size = {"": Fraction(1), "−": Fraction(-1)}.get(slope) or number(slope)
    return number(constant or "0"), -size if sign == "−" else size


def inside_phi(formula: str) -> str:
    """What stands in the outermost φ on the right of a line `ŷ = φ(…)`, with or without ` = ±1`."""
    found = re.fullmatch(r"ŷ⁽²⁾ = φ\((.*)\)(?: = [+−]1)?", formula)
    assert found is not None, formula
    return found[1]


def orders(count: int, fits: Callable[[Sequence[int], int], bool]) -> set[tuple[int, ...]]:
    """All orders of so many lines in which each fits behind those before it."""

    def behind(begun: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(begun) == count:
            yield begun
            return
        for one in range(count):
            if one not in begun and fits(begun, one):
                yield from behind((*begun, one))

    return set(behind(()))
