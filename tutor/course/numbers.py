"""The rule `number`: whatever a name in braces stands for, a plain loop finds the same."""

import re
from collections.abc import Iterator
from contextlib import suppress

from tutor.course.faults import Fault
from tutor.course.lesson import Lab
from tutor.course.recount import (
    Count,
    Vector,
    factor,
    first_difference,
    number,
    recount,
)
from tutor.course.rules import Source, lab_on
from tutor.course.values import ValueNameError, Values
from tutor.perceptron.training import Experiment, train

_BRACES = re.compile(r"\{([^{}=]*)\}")
_NAME = re.compile(r"(?:\bB\.)?\b[a-z]+\d*\b(?!\()", re.ASCII)
_Run = tuple[Experiment, list[Count]]
_Runs = tuple[Values, _Run, _Run | None]


def numbers(source: Source) -> Iterator[Fault]:
    """Every number in braces, found a second way."""
    runs: dict[tuple[int, str], _Runs] = {}
    for place in source.places:
        names = [name for inside in _BRACES.findall(place.text) for name in _NAME.findall(inside)]
        lab = lab_on(source, place) if names and place.block != "derivation" else None
        if lab is None:
            continue
        key = (place.page, place.argument)
        if key not in runs:
            runs[key] = _runs(lab)
        for name in dict.fromkeys(names):
            # What is no name was refused by the parser, or stands where braces are only letters.
            with suppress(ValueNameError):
                if not _agree(name, *runs[key]):
                    what = f"{{{name}}} is not what a second count says; report this fault"
                    yield source.fault(place.number, "number", what)


def _runs(lab: Lab) -> _Runs:
    values = Values(train(lab.a), None if lab.b is None else train(lab.b))
    return values, (lab.a, recount(lab.a)), None if lab.b is None else (lab.b, recount(lab.b))


def _agree(name: str, values: Values, a: _Run, b: _Run | None) -> bool:
    """Whether the engine and the plain loop have one number for a name.

    Raises:
        ValueNameError: If it is no name.
    """
    engine = values.value(name)
    plain = name.removeprefix("B.")
    if b is not None and plain == "first":
        return engine == first_difference(a[1], b[1])
    if b is not None and plain == "c":
        return engine == factor(_weights(a), _weights(b), b[0].rate / a[0].rate)
    run = b if b is not None and plain != name else a
    return engine == number(*run, plain)


def _weights(run: _Run) -> list[Vector]:
    experiment, counts = run
    return [experiment.start, *(count.w for count in counts)]
