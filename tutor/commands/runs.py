"""The commands `trace`, `compare` and `rates`: one run, two runs, all learning rates at once."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.commands import completion
from tutor.commands.say import CommandError, Json, at, out, whole
from tutor.perceptron.comparison import Scope, compare_traces
from tutor.perceptron.dataset import Dataset, read_csv, read_rows
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.training import Experiment, train, weight_names

if TYPE_CHECKING:  # What brings the lessons is imported by the commands that need it.
    from tutor.course.library import Library

Data = Annotated[
    str,
    typer.Option(
        metavar="NAME|FILE",
        help="A data set of the course, or a CSV file, or its rows with ; between them.",
        autocompletion=completion.data_sets,
    ),
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
    str,
    typer.Option(
        metavar="|".join(Scope),
        help="Which predictions are compared.",
        autocompletion=completion.of(Scope),
    ),
]

FOLLOWED = (Scope.TRACE.value, Scope.SAMPLES.value)
Followed = Annotated[
    str,
    typer.Option(
        metavar="|".join(FOLLOWED),
        help="Which predictions are the same.",
        autocompletion=completion.of(FOLLOWED),
    ),
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
    run = train(experiment(dataset_of(data, label), bias=bias, w0=w0, eta=eta, epochs=epochs))
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
    compared, dataset = scope_of(scope), dataset_of(data, label)
    one = experiment(dataset, bias=bias, w0=w0, eta=eta, epochs=epochs)
    a, b = train(one), train(second(one, w0_b, eta_b))
    verdict = compare_traces(a, b, compared)
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
    one = experiment(dataset_of(data, label), bias=bias, w0=w0, eta="1", epochs=epochs)
    with at("--limit"):
        most = whole(limit)
        path = rate_path(
            one.dataset, one.start, one.epochs, bias=one.bias, scope=Scope(scope), limit=most
        )
    if csv:
        out(printing.rates_csv(path))
    else:
        out(printing.rates_json(one, path) if json else printing.rates_text(one, path))


def dataset_of(given: str, label: str | None, library: "Library | None" = None) -> Dataset:
    """A data set of the course by its name, else a CSV file by its path, or its rows.

    Raises:
        CommandError: If a data set of the course is given other labels.
        DataError: If there is none, or something in it is wrong.
    """
    from tutor.course.library import Library

    library = library or Library.open()
    if given in library.data:
        if label is not None:
            raise CommandError(f"--label: {given} has its labels; leave it out, or give a CSV file")
        return library.dataset(given)
    if os.path.lexists(given):
        return read_csv(Path(given), label, name=given)
    return read_rows(given, label) if ";" in given else library.dataset(given)


def scope_of(text: str) -> Scope:
    """The scope that an option names.

    Raises:
        CommandError: If there is none such.
    """
    if text not in set(Scope):
        raise CommandError(f"--scope: “{text}” is no scope; write {', '.join(Scope)}")
    return Scope(text)


def experiment(
    dataset: Dataset, *, bias: bool | None, w0: str | None, eta: str, epochs: str
) -> Experiment:
    """The experiment that the options state.

    Raises:
        CommandError: If one of them is wrong, or they do not fit each other or the data.
    """
    bias = dataset.bias if bias is None else bias
    names = weight_names(dataset, bias=bias)
    with at("--w0"):
        start = parse_vector(",".join("0" * len(names)) if w0 is None else w0, names)
    with at("--eta"):
        rate = parse_number(eta)
    with at("--epochs"):
        shown = whole(epochs)
    with at("--eta" if rate <= 0 else "--epochs"):
        return Experiment(dataset, start, rate, shown, bias)


def second(a: Experiment, w0_b: str | None, eta_b: str | None) -> Experiment:
    """B, in all that its options do not state the same as A."""
    with at("--w0-b"):
        start = a.start if w0_b is None else parse_vector(w0_b, a.weight_names)
    with at("--eta-b"):
        rate = a.rate if eta_b is None else parse_number(eta_b)
        return replace(a, start=start, rate=rate)
