"""The lab of the hidden units: what equal starting weights do to a 2-2-1 network."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from tutor.perceptron.dataset import Dataset
from tutor.perceptron.network import Activation
from tutor.ui.descent import DATA, MOST_STEPS, Descent, Setting, Start, first_setting
from tutor.ui.moving import keeps_up
from tutor.ui.screens.chooser import choose_data
from tutor.ui.session import Session
from tutor.ui.widgets.descent_view import DescentView
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.number_field import NumberField, Numbers, step_rate
from tutor.ui.widgets.quiet import Quiet
from tutor.ui.widgets.title import TitleBar

SPEEDS = (2, 5, 20, 100, 500)
"""Steps a second."""
TICKS = 20
"""Pictures a second at the most; beyond it several steps go by between two pictures."""


class HiddenScreen(Screen[None]):
    """Trains a network of two hidden units, step by step."""

    CSS_PATH = "hidden.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-usual"), (118, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-tall")]
    HELP = """
Two inputs, two hidden units h₁ and h₂, one output o: nine weights. A step shows **all** samples
and moves every weight by Δw = −η ∂E/∂w, where E = ½ Σ (o − target)².

“Weights must not start at zero” is said of *such* a network: hidden units that start alike stay
alike. That is true, and **not** why η changes nothing for a perceptron that starts at zero: a
single neuron has no hidden units, and learns from zero very well.

