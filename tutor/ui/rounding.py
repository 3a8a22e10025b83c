"""What rounding does to a run, in words."""

from fractions import Fraction

from tutor.course.library import Library
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import equation, signed
from tutor.perceptron.floats import FloatTrace, SideBySide
from tutor.perceptron.training import Experiment, weight_names

MOST_STEPS = 2000
"""So that a key that changes a setting is followed at once."""
_STAY = "\N{NO-BREAK SPACE}"


def first_experiment(library: Library) -> Experiment:
    """AND at zero start with η = 0.1: float64 predicts otherwise already in the fourth epoch."""
    data = library.dataset("and")
    return Experiment(data, (Fraction(0),) * 3, Fraction(1, 10), 10, bias=True)


def most_epochs(data: Dataset) -> int:
    """The epochs that make at most `MOST_STEPS` steps, or one where a single one makes more."""
    return max(1, MOST_STEPS // len(data))


def restated(experiment: Experiment, data: Dataset, *, bias: bool) -> Experiment:
    """The same rate on other data, or with another bias, from zero."""
    epochs = min(experiment.epochs, most_epochs(data))
    zero = (Fraction(0),) * len(weight_names(data, bias=bias))
    return Experiment(data, zero, experiment.rate, epochs, bias)


def float_text(number: float) -> str:
    """All digits that tell a float64 from its neighbours (its `repr`), at most 24 characters."""
    return repr(number).replace("-", "−")


def held(name: str, number: Fraction) -> str:
    """`η = 0.1`, or `η ≈ 0.12346` where the number had to be rounded; no line breaks in it."""
    return equation(name, number).replace(" ", _STAY)


def sentences(runs: SideBySide) -> list[tuple[bool, str]]:
    """On float64 beside the exact run, and at η beside η = 1: whether they differ, and a text."""
    return [
        (bool(runs.wrong), _against_exact(runs)),
        (bool(runs.parted), f"{_against_one(runs)} {_hint(runs)}"),
    ]


def _against_exact(runs: SideBySide) -> str:
    name = f"float64 at {held('η', runs.rounded.experiment.rate)}"
    counts = f"Steps that differ: {len(runs.wrong)} of {len(runs.exact)}; ties: {len(runs.ties)}."
    if not runs.wrong:
        return f"{name} predicts at every step as the exact perceptron does. {counts}"
    first = runs.exact.step(runs.wrong[0])
    tie = "" if first.net_input else ", a tie,"
    return (
        f"{name} predicts otherwise first at step {first.t}: exactly, "
        f"{held('z', first.net_input)}{tie} predicts {signed(first.prediction)}; "
        f"float64 {_said(runs.rounded, first.t)}. {counts}"
    )


def _against_one(runs: SideBySide) -> str:
    moved = any(runs.exact.experiment.start)
    one = f"float64 at {held('η', Fraction(1))}" + (" with w⁽⁰⁾/η" if moved else "")
    this = f"at {held('η', runs.rounded.experiment.rate)}"
    if runs.exact.experiment.rate == 1:
        return "Both runs in float64 are the same one here."
    if not runs.parted:
        return f"{one} predicts at every step as {this}."
    t = runs.parted[0]
    law = "only w⁽⁰⁾/η decides" if moved else "η changes no prediction at zero start"
    return (
        f"{one} predicts otherwise than {this}, first at step {t}: it {_said(runs.at_one, t)}. "
        f"Exactly, {law}: rounding breaks the claim."
    )


def _said(run: FloatTrace, t: int) -> str:
    """What one step of a run had and predicted."""
    net_input = float_text(run.net_inputs[t - 1])
    return f"has z{_STAY}={_STAY}{net_input} and predicts {signed(run.predictions[t - 1])}"


def _hint(runs: SideBySide) -> str:
    """What powers of two have to do with it."""
    rate = runs.rounded.experiment.rate
    # In lowest terms numerator or denominator is 1.
    if rate != 1 and (rate.numerator * rate.denominator).bit_count() == 1 and not runs.parted:
        return f"{held('η', rate)} is a power of two: it shifts exponents, changes no digit."
    half = held("η", Fraction(1, 2))
    return f"A power of two (try {half}) only shifts exponents and changes no digit."
