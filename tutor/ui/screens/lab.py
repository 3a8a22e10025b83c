"""The lab: a perceptron on any data set, or A beside B, step by step."""

from dataclasses import replace
from fractions import Fraction

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Static

from tutor.course.lesson import Lab
from tutor.course.proof import words
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment, ExperimentError, Trace, weight_names
from tutor.ui.running import Running
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.run_screen import RunScreen, run_bindings
from tutor.ui.session import Session
from tutor.ui.widgets.live_run import SPEEDS, LiveRun
from tutor.ui.widgets.number_field import NumberField, Numbers
from tutor.ui.widgets.quiet import Quiet
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.trace_table import TraceTable

SCOPES = {
    Scope.TRACE: "trace: the predictions made while training, step by step",
    Scope.SAMPLES: "samples: the final weights on the training samples",
    Scope.PLANE: "plane: the final weights on every input",
}
MOST_EPOCHS = 200
"""So that a run on any shipped data follows a key at once."""
LAST_EPOCHS = 10
"""Of so many epochs the mistakes are shown."""
SECOND_RATE = 10
"""What B's learning rate is to A's when B is first shown."""


def first_lab(session: Session) -> Lab:
    """What the lab opens with: Iris, zero start, and two learning rates."""
    data = session.library.dataset("iris")
    zero = (Fraction(0),) * 3
    a = Experiment(data, zero, Fraction(1, 10), 10, bias=True)
    return Lab(a, replace(a, rate=Fraction(1)), Scope.TRACE)


