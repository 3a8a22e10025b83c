"""Where η enters: with the first update, and then inside φ; and the rate that turns a sign."""

from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import linear, parts
from tutor.course.fresh.setting import (
    convention,
    product,
    short_run,
    shown_once,
    some_bias,
    start_line,
    story,
    type_numbers,
)
from tutor.course.fresh.text import Slip, dot, label, raised, shown, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Trace, Weights, phi, train

_LARGEST_DENOMINATOR = {1: 2, 2: 10, 3: 100}
"""By level, of a critical rate that is asked for."""


def _unravel(family: Family, ask: Ask) -> Question | None:
    last = ask.level + 1
    trace = short_run(ask, last, bias=False)
    run, changes = trace.experiment, len(trace.update_steps) - 1
    if changes < min(ask.level, 2) or trace.weights == run.start:
        return None
    w, at = trace.weights, f"⁽{raised(last)}⁾"
    prompt = "\n".join(
        (
            *(*shown_once(run.dataset), "", convention(bias=False), f"{start_line(run)}.", ""),
            f"What is w{at}, the weights after step {last}?",
            type_numbers(2),
        )
    )
    hints = (
        "Which steps are mistakes? Only they change w.",
        "w⁽ⁱ⁾ = w⁽ⁱ⁻¹⁾ + η (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾) x⁽ⁱ⁾, and ŷ⁽ⁱ⁾ = φ(w⁽ⁱ⁻¹⁾·x⁽ⁱ⁾).",
        f"{story(trace, last - 1)}. Now step {last}.",
    )
    why = f"From w⁽⁰⁾ = {shown(run.start)}: {story(trace, last)}."
    if not trace.step(last).mistake:
        why += f" So w{at} = {shown(w)}."
    options = typed(w, why, _unravel_slips(trace))
    return family.question(ask, prompt, options, hints, Lab(run))


def _unravel_slips(trace: Trace) -> tuple[Slip, ...]:
    """Whole runs with the slip made at every step."""
    run = trace.experiment
    alone = tuple(w - before for w, before in zip(trace.weights, run.start, strict=True))
    halved, unscaled = replace(run, rate=run.rate / 2), replace(run, rate=Fraction(1))
    return (
        Slip(alone, "The updates are right, but they are added to w⁽⁰⁾.", "start-forgotten"),
        Slip(train(halved).weights, "y has the sign of y − ŷ, but half its size.", "half-update"),
        Slip(
            train(unscaled).weights,
            "(y − ŷ) x is to be multiplied by η before it is added.",
            "eta-forgotten",
        ),
        Slip(
            _turned(run), "Only mistakes change w, but the label comes first: y − ŷ.", "sign-turned"
        ),
        Slip(
            _unmoved(run),
            "w⁽⁰⁾ predicts at step 1, but later steps have later w.",
            "update-forgotten",
        ),
    )


def _turned(run: Experiment) -> Weights:
    """The final weights where every update goes the wrong way, in one epoch without a bias."""
    w = run.start
    for index, y in enumerate(run.dataset.labels):
        x = run.dataset.sample(index)
        move = run.rate * (phi(product(w, x)) - y)
        w = tuple(weight + move * value for weight, value in zip(w, x, strict=True))
    return w


def _unmoved(run: Experiment) -> Weights:
    """The final weights where w⁽⁰⁾ makes every prediction, in one epoch without a bias."""
    w = run.start
    for index, y in enumerate(run.dataset.labels):
        x = run.dataset.sample(index)
        move = run.rate * (y - phi(product(run.start, x)))
        w = tuple(weight + move * value for weight, value in zip(w, x, strict=True))
    return w


def _slope_text(trace: Trace, last: int) -> str:
    """How what stands with η is worked out, up to the last sum."""
    x = trace.step(last).inputs
    steps = [trace.step(t) for t in range(1, last) if trace.step(t).mistake]
    errors = [Fraction(step.label - step.prediction) for step in steps]
    products = [product(step.inputs, x) for step in steps]
    named = []
    for step, error, meeting in zip(steps, errors, products, strict=True):
        at = f"⁽{raised(step.t)}⁾"
        named.append(f"y{at} − ŷ{at} = {show(error)} and x{at}·x⁽{raised(last)}⁾ = {show(meeting)}")
    return f"{'; '.join(named)}. {dot(errors, products)}"


