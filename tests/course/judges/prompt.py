"""What a prompt says, read from its text alone, and what a text claims, held against the truth."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from tutor.perceptron.exact import parse_number, parse_vector

N = r"((?:≈ )?−?\d[\d./]*(?:e−?\d+)?(?<![.]))"
"""A number in a text, `≈` before it where it is rounded, without the full stop behind it."""
V = r"\(([^()]*)\)"
"""A vector in a text; what is found are its components."""
I = "([⁰¹²³⁴⁵⁶⁷⁸⁹]+)"  # noqa: E741 - it stands beside N and V in patterns
"""A raised index."""

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

Point = tuple[Fraction, ...]
Check = tuple[str, Callable[..., bool]]
"""A pattern, and whether what its groups say is so."""


def index(raised: str) -> int:
    """The 3 of x⁽³⁾."""
    return int(raised.translate(_LOWERED))


def number(text: str) -> Fraction:
    """An exact number."""
    return parse_number(text)


def vector(text: str) -> Point:
    """The components of a vector, with or without its brackets."""
    parts = text.strip("()").split(",")
    return parse_vector(text, [str(k) for k, _ in enumerate(parts)])


def samples(prompt: str) -> list[tuple[Point, Fraction]]:
    """Each sample with its label, in the order of the prompt."""
    found = re.findall(rf"x⁽{I}⁾ = {V}, y⁽{I}⁾ = (\S+)", prompt)
    assert [index(one) for one, *_ in found] == list(range(1, len(found) + 1))
    assert all(one == other for one, _, other, _ in found)
    return [(vector(x), number(y)) for _, x, _, y in found]


def value(prompt: str, name: str) -> Fraction:
    """The one number that the prompt gives to a name, as in `η = 0.1`."""
    found = re.findall(rf"(?<![\w₁₂]){re.escape(name)} = {N}", prompt)
    assert len(found) == 1, f"{name} is given {len(found)} times"
    return number(found[0])


def epochs(prompt: str) -> int:
    """For how many epochs is learned."""
    (found,) = re.findall(r"for (\d+) epochs?", prompt)
    return int(found)


def says(text: str, truth: Fraction) -> bool:
    """Whether a number in a text is the truth: exactly, or rounded to its digits after a `≈`."""
    if not text.startswith("≈ "):
        return number(text) == truth
    shown = text.removeprefix("≈ ")
    digits = re.sub(r"\D", "", shown.partition("e")[0]).lstrip("0")
    unit = abs(number(shown)) / int(digits)
    return abs(number(shown) - truth) <= unit / 2


def untrue(text: str, checks: Sequence[Check]) -> Iterator[str]:
    """What of a text is not so, and every number in it that no check reads.

    The digits of names such as float64 and eta0 are no numbers.
    """
    rest = text
    for pattern, holds in checks:
        for found in re.finditer(pattern, rest):
            if not holds(*found.groups()):
                yield f"“{found[0]}” is not so"
        rest = re.sub(pattern, "…", rest)
    if re.search(r"(?<![a-z\d])\d", rest):
        yield f"nobody checks “{rest}”"
