"""The limit (R/γ)² for the number of mistakes, worked out for drawn samples and a vector u."""

from fractions import Fraction

from tutor.course.fresh.draw import FRESH, RATES, Draw
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.text import Slip, sample_lines, typed
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Weights, train

_UNITS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_FIFTHS = ((3, 4), (4, 3), (-3, 4), (4, -3), (-4, 3), (3, -4))
_ANY = tuple((a, b) for a in range(-3, 4) for b in range(-3, 4) if a and b)
_EPOCHS = 6
_NO_ETA = "η stands on both sides of the proof, so it cancels."


def _vector(draw: Draw, level: int) -> Weights:
    """A vector u: of length 1, of length 5, or of any."""
    choices = {1: _UNITS, 2: (*_FIFTHS, *_ANY), 3: _ANY}[level]
    under = 5 if level == 1 and draw.below(2) else 1
    if under == 5:
        choices = _FIFTHS
    return tuple(Fraction(value, under) for value in draw.one_of(choices))


def _separated(draw: Draw, level: int, u: Weights) -> Dataset | None:
    """Samples with y (u·x) > 0, drawn with their labels from the sign of u·x."""
    points = [(x, y) for x in range(-4, 5) for y in range(-4, 5) if u[0] * x + u[1] * y]
    drawn = draw.shuffled(points)[: 2 + level]
    labels = [1 if u[0] * x + u[1] * y > 0 else -1 for x, y in drawn]
    return Dataset.of(FRESH, drawn, labels) if len(set(labels)) == 2 else None


def _bound(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    u = _vector(draw, ask.level)
    data = _separated(draw, ask.level, u)
    if data is None:
        return None
    longest = max(_inner(data.sample(i), data.sample(i)) for i in range(len(data)))
    parts = [y * _inner(u, data.sample(i)) for i, y in enumerate(data.labels)]
    least, square = min(parts), _inner(u, u)
    rate = draw.one_of(RATES)
    experiment = Experiment(data, (Fraction(0),) * 2, rate, _EPOCHS, bias=False)
    limit = longest * square / least**2
    made = sum(train(experiment).mistakes)
    if not 0 < made <= limit or limit > 2000:
        return None
    hints = (
        "Which x is the longest, and for which sample is y (u·x) least?",
        "R² is the largest x·x; γ² is the square of the least y (u·x), divided by u·u.",
        f"R² = {show(longest)}, the least y (u·x) is {show(least)}, u·u = {show(square)}.",
    )
    why = (
        f"R² = {show(longest)}. y (u·x) is {', '.join(map(show, parts))}; the least is "
        f"{show(least)}, u·u = {show(square)}. {_worked(longest, least, square)} = {show(limit)}. "
        f"This run makes {made} mistake{'s' * (made > 1)} in {_EPOCHS} epochs."
    )
    options = typed(limit, why, _slips(longest, least, square, rate))
    return family.question(ask, _prompt(experiment, u), options, hints, Lab(experiment))


def _prompt(experiment: Experiment, u: Weights) -> str:
    return "\n".join(
        [
            "Without a bias, from w⁽⁰⁾ = (0, 0), φ(0) = +1, Δw = η (y − ŷ) x and",
            f"η = {show(experiment.rate)}, a perceptron learns these samples:",
            "",
            *sample_lines(experiment.dataset),
            "",
            f"The vector u = {show_vector(u)} has y (u·x) > 0 for each of them.",
            "R is the length of the longest x, γ the least y (u·x), once u is divided",
            "by its length. What is (R/γ)², the limit for the number of mistakes?",
        ]
    )


def _inner(one: Weights, other: Weights) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def _worked(longest: Fraction, least: Fraction, square: Fraction) -> str:
    by = "" if square == 1 else f" · {show(square)}"
    return f"(R/γ)² = {show(longest)}{by} / {show(least)}²"


def _slips(longest: Fraction, least: Fraction, square: Fraction, rate: Fraction) -> list[Slip]:
    limit = longest * square / least**2
    return [
        Slip(longest / least**2, "That takes u as if it had length 1.", "length-taken-as-one"),
        Slip(longest * square / least, "The least y (u·x) has to be squared, too.", "slip"),
        Slip(longest, "That is R², as if γ were 1.", "slip"),
        Slip(limit * rate, _NO_ETA, "eta-everywhere"),
        Slip(limit / rate, _NO_ETA, "eta-everywhere"),
        Slip(1 / limit, "That is (γ/R)², the wrong way round.", "upside-down"),
    ]


FAMILIES = (Family("number-mistake-bound", Kind.NUMBER, "mistake-bound", _bound),)
