"""What a plain gradient loop says of questions about networks with two hidden units."""

from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.network import (
    FAR,
    Network,
    UndecidedError,
    form,
    known_output,
    moved,
    read,
    slopes,
    trained,
)
from tests.course.judges.prompt import Check, I, N, V, index, says, untrue, vector
from tutor.course.lesson import Kind, Option, Question

ALWAYS = "Yes, at the start and after every step"
FIRST = "At the start, but no longer after step 1"
NEVER = "No, not even at the start"
MOVES = {
    "None": set[int](),
    "The output bias b alone": {0},
    "b, a₁ and a₂": {0, 1, 2},
    "b and the six weights in w₁ and w₂": {0, *range(3, 9)},
    "All nine": set(range(9)),
}
"""Which weights an option names; b, a₁, a₂, w₁, w₂ in this order."""


def wrongly_keyed(question: Question, right: str) -> Iterator[str]:
    """What is wrong if the right option is not the one with this text, alone."""
    keyed = [option.text for option in question.options if option.right]
    if keyed != [right]:
        yield f"the key is {keyed}, and it should be “{right}”"


def alike(net: Network) -> str:
    """For how long h₁ = h₂ for every sample."""
    (one, other), (a, b) = net.units, net.out
    if net.net_inputs(0) != net.net_inputs(1):
        return NEVER
    if one == other and a == b:
        return ALWAYS
    after = trained(net, 1)
    for x, _ in net.samples:
        z = [sum(w * float(c) for w, c in zip(unit, x, strict=True)) for unit in _units(after)]
        if abs(form(net, z[0]) - form(net, z[1])) > FAR:
            return FIRST
    raise UndecidedError


def _units(weights: list[float]) -> tuple[list[float], list[float]]:
    return weights[3:6], weights[6:9]


def judge_alike(question: Question) -> Iterator[str]:
    """Whether h₁ and h₂ are equal, and how it is explained."""
    net = read(question.prompt)
    right = alike(net)
    yield from wrongly_keyed(question, right)
    if {option.text for option in question.options} != {ALWAYS, FIRST, NEVER}:
        yield "the options are others"
    for said in (*(option.explanation for option in question.options), *question.hints):
        yield from untrue(said, _said_of_alike(net, right))


def _said_of_alike(net: Network, right: str) -> list[Check]:
    (a, b), (one, other) = net.out, net.units
    given = [x for x, _ in net.samples]
    return [
        *_numbers_of_alike(net),
        (r"w₁ = w₂ gives h₁ = h₂|w₁ = w₂, so they are equal|and w₁ = w₂\.", lambda: one == other),
        (r"a₁ and a₂ do differ", lambda: a != b),
        (r"The samples are all different", lambda: len(set(given)) == len(given)),
        (r"Step 1 moves w₁ and w₂ by one vector", lambda: right == FIRST),
        (r"It is not 0:|Nothing cancels", lambda: right == FIRST),
        (r"after it w₁ ≠ w₂, and h₁ ≠ h₂ for some sample", lambda: not alike_after_one(net)),
        (r"So step 1 moves both alike, and so does every later step", lambda: right == ALWAYS),
        (r"But these are not alike|But before it, too", lambda: right == NEVER),
        (r"After step 1 they differ", lambda: not alike_after_one(net)),
    ]


def _numbers_of_alike(net: Network) -> list[Check]:
    (a, b), (_, other) = net.out, net.units
    z = [net.net_inputs(unit) for unit in (0, 1)]

    def unequal(i: str, p: str, q: str) -> bool:
        k = index(i) - 1
        return says(p, z[0][k]) and says(q, z[1][k]) and z[0][k] != z[1][k]

    def one_sign(k: str, same: str, signs: str) -> bool:
        # δ has the sign of −y with tanh, and of 1 − 2y with targets 0 and 1; slopes are above 0.
        grown = [(-1 if y == 1 else 1) * x["₁₂".index(k) + 1] for x, y in net.samples]
        true = ["0" if g == 0 else "+" if g > 0 else "−" for g in grown]
        return (
            k == same
            and signs.split(", ") == true
            and set(true) in ({"+"}, {"−"}, {"0", "+"}, {"0", "−"})
        )

    return [
        (rf"For x⁽{I}⁾ w₁·x = {N} and w₂·x = {N}\.", unequal),
        (r"(tanh|s) only grows, so h₁ ≠ h₂", lambda name: (name == "tanh") == net.tanh),
        (
            r"weight of x([₁₂]) it adds up δ x([₁₂]) times slopes .* so the signs are (.*?)\. ",
            one_sign,
        ),
        (r"δ has the sign of o − y, and o lies between the targets", lambda: True),
        (rf"times a₁ = {N} and a₂ = {N}", lambda p, q: says(p, a) and says(q, b) and a != b),
        (rf"with a₁ = a₂ = {N}", lambda p: says(p, a) and a == b),
        (
            rf"w₁ with w₂ = {V}, then a₁ with a₂ = {N}",
            lambda v, q: vector(v) == other and says(q, b),
        ),
    ]


