"""What a plain loop of scikit-learn's rule says of questions about its eta0."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tests.course.judges.networks import wrongly_keyed
from tests.course.judges.prompt import (
    Check,
    I,
    N,
    Point,
    V,
    index,
    number,
    samples,
    says,
    untrue,
    vector,
)
from tutor.course.lesson import Kind, Question


def judge_library(question: Question) -> Iterator[str]:
    """Whether the sign of a net input of scikit-learn's learner hangs on eta0."""
    given, prompt = samples(question.prompt), question.prompt
    starts = [_library_start(prompt, name) for name in "AB"]
    rates = [number(rate) for rate in re.findall(rf"[AB]: eta0 = {N}", prompt)]
    (passes,) = re.findall(r"max_iter=(\d+)", prompt)
    a, b = (library_run(given, s, r, int(passes)) for s, r in zip(starts, rates, strict=True))
    if {y for _, y in given} != {-1, 1}:
        yield "the library refuses labels of one class"
    if rates[0] == rates[1]:
        yield "A and B have one rate"
    differ = [sign(p) != sign(q) for p, q in zip(a, b, strict=True)]
    yield from wrongly_keyed(question, "Yes" if any(differ) else "No")
    checks = _said_of_library(starts, rates, a, b)
    for option in question.options:
        yield from untrue(option.explanation, checks)
    for hint in question.hints:
        known: Check = (r"Compute z at step (\d+) in A and in B", lambda i: int(i) <= len(a))
        yield from untrue(hint, [known])


def _library_start(prompt: str, name: str) -> Point:
    """The intercept and the weights a run starts with; zero unless told otherwise."""
    told = re.findall(
        rf"^- {name}: eta0 = \S+, coef_init = {V}, intercept_init = (\S+)$", prompt, re.MULTILINE
    )
    if told:
        ((coef, intercept),) = told
        return (number(intercept), *vector(coef))
    assert re.search(rf"^- {name}: eta0 = \S+$", prompt, re.MULTILINE)
    return (Fraction(0),) * 3


def library_run(
    given: Sequence[tuple[Point, Fraction]], start: Point, rate: Fraction, passes: int
) -> list[Fraction]:
    """The net inputs of scikit-learn's perceptron: at y z ≤ 0 it adds eta0 · y · x."""
    intercept, *weights = start
    found = []
    for x, y in list(given) * passes:
        z = intercept + sum(w * c for w, c in zip(weights, x, strict=True))
        found.append(z)
        if y * z <= 0:
            weights = [w + rate * y * c for w, c in zip(weights, x, strict=True)]
            intercept += rate * y
    return found


def sign(number: Fraction) -> int:
    """−1, 0 or 1."""
    return (number > 0) - (number < 0)


def _said_of_library(
    starts: list[Point], rates: list[Fraction], a: list[Fraction], b: list[Fraction]
) -> list[Check]:
    zero, factor = not any(map(any, starts)), rates[1] / rates[0]
    differ = [sign(p) != sign(q) for p, q in zip(a, b, strict=True)]
    grown = [factor * w for w in starts[0]] == list(starts[1])

    def shown(i: str, j: str, p: str, q: str) -> bool:
        k = int(i) - 1
        return index(j) == k + 1 and says(p, a[k]) and says(q, b[k])

    return [
        (
            rf"at step (\d+) z⁽{I}⁾ is {N} in A and {N} in B\. These signs differ",
            lambda i, j, p, q: shown(i, j, p, q) and differ[int(i) - 1],
        ),
        (rf"at step (\d+) z⁽{I}⁾ is {N} in A and {N} in B", shown),
        (
            r"It may turn a sign, and here turns none|No step has another sign",
            lambda: not any(differ),
        ),
        (rf"so B is A times {N}", lambda p: zero and number(p) == factor),
        (
            rf"Start and eta0 are both {N} times as large in B, so all weights are",
            lambda p: number(p) == factor and grown and not zero,
        ),
        (
            r"The intercept starts elsewhere than at zero, and eta0 decides",
            lambda: starts[0] == starts[1] and starts[0][0] != 0 and not any(starts[0][1:]),
        ),
        (
            r"The weights start elsewhere than at zero, and eta0 decides",
            lambda: not grown and any(starts[0][1:]),
        ),
        (r"From zero every update has the factor eta0", lambda: zero),
        (r"But here it does not start there", lambda: not zero),
        (r"The weights do become others", lambda: factor != 1),
    ]


def faults(question: Question) -> list[str]:
    """All that is wrong with a question about eta0."""
    return [f"{question.id}: {what}" for what in judge_library(question)]


JUDGES = {(Kind.CHOICE, "library-rate"): faults}
