"""One neuron by hand: its net input, and the sign that decides."""

from fractions import Fraction

from tutor.course.fresh.draw import samples, start
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.text import Slip, dot, label, shown, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Step, phi, train

_UNDER = {1: 1, 2: 2, 3: 10}
"""By level, what the weights are divided by."""


def _first_step(ask: Ask) -> tuple[Lab, Step]:
    """An experiment without a bias, and its first step."""
    w = tuple(weight / _UNDER[ask.level] for weight in start(ask.draw, 2))
    experiment = Experiment(samples(ask.draw), w, Fraction(1), epochs=1, bias=False)
    return Lab(experiment), train(experiment).step(1)


def _said(step: Step) -> str:
    return (
        f"A neuron without a bias has the weights w = {shown(step.before)}.\n"
        f"Its input is x = {shown(step.inputs)}."
    )


def _net_input(family: Family, ask: Ask) -> Question | None:
    lab, step = _first_step(ask)
    w, x, z = step.before, step.inputs, step.net_input
    slips = (
        Slip(
            Fraction(phi(z)),
            "That is the prediction, and it is right. But z was asked for.",
            "z-and-prediction",
        ),
        Slip(
            sum((*w, *x), Fraction(0)),
            "Both vectors count, but their numbers are multiplied in pairs.",
            "not-a-dot-product",
        ),
        Slip(-z, "The size is right, but a sign was lost.", "minus-lost"),
    )
    hints = (
        "Which weight belongs to which input?",
        "z = w·x: multiply pair by pair, then add.",
        f"z = {dot(w, x)}",
    )
    options = typed(z, f"z = {dot(w, x)} = {show(z)}.", slips)
    return family.question(ask, f"{_said(step)}\n\nWhat is its net input z?", options, hints, lab)


def _tie(family: Family, ask: Ask) -> Question | None:
    lab, step = _first_step(ask)
    w, x, z = step.before, step.inputs, step.net_input
    # What is predicted at z = 0 is asked among net inputs that are nearly zero.
    if abs(z) > Fraction(1, 2) or (ask.answer == "1" and z != 0 and ask.draw.below(4)):
        return None
    sign = phi(z)
    said, betrayed = "However small z is, its sign decides.", "size-decides"
    if z == 0:
        said, betrayed = "z = 0 lies on the boundary, where φ is +1.", "tie-is-minus"
    hints = (
        "Is z above zero, below it, or zero?",
        "φ(z) = +1 where z ≥ 0, else −1.",
        f"z = {dot(w, x)}",
    )
    why = f"z = {dot(w, x)} = {show(z)}, so φ(z) = {label(sign)}."
    options = typed(Fraction(sign), why, (Slip(Fraction(-sign), said, betrayed),))
    prompt = f"{_said(step)}\n\nWith φ(0) = +1, which prediction does it make: 1 or −1?"
    return family.question(ask, prompt, options, hints, lab)


FAMILIES = (
    Family("number-net-input", Kind.NUMBER, "net-input", _net_input),
    Family("number-tie", Kind.NUMBER, "tie", _tie, ("1", "-1")),
)
