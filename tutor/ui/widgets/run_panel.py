"""One perceptron: η and w⁽⁰⁾ as fields, its picture, and what the current step did."""

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive, var
from textual.widgets import Static

from tutor.perceptron.exact import show, show_within, signed
from tutor.ui.lab_changes import with_rate
from tutor.ui.running import Running, Which
from tutor.ui.twins import as_shown
from tutor.ui.views import Drawing, data_view
from tutor.ui.widgets.number_field import NumberField, Numbers, step_rate, step_weight
from tutor.ui.widgets.plot_view import PlotView
from tutor.ui.widgets.row_table import Row, RowTable

ROOM = 31
"""Columns that a caption uses at the most: as many as it has beside a lesson at 80 columns."""


class Caption(RowTable):
    """What the current step did."""

    DEFAULT_CSS = """
    Caption { height: 3; padding: 0; }
    """

    shown: reactive[tuple[Running, Which] | None] = reactive(None, repaint=False)
    """The runs, and which of them."""

    def watch_shown(self) -> None:
        """Refresh the lines that changed."""
        self.build()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - there is room for three
        """The lines."""
        if self.shown is None:
            return []
        lines = caption(*self.shown, min(width, ROOM), partial(as_shown, self))
        return [(line, "row") for line in lines]


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
        # What a longer name takes is not taken from w⁽⁰⁾ as well.
        least = 9 - len(as_shown(self, "η"))
        widths = (least, 14) if what == "eta" else None
        return NumberField(numbers, names, step, use, id=name, classes=what, widths=widths)

    def _use_rate(self, numbers: Numbers) -> None:
        self.use(with_rate(self._runs, self.which, numbers[0]))

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
        self.query_one(Caption).shown = running, self.which
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


def caption(
    running: Running, which: Which, room: int, written: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Three lines on the current step, as they are `written`, none longer than `room`."""
    trace, t = running.trace(which), running.t
    if t == 0:
        start = show_within(trace.experiment.start, room - len("w⁽⁰⁾ = "))
        equals = "" if start.startswith("≈") else "= "
        shown = ": nothing shown yet"
        return (
            _fitting(room, f"step 0 of {len(trace)}{shown}", f"step 0{shown}"),
            written(f"w⁽⁰⁾ {equals}{start}"),
        )
    step = trace.step(t)
    at = written(f"{'≠ ' if t == running.parting else ''}step {t}")
    of, place = f"{at} of {len(trace)}", f"epoch {step.epoch}, sample {step.sample}"
    signs = written(f"⇒ ŷ {signed(step.prediction)}, y {signed(step.label)}")
    outcome = "a mistake" if step.mistake else "right"
    rounded = show_within([step.net_input], room - len(f"z  {signs}"))
    return (
        _fitting(room, f"{of}, {place}", f"{at}, {place}", of, at),
        _fitting(room, f"z {show(step.net_input)} {signs}: {outcome}", f"z {rounded} {signs}"),
        f"w {show_within(step.weights, room - 2)}",
    )


def _fitting(room: int, *forms: str) -> str:
    """The first form for which there is room, else the last."""
    return next((form for form in forms if len(form) <= room), forms[-1])
