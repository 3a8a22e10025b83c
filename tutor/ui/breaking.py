"""What a learner tries in Break it: pairs from zero start, and samples that were moved."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tutor.course.lesson import Lab
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show_vector, signed
from tutor.perceptron.training import Experiment
from tutor.ui.running import Running

MOVE = Fraction(1, 2)
"""How far a sample is moved at once."""
CHANGED = ", changed"
NOT_FROM_ZERO = "The claim is for w⁽⁰⁾ = 0 only; at least one of these is not 0."
Room = tuple[tuple[Fraction, Fraction], ...]
"""For each feature the least and the greatest value."""


def first_try(library: Library) -> Lab:
    """Four samples, zero start, and two learning rates."""
    data = library.dataset("four")
    a = Experiment(data, (Fraction(0),) * 2, Fraction(1, 10), 10, bias=False)
    return Lab(a, replace(a, rate=Fraction(1)), Scope.TRACE)


class Attempts:
    """What was tried, and which sample can be moved."""

    def __init__(self) -> None:
        self._chosen = 0
        self.tried: dict[tuple[Experiment, Experiment], bool] = {}
        """The pairs from zero start that the learner has tried, and whether they predict alike."""
        self._rooms: dict[str, Room] = {}

    def count(self, running: Running) -> None:
        """Count the pair, if it starts at zero."""
        if running.b is not None and running.verdict is not None and from_zero(running):
            pair = running.a.experiment, running.b.experiment
            self.tried[pair] = running.verdict.same

    @property
    def counted(self) -> str:
        """How often it was tried."""
        broken = len(self.tried) - sum(self.tried.values())
        return f"Tried from zero: {len(self.tried)}, broken: {broken}."

    def chosen(self, data: Dataset) -> int:
        """The sample that can be moved, from 0."""
        return min(self._chosen, len(data) - 1)

    def choose(self, data: Dataset, sample: int) -> None:
        """Choose another sample, counted from 0; after the last comes the first."""
        self._chosen = sample % len(data)

    def sample(self, data: Dataset) -> str:
        """The chosen sample in words."""
        chosen = self.chosen(data)
        place = show_vector(data.sample(chosen))
        return f"sample {chosen + 1}, {place}, y {signed(data.labels[chosen])}"

    def room(self, data: Dataset) -> Room:
        """From where to where each feature may be moved: half the data's extent beyond it."""
        name = data.name.removesuffix(CHANGED)
        if name not in self._rooms:
            samples = [data.sample(index)[:2] for index in range(len(data))]
            self._rooms[name] = tuple(
                (min(values) - half, max(values) + half)
                for values in zip(*samples, strict=True)
                for half in [max(MOVE, (max(values) - min(values)) / 2)]
            )
        return self._rooms[name]

    def moved(self, running: Running, across: int, up: int) -> Running:
        """The runs with the chosen sample so many moves to the right and up."""
        data = running.a.experiment.dataset
        chosen = self.chosen(data)
        place = list(data.sample(chosen))
        for k, ((low, high), by) in enumerate(zip(self.room(data), (across, up), strict=True)):
            place[k] = max(low, min(place[k] + by * MOVE, high))
        samples = [data.sample(index) for index in range(len(data))]
        samples[chosen] = tuple(place)
        return _with_samples(running, samples, data.labels)

    def turned(self, running: Running) -> Running:
        """The runs with the label of the chosen sample turned around."""
        data = running.a.experiment.dataset
        labels = [-y if k == self.chosen(data) else y for k, y in enumerate(data.labels)]
        return _with_samples(running, [data.sample(k) for k in range(len(data))], labels)


def _with_samples(
    running: Running, samples: Sequence[Sequence[Fraction]], labels: Sequence[int]
) -> Running:
    lab, data = running.lab, running.a.experiment.dataset
    name = data.name.removesuffix(CHANGED) + CHANGED
    other = Dataset.of(name, samples, labels, data.features, classes=data.classes, bias=data.bias)
    b = None if lab.b is None else replace(lab.b, dataset=other)
    return Running.of(Lab(replace(lab.a, dataset=other), b, lab.scope))


def from_zero(running: Running) -> bool:
    """Whether A and B both start at zero."""
    starts = [running.a.experiment.start, running.b.experiment.start if running.b else ()]
    return not any(map(any, starts))
