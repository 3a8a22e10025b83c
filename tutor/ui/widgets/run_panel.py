"""One perceptron: η and w⁽⁰⁾ as fields, its picture, and what the current step did."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive, var
from textual.widgets import Static

from tutor.perceptron.exact import show, show_within
from tutor.perceptron.training import ExperimentError
from tutor.ui.running import Running, Which
from tutor.ui.views import Drawing, data_view
from tutor.ui.widgets.number_field import NumberField, Numbers, step_rate, step_weight
from tutor.ui.widgets.plot_view import PlotView
from tutor.ui.widgets.row_table import Row, RowTable

NEGATIVE = (
    "η must be above 0: the argument needs that η never turns a sign around. "
    "Lesson 5 shows what a negative η does."
)

NARROWEST = 31
"""Columns that a caption has beside a lesson at 80 columns."""


def signed(value: int) -> str:
    """A label or a prediction: +1 or −1."""
    return "+1" if value > 0 else "−1"


class Caption(RowTable):
    """What the current step did."""

    DEFAULT_CSS = """
    Caption { height: 3; padding: 0; }
    """

    said: reactive[tuple[str, ...]] = reactive((), repaint=False)

    def watch_said(self) -> None:
        """Refresh the lines that changed."""
        self.build()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - they always fit
        """The lines."""
        return [(line, "row") for line in self.said]


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
    }
    """

    running: var[Running | None] = var(None)
    drawing: var[Drawing] = var(lambda: data_view, always_update=True)
    """Makes the picture; the same once more means that there is more to be drawn."""

    def __init__(
        self, which: Which, running: Running, drawing: Drawing, use: Callable[[Running], None]
    ) -> None:
        super().__init__(classes=f"run-{which}")
        self.which: Which = which
        self.use = use
        """Takes the runs that the learner set."""
        self.set_reactive(RunPanel.running, running)
        self.set_reactive(RunPanel.drawing, drawing)

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
        yield Caption()
        yield Static(classes="wrong", markup=False)

    def _field(self, what: str, numbers: Numbers, names: tuple[str, ...]) -> NumberField:
        step = step_rate if what == "eta" else step_weight
        use = self._use_rate if what == "eta" else self._use_start
        name = f"{what}-{self.which}"
        widths = (8, 14) if what == "eta" else None
        return NumberField(numbers, names, step, use, id=name, classes=what, widths=widths)

    def _use_rate(self, numbers: Numbers) -> None:
        if numbers[0] <= 0:
            raise ExperimentError(NEGATIVE)
        self.use(self._runs.having(self.which, rate=numbers[0]))

    def _use_start(self, numbers: Numbers) -> None:
        self.use(self._runs.having(self.which, start=numbers))

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

    def watch_drawing(self, drawing: Drawing) -> None:
        """Draw another picture of the same step."""
        if self.is_mounted:
            self.query_one(PlotView).view = drawing(self._runs, self.which)

    def _draw(self, running: Running) -> None:
        self.query_one(PlotView).view = self.drawing(running, self.which)
        self.query_one(Caption).said = caption(running, self.which)
        experiment = running.trace(self.which).experiment
        self._follow(self._rate, (experiment.rate,), ("η",))
        self._follow(self._start, experiment.start, experiment.weight_names)

    def _follow(self, field: NumberField, numbers: Numbers, names: tuple[str, ...]) -> None:
        if (field.numbers, field.names) != (numbers, names):
            field.show(numbers, names)

    @property
    def _rate(self) -> NumberField:
        return self.query_one(f"#eta-{self.which}", NumberField)

    @property
    def _start(self) -> NumberField:
        return self.query_one(f"#w0-{self.which}", NumberField)

    def on_number_field_judged(self, event: NumberField.Judged) -> None:
        """Say what is wrong; the last good picture stays."""
        event.stop()
        self._say(event.reason)

    def _say(self, reason: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(f"✗ {reason}" if reason else "")
        wrong.display = bool(reason)
        self.query_one(Caption).display = not reason


def caption(running: Running, which: Which) -> tuple[str, ...]:
    """Three lines on the current step, none longer than `NARROWEST`."""
    trace, t = running.trace(which), running.t
    if t == 0:
        start = show_within(trace.experiment.start, NARROWEST - len("w⁽⁰⁾ = "))
        equals = "" if start.startswith("≈") else "= "
        shown = ": nothing shown yet"
        return (
            _fitting(f"step 0 of {len(trace)}{shown}", f"step 0{shown}"),
            f"w⁽⁰⁾ {equals}{start}",
        )
    step = trace.step(t)
    at = f"{'≠ ' if t == running.parting else ''}step {t}"
    place = f"epoch {step.epoch}, sample {step.sample}"
    signs = f"⇒ ŷ {signed(step.prediction)}, y {signed(step.label)}"
    outcome = "a mistake" if step.mistake else "right"
    rounded = show_within([step.net_input], NARROWEST - len(f"z  {signs}"))
    return (
        _fitting(f"{at} of {len(trace)}, {place}", f"{at}, {place}", at),
        _fitting(f"z {show(step.net_input)} {signs}: {outcome}", f"z {rounded} {signs}"),
        f"w {show_within(step.weights, NARROWEST - 2)}",
    )


def _fitting(*forms: str) -> str:
    """The first form that a caption has room for, else the last."""
    return next((form for form in forms if len(form) <= NARROWEST), forms[-1])
