"""Rules about how a lesson looks: whether it fits a screen, and can be written in ASCII."""

import unicodedata
from collections.abc import Iterator

from tutor.course.faults import Fault
from tutor.course.notation import has_twin
from tutor.course.rules import Source, lab_on
from tutor.course.source import values_of
from tutor.course.values import ValueNameError, Values, fill

WIDTH = 76
"""Columns that a formula or a line of code has on a screen of 80."""


def widths(source: Source) -> Iterator[Fault]:
    """A formula, a rule and a line of code fit the screen, with their numbers in."""
    for place in source.places:
        text = place.text.strip()
        if place.opens or place.block not in {"", "derivation", "worked"}:
            continue
        if not place.block:
            # Prose wraps; only what Markdown takes as code does not.
            text = place.text.rstrip() if place.text.startswith("    ") else ""
        elif place.block == "worked":
            text = _filled(text, values_of(lab_on(source, place)))
        over = columns(text) - WIDTH
        if over > 0:
            yield source.fault(
                place.number,
                "width",
                f"{over} columns wider than the {WIDTH} of the screen; break it in two",
            )


def _filled(text: str, values: Values | None) -> str:
    try:
        return fill(text, values)
    except ValueNameError:
        return text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
        if not unicodedata.combining(character)
    )


def twins(source: Source) -> Iterator[Fault]:
    """Every symbol can be written in ASCII where a terminal knows nothing else."""
    for place in source.places:
        formula = place.block in {"derivation", "worked"}
        strange = dict.fromkeys(it for it in place.text if not has_twin(it, formula=formula))
        if strange:
            yield source.fault(
                place.number,
                "ascii",
                f"{' '.join(strange)} has no ASCII twin; write it in words, "
                "or add it to TWINS in tutor/course/notation.py",
            )
