"""The whole rate path beside what one would do without it: `python -m tests.benchmarks.rates`.

Takes some minutes, most of them for the recursion in fractions. Needs the extra `bench`.
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.benchmarks.row import Row, table
from tests.benchmarks.training import START
from tests.perceptron.problems import Problem
from tests.perceptron.recursion import brute_force
from tutor.course.library import Library
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.ratepath import RatePath, rate_path
from tutor.perceptron.training import Experiment, train

EPOCHS, GRID = 10, 1000
FASTER = 1 / 500
Floats = npt.NDArray[np.float64]


def grid() -> list[Fraction]:
    """A thousand rates from 0.001 to 100, evenly spaced by their logarithms, of four digits."""
    return [Fraction(f"{10 ** (-3 + 5 * k / (GRID - 1)):.3e}") for k in range(GRID)]


def rows() -> list[Row]:
    """Times of the path, of the recursion, and of two grids; and what the grids get wrong."""
    iris = Library.open().dataset("iris")
    path = rate_path(iris, START, EPOCHS, bias=True)
    ours = statistics.median(
        _timed(lambda: rate_path(iris, START, EPOCHS, bias=True))[0] for _ in range(9)
    )
    library, final = _timed(lambda: _library_grid(iris))
    shuffling, _ = _timed(lambda: _shuffling_grid(iris))
    loop, traced = _timed(lambda: _float_grid(iris))
    slow, stretches = _timed(lambda: brute_force(Problem(iris, bias=True, epochs=EPOCHS), START))
    hit = {path.index(rate) for rate in grid()}
    return [
        Row(f"all rates at once, exactly: {len(path)} intervals", ours),
        Row(f"a recursion in fractions: {len(stretches)} intervals", slow),
        Row("ratio of the two", ours / slow, "", FASTER),
        Row("scikit-learn's Perceptron on a grid of 1000 rates", library),
        Row("ratio of all rates to that", ours / library, "", 1),
        Row("mlxtend's Perceptron on the same grid, its samples shuffled", shuffling),
        Row("ratio of all rates to that", ours / shuffling, "", 1),
        Row("a loop in float numpy on the same grid", loop),
        Row("ratio of all rates to that", ours / loop, "", 1),
        Row("intervals that the grid does not meet", len(path) - len(hit), ""),
        Row("traces of 1000 that the float loop gets wrong", _wrong(path, traced), ""),
        Row("final predictions of 1000 that scikit-learn has otherwise", _others(iris, final), ""),
        *_memory(iris),
        *_growth(iris),
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return (time.perf_counter() - began) * 1000, done


def _arrays(data: Dataset) -> tuple[Floats, npt.NDArray[np.int64]]:
    samples = [[float(value) for value in data.sample(k)] for k in range(len(data))]
    return np.array(samples), np.array(data.labels)


def _library_grid(data: Dataset) -> list[tuple[int, ...]]:
    """Final predictions; its update lacks the factor 2 of y − ŷ, so it is given twice the rate."""
    from sklearn.linear_model import Perceptron

    x, y = _arrays(data)
    start = np.array([float(weight) for weight in START])
    final = []
    for rate in grid():
        model = Perceptron(eta0=2 * float(rate), shuffle=False, tol=None, max_iter=EPOCHS)
        model.fit(x, y, coef_init=start[None, 1:].copy(), intercept_init=start[:1].copy())
        final.append(tuple(int(value) for value in model.predict(x)))
    return final


def _shuffling_grid(data: Dataset) -> None:
    """Only to be timed: it shuffles in every epoch and cannot do otherwise, so its runs differ."""
    from mlxtend.classifier import Perceptron

    x, y = _arrays(data)
    start = np.array([float(weight) for weight in START])
    for rate in grid():
        model = Perceptron(eta=float(rate), epochs=EPOCHS, random_seed=1)
        # There is no parameter for a start; these are what training goes on from.
        model.b_, model.w_, model.cost_ = start[:1].copy(), start[1:, None].copy(), []
        model.fit(x, (y > 0).astype(int), init_params=False)
        model.predict(x)


def _float_grid(data: Dataset) -> list[bytes]:
    """The textbook's loop; gives the packed predictions of every run."""
    x, y = _arrays(data)
    inputs = np.hstack([np.ones((len(x), 1)), x])
    packed = []
    for rate in map(float, grid()):
        weights = np.array([float(weight) for weight in START])
        predictions = []
        for _ in range(EPOCHS):
            for sample, label in zip(inputs, y, strict=True):
                prediction = 1 if weights @ sample >= 0 else -1
                weights += rate * (label - prediction) * sample
                predictions.append(prediction > 0)
        packed.append(np.packbits(predictions).tobytes())
    return packed


def _wrong(path: RatePath, traced: list[bytes]) -> int:
    return sum(path.at(rate).predictions != bits for rate, bits in zip(grid(), traced, strict=True))


def _others(data: Dataset, final: list[tuple[int, ...]]) -> int:
    count = 0
    for rate, predictions in zip(grid(), final, strict=True):
        run = train(Experiment(data, START, rate, EPOCHS, bias=True))
        exact = tuple(run.predict(sample, len(run)) for sample in range(len(data)))
        count += exact != predictions
    return count


def _memory(data: Dataset) -> list[Row]:
    """What a finished path holds besides its predictions."""
    tracemalloc.start()
    path = rate_path(data, START, EPOCHS, bias=True)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    each = (held - path.bits.nbytes) / len(path)
    return [
        Row("memory of a path: bytes an interval besides a bit a prediction", each, "bytes", 64),
        Row(
            "at the most while it is made: bytes an interval, predictions included",
            peak / len(path),
            "bytes",
        ),
    ]


def _growth(data: Dataset) -> list[Row]:
    """Time for one interval at one step, the more epochs the more intervals."""
    found = []
    for epochs in (2, 5, 10, 20, 40, 80):
        spent, path = _timed(lambda: rate_path(data, START, epochs, bias=True))  # noqa: B023
        each = spent * 1e6 / (len(path) * epochs * len(data))
        found.append(Row(f"an interval-step, {epochs} epochs, {len(path)} intervals", each, "ns"))
    return found


def main() -> int:
    """Measure and print."""
    measured = rows()
    sys.stdout.write(table(measured) + "\n")
    return 0 if all(row.good for row in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
