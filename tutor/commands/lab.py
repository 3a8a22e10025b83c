"""The command `lab`: the tutor, open in the lab on any experiment, or what the lab says of it."""

import json as writing
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.commands import completion
from tutor.commands.runs import (
    Bias,
    Label,
    Rate,
    RateB,
    Start,
    StartB,
    dataset_of,
    experiment,
    scope_of,
    second,
)
from tutor.commands.say import CommandError, Given, Json, at, in_lines, out, whole
from tutor.course.command_line import VIEWS, lab_command
from tutor.course.lesson import MOST_EPOCHS, Lab
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import parse_number

if TYPE_CHECKING:  # What draws, and what brings the lessons, is imported where it is needed.
    from textual.screen import Screen

    from tutor.ui.running import Running, Which
    from tutor.ui.session import Session

OTHERS = ("break", "floats", "hidden")
FEATURES = 2
"""The lab draws samples in a plane."""
Other = Annotated[
    str | None,
    typer.Argument(
        metavar="|".join(OTHERS),
        help="Another lab: break it, floats, hidden units.",
        autocompletion=completion.of(OTHERS),
    ),
]
Data = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE",
        help="As trace takes it; else the lab opens as you left it.",
        autocompletion=completion.data_sets,
    ),
]
Compared = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(Scope),
        help="Which predictions are compared; else trace.",
        autocompletion=completion.of(Scope),
    ),
]
Epochs = Annotated[
    str,
    typer.Option(
        metavar="N", help=f"How often all samples are shown; {MOST_EPOCHS} times at the most."
    ),
]
Step = Annotated[str, typer.Option(metavar="N", help="The step that is looked at.")]
View = Annotated[
    str,
    typer.Option(
        metavar="|".join(VIEWS), help="What is drawn.", autocompletion=completion.of(VIEWS)
    ),
]


def lab(  # noqa: PLR0913 - one argument per option
    context: typer.Context,
    other: Other = None,
    *,
    data: Data = None,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    eta: Rate = "0.1",
    w0_b: StartB = None,
    eta_b: RateB = None,
    epochs: Epochs = "10",
    scope: Compared = None,
    step: Step = "0",
    view: View = VIEWS[0],
    json: Json = False,
) -> None:
    """Open the tutor in the lab, on any experiment; with --json, print what the lab says of it."""
    given: Given = context.obj
    if data is None or other is not None:
        _require_alone(context, other)
        raise typer.Exit(_open_another(given, other))
    from tutor.course.library import Library
    from tutor.ui.running import Running

    library = Library.open(given.lessons)
    _require_few(epochs)
    a = experiment(dataset_of(data, label, library), bias=bias, w0=w0, eta=eta, epochs=epochs)
    b = None if w0_b is None and eta_b is None else second(a, w0_b, eta_b)
    running = Running.of(Lab(a, b, _scope(scope, two=b is not None)), _step(step, a.steps))
    if view not in VIEWS:
        raise CommandError(f"--view: “{view}” is no view; write {', '.join(VIEWS)}")
    if json:
        out(_as_json(running, lab_command(running.lab, library, step=running.t, view=view)))
    else:
        raise typer.Exit(_open(given, running, view))


def _require_alone(context: typer.Context, other: str | None) -> None:
    """Where the lab is opened as it is, there is nothing to be stated."""
    if other is not None and other not in OTHERS:
        raise CommandError(f"“{other}” is no other lab; write {', '.join(OTHERS)}")
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if parameter.name != "other" and source is not None and source.name == "COMMANDLINE":
            option = parameter.opts[0]
            if other is not None:
                raise CommandError(f"{other} has an experiment of its own; leave {option} out")
            raise CommandError(f"{option} is of an experiment; say with --data on which samples")


def _require_few(epochs: str) -> None:
    """As many as the lab's own field takes."""
    from tutor.ui.lab_changes import whole as between

    with at("--epochs"):
        number = parse_number(epochs)
    between("--epochs", number, 1, MOST_EPOCHS)


def _scope(text: str | None, *, two: bool) -> Scope | None:
    if text is not None and not two:
        raise CommandError("--scope compares two runs; give --eta-b, --w0-b or both")
    return scope_of(text or Scope.TRACE) if two else None


def _step(text: str, most: int) -> int:
    with at("--step"):
        number = whole(text)
        if not 0 <= number <= most:
            raise CommandError(f"{number}; write a number from 0 to {most}")
        return number


def _open(given: Given, running: "Running", view: str) -> int:
    """Open the lab on these runs."""
    if in_lines(given):
        from tutor.plain.lab import lab as lab_in_lines
        from tutor.plain.opening import run as run_in_lines

        return run_in_lines(given, None, partial(lab_in_lines, start=running))
    data = running.a.experiment.dataset
    if (count := len(data.features)) != FEATURES:
        raise CommandError(
            f"{data.name} has {count} feature{'s' * (count != 1)}, the lab draws {FEATURES}; "
            "in lines (--plain before lab) and with --json any number will do"
        )
    from tutor.ui.app import run
    from tutor.ui.screens.lab import LabScreen
    from tutor.ui.views import Look

    look = Look[view.upper()]
    return run(given, None, lambda session: LabScreen(session, running.lab, running.t, look))


def _open_another(given: Given, other: str | None) -> int:
    """Open the lab as it was left, or another lab."""
    if in_lines(given):
        from tutor.plain.lab import lab as lab_in_lines
        from tutor.plain.opening import run as run_in_lines

        module = None if other is None else import_module(f"tutor.plain.lab_{other}")
        return run_in_lines(given, None, lab_in_lines if module is None else module.enter)
    from tutor.ui.app import run
    from tutor.ui.screens.lab import LabScreen
    from tutor.ui.screens.more_labs import LABS
    from tutor.ui.screens.waiting import once_read

    def make(session: "Session") -> "Screen[None]":
        if other is None:
            return once_read(session, LabScreen)
        return LABS[OTHERS.index(other)][1](session)

    return run(given, None, make)


def _as_json(running: "Running", command: str) -> str:
    """What the lab says at a step, for programs; exact numbers are texts that `Fraction` reads."""
    from tutor.printing import verdict_value

    experiment = running.a.experiment
    whole = {
        "command": command,
        "data": experiment.dataset.name,
        "samples": len(experiment.dataset),
        "bias": experiment.bias,
        "epochs": experiment.epochs,
        "step": running.t,
        "epoch": running.epoch,
        "a": _run(running, "a"),
        "b": None if running.b is None else _run(running, "b"),
        "verdict": None if running.verdict is None else verdict_value(running.verdict),
    }
    return writing.dumps(whole, separators=(",", ":"))


def _run(running: "Running", which: "Which") -> dict[str, Any]:
    """One of the runs at the step; where none was shown, it has no net input."""
    trace, t = running.trace(which), running.t
    step = trace.step(t) if t else None
    return {
        "eta": str(trace.experiment.rate),
        "w0": [str(weight) for weight in trace.experiment.start],
        "weights": [str(weight) for weight in trace.weights_after(t)],
        "net_input": None if step is None else str(step.net_input),
        "prediction": None if step is None else step.prediction,
        "label": None if step is None else step.label,
        "mistakes": trace.mistakes[: t // len(trace.experiment.dataset)],
    }
