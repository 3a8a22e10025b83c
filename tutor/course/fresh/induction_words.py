"""What is said of an alleged induction's lines: why each follows, or does not, with numbers."""

from collections.abc import Callable

from tutor.course.fresh.induction_fault import PART_OF, Fault, Part, Proof
from tutor.course.fresh.text import label, raised
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Step, Trace, Weights, phi


def said(proof: Proof, part: Part) -> str:
    """Why the line of this part follows from those above it, or does not."""
    false = PART_OF[proof.fault]
    if part is false:
        return _FALSE[proof.fault](proof)
    late = proof.line(part) > proof.line(false)
    earlier = f" The fault is earlier, in line {proof.line(false)}." if late else ""
    return f"It follows: {_SOUND[part](proof)}{earlier}"


def _at(t: int) -> str:
    return f"⁽{raised(t)}⁾"


def _scaled(factor: int, vector: Weights) -> str:
    return show_vector([factor * value for value in vector])


def _rate(run: Trace) -> str:
    return show(run.experiment.rate)


def _units(run: Trace, vector: Weights) -> str:
    """A vector divided by η."""
    return show_vector([value / run.experiment.rate for value in vector])


def _bracket(step: Step) -> str:
    """(y − ŷ) x as numbers."""
    return show_vector([(step.label - step.prediction) * value for value in step.inputs])


def _two_nets(proof: Proof) -> str:
    """w·x and v·x at a step where they are not 0."""
    step, rate = proof.decided, proof.a.experiment.rate
    return (
        f"at step {step.t}, with η = {show(rate)}, w·x = {show(step.net_input)} and v·x = "
        f"{show(step.net_input / rate)}"
    )


def _prediction(proof: Proof) -> str:
    return f"w·x is η times v·x, and η > 0 changes no sign: {_two_nets(proof)}."


def _sum(proof: Proof) -> str:
    step = proof.moved
    return (
        f"η is not 0 and may divide. At step {step.t}, with η = {_rate(proof.a)}, Δw = "
        f"{show_vector(step.update)}, and Δw/η = (y − ŷ) x = {_bracket(step)}."
    )


def _base(proof: Proof) -> str:
    if proof.fault in {Fault.STEP, Fault.GAP}:
        z = proof.a.step(1).net_input
        return f"w⁽⁰⁾·x⁽¹⁾ = {show(z)}, so ŷ⁽¹⁾ = {label(phi(z))}, and no η is in that."
    zero = show_vector(proof.a.experiment.start)
    return f"{zero} divided by any η > 0 is {zero}."


def _step(proof: Proof) -> str:
    one, other = sorted((proof.line(Part.PREDICTION), proof.line(Part.SUM)))
    return (
        f"given v⁽ⁱ⁻¹⁾ without η, lines {one} and {other} bring none in. It does not say that the "
        "“if” is met."
    )


def _end(proof: Proof) -> str:
    what = "ŷ⁽¹⁾" if proof.fault is Fault.STEP else "v⁽⁰⁾"
    return (
        f"line {proof.line(Part.BASE)} begins with {what}, and line {proof.line(Part.STEP)} "
        f"carries it over all {len(proof.a)} steps."
    )


def _update(proof: Proof) -> str:
    step = proof.moved
    return (
        f"the bracket is (y − ŷ) x, and line {proof.line(Part.END)} says that ŷ is free of η. At "
        f"step {step.t} it is {_bracket(step)}."
    )


_SOUND: dict[Part, Callable[[Proof], str]] = {
    Part.PREDICTION: _prediction,
    Part.SUM: _sum,
    Part.BASE: _base,
    Part.STEP: _step,
    Part.END: _end,
    Part.UPDATE: _update,
}
"""By part, why its line follows."""


def _net_input(proof: Proof) -> str:
    return f"The signs agree, that is right. But w = η v makes z η times v·x: {_two_nets(proof)}."


def _negative(proof: Proof) -> str:
    k = proof.decided.net_input / proof.a.experiment.rate
    return (
        f"For η > 0 it would follow. But an η below 0 turns the sign. With v·x = {show(k)} and "
        f"η = −1, w·x = {show(-k)}: φ({show(-k)}) = {label(phi(-k))}, but φ({show(k)}) = "
        f"{label(phi(k))}."
    )


