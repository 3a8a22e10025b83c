"""An experiment as the command line that opens it in the lab, with every number exact."""

import re
import shlex
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tutor import PROGRAM
from tutor.course.lesson import MOST_EPOCHS, Lab
from tutor.course.library import Library, shipped
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import LONGEST, field_text
from tutor.perceptron.training import Experiment

VIEWS = ("data", "weights", "mistakes", "rates")
"""The pictures of the lab by the names that the command line has for them."""
MOST_ROWS = 20
"""Samples that are written out in a line where no file holds them."""
_LABEL = "y"
_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(?: \w+)*", re.ASCII)


class NoCommandError(TutorError):
    """An experiment that no command line can name."""


def lab_command(
    lab: Lab, library: Library, *, step: int = 0, view: str = VIEWS[0], folder: str | None = None
) -> str:
    """The command that opens the lab on these runs, quoted for a shell.

    Args:
        lab: The experiments.
        library: The course, whose data sets are named.
        step: The step that is looked at.
        view: Which pictures, one of `VIEWS`.
        folder: What stands for the folder of the course, where the reader has it elsewhere.

    Raises:
        NoCommandError: If its data is in no file and too much for a line, A and B have not the data
            or the epochs in common, or there are more epochs or longer numbers than it takes.
    """
    if lab.a.epochs > MOST_EPOCHS:
        raise NoCommandError(f"no command takes {lab.a.epochs} epochs; {MOST_EPOCHS} are the most")
    ours = library.folder.resolve() == shipped().resolve()
    course = () if ours else ("--lessons", folder or str(library.folder))
    return shlex.join([PROGRAM, *course, "lab", *_options(lab, library, step, view)])


def _options(lab: Lab, library: Library, step: int, view: str) -> Iterator[str]:
    a, b = lab.a, lab.b
    yield from _data(a.dataset, library)
    if a.bias != _usual_bias(a.dataset, library):
        yield "--bias" if a.bias else "--no-bias"
    if any(a.start):
        yield from ("--w0", _numbers(a.start))
    yield from ("--eta", _numbers([a.rate]))
    if b is not None:
        yield from _second(a, b, lab.scope)
    yield from ("--epochs", str(a.epochs))
    if step:
        yield from ("--step", str(step))
    if view != VIEWS[0]:
        yield from ("--view", view)


def _second(a: Experiment, b: Experiment, scope: Scope | None) -> Iterator[str]:
    if (a.dataset, a.bias, a.epochs) != (b.dataset, b.bias, b.epochs):
        raise NoCommandError("A and B differ in more than η and w⁽⁰⁾, which no command can say")
    if b.start != a.start:
        yield from ("--w0-b", _numbers(b.start))
    yield from ("--eta-b", _numbers([b.rate]))
    if scope not in {None, Scope.TRACE}:
        yield from ("--scope", str(scope))


def _data(data: Dataset, library: Library) -> tuple[str, ...]:
    if data.name in library.data:
        return "--data", data.name
    if data.label:
        return "--data", data.name, "--label", data.label
    if len(data) > MOST_ROWS:
        raise NoCommandError(
            f"these {len(data)} samples are in no file, so that no command can name them"
        )
    plain = _LABEL not in data.features and all(map(_PLAIN_NAME.fullmatch, data.features))
    names = data.features if plain else [f"x{k}" for k in range(1, len(data.features) + 1)]
    samples = (
        ",".join((*map(_number, data.sample(index)), str(sign)))
        for index, sign in enumerate(data.labels)
    )
    return "--data", ";".join((",".join((*names, _LABEL)), *samples))


def _usual_bias(data: Dataset, library: Library) -> bool:
    """Whether there is a bias where the command says nothing."""
    return data.bias if data.name in library.data or data.label else True


def _numbers(numbers: Sequence[Fraction]) -> str:
    return ",".join(map(_number, numbers))


def _number(number: Fraction) -> str:
    text = field_text([number])
    if len(text) > LONGEST:
        raise NoCommandError(f"a number of {len(text)} digits is too long for a command")
    return text
