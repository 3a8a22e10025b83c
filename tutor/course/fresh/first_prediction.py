"""The first prediction: w⁽⁰⁾ makes it, before η has done anything."""

from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.draw import RATES, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.setting import (
    UNDER,
    convention,
    net_input_text,
    scaled,
    some_bias,
    start_line,
    weights,
)
from tutor.course.fresh.text import Slip, dot, label, shown, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Step, train

_FACTORS = tuple(Fraction(text) for text in ("0.5", "2", "3", "4", "10"))


def _first_prediction(family: Family, ask: Ask) -> Question | None:
    bias, draw = some_bias(ask), ask.draw
    start = weights(draw, 2 + bias, UNDER[ask.level])
    form = draw.one_of(("rate", "rate", "scaled", "other"))
    rate, other_rate = draw.shuffled(RATES)[:2]
    a = Experiment(samples(draw), start, rate, epochs=1, bias=bias)
    factor = draw.one_of(_FACTORS)
    b = {
        "rate": replace(a, rate=other_rate),
        "scaled": replace(a, start=scaled(factor, start), rate=draw.one_of((rate, other_rate))),
        "other": replace(a, start=weights(draw, 2 + bias, UNDER[ask.level])),
    }[form]
    one, step = train(a).step(1), train(b).step(1)
    if (form == "other" and b.start == start) or (ask.level == 3 and abs(step.net_input) > 1):
        return None
    said, betrayed = _of_first(form, factor, one, step)
    why = f"B's {net_input_text(step, '⁽¹⁾')}, so ŷ⁽¹⁾ = {label(step.prediction)}."
    options = typed(
        Fraction(step.prediction), why, (Slip(Fraction(-step.prediction), said, betrayed),)
    )
    hints = (
        "Which weights predict at step 1, and is η in them?",
        "ŷ⁽¹⁾ = φ(w⁽⁰⁾·x⁽¹⁾).",
        f"B's z⁽¹⁾ = {dot(b.start, step.inputs)}",
    )
    lab = Lab(a, b, Scope.TRACE)
    return family.question(ask, _first_prompt(lab, one), options, hints, lab)


def _first_prompt(lab: Lab, step: Step) -> str:
    x = shown(step.inputs[lab.a.bias :])
    runs = (f"- {name}: {start_line(run)}" for name, run in (("A", lab.a), ("B", lab.b or lab.a)))
    return "\n".join(
        (
            f"A and B are shown x⁽¹⁾ = {x} first, with the label y⁽¹⁾ = {label(step.label)}.",
            convention(bias=lab.a.bias),
            *("", *runs, ""),
            f"At step 1 A predicts {label(step.prediction)}. What does B predict: 1 or −1?",
        )
    )


def _of_first(form: str, factor: Fraction, one: Step, step: Step) -> tuple[str, str]:
    """What is right in the wrong prediction of B, and what it betrays."""
    if step.net_input == 0:
        return "z = 0 lies on the boundary, where φ is +1.", "tie-is-minus"
    if form == "rate":
        said = "η is there from the beginning, but it enters with the first update."
        return said, "first-prediction"
    if form == "scaled":
        said = f"B's start is another, but it is A's times {show(factor)}, which turns no sign."
        return said, "other-numbers"
    if one.prediction == step.prediction:
        return "Another start may change the prediction, but need not.", "other-numbers"
    return "η is the same, but at step 1 the start decides, and it is another.", "only-eta-counts"


FAMILIES = (
    Family(
        "number-first-prediction", Kind.NUMBER, "first-prediction", _first_prediction, ("1", "-1")
    ),
)
