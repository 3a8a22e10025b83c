"""What the tests of figures typed in prose compute them with, and where they look for them."""

from collections.abc import Callable
from fractions import Fraction

from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.floats import FloatTrace
from tutor.perceptron.network import Activation, Network, descend
from tutor.perceptron.ratepath import RatePath, rate_path
from tutor.perceptron.training import Experiment, Trace, train
from tutor.perceptron.variants import USUAL, Run, Settings, Variant, run

LIBRARY = Library.open()

Says = Callable[[str], None]


def saying(lesson: str) -> Says:
    """What asserts that a lesson says a sentence, however it is broken into lines."""
    prose = (LIBRARY.folder / f"{lesson}.md").read_text(encoding="utf-8")
    said = " ".join(prose.replace("\n  > ", "\n").split())

    def says(sentence: str) -> None:
        assert sentence in said, f"{lesson} does not say: {sentence}"

    return says


def experiment(data: Dataset | str, start: str, rate: Fraction | str, epochs: int) -> Experiment:
    """An experiment from a start as in “-2, 2”, with a bias exactly if that has a number for it."""
    dataset = LIBRARY.dataset(data) if isinstance(data, str) else data
    begin = tuple(Fraction(part) for part in start.split(","))
    return Experiment(dataset, begin, Fraction(rate), epochs, len(begin) > len(dataset.features))


def trained(data: Dataset | str, start: str, rate: Fraction | str, epochs: int) -> Trace:
    """The trace of `experiment`."""
    return train(experiment(data, start, rate, epochs))


def net_inputs(trace: Trace) -> list[Fraction]:
    """The z of every step."""
    return [step.net_input for step in trace]


def path(data: str, start: str, epochs: int, scope: Scope = Scope.TRACE) -> RatePath:
    """All rates at once."""
    begun = experiment(data, start, "1", epochs)
    return rate_path(begun.dataset, begun.start, epochs, bias=begun.bias, scope=scope)


def cuts(of: RatePath) -> list[Fraction]:
    """The critical rates, ascending."""
    return [of.low(index) for index in range(1, len(of))]


def in_line(values: tuple[int, ...] | list[int]) -> str:
    """Whole numbers as a list of the prose has them."""
    return ", ".join(map(str, values))


def signed(number: float) -> str:
    """A float with all its digits, and with the minus of the prose."""
    return repr(number).replace("-", "−")


def row(weights: tuple[float, ...]) -> str:
    """Float weights as the prose writes them: a whole number without its point."""
    return f"({', '.join(signed(w).removesuffix('.0') for w in weights)})"


def mistakes(of: FloatTrace) -> list[int]:
    """Mistakes of each epoch."""
    labels = of.experiment.dataset.labels
    n = len(labels)
    wrong = [p != labels[t % n] for t, p in enumerate(of.predictions)]
    return [sum(wrong[t : t + n]) for t in range(0, len(wrong), n)]


def networks(start: Network, data: str, rate: float, steps: int) -> tuple[Network, ...]:
    """A network before the first step on a data set, and after each."""
    dataset = LIBRARY.dataset(data)
    return descend(start, _pairs(data), start.activation.targets(dataset.labels), rate, steps)


def calls(network: Network, data: str) -> list[int]:
    """What a network predicts for each sample."""
    return [network.predict(x) for x in _pairs(data)]


def _pairs(data: str) -> list[tuple[float, float]]:
    dataset = LIBRARY.dataset(data)
    samples = (dataset.sample(index) for index in range(len(dataset)))
    return [(float(one), float(two)) for one, two in samples]


def right_from(all_of: tuple[Network, ...], data: str) -> int:
    """The first step after which every sample is right for good."""
    labels = list(LIBRARY.dataset(data).labels)
    return 1 + max(t for t, it in enumerate(all_of) if calls(it, data) != labels)


def learner(variant: Variant, rate: str, settings: Settings = USUAL) -> Run:
    """Another learner: the four samples, four epochs, from zero, no bias."""
    zero = (Fraction(0), Fraction(0))
    four = LIBRARY.dataset("four")
    return run(variant, four, zero, Fraction(rate), 4, bias=False, settings=settings)


def library_fit(
    data: str, eta0: float, *, tol: float | None, epochs: int = 1000
) -> tuple[int, tuple[float, ...]]:
    """The epochs that scikit-learn's `Perceptron` takes in float64, and its weights, b first.

    Its loop without shuffling, as in version 1.9: sklearn/linear_model/_sgd_fast.pyx.tp with the
    perceptron's loss max(0, −y z), a constant rate and no penalty.
    """
    dataset = LIBRARY.dataset(data)
    b, *w = [0.0] * (1 + len(dataset.features))
    best, stale = float("inf"), 0
    for epoch in range(1, epochs + 1):
        loss = 0.0
        for index, y in enumerate(dataset.labels):
            x = [float(value) for value in dataset.sample(index)]
            z = 0.0
            for weight, value in zip(w, x, strict=True):
                z += weight * value
            z += b
            loss += max(0.0, -y * z)
            if y * z <= 0:
                w = [weight + eta0 * y * value for weight, value in zip(w, x, strict=True)]
                b += eta0 * y
        stale = stale + 1 if tol is not None and loss > best - tol * len(dataset) else 0
        best = min(best, loss)
        if stale == 5:  # n_iter_no_change
            return epoch, (b, *w)
    return epochs, (b, *w)


def wrong_of(weights: tuple[float, ...], data: str) -> int:
    """Samples that final weights get wrong; z = 0 is called −1, as the library does."""
    b, *w = weights
    dataset = LIBRARY.dataset(data)
    found = 0
    for index, y in enumerate(dataset.labels):
        z = b + sum(k * float(v) for k, v in zip(w, dataset.sample(index), strict=True))
        found += (1 if z > 0 else -1) != y
    return found


def logistic() -> Network:
    """Nine zeros, logistic."""
    return Network.zero(Activation.LOGISTIC)
