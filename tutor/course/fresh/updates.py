"""One step by hand: the net input with a bias, the update, and where the update points."""

from fractions import Fraction

from tutor.course.fresh.draw import samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.setting import (
    UNDER,
    convention,
    error_text,
    net_input_text,
    rates,
    scaled,
    short_run,
    shown_once,
    some_bias,
    start_line,
    story,
    type_numbers,
    weights,
)
from tutor.course.fresh.text import CONVENTION, Slip, dot, label, raised, shown, typed
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Step, phi, train

ALONG = "Along x: it is x times a number above 0"
AGAINST = "Against x: it is x times a number below 0"
NOWHERE = "Nowhere: there is no update"


def _first_step(ask: Ask, *, bias: bool) -> tuple[Lab, Step]:
    w = weights(ask.draw, 2 + bias, UNDER[ask.level])
    experiment = Experiment(samples(ask.draw), w, rates(ask)[0], epochs=1, bias=bias)
    return Lab(experiment), train(experiment).step(1)


def _bias_input(family: Family, ask: Ask) -> Question | None:
    lab, step = _first_step(ask, bias=True)
    w, x, z = step.before, step.inputs, step.net_input
    if not w[0] or not any(w[1:]):
        return None
    slips = (
        Slip(z - w[0], "Its products are right, but the bias is left out.", "bias-forgotten"),
        Slip(
            w[0] * x[1] + w[1] * x[2],
            "b is the first weight, but the weight of the constant 1, not of x₁.",
            "not-a-dot-product",
        ),
        Slip(z - 2 * w[0], "The bias is in, but with its sign turned.", "minus-lost"),
        Slip(
            Fraction(phi(z)),
            "That is the prediction, and it is right. But z was asked for.",
            "z-and-prediction",
        ),
    )
    hints = (
        "There are three weights, but two inputs are given. What is the input of b?",
        "z = w·x with w = (b, w₁, w₂) and x = (1, x₁, x₂).",
        f"z = {dot(w, x)}",
    )
    prompt = (
        f"A neuron with a bias has the weights (b, w₁, w₂) = {shown(w)}.\n"
        f"Its input is (x₁, x₂) = {shown(x[1:])}.\n\nWhat is its net input z?"
    )
    why = f"The input of b is the constant 1: {net_input_text(step)}."
    return family.question(ask, prompt, typed(z, why, slips), hints, lab)


def _said(step: Step, rate: Fraction, *, bias: bool) -> str:
    """A neuron, its input and the label."""
    given = shown(step.inputs[bias:])
    name, x = ("(b, w₁, w₂)", "(x₁, x₂)") if bias else ("w", "x")
    return (
        f"A neuron with{'' if bias else 'out'} a bias has the weights {name} = "
        f"{shown(step.before)}.\n"
        f"Its input is {x} = {given}, with the label y = {label(step.label)}.\n"
        f"η = {show(rate)}; {CONVENTION}"
    )


def _why(step: Step, rate: Fraction) -> str:
    error = dot([rate], [Fraction(step.label - step.prediction)])
    product = f"{error}·{shown(step.inputs)}"
    return (
        f"{net_input_text(step)}, so ŷ = {label(step.prediction)} and {error_text(step)}. "
        f"Δw = {product} = {shown(step.update)}."
    )


def _update_slips(step: Step, rate: Fraction, *, bias: bool) -> list[Slip]:
    x, y = step.inputs, step.label
    said = "η and x are in it, but the factor is y − ŷ, not y."
    half = Slip(scaled(rate * y, x), said, "half-update")
    said = "The label comes first, but ŷ is taken from it, not z."
    size = Slip(scaled(rate * (y - step.net_input), x), said, "z-and-prediction")
    said = "After a mistake it would be so."
    always = Slip(scaled(2 * y * rate, x), said, "always-updates")
    found = [half, *_mistaken(step, rate, bias=bias)] if step.mistake else [always, half]
    if step.net_input == 0:
        said = "So it would be if −1 were predicted at z = 0."
        found.insert(0, Slip(scaled(rate * (y + 1), x), said, "tie-is-minus"))
    return [*found, size]


def _mistaken(step: Step, rate: Fraction, *, bias: bool) -> list[Slip]:
    """Slips in an update after a mistake."""
    change = step.update
    said = "(y − ŷ) x is right, but η is left out."
    forgotten = Slip(scaled(1 / rate, change), said, "eta-forgotten")
    said = "The size is right, but the label comes first."
    turned = Slip(scaled(-1, change), said, "sign-turned")
    said = "The last two numbers are right, but b moves as well."
    alone = Slip((Fraction(0), *change[1:]), said, "bias-forgotten")
    return [forgotten, turned, *([alone] if bias else [])]


