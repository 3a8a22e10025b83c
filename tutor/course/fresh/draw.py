"""Numbers, samples and starts drawn from a seed, the same on every machine.

Of `random` only seeding by text and `random()` are used, the two parts that Python promises to
keep.
"""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Generic, TypeVar

from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Weights

_T = TypeVar("_T")

MOST_SAMPLES = 5
FRESH = "fresh samples"
RATES = tuple(Fraction(text) for text in ("0.1", "0.5", "1", "2", "5"))


class Draw:
    """Draws from a generator's `random()` alone."""

    def __init__(self, seed: int) -> None:
        self._random = Random()
        self._random.seed(f"perceptron-tutor {seed}", version=2)

    def below(self, bound: int) -> int:
        """A number from 0 to one below the bound."""
        return int(self._random.random() * bound)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends among them."""
        return low + self.below(high - low + 1)

    def one_of(self, items: Sequence[_T]) -> _T:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """All of the items, in any order."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in items]


def samples(draw: Draw, count: int | None = None) -> Dataset:
    """Draw samples of two features: small integers, all different, none at the origin, both labels.

    Args:
        draw: Where all that is drawn comes from.
        count: How many, at least 2; 3 to 5 where it is left out.
    """
    points = [(x, y) for x in range(-3, 4) for y in range(-3, 4) if x or y]
    drawn = draw.shuffled(points)[: count or 3 + draw.below(MOST_SAMPLES - 2)]
    labels = [draw.one_of((-1, 1)) for _ in drawn[1:]]
    labels.insert(draw.below(len(drawn)), -labels[0])
    return Dataset.of(FRESH, drawn, labels)


def start(draw: Draw, size: int) -> Weights:
    """Draw a start with more than the bias in it: integers or halves."""
    under = draw.one_of((1, 1, 2))
    drawn = tuple(Fraction(draw.below(9) - 4, under) for _ in range(size))
    return drawn if any(drawn[-2:]) else (Fraction(1),) * size


class Deck(Generic[_T]):
    """Items dealt in shuffled rounds, so that each comes up as often as the others."""

    def __init__(self, draw: Draw, items: Sequence[_T]) -> None:
        self._draw = draw
        self._items = tuple(items)
        self._left: list[_T] = []

    def deal(self) -> _T:
        """The next item."""
        if not self._left:
            self._left = self._draw.shuffled(self._items)
        return self._left.pop()
