"""Compare two experiments in one scope: a verdict, and the proof of it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.perceptron.lockstep import lockstep
from tutor.perceptron.training import Experiment, ExperimentError, Trace, Weights, phi, train


class Scope(StrEnum):
    """Which predictions are compared."""

    TRACE = "trace"
    """The predictions made while training, step by step."""
    SAMPLES = "samples"
    """The final weights' predictions on the training samples."""
    PLANE = "plane"
    """The final weights' predictions on every input."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two experiments says where they differ."""

    net_input: Fraction
    prediction: int


@dataclass(frozen=True, slots=True)
class FirstDifference:
    """The first step, sample or point at which A and B predict differently, numbered from 1."""

    a: Side
    b: Side
    step: int | None = None
    """Scope trace."""
    epoch: int | None = None
    """Scope trace."""
    sample: int | None = None
    """Scopes trace and samples."""
    point: Weights | None = None
    """Scope plane: the d coordinates of an input, without the constant."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why A and B predict the same: z_B = c · z_A with c > 0 turns no sign around."""

    scale: Fraction | None
    """The factor c > 0 with w_B = c · w_A at every step from the start on; None where no single
    factor exists."""
    final_scale: Fraction | None
    """The factor c > 0 with w_B = c · w_A for the final weights; None where there is none."""
    everywhere: int | None = None
    """The prediction that the final weights of both make for every input; None where there is no
    such prediction. It needs a bias that stands alone, or weights that are all zero."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two experiments predict the same in one scope, and the proof.

    Source of the certificate: the net input is linear in the weights, and φ(c·z) = φ(z) for every
    c > 0.
    """

    same: bool
    scope: Scope
    witness: FirstDifference | Certificate
    """The first difference where `same` is false, else the certificate."""


def compare(a: Experiment, b: Experiment, scope: Scope) -> Verdict:
    """Train both experiments and compare them in one scope.

    Args:
        a: First experiment; n samples of d features.
        b: Second experiment on the same samples in the same order, with as many epochs and the
            bias alike.
        scope: Which predictions are compared.

    Raises:
        ExperimentError: If the two do not share their samples, epochs or bias.
    """
    return compare_traces(train(a), train(b), scope)


def compare_traces(a: Trace, b: Trace, scope: Scope) -> Verdict:
    """Compare two runs that were trained already; see `compare`."""
    _require_comparable(a.experiment, b.experiment)
    search = {
        Scope.TRACE: _step_that_differs,
        Scope.SAMPLES: _sample_that_differs,
        Scope.PLANE: _point_that_differs,
    }
    difference = search[scope](a, b)
    if difference is not None:
        return Verdict(same=False, scope=scope, witness=difference)
    final, everywhere = positive_factor(a.weights, b.weights), _everywhere(a)
    if everywhere != _everywhere(b):
        everywhere = None
    certificate = Certificate(common_scale(a, b), final, everywhere)
    return Verdict(same=True, scope=scope, witness=certificate)


def _require_comparable(a: Experiment, b: Experiment) -> None:
    one, other = a.dataset, b.dataset
    if one is not other and (one.rows, one.denominator, one.labels) != (
        other.rows,
        other.denominator,
        other.labels,
    ):
        raise ExperimentError(
            f"{one.name} and {other.name} hold different samples; compare two runs on the same data"
        )
    if a.bias != b.bias:
        raise ExperimentError(
            "one experiment has a bias and the other has none; give both a bias or neither"
        )
    if a.epochs != b.epochs:
        raise ExperimentError(f"{a.epochs} and {b.epochs} epochs; compare runs of the same length")


def common_scale(a: Trace, b: Trace) -> Fraction | None:
    """The one c > 0 with w_B = c · w_A at every step from the start on, or None.

    Where both weights are zero throughout, every c serves, and η_B / η_A is given.
    """
    found = lockstep(a, b)
    if found.until < len(a):
        return None
    if found.quotient is None:
        return b.experiment.rate / a.experiment.rate
    return 1 / found.quotient if found.quotient > 0 else None


