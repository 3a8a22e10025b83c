"""One experiment drawn as hard as asked for, and the lines of a prompt that give it in full."""

from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.setting import convention
from tutor.course.fresh.text import sample_lines
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Step, Weights

WIDEST = 66
"""Columns of the widest formula in a proof."""
_SAMPLES = {1: (2, 3), 2: (3, 4), 3: (3, 5)}
_EPOCHS = {1: (1, 1), 2: (1, 2), 3: (2, 3)}
_UNDER = {1: (1,), 2: (1, 2), 3: (2, 5, 10)}
"""By level, what the numbers of the start are divided by."""
_RATES = {
    1: ("0.5", "1", "2"),
    2: ("0.1", "0.25", "0.5", "1", "1.5", "2", "3"),
    3: ("0.1", "0.2", "0.3", "0.4", "0.6", "0.7", "0.75", "1.2"),
}


def draw_rate(draw: Draw, level: int) -> Fraction:
    """Draw a learning rate."""
    return Fraction(draw.one_of(_RATES[level]))


def draw_start(draw: Draw, level: int, size: int) -> Weights:
    """Draw a start that is not zero."""
    under = draw.one_of(_UNDER[level])
    drawn = tuple(Fraction(draw.below(9) - 4, under) for _ in range(size))
    return drawn if any(drawn) else (Fraction(1, under),) * size


def draw_experiment(draw: Draw, level: int, *, zero: bool = False) -> Experiment:
    """Draw samples, a start, η and the number of epochs.

    Args:
        draw: Where all that is drawn comes from.
        level: From 1, two or three samples shown once, to 3, tenths and up to fifteen steps.
        zero: Whether the start is zero.
    """
    data = samples(draw, draw.between(*_SAMPLES[level]))
    bias = level > 1 and draw.below(2) == 0
    size = 2 + bias
    start = (Fraction(0),) * size if zero else draw_start(draw, level, size)
    epochs = draw.between(*_EPOCHS[level])
    return Experiment(data, start, draw_rate(draw, level), epochs, bias)


def given_lines(a: Experiment, runs: str) -> list[str]:
    """The samples, the rule and the start.

    Args:
        a: The experiment.
        runs: What is said of η, such as `A has η = 1.`.
    """
    epochs = f"{a.epochs} epoch{'s' * (a.epochs > 1)}"
    return [
        f"These {len(a.dataset)} samples are shown in this order, for {epochs}:",
        "",
        *sample_lines(a.dataset),
        "",
        convention(bias=a.bias),
        f"The start is w⁽⁰⁾ = {show_vector(a.start)}. {runs}".rstrip(),
        "",
    ]


def product(one: Weights, other: Weights) -> Fraction:
    """The inner product of two vectors of one size."""
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def parts(a: Experiment, step: Step) -> tuple[Fraction, Fraction]:
    """The c and the k of z = c + kη at a step: w⁽⁰⁾·x, and u·x of the brackets up to there."""
    from_start = product(a.start, step.inputs)
    return from_start, (step.net_input - from_start) / a.rate


def linear(c: Fraction, k: Fraction) -> str:
    """Write c + kη: `3 − 8η`, `−8η`, `3`."""
    if not k:
        return show(c)
    size = "" if abs(k) == 1 else show(abs(k))
    if not c:
        return f"{'−' if k < 0 else ''}{size}η"
    return f"{show(c)} {'−' if k < 0 else '+'} {size}η"
