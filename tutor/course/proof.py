"""A verdict in words: what differs first and by which numbers, or why nothing differs."""

from fractions import Fraction

from tutor.perceptron.comparison import Certificate, FirstDifference, Scope, Side, Verdict
from tutor.perceptron.exact import equation, show_vector, signed
from tutor.perceptron.training import Experiment


def words(verdict: Verdict, a: Experiment) -> str:
    """Say why a verdict holds, in one sentence or two.

    Args:
        verdict: What `compare` said of the experiments A and B.
        a: The experiment A; B has as many samples and steps.
    """
    match verdict.witness:
        case FirstDifference() as difference:
            return _difference(difference)
        case Certificate() as certificate:
            return _sameness(verdict.scope, certificate, a)


def _difference(found: FirstDifference) -> str:
    if found.step is not None:
        sample = f"epoch {found.epoch}, sample {found.sample}"
        where = f"A and B differ first at step {found.step} ({sample})"
    elif found.sample is not None:
        where = f"After training, A and B differ first on sample {found.sample}"
    else:
        where = f"After training, A and B differ at the point {show_vector(found.point or ())}"
    return f"{where}: {_side('A', found.a)}, {_side('B', found.b)}."


def _side(name: str, side: Side) -> str:
    return f"{equation(f'z_{name}', side.net_input)} predicts {signed(side.prediction)}"


def _sameness(scope: Scope, certificate: Certificate, a: Experiment) -> str:
    if scope is Scope.TRACE:
        reason = _factor(certificate.scale, "weights", " at every step") or _steps(a.steps)
        return f"No prediction differs in training: {reason}."
    reason = _factor(certificate.final_scale, "final weights", "")
    if scope is Scope.SAMPLES:
        reason = reason or _samples(len(a.dataset))
        return f"After training, no prediction differs on a sample: {reason}."
    reason = reason or _everywhere(certificate.everywhere)
    return f"After training, no prediction differs on any input: {reason}."


def _factor(scale: Fraction | None, what: str, when: str) -> str:
    """The reason that a common factor gives; empty where there is none."""
    if scale is None:
        return ""
    if scale == 1:
        return f"A and B have the same {what}{when}"
    subject = "" if when else f"the {what} are "
    return f"{subject}{equation('w_B', scale)}·w_A{when}, and a factor above zero changes no sign"


def _steps(count: int) -> str:
    agree = f"all {count} predictions agree, step by step" if count > 1 else "the one step agrees"
    return f"{agree}. No single factor above zero leads from w_A to w_B at every step"


def _samples(count: int) -> str:
    agree = (
        f"A and B agree on all {count} samples" if count > 1 else "A and B agree on the only one"
    )
    return f"{agree}. No factor above zero leads from w_A to w_B"


def _everywhere(prediction: int | None) -> str:
    """The reason left where the final weights are no multiples: the bias alone decides, in both."""
    value = "the same" if prediction is None else signed(prediction)
    return f"every weight but the bias is zero, so both predict {value} on every input"