def _predictions(trace: Trace, last: int) -> str:
    """What the steps before the last are told to predict."""
    said = [label(trace.predictions[t]) for t in range(last - 1)]
    if len(said) == 1:
        return f"Step 1 predicts {said[0]}, whatever η is."
    return f"Take an η with which step 1 predicts {said[0]} and step 2 {said[1]}."


def _told(trace: Trace, last: int, asked: str) -> str:
    """The prompt: samples and start, the predictions before a step, and what is asked of it."""
    run = trace.experiment
    return "\n".join(
        (
            *(*shown_once(run.dataset), "", convention(bias=run.bias)),
            f"w⁽⁰⁾ = {shown(run.start)}.",
            *(_predictions(trace, last), "", asked),
        )
    )


def _eta_inside(family: Family, ask: Ask) -> Question | None:
    last, bias = (2 if ask.level == 1 else 3), ask.level > 2
    trace = short_run(ask, last, bias=bias)
    mistakes = sum(trace.step(t).mistake for t in range(1, last))
    constant, slope = parts(trace.experiment, trace.step(last))
    if not slope or mistakes < (2 if ask.level > 2 else 1):
        return None
    run, at = trace.experiment, f"⁽{raised(last)}⁾"
    prompt = _told(trace, last, f"Then z{at} = c + k·η, with no η in c and k. What is k?")
    hints = (
        "Which part of w before that step holds η?",
        "η multiplies (y − ŷ) x⁽ⁱ⁾·x of every step i before, and k is their sum.",
        f"{_slope_text(trace, last)}.",
    )
    line = linear(constant, slope)
    why = f"{_slope_text(trace, last)} = {show(slope)} stands with η: z{at} = {line}."
    options = typed(slope, why, _inside_slips(trace, last, constant, slope))
    return family.question(ask, prompt, options, hints, Lab(run))


def _inside_slips(trace: Trace, last: int, constant: Fraction, slope: Fraction) -> list[Slip]:
    slips = [
        Slip(slope / 2, "x⁽ⁱ⁾·x stands with η, but times y − ŷ, not y.", "half-update"),
        Slip(-slope, "The size is right, but the label comes first: y − ŷ.", "sign-turned"),
        Slip(constant, "That is c, the part of w⁽⁰⁾. η stands in the other part.", "slip"),
        Slip(constant + slope, "k is in it, but c, the part of w⁽⁰⁾, is added.", "slip"),
    ]
    if trace.experiment.bias:
        steps = (trace.step(t) for t in range(1, last))
        left = slope - sum(step.label - step.prediction for step in steps)
        said = "The features are in it, but the constant 1 is a part of x."
        slips.insert(0, Slip(left, said, "bias-forgotten"))
    return slips


def _critical_rate(family: Family, ask: Ask) -> Question | None:
    trace = short_run(ask, 2, bias=some_bias(ask))
    constant, slope = parts(trace.experiment, trace.step(2))
    rate = -constant / slope if slope else Fraction(0)
    if rate <= 0 or rate.denominator > _LARGEST_DENOMINATOR[ask.level]:
        return None
    run = trace.experiment
    lab = Lab(replace(run, rate=rate / 2), replace(run, rate=rate * 2), Scope.TRACE)
    prompt = _told(
        trace,
        2,
        "At exactly one η > 0 the prediction at step 2 changes: it is +1 on one\n"
        "side of it, −1 on the other. Which η is that?",
    )
    line = linear(constant, slope)
    slips = (
        Slip(1 / rate, f"The right two numbers, but divide by {show(slope)}.", "upside-down"),
        Slip(rate * 2, "z⁽²⁾ is 0 there with y in place of y − ŷ.", "half-update"),
        Slip(-rate, "The size is right, but η is above 0.", "sign-turned"),
    )
    hints = (
        "What is z⁽²⁾ where its sign turns?",
        "z⁽²⁾ = w⁽⁰⁾·x⁽²⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾·x⁽²⁾. Set it equal to 0.",
        f"{line} = 0.",
    )
    why = (
        f"w⁽⁰⁾·x⁽²⁾ = {show(constant)}. {_slope_text(trace, 2)} = {show(slope)} stands with η: "
        f"z⁽²⁾ = {line}, and that is 0 at η = {show(rate)}."
    )
    return family.question(ask, prompt, typed(rate, why, slips), hints, lab)


FAMILIES = (
    Family("number-unravel", Kind.NUMBER, "unravel", _unravel),
    Family("number-eta-inside", Kind.NUMBER, "eta-inside", _eta_inside),
    Family("number-critical-rate", Kind.NUMBER, "critical-rate", _critical_rate),
)
