"""In which interval of learning rates lies the η that made these predictions? What is said to it.

Imports nothing of the rate path: it gets one.
"""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.course.fresh.given import parts
from tutor.course.fresh.text import label
from tutor.course.lesson import Option
from tutor.course.rates import inside, some_intervals, written
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, train

if TYPE_CHECKING:
    from tutor.perceptron.ratepath import Interval, RatePath


def predicted(a: Experiment, scope: Scope) -> tuple[int, ...]:
    """What is predicted in a scope, trace or samples, in order."""
    run = train(a)
    if scope is Scope.TRACE:
        return run.predictions
    return tuple(run.predict(sample, len(run)) for sample in range(len(a.dataset)))


def options_of(
    a: Experiment, path: "RatePath", identifier: str, scope: Scope
) -> tuple[Option, ...]:
    """Intervals that follow one another, each with a reason from the predictions."""
    by_text = {written(one): one for one in path}
    options = some_intervals(path, a.rate, identifier)
    return tuple(
        replace(
            option,
            explanation=_right(a, path, scope)
            if option.right
            else _wrong(a, by_text[option.text], scope),
        )
        for option in options
    )


def _place(scope: Scope, number: int) -> str:
    return f"{'step' if scope is Scope.TRACE else 'sample'} {number}"


def _net_input(a: Experiment, scope: Scope, number: int) -> Fraction:
    run = train(a)
    if scope is Scope.TRACE:
        return run.step(number).net_input
    return run.net_input(number - 1, len(run))


def _wrong(a: Experiment, interval: "Interval", scope: Scope) -> str:
    """What the η of this interval predict otherwise."""
    rate = inside(interval, Fraction(0)) or interval.low
    b = replace(a, rate=rate)
    told, other = predicted(a, scope), predicted(b, scope)
    number = next(i for i, (one, two) in enumerate(zip(told, other, strict=True), 1) if one != two)
    same = sum(one == two for one, two in zip(told, other, strict=True))
    alone = interval.low == interval.high
    these, they = (
        ("this η predicts", "it predicts") if alone else ("these η predict", "they predict")
    )
    agree = f"Up to step {number - 1} {these} as A does."
    if scope is Scope.SAMPLES:
        agree = f"T{these[1:]} {same or 'none'} of {len(told)} samples as A does."
    at = f"{'But at' if same else 'At'} {_place(scope, number)}"
    return (
        f"{agree} {at} {they} {label(other[number - 1])}, and A {label(told[number - 1])}: with "
        f"η = {show(rate)}{'' if alone else ' for instance'} z is "
        f"{show(_net_input(b, scope, number))}."
    )


def _right(a: Experiment, path: "RatePath", scope: Scope) -> str:
    """What changes at the ends of A's interval."""
    index = path.index(a.rate)
    ends = [
        (side, path[at].differs_from_left)
        for side, at in (("below", index), ("above", index + 1))
        if 0 < at < len(path)
    ]
    changed = " and ".join(f"{side} it {_place(scope, at or 0)}" for side, at in ends)
    here = path.at(a.rate)
    made = f"Every η in it makes these predictions, η = {show(a.rate)} for instance."
    if here.low == here.high:
        made = f"Only η = {show(a.rate)} makes these predictions."
    return f"{made} Just {changed} is predicted otherwise."


def hints_of(a: Experiment, path: "RatePath", scope: Scope) -> tuple[str, ...]:
    """From a nudge to the first step that says something of η."""
    if scope is Scope.SAMPLES:
        return (
            "Which runs are there? Begin with the predictions made while training.",
            (
                "z/η = s (w⁽⁰⁾·x) + u·x with s = 1/η: a straight line, which cuts an interval at "
                "most once. At the cut z is 0, which predicts +1."
            ),
            (
                "Cut step by step. Then compute the signs of the final weights in each piece: "
                "neighbours with the same signs are one interval."
            ),
        )
    index = path.index(a.rate)
    number = path[index or 1].differs_from_left or 1
    c, k = parts(a, train(a).step(number))
    return (
        "At which step does the sign of z hang on η?",
        (
            "z = w⁽⁰⁾·x + η (u·x), where u is the sum of the brackets (y − ŷ) x of the steps "
            "before. The predictions are told, so u is known."
        ),
        (
            f"At step {number}, w⁽⁰⁾·x = {show(c)} and u·x = {show(k)}, and A predicts "
            f"{label(predicted(a, scope)[number - 1])}. Which η does that leave?"
        ),
    )
