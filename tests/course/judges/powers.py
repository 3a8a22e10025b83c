"""What Python's floats, which are float64, say of questions about powers of two."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.machines import kept, power_of_two
from tests.course.judges.networks import wrongly_keyed
from tests.course.judges.prompt import Check, N, number, untrue, value
from tutor.course.lesson import Kind, Question

AND = [((1, 0, 0), -1), ((1, 0, 1), -1), ((1, 1, 0), -1), ((1, 1, 1), 1)]
"""Logical AND in the course's order, the constant 1 first."""


def judge_factor(question: Question) -> Iterator[str]:
    """Which factor of η changes no digit."""
    base = value(question.prompt, "η")
    (listed,) = re.findall(r"one of these η:\n(.*)\.\n", question.prompt)
    texts = re.split(r", | and ", listed)
    if texts != [option.text for option in question.options]:
        yield "the prompt lists other rates"
    fitting = [text for text in texts if power_of_two(number(text) / base)]
    if len(fitting) != 1 or base in map(number, texts):
        yield f"{fitting} are safe"
        return
    yield from wrongly_keyed(question, fitting[0])
    for option in question.options:
        yield from untrue(option.explanation, _said_of_factor(base, option.text))
    for hint in question.hints:
        checks: list[Check] = [(rf"By what is {N} multiplied", lambda p: number(p) == base)]
        yield from untrue(hint, [*checks, (r"such as 2, 4 or 1/2", lambda: True)])


def _said_of_factor(base: Fraction, text: str) -> list[Check]:
    rate = number(text)

    def product(p: str, q: str, r: str, s: str) -> bool:
        return p == text and number(q) * number(r) == rate and number(r) == base and s == q

    return [
        (
            rf"But {N} = {N} · {N}, and {N} is no power of two",
            lambda *four: product(*four) and not power_of_two(rate / base),
        ),
        (
            rf"{N} = {N} · {N}, and {N} is a power of two",
            lambda *four: (
                product(*four)
                and power_of_two(rate / base)
                and power_of_two(kept(text) / Fraction(float(base)))
            ),
        ),
        (rf"the digits that it has with η = {N}, only shifted", lambda p: number(p) == base),
        (
            r"On AND with a bias the two part at step (\d+) in float64",
            lambda p: parting(float(base), float(rate)) == int(p),
        ),
        (r"every η > 0 would do", lambda: True),
    ]


def parting(one: float, other: float) -> int | None:
    """The first step at which two rates predict differently on AND in float64, from zero."""
    for step, (p, q) in enumerate(zip(floats(one), floats(other), strict=True), 1):
        if p != q:
            return step
    return None


def floats(rate: float) -> list[int]:
    """The predictions of ten epochs on AND in float64, from zero."""
    weights, said = [0.0, 0.0, 0.0], []
    for x, y in AND * 10:
        z = weights[0] * x[0]
        z += weights[1] * x[1]
        z += weights[2] * x[2]
        said.append(1 if z >= 0 else -1)
        change = rate * (y - said[-1])
        weights = [w + change * c for w, c in zip(weights, x, strict=True)]
    return said


def faults(question: Question) -> list[str]:
    """All that is wrong with a question about the factors that change no digit."""
    return [f"{question.id}: {what}" for what in judge_factor(question)]


JUDGES = {(Kind.CHOICE, "power-of-two"): faults}
