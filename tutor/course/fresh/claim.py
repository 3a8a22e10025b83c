"""What another η changes: the length of the weights, their direction, or predictions."""

from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.fresh.draw import RATES, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.setting import UNDER, convention, scaled, some_bias, start_line, weights
from tutor.course.fresh.text import label, sample_lines, shown
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.perceptron.comparison import (
    FirstDifference,
    Scope,
    common_scale,
    compare_traces,
    positive_factor,
)
from tutor.perceptron.exact import show
from tutor.perceptron.training import Experiment, Trace, train

LENGTH = "Only the length of the weights"
DIRECTION = "The direction of the final weights, but no prediction made while training"
PREDICTIONS = "Predictions made while training"
_SAMPLES = {1: (2, 4), 2: (2, 4), 3: (3, 4)}
_EPOCHS = {1: 1, 2: 2, 3: 3}
_FACTORS = tuple(Fraction(text) for text in ("0.5", "2", "3", "4", "5"))


@dataclass(frozen=True, slots=True)
class _Runs:
    a: Trace
    b: Trace

    @property
    def zero(self) -> bool:
        """Whether both start at zero."""
        return not any(self.a.experiment.start)

    @property
    def factor(self) -> Fraction | None:
        """The c > 0 with w_B = c · w_A at every step, or None."""
        return common_scale(self.a, self.b)

    @property
    def first(self) -> FirstDifference | None:
        """Where the traces part, or None."""
        witness = compare_traces(self.a, self.b, Scope.TRACE).witness
        return witness if isinstance(witness, FirstDifference) else None

    @property
    def differ(self) -> str | None:
        """The right answer; None where none of the three is exactly right, or an end is zero."""
        if not any(self.a.weights) or not any(self.b.weights):
            return None
        if self.first is not None:
            return PREDICTIONS
        final = positive_factor(self.a.weights, self.b.weights)
        if self.factor is not None:
            return LENGTH if self.factor != 1 else None
        return DIRECTION if final is None else None


def _drawn(ask: Ask) -> _Runs:
    """Draw two runs with different rates, from one start or from two of one direction."""
    draw, bias = ask.draw, some_bias(ask)
    data = samples(draw, draw.between(*_SAMPLES[ask.level]))
    rate, other = draw.shuffled(RATES)[:2]
    start = weights(draw, 2 + bias, UNDER[min(ask.level, 2)])
    if ask.answer == LENGTH and draw.below(2):
        start = scaled(0, start)
    a = Experiment(data, start, rate, _EPOCHS[ask.level], bias)
    b = replace(a, rate=other)
    # That predictions agree is not to be seen from the starts alone.
    if any(start) and (ask.answer == LENGTH or draw.below(3) == 0):
        factor = draw.one_of(_FACTORS)
        b = replace(a, start=scaled(factor, start), rate=factor * rate)
        if ask.answer != LENGTH:
            b = replace(b, rate=other)
    return _Runs(train(a), train(b))


def _claim(family: Family, ask: Ask) -> Question | None:
    runs = _drawn(ask)
    right = runs.differ
    if right != ask.answer or len(runs.a.update_steps) < 1 + min(ask.level, 2):
        return None
    options = [
        Option(text, *_explained(runs, text, right)) for text in (LENGTH, DIRECTION, PREDICTIONS)
    ]
    lab = Lab(runs.a.experiment, runs.b.experiment, Scope.TRACE)
    return family.question(ask, _prompt(lab), options, _hints(runs), lab)


def _prompt(lab: Lab) -> str:
    a, b = lab.a, lab.b or lab.a
    epochs = f"{a.epochs} epoch{'s' * (a.epochs > 1)}"
    return "\n".join(
        (
            f"These {len(a.dataset)} samples are shown in this order, for {epochs}:",
            *("", *sample_lines(a.dataset), "", convention(bias=a.bias)),
            *(f"- {name}: {start_line(run)}" for name, run in (("A", a), ("B", b))),
            *("", "What differs between the two runs?"),
        )
    )


def _explained(runs: _Runs, text: str, right: str | None) -> tuple[str, bool, str | None]:
    """The explanation of an answer, whether it is right, and what it betrays."""
    found = _finding(runs)
    if text == right:
        return found, True, None
    # A sentence that begins with w⁽⁰⁾ or a name keeps its first letter.
    later = found if found.startswith(("w", "A ")) else f"{found[0].lower()}{found[1:]}"
    said, betrayed = _granted(runs, text, right)
    return f"{said} {later}", False, betrayed


def _granted(runs: _Runs, text: str, right: str | None) -> tuple[str, str | None]:
    """What is right in a wrong answer, up to the finding, and what it betrays."""
    if right == LENGTH:
        said = (
            "final weights are other numbers"
            if text == DIRECTION
            else "updates have another length"
        )
        return f"B's {said}, that is so. But", "bigger-step" if runs.zero else "must-change"
    if right == DIRECTION and text == LENGTH:
        said = "No prediction made while training differs, that is so. But"
        return said, "same-trace-same-boundary"
    if right == DIRECTION:
        said = "w⁽⁰⁾/η is not the same in A and B, so they might, that is so. But"
        return said, "must-change"
    if text == LENGTH:
        said = "From zero start it would be so. But w⁽⁰⁾/η is not the same in A and B:"
        return said, "never-matters"
    said = "Not only a length differs, that is so. But the final direction does not:"
    if positive_factor(runs.a.weights, runs.b.weights) is None:
        said = "The final directions differ, that is so. But not they alone:"
    return said, "always-only-scales"


def _finding(runs: _Runs) -> str:
    """What is so, with the numbers."""
    a, b, first = runs.a, runs.b, runs.first
    if first is not None:
        return (
            f"At step {first.step}, z is {show(first.a.net_input)} in A and "
            f"{show(first.b.net_input)} in B, so A predicts {label(first.a.prediction)} and B "
            f"{label(first.b.prediction)}."
        )
    ends = f"A ends at {shown(a.weights)}, B at {shown(b.weights)}"
    if runs.factor is not None:
        ratio = "Both start at zero" if runs.zero else "w⁽⁰⁾/η is the same in A and B"
        return f"{ratio}, so w_B is {show(runs.factor)} times w_A at every step: {ends}."
    same = "every prediction made while training is the same"
    return f"{ends}, which is no positive multiple of it; {same}."


def _hints(runs: _Runs) -> tuple[str, ...]:
    a, b = runs.a.experiment, runs.b.experiment
    one, other = (shown(scaled(1 / run.rate, run.start)) for run in (a, b))
    first = runs.first
    if runs.factor is not None:
        last = f"w⁽⁰⁾/η is {one} in A and {other} in B."
    elif first is not None:
        last = f"w⁽⁰⁾/η is {one} in A and {other} in B. Compute z at step {first.step} in both."
    else:
        last = (
            f"A ends at {shown(runs.a.weights)}, B at {shown(runs.b.weights)}. And the signs of z?"
        )
    return (
        "Is w⁽⁰⁾/η the same in A and B?",
        "The same w⁽⁰⁾/η gives the same run, scaled. Another one may change predictions.",
        last,
    )


FAMILIES = (Family("choice-claim", Kind.CHOICE, "claim", _claim, (LENGTH, DIRECTION, PREDICTIONS)),)
