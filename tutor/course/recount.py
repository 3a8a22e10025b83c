"""A second way to the numbers of a lesson: a plain loop over fractions.

It shares no code with tutor.perceptron and is as short as it can be, so that `check` compares two
things. The rule is Rosenblatt's (1958): φ(z) = +1 if z ≥ 0 else −1, Δw = η (y − φ(z)) x.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment

Vector = tuple[Fraction, ...]
Number = Fraction | Vector | None

_INDEXED = re.compile(r"([a-z])(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Count:
    """One step: what was shown, what came out, and the weights after it."""

    x: Vector
    y: int
    z: Fraction
    p: int
    w: Vector


def _sign(z: Fraction) -> int:
    return 1 if z >= 0 else -1


def _product(one: Vector, other: Vector) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def inputs(experiment: Experiment) -> list[Vector]:
    """Every sample once, with the constant 1 first where there is a bias."""
    constant = (Fraction(1),) if experiment.bias else ()
    return [constant + experiment.dataset.sample(k) for k in range(len(experiment.dataset))]


def recount(experiment: Experiment) -> list[Count]:
    """Train once more, in fractions."""
    w, counts = experiment.start, []
    for _ in range(experiment.epochs):
        for x, y in zip(inputs(experiment), experiment.dataset.labels, strict=True):
            z = _product(w, x)
            p = _sign(z)
            w = tuple(a + experiment.rate * (y - p) * b for a, b in zip(w, x, strict=True))
            counts.append(Count(x, y, z, p, w))
    return counts


def number(experiment: Experiment, counts: list[Count], name: str) -> Number:
    """The number with a name as it stands in braces; None for a name that compares A and B.

    Args:
        experiment: What was trained.
        counts: Its steps.
        name: One that the lesson's parser knows, such as `z2`, within the run.
    """
    size = len(experiment.dataset)
    mistakes = [
        sum(one.p != one.y for one in counts[k : k + size]) for k in range(0, len(counts), size)
    ]
    found = _INDEXED.fullmatch(name)
    if found is None:
        first = next((k for k, count in enumerate(mistakes, 1) if count == 0), None)
        plain: dict[str, Number] = {
            "eta": experiment.rate,
            "n": Fraction(size),
            "epochs": Fraction(experiment.epochs),
            "wend": counts[-1].w,
            "converged": None if first is None else Fraction(first),
        }
        return plain.get(name)
    kind, at = found[1], int(found[2])
    if kind == "m":
        return Fraction(mistakes[at - 1])
    weights = counts[at - 1].w if at else experiment.start
    return _at_step(kind, experiment.rate, weights, counts[at - 1])


def _at_step(kind: str, rate: Fraction, weights: Vector, one: Count) -> Number:
    error = Fraction(one.y - one.p)
    numbers: dict[str, Number] = {
        "w": weights,
        "v": tuple(a / rate for a in weights),
        "x": one.x,
        "y": Fraction(one.y),
        "z": one.z,
        "p": Fraction(one.p),
        "e": error,
        "g": tuple(error * a for a in one.x),
        "d": tuple(rate * error * a for a in one.x),
    }
    return numbers[kind]


def first_difference(one: list[Count], other: list[Count]) -> Fraction | None:
    """The first step at which two runs predict differently."""
    pairs = enumerate(zip(one, other, strict=True), 1)
    return next((Fraction(t) for t, (a, b) in pairs if a.p != b.p), None)


def factor(one: list[Vector], other: list[Vector], rates: Fraction) -> Fraction | None:
    """The c > 0 with which every vector of the first list gives that of the second.

    Args:
        one: w_A from the start on, step by step.
        other: w_B likewise.
        rates: η_B / η_A, which is c where no weight is ever other than zero.
    """
    pairs = [pair for both in zip(one, other, strict=True) for pair in zip(*both, strict=True)]
    c = next((b / a for a, b in pairs if a), rates)
    return c if c > 0 and all(b == c * a for a, b in pairs) else None


def predictions(experiment: Experiment, scope: Scope) -> list[int]:
    """What is predicted in a scope, trace or samples."""
    counts = recount(experiment)
    if scope is Scope.TRACE:
        return [count.p for count in counts]
    return [_sign(_product(counts[-1].w, x)) for x in inputs(experiment)]


def beside(
    experiment: Experiment, rate: Fraction | None, scope: Scope, *, above: bool
) -> list[int]:
    """What is predicted in trace or samples by every η close enough to a given one.

    With s = 1/η and the updates' directions summed up in u, a net input has the sign of
    s (w⁽⁰⁾·x) + u·x. Where that is 0 at the given η, w⁽⁰⁾·x says which sign it has beside it.

    Args:
        experiment: What is trained; its own η plays no part.
        rate: The η beside which is looked, left out itself; 0, or None for infinity.
        scope: Which predictions.
        above: Whether greater η are meant, or smaller ones.
    """
    rank = _rank(rate, above=above)
    u: Vector = (Fraction(0),) * len(experiment.start)
    shown = inputs(experiment)

    def predicted(x: Vector) -> int:
        zero = (Fraction(0), Fraction(0))
        return 1 if rank(_product(experiment.start, x), _product(u, x)) >= zero else -1

    trace = []
    for _ in range(experiment.epochs):
        for x, y in zip(shown, experiment.dataset.labels, strict=True):
            p = predicted(x)
            trace.append(p)
            u = tuple(a + (y - p) * b for a, b in zip(u, x, strict=True))
    return trace if scope is Scope.TRACE else [predicted(x) for x in shown]


def _rank(
    rate: Fraction | None, *, above: bool
) -> Callable[[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """For w⁽⁰⁾·x and u·x two numbers: the second decides where the first is 0."""
    if rate is None:
        return lambda start, u: (u, start)
    if rate == 0:
        return lambda start, u: (start, u)
    s, side = 1 / rate, -1 if above else 1
    return lambda start, u: (s * start + u, side * start)


def differ(a: Experiment, b: Experiment, scope: Scope) -> bool:
    """Whether A and B predict differently in a scope."""
    one, other = recount(a), recount(b)
    w_a, w_b = one[-1].w, other[-1].w
    if scope is Scope.TRACE:
        return [count.p for count in one] != [count.p for count in other]
    if scope is Scope.SAMPLES:
        return any(_sign(_product(w_a, x)) != _sign(_product(w_b, x)) for x in inputs(a))
    features = slice(1 if a.bias else 0, None)
    if not any(w_a[features] + w_b[features]):
        constant = (Fraction(1), *(Fraction(0) for _ in w_a[1:]))
        return _sign(_product(w_a, constant)) != _sign(_product(w_b, constant))
    # Two half-spaces are one exactly where the weights are positive multiples of each other.
    parallel = all(w_a[i] * w_b[j] == w_a[j] * w_b[i] for i, j in combinations(range(len(w_a)), 2))
    return not (parallel and _product(w_a, w_b) > 0)
