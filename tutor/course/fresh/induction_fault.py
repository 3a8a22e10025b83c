"""An induction with v = w/η that has one fault, for one run."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tutor.course.fresh.draw import Draw
from tutor.course.fresh.given import draw_experiment, draw_rate
from tutor.course.fresh.text import raised
from tutor.course.lesson import Line
from tutor.perceptron.exact import show_vector
from tutor.perceptron.training import Step, Trace, train


class Fault(StrEnum):
    """What is wrong in an induction."""

    NET_INPUT = "z taken to be free of η"
    NEGATIVE = "η dropped though it may be below 0"
    SIGN = "ŷ − y in place of y − ŷ"
    HALF = "y in place of y − ŷ"
    BASE = "w⁽⁰⁾/η taken to be free of η"
    STEP = "a step that needs v taken from ŷ alone"
    GAP = "a base that says nothing of v"
    SCALE = "η dropped in front"


class Part(StrEnum):
    """What a line is for."""

    PREDICTION = "ŷ in units of η"
    SUM = "v from step to step"
    BASE = "the base"
    STEP = "one step on"
    END = "every step"
    UPDATE = "the updates"


PART_OF = {
    Fault.NET_INPUT: Part.PREDICTION,
    Fault.NEGATIVE: Part.PREDICTION,
    Fault.SIGN: Part.SUM,
    Fault.HALF: Part.SUM,
    Fault.BASE: Part.BASE,
    Fault.STEP: Part.STEP,
    Fault.GAP: Part.END,
    Fault.SCALE: Part.UPDATE,
}
FROM_ELSEWHERE = {Fault.BASE, Fault.STEP, Fault.GAP}
"""Faults that need a start that is not zero; their claims are false. The others start at zero."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An alleged proof for one run, with one fault."""

    fault: Fault
    a: Trace
    """The run with the rate that examples use."""
    b: Trace
    """The run with another rate."""
    order: tuple[Part, ...]
    """The parts in the order of their lines."""

    def line(self, part: Part) -> int:
        """The number of a part's line."""
        return self.order.index(part) + 1

    @property
    def moved(self) -> Step:
        """The first step with an update."""
        return self.a.step(self.a.update_steps[1])

    @property
    def decided(self) -> Step:
        """The first step whose net input is not zero."""
        return next(step for step in self.a if step.net_input)


def draw_proof(draw: Draw, level: int, once: int) -> Proof | None:
    """Draw a run in which a fault shows; None where it does not.

    Args:
        draw: Where the run comes from.
        level: How hard it is.
        once: Which fault: every part of the proof has it equally often.
    """
    parts = tuple(Part)
    part = parts[once % len(parts)]
    faults = [fault for fault, where in PART_OF.items() if where is part]
    fault = faults[once // len(parts) % len(faults)]
    first = draw.shuffled((Part.PREDICTION, Part.SUM, Part.BASE))
    a = draw_experiment(draw, level, zero=fault not in FROM_ELSEWHERE)
    b = replace(a, rate=draw_rate(draw, level))
    proof = Proof(fault, train(a), train(b), (*first, Part.STEP, Part.END, Part.UPDATE))
    # With η = 1 nobody sees that w and v are not the same.
    return proof if a.rate not in {1, b.rate} and _shows(proof) else None


def _shows(proof: Proof) -> bool:
    """Whether there is an update, a net input other than 0, and weights at the end."""
    run = proof.a
    return len(run.update_steps) > 1 and any(run.weights) and any(step.net_input for step in run)


def lines_of(proof: Proof) -> list[Line]:
    """The six lines in their order."""
    return [_line(proof, part) for part in proof.order]


def _line(proof: Proof, part: Part) -> Line:
    fault = proof.fault
    if part is Part.PREDICTION:
        return _PREDICTIONS.get(fault, _PREDICTION)
    if part is Part.SUM:
        return Line(_SUMS.get(fault, _SUM), "the update rule, divided by η")
    return {Part.BASE: _base, Part.STEP: _step, Part.END: _end, Part.UPDATE: _update}[part](proof)


def _step(proof: Proof) -> Line:
    one, other = sorted((proof.line(Part.PREDICTION), proof.line(Part.SUM)))
    formula = "if v⁽ⁱ⁻¹⁾ does not depend on η > 0, neither do ŷ⁽ⁱ⁾ and v⁽ⁱ⁾"
    if proof.fault is Fault.STEP:
        formula = "if ŷ⁽ⁱ⁾ does not depend on η > 0, neither do v⁽ⁱ⁾ and ŷ⁽ⁱ⁺¹⁾"
    return Line(formula, f"lines {one} and {other}")


def _end(proof: Proof) -> Line:
    what = "no ŷ⁽ⁱ⁾" if proof.fault is Fault.STEP else "no v⁽ⁱ⁾ and no ŷ⁽ⁱ⁾"
    return Line(
        f"{what} depends on η > 0, up to step {len(proof.a)}",
        f"line {proof.line(Part.BASE)}, and line {proof.line(Part.STEP)} as often as needed",
    )


def _update(proof: Proof) -> Line:
    formula = "Δw⁽ⁱ⁾ = η · [something that does not depend on η]"
    if proof.fault is Fault.SCALE:
        formula = f"w⁽{raised(len(proof.a))}⁾ does not depend on η > 0"
    return Line(formula, f"line {proof.line(Part.END)}")


_PREDICTION = Line(
    "ŷ⁽ⁱ⁾ = φ(w⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) = φ(v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) for every η > 0", "w = η v at every step"
)
_PREDICTIONS = {
    Fault.NET_INPUT: Line(
        "z⁽ⁱ⁾ = w⁽ⁱ⁻¹⁾·x⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾ for every η > 0",
        "w = η v at every step",
    ),
    Fault.NEGATIVE: Line(
        "ŷ⁽ⁱ⁾ = φ(w⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) = φ(v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) for every η ≠ 0", "w = η v at every step"
    ),
}
_SUM = "v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ + (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾) x⁽ⁱ⁾ at every step"
_SUMS = {
    Fault.SIGN: "v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ + (ŷ⁽ⁱ⁾ − y⁽ⁱ⁾) x⁽ⁱ⁾ at every step",
    Fault.HALF: "v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ + y⁽ⁱ⁾ x⁽ⁱ⁾ after every mistake, else v⁽ⁱ⁻¹⁾",
}


def _base(proof: Proof) -> Line:
    start = show_vector(proof.a.experiment.start)
    if proof.fault in {Fault.STEP, Fault.GAP}:
        return Line("ŷ⁽¹⁾ does not depend on η > 0", "no update has been made before step 1")
    return Line("v⁽⁰⁾ = w⁽⁰⁾/η does not depend on η > 0", f"w⁽⁰⁾ = {start}, before any update")
