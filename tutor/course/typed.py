"""What a learner types, read as an exact answer; what is none is refused with a reason."""

import re
from fractions import Fraction

from tutor.course.lesson import Question
from tutor.perceptron.exact import NumberError, parse_number, parse_vector
from tutor.perceptron.training import Experiment

Answer = Fraction | tuple[Fraction, ...]

NEVER = "never"
NONE = "none"
"""The answers that there is no such step, and no such learning rate."""
_NO_STEP = {NEVER, NONE, "0"}
_MOST_DIGITS = 9


def size_of(text: str) -> int:
    """How many components a written vector has; 0 for a number."""
    return text.count(",") + 1 if text.startswith("(") else 0


def number_or_vector(text: str, size: int) -> Answer:
    """A number, or a vector of `size` components, in brackets or without.

    Raises:
        NumberError: If it is none, or a vector of another size.
    """
    if not size:
        return parse_number(text)
    return parse_vector(text, [f"component {k}" for k in range(1, size + 1)])


def step_number(given: str, steps: int) -> int | None:
    """The number of a step, or None for `never`, which may also be written 0.

    Raises:
        NumberError: If it is no step of a run of so many.
    """
    plain = given.strip().lower()
    if plain in _NO_STEP:
        return None
    if not re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", plain) or not 1 <= int(plain) <= steps:
        raise NumberError(
            f"“{given.strip()}” is no step; write a whole number from 1 to {steps}, or {NEVER}"
        )
    return int(plain)


def rate_number(given: str, a: Experiment) -> Fraction | None:
    """A learning rate for B, or None for `none`.

    Raises:
        NumberError: If it is no number above zero, or that of A.
    """
    if given.strip().lower() == NONE:
        return None
    rate = parse_number(given)
    if rate <= 0:
        raise NumberError(f"η is {given.strip()}, but must be above 0; write one, or {NONE}")
    if rate == a.rate:
        raise NumberError(f"{given.strip()} is the η of A itself; write another one, or {NONE}")
    return rate


def order_of(given: str, count: int) -> tuple[int, ...]:
    """The numbers of all lines in the order given, separated by spaces or commas.

    Raises:
        NumberError: If not every line stands in it once.
    """
    parts = given.replace(",", " ").split()
    if sorted(parts) != sorted(str(k) for k in range(1, count + 1)):
        raise NumberError(f"every number from 1 to {count} has to stand in the order once")
    return tuple(int(part) for part in parts)


def typed_vector_size(question: Question) -> int:
    """The size of the vector that a question asks for; 0 for a number."""
    return size_of(question.options[0].text)
