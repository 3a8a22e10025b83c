"""One run is another, scaled: from zero start, and where start and η keep their ratio."""

from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.draw import samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.setting import UNDER, rates, scaled, some_bias, type_numbers, weights
from tutor.course.fresh.text import CONVENTION, Slip, raised, shown, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Weights, train


def _bias_text(*, bias: bool) -> str:
    return f"{'With' if bias else 'Without'} a bias, {CONVENTION}"


def _quotient(rate: Fraction, other: Fraction) -> str:
    """η_B / η_A as it is worked out."""
    return f"{show(other)} / {show(rate)} = {show(other / rate)}"


def _wrong_factor(w: Weights, rate: Fraction, other: Fraction) -> tuple[Slip, ...]:
    """Slips in multiplying a vector of A by η_B / η_A."""
    said = "The two rates are divided, but the wrong way round."
    turned = Slip(scaled(rate / other, w), said, "upside-down")
    added = tuple(other - rate + value for value in w)
    said = "Both rates count, but by their ratio, not their difference."
    return turned, Slip(added, said, "added-not-multiplied")


def _scale(family: Family, ask: Ask) -> Question | None:
    bias = some_bias(ask)
    rate, other = rates(ask, 2)
    zero = (Fraction(0),) * (2 + bias)
    a = Experiment(samples(ask.draw), zero, rate, epochs=ask.level, bias=bias)
    b = replace(a, rate=other)
    step = ask.draw.between(2, a.steps)
    w, right = train(a).weights_after(step), train(b).weights_after(step)
    if sum(map(bool, w)) < len(w) - bias:
        return None
    hints = (
        "How many times as long is every update of B?",
        "From zero start, w_B⁽ⁱ⁾ = c · w_A⁽ⁱ⁾ with c = η_B / η_A.",
        f"c = {_quotient(rate, other)}. Multiply {shown(w)} by it.",
    )
    prompt = (
        "A and B are shown the same samples in the same order. All their weights\n"
        f"start at zero; A has η = {show(rate)}, B has η = {show(other)}.\n"
        f"{_bias_text(bias=bias)}\n\n"
        f"A's weights{' (b, w₁, w₂)' if bias else ''} after step {step} are {shown(w)}.\n"
        f"What are B's?\n{type_numbers(2 + bias)}"
    )
    why = (
        f"c = {_quotient(rate, other)}, so w_B⁽{raised(step)}⁾ = {show(other / rate)} · "
        f"{shown(w)} = {shown(right)}."
    )
    options = typed(right, why, _scale_slips(w, rate, other))
    return family.question(ask, prompt, options, hints, Lab(a, b, Scope.TRACE))


def _scale_slips(w: Weights, rate: Fraction, other: Fraction) -> tuple[Slip, ...]:
    said = "Their direction is right, but their length is not."
    unchanged = Slip(w, said, "never-matters")
    said = "B's η belongs there, but A's weights hold A's η already."
    twice = Slip(scaled(other, w), said, "factor-twice")
    return unchanged, twice, *_wrong_factor(w, rate, other)


def _ratio(family: Family, ask: Ask) -> Question | None:
    bias = some_bias(ask)
    rate, other = rates(ask, 2)
    w = weights(ask.draw, 2 + bias, UNDER[ask.level])
    a = Experiment(samples(ask.draw), w, rate, epochs=2, bias=bias)
    # Only where A makes an update is there one answer.
    if len(train(a).update_steps) == 1 or sum(map(bool, w)) < len(w) - bias:
        return None
    right = scaled(other / rate, w)
    hints = (
        "How many times as long as A's are B's updates?",
        "w⁽⁰⁾/η has to be the same in A and in B.",
        f"η_B / η_A = {_quotient(rate, other)}. Multiply {shown(w)} by it.",
    )
    prompt = (
        "A and B are shown the same samples in the same order, and A makes\n"
        f"mistakes. A starts at {'(b, w₁, w₂)' if bias else 'w⁽⁰⁾'} = {shown(w)} with "
        f"η = {show(rate)}.\nB has η = {show(other)}. {_bias_text(bias=bias)}\n\n"
        "From which w⁽⁰⁾ of B is w_B the same positive multiple of w_A at every\n"
        f"step? {type_numbers(2 + bias)}"
    )
    why = (
        f"B's updates are {_quotient(rate, other)} times A's, so its start has to be: "
        f"{show(other / rate)} · {shown(w)} = {shown(right)}. Then w⁽⁰⁾/η is "
        f"{shown(scaled(1 / rate, w))} in both."
    )
    lab = Lab(a, replace(a, start=right, rate=other), Scope.TRACE)
    return family.question(ask, prompt, typed(right, why, _ratio_slips(w, rate, other)), hints, lab)


def _ratio_slips(w: Weights, rate: Fraction, other: Fraction) -> tuple[Slip, ...]:
    said = "With A's η it would be so, but B's updates have another length."
    unchanged = Slip(w, said, "only-eta-counts")
    said = "From zero start η only scales. But A does not start at zero."
    return unchanged, *_wrong_factor(w, rate, other), Slip(scaled(0, w), said, "start-forgotten")


FAMILIES = (
    Family("number-scale", Kind.NUMBER, "scale", _scale),
    Family("number-ratio", Kind.NUMBER, "ratio", _ratio),
)
