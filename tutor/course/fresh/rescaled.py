"""Inputs that are multiplied: all of x acts as another η, all but the constant 1 does not."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.draw import FRESH, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.setting import (
    UNDER,
    net_input_text,
    product,
    rates,
    scaled,
    shown_once,
    story,
    type_numbers,
    weights,
)
from tutor.course.fresh.text import CONVENTION, Slip, raised, shown, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Step, train

_FACTORS = {1: ("2", "3", "4", "5", "10"), 2: ("2", "3", "4"), 3: ("0.5", "2", "3", "10")}


def _factor(ask: Ask) -> Fraction:
    return Fraction(ask.draw.one_of(_FACTORS[ask.level]))


def _stretched(data: Dataset, k: Fraction) -> Dataset:
    """The samples with every feature multiplied."""
    rows = [scaled(k, data.sample(index)) for index in range(len(data))]
    return Dataset.of(FRESH, rows, data.labels)


def _with_mistakes(ask: Ask) -> Experiment | None:
    """An experiment without a bias whose η counts; None where no update is made."""
    w = weights(ask.draw, 2, UNDER[ask.level])
    run = Experiment(samples(ask.draw), w, rates(ask)[0], epochs=2, bias=False)
    return run if len(train(run).update_steps) > 1 else None


def _head(run: Experiment, k: Fraction) -> str:
    """Two runs without a bias, one on x, one on k x."""
    return (
        f"A learns samples x, without a bias, from w⁽⁰⁾ = {shown(run.start)} with\n"
        f"η = {show(run.rate)}, and makes mistakes. B learns the same samples with all\n"
        f"inputs multiplied by {show(k)}. {CONVENTION}\n\n"
    )


def _twice(k: Fraction) -> str:
    return f"An update adds to z with the factor {show(k)} twice, but to w with it once."


def _which_rate(family: Family, ask: Ask) -> Question | None:
    run, k = _with_mistakes(ask), _factor(ask)
    if run is None:
        return None
    rate, right, twice = run.rate, run.rate / k, _twice(k)
    slips = (
        Slip(
            rate, f"The same η, but B's updates are {show(k)} times as long.", "scaling-is-harmless"
        ),
        Slip(rate * k, "The right factor, but the wrong way round.", "upside-down"),
        Slip(right / k, twice, "factor-twice"),
    )
    hints = (
        "How long is an update of B, compared with one of A?",
        "On inputs times k, η makes the updates that k η makes on the inputs as they were.",
        f"{show(k)} · η_B = {show(rate)}.",
    )
    prompt = (
        f"{_head(run, k)}B starts where A does. With which η of B are its weights those of A\n"
        "at every step?"
    )
    why = (
        f"On inputs {show(k)} times as large B's update is {show(k)} · η_B (y − ŷ) x. So "
        f"{show(k)} · η_B = {show(rate)}, and η_B = {show(right)}; "
        f"z is {show(k)} times A's, with the same sign."
    )
    b = replace(run, dataset=_stretched(run.dataset, k), rate=right)
    return family.question(ask, prompt, typed(right, why, slips), hints, Lab(b))


def _which_start(family: Family, ask: Ask) -> Question | None:
    run, k = _with_mistakes(ask), _factor(ask)
    if run is None or not all(run.start):
        return None
    w, right, twice = run.start, scaled(k, run.start), _twice(k)
    slips = (
        Slip(
            w,
            f"The η is the same, but B's updates are {show(k)} times as long.",
            "scaling-is-harmless",
        ),
        Slip(scaled(1 / k, w), "The right factor, but the wrong way round.", "upside-down"),
        Slip(scaled(k, right), twice, "factor-twice"),
    )
    hints = (
        "How many times as long as A's are B's updates?",
        "On inputs times k, η acts as k η on the inputs as they were; w⁽⁰⁾/η settles a run.",
        f"B acts as {show(k)}η on x, so its start has to be {show(k)} times A's.",
    )
    prompt = (
        f"{_head(run, k)}B has the η of A. From which w⁽⁰⁾ of B is w_B the same positive\n"
        f"multiple of w_A at every step?\n{type_numbers(2)}"
    )
    why = (
        f"On inputs {show(k)} times as large, B acts as the rate {show(k)} · {show(run.rate)} = "
        f"{show(k * run.rate)} on x. w⁽⁰⁾/η is A's if the start is {show(k)} · {shown(w)} = "
        f"{shown(right)}."
    )
    b = replace(run, dataset=_stretched(run.dataset, k), start=right)
    return family.question(ask, prompt, typed(right, why, slips), hints, Lab(b))


def _beside_constant(family: Family, ask: Ask) -> Question | None:
    """The net input of a step on stretched features, from zero start, with a bias."""
    k, last = _factor(ask), max(2, ask.level)
    data, rate = samples(ask.draw, last), rates(ask)[0]
    zero = (Fraction(0),) * 3
    plain, run = (
        Experiment(rows, zero, rate, epochs=1, bias=True) for rows in (data, _stretched(data, k))
    )
    old, new = train(plain).step(last), train(run)
    step = new.step(last)
    if not any(step.before) or old.net_input in {0, step.net_input}:
        return None
    at = f"⁽{raised(last)}⁾"
    hints = (
        "Which number of x is not multiplied?",
        f"x is (1, {show(k)}·x₁, {show(k)}·x₂), and b moves by η (y − ŷ).",
        f"{story(new, last - 1)}.",
    )
    prompt = "\n".join(
        (
            *(*shown_once(data), ""),
            f"Now every x₁ and x₂ is multiplied by {show(k)}, the constant 1 is not.",
            f"(b, w₁, w₂) starts at (0, 0, 0), η = {show(rate)}. {CONVENTION}",
            *("", f"What is the net input z{at} on the multiplied inputs?"),
        )
    )
    why = f"{story(new, last - 1)}. {net_input_text(step, at)}."
    options = typed(step.net_input, why, _beside_slips(step, old.net_input, k))
    return family.question(ask, prompt, options, hints, Lab(run))


def _beside_slips(step: Step, old: Fraction, k: Fraction) -> tuple[Slip, ...]:
    """Slips in a net input that was `old` before the features were multiplied by k."""
    at = f"⁽{raised(step.t)}⁾"
    betrayed = "scaling-is-harmless"
    alone = product(step.before[1:], step.inputs[1:])
    return (
        Slip(k * old, f"z{at} was {show(old)}, but not all of x is multiplied.", betrayed),
        Slip(k * k * old, "So it would be with the constant multiplied too.", betrayed),
        Slip(old, f"That is z{at} on the inputs as they were.", betrayed),
        Slip(alone, "The bias starts at zero, but updates move it.", "bias-forgotten"),
    )


_FORMS: dict[int, tuple[Callable[[Family, Ask], Question | None], ...]] = {
    1: (_which_rate, _which_start),
    2: (_which_rate, _which_start, _beside_constant, _beside_constant),
    3: (_which_start, _beside_constant, _beside_constant),
}


def _scaling(family: Family, ask: Ask) -> Question | None:
    forms = _FORMS[ask.level]
    return forms[ask.once % len(forms)](family, ask)


FAMILIES = (Family("number-scaling", Kind.NUMBER, "scaling", _scaling),)
