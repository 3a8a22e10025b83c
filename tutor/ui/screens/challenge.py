"""Break it: the learner tries to make the claim fail from zero, and is shown why it holds."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from textual.content import Content

from tutor.course.lesson import Lab
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show_vector
from tutor.perceptron.training import Experiment
from tutor.plot.data import DataView
from tutor.ui.keys import bindings
from tutor.ui.running import Running, Which
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session
from tutor.ui.widgets.run_panel import signed

MOVE = Fraction(1, 2)
"""How far a key moves a sample."""
CHANGED = ", changed"
Room = tuple[tuple[Fraction, Fraction], ...]
"""For each feature the least and the greatest value."""


class ChallengeScreen(LabScreen):
    """A lab with a task; the samples can be moved."""

    NAME = "Break it"
    CSS_PATH = ["lab.tcss", "challenge.tcss"]
    HELP = """
**The claim**: with w⁽⁰⁾ = 0, no two learning rates ever make different predictions. Break it: find
an η, or samples of your own, with which A and B differ.

The arrows move a sample, **n** and **p** choose which, **y** turns its label around. η and w⁽⁰⁾ are
set as in the lab: **Tab** goes to them, **Esc** leaves the field. Every try is answered with the
proof that holds for it. If it is w⁽⁰⁾ that you change, see what then becomes of A and B, and what
is left of the claim.
"""
    BINDINGS = bindings(
        (
            ("left", "move(-1, 0)", "Move", "Move the sample to the left", "challenge.left"),
            ("right", "move(1, 0)", "Right", "Move the sample to the right", "challenge.right"),
            ("up", "move(0, 1)", "Up", "Move the sample up", "challenge.up"),
            ("down", "move(0, -1)", "Down", "Move the sample down", "challenge.down"),
            ("n", "choose(1)", "Sample", "Choose the next sample", "challenge.next"),
            ("p", "choose(-1)", "Before", "Choose the sample before", "challenge.before"),
            ("y", "turn", "Label", "Turn the label of the sample around", "challenge.turn"),
        ),
        "n",
        "y",
    )

    def __init__(self, session: Session) -> None:
        data = session.library.dataset("four")
        a = Experiment(data, (Fraction(0),) * 2, Fraction(1, 10), 10, bias=False)
        super().__init__(session, Lab(a, replace(a, rate=Fraction(1)), Scope.TRACE))
        self._chosen = 0
        self.tried: dict[tuple[Experiment, Experiment], bool] = {}
        """The pairs from zero start that the learner has tried, and whether they predict alike."""
        self._rooms: dict[str, Room] = {}

    def chosen(self, data: Dataset) -> int:
        """The sample that the arrows move, from 0."""
        return min(self._chosen, len(data) - 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no other lab in here, and no A without B."""
        return action not in {"mode", "compare"} and super().check_action(action, parameters)

    def show(self, running: Running) -> None:
        """Count what is tried from zero, and show it."""
        if running.b is not None and running.verdict is not None and _from_zero(running):
            pair = running.a.experiment, running.b.experiment
            self.tried[pair] = running.verdict.same
        super().show(running)

    def verdict(self, running: Running) -> list[Content]:
        """How often it was tried, which sample can be moved, and the proof for the present pair."""
        broken = len(self.tried) - sum(self.tried.values())
        data = running.a.experiment.dataset
        chosen = self.chosen(data)
        place = show_vector(data.sample(chosen))
        lines = [
            Content(
                f"Tried from zero: {len(self.tried)}, broken: {broken}.   "
                f"The arrows move sample {chosen + 1}, {place}, "
                f"y {signed(data.labels[chosen])}."
            ),
            *super().verdict(running),
        ]
        if running.b is not None and not _from_zero(running):
            lines.append(Content("The claim is for w⁽⁰⁾ = 0 only; at least one of these is not 0."))
        return lines

    def draw_data(self, running: Running, which: Which) -> DataView:
        """The samples in a frame with room to move; the chosen one is marked before step 1."""
        data = running.a.experiment.dataset
        room = self._room(data)
        across, up = ((float(low), float(high)) for low, high in room)
        return self.data_views(running, which, limits=(*across, *up), chosen=self.chosen(data))

    def _room(self, data: Dataset) -> Room:
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

    def action_choose(self, by: int) -> None:
        """Choose another sample."""
        data = self.running.a.experiment.dataset
        self._chosen = (self.chosen(data) + by) % len(data)
        self.live.go_to(0)
        self.show(self.running)
        self.live.drawing = self.drawing

    def action_move(self, across: int, up: int) -> None:
        """Move the chosen sample."""
        data = self.running.a.experiment.dataset
        chosen = self.chosen(data)
        place = list(data.sample(chosen))
        for k, ((low, high), by) in enumerate(zip(self._room(data), (across, up), strict=True)):
            place[k] = max(low, min(place[k] + by * MOVE, high))
        samples = [data.sample(index) for index in range(len(data))]
        samples[chosen] = tuple(place)
        self._load(_changed(data, samples, data.labels))

    def action_turn(self) -> None:
        """Turn the label of the chosen sample around."""
        data = self.running.a.experiment.dataset
        labels = [-y if k == self.chosen(data) else y for k, y in enumerate(data.labels)]
        self._load(_changed(data, [data.sample(index) for index in range(len(data))], labels))

    def _load(self, data: Dataset) -> None:
        lab = self.running.lab
        b = None if lab.b is None else replace(lab.b, dataset=data)
        self.live.load(Lab(replace(lab.a, dataset=data), b, lab.scope))


def _changed(
    data: Dataset, samples: Sequence[Sequence[Fraction]], labels: Sequence[int]
) -> Dataset:
    name = data.name.removesuffix(CHANGED) + CHANGED
    return Dataset.of(name, samples, labels, data.features, classes=data.classes, bias=data.bias)


def _from_zero(running: Running) -> bool:
    """Whether A and B both start at zero."""
    starts = [running.a.experiment.start, running.b.experiment.start if running.b else ()]
    return not any(map(any, starts))
