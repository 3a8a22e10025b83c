"""Which weights of a network the first step moves, where that is sure without a float.

At the start the output unit has the net input 0. So have the hidden units, and then every slope is
rational; or no error comes back to them.
"""

from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.networks import RATES, Net, inner, small_weights
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.network import Activation
from tutor.perceptron.training import Weights

_NONE = "None"
_BIAS = "The output bias b alone"
_OUTGOING = "b, a₁ and a₂"
_INCOMING = "b and the six weights in w₁ and w₂"
_ALL = "All nine"
_MOVED = {_NONE: "", _BIAS: "b", _OUTGOING: "ba", _INCOMING: "bw", _ALL: "baw"}
"""By option, the groups of weights that move: the output bias, those of h₁ and h₂, the hidden."""
_AT_ZERO = {
    Activation.TANH: "o = 0 and δ = −y",
    Activation.LOGISTIC: "o = 1/2 and δ = (1/2 − y)/4",
}


def _moves(family: Family, ask: Ask) -> Question | None:
    net = _start(ask)
    if net is None:
        return None
    said = _about_moves(net)
    if said is None:
        return None
    moved, why = said
    key = next((text for text, groups in _MOVED.items() if groups == moved), None)
    if key is None or key != ask.answer:
        return None
    options = [_moves_option(text, key, why) for text in _MOVED]
    hints = (
        "Which h are 0 at the start, and which a?",
        "The slopes are sums: of δ for b, of δ h for a, of δ a (slope of h) x for w.",
        f"Here {_AT_ZERO[net.activation]}. Add up δ over the samples, then δ h₁.",
    )
    question = "Which of its nine weights does the first step move?"
    return family.question(ask, "\n".join([*net.lines(), question]), options, hints)


def _start(ask: Ask) -> Net | None:
    """A network that may have the answer: the output unit's net input is 0 at the start."""
    draw = ask.draw
    zero: Weights = (Fraction(0),) * 3
    activation = draw.one_of(tuple(Activation))
    count = 2 + ask.level - draw.below(2) * (ask.level > 1)
    data = samples(draw, 2 * draw.between(1, 2) if ask.answer == _NONE else count)
    one, two, output = zero, zero, zero
    if ask.answer in {_INCOMING, _ALL}:
        first, second = (_nonzero(draw, ask.level) for _ in range(2))
        tanh = activation is Activation.TANH
        output = (Fraction(0) if tanh else -(first + second) / 2, first, second)
    elif ask.answer == _OUTGOING and activation is Activation.TANH:
        one, two = small_weights(draw, ask.level), small_weights(draw, ask.level)
    return Net(activation, data, draw.one_of(RATES), (one, two), output)


def _nonzero(draw: Draw, under: int) -> Fraction:
    return Fraction(draw.one_of((-3, -2, -1, 1, 2, 3)), 1 if under == 1 else 2)


def _about_moves(net: Net) -> tuple[str, str] | None:
    """The groups of weights that step 1 moves, and why.

    None where that is not sure, or where only some weights of a group move.
    """
    tanh = net.activation is Activation.TANH
    unit = Fraction(1) if tanh else Fraction(1, 8)
    deltas = [-unit * y for y in net.data.labels]
    back = [
        sum((d * x[place] for d, x in zip(deltas, net.inputs, strict=True)), Fraction(0))
        for place in range(3)
    ]
    total = back[0]
    moved = "b" if total else ""
    why = f"{_AT_ZERO[net.activation]}: it adds up to {show(total)}, the slope of b. "
    if any(map(any, net.hidden)):
        if not _one_sign(net):
            return None
        moved += "a"
        why += "δ h has one sign wherever it is not 0, so a₁ and a₂ get slopes. "
    elif tanh:
        why += "h₁ = h₂ = 0, so a₁ and a₂ have the slope 0. "
    else:
        moved += "a" if total else ""
        why += f"h₁ = h₂ = 1/2, so a₁ and a₂ have the slope {show(total / 2)}. "
    if not any(net.output[1:]):
        return moved, f"{why}a₁ = a₂ = 0, so no error comes back to w₁ and w₂."
    if not all(back):
        return None
    slope = [value * (1 if tanh else Fraction(1, 4)) for value in back]
    return f"{moved}w", f"{why}w₁ and w₂ get a₁ and a₂ times {show_vector(slope)}."


def _one_sign(net: Net) -> bool:
    """Whether δ h has one sign on the samples, for h₁ and for h₂; for tanh units, with o = 0."""
    products = [
        [-y * inner(w, x) for y, x in zip(net.data.labels, net.inputs, strict=True)]
        for w in net.hidden
    ]
    return all(any(parts) and (min(parts) >= 0 or max(parts) <= 0) for parts in products)


def _moves_option(text: str, key: str, why: str) -> Option:
    if text == key:
        return Option(text, why, right=True)
    mine, moved = set(_MOVED[text]), set(_MOVED[key])
    if not mine:
        begins = "Zeros at the start do stop some weights in some networks."
    elif not moved:
        begins = "A weight moves where its slope is not 0."
    elif mine < moved:
        begins = "What you name does move, but not alone."
    else:
        begins = "b does move."
    betrayed = "zero-cannot-learn" if mine < moved else "all-weights-move"
    return Option(text, f"{begins} {why}", right=False, misconception=betrayed)


FAMILIES = (Family("choice-activation", Kind.CHOICE, "activation", _moves, tuple(_MOVED)),)
