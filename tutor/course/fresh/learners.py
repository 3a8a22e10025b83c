"""Other learners from zero, each with two η: does a prediction differ on these very samples?"""

from dataclasses import dataclass
from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.text import label, raised, sample_lines
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.variants import KEEPS, LOSES, Run, Settings, Variant, run, survives

_TOLD = {
    Variant.TIE: ("φ(0) = −1 and Δw = η (y − ŷ) x.",),
    Variant.AVERAGED: (
        "φ(0) = +1 and Δw = η (y − ŷ) x. After training it predicts with the mean",
        "of the weights after each step.",
    ),
    Variant.SCHEDULE: ("φ(0) = +1 and Δw = (c/t) (y − ŷ) x at step t = 1, 2 and so on.",),
    Variant.MARGIN: ("φ(0) = +1 and Δw = 2η y x whenever y z ≤ β, else 0; β = {margin}.",),
    Variant.DECAY: (
        "φ(0) = +1. At every step w becomes (1 − λη) w + η (y − ŷ) x,",
        "with λ = {decay}.",
    ),
    Variant.ADALINE: ("φ(0) = +1 and Δw = η (y − z) x: z itself, not ŷ.",),
    Variant.NEGATIVE: ("φ(0) = +1 and Δw = η (y − ŷ) x; η may be below 0.",),
}
_KEEPING = tuple(variant for variant in _TOLD if survives(variant))
_LOSING = tuple(variant for variant in _TOLD if not survives(variant))
_RATES = {
    1: ("0.5", "1", "2", "3", "5"),
    2: ("0.1", "0.25", "0.5", "1", "1.5", "2", "4"),
    3: ("0.05", "0.1", "0.2", "0.3", "0.6", "0.7", "1.2", "1.5"),
}
_MARGINS = tuple(Fraction(text) for text in ("0.5", "1", "2", "3", "5"))
_DECAYS = tuple(Fraction(text) for text in ("0.1", "0.05", "0.15"))
_REASONS = {
    **KEEPS,
    **LOSES,
    Variant.SCHEDULE: "c is a factor of every update, so w = c·v with a v that knows t but no c.",
}
_MOST_SIGNS = 14
"""Characters of a z in an explanation."""


@dataclass(frozen=True, slots=True)
class Two:
    """One learner with two η on the same samples."""

    variant: Variant
    data: Dataset
    settings: Settings
    rates: tuple[Fraction, Fraction]
    epochs: int

    def runs(self) -> tuple[Run, Run]:
        """Both runs from zero, without a bias."""
        zero = (Fraction(0),) * 2
        one, other = (
            run(
                self.variant,
                self.data,
                zero,
                rate,
                self.epochs,
                bias=False,
                settings=self.settings,
            )
            for rate in self.rates
        )
        return one, other

    def prompt(self) -> str:
        """What is asked."""
        told = [
            line.format(margin=show(self.settings.margin), decay=show(self.settings.decay))
            for line in _TOLD[self.variant]
        ]
        rate = "c" if self.variant is Variant.SCHEDULE else "η"
        one, other = (f"{rate} = {show(value)}" for value in self.rates)
        epochs = f"{self.epochs} epoch{'s' * (self.epochs > 1)}"
        asked = "Does a prediction made while training differ between A and B?"
        if self.variant is Variant.AVERAGED:
            asked = "Does the mean predict any sample otherwise in A than in B?"
        return "\n".join(
            [
                "A learner starts at zero, without a bias. z = w·x and ŷ = φ(z), with",
                *told,
                f"A has {one}, B has {other}, for {epochs} of these samples:",
                "",
                *sample_lines(self.data),
                "",
                asked,
            ]
        )


