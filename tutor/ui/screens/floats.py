"""The float lab: the exact perceptron beside two in float64, where rounding breaks ties."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from tutor.perceptron.dataset import Dataset
from tutor.perceptron.floats import side_by_side
from tutor.perceptron.training import Experiment
from tutor.ui.lab_changes import whole
from tutor.ui.rounding import first_experiment, most_epochs, restated
from tutor.ui.screens.chooser import choose_data
from tutor.ui.session import Session
from tutor.ui.widgets.float_table import FloatTable, Shown
from tutor.ui.widgets.float_verdict import FloatVerdict
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.number_field import NumberField, Numbers, step_rate, step_weight
from tutor.ui.widgets.quiet import Quiet
from tutor.ui.widgets.title import TitleBar

PAGE = 10
"""Steps that page up and page down go."""

KEYS = (
    ("s", "step(1)", "Step", "Show the next sample", "step"),
    ("b", "step(-1)", "Back", "Take a step back", "back"),
    ("e", "epoch", "Epoch", "Go on to the end of the epoch", "epoch"),
    ("f", "differing", "First ≠", "To the first step at which a prediction differs", "differing"),
    ("t", "tie", "Tie", "To the next tie", "tie"),
    ("pagedown", f"step({PAGE})", "On", f"{PAGE} steps on", "page_on"),
    ("pageup", f"step(-{PAGE})", "Up", f"{PAGE} steps back", "page_back"),
    ("0", "reset", "Reset", "Back to step 0", "reset"),
    ("d", "data", "Data", "Choose the data set", "data"),
    ("i", "bias", "Bias", "With a bias or without", "bias"),
    ("tab", "field(1)", "η, w⁽⁰⁾", "To the next field", "field"),
    ("shift+tab", "field(-1)", "Field before", "To the field before", "field_before"),
    ("escape", "leave", "Leave", "Leave the field, then this lab", "leave"),
)
"""Key, action, label, tooltip and name."""
SHOWN = {"Step", "Epoch", "First ≠", "Tie", "Data", "η, w⁽⁰⁾", "Leave"}
"""The labels that stand in the footer."""


class FloatScreen(Screen[None]):
    """Shows what rounding does to the claim. The table shows values; the engine computes them."""

    AUTO_FOCUS = ""
    CSS_PATH = "floats.tcss"
    HELP = """
The same perceptron three times: with exact numbers; in float64, the numbers of nearly every
program, with the same η and w⁽⁰⁾; and in float64 with η = 1 and w⁽⁰⁾/η, which exactly changes only
the scale.

`tie` marks a step at which z is 0 exactly; `≠` a float64 that predicts otherwise than the exact
perceptron. Where a z has more digits than fit, the last are left out.

