"""Float64 by itself: which numbers it keeps, and when rounding turns a prediction.

Floats are asked here about floats. What they do is fixed by IEEE 754, the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.course.fresh.draw import Draw
from tutor.course.fresh.family import Ask, Family
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.exact import show
from tutor.perceptron.training import phi

_FAR = Fraction(1, 100)
"""A z of this size is far from 0 beside the rounding of a few numbers below 10."""

_TURNS = "Yes: z is 0, and rounding brings it below"
_EXACT = "No: every number is kept and added exactly"
_DISTANT = "No: z is far from 0 beside any rounding"


def kept(number: Fraction) -> bool:
    """Whether float64 keeps a number exactly."""
    return Fraction(float(number)) == number


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: as it is written, whether it is exact, and why."""

    text: str
    exact: bool
    why: str


def _decimal(draw: Draw, level: int, *, exact: bool) -> Fraction:
    """A decimal below 10, with or without a power of two as its denominator."""
    if exact:
        under = 2 ** draw.between(2, 2 + level)
        return Fraction(2 * draw.below(under * 4) + 1, under)
    under = 10 ** draw.between(1, 1 + level)
    number = Fraction(draw.between(1, 10 * under - 1), under)
    return number + Fraction(1, 10) if kept(number) else number


def _number(draw: Draw, level: int, *, exact: bool) -> Entry:
    """A number by itself."""
    number = _decimal(draw, level, exact=exact)
    under = number.denominator
    why = f"{show(number)} = {number.numerator}/{under}"
    if exact:
        return Entry(show(number), kept(number), f"{why}, a whole number over a power of two.")
    five = f", for 5 divides {under}" if under > 5 else ""
    why += f". No power of two is a multiple of {under}{five}: a neighbour is kept."
    return Entry(show(number), kept(number), why)


def _sum(draw: Draw, level: int, *, exact: bool) -> Entry:
    """A sum of two numbers, each kept as float64 and then added."""
    parts = (exact, exact or draw.below(2) == 0)
    one, other = (_decimal(draw, level, exact=part) for part in draw.shuffled(parts))
    got = float(one) + float(other)
    text = f"{show(one)} + {show(other)}"
    if exact:
        why = f"{show(one)} = {one} and {show(other)} = {other}: both are kept, and so is the sum."
        return Entry(text, Fraction(got) == one + other, why)
    bad = other if kept(one) else one
    why = f"{show(bad)} = {bad} is no whole number over a power of two, so a neighbour is kept."
    why += f" The sum comes out as {got!r}"
    if repr(got) == show(one + other):
        why += f", which is only the shortest way to write it: {show(one + other)} is not kept"
    return Entry(text, Fraction(got) == one + other, f"{why}.")


