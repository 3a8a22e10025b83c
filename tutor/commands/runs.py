"""The commands `trace`, `compare` and `rates`: one run, two runs, all learning rates at once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tutor.commands.say import CommandError, Json, at, out, whole
from tutor.perceptron.comparison import Scope, compare_traces
from tutor.perceptron.dataset import Dataset, read_csv
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.training import Experiment, train, weight_names

Data = Annotated[
    str, typer.Option(metavar="NAME|FILE", help="A data set of the course, or a CSV file.")
]
Label = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The CSV's column of labels; else the last.")
]
Bias = Annotated[bool | None, typer.Option("--bias/--no-bias", help="Else as the data set says.")]
Start = Annotated[
    str | None, typer.Option("--w0", metavar="W", help="The start, as -2,2 or 0,0.5,1/3; else 0.")
]
Rate = Annotated[str, typer.Option("--eta", metavar="ETA", help="The learning rate, above 0.")]
StartB = Annotated[str | None, typer.Option("--w0-b", metavar="W", help="B's start; else A's.")]
RateB = Annotated[str | None, typer.Option("--eta-b", metavar="ETA", help="B's rate; else A's.")]
Epochs = Annotated[str, typer.Option(metavar="N", help="How often all samples are shown.")]
Steps = Annotated[bool, typer.Option("--steps", help="Print the steps as well.")]
Compared = Annotated[
    str, typer.Option(metavar="|".join(Scope), help="Which predictions are compared.")
]

FOLLOWED = (Scope.TRACE.value, Scope.SAMPLES.value)
Followed = Annotated[
    str, typer.Option(metavar="|".join(FOLLOWED), help="Which predictions are the same.")
]
Limit = Annotated[
    str, typer.Option(metavar="N", help="Intervals at the most, from the largest rate down.")
]
Csv = Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets.")]


def trace(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    eta: Rate = "0.1",
    epochs: Epochs = "10",
    steps: Steps = False,
    json: Json = False,
) -> None:
    """Train one perceptron and print what it did, epoch by epoch."""
    from tutor import printing

    if steps and json:
        raise CommandError("--steps and --json exclude each other; the JSON holds every prediction")
    run = train(_experiment(_dataset(data, label), bias=bias, w0=w0, eta=eta, epochs=epochs))
    out(printing.trace_json(run) if json else printing.trace_text(run, steps=steps))


def compare(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    eta: Rate = "0.1",
    w0_b: StartB = None,
    eta_b: RateB = None,
    epochs: Epochs = "10",
    scope: Compared = Scope.TRACE.value,
    json: Json = False,
) -> None:
    """Train two perceptrons, A and B, and say whether their predictions differ, with the proof."""
    from tutor import printing

    if w0_b is None and eta_b is None:
        raise CommandError("compare needs a second run; give --eta-b, --w0-b or both")
    if scope not in set(Scope):
        raise CommandError(f"--scope: “{scope}” is no scope; write {', '.join(Scope)}")
    dataset = _dataset(data, label)
    a = train(_experiment(dataset, bias=bias, w0=w0, eta=eta, epochs=epochs))
    start, rate = w0 if w0_b is None else w0_b, eta if eta_b is None else eta_b
    b = train(_experiment(dataset, bias=bias, w0=start, eta=rate, epochs=epochs, of="-b"))
    verdict = compare_traces(a, b, Scope(scope))
    out(printing.verdict_json(verdict) if json else printing.verdict_text(verdict, a, b))


def rates(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    epochs: Epochs = "10",
    scope: Followed = Scope.TRACE.value,
    limit: Limit = "200000",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the answer for every learning rate at once: all intervals with the same predictions."""
    from tutor import printing
    from tutor.perceptron.ratepath import rate_path

    if json and csv:
        raise CommandError("--json and --csv exclude each other; choose one")
    if scope not in FOLLOWED:
        raise CommandError(f"--scope: “{scope}” has no rate path; write {' or '.join(FOLLOWED)}")
    one = _experiment(_dataset(data, label), bias=bias, w0=w0, eta="1", epochs=epochs)
    with at("--limit"):
        most = whole(limit)
        path = rate_path(
            one.dataset, one.start, one.epochs, bias=one.bias, scope=Scope(scope), limit=most
        )
    if csv:
        out(printing.rates_csv(path))
    else:
        out(printing.rates_json(one, path) if json else printing.rates_text(one, path))


def _dataset(given: str, label: str | None) -> Dataset:
    """A data set of the course by its name, else a CSV file by its path."""
    from tutor.course.library import Library

    library = Library.open()
    if given in library.data or not os.path.lexists(given):
        if label is not None and given in library.data:
            raise CommandError(f"--label: {given} has its labels; leave it out, or give a CSV file")
        return library.dataset(given)
    return read_csv(Path(given), label, name=given)


def _experiment(  # noqa: PLR0913 - one argument per option
    dataset: Dataset, *, bias: bool | None, w0: str | None, eta: str, epochs: str, of: str = ""
) -> Experiment:
    """The experiment that the options state; `of` ends the names of the options of B."""
    bias = dataset.bias if bias is None else bias
    names = weight_names(dataset, bias=bias)
    with at(f"--w0{of}"):
        start = parse_vector(",".join("0" * len(names)) if w0 is None else w0, names)
    with at(f"--eta{of}"):
        rate = parse_number(eta)
    with at("--epochs"):
        shown = whole(epochs)
    with at(f"--eta{of}" if rate <= 0 else "--epochs"):
        return Experiment(dataset, start, rate, shown, bias)