def positive_factor(one: Weights, other: Weights) -> Fraction | None:
    """The c > 0 with other = c · one, or None; 1 where both are zero."""
    if not any(one):
        return None if any(other) else Fraction(1)
    factor = next(w_b / w_a for w_a, w_b in zip(one, other, strict=True) if w_a)
    if factor <= 0 or any(w_b != factor * w_a for w_a, w_b in zip(one, other, strict=True)):
        return None
    return factor


def _step_that_differs(a: Trace, b: Trace) -> FirstDifference | None:
    if a.predictions == b.predictions:
        return None
    t = next(
        t
        for t, (one, other) in enumerate(zip(a.predictions, b.predictions, strict=True), 1)
        if one != other
    )
    epoch, sample = divmod(t - 1, len(a.experiment.dataset))
    return FirstDifference(
        step=t,
        epoch=epoch + 1,
        sample=sample + 1,
        a=_side(a, sample, t - 1),
        b=_side(b, sample, t - 1),
    )


def _sample_that_differs(a: Trace, b: Trace) -> FirstDifference | None:
    last = len(a)
    for sample in range(len(a.experiment.dataset)):
        if a.predict(sample, last) != b.predict(sample, last):
            return FirstDifference(
                sample=sample + 1, a=_side(a, sample, last), b=_side(b, sample, last)
            )
    return None


def _side(trace: Trace, sample: int, t: int) -> Side:
    z = trace.net_input(sample, t)
    return Side(z, phi(z))


def _point_that_differs(a: Trace, b: Trace) -> FirstDifference | None:
    """An input on which the final weights disagree: a training sample where one will do."""
    bias = a.experiment.bias
    if positive_factor(a.weights, b.weights) is not None:
        return None
    found = _sample_that_differs(a, b)
    if found is not None and found.sample is not None:
        return FirstDifference(
            point=a.experiment.dataset.sample(found.sample - 1), a=found.a, b=found.b
        )
    (a_0, a_rest), (b_0, b_rest) = _split(a.weights, bias=bias), _split(b.weights, bias=bias)
    point = _separating_point(a_0, a_rest, b_0, b_rest)
    if point is None:
        return None
    z_a, z_b = a_0 + _dot(a_rest, point), b_0 + _dot(b_rest, point)
    return FirstDifference(point=point, a=Side(z_a, phi(z_a)), b=Side(z_b, phi(z_b)))


def _split(weights: Weights, *, bias: bool) -> tuple[Fraction, Weights]:
    return (weights[0], weights[1:]) if bias else (Fraction(0), weights)


def _everywhere(trace: Trace) -> int | None:
    """The prediction for every input where no feature counts in the final weights, else None."""
    constant, rest = _split(trace.weights, bias=trace.experiment.bias)
    return None if any(rest) else phi(constant)


def _separating_point(a_0: Fraction, a: Weights, b_0: Fraction, b: Weights) -> Weights | None:
    """A point x with φ(a₀ + a·x) ≠ φ(b₀ + b·x), or None where the two half-spaces are one.

    The sides predicted +1 are closed half-spaces, all of space, or nothing. With a and b
    independent, the point is their combination with net inputs 1 and −1 (Gram's equations); where
    they are parallel, it lies on their line.
    """
    aa, ab, bb = _dot(a, a), _dot(a, b), _dot(b, b)
    gram = aa * bb - ab * ab
    if gram:
        one, minus = 1 - a_0, -1 - b_0
        p, q = (one * bb - minus * ab) / gram, (minus * aa - one * ab) / gram
        return tuple(p * w_a + q * w_b for w_a, w_b in zip(a, b, strict=True))
    direction = a if aa else b
    boundaries = [-w_0 / _dot(w, direction) for w_0, w in ((a_0, a), (b_0, b)) if any(w)]
    along = boundaries or [Fraction(0)]
    candidates = [*along, sum(along, Fraction(0)) / 2, max(along) + 1, min(along) - 1]
    for k in candidates:
        x = tuple(k * value for value in direction)
        if phi(a_0 + _dot(a, x)) != phi(b_0 + _dot(b, x)):
            return x
    return None


def _dot(one: Weights, other: Weights) -> Fraction:
    return sum((x * y for x, y in zip(one, other, strict=True)), Fraction(0))