def _two(draw: Draw, level: int, variant: Variant, fewest: int) -> Two:
    one, other = (Fraction(text) for text in draw.shuffled(_RATES[level])[:2])
    if variant is Variant.NEGATIVE:
        one, other = draw.one_of(((one, -one), (one, -other), (-one, -other)))
    data = samples(draw, draw.between(fewest, 3) if level == 1 else draw.between(3, 4))
    settings = Settings(draw.one_of(_MARGINS), draw.one_of(_DECAYS))
    epochs = draw.between(1, 3) if variant is not Variant.ADALINE and level > 1 else 1
    return Two(variant, data, settings, (one, other), epochs)


def _variants(family: Family, ask: Ask) -> Question | None:
    draw, yes = ask.draw, ask.answer == "Yes"
    chosen = _LOSING if yes or ask.once % 2 else _KEEPING
    variant = chosen[ask.once // 2 % len(chosen)]
    if yes and variant is Variant.DECAY and ask.level == 1:
        # It would take more steps for the decay to turn a sign.
        return None
    two = _two(draw, ask.level, variant, 3 if yes else 2)
    a, b = two.runs()
    first = _first(a, b)
    differ = a.samples != b.samples if variant is Variant.AVERAGED else first is not None
    if differ != yes or not any(a.weights) or len(set(a.predictions)) < 2:
        return None
    step = first or len(a.predictions)
    numbers = [show(it.net_inputs[step - 1]) for it in (a, b)]
    if any(len(number) > _MOST_SIGNS for number in numbers):
        return None
    said = _about(two, step, (a, b), differ=differ)
    asked = "the mean" if variant is Variant.AVERAGED else f"z at step {step}"
    hints = (
        "Which way does an update go where η is below 0?"
        if variant is Variant.NEGATIVE
        else "Which numbers in the update do not grow with η?",
        "The claim is kept where w is η times a v without η, and signs decide.",
        f"Compute {asked} in A and in B.",
    )
    return family.question(ask, two.prompt(), _options(two, said, differ=differ), hints)


def _first(a: Run, b: Run) -> int | None:
    """The first step at which two runs predict differently."""
    steps = enumerate(zip(a.predictions, b.predictions, strict=True), 1)
    return next((t for t, (one, other) in steps if one != other), None)


def _about(two: Two, step: int, runs: tuple[Run, Run], *, differ: bool) -> str:
    """The reason, and z at the first step that differs, or at the last."""
    a, b = runs
    reason = _REASONS[two.variant]
    if two.variant is Variant.AVERAGED:
        means = f"{show_vector(a.weights)} in A and {show_vector(b.weights)} in B"
        return f"{reason} The mean is {means}."
    numbers = (f"{show(it.net_inputs[step - 1])} in {name}" for it, name in ((a, "A"), (b, "B")))
    found = f"At step {step} z⁽{raised(step)}⁾ is {' and '.join(numbers)}"
    signs = [label(it.predictions[step - 1]) for it in runs]
    if differ:
        return f"{reason} {found}: {signs[0]} and {signs[1]}."
    if survives(two.variant) or max(two.rates) < 0:
        return f"{reason} {found}: both {signs[0]}, and they agree at every other step."
    reason = f"A prediction may differ: {reason[0].lower()}{reason[1:]} But here none does."
    return f"{reason} {found}: both {signs[0]}."


def _options(two: Two, said: str, *, differ: bool) -> list[Option]:
    negative = two.variant is Variant.NEGATIVE
    if differ:
        begins, betrayed = "With the plain rule none would.", "every-learner-keeps"
        begins = "With η above 0 none would." if negative else begins
    elif survives(two.variant):
        begins, betrayed = "The weights do become others.", "bigger-step"
    else:
        begins, betrayed = "Not every two η show it.", "loses-means-always"
        begins = "With an η above 0 and one below it might." if negative else begins
    return [
        Option(
            text,
            said if right else f"{begins} {said}",
            right,
            None if right else betrayed,
        )
        for text, right in (("Yes", differ), ("No", not differ))
    ]


FAMILIES = (Family("choice-variants", Kind.CHOICE, "variants", _variants, ("Yes", "No")),)