def alike_after_one(net: Network) -> bool:
    """Whether h₁ and h₂ are as good as equal for every sample after one step."""
    one, other = _units(trained(net, 1))
    return all(
        abs(sum((p - q) * float(c) for p, q, c in zip(one, other, x, strict=True))) < FAR
        for x, _ in net.samples
    )


def judge_moves(question: Question) -> Iterator[str]:
    """Which weights the first step moves, and how it is explained."""
    net = read(question.prompt)
    moving = {k for k, moves in enumerate(moved(net)) if moves}
    fitting = [text for text, named in MOVES.items() if named == moving]
    if len(fitting) != 1:
        yield f"{moving} is no option"
        return
    yield from wrongly_keyed(question, fitting[0])
    if {option.text for option in question.options} != set(MOVES):
        yield "the options are others"
    for option in question.options:
        yield from _met(option, moving)
        yield from untrue(option.explanation, _said_of_moves(net, moving))
    for hint in question.hints:
        yield from untrue(
            hint, [*_said_of_moves(net, moving), ("are 0 at the start", lambda: True)]
        )


def _met(option: Option, moving: set[int]) -> Iterator[str]:
    """What is said of the weights that the option names itself."""
    named = MOVES[option.text]
    if "What you name does move, but not alone" in option.explanation and not (
        named and named < moving
    ):
        yield f"“{option.text}” is not met"
    if "b does move" in option.explanation and not (0 in named & moving and named - moving):
        yield f"“{option.text}” is not met"
    if "A weight moves where its slope is not 0" in option.explanation and named <= moving:
        yield f"“{option.text}” is not met"


def _said_of_moves(net: Network, moving: set[int]) -> list[Check]:
    found = slopes(net)
    outputs = {known_output(net, x) for x, _ in net.samples}
    zero_units = not any(map(any, net.units))

    def back(v: str) -> bool:
        units = [found[3:6], found[6:9]]
        each = [[a * c for c in vector(v)] for a in net.out]
        return units == each

    return [
        (r"[oO] = 1/2 and δ = \(1/2 − y\)/4", lambda: not net.tanh and outputs == {Fraction(1, 2)}),
        (r"[oO] = 0 and δ = −y", lambda: net.tanh and outputs == {Fraction(0)}),
        (
            rf"it adds up to {N}, the slope of b",
            lambda p: found[0] is not None and says(p, found[0]),
        ),
        (r"h₁ = h₂ = (0|1/2)", lambda p: zero_units and (p == "0") == net.tanh),
        (
            rf"a₁ and a₂ have the slope {N}(?=[.;]? |\.$|$)",
            lambda p: all(s is not None and says(p, s) for s in found[1:3]),
        ),
        (
            r"a₁ = a₂ = 0, so no error comes back to w₁ and w₂",
            lambda: not any(net.out) and not moving & set(range(3, 9)),
        ),
        (rf"w₁ and w₂ get a₁ and a₂ times {V}", back),
        (
            r"δ h has one sign wherever it is not 0, so a₁ and a₂ get slopes",
            lambda: one_signed(net),
        ),
        (r"A weight moves where its slope is not 0", lambda: True),
    ]


def one_signed(net: Network) -> bool:
    """Whether δ h is never below 0, or never above it, and not 0 throughout; for both units."""
    assert net.tanh
    for unit in (0, 1):
        pairs = zip(net.net_inputs(unit), net.samples, strict=True)
        signs = {(z > 0) - (z < 0) if y < 0 else (z < 0) - (z > 0) for z, (_, y) in pairs}
        if signs == {0} or {1, -1} <= signs:
            return False
    return True


def faults_alike(question: Question) -> list[str]:
    """All that is wrong with a question whether hidden units are alike."""
    return [f"{question.id}: {what}" for what in judge_alike(question)]


def faults_moves(question: Question) -> list[str]:
    """All that is wrong with a question which weights move."""
    return [f"{question.id}: {what}" for what in judge_moves(question)]


JUDGES = {
    (Kind.CHOICE, "hidden-alike"): faults_alike,
    (Kind.CHOICE, "activation"): faults_moves,
}
