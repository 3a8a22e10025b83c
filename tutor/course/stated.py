"""Experiments as plain values, for a bank and for a record, and back again."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment

_OWN = "own samples"


class StatedError(TutorError):
    """Values that state no experiment."""


def stated(experiment: Experiment, shipped: Collection[str]) -> dict[str, Any]:
    """An experiment as plain values; exact numbers are texts that `Fraction` reads.

    Args:
        experiment: What is stated.
        shipped: The names of the course's data sets, which stand for their samples.
    """
    return {
        "data": _data(experiment.dataset, shipped),
        "eta": str(experiment.rate),
        "w0": [str(weight) for weight in experiment.start],
        "epochs": experiment.epochs,
        "bias": experiment.bias,
    }


def _data(data: Dataset, shipped: Collection[str]) -> str | dict[str, Any]:
    if data.name in shipped:
        return data.name
    samples = [[str(value) for value in data.sample(index)] for index in range(len(data))]
    return {"samples": samples, "labels": list(data.labels)}


def experiment_of(value: Mapping[str, Any], library: Library) -> Experiment:
    """The experiment that plain values state.

    Raises:
        StatedError: If they state none.
    """
    try:
        given = value["data"]
        if isinstance(given, str):
            data = library.dataset(given)
        else:
            rows = [[Fraction(number) for number in sample] for sample in given["samples"]]
            data = Dataset.of(_OWN, rows, given["labels"])
        start = tuple(Fraction(weight) for weight in value["w0"])
        return Experiment(data, start, Fraction(value["eta"]), value["epochs"], value["bias"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, TutorError) as error:
        raise StatedError(f"no experiment is stated: {error}") from None
