"""What the questions about single numbers say, sentence by sentence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from tests.course.judges.loop import Step
from tests.course.judges.prompt import Check, I, N, Point, V, index, number, says, untrue, vector
from tutor.course.lesson import ANYTHING_ELSE, Option, Question
from tutor.perceptron.exact import NumberError

_TERM = r"\(?−?[\d./]+\)?·\(?−?[\d./]+\)?"
PRODUCTS = rf"({_TERM}(?: \+ {_TERM})*)"
"""A sum of products of two numbers, such as `2·(−1) + 3·1`."""
CLASS = "([+−]1)"
LINE = r"((?:−?[\d./]+ [+−] )?−?[\d./]*η)"
"""A number without η and one with it, such as `8 − 4η`."""

Leads = Mapping[str, Callable[..., bool]]
"""A pattern of what stands before the right explanation in that of a wrong answer, and whether it
is so, of the answer's value and the pattern's groups."""


def listed(judge: Callable[[Question], Iterator[str]]) -> Callable[[Question], list[str]]:
    """All that a judge finds, with the question's id before it."""
    return lambda question: [f"{question.id}: {fault}" for fault in judge(question)]


def pairs(products: str) -> list[Point]:
    """The factors of each product."""
    terms = (term.split("·") for term in products.split(" + "))
    return [tuple(number(factor.strip("()")) for factor in term) for term in terms]


def multiplies(products: str, w: Point, x: Point) -> bool:
    """Whether the products are those of a dot product, in its order."""
    return pairs(products) == list(zip(w, x, strict=True))


def line(text: str) -> Point:
    """The number without η and the one with it."""
    found = re.fullmatch(r"(?:(−?[\d./]+) ([+−]) )?(−?)([\d./]*)η", text)
    assert found is not None
    constant, between, minus, size = found.groups()
    slope = number(size or "1") * (-1 if "−" in {between, minus} else 1)
    return number(constant or "0"), slope


def value(option: Option) -> Point | None:
    """What stands in an option of a typed question: its numbers; None for anything else."""
    try:
        return None if option.text == ANYTHING_ELSE else vector(option.text)
    except NumberError:
        return None


def keyed(question: Question, truth: Point) -> Iterator[str]:
    """Whether the key of a typed question is the truth, and no other value is that too."""
    for option in question.options:
        if option.right != (value(option) == truth):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"


def explained(question: Question, checks: Sequence[Check], leads: Leads) -> Iterator[str]:
    """All that is untrue in the explanations, or is known to no check.

    Each explanation ends with the right one's, with what the answer itself is about before it.
    """
    (right,) = (option for option in question.options if option.right)
    yield from untrue(right.explanation, checks)
    for option in question.options:
        if option.right:
            continue
        whole = option.explanation
        length = len(right.explanation)
        lead, rest = whole[:-length].strip(), whole[-length:]
        if rest[:1].lower() + rest[1:] != right.explanation[:1].lower() + right.explanation[1:]:
            yield f"“{option.text}” is explained otherwise than the right answer"
        elif not _leads_truly(option, lead, leads):
            yield f"“{lead}”, said of “{option.text}”, is not so or is not checked"


def _leads_truly(option: Option, lead: str, leads: Leads) -> bool:
    if option.text == ANYTHING_ELSE:
        return not lead
    for pattern, holds in leads.items():
        found = re.fullmatch(pattern, lead)
        if found is not None:
            return holds(value(option) or option.text, *found.groups())
    return False


def hinted(question: Question, checks: Sequence[Check], rules: Sequence[str] = ()) -> Iterator[str]:
    """All that is untrue in the hints; `rules` are sentences that are always so."""
    always: list[Check] = [(re.escape(rule), lambda: True) for rule in rules]
    yield from untrue(" ".join(question.hints), [*always, *checks])


def steps_said(steps: Sequence[Step]) -> Check:
    """What is said of each step: its z, and its weights where they changed."""

    def holds(step: str, z: str, after: str | None, weights: str | None) -> bool:
        if index(step) not in range(1, len(steps) + 1):
            return False
        seen = steps[index(step) - 1]
        if not says(z, seen.z) or (weights is not None) != seen.wrong:
            return False
        return weights is None or (after == step and vector(weights) == seen.weights)

    return rf"z⁽{I}⁾ = {N}, (?:a mistake, so w⁽{I}⁾ = {V}|right, no update)", holds


def shown(
    question: Question,
    samples: Sequence[tuple[Point, Fraction | None]],
    start: Point,
    rate: Fraction | None,
    *,
    b: tuple[Point, Fraction] | None = None,
    epochs: int = 1,
) -> Iterator[str]:
    """Whether the lab of `show me` is the experiment of the prompt, as far as the prompt says."""
    lab = question.lab
    if lab is None or (lab.b is None) != (b is None):
        yield "the lab is missing, or its B"
        return
    a, data = lab.a, lab.a.dataset
    there = [(tuple(data.sample(k)), Fraction(data.labels[k])) for k in range(len(data))]
    for (x, label), (seen, its_label) in zip(samples, there, strict=False):
        if x != seen or label not in {None, its_label}:
            yield f"the lab shows {seen} in place of {x}"
    wide = len(start) != len(there[0][0])
    if tuple(a.start) != start or a.bias != wide or a.epochs < epochs:
        yield "the lab starts otherwise"
    if rate is not None and a.rate != rate:
        yield f"the lab's rate is {a.rate}"
    if lab.b is not None and b is not None:
        other = lab.b
        if (tuple(other.start), other.rate) != b or other.dataset != data:
            yield "the lab's B is another"
        if (other.epochs, other.bias) != (a.epochs, a.bias):
            yield "the lab's A and B are of two kinds"
