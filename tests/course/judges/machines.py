"""What Python's floats, which are float64, and plain fractions say of questions about machines."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from tests.course.judges.networks import wrongly_keyed
from tests.course.judges.prompt import (
    Check,
    N,
    number,
    untrue,
)
from tutor.course.lesson import Kind, Question

BELOW = "Yes: z is 0, and rounding brings it below"
EXACT = "No: every number is kept and added exactly"
FAR = "No: z is far from 0 beside any rounding"
MUCH = Fraction(1, 10**6)
"""Far from 0, beside the roundings of a few numbers below ten."""


def kept(text: str) -> Fraction:
    """What float64 keeps of a number."""
    return Fraction(float(text.replace("−", "-")))


def shortest(size: float) -> str:
    """How a float64 is written, with the typographic minus."""
    return repr(size).replace("-", "−")


def power_of_two(number: Fraction) -> bool:
    """Whether a number is a power of two."""
    parts = number.numerator, number.denominator
    return number > 0 and 1 in parts and all(part & (part - 1) == 0 for part in parts)


def judge_rounding(question: Question) -> Iterator[str]:
    """Which number is kept, or which sum is made, exactly."""
    ((listed, asked),) = re.findall(
        r"in float64:\n(.*)\.\n\n(Which of them is kept exactly|Which sum comes out exactly)\?",
        question.prompt,
    )
    texts = re.split(r", | and ", listed)
    if texts != [option.text for option in question.options]:
        yield "the prompt lists other numbers"
    sums = asked.startswith("Which sum")
    if any((" + " in text) != sums for text in texts):
        yield "sums are asked about where there are none"
    fitting = [text for text in texts if _exactly(text)]
    if len(fitting) != 1:
        yield f"{fitting} are exact"
        return
    yield from wrongly_keyed(question, fitting[0])
    for option in question.options:
        if not any(part in option.explanation for part in option.text.split(" + ")):
            yield f"“{option.text}” is explained by another number"
        yield from untrue(option.explanation, _said_of_rounding(option.text))
    for hint in question.hints:
        yield from untrue(hint, [("at most 53 binary|have no 5 in them", lambda: True)])


def _exactly(text: str) -> bool:
    """Whether float64 comes to exactly what is written."""
    parts = text.split(" + ")
    made = sum(float(part) for part in parts)
    return Fraction(made) == sum(map(number, parts))


RATIO = rf"{N} = (\d+)/(\d+)"
"""A decimal and the fraction that it is."""


def lowest(decimal: str, over: str, under: str) -> bool:
    """Whether a decimal is that fraction, in lowest terms."""
    fraction = Fraction(int(over), int(under))
    return number(decimal) == fraction and fraction.denominator == int(under)


def unkept(decimal: str, over: str, under: str) -> bool:
    """Whether a decimal is that fraction, and float64 has no such number."""
    return (
        lowest(decimal, over, under)
        and not power_of_two(number(under))
        and kept(decimal) != number(decimal)
    )


def _said_of_rounding(text: str) -> list[Check]:
    parts = text.split(" + ")
    made, exact = sum(map(float, parts)), sum(map(number, parts), Fraction(0))

    return [
        (
            rf"{RATIO}, a whole number over a power of two",
            lambda p, q, r: p == text and lowest(p, q, r) and power_of_two(number(r)),
        ),
        (
            rf"{RATIO} and {RATIO}: both are kept, and so is the sum",
            lambda *six: (
                lowest(*six[:3])
                and lowest(*six[3:])
                and six[0::3] == tuple(parts)
                and _exactly(text)
                and all(kept(part) == number(part) for part in parts)
            ),
        ),
        (rf"But {RATIO} is no whole number over a power of two, so a neighbour is kept", unkept),
        (rf"But {RATIO}\. ", unkept),
        (
            r"No power of two is a multiple of (\d+)(?:, for 5 divides (\d+))?: a neighbour",
            lambda p, q: (
                q in {None, p} and int(p) % 5 == 0 and Fraction(text).denominator == int(p)
            ),
        ),
        (
            rf"The sum comes out as {N}, which is only the shortest way to .* it: {N} is not kept",
            lambda p, q: p == q == shortest(made) and number(p) == exact != Fraction(made),
        ),
        (rf"The sum comes out as {N}(?=\.$)", lambda p: p == shortest(made) and number(p) != exact),
    ]


def judge_tie(question: Question) -> Iterator[str]:
    """Whether rounding turns a prediction, and why it does not."""
    terms = _terms(question.prompt)
    exact = sum(map(number, terms), Fraction(0))
    made, clean = 0.0, True
    for count, term in enumerate(terms, 1):
        made += float(term.replace("−", "-"))
        clean = clean and kept(term) == number(term)
        clean = clean and Fraction(made) == sum(map(number, terms[:count]))
    true = {
        BELOW: exact == 0 and made < 0,
        EXACT: clean,
        FAR: not clean and abs(exact) > MUCH and (made < 0) == (exact < 0),
    }
    if {option.text for option in question.options} != set(true):
        yield "the options are others"
    fitting = [text for text, so in true.items() if so]
    if len(fitting) != 1:
        yield f"{fitting} are right"
        return
    yield from wrongly_keyed(question, fitting[0])
    checks = _said_of_tie(terms, exact, made, fitting[0])
    for said in (*(option.explanation for option in question.options), *question.hints):
        yield from untrue(said, checks)


def _terms(prompt: str) -> list[str]:
    """The terms of the sum, each with its sign."""
    (line,) = re.findall(r"^z = (.*)\.$", prompt, re.MULTILINE)
    return [one.replace(" ", "").lstrip("+") for one in re.findall(r"(?:^|[+−] )−?[\d.]+", line)]


def _said_of_tie(terms: list[str], exact: Fraction, made: float, right: str) -> list[Check]:
    sign = "−1" if exact < 0 else "+1"
    values = [number(term) for term in terms]
    return [
        (r"Exactly z = 0, and the prediction is \+1", lambda: exact == 0),
        (
            rf"But {N} is not kept exactly, and float64 comes to {N}: below 0, so it predicts −1",
            lambda p, q: p in terms and kept(p) != number(p) and q == shortest(made) and made < 0,
        ),
        (
            rf"{N} is not kept exactly, but that is an error near the 16th digit",
            lambda p: p in terms and 0 < abs(kept(p) / number(p) - 1) < Fraction(1, 10**15),
        ),
        (
            rf"z = {N}, float64 comes to {N}: both predict ([+−]1)",
            lambda p, q, s: (
                number(p) == exact
                and q == shortest(made)
                and s == sign
                and (made < 0) == (exact < 0)
            ),
        ),
        *_said_of_exact(values, made),
        (
            r"but not all of these are|Something is rounded here|But something is rounded",
            lambda: right != EXACT,
        ),
        (r"only where z is 0, or nearly; and only where there is any|φ sees signs", lambda: True),
        (rf"^z = {N}\. Is each", lambda p: number(p) == exact),
    ]


def _said_of_exact(values: list[Fraction], made: float) -> list[Check]:
    return [
        (
            r"Each term is a whole number over (\d+), so nothing is rounded: z = 0 in float64, too",
            lambda p: (
                power_of_two(number(p))
                and all((v * int(p)).denominator == 1 for v in values)
                and made == 0
            ),
        ),
        (
            r"Each term is a whole number, so nothing is rounded: z = 0 in float64, too",
            lambda: all(v.denominator == 1 for v in values) and made == 0,
        ),
        (r"z is 0, that is so|But z is 0, not far from it", lambda: sum(values) == 0),
    ]


def _faults(judge: Callable[[Question], Iterator[str]]) -> Callable[[Question], list[str]]:
    return lambda question: [f"{question.id}: {what}" for what in judge(question)]


JUDGES = {
    (Kind.CHOICE, "rounding"): _faults(judge_rounding),
    (Kind.CHOICE, "tie-rounding"): _faults(judge_tie),
}
