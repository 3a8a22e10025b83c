"""Explanations that the engine writes for an answer: the numbers behind right and wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.lesson import ANYTHING_ELSE, Lab, Option, Search, Want
from tutor.course.proof import words
from tutor.course.typed import NEVER
from tutor.perceptron.comparison import FirstDifference, Scope, compare_traces
from tutor.perceptron.exact import field_text, show
from tutor.perceptron.training import Experiment, Step, train


def first_step(lab: Lab) -> int | None:
    """The first step at which A and B predict differently; None where none is."""
    if lab.b is None:
        return None
    witness = compare_traces(train(lab.a), train(lab.b), Scope.TRACE).witness
    return witness.step if isinstance(witness, FirstDifference) else None


def step_text(step: int | None) -> str:
    """A step as the learner types it."""
    return NEVER if step is None else str(step)


def about_step(lab: Lab, step: int | None) -> str:
    """Say what A and B predict at the step that was given, and where they differ first."""
    if lab.b is None:
        return ""
    a, b = train(lab.a), train(lab.b)
    verdict = compare_traces(a, b, Scope.TRACE)
    proof = words(verdict, lab.a)
    first = first_step(lab)
    if step is None or step == first:
        return proof
    one, other = a.step(step), b.step(step)
    if one.prediction == other.prediction:
        said = "A and B predict the same"
    else:
        said = "A and B differ, but not for the first time"
    place = f"epoch {one.epoch}, sample {one.sample}"
    return f"At step {step} ({place}) {said}: {_side('A', one)}, {_side('B', other)}. {proof}"


@dataclass(frozen=True, slots=True)
class StepOption:
    """A step with something to say to who gives it."""

    step: int | None
    said: str
    misconception: str | None = None


def step_options(lab: Lab, own: Sequence[StepOption]) -> tuple[Option, ...]:
    """The options of a question for the first step that differs: the key, own ones, any other."""
    first = first_step(lab)
    options = [
        Option(
            step_text(one.step),
            f"{one.said} {about_step(lab, one.step)}".strip(),
            one.step == first,
            one.misconception,
        )
        for one in own
    ]
    if all(one.step != first for one in own):
        options.insert(0, Option(step_text(first), about_step(lab, first), right=True))
    return (*options, Option(ANYTHING_ELSE, about_step(lab, None), right=False))


def _side(name: str, step: Step) -> str:
    net_input = show(step.net_input)
    equals = "" if net_input.startswith("≈") else "= "
    prediction = "+1" if step.prediction > 0 else "−1"
    return f"z_{name} {equals}{net_input} predicts {prediction}"


def with_rate(a: Experiment, rate: Fraction, scope: Scope) -> Lab:
    """A, beside a B that has another learning rate."""
    return Lab(a, replace(a, rate=rate), scope)


def does(a: Experiment, search: Search, rate: Fraction) -> bool:
    """Whether a learning rate does to A's predictions what is wanted."""
    verdict = compare_traces(train(a), train(replace(a, rate=rate)), search.scope)
    return verdict.same == (search.want is Want.SAME)


def about_rate(a: Experiment, search: Search, rate: Fraction | None) -> str:
    """Say what comes of the learning rate that was given; None stands for `there is none`."""
    if rate is not None:
        verdict = compare_traces(train(a), train(replace(a, rate=rate)), search.scope)
        proof = words(verdict, a)
        if verdict.same == (search.want is Want.SAME):
            return proof
        return f"{proof} {_instead(a, search)}"
    return _instead(a, search)


def _instead(a: Experiment, search: Search) -> str:
    """A learning rate that does what is wanted, or the reason why none does."""
    if search.example is not None:
        proof = words(
            compare_traces(train(a), train(replace(a, rate=search.example)), search.scope),
            a,
        )
        return f"There is such an η, for instance η = {field_text([search.example])}. {proof}"
    if search.want is Want.SAME:
        return "There is none: A's η is the only one with its predictions."
    if not any(a.start):
        return (
            "There is none: w⁽⁰⁾ = 0, so every weight is η times a vector without η in it, "
            "and η > 0 changes no sign."
        )
    return "There is none: of all η from 0 to ∞, not one changes a prediction here."