def _rounding(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    sums = ask.level == 3 and ask.once % 2 == 0
    entry = _sum if sums else _number
    entries = [
        entry(draw, ask.level, exact=exact) for exact in draw.shuffled([True, False, False, False])
    ]
    texts = [it.text for it in entries]
    if len(set(texts)) < 4 or sum(it.exact for it in entries) != 1:
        return None
    listed = ", ".join(texts[:3]) + f" and {texts[3]}"
    prompt = (
        f"A program keeps and adds numbers in float64:\n{listed}.\n\n"
        f"Which {'sum comes out' if sums else 'of them is kept'} exactly?"
    )
    hints = (
        "What is each of the numbers as a fraction in lowest terms?",
        "float64 keeps whole numbers of at most 53 binary digits, times a power of two.",
        "Look at the denominators. Which have no 5 in them?",
    )
    return family.question(ask, prompt, [_entry_option(it) for it in entries], hints)


def _entry_option(entry: Entry) -> Option:
    if entry.exact:
        return Option(entry.text, entry.why, right=True)
    said = f"It is short to write. But {entry.why}"
    return Option(entry.text, said, right=False, misconception="short-is-exact")


def _added(terms: Sequence[Fraction]) -> float:
    """The sum in float64, one term after the other from the left."""
    total = 0.0
    for term in terms:
        total += float(term)
    return total


def _terms(draw: Draw, level: int, answer: str | None) -> list[Fraction]:
    """Terms of a net input, of which most of the last is what brings the sum to 0, or near it."""
    under = draw.one_of(
        (2, 4, 8) if answer == _EXACT else ((10,), (10, 20), (20, 50, 100))[level - 1]
    )
    count = 2 + (level > 1) + draw.below(2)
    terms = [Fraction(draw.between(-3 * under, 3 * under), under) for _ in range(count)]
    if answer == _DISTANT:
        return [*terms, Fraction(draw.between(-3 * under, 3 * under), under)]
    return [*terms, -sum(terms, Fraction(0))]


def _tie_rounding(family: Family, ask: Ask) -> Question | None:
    terms = _terms(ask.draw, ask.level, ask.answer)
    z, got = sum(terms, Fraction(0)), _added(terms)
    if 0 in terms or max(map(abs, terms)) > 5:
        return None
    if z == 0 and all(map(kept, terms)):
        answer = _EXACT
    elif z == 0 and got < 0:
        answer = _TURNS
    elif abs(z) >= _FAR and not all(map(kept, terms)):
        answer = _DISTANT
    else:
        return None
    if answer != ask.answer:
        return None
    shown = " ".join(_signed(term, first=i == 0) for i, term in enumerate(terms))
    prompt = (
        f"The terms of a net input, the bias first, add up to\n\nz = {shown}.\n\n"
        "float64 keeps the nearest number it has for each of them, adds from the\n"
        "left and rounds after every addition. With φ(0) = +1:\n"
        "does it predict otherwise than the exact z does?"
    )
    said = _about_tie(terms, z, got, answer)
    options = [_tie_option(text, answer, said) for text in (_TURNS, _EXACT, _DISTANT)]
    hints = (
        "What is z exactly?",
        "Rounding turns a prediction only where z is 0, or nearly; and only where there is any.",
        f"z = {show(z)}. Is each of the terms a whole number over a power of two?",
    )
    return family.question(ask, prompt, options, hints)


def _signed(term: Fraction, *, first: bool) -> str:
    if first:
        return show(term)
    return f"{'−' if term < 0 else '+'} {show(abs(term))}"


def _about_tie(terms: Sequence[Fraction], z: Fraction, got: float, answer: str) -> str:
    """Why it is so, with the numbers."""
    if answer == _EXACT:
        under = max(term.denominator for term in terms)
        over = f" over {under}" if under > 1 else ""
        return f"Each term is a whole number{over}, so nothing is rounded: z = 0 in float64, too."
    bad = next(term for term in terms if not kept(term))
    floats = repr(got).replace("-", "−")
    if answer == _TURNS:
        return (
            f"Exactly z = 0, and the prediction is +1. But {show(bad)} is not kept exactly, and "
            f"float64 comes to {floats}: below 0, so it predicts −1."
        )
    sign = "+1" if phi(z) > 0 else "−1"
    return (
        f"{show(bad)} is not kept exactly, but that is an error near the 16th digit. "
        f"z = {show(z)}, float64 comes to {floats}: both predict {sign}."
    )


def _tie_option(text: str, answer: str, said: str) -> Option:
    if text == answer:
        return Option(text, said, right=True)
    begins, betrayed = _TIE_SLIPS[answer, text]
    return Option(text, f"{begins} {said}", right=False, misconception=betrayed)


_TIE_SLIPS = {
    (_TURNS, _EXACT): ("Short numbers may be exact, but not all of these are.", "short-is-exact"),
    (_TURNS, _DISTANT): ("The error is tiny. But φ sees signs.", "too-small-to-matter"),
    (_EXACT, _TURNS): ("z is 0, that is so.", "all-is-rounded"),
    (_EXACT, _DISTANT): ("Nothing turns. But z is 0, not far from it.", "all-is-rounded"),
    (_DISTANT, _TURNS): ("Something is rounded here.", "all-is-rounded"),
    (_DISTANT, _EXACT): ("Nothing turns. But something is rounded.", "short-is-exact"),
}
"""By key and wrong option: what is right in it, and what it betrays."""

FAMILIES = (
    Family("choice-rounding", Kind.CHOICE, "rounding", _rounding),
    Family(
        "choice-tie-rounding",
        Kind.CHOICE,
        "tie-rounding",
        _tie_rounding,
        (_TURNS, _EXACT, _DISTANT),
    ),
)