**{hidden.start:w}** chooses the start, **{hidden.activation:a}** what the units compute,
**{hidden.data:d}** the data; each begins again at step 0. Logistic units learn slowly:
**{hidden.hundred:x}** takes a hundred steps, and η may be 1 or 2.
**{hidden.field:Tab}** goes to η, **{hidden.leave:Esc}** leaves it. Δ is what the last step changed;
a `0` without a point is exactly 0.
"""
    BINDINGS = [
        Binding("tab,shift+tab", "field", "η", tooltip="To the field of η", id="hidden.field"),
        Binding("s", "go(1)", "Step", tooltip="A step on", id="hidden.step"),
        Binding("b", "go(-1)", "Back", tooltip="A step back", id="hidden.back"),
        Binding("e", "go(10)", "Ten", tooltip="Ten steps on", id="hidden.ten"),
        Binding(
            "x", "go(100)", "100", show=False, tooltip="A hundred steps on", id="hidden.hundred"
        ),
        Binding("r", "run", "Run", tooltip="Run by itself, or stop", id="hidden.run"),
        Binding("d", "data", "Data", tooltip="Choose the data set", id="hidden.data"),
        Binding("a", "activation", "Unit", tooltip="tanh or logistic", id="hidden.activation"),
        Binding("w", "start", "Start", tooltip="Zero, equal or broken start", id="hidden.start"),
        Binding("0", "reset", "Reset", show=False, tooltip="Back to step 0", id="hidden.reset"),
        Binding(
            "plus",
            "pace(1)",
            "Faster",
            show=False,
            key_display="+",
            tooltip="Run faster",
            id="hidden.faster",
        ),
        Binding(
            "minus",
            "pace(-1)",
            "Slower",
            show=False,
            key_display="-",
            tooltip="Run slower",
            id="hidden.slower",
        ),
        Binding(
            "escape", "leave", "Leave", tooltip="Leave the field, then this lab", id="hidden.leave"
        ),
    ]

    t: var[int] = var(0)
    """The step that is shown."""
    going: var[bool] = var(default=False)
    """Whether it runs by itself."""
    speed: var[int] = var(2)
    """An index into `SPEEDS`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.descent = Descent(first_setting(session.library))
        self._timer: Timer | None = None
        self._owed = 0
        """Steps that went by while the terminal did not keep up."""

    def compose(self) -> ComposeResult:
        """Title, settings, what may be wrong, the step, keys."""
        yield TitleBar("Hidden units")
        with Horizontal(id="settings"):
            yield Quiet(id="setting")
            rate = (self.descent.setting.rate,)
            yield NumberField(rate, ("η",), step_rate, self._use_rate, id="eta")
        yield Static(id="refused", classes="wrong", markup=False)
        yield Static(id="fault", classes="wrong", markup=False)
        yield DescentView()
        yield Footer()

    def on_screen_resume(self) -> None:
        """Who looks at the class sees the learner here."""
        self.session.record.be("lab")

    def on_mount(self) -> None:
        """Show step 0."""
        self._show()

    def _show(self) -> None:
        setting = self.descent.setting
        about = f"start {setting.start}: {setting.start.about}"
        said = f"{setting.data.name}, {setting.activation}   {about}   η "
        self.query_one("#setting", Quiet).say(Content(said))
        self.query_one(DescentView).show(self.descent, self.t)
        self._show_title()

    def _show_title(self) -> None:
        pace = f"running, {SPEEDS[self.speed]} steps a second   " if self.going else ""
        self.query_one(TitleBar).state_text = f"{pace}step {self.t} of {MOST_STEPS}"

    def _warn(self, where: str, reason: str) -> None:
        place = self.query_one(f"#{where}", Static)
        place.update(f"✗ {reason}" if reason else "")
        place.display = bool(reason)

    def _go_to(self, t: int) -> bool:
        """Show step t or the nearest there is; gives whether it is there."""
        self.t = self.descent.reach(t)
        self._warn("fault", self.descent.fault if t > self.t else "")
        self._show()
        return self.t == t

    def _restate(self, setting: Setting) -> None:
        """Begin again with another setting."""
        self._stop()
        self.descent = Descent(setting)
        self._go_to(0)

    def _use_rate(self, numbers: Numbers) -> None:
        self._restate(replace(self.descent.setting, rate=numbers[0]))

    def on_number_field_judged(self, event: NumberField.Judged) -> None:
        """Say what is wrong with η; the last good picture stays."""
        self._warn("refused", event.reason)

    def action_go(self, by: int) -> None:
        """Some steps on or back."""
        self._stop()
        self._go_to(self.t + by)

    def action_reset(self) -> None:
        """Back to step 0."""
        self._stop()
        self._go_to(0)

    def action_activation(self) -> None:
        """The other activation."""
        setting = self.descent.setting
        tanh = setting.activation is Activation.TANH
        other = Activation.LOGISTIC if tanh else Activation.TANH
        self._restate(replace(setting, activation=other))

    def action_start(self) -> None:
        """The next start."""
        setting, starts = self.descent.setting, tuple(Start)
        after = starts[(starts.index(setting.start) + 1) % len(starts)]
        self._restate(replace(setting, start=after))

    def action_data(self) -> None:
        """Ask for a data set."""
        self._stop()

        def chosen(data: Dataset) -> None:
            self._restate(replace(self.descent.setting, data=data))

        choose_data(self.app, self.session.library, DATA, chosen)

    def action_run(self) -> None:
        """Run, or stop; from the last step it begins again."""
        if self.going:
            self._stop()
            return
        if self.descent.reach(self.t + 1) == self.t:
            self._go_to(0)
        self.going, self._owed = True, 0
        self._time()

    def action_pace(self, by: int) -> None:
        """Faster or slower."""
        self.speed = max(0, min(self.speed + by, len(SPEEDS) - 1))
        if self.going:
            self._time()

    def _time(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_interval(1 / min(SPEEDS[self.speed], TICKS), self._tick)
        self._show_title()

    def _tick(self) -> None:
        self._owed += max(1, SPEEDS[self.speed] // TICKS)
        if not keeps_up(self.app):
            return
        owed, self._owed = self._owed, 0
        if not self._go_to(self.t + owed):
            self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.going = False
        self._show_title()

    def action_field(self) -> None:
        """To the field of η."""
        self.query_one("#eta").focus()

    def action_leave(self) -> None:
        """Out of the field first, then out of the lab."""
        if isinstance(self.focused, NumberField):
            self.set_focus(None)
        else:
            self._stop()
            self.dismiss()
