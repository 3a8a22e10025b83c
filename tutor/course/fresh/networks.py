"""The 2-2-1 network of lesson 12: do two hidden units that start alike stay alike?

No float decides a key. Where a slope must not be 0, all samples add to it with one sign: o lies
strictly between the targets, so δ has the sign of o − y.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.text import raised
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.network import Activation, Network, Triple, alike, descend
from tutor.perceptron.training import Weights

_STAY = "Yes, at the start and after every step"
_UNTIL = "At the start, but no longer after step 1"
_NEVER = "No, not even at the start"

_READING = "Start (bias first in w₁ and w₂, its input 1)"
_STEPS = 20
"""Steps of the network that the engine looks at, beside the proof."""
RATES = tuple(Fraction(text) for text in ("0.05", "0.1", "0.2", "0.5", "1"))
_PLACES = ("bias", "weight of x₁", "weight of x₂")


@dataclass(frozen=True, slots=True)
class Net:
    """A network before its first step, in exact numbers, and what it learns from."""

    activation: Activation
    data: Dataset
    rate: Fraction
    hidden: tuple[Weights, Weights]
    output: Weights
    """(b, a₁, a₂)."""

    @property
    def inputs(self) -> list[Weights]:
        """The samples with the constant 1 first."""
        return [(Fraction(1), *self.data.sample(i)) for i in range(len(self.data))]

    def lines(self) -> list[str]:
        """What a prompt says of it."""
        tanh = self.activation is Activation.TANH
        unit, made = ("tanh", "") if tanh else ("s", ", s(z) = 1/(1 + e⁻ᶻ)")
        one, two = self.hidden
        b, first, second = self.output
        targets = {-1: "−1" if tanh else "0", 1: "+1" if tanh else "1"}
        shown = [
            f"- x⁽{raised(i)}⁾ = {show_vector(self.data.sample(i - 1))}, "
            f"y⁽{raised(i)}⁾ = {targets[label]}"
            for i, label in enumerate(self.data.labels, 1)
        ]
        return [
            f"A network has h₁ = {unit}(w₁·x), h₂ = {unit}(w₂·x) and the output",
            f"o = {unit}(b + a₁ h₁ + a₂ h₂){made}.",
            "It learns from all samples at once: Δw = −η ∂E/∂w, E = ½ Σ (o − y)²,",
            f"with η = {show(self.rate)}. {_READING} and samples:",
            "",
            f"- w₁ = {show_vector(one)}, w₂ = {show_vector(two)}",
            f"- b = {show(b)}, a₁ = {show(first)}, a₂ = {show(second)}",
            *shown,
            "",
        ]

    def after(self, steps: int) -> tuple[Network, ...]:
        """The network in floats before the first step and after each."""
        one, two = (_triple(weights) for weights in self.hidden)
        network = Network(self.activation, (one, two), _triple(self.output))
        points = [(float(x), float(y)) for _, x, y in self.inputs]
        targets = self.activation.targets(self.data.labels)
        return descend(network, points, targets, float(self.rate), steps)


def _triple(weights: Weights) -> Triple:
    b, one, two = map(float, weights)
    return b, one, two


def small_weights(draw: Draw, under: int) -> Weights:
    """Three small weights, at least one of them not 0."""
    drawn = tuple(Fraction(draw.between(-2 * under, 2 * under), 2 * under) for _ in range(3))
    return drawn if any(drawn) else (Fraction(1, under),) * 3


def _other_weights(ask: Ask, w: Weights) -> Weights:
    """Other weights; from level 2 on they are made of the same numbers, or nearly."""
    draw = ask.draw
    at = draw.below(3)
    choices = [
        (w[0], w[2], w[1]),
        tuple(-value if place == at else value for place, value in enumerate(w)),
    ]
    return small_weights(draw, 1) if ask.level == 1 else draw.one_of(choices)


def _surely(data: Dataset, inputs: Sequence[Weights]) -> int | None:
    """A place at which y x has one sign on all samples, so that its slope is not 0."""
    for place in (1, 2):
        parts = [y * x[place] for y, x in zip(data.labels, inputs, strict=True)]
        if any(parts) and (min(parts) >= 0 or max(parts) <= 0):
            return place
    return None


def _hidden_alike(family: Family, ask: Ask) -> Question | None:
    draw, under = ask.draw, (1, 2, 5)[ask.level - 1]
    activation = draw.one_of(tuple(Activation))
    data = samples(draw, 1 + ask.level)
    one = small_weights(draw, under)
    two = _other_weights(ask, one) if ask.answer == _NEVER else one
    out = small_weights(draw, under)
    if ask.answer != _UNTIL:
        out = (out[0], out[1], out[1])
    net = Net(activation, data, draw.one_of(RATES), (one, two), out)
    apart = [i for i, x in enumerate(net.inputs) if inner(one, x) != inner(two, x)]
    place = _surely(data, net.inputs)
    if ask.answer == _NEVER and not apart:
        return None
    if ask.answer == _UNTIL and (out[1] == out[2] or place is None):
        return None
    if not _engine_agrees(net, str(ask.answer)):
        return None
    said = _about_alike(net, str(ask.answer), apart[0] if apart else 0, place or 0)
    options = [_alike_option(text, str(ask.answer), said) for text in (_STAY, _UNTIL, _NEVER)]
    hints = (
        "In what do the two hidden units differ at the start?",
        "Equal weights on the way in give h₁ = h₂. The error comes back through a₁ and a₂.",
        f"Compare w₁ with w₂ = {show_vector(two)}, then a₁ with a₂ = {show(out[2])}.",
    )
    question = "Is h₁ = h₂ for every sample?"
    return family.question(ask, "\n".join([*net.lines(), question]), options, hints)


def inner(w: Weights, x: Weights) -> Fraction:
    """w·x."""
    return sum((a * b for a, b in zip(w, x, strict=True)), Fraction(0))


def _engine_agrees(net: Net, answer: str) -> bool:
    """Whether the network, trained in floats, does what the proof says of it."""
    if answer == _STAY:
        return all(map(alike, net.after(_STEPS)))
    before, after = net.after(1)
    same = [w.hidden[0] == w.hidden[1] for w in (before, after)]
    return same == ([True, False] if answer == _UNTIL else [False, False])


def _about_alike(net: Net, answer: str, sample: int, place: int) -> str:
    """Why it is so, with the numbers."""
    (one, two), (_, first, second) = net.hidden, net.output
    if answer == _STAY:
        return (
            f"w₁ = w₂ gives h₁ = h₂, and with a₁ = a₂ = {show(first)} the same error comes back "
            "to both. So step 1 moves both alike, and so does every later step, whatever η is."
        )
    if answer == _UNTIL:
        pairs = zip(net.data.labels, net.inputs, strict=True)
        signs = ", ".join(_sign(-y * x[place]) for y, x in pairs)
        return (
            f"Step 1 moves w₁ and w₂ by one vector, times a₁ = {show(first)} and "
            f"a₂ = {show(second)}. It is not 0: for the {_PLACES[place]} it adds up "
            f"δ x{'₁₂'[place - 1]} times slopes above 0. δ has the sign of o − y, and o lies "
            f"between the targets, so the signs are {signs}. Nothing cancels: after it w₁ ≠ w₂, "
            "and h₁ ≠ h₂ for some sample."
        )
    x = net.inputs[sample]
    return (
        f"For x⁽{raised(sample + 1)}⁾ w₁·x = {show(inner(one, x))} and "
        f"w₂·x = {show(inner(two, x))}. "
        f"{'tanh' if net.activation is Activation.TANH else 's'} only grows, so h₁ ≠ h₂."
    )


def _sign(value: Fraction) -> str:
    return "0" if value == 0 else "+" if value > 0 else "−"


def _alike_option(text: str, answer: str, said: str) -> Option:
    if text == answer:
        return Option(text, said, right=True)
    begins, betrayed = _ALIKE_SLIPS[answer, text]
    return Option(text, f"{begins} {said}", right=False, misconception=betrayed)


_ALIKE_SLIPS = {
    (_STAY, _UNTIL): ("They are equal at the start.", "alike-parts"),
    (_STAY, _NEVER): ("The samples are all different, but both units see each.", "alike-parts"),
    (_UNTIL, _STAY): ("w₁ = w₂, so they are equal at the start.", "half-alike"),
    (_UNTIL, _NEVER): ("a₁ and a₂ do differ. But h needs only w, and w₁ = w₂.", "half-alike"),
    (_NEVER, _STAY): ("Alike stays alike. But these are not alike.", "half-alike"),
    (_NEVER, _UNTIL): ("After step 1 they differ. But before it, too.", "half-alike"),
}
"""By key and wrong option: what is right in it, and what it betrays."""


FAMILIES = (
    Family(
        "choice-hidden-alike", Kind.CHOICE, "hidden-alike", _hidden_alike, (_STAY, _UNTIL, _NEVER)
    ),
)
