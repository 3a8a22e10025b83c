"""A question away from the app: a prompt that is complete, and answers as they are spelled."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

from tutor.course.lesson import ANYTHING_ELSE, Kind, Line, Option, Question
from tutor.course.typed import (
    NEVER,
    NONE,
    Answer,
    number_or_vector,
    rate_number,
    step_number,
    typed_vector_size,
)

_IN_LINES = {Kind.FALSE_LINE, Kind.BLANK, Kind.ORDER}
_SAID = re.compile(r"\btype\b", re.IGNORECASE)
"""In a prompt that says itself how it is answered."""
_MOST_PLACES = 20
_MIXED = 3
"""Components of a vector for which decimals and fractions are mixed in all ways."""


def full_prompt(question: Question) -> str:
    """The prompt in Markdown with all that the app shows beside it.

    Those are the numbered lines of a proof, and how an answer that is typed is written.
    """
    parts = [_apart(question.prompt)]
    if question.kind in _IN_LINES:
        parts.append(numbered(question.lines))
    form = _form(question)
    if _SAID.search(question.prompt) is not None and question.kind is not Kind.ORDER:
        form = "fractions in lowest terms" if question.kind is Kind.NUMBER else ""
    if form:
        parts.append(f"Write {form}.")
    return "\n\n".join(parts)


def choosing_prompt(question: Question) -> str:
    """The prompt of a question for a learning rate where one is to be chosen among some."""
    return f"{_apart(question.prompt)}\n\nWhich of these answers is right?"


def _apart(prompt: str) -> str:
    """A prompt with an empty line before every list, without which not every Markdown sees one."""
    lines: list[str] = []
    for line in prompt.split("\n"):
        if line.startswith("- ") and lines and lines[-1] and not lines[-1].startswith("- "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def numbered(lines: tuple[Line, ...]) -> str:
    """The lines of a proof with their numbers and rules, as a list in Markdown."""
    return "\n".join(
        f"{number}. {line.formula} (by: {line.rule})" if line.rule else f"{number}. {line.formula}"
        for number, line in enumerate(lines, 1)
    )


def _form(question: Question) -> str:
    """How an answer is written; empty where one is chosen."""
    match question.kind:
        case Kind.NUMBER if typed_vector_size(question):
            size = typed_vector_size(question)
            example = ", ".join(("-0.2", "2/3", *"1" * size)[:size])
            return f"{size} exact numbers such as ({example}), fractions in lowest terms"
        case Kind.NUMBER:
            return "the number exactly (a fraction in lowest terms)"
        case Kind.STEP if question.lab is not None:
            return f"the number of a step, 1 to {question.lab.a.steps}, or {NEVER}"
        case Kind.RATE:
            return f"a learning rate for B, or {NONE}"
        case Kind.ORDER:
            shown = " ".join(str(number) for number in range(1, len(question.lines) + 1))
            return f"the numbers of all lines, as in {shown} (which is not a right order)"
        case _:
            return ""


def key_of(question: Question) -> Option:
    """The right option."""
    return next(option for option in question.options if option.right)


def label(question: Question, option: Option) -> str:
    """What an option is called: of the lines of a proof, the number and the formula."""
    if question.kind is not Kind.FALSE_LINE:
        return option.text
    return f"Line {question.options.index(option) + 1}: {option.text}"


def exact(question: Question, option: Option) -> str:
    """An option's text; where it is typed, in ASCII and with numbers that `Fraction` reads."""
    if option.text == ANYTHING_ELSE:
        return option.text
    if question.kind is Kind.NUMBER:
        value = _value(question, option)
        return f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)
    if question.kind is Kind.RATE and question.lab is not None:
        rate = rate_number(option.text, question.lab.a)
        return NONE if rate is None else str(rate)
    return option.text


def _value(question: Question, option: Option) -> Answer:
    return number_or_vector(option.text, typed_vector_size(question))


def why_right(question: Question) -> str:
    """What is said of the right option; of an order, which others are right as well."""
    said = key_of(question).explanation
    # A question of another kind has no lines, and of those one order.
    if len(list(islice(right_orders(question.after), 2))) < 2:
        return said
    needed = "; ".join(
        f"line {line} stands below {' and '.join(map(str, others))}"
        for line, others in enumerate(question.after, 1)
        if others
    )
    return f"{said} Right is every order in which {needed}."


def spellings(question: Question, option: Option) -> tuple[str, ...]:
    """The usual ways in which a number, a vector or a step is typed, the plainest first."""
    if question.kind is Kind.STEP and question.lab is not None:
        step = step_number(option.text, question.lab.a.steps)
        return (NEVER, NONE, "0") if step is None else (str(step),)
    value = _value(question, option)
    found = _vector(value) if isinstance(value, tuple) else _number(value)
    # A keyboard has the one minus, a text copied from the prompt the other.
    return tuple(dict.fromkeys(text for one in found for text in (one, one.replace("-", "−"))))


def _number(number: Fraction) -> list[str]:
    forms = _forms(number)
    return forms + [f"+{form}" for form in forms if number > 0]


def _vector(vector: tuple[Fraction, ...]) -> Iterator[str]:
    """With brackets and without, with blanks and without."""
    by_place = [_forms(number) for number in vector]
    plain = [tuple(forms[0] for forms in by_place), tuple(forms[-1] for forms in by_place)]
    ways = product(*by_place) if len(vector) <= _MIXED else dict.fromkeys(plain)
    for parts in ways:
        for inside in (", ".join(parts), ",".join(parts)):
            yield f"({inside})"
            yield inside


def _forms(number: Fraction) -> list[str]:
    """As a decimal, where it ends, and as a fraction; once where both are a whole number."""
    return list(dict.fromkeys((*_decimal(number), str(number))))


def _decimal(number: Fraction) -> Iterator[str]:
    """The decimal that is the number, if it ends within `_MOST_PLACES`."""
    for places in range(_MOST_PLACES + 1):
        scaled = abs(number) * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(int(scaled), 10**places)
            digits = f".{rest:0{places}d}" if places else ""
            yield f"{'-' if number < 0 else ''}{whole}{digits}"
            return


def right_orders(after: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, ...]]:
    """Every order of lines, numbered from 1, in which none stands above one that it needs.

    Args:
        after: For each line the numbers of those that it needs.
    """
    yield from _continued((), after)


def _continued(
    above: tuple[int, ...], after: tuple[tuple[int, ...], ...]
) -> Iterator[tuple[int, ...]]:
    if len(above) == len(after):
        yield above
    for line, needed in enumerate(after, 1):
        if line not in above and set(needed) <= set(above):
            yield from _continued((*above, line), after)
