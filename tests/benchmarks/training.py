"""What it costs to train exactly."""

import statistics
import time
from fractions import Fraction

from tests.benchmarks.row import Row
from tutor.course.library import Library
from tutor.perceptron.training import Experiment, train

RUNS = 200
BOUND_MS = 10
START = (Fraction("1.62"), Fraction("-0.61"), Fraction("-0.53"))


def rows() -> list[Row]:
    """Iris, 10 epochs, from zero and from another start, each with many learning rates."""
    iris = Library.open().dataset("iris")
    return [
        Row(f"Iris, 10 epochs, exact, {name}: median", _median(experiments), bound=BOUND_MS)
        for name, experiments in (
            (
                "zero start",
                [Experiment(iris, (Fraction(0),) * 3, rate, 10, bias=True) for rate in _rates()],
            ),
            ("another start", [Experiment(iris, START, rate, 10, bias=True) for rate in _rates()]),
        )
    ]


def _rates() -> list[Fraction]:
    return [Fraction(number, 100) for number in range(1, RUNS + 1)]


def _median(experiments: list[Experiment]) -> float:
    taken = []
    for experiment in experiments:
        start = time.perf_counter()
        train(experiment)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