class LabScreen(RunScreen):
    """Runs experiments."""

    CSS_PATH = "lab.tcss"
    HELP = """
**Tab** goes to η and w⁽⁰⁾: type a number (`0.1`, `1/3`, `1e-2`), or step it with ↑ and ↓.
**Esc** leaves the field.

**s** shows one sample, **b** takes a step back, **e** goes to the end of the epoch, **r** runs;
**+** and **-** set the speed.
**f** goes to the first step at which A and B differ.

`+` and `−` are the samples, `[ ]` is the current one; dots mark the side that is predicted +1.
"""
    BINDINGS = [
        *run_bindings("sbert"),
        Binding("c", "compare", "A|B", tooltip="A alone, or A beside B", id="lab.compare"),
        Binding("d", "data", "Data", tooltip="Choose the data set", id="lab.data"),
        Binding("o", "scope", "Scope", tooltip="Which predictions are compared", id="lab.scope"),
        Binding("i", "bias", "Bias", tooltip="With a bias or without", show=False, id="lab.bias"),
        Binding("escape", "leave", "Home", tooltip="Leave the field, then the lab", id="lab.leave"),
    ]

    def __init__(self, session: Session, lab: Lab | None = None, t: int = 0) -> None:
        super().__init__()
        self.session = session
        self.first = Running.of(lab or first_lab(session), t)

    def compose(self) -> ComposeResult:
        """Title, settings, the runs, the trace, the verdict, keys."""
        yield TitleBar("Lab")
        with Horizontal(id="settings"):
            yield Quiet(id="setting")
            yield Static("epochs ", classes="label")
            epochs = (Fraction(self.first.a.experiment.epochs),)
            yield NumberField(epochs, ("epochs",), _step_epochs, self._use_epochs, id="epochs")
        yield Static(id="refused", markup=False)
        yield LiveRun(self.first)
        yield TraceTable()
        yield Quiet(id="verdict")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the first run, and every other one in the same frame as its pictures."""
        self._show(self.first)
        self.watch(self.live, "running", self._follow, init=False)

    @property
    def running(self) -> Running:
        """The present runs."""
        return self.live.running or self.first

    def _follow(self, running: Running | None) -> None:
        if running is not None:
            self._show(running)

    def on_live_run_paced(self) -> None:
        """Show the speed while it runs."""
        self._show_title(self.running)

    def _show(self, running: Running) -> None:
        self.query_one(TraceTable).running = running
        experiment = running.a.experiment
        bias = "with bias" if experiment.bias else "no bias"
        self.query_one("#setting", Quiet).say(
            Content(f"{experiment.dataset.name}: {len(experiment.dataset)} samples, {bias}   ")
        )
        epochs = self.query_one("#epochs", NumberField)
        if epochs.numbers != (Fraction(experiment.epochs),):
            epochs.show((Fraction(experiment.epochs),), ("epochs",))
        self.query_one("#verdict", Quiet).say(Content("\n").join(_verdict(running)))
        self._show_title(running)

    def _show_title(self, running: Running) -> None:
        pace = f"running, {SPEEDS[self.live.speed]} steps a second   " if self.live.going else ""
        epoch = running.epoch
        self.query_one(
            TitleBar
        ).state_text = f"{pace}epoch {epoch} of {running.a.experiment.epochs}"

    def action_compare(self) -> None:
        """Show B, or A alone."""
        lab = self.running.lab
        if lab.b is None:
            b = replace(lab.a, rate=lab.a.rate * SECOND_RATE)
            self.live.load(Lab(lab.a, b, Scope.TRACE), self.running.t)
        else:
            self.live.load(Lab(lab.a), self.running.t)

    def action_scope(self) -> None:
        """Ask which predictions are compared."""
        if self.running.b is None:
            self.query_one(TitleBar).say("one run only; c shows B beside A")
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.live.load(
                    replace(self.running.lab, scope=tuple(SCOPES)[index]), self.running.t
                )

        self.app.push_screen(
            Chooser("Which predictions of A and B are compared?", tuple(SCOPES.values())), chosen
        )

    def action_data(self) -> None:
        """Ask for a data set; the weights start at zero on it."""
        library = self.session.library
        names = tuple(library.data)

        def chosen(index: int | None) -> None:
            if index is not None:
                data = library.dataset(names[index])
                self._restate(data=data, bias=data.bias)

        titles = tuple(f"{name}: {library.data[name]['title']}" for name in names)
        self.app.push_screen(Chooser("Which data?", titles), chosen)

    def action_bias(self) -> None:
        """Put the bias in, or take it out; the weights start at zero again."""
        experiment = self.running.a.experiment
        self._restate(data=experiment.dataset, bias=not experiment.bias)

    def _restate(self, data: Dataset, *, bias: bool) -> None:
        """The same rates and epochs on other data, or with another bias, from zero."""
        lab = self.running.lab
        zero = (Fraction(0),) * len(weight_names(data, bias=bias))

        def restated(experiment: Experiment) -> Experiment:
            return replace(experiment, dataset=data, start=zero, bias=bias)

        b = None if lab.b is None else restated(lab.b)
        self.live.load(Lab(restated(lab.a), b, lab.scope))

    def _use_epochs(self, numbers: Numbers) -> None:
        epochs, lab = _whole(numbers), self.running.lab
        b = None if lab.b is None else replace(lab.b, epochs=epochs)
        self.live.load(Lab(replace(lab.a, epochs=epochs), b, lab.scope), self.running.t)

    def on_number_field_judged(self, event: NumberField.Judged) -> None:
        """Say what is wrong with the epochs; the last good picture stays."""
        refused = self.query_one("#refused", Static)
        refused.update(f"✗ {event.reason}" if event.reason else "")
        refused.display = bool(event.reason)


def _whole(numbers: Numbers) -> int:
    """The number of epochs that a field holds."""
    (epochs,) = numbers
    if epochs.denominator != 1 or not 1 <= epochs <= MOST_EPOCHS:
        raise ExperimentError(f"epochs: write a whole number from 1 to {MOST_EPOCHS}")
    return int(epochs)


def _step_epochs(epochs: Fraction, direction: int) -> Fraction:
    return min(max(epochs + direction, Fraction(1)), Fraction(MOST_EPOCHS))


def _verdict(running: Running) -> list[Content]:
    """Mistakes so far, and whether the predictions of A and B differ."""
    counts = [f"A: {_mistakes(running.a, running.t)}"]
    lines: list[Content] = []
    if running.b is not None and running.verdict is not None:
        counts.append(f"B: {_mistakes(running.b, running.t)}")
        same = running.verdict.same
        sign = (
            Content.styled("= ", "bold $success") if same else Content.styled("≠ ", "bold $warning")
        )
        lines.append(sign + words(running.verdict, running.a.experiment))
    if running.t < len(running.a.experiment.dataset):
        counts = ["no epoch has ended yet"]
    return [Content("mistakes in each epoch   " + "   ".join(counts)), *lines]


def _mistakes(trace: Trace, t: int) -> str:
    """The mistakes of the last epochs that have ended."""
    ended = trace.mistakes[: t // len(trace.experiment.dataset)]
    return ("… " if len(ended) > LAST_EPOCHS else "") + " ".join(map(str, ended[-LAST_EPOCHS:]))
