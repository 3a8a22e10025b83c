"""What prompts and options of all families are put together from."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.course.lesson import ANYTHING_ELSE, Option
from tutor.course.typed import Answer
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import field_text, show, show_vector

CONVENTION = "φ(0) = +1; Δw = η (y − ŷ) x."
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """Write a number as the index of a sample or a step: the 3 of x⁽³⁾."""
    return str(number).translate(_RAISED)


def label(value: int) -> str:
    """A label or a prediction: +1 or −1."""
    return "+1" if value > 0 else "−1"


def sample_lines(data: Dataset) -> list[str]:
    """A list in Markdown with a line for each sample."""
    return [
        f"- x⁽{raised(i)}⁾ = {show_vector(data.sample(i - 1))}, y⁽{raised(i)}⁾ = {label(value)}"
        for i, value in enumerate(data.labels, 1)
    ]


def shown(answer: Answer) -> str:
    """An answer as a person reads it."""
    return show_vector(answer) if isinstance(answer, tuple) else show(answer)


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that has a known reason."""

    value: Answer
    said: str
    misconception: str


def typed(right: Answer, why: str, slips: Sequence[Slip] = ()) -> tuple[Option, ...]:
    """The options of a number question: the key, slips that lead to another number, any other.

    Args:
        right: The key, a number or a vector.
        why: How one comes to it; said to every answer.
        slips: Wrong answers, the likeliest first; one that leads to the key or to the number of
            another before it is left out.
    """
    options, taken = [Option(_typed(right), why, right=True)], {right}
    for slip in slips:
        if slip.value not in taken:
            taken.add(slip.value)
            said = f"{slip.said} {why}"
            options.append(
                Option(_typed(slip.value), said, right=False, misconception=slip.misconception)
            )
    return (*options, Option(ANYTHING_ELSE, why, right=False))


def _typed(answer: Answer) -> str:
    return f"({field_text(answer)})" if isinstance(answer, tuple) else field_text([answer])


def times(factor: Fraction | int, of: str) -> str:
    """A product: `2·x`, `x` where the factor is 1, `−x` where it is −1."""
    if factor in {1, -1}:
        return of if factor == 1 else f"−{of}"
    return f"{show(factor)}·{of}"


def dot(one: Sequence[Fraction], other: Sequence[Fraction]) -> str:
    """An inner product as it is worked out: `2·1 + (−1)·3`."""
    parts = (f"{_factor(a)}·{_factor(b)}" for a, b in zip(one, other, strict=True))
    return " + ".join(parts)


def _factor(number: Fraction) -> str:
    return f"({show(number)})" if number < 0 else show(number)