**{floats.field:Tab}** goes to η, w⁽⁰⁾ and the epochs: type a number, or step it with ↑ and ↓.
"""
    BINDINGS = [
        Binding(key, action, label, show=label in SHOWN, tooltip=tooltip, id=f"floats.{name}")
        for key, action, label, tooltip, name in KEYS
    ]

    shown: var[Shown | None] = var(None)
    """The runs, and the step that is looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.set_reactive(FloatScreen.shown, (side_by_side(first_experiment(session.library)), 0))

    def compose(self) -> ComposeResult:
        """Title, settings, the table, what came of it, keys."""
        yield TitleBar("Floats")
        now = self.experiment
        epochs = (Fraction(now.epochs),)
        with Horizontal(id="settings"):
            yield Quiet(id="setting")
            with Horizontal():
                yield Static("epochs ", classes="label")
                yield NumberField(
                    epochs, ("epochs",), self._step_epochs, self._use_epochs, id="epochs"
                )
                yield Static("η ", classes="label")
                yield NumberField((now.rate,), ("η",), step_rate, self._use_rate, id="eta")
                yield Static(" w⁽⁰⁾ ", classes="label")
                yield NumberField(
                    now.start, now.weight_names, step_weight, self._use_start, id="w0"
                )
        yield Static(id="refused", markup=False)
        yield FloatTable()
        yield FloatVerdict()
        yield Footer()

    def on_screen_resume(self) -> None:
        """Who looks at the class sees the learner here."""
        self.session.record.be("lab")

    def on_mount(self) -> None:
        """Show the first runs."""
        self._show(whole=True)

    @property
    def _present(self) -> Shown:
        if self.shown is None:
            raise RuntimeError("the screen is made with its first runs")
        return self.shown

    @property
    def experiment(self) -> Experiment:
        """What is run."""
        return self._present[0].exact.experiment

    def watch_shown(self, old: Shown | None, new: Shown) -> None:
        """Show another step, or another run."""
        if self.is_mounted:
            self._show(whole=old is None or old[0] is not new[0])

    def _show(self, *, whole: bool) -> None:
        """Show the step, and where wanted what does not depend on it."""
        runs, t = self._present
        if whole:
            now = self.experiment
            text = f"{now.dataset.name}: {len(now.dataset)} samples, "
            text += "with bias   " if now.bias else "no bias   "
            self.query_one("#setting", Quiet).say(Content(text))
            self._follow("epochs", (Fraction(now.epochs),), ("epochs",))
            self._follow("w0", now.start, now.weight_names)
            self.query_one(FloatVerdict).runs = runs
        self.query_one(FloatTable).shown = (runs, t)
        self.query_one(TitleBar).state_text = f"step {t} of {len(runs.exact)}"

    def _follow(self, identifier: str, numbers: Numbers, names: tuple[str, ...]) -> None:
        field = self.query_one(f"#{identifier}", NumberField)
        if (field.numbers, field.names) != (numbers, names):
            field.show(numbers, names)

    def _go_to(self, t: int) -> None:
        runs, _ = self._present
        self.shown = (runs, max(0, min(t, len(runs.exact))))

    def _run(self, experiment: Experiment) -> None:
        """Another experiment, at the step where one is, or at its last."""
        runs = side_by_side(experiment)
        self.shown = (runs, min(self._present[1], len(runs.exact)))

    def action_step(self, by: int) -> None:
        """Some steps on or back."""
        self._go_to(self._present[1] + by)

    def action_epoch(self) -> None:
        """To the end of the epoch, or of the next where that is reached."""
        n = len(self.experiment.dataset)
        self._go_to((self._present[1] // n + 1) * n)

    def action_reset(self) -> None:
        """Back to step 0."""
        self._go_to(0)

    def action_differing(self) -> None:
        """To the first step at which any of the three predictions differs."""
        runs, _ = self._present
        self._jump((*runs.wrong[:1], *runs.parted[:1]), "no prediction differs at any step")

    def action_tie(self) -> None:
        """To the next tie."""
        runs, t = self._present
        self._jump([tie for tie in runs.ties if tie > t], f"no tie after step {t}")

    def _jump(self, steps: Sequence[int], otherwise: str) -> None:
        """To the first of some steps, or say that there is none."""
        if steps:
            self._go_to(min(steps))
        else:
            self.query_one(TitleBar).say(otherwise)

    def action_data(self) -> None:
        """Ask for a data set; the weights start at zero on it."""

        def chosen(data: Dataset) -> None:
            self._restate(data, bias=data.bias)

        choose_data(self.app, self.session.library, tuple(self.session.library.data), chosen)

    def action_bias(self) -> None:
        """Put the bias in, or take it out; the weights start at zero again."""
        self._restate(self.experiment.dataset, bias=not self.experiment.bias)

    def _restate(self, data: Dataset, *, bias: bool) -> None:
        """The same rate on other data, or with another bias, from zero and from step 0."""
        self.shown = (side_by_side(restated(self.experiment, data, bias=bias)), 0)

    def _step_epochs(self, epochs: Fraction, direction: int) -> Fraction:
        most = most_epochs(self.experiment.dataset)
        return min(max(epochs + direction, Fraction(1)), Fraction(most))

    def _use_epochs(self, numbers: Numbers) -> None:
        epochs = whole("epochs", numbers[0], 1, most_epochs(self.experiment.dataset))
        self._run(replace(self.experiment, epochs=epochs))

    def _use_rate(self, numbers: Numbers) -> None:
        self._run(replace(self.experiment, rate=numbers[0]))

    def _use_start(self, numbers: Numbers) -> None:
        self._run(replace(self.experiment, start=numbers))

    def on_number_field_judged(self) -> None:
        """Say what is wrong in a field, the first one; the last good picture stays."""
        reasons = [field.reason for field in self.query(NumberField) if field.reason]
        refused = self.query_one("#refused", Static)
        refused.update(f"✗ {reasons[0]}" if reasons else "")
        refused.display = bool(reasons)

    def action_field(self, by: int) -> None:
        """To the next field, η first, or to the one before."""
        if by > 0 and not isinstance(self.focused, NumberField):
            self.query_one("#eta").focus()
        elif by > 0:
            self.focus_next(NumberField)
        else:
            self.focus_previous(NumberField)

    def action_leave(self) -> None:
        """Out of a field first, then out of the screen."""
        if isinstance(self.focused, NumberField):
            self.set_focus(None)
        else:
            self.dismiss()