def _update_rule(family: Family, ask: Ask) -> Question | None:
    bias = some_bias(ask)
    lab, step = _first_step(ask, bias=bias)
    rate = lab.a.rate
    # One step in four is right, so that whoever always updates is found out.
    if step.mistake != (ask.draw.below(4) > 0):
        return None
    hints = (
        "Is there a mistake? Compute ŷ first.",
        "Δw = η (y − ŷ) x with ŷ = φ(w·x).",
        f"{net_input_text(step)}, so ŷ = {label(step.prediction)} and {error_text(step)}.",
    )
    order = ", its number for b first" if bias else ""
    prompt = (
        f"{_said(step, rate, bias=bias)}\n\nWhat is the update Δw{order}?\n{type_numbers(2 + bias)}"
    )
    options = typed(step.update, _why(step, rate), _update_slips(step, rate, bias=bias))
    return family.question(ask, prompt, options, hints, lab)


def _direction(family: Family, ask: Ask) -> Question | None:
    bias = some_bias(ask)
    if ask.level == 1:
        lab, step = _first_step(ask, bias=bias)
        prompt = f"{_said(step, lab.a.rate, bias=bias)}\n\nWhere does Δw point?"
        return family.question(ask, prompt, _directions(step), _direction_hints(step), lab)
    trace = short_run(ask, ask.level, bias=bias)
    step, run = trace.step(ask.level), trace.experiment
    # Without an update before it the step would be a first step again.
    if len(trace.update_steps) - step.mistake < 2:
        return None
    at = f"⁽{raised(step.t)}⁾"
    prompt = "\n".join(
        (
            *(*shown_once(run.dataset), "", convention(bias=bias), f"{start_line(run)}."),
            *("", f"Where does Δw{at} point, for x = x{at}?"),
        )
    )
    before = f"{story(trace, step.t - 1)}. "
    options, hints = _directions(step, before), _direction_hints(step, before)
    return family.question(ask, prompt, options, hints, Lab(run))


def _direction_hints(step: Step, before: str = "") -> tuple[str, ...]:
    """The hints; `before` tells the steps before it, if there are any."""
    at = f"⁽{raised(step.t)}⁾" if before else ""
    return (
        "Is there a mistake, and of which kind?",
        "Δw = η (y − ŷ) x with η > 0, and y − ŷ is 2, −2 or 0.",
        f"{before}{net_input_text(step, at)}. Compare its sign with y{at} = {label(step.label)}.",
    )


def _directions(step: Step, before: str = "") -> list[Option]:
    at = f"⁽{raised(step.t)}⁾" if before else ""
    error = step.label - step.prediction
    right = {0: NOWHERE, 2: ALONG, -2: AGAINST}[error]
    factor = f"is {show(error)}η times x{at}" if error else "is zero"
    why = (
        f"{before}{net_input_text(step, at)}, so ŷ{at} = {label(step.prediction)} "
        f"and {error_text(step, at)}: Δw{at} {factor}."
    )
    options = []
    for text in (ALONG, AGAINST, NOWHERE):
        said, betrayed = ("", None) if text == right else _turned(step, text)
        options.append(Option(text, f"{said} {why}".strip(), text == right, betrayed))
    return options


def _turned(step: Step, text: str) -> tuple[str, str | None]:
    """What is right in a wrong direction, and what it betrays."""
    if step.net_input == 0 and text == (ALONG if step.label > 0 else NOWHERE):
        return "So it would be if z = 0 were predicted −1, but φ(0) = +1.", "tie-is-minus"
    if not step.mistake:
        label_said = "+1" if text == ALONG else "−1"
        said = f"A mistake with the label {label_said} points there, but this is none."
        return said, "always-updates"
    if text == NOWHERE:
        return "Without a mistake there is none, that is so. But this is a mistake.", "slip"
    return "There is an update, that is right. But y − ŷ gives its sign.", "sign-turned"


FAMILIES = (
    Family("number-bias-input", Kind.NUMBER, "bias-input", _bias_input),
    Family("number-update-rule", Kind.NUMBER, "update-rule", _update_rule),
    Family("choice-direction", Kind.CHOICE, "direction", _direction, (ALONG, AGAINST, NOWHERE)),
)
