"""Something happens in a perceptron or a network: which of two arguments says why?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.fresh.draw import samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import draw_experiment, draw_rate, given_lines
from tutor.course.fresh.networks import RATES, Net, small_weights
from tutor.course.fresh.text import label
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.network import Activation, alike
from tutor.perceptron.training import Trace, train

_SIGNS = "w = η v with a v that knows no η, and η > 0 turns no sign"
_ALIKE = "Hidden units that start alike get equal slopes"
_NEITHER = "Neither of the two"
_MANY = 100
"""Steps after which a network is looked at."""


@dataclass(frozen=True, slots=True)
class Case:
    """What happens, and why."""

    lines: list[str]
    """The machine and what happens, as the prompt says it."""
    why: str
    begins: dict[str, tuple[str, str]]
    """By wrong option: what is right in it, and what it betrays."""
    hint: str
    lab: Lab | None = None


def _pair(ask: Ask, *, zero: bool) -> tuple[Trace, Trace, list[str], Lab] | None:
    """Two runs from one start; None where they have one η, or less than two mistakes."""
    a = draw_experiment(ask.draw, ask.level, zero=zero)
    b = replace(a, rate=draw_rate(ask.draw, ask.level))
    one, other = train(a), train(b)
    if a.rate == b.rate or min(len(one.update_steps), len(other.update_steps)) < 2:
        return None
    lines = given_lines(a, f"A has η = {show(a.rate)}, B η = {show(b.rate)}.")
    return one, other, lines, Lab(a, b, Scope.TRACE)


_NO_UNITS = ("Alike units do stay alike. But one neuron has no hidden units.", "alike-means-scale")
_NOT_ZERO = ("η is a factor of every update. But not of the start.", "never-matters")
_A_REASON = ("To run it shows that it is so. But there is a reason.", "only-running-tells")
_SMOOTH = ("So it is for one neuron with φ. But these units see sizes, too.", "signs-everywhere")
_TOO_EARLY = ("η > 0 turns no sign. But here it has not acted yet.", "eta-everywhere")


def _zero_start(ask: Ask) -> Case | None:
    found = _pair(ask, zero=True)
    if found is None:
        return None
    one, other, lines, lab = found
    v = tuple(w / lab.a.rate for w in one.weights)
    if not any(v):
        return None
    factor = show(other.experiment.rate / lab.a.rate)
    said = f"In the end B's weights are {factor} times A's."
    if ask.once % 2:
        said = _all_same(one)
    why = (
        f"At zero start w = η v: in the end {show_vector(one.weights)} in A and "
        f"{show_vector(other.weights)} in B, both η times {show_vector(v)}. No sign turns, so "
        "no prediction does."
    )
    begins = {_ALIKE: _NO_UNITS, _NEITHER: _A_REASON}
    return Case([*lines, said], why, begins, "Look at w⁽⁰⁾. What is w/η in A and in B?", lab)


def _all_same(run: Trace) -> str:
    count = "Both" if len(run) == 2 else f"All {len(run)}"
    return f"{count} predictions made while training are the same in A and B."


def _other_start(ask: Ask) -> Case | None:
    """Another start, from which the predictions agree or do not."""
    found = _pair(ask, zero=False)
    if found is None:
        return None
    one, other, lines, lab = found
    steps = zip(one.predictions, other.predictions, strict=True)
    first = next((t for t, (a, b) in enumerate(steps, 1) if a != b), None)
    if (first is None) != (ask.once % 3 > 0):
        return None
    begins = {_SIGNS: _NOT_ZERO, _ALIKE: _NO_UNITS}
    why = f"w⁽⁰⁾ = {show_vector(lab.a.start)} is not zero, so w is not η v; and no unit is hidden. "
    if first is not None:
        z = f"{show(one.step(first).net_input)} in A and {show(other.step(first).net_input)} in B"
        said = f"Step {first} is the first at which A and B predict differently."
        why += f"The start weighs against η: at step {first} z is {z}."
    elif ask.once % 3 == 1:
        said = _all_same(one)
        why += "These numbers push no z over 0; others might."
    else:
        said, why = _first_prediction(one)
        begins[_SIGNS] = _TOO_EARLY
    return Case([*lines, said], why, begins, "Look at w⁽⁰⁾. Are there hidden units?", lab)


def _first_prediction(run: Trace) -> tuple[str, str]:
    """What happens at step 1, and why."""
    return (
        f"Step 1 predicts {label(run.predictions[0])} in A and in B.",
        (
            "Step 1 comes before any update: it is made by w⁽⁰⁾ alone, with "
            f"z = {show(run.step(1).net_input)} for every η. There are no hidden units."
        ),
    )


def _net(ask: Ask, *, zero: bool) -> Net:
    draw = ask.draw
    data = samples(draw, 2 if ask.level == 1 and not zero else 3)
    if zero:
        nothing = (Fraction(0),) * 3
        return Net(Activation.TANH, data, draw.one_of(RATES), (nothing, nothing), nothing)
    w, out = (small_weights(draw, (1, 2, 5)[ask.level - 1]) for _ in range(2))
    activation = draw.one_of(tuple(Activation))
    return Net(activation, data, draw.one_of(RATES), (w, w), (out[0], out[1], out[1]))


def _alike_units(ask: Ask) -> Case | None:
    net = _net(ask, zero=ask.once % 4 == 0)
    if not all(map(alike, net.after(20))):
        return None
    said = f"After {_MANY} steps h₁ and h₂ are still equal for every sample."
    if ask.once % 2:
        said = "With any other η, too, h₁ and h₂ are equal after every step."
    why = (
        f"w₁ = w₂ and a₁ = a₂ = {show(net.output[1])}: the same error comes back to both units, "
        "so their slopes are equal and each step moves both alike, whatever η is."
    )
    begins = {_SIGNS: _SMOOTH, _NEITHER: _A_REASON}
    return Case([*net.lines(), said], why, begins, "Compare w₁ with w₂ and a₁ with a₂.")


def _stuck(ask: Ask) -> Case | None:
    net = _net(ask, zero=True)
    total = -sum(net.data.labels)
    if not total:
        return None
    said = f"After {_MANY} steps b has moved, and the other eight weights are 0."
    why = (
        "tanh(0) = 0, so h₁ = h₂ = 0 and the slopes of a₁ and a₂ are 0; a₁ = a₂ = 0, so no error "
        f"comes back to w₁ and w₂. The slope of b begins as the sum of −y, {show(total)}."
    )
    begins = {
        _SIGNS: _SMOOTH,
        _ALIKE: ("They stay alike. But alike units may move, too.", "zero-cannot-learn"),
    }
    return Case(
        [*net.lines(), said],
        why,
        begins,
        "Would it be so with logistic units, which give 1/2 at zero?",
    )


def _before(ask: Ask) -> Case | None:
    """Alike units, and something that does not come of it."""
    net = _net(ask, zero=False)
    said = "Before step 1 the output o for x⁽¹⁾ is the same for every η."
    why = (
        "Before step 1 η has not acted: o is made of x⁽¹⁾ = "
        f"{show_vector(net.data.sample(0))} and the starting weights alone. "
        "It would be so with hidden units that are not alike, and φ is not in it."
    )
    begins = {
        _SIGNS: _TOO_EARLY,
        _ALIKE: ("The units are alike, that is so. But no slope has acted yet.", "eta-everywhere"),
    }
    return Case([*net.lines(), said], why, begins, "Has η acted before step 1?")


_CASES: dict[str, tuple[Callable[[Ask], Case | None], ...]] = {
    _SIGNS: (_zero_start,),
    _ALIKE: (_alike_units,),
    _NEITHER: (_other_start, _other_start, _stuck, _before),
}


def _which(family: Family, ask: Ask) -> Question | None:
    answer = str(ask.answer)
    choices = _CASES[answer]
    case = choices[ask.once // 12 % len(choices)](ask)
    if case is None:
        return None
    prompt = "\n".join([*case.lines, "Which argument explains this?"])
    hints = (
        "Is it one neuron, or a network with hidden units?",
        "One needs w⁽⁰⁾ = 0 and a φ that sees signs only, the other needs two equal units.",
        case.hint,
    )
    options = [_option(text, answer, case) for text in (_SIGNS, _ALIKE, _NEITHER)]
    return family.question(ask, prompt, options, hints, case.lab)


def _option(text: str, answer: str, case: Case) -> Option:
    if text == answer:
        return Option(text, case.why, right=True)
    begins, betrayed = case.begins[text]
    return Option(text, f"{begins} {case.why}", right=False, misconception=betrayed)


FAMILIES = (Family("choice-which-argument", Kind.CHOICE, "which-argument", _which, tuple(_CASES)),)
