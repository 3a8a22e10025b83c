"""At which step do A and B predict differently for the first time? They differ in η alone."""

from dataclasses import replace

from tutor.course.computed import StepOption, first_step, step_options
from tutor.course.fresh.draw import Draw
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import draw_experiment, draw_rate, given_lines, linear, parts
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show
from tutor.perceptron.training import Trace, train

_NEVER = 4
"""Of so many questions one has the answer that the predictions never differ."""
_FEWEST = 3
"""Steps of the shortest run."""
_RULE = "Each step predicts with the weights before it; a mistake adds Δw = η (y − ŷ) x to them."


def _draw_lab(draw: Draw, level: int) -> Lab | None:
    """A and B from one start that is not zero, with a mistake before the last step."""
    a = draw_experiment(draw, level)
    rate = draw_rate(draw, level)
    if a.steps < _FEWEST or rate == a.rate or not 1 <= _first_mistake(train(a)) < a.steps:
        return None
    return Lab(a, replace(a, rate=rate), Scope.TRACE)


def _first_mistake(run: Trace) -> int:
    """The step of the first mistake; 0 where there is none."""
    return run.update_steps[1] if len(run.update_steps) > 1 else 0


def _unlike(lab: Lab) -> int | None:
    """The first step at which the net inputs differ."""
    one, other = train(lab.a), train(lab.b or lab.a)
    pairs = zip(one, other, strict=True)
    return next((a.t for a, b in pairs if a.net_input != b.net_input), None)


def _may_change(family: Family, ask: Ask) -> Question | None:
    lab, never = _draw_lab(ask.draw, ask.level), ask.once % _NEVER == 0
    return None if lab is None or (first_step(lab) is None) != never else _asked(family, ask, lab)


def _early(family: Family, ask: Ask) -> Question | None:
    """In every other one the first prediction is right: only a later mistake brings η in."""
    lab, never = _draw_lab(ask.draw, ask.level), ask.once % _NEVER == 0
    if lab is None or (_first_mistake(train(lab.a)) > 1) != (ask.once // _NEVER % 2 == 0):
        return None
    first = first_step(lab)
    soon = first is not None and first <= len(lab.a.dataset)
    fits = first is None if never else soon
    return _asked(family, ask, lab) if fits else None


def _asked(family: Family, ask: Ask, lab: Lab) -> Question | None:
    """The question; None where no net input differs and there is nothing to compare."""
    a, b = lab.a, lab.b or lab.a
    if _unlike(lab) is None:
        return None
    prompt = "\n".join(
        (
            *given_lines(a, f"A has η = {show(a.rate)}, B has η = {show(b.rate)}."),
            "Compare the predictions made while training, step by step.",
            f"At which step, 1 to {a.steps}, do A and B predict differently for the first",
            "time? Type its number, or `never`.",
        )
    )
    return family.question(ask, prompt, step_options(lab, _slips(lab)), _hints(lab), lab)


def _slips(lab: Lab) -> list[StepOption]:
    """Wrong steps with a reason; of two reasons for one step the first counts."""
    mistake, unlike, first = _first_mistake(train(lab.a)), _unlike(lab), first_step(lab)
    begun = StepOption(
        1,
        "η is there from the beginning. But no update has been made yet.",
        "first-prediction",
    )
    updated = StepOption(
        mistake,
        "From here on the weights differ. But this prediction was made before.",
        "other-step",
    )
    larger = StepOption(
        unlike, "Here z is not the same in A and B. But its sign is.", "z-and-prediction"
    )
    never = StepOption(None, "At a zero start it would be so.", "never-matters")
    # One step at least is left to fall under “anything else”.
    room = lab.a.steps - 1 - (first is not None)
    steps = {one.step: one for one in (larger, updated, begun) if one.step != first}
    told = [one for one in (begun, updated, larger) if steps.get(one.step) is one][:room]
    return told if first is None else [*told, never]


def _hints(lab: Lab) -> tuple[str, ...]:
    """From a nudge to the step where the two may part."""
    b, mistake = lab.b or lab.a, _first_mistake(train(lab.a))
    at = _unlike(lab) or mistake
    c, k = parts(lab.a, train(lab.a).step(at))
    return (
        "Up to which step are the weights of A and B the same?",
        _RULE,
        (
            f"The first mistake is at step {mistake}, in both. Go on from step {at}: there "
            f"z = {linear(c, k)}, with η = {show(lab.a.rate)} and with η = {show(b.rate)}."
        ),
    )


FAMILIES = (
    Family("step-may-change", Kind.STEP, "may-change", _may_change),
    Family("step-first-prediction", Kind.STEP, "first-prediction", _early),
)
