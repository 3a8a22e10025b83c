"""The lab: a perceptron on any data set, or A beside B, step by step."""

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from tutor.course.lesson import Lab
from tutor.perceptron.dataset import Dataset
from tutor.plot.data import DataView
from tutor.ui.copying import copy_command, copy_key
from tutor.ui.keys import bindings
from tutor.ui.lab_changes import (
    SCOPES,
    compared,
    first_lab,
    for_epochs,
    in_scope,
    on_data,
)
from tutor.ui.lab_verdict import lab_verdict
from tutor.ui.memory import remembered, running_of
from tutor.ui.running import Running, Which
from tutor.ui.screens.chooser import choose, choose_data
from tutor.ui.screens.run_screen import RUN_KEYS, RunScreen
from tutor.ui.session import Session
from tutor.ui.views import DataViews, Drawing, Look, mistakes_view, weights_view
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.lab_settings import LabSettings
from tutor.ui.widgets.live_run import SPEEDS, LiveRun
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.quiet import Quiet
from tutor.ui.widgets.rate_line import RATE_KEYS, RateLine
from tutor.ui.widgets.ratio_strip import RatioStrip
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.trace_table import TraceTable


class LabScreen(RunScreen):
    """Runs experiments."""

    CSS_PATH = ["lab.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-middling"), (32, "-tall")]
    HELP = """
**{run.field:Tab}** goes to η and w⁽⁰⁾: type a number (`0.1`, `1/3`, `1e-2`), or step it with
{field.more:↑} and {field.less:↓}. **{lab.out:Esc}** leaves the field.

**{run.step:s}** shows one sample, **{run.back:b}** takes a step back, **{run.epoch:e}** goes to the
end of the epoch, **{run.run:r}** runs; **{run.faster:+}** and **{run.slower:-}** set the speed.
**{run.parting:f}** goes to the first step at which A and B differ; a number in the field *step*
goes to that one.

**{lab.look:v}** shows the data and the boundary, where `+` and `−` are the samples, `[ ]` is the
current one and dots mark the side that is predicted +1; then the way of the weights (w₁, w₂); then
the mistakes in each epoch; then the mistakes for every η.

The **rate line** at the bottom marks every η at which a prediction changes, `┤12├` twelve of them
that are too near for the eye. **{rate.up:]}** and **{rate.down:[}** take η to the
next one, exactly; **{rate.nearer:z}** and **{rate.farther:Z}** zoom. With
the cursor in a field of B they are B's.
"""
    BINDINGS = bindings(
        (
            *RUN_KEYS,
            ("v", "look", "View", "The next kind of picture", "lab.look"),
            *RATE_KEYS,
            ("c", "compare", "A|B", "A alone, or A beside B", "lab.compare"),
            ("d", "data", "Data", "Choose the data set", "lab.data"),
            ("o", "scope", "Scope", "Which predictions are compared", "lab.scope"),
            ("i", "bias", "Bias", "With a bias or without", "lab.bias"),
            copy_key("lab.copy", "Copy the command that opens this experiment"),
            ("m", "mode", "More", "Other labs: break it, floats, hidden units", "lab.mode"),
            ("escape", "out", "Out", "Leave the field", "lab.out"),
            ("escape", "back", "Back", "Back to where you came from", "lab.back"),
            ("escape", "leave", "Home", "Leave the lab", "lab.leave"),
        ),
        *("tab", "s", "e", "r", "v", "c", "d", "m", "escape"),
    )

    NAME = "Lab"
    look: var[Look] = var(Look.DATA)

    def __init__(
        self, session: Session, lab: Lab | None = None, t: int = 0, look: Look = Look.DATA
    ) -> None:
        super().__init__(session)
        self.set_reactive(LabScreen.look, look)
        self.data_views = DataViews()
        self._own = lab is None
        """Whether it is the learner's own lab, which is found again as it was left."""
        left = running_of(session.record.state.lab, session.library) if self._own else None
        self.first = left or Running.of(lab or first_lab(session.library), t)

    def on_screen_resume(self) -> None:
        """Who looks at the class sees the learner here."""
        self.session.record.be("lab")

    def open_again(self) -> None:
        """Show the learner's own lab as they left it, or as everybody finds it first."""
        library = self.session.library
        left = running_of(self.session.record.state.lab, library)
        left = left or Running.of(first_lab(library))
        if remembered(left, library) != remembered(self.running, library):
            self.look = Look.DATA
            self.live.running = left
        self.rates.go_on()

    def remember(self, lab: str) -> None:
        """Keep the state of the learner's own lab."""
        if self._own:
            self.session.record.leave_lab(lab)

    def compose(self) -> ComposeResult:
        """Title, settings, the runs, the trace, A beside B, every η, the verdict, keys."""
        yield TitleBar("Lab")
        yield LabSettings(self._use_epochs, self._use_step)
        yield LiveRun(self.first, self.draw_data)
        yield TraceTable()
        yield RatioStrip()
        yield RateLine()
        yield Quiet(id="verdict")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first run, and every other one in the same frame as its pictures."""
        self.show(self.first)
        if self.look is not Look.DATA:
            self.live.drawing = self.drawing
        self.watch(self.live, "running", self._follow, init=False)
        self.watch(self, "focused", self._turn_to, init=False)
        self.watch_runs()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape says where it leads."""
        if action == "out":
            return isinstance(self.focused, NumberField)
        if action == "back":
            return not self._own
        return super().check_action(action, parameters)

    def action_out(self) -> None:
        """Out of the field."""
        self.leave_field()

    def action_back(self) -> None:
        """Out of the lab."""
        self.action_leave()

    def action_leave(self) -> None:
        """Nothing goes on behind another screen."""
        if not isinstance(self.focused, NumberField):
            self.rates.stop()
        super().action_leave()

    @property
    def running(self) -> Running:
        """The present runs."""
        return self.live.running or self.first

    @property
    def rates(self) -> RateLine:
        """The rate line."""
        return self.query_one(RateLine)

    def _follow(self, running: Running | None) -> None:
        if running is not None:
            self.show(running)

    def _turn_to(self) -> None:
        """The rate line is B's while the cursor is in a field of B; a step is typed at rest."""
        name = "" if self.focused is None else self.focused.id or ""
        self.rates.which = "b" if name.endswith("-b") and self.running.b is not None else "a"
        if name == "step":
            self.live.stop()

    def on_live_run_paced(self) -> None:
        """Show the speed while it runs."""
        self._show_title(self.running)

    def show(self, running: Running) -> None:
        """Show the runs at their step."""
        self.query_one(TraceTable).running = running
        strip = self.query_one(RatioStrip)
        strip.running = running
        strip.display = running.b is not None
        self.query_one(LabSettings).show(running)
        if running.b is None:
            self.rates.which = "a"
        self.rates.running = running
        self.query_one("#verdict", Quiet).say(Content("\n").join(self.verdict(running)))
        self._show_title(running)

    def verdict(self, running: Running) -> list[Content]:
        """What is said of the runs, in lines."""
        return [lab_verdict(running)]

    def _show_title(self, running: Running) -> None:
        pace = f"running, {SPEEDS[self.live.speed]} steps a second   " if self.live.going else ""
        title = self.query_one(TitleBar)
        title.name_text = f"{self.NAME}: {self.look}"
        title.state_text = f"{pace}epoch {running.epoch} of {running.a.experiment.epochs}"

    def action_look(self) -> None:
        """The next kind of picture."""
        self.turn_to(self.look.next)

    def turn_to(self, look: Look) -> None:
        """Show a kind of picture."""
        self.look = look
        self.live.drawing = self.drawing
        self._show_title(self.running)

    @property
    def drawing(self) -> Drawing:
        """Makes the pictures of the present kind."""
        drawings: dict[Look, Drawing] = {
            Look.DATA: self.draw_data,
            Look.WEIGHTS: weights_view,
            Look.MISTAKES: mistakes_view,
            Look.RATES: self.rates.curve,
        }
        return drawings[self.look]

    def draw_data(self, running: Running, which: Which) -> DataView:
        """The picture of the data."""
        return self.data_views(running, which)

    def on_rate_line_changed(self) -> None:
        """Draw the mistakes over η anew."""
        if self.look is Look.RATES:
            self.live.drawing = self.drawing

    def action_rate(self, direction: int) -> None:
        """Take η to the next critical rate."""
        found = self.rates.next_rate(direction)
        if found is None:
            self.query_one(TitleBar).say(self.rates.none_beyond(direction))
        else:
            self.live.stop()
            self.live.running = found

    def action_zoom(self, by: int) -> None:
        """See less of the rate line, and that larger, or more of it."""
        self.rates.zooms += by

    def action_mode(self) -> None:
        """Ask for another lab."""
        # Late, as one of them is a lab like this one.
        from tutor.ui.screens.more_labs import LABS

        def chosen(index: int) -> None:
            self.live.stop()
            self.app.push_screen(LABS[index][1](self.session))

        choose(self.app, "Which other lab?", [title for title, _ in LABS], chosen)

    def action_compare(self) -> None:
        """Show B, or A alone."""
        self._use(compared(self.running))

    def action_scope(self) -> None:
        """Ask which predictions are compared."""
        if self.running.b is None:
            self.query_one(TitleBar).say("one run only; {lab.compare:c} shows B beside A")
            return

        def chosen(index: int) -> None:
            self._use(in_scope(self.running, tuple(SCOPES)[index]))

        choose(self.app, "Which predictions of A and B are compared?", [*SCOPES.values()], chosen)

    def action_data(self) -> None:
        """Ask for a data set; the weights start at zero on it."""

        def chosen(data: Dataset) -> None:
            self._use(on_data(self.running, data, bias=data.bias))

        choose_data(self.app, self.session.library, tuple(self.session.library.data), chosen)

    def action_bias(self) -> None:
        """Put the bias in, or take it out; the weights start at zero again."""
        experiment = self.running.a.experiment
        self._use(on_data(self.running, experiment.dataset, bias=not experiment.bias))

    def action_copy(self) -> None:
        """The command that opens the lab on these runs."""
        running, view = self.running, self.look.name.lower()
        copy_command(self, self.session, running.lab, step=running.t, view=view)

    def _use(self, running: Running) -> None:
        """Show other runs, at rest."""
        self.live.stop()
        self.live.running = running

    def _use_epochs(self, epochs: int) -> None:
        self._use(for_epochs(self.running, epochs))

    def _use_step(self, t: int) -> None:
        self.live.stop()
        self.live.go_to(t)
