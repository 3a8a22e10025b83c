"""What the commands print: tables for people, one line of JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tutor.course.proof import words
from tutor.perceptron.comparison import FirstDifference, Scope, Side, Verdict
from tutor.perceptron.exact import show, show_vector, signed
from tutor.perceptron.training import Experiment, Trace
from tutor.plot.told import range_told

if TYPE_CHECKING:  # It brings numpy, which only the command `rates` needs.
    from tutor.perceptron.ratepath import Interval, RatePath

MOST_ROWS = 40
"""Intervals that a table for people shows."""

_COMPARED = {
    Scope.TRACE: "the predictions made while training, step by step",
    Scope.SAMPLES: "the predictions of the final weights on the samples",
    Scope.PLANE: "the predictions of the final weights on every input",
}


def trace_text(trace: Trace, *, steps: bool = False) -> str:
    """A run for people: the experiment, its epochs, with `steps` every step, and how it ended."""
    experiment = trace.experiment
    tables = [_table(("epoch", "mistakes", *experiment.weight_names), _epochs(trace))]
    if steps:
        header = ("step", "epoch", "sample", "x", "z", "ŷ", "y", "Δw", "w")
        tables.append(_table(header, _steps(trace)))
    start = f"η = {show(experiment.rate)}, w⁽⁰⁾ = {show_vector(experiment.start)}"
    return "\n".join(
        (f"{_setting(experiment)}\n{start}", *(f"\n{table}" for table in tables), "", *_end(trace))
    )


def trace_json(trace: Trace) -> str:
    """A run for programs. Exact numbers are texts that `Fraction` reads."""
    experiment, count = trace.experiment, len(trace.experiment.dataset)
    epochs = [
        {
            "epoch": epoch,
            "mistakes": mistakes,
            "weights": _texts(trace.weights_after(epoch * count)),
        }
        for epoch, mistakes in enumerate(trace.mistakes, 1)
    ]
    return _line(
        {
            "data": experiment.dataset.name,
            "samples": count,
            "features": experiment.dataset.features,
            "bias": experiment.bias,
            "eta": str(experiment.rate),
            "w0": _texts(experiment.start),
            "epochs": epochs,
            "predictions": trace.predictions,
            "weights": _texts(trace.weights),
            "converged": trace.converged,
        }
    )


def verdict_text(verdict: Verdict, a: Trace, b: Trace) -> str:
    """A comparison for people: both runs, what was compared, and the verdict with its proof."""
    rows = [
        (
            name,
            show(run.experiment.rate),
            show_vector(run.experiment.start),
            show_vector(run.weights),
        )
        for name, run in (("A", a), ("B", b))
    ]
    table = _table(("run", "η", "w⁽⁰⁾", "final weights"), rows)
    compared = f"scope {verdict.scope}: {_COMPARED[verdict.scope]}"
    return f"{_setting(a.experiment)}\n\n{table}\n\n{compared}\n{words(verdict, a.experiment)}"


def verdict_json(verdict: Verdict) -> str:
    """A comparison for programs, on one line."""
    return _line(verdict_value(verdict))


def verdict_value(verdict: Verdict) -> dict[str, Any]:
    """A comparison as plain values; `scale` is w_B / w_A at every step, None if there is none."""
    answer: dict[str, Any] = {"scope": verdict.scope.value, "same": verdict.same}
    if isinstance(verdict.witness, FirstDifference):
        answer["first_difference"] = _difference(verdict.witness)
    else:
        scale = verdict.witness.scale
        answer["certificate"] = {"scale": None if scale is None else str(scale)}
    return answer


def rates_text(experiment: Experiment, path: "RatePath") -> str:
    """A rate path for people: the intervals in ascending order, the middle left out of many."""
    rows = [
        (range_told(interval), _counts(interval.mistakes), _epoch(interval.converged))
        for interval in _few(path)
    ]
    what = "mistakes on the samples" if path.scope is Scope.SAMPLES else "mistakes in each epoch"
    lines = [
        _setting(experiment),
        f"w⁽⁰⁾ = {show_vector(experiment.start)}",
        f"scope {path.scope}: {_COMPARED[path.scope]}",
        "",
        _table(("η", what, "converged"), rows),
        "",
        f"{_count(len(path), 'interval')} of η, in each of which every prediction is the same",
    ]
    if len(rows) < len(path):
        lines.append(f"{len(path) - len(rows)} in the middle are left out; --csv prints all")
    if not path.complete:
        lines.append(f"smaller η than {show(path.low(0))} are not covered: the limit is reached")
    return "\n".join(lines)


def rates_json(experiment: Experiment, path: "RatePath") -> str:
    """A rate path for programs, ascending in η; the last interval's `high` is null."""
    return _line(
        {
            "data": experiment.dataset.name,
            "scope": path.scope,
            "w0": _texts(experiment.start),
            "epochs": experiment.epochs,
            "complete": path.complete,
            "intervals": [_interval(interval) for interval in path],
        }
    )


