"""Which η in float64 surely does what another does: only one that is a power of two times it.

For each of the others there is a witness: on AND float64 predicts otherwise with it.
"""

from fractions import Fraction
from functools import cache

from tutor.course.fresh.draw import Draw
from tutor.course.fresh.family import Ask, Family
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show
from tutor.perceptron.floats import train_in_floats
from tutor.perceptron.training import Experiment

_AND = Dataset.of("AND", [(0, 0), (0, 1), (1, 0), (1, 1)], [-1, -1, -1, 1])
_EPOCHS = 10
_UNDER = {1: 1, 2: 10, 3: 20}
"""By level, what the first η is a multiple of; at level 1 it is itself a power of two."""
_POWERS = {1: (-3, 3), 2: (-2, 3), 3: (-4, 5)}
_MOST_DIGITS = 6


@cache
def _on_and(rate: Fraction) -> tuple[int, ...]:
    """What float64 predicts on AND with a bias, from zero."""
    start = (Fraction(0),) * 3
    return train_in_floats(Experiment(_AND, start, rate, _EPOCHS, bias=True)).predictions


def _parts_at(one: Fraction, other: Fraction) -> int | None:
    """The first step of AND at which two η predict differently in float64."""
    steps = enumerate(zip(_on_and(one), _on_and(other), strict=True), 1)
    return next((t for t, (a, b) in steps if a != b), None)


def _first_rate(draw: Draw, level: int) -> Fraction:
    if level == 1:
        return Fraction(draw.one_of((1, 2, 4)), draw.one_of((1, 2)))
    return Fraction(draw.between(1, 4 * _UNDER[level]), _UNDER[level])


def _power_of_two(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    rate = _first_rate(draw, ask.level)
    power = draw.between(*_POWERS[ask.level])
    right = rate * Fraction(2) ** power
    under = 10 if ask.level == 1 else 20
    others = [Fraction(draw.between(1, 4 * under), under) for _ in range(3)]
    rates = draw.shuffled([right, *others])
    if power == 0 or len(set(rates)) < 4 or len(show(right)) > _MOST_DIGITS:
        return None
    if any(_parts_at(rate, other) is None for other in others):
        return None
    listed = ", ".join(map(show, rates[:3])) + f" and {show(rates[3])}"
    prompt = (
        f"A perceptron in float64 starts at zero and learns with η = {show(rate)}. Another\n"
        f"one has the same samples, also starts at zero, and has one of these η:\n"
        f"{listed}.\n\n"
        "With which of them does it surely predict the same at every step, whatever\n"
        "the samples are? (Suppose no number leaves the range of float64.)"
    )
    options = [_option(rate, other, right) for other in rates]
    hints = (
        f"By what is {show(rate)} multiplied to give each of them?",
        "Which factors leave all binary digits of a number as they are?",
        "Look for a factor such as 2, 4 or 1/2.",
    )
    return family.question(ask, prompt, options, hints)


def _option(rate: Fraction, other: Fraction, right: Fraction) -> Option:
    factor = other / rate
    made = f"{show(other)} = {factor} · {show(rate)}"
    if other == right:
        why = (
            f"{made}, and {factor} is a power of two: every weight and every z has the digits "
            f"that it has with η = {show(rate)}, only shifted, so no sign is another."
        )
        return Option(show(other), why, right=True)
    why = (
        f"With exact sums every η > 0 would do. But {made}, and {factor} is no power of "
        f"two. On AND with a bias the two part at step {_parts_at(rate, other)} in float64."
    )
    return Option(show(other), why, right=False, misconception="whole-factor-is-safe")


FAMILIES = (Family("choice-power-of-two", Kind.CHOICE, "power-of-two", _power_of_two),)
