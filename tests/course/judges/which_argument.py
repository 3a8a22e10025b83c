"""What plain loops say of questions about which argument explains a fact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.course.judges.network import FAR, Network, read, slopes, trained
from tests.course.judges.networks import wrongly_keyed
from tests.course.judges.plain import Step, other_lab, run
from tests.course.judges.prompt import (
    Check,
    I,
    N,
    Point,
    V,
    epochs,
    index,
    number,
    samples,
    says,
    untrue,
    vector,
)
from tutor.course.lesson import Kind, Question

SIGNS = "w = η v with a v that knows no η, and η > 0 turns no sign"
ALIKE = "Hidden units that start alike get equal slopes"
NEITHER = "Neither of the two"


@dataclass(frozen=True)
class Neuron:
    """What a prompt says of two runs of one neuron."""

    samples: list[tuple[Point, Fraction]]
    start: Point
    rates: tuple[Fraction, Fraction]
    epochs: int
    bias: bool

    @property
    def runs(self) -> tuple[list[Step], list[Step]]:
        """A's and B's."""
        one, other = (
            run(self.samples, self.start, rate, self.epochs, bias=self.bias) for rate in self.rates
        )
        return one, other


def neuron(prompt: str) -> Neuron:
    """The two runs of a prompt."""
    ((start, a, b),) = re.findall(rf"The start is w⁽⁰⁾ = {V}\. A has η = {N}, B η = {N}\.", prompt)
    bias = "Bias b first in w⁽⁰⁾, its input 1;" in prompt
    assert bias != ("No bias;" in prompt)
    assert "φ(0) = +1; Δw = η (y − ŷ) x." in prompt
    given = samples(prompt)
    assert f"These {len(given)} samples are shown in this order" in prompt
    return Neuron(given, vector(start), (number(a), number(b)), epochs(prompt), bias)


def claim(prompt: str) -> str:
    """The fact that is to be explained, the line above the question."""
    before, behind = prompt.rsplit("\n", 1)
    assert behind == "Which argument explains this?"
    return before.split("\n\n")[-1]


def judge(question: Question) -> Iterator[str]:
    """Whether the fact is one, which argument explains it, and what is said of it."""
    said = claim(question.prompt)
    if {option.text for option in question.options} != {SIGNS, ALIKE, NEITHER}:
        yield "the options are others"
    if "A network has" in question.prompt:
        net = read(question.prompt)
        right, checks = _of_network(net, said), _said_of_network(net)
        if question.lab is not None:
            yield "a network has no such lab"
    else:
        one = neuron(question.prompt)
        right, checks = _of_neuron(one, said), _said_of_neuron(one)
        pairs = [(rate, one.start) for rate in one.rates]
        if other_lab(question, one.samples, one.epochs, pairs, bias=one.bias):
            yield "the lab is another experiment"
    if right is None:
        yield f"“{said}” is not so"
        return
    yield from wrongly_keyed(question, right)
    for option in question.options:
        yield from untrue(option.explanation, checks)
    known = [*checks, (r"needs w⁽⁰⁾ = 0|before step 1\?|which give 1/2 at zero", lambda: True)]
    for hint in question.hints:
        yield from untrue(hint, known)


def _of_network(net: Network, said: str) -> str | None:
    """The right argument, None where the fact is none."""
    alike = net.units[0] == net.units[1] and net.out[0] == net.out[1]
    if said in {
        "After 100 steps h₁ and h₂ are still equal for every sample.",
        "With any other η, too, h₁ and h₂ are equal after every step.",
    }:
        return ALIKE if alike else None
    if found := re.fullmatch(
        rf"Before step 1 the output o for x⁽{I}⁾ is the same for every η\.", said
    ):
        return NEITHER if index(found[1]) <= len(net.samples) else None
    if said == "After 100 steps b has moved, and the other eight weights are 0.":
        weights = trained(net, 100)
        stuck = net.tanh and not any(net.weights) and not any(weights[1:])
        return NEITHER if stuck and abs(weights[0]) > FAR else None
    return None


def _said_of_network(net: Network) -> list[Check]:
    (a, b), (one, other) = net.out, net.units
    zero = not any((*one, *other))
    first, *_ = slopes(net)
    return [
        (rf"w₁ = w₂ and a₁ = a₂ = {N}", lambda p: one == other and a == b and says(p, a)),
        (r"η > 0 turns no sign", lambda: True),
        (r"Before step 1 η has not acted:", lambda: True),
        (rf"o is made of x⁽{I}⁾ = {V}", lambda i, v: net.samples[index(i) - 1][0][1:] == vector(v)),
        (
            r"tanh\(0\) = 0, so h₁ = h₂ = 0 and the slopes of a₁ and a₂ are 0",
            lambda: net.tanh and zero,
        ),
        (r"a₁ = a₂ = 0, so no error comes back to w₁ and w₂", lambda: a == b == 0),
        (
            rf"The slope of b begins as the sum of −y, {N}",
            lambda p: net.tanh and first is not None and says(p, first),
        ),
        (r"The units are alike, that is so", lambda: one == other and a == b),
    ]


def _of_neuron(one: Neuron, said: str) -> str | None:
    """The right argument, None where the fact is none."""
    a, b = one.runs
    same = [p.said == q.said for p, q in zip(a, b, strict=True)]
    scaled = SIGNS if not any(one.start) else NEITHER
    if found := re.fullmatch(
        r"(Both|All (\d+)) predictions made while training are the same in A "
        r"and B\.",
        said,
    ):
        return scaled if all(same) and len(same) == int(found[2] or 2) else None
    if found := re.fullmatch(rf"In the end B's weights are {N} times A's\.", said):
        pairs = zip(a[-1].weights, b[-1].weights, strict=True)
        so = all(q == number(found[1]) * p for p, q in pairs) and any(a[-1].weights)
        return SIGNS if so and not any(one.start) else None
    if found := re.fullmatch(
        r"Step (\d+) is the first at which A and B predict differently\.", said
    ):
        first = int(found[1])
        return (
            NEITHER if same[:first] == [True] * (first - 1) + [False] and any(one.start) else None
        )
    if found := re.fullmatch(r"Step 1 predicts ([+−]1) in A and in B\.", said):
        so = {a[0].said, b[0].said} == {int(found[1].replace("−", "-"))}
        return NEITHER if so and any(one.start) else None
    return None


def _said_of_neuron(one: Neuron) -> list[Check]:
    a, b = one.runs
    ends = a[-1].weights, b[-1].weights
    without = tuple(w / one.rates[0] for w in ends[0])
    differing = [p.said != q.said for p, q in zip(a, b, strict=True)]
    zero = not any(one.start)
    return [
        (
            rf"At zero start w = η v: in the end {V} in A and {V} in B, both η times {V}",
            lambda p, q, v: zero and (vector(p), vector(q), vector(v)) == (*ends, without),
        ),
        (r"No sign turns, so no prediction does", lambda: not any(differing)),
        (rf"w⁽⁰⁾ = {V} is not zero", lambda v: vector(v) == one.start and not zero),
        (r"These numbers push no z over 0; others might", lambda: not any(differing)),
        (
            rf"The start weighs against η: at step (\d+) z is {N} in A and {N} in B",
            lambda i, p, q: (
                differing.index(True) == int(i) - 1
                and says(p, a[int(i) - 1].z)
                and says(q, b[int(i) - 1].z)
            ),
        ),
        (
            rf"Step 1 comes before any update: it is made by w⁽⁰⁾ alone, with z = {N} for every η",
            lambda p: says(p, a[0].z) and says(p, b[0].z),
        ),
        (r"η > 0 turns no sign", lambda: True),
    ]


def faults(question: Question) -> list[str]:
    """All that is wrong with a question which argument explains a fact."""
    return [f"{question.id}: {what}" for what in judge(question)]


JUDGES = {(Kind.CHOICE, "which-argument"): faults}
