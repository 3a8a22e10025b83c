"""One perceptron: η and w⁽⁰⁾ as fields, its picture, and what the current step did."""

from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import ExperimentError
from tutor.ui.running import Running, Which
from tutor.ui.widgets.number_field import NumberField, Numbers, step_rate, step_weight
from tutor.ui.widgets.plot_view import PlotView
from tutor.ui.widgets.quiet import Quiet

NEGATIVE = (
    "η must be above 0: the argument needs that η never turns a sign around. "
    "Lesson 5 shows what a negative η does."
)


def signed(value: int) -> str:
    """A label or a prediction: +1 or −1."""
    return "+1" if value > 0 else "−1"


class RunPanel(Vertical):
    """Shows one of the runs of a `Running`, and asks for another η or w⁽⁰⁾."""

    DEFAULT_CSS = """
    RunPanel {
        width: 1fr;
        height: 1fr;
        padding: 0 1;
        .fields { height: 1; }
        .fields > Static { width: auto; color: $text-muted; }
        .run-name { text-style: bold; }
        .eta { width: 8; }
        .wrong { height: auto; min-height: 3; color: $error; display: none; }
        .caption { height: auto; min-height: 3; }
    }
    """

    running: var[Running | None] = var(None)

    @dataclass
    class Set(Message):
        """The learner wants other numbers; `running` has them."""

        running: Running

    def __init__(self, which: Which, running: Running) -> None:
        super().__init__(classes=f"run-{which}")
        self.which: Which = which
        self.set_reactive(RunPanel.running, running)

    def compose(self) -> ComposeResult:
        """Fields, picture, caption."""
        running = self._runs
        experiment = running.trace(self.which).experiment
        with Horizontal(classes="fields"):
            yield Static(f"{self.which.upper()} ", classes="run-name")
            yield Static("η ")
            yield self._field("eta", (experiment.rate,), ("η",))
            yield Static(" w⁽⁰⁾ ")
            yield self._field("w0", experiment.start, experiment.weight_names)
        yield PlotView()
        yield Quiet(classes="caption")
        yield Static(classes="wrong", markup=False)

    def _field(self, what: str, numbers: Numbers, names: tuple[str, ...]) -> NumberField:
        step = step_rate if what == "eta" else step_weight
        return NumberField(
            numbers, names, step, partial(self._with, what), id=f"{what}-{self.which}", classes=what
        )

    def _with(self, what: str, numbers: Numbers) -> Running:
        """The runs with these numbers in the field.

        Raises:
            ExperimentError: If they cannot be run.
        """
        if what == "w0":
            return self._runs.having(self.which, start=numbers)
        if numbers[0] <= 0:
            raise ExperimentError(NEGATIVE)
        return self._runs.having(self.which, rate=numbers[0])

    @property
    def _runs(self) -> Running:
        if self.running is None:
            raise RuntimeError("a panel is made with the runs it shows")
        return self.running

    def on_mount(self) -> None:
        """Draw the first picture."""
        self._draw(self._runs)

    def watch_running(self, running: Running | None) -> None:
        """Draw the step; the fields follow where the runs were set from elsewhere."""
        if self.is_mounted and running is not None:
            self._draw(running)

    def _draw(self, running: Running) -> None:
        self.query_one(PlotView).view = running.view(self.which)
        # Its height is fixed: without a new layout a step costs a third.
        lines = Content("\n").join(caption(running, self.which))
        self.query_one(".caption", Quiet).say(lines, layout=False)
        experiment = running.trace(self.which).experiment
        self._follow(self._rate, (experiment.rate,), ("η",))
        self._follow(self._start, experiment.start, experiment.weight_names)

    def _follow(self, field: NumberField, numbers: Numbers, names: tuple[str, ...]) -> None:
        if (field.numbers, field.names) != (numbers, names):
            field.show(numbers, names)
            self._say("")

    @property
    def _rate(self) -> NumberField:
        return self.query_one(f"#eta-{self.which}", NumberField)

    @property
    def _start(self) -> NumberField:
        return self.query_one(f"#w0-{self.which}", NumberField)

    def on_number_field_edited(self, event: NumberField.Edited) -> None:
        """Run again with what was typed."""
        event.stop()
        self._say("")
        what = "eta" if event.field is self._rate else "w0"
        self.post_message(self.Set(self._with(what, event.numbers)))

    def on_number_field_refused(self, event: NumberField.Refused) -> None:
        """Say what is wrong; the last good picture stays."""
        event.stop()
        self._say(event.reason)

    def _say(self, reason: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(f"✗ {reason}" if reason else "")
        wrong.display = bool(reason)
        self.query_one(".caption").display = not reason


def caption(running: Running, which: Which) -> list[Content]:
    """Three short lines on the current step."""
    trace, t = running.trace(which), running.t
    if t == 0:
        return [
            Content(f"step 0 of {len(trace)}: nothing shown yet"),
            Content(f"w⁽⁰⁾ = {show_vector(trace.experiment.start)}"),
            Content(""),
        ]
    step = trace.step(t)
    differs = "≠ " if t == running.parting else ""
    prediction = signed(step.prediction)
    outcome = "a mistake" if step.mistake else "right"
    return [
        Content(f"{differs}step {t} of {len(trace)}, epoch {step.epoch}, sample {step.sample}"),
        Content(f"z {show(step.net_input)} ⇒ ŷ {prediction}, y {signed(step.label)}: {outcome}"),
        Content(f"w {show_vector(step.weights)}"),
    ]