def _sign(proof: Proof) -> str:
    step = proof.moved
    return (
        f"The size is right. But the label comes first: at step {step.t}, y − ŷ = "
        f"{show(step.label)} − ({label(step.prediction)}), so v gains {_bracket(step)}, and not "
        f"{_scaled(step.prediction - step.label, step.inputs)}."
    )


def _half(proof: Proof) -> str:
    step = proof.moved
    return (
        f"Only a mistake moves v, that is right. But y − ŷ is 2 in size: at step {step.t} v gains "
        f"{_bracket(step)}, and not {_scaled(step.label, step.inputs)}."
    )


def _starts(proof: Proof) -> str:
    """v⁽⁰⁾ with both rates."""
    start = proof.a.experiment.start
    return (
        f"{_units(proof.a, start)} with η = {_rate(proof.a)} and {_units(proof.b, start)} with "
        f"η = {_rate(proof.b)}"
    )


def _base_fault(proof: Proof) -> str:
    start = show_vector(proof.a.experiment.start)
    return (
        f"w⁽⁰⁾ = {start} is the same for every η, that is right. But v⁽⁰⁾ is w⁽⁰⁾ divided by η: "
        f"{_starts(proof)}."
    )


def _step_fault(proof: Proof) -> str:
    one, other = proof.a.step(1), proof.b.step(1)
    return (
        f"ŷ⁽ⁱ⁾ is in line {proof.line(Part.SUM)}, that is right. But so is v⁽ⁱ⁻¹⁾. ŷ⁽¹⁾ is "
        f"{label(one.prediction)} for every η, and yet v⁽¹⁾ is {_units(proof.a, one.weights)} with "
        f"η = {_rate(proof.a)} and {_units(proof.b, other.weights)} with η = {_rate(proof.b)}."
    )


def _gap(proof: Proof) -> str:
    return (
        f"Line {proof.line(Part.STEP)} does carry it on, but from v⁽ⁱ⁻¹⁾, and line "
        f"{proof.line(Part.BASE)} says nothing of v⁽⁰⁾. That is {_starts(proof)}."
    )


def _scale(proof: Proof) -> str:
    at, v = _at(len(proof.a)), _units(proof.a, proof.a.weights)
    return (
        f"v{at} = {v} is free of η, that is right. But w{at} = η v{at}: "
        f"{show_vector(proof.a.weights)} with η = {_rate(proof.a)}, "
        f"{show_vector(proof.b.weights)} with η = {_rate(proof.b)}."
    )


_FALSE: dict[Fault, Callable[[Proof], str]] = {
    Fault.NET_INPUT: _net_input,
    Fault.NEGATIVE: _negative,
    Fault.SIGN: _sign,
    Fault.HALF: _half,
    Fault.BASE: _base_fault,
    Fault.STEP: _step_fault,
    Fault.GAP: _gap,
    Fault.SCALE: _scale,
}
"""By fault, why its line does not follow; it begins with what is right in it."""


def hints(proof: Proof) -> tuple[str, ...]:
    """From a nudge to the line that is false."""
    return (
        "Put two different η into each line. Which one breaks?",
        (
            "w = η v; only the sign of z is free of η; an induction needs a base about the very "
            "thing that its step hands on."
        ),
        _STEPS[proof.fault],
    )


_STEPS = {
    Fault.NET_INPUT: "Is w·x the same number as v·x, or has it only the same sign?",
    Fault.NEGATIVE: "What does η = −1 do to the sign of w·x?",
    Fault.SIGN: "Which comes first in the update rule, the label or the prediction?",
    Fault.HALF: "What is y − ŷ after a mistake?",
    Fault.BASE: "What is w⁽⁰⁾ divided by η, with η = 1 and with η = 2?",
    Fault.STEP: "What stands in the line for v⁽ⁱ⁾ besides ŷ⁽ⁱ⁾?",
    Fault.GAP: "From what does “one step on” start, and which line says something of that?",
    Fault.SCALE: "v is free of η. Is w = η v?",
}
