"""Run the experiments that are to refute the misconceptions of a course."""

import re
from collections.abc import Iterator
from typing import Any

from tutor.course.faults import Fault, line_with, read_fault
from tutor.course.library import Library
from tutor.course.outline import read_text
from tutor.course.settings import LAB, Settings, lab_from
from tutor.course.source import Text
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope, compare

_SAID = ("same", "first")
"""What an experiment says of its verdict, beside the settings of a lab."""


def experiments(library: Library) -> Iterator[Fault]:
    """Every experiment of misconceptions.toml whose verdict is not what it says."""
    file = library.folder / "misconceptions.toml"
    if not library.misconceptions:
        return
    content = read_text(file)
    for identifier, described in library.misconceptions.items():
        heads = _heads(content, identifier)
        for stated, head in zip(described.get("experiment", ()), heads, strict=False):
            try:
                wrong = _wrong(stated, library, Text(file.name, head, ("",)))
            except TutorError as error:
                fault = read_fault(file, error)
                yield Fault(fault.file, head, "experiment", f"{identifier}: {fault.message}")
                continue
            if wrong is not None:
                yield Fault(str(file), head, "experiment", f"{identifier}: {wrong}")


def _heads(content: str, identifier: str) -> list[int]:
    """The lines in which the experiments of a misconception begin; more than enough of them."""
    name = rf"(?:{re.escape(identifier)}|\"{re.escape(identifier)}\"|'{re.escape(identifier)}')"
    head = re.compile(rf"\s*\[\[\s*{name}\s*\.\s*experiment\s*\]\]")
    lines = Text.of(content, "").lines
    found = [number for number, line in enumerate(lines, 1) if head.match(line)]
    missing = line_with(content, identifier)
    return found + [missing] * len(lines)


def _wrong(stated: dict[str, Any], library: Library, text: Text) -> str | None:
    """What is not as an experiment says; None where everything is."""
    unknown = sorted(stated.keys() - {*LAB, *_SAID})
    if unknown:
        return f"“{unknown[0]}” is no setting here; known are {', '.join((*LAB, *_SAID))}"
    same, first = stated.get("same"), stated.get("first")
    if not isinstance(same, bool):
        return "same = true or same = false is needed: what the verdict is"
    values = {name: (_written(value), 0) for name, value in stated.items() if name in LAB}
    lab = lab_from(Settings(text, values), library.course())
    if lab is None or lab.b is None or lab.scope is None:
        return "an experiment compares two runs; set data, eta_b or w0_b, and scope"
    verdict = compare(lab.a, lab.b, lab.scope)
    if verdict.same != same:
        found = "differ" if same else "are the same"
        return f"same = {str(same).lower()}, but in the {lab.scope} the predictions {found}"
    trace = compare(lab.a, lab.b, Scope.TRACE).witness
    step = getattr(trace, "step", None)
    if first is not None and first != step:
        return f"first = {first}, but the traces first differ at step {step or '—'}"
    return None


def _written(value: object) -> str:
    """A setting as a lab writes it. A float is no exact number, so its digits are refused."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else "a float"
