"""What is left after η is dropped where it may be: the missing line of a derivation."""

from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.fresh.draw import samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST, draw_rate, product
from tutor.course.fresh.second_step import draw_run, given
from tutor.course.fresh.text import label
from tutor.course.lesson import BLANK_LINE, Kind, Lab, Line, Option, Question
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Trace, phi, train

_WRONG = {1: 2, 2: 3, 3: 3}
"""By level, how many wrong formulas there are."""


_DROPPED = "η is dropped where it may be."
_DIVIDED = "Inside φ only the sign counts, so all that stands there is divided by η."


@dataclass(frozen=True, slots=True)
class Missing:
    """A derivation with its last line left out."""

    run: Trace
    lines: tuple[Line, ...]
    right: Option
    wrong: tuple[Option, ...]
    hints: tuple[str, ...]
    rule: str
    """What is done in the line that is missing."""


def _blank(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    missing = _not_zero(ask) if ask.level == len(_WRONG) else _zero(ask)
    if missing is None:
        return None
    chosen = draw.shuffled(missing.wrong)[: _WRONG[ask.level]]
    options = draw.shuffled([missing.right, *chosen])
    texts = [option.text for option in options]
    wide = max(map(len, (*texts, *(line.formula for line in missing.lines)))) > WIDEST
    if wide or len(set(texts)) <= _WRONG[ask.level]:
        return None
    prompt = f"{given(missing.run, 2)}\n\n{missing.rule}\nWhich line is missing?"
    lab = Lab(missing.run.experiment)
    made = family.question(ask, prompt, options, missing.hints, lab)
    return replace(made, lines=missing.lines)


def _zero(ask: Ask) -> Missing | None:
    """From zero, with mistakes at both steps, so that η has to stay in front."""
    draw = ask.draw
    bias = ask.level > 1 and draw.below(2) == 0
    start, rate = (Fraction(0),) * (2 + bias), draw_rate(draw, ask.level)
    run = train(Experiment(samples(draw, 2), start, rate, 1, bias))
    one, two = run.step(1), run.step(2)
    inner = product(one.inputs, two.inputs)
    if not (one.mistake and two.mistake and inner) or rate == 1:
        return None
    eta, y, x = show(rate), show(two.label), show_vector(two.inputs)
    k = f"({show(one.label - 1)})·{_factor(inner)}"
    lines = (
        Line("Δw⁽²⁾ = η (y⁽²⁾ − φ(η (y⁽¹⁾ − 1) x⁽¹⁾·x⁽²⁾)) x⁽²⁾", "w⁽⁰⁾ = 0 and φ(0) = 1"),
        Line(f"Δw⁽²⁾ = {eta}·({y} − φ({eta}·{k}))·{x}", "the numbers put in"),
        Line(BLANK_LINE, "η is dropped where it may be"),
    )
    right = f"Δw⁽²⁾ = {eta}·({y} − φ({k}))·{x}"
    z = (one.label - 1) * inner
    value = show(z)
    said = (
        f"η > 0 changes no sign inside φ: φ({eta}·{_factor(z)}) = φ({value}) = "
        f"{label(two.prediction)}. In front it stays, and Δw⁽²⁾ = {show_vector(two.update)}."
    )
    hints = (
        "Which of the two η stands under a φ?",
        "φ(η k) = φ(k) for η > 0. What is not under a φ stays as it is.",
        f"Inside φ stands {eta} times {k}. Leave that factor out, and nothing else.",
    )
    return Missing(
        run, lines, Option(right, said, right=True), _wrong_at_zero(run, k), hints, _DROPPED
    )


def _factor(number: Fraction) -> str:
    return f"({show(number)})" if number < 0 else show(number)


def _wrong_at_zero(run: Trace, k: str) -> tuple[Option, ...]:
    one, two = run.step(1), run.step(2)
    inner = product(one.inputs, two.inputs)
    eta, y, x = show(run.experiment.rate), show(two.label), show_vector(two.inputs)
    moved, value = show_vector(two.update), show((one.label - 1) * inner)
    unmoved = show_vector([number / run.experiment.rate for number in two.update])
    return (
        Option(
            f"Δw⁽²⁾ = ({y} − φ({k}))·{x}",
            "Inside φ it may go, that is right. But in front η makes the update longer or shorter: "
            f"Δw⁽²⁾ = {moved}, and not {unmoved}.",
            right=False,
            misconception="eta-forgotten",
        ),
        Option(
            f"Δw⁽²⁾ = ({y} − φ({eta}·{k}))·{x}",
            "One of the two η may go, that is right. But it is the one inside φ, where only the "
            f"sign counts. Without the one in front Δw⁽²⁾ would not be {moved}.",
            right=False,
            misconception="eta-everywhere",
        ),
        Option(
            f"Δw⁽²⁾ = {eta}·({y} − φ({show(-(one.label - 1))}·{_factor(inner)}))·{x}",
            f"η is dropped inside φ, that is right. But the minus of {show(one.label - 1)} has "
            f"gone with it: inside stands {value}, and φ({value}) = {label(two.prediction)}.",
            right=False,
            misconception="minus-lost",
        ),
        Option(
            f"Δw⁽²⁾ = {eta}·({y} − {k})·{x}",
            "η is dropped, that is right. But φ has gone with it, and without φ it might not have "
            f"been dropped: φ({value}) = {label(two.prediction)}, not {value}.",
            right=False,
            misconception="z-and-prediction",
        ),
    )


def _not_zero(ask: Ask) -> Missing | None:
    """From another start η cannot just be dropped: all that stands inside φ is divided by it."""
    draw = ask.draw
    run = draw_run(draw, ask.level, 2, bias=draw.below(2) == 0)
    if run is None:
        return None
    rate, one, two = run.experiment.rate, run.step(1), run.step(2)
    c = product(one.before, two.inputs)
    k = (two.net_input - c) / rate
    divided = c / rate
    if not c or not k or rate == 1 or divided * 1000 % 1:
        return None
    lines = (
        Line(
            "ŷ⁽²⁾ = φ(w⁽⁰⁾·x⁽²⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾·x⁽²⁾)",
            "start and first update, multiplied out",
        ),
        Line(f"ŷ⁽²⁾ = φ({show(c)} + {show(rate)}·{_factor(k)})", "the numbers put in"),
        Line(BLANK_LINE, "all that stands inside φ divided by η > 0"),
    )
    said = (
        f"φ(z) = φ(z/η) for η > 0, and z/η is {show(c)}/{show(rate)} + {_factor(k)} = "
        f"{show(divided)} + {_factor(k)} = {show(divided + k)}."
    )
    hints = (
        "Which part inside φ has η before it, and which has not?",
        "φ(z) = φ(z/η) for η > 0. Both parts of z are divided by η.",
        f"{show(rate)}·{_factor(k)} divided by η is {show(k)}. What is {show(c)} divided by η?",
    )
    right = Option(_sum(divided, k), said, right=True)
    return Missing(run, lines, right, _wrong_elsewhere(rate, c, k), hints, _DIVIDED)


def _sum(c: Fraction, k: Fraction) -> str:
    return f"ŷ⁽²⁾ = φ({show(c)} + {_factor(k)})"


def _wrong_elsewhere(rate: Fraction, c: Fraction, k: Fraction) -> tuple[Option, ...]:
    eta, right = show(rate), _sum(c / rate, k).removeprefix("ŷ⁽²⁾ = ")
    both = f"Divided by η = {eta} they are {right}."
    dropped = phi(c + k) != phi(c + rate * k)
    turned = (
        f" Undivided, it even turns the sign: φ is {label(phi(c + k))} in place of "
        f"{label(phi(c + rate * k))}."
        if dropped
        else ""
    )
    return (
        Option(
            _sum(c, k),
            f"η is gone from the second part. But the first, {show(c)}, has to be divided as well. "
            f"{both}{turned}",
            right=False,
            misconception="always-only-scales",
        ),
        Option(
            _sum(c * rate, k),
            f"Both parts are changed, that is right. But {show(c)} is multiplied by η here. {both}",
            right=False,
            misconception="upside-down",
        ),
        Option(
            f"ŷ⁽²⁾ = φ({show(k)})",
            f"η is gone from the second part. But w⁽⁰⁾·x⁽²⁾ = {show(c)} is not 0 and stays. {both}",
            right=False,
            misconception="start-forgotten",
        ),
        Option(
            _sum(c / rate, k * rate),
            f"The first part is divided rightly. But the second is {eta}·{_factor(k)}, and divided "
            f"by η it is {show(k)}. {both}",
            right=False,
            misconception="factor-twice",
        ),
    )


FAMILIES = (Family("blank-drop-eta", Kind.BLANK, "drop-eta", _blank),)