def rates_csv(path: "RatePath") -> str:
    """A rate path as a table for spreadsheets; mistakes are separated by blanks."""
    lines = ["low,low_closed,high,high_closed,mistakes,converged"]
    for interval in map(_interval, path):
        cells = {**interval, "mistakes": _counts(interval["mistakes"])}
        lines.append(",".join(map(_cell, cells.values())))
    return "\n".join(lines)


def _cell(value: str | bool | int | None) -> str:  # noqa: FBT001 - a cell may hold a truth value
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _interval(interval: "Interval") -> dict[str, Any]:
    return {
        "low": str(interval.low),
        "low_closed": interval.low_closed,
        "high": None if interval.high is None else str(interval.high),
        "high_closed": interval.high_closed,
        "mistakes": interval.mistakes,
        "converged": interval.converged,
    }


def _few(path: "RatePath") -> Iterator["Interval"]:
    """All intervals, or the first and the last of many."""
    for index in range(len(path)):
        if index < MOST_ROWS // 2 or index >= len(path) - MOST_ROWS // 2:
            yield path[index]


def _counts(mistakes: Sequence[int]) -> str:
    return " ".join(map(str, mistakes))


def _epoch(converged: int | None) -> str:
    return "-" if converged is None else str(converged)


def _difference(found: FirstDifference) -> dict[str, Any]:
    place = {"step": found.step, "epoch": found.epoch, "sample": found.sample}
    where: dict[str, Any] = {name: number for name, number in place.items() if number is not None}
    if found.point is not None:
        where["point"] = _texts(found.point)
    return {**where, "a": _side(found.a), "b": _side(found.b)}


def _side(side: Side) -> dict[str, Any]:
    return {"net_input": str(side.net_input), "prediction": side.prediction}


def _texts(numbers: Iterable[Fraction]) -> list[str]:
    return [str(number) for number in numbers]


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _setting(experiment: Experiment) -> str:
    """The data and the kind of perceptron, which two compared runs share."""
    data = experiment.dataset
    classes = "" if data.classes == ("−1", "+1") else f" ({data.classes[0]} −, {data.classes[1]} +)"
    return ", ".join(
        (
            f"{data.name}: {_count(len(data), 'sample')}{classes} of {' and '.join(data.features)}",
            "with a bias" if experiment.bias else "no bias",
            _count(experiment.epochs, "epoch"),
        )
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _epochs(trace: Trace) -> Iterator[Sequence[str]]:
    """A row for every epoch that may bring something new."""
    count = len(trace.experiment.dataset)
    for epoch, mistakes in enumerate(trace.mistakes[: trace.converged], 1):
        weights = trace.weights_after(epoch * count)
        yield (str(epoch), str(mistakes), *map(show, weights))


def _steps(trace: Trace) -> Iterator[Sequence[str]]:
    """A row for every step of those epochs."""
    last = (trace.converged or trace.experiment.epochs) * len(trace.experiment.dataset)
    for step in map(trace.step, range(1, last + 1)):
        signs = (signed(step.prediction), signed(step.label))
        place = (str(step.t), str(step.epoch), str(step.sample))
        change = (show_vector(step.update), show_vector(step.weights))
        yield (*place, show_vector(step.inputs), show(step.net_input), *signs, *change)


def _end(trace: Trace) -> Iterator[str]:
    names = ", ".join(trace.experiment.weight_names)
    yield f"final weights ({names}) = {show_vector(trace.weights)}"
    epochs = trace.experiment.epochs
    if trace.converged is None:
        yield f"not converged: no epoch of {epochs} is without a mistake"
    elif trace.converged == epochs:
        yield f"converged: epoch {trace.converged} is the first without a mistake"
    else:
        yield (
            f"converged: epoch {trace.converged} is the first without a mistake, "
            f"and every later one repeats it"
        )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns aligned to the right, two spaces apart."""
    cells = [tuple(header), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
