"""The rate path against the recursion, at length: `python -m tests.perceptron.many_problems`.

Draws random small problems, as many as asked for, from a seed; in both scopes every interval must
equal the recursion's. Prints how many were compared. Ends with status 1 at the first that differs.
"""

import argparse
import random
import sys
from fractions import Fraction

import numpy as np

from tests.perceptron.problems import Problem
from tests.perceptron.recursion import brute_force
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.ratepath import rate_path

Start = tuple[Fraction, ...]


def drawn(chance: random.Random) -> tuple[Problem, Start]:
    """One to six samples of one to three features, up to eight epochs, and a start."""
    features, bias = chance.randint(1, 3), chance.random() < 0.5
    samples = [tuple(_number(chance) for _ in range(features)) for _ in range(chance.randint(1, 6))]
    labels = [chance.choice((-1, 1)) for _ in samples]
    # Now and then ends that lie closer together than floats can tell, or huge samples.
    factor = chance.choice((1, 1, 1, 10**9, 10**200))
    samples = [tuple(factor * value for value in sample) for sample in samples]
    tiny = chance.choice((Fraction(0), Fraction(0), Fraction(1, 10**30)))
    start = tuple(_number(chance) + tiny * chance.randint(-3, 3) for _ in range(features + bias))
    return Problem(Dataset.of("drawn", samples, labels), bias, chance.randint(1, 8)), start


def _number(chance: random.Random) -> Fraction:
    return Fraction(chance.randint(-9, 9), chance.choice((1, 1, 2, 3, 10)))


def compared(problem: Problem, start: Start, scope: Scope) -> int | None:
    """How many intervals the path and the recursion have alike; None if any differs."""
    path = rate_path(problem.dataset, start, problem.epochs, bias=problem.bias, scope=scope)
    ours = [(one.low, one.low_closed, one.high, one.high_closed, one.predictions) for one in path]
    theirs = [
        (
            *(one.low, one.low_closed, one.high, one.high_closed),
            np.packbits([prediction > 0 for prediction in one.predictions]).tobytes(),
        )
        for one in brute_force(problem, start, scope)
    ]
    return len(ours) if ours == theirs else None


def main() -> int:
    """Draw, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    intervals = 0
    for number in range(1, asked.count + 1):
        problem, start = drawn(chance)
        for scope in (Scope.TRACE, Scope.SAMPLES):
            alike = compared(problem, start, scope)
            if alike is None:
                sys.stdout.write(f"problem {number} differs: {problem}, {start}, {scope}\n")
                return 1
            intervals += alike
    sys.stdout.write(
        f"{asked.count} problems in both scopes, seed {asked.seed}: "
        f"{intervals} intervals, all alike\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
