"""What every screen with a live perceptron has: the keys that move it."""

from textual.screen import Screen
from textual.timer import Timer

from tutor.ui.memory import remembered
from tutor.ui.session import Session
from tutor.ui.widgets.live_run import LiveRun
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.title import TitleBar

RUN_KEYS = (
    ("s", "step(1)", "Step", "Show the next sample", "run.step"),
    ("b", "step(-1)", "Back", "Take a step back", "run.back"),
    ("e", "epoch", "Epoch", "Go on to the end of the epoch", "run.epoch"),
    ("r", "run", "Run", "Run by itself, or stop", "run.run"),
    ("0", "reset", "Reset", "Back to step 0", "run.reset"),
    ("f", "parting", "First ≠", "To the first step at which A and B differ", "run.parting"),
    ("plus", "pace(1)", "Faster", "Run faster", "run.faster"),
    ("minus", "pace(-1)", "Slower", "Run slower", "run.slower"),
    ("tab", "field(1)", "η, w⁽⁰⁾", "To the next field", "run.field"),
    ("shift+tab", "field(-1)", "Field before", "To the field before", "run.field_before"),
)

STILL = 5.0
"""Seconds without a change after which the state of a lab is kept."""


class RunScreen(Screen[None]):
    """A screen with a `LiveRun` and its keys."""

    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.last_remembered: str | None = None
        """The state of the lab as it was kept, or as it is stated by the course."""
        self._waiting_still: Timer | None = None
        self._watched: LiveRun | None = None

    def watch_runs(self) -> None:
        """Remember what becomes of the runs from now on."""
        self._watched = self.live
        self.watch(self.live, "running", self._running_changed, init=False)
        self.last_remembered = self._stated()

    @property
    def live(self) -> LiveRun:
        """The live perceptron."""
        return self.query_one(LiveRun)

    def remember(self, lab: str) -> None:
        """Keep the state of the lab, where there is a place for it."""

    def _running_changed(self) -> None:
        """Remember the runs once they have stood still for a moment."""
        if self._waiting_still is None:
            self._waiting_still = self.set_timer(STILL, self._stands_still)

    def _stands_still(self) -> None:
        self._waiting_still = None
        if self.live.going:
            self._running_changed()
        else:
            self.remember_now()

    def remember_now(self) -> None:
        """Remember the runs as they are, unless they are as they were."""
        state = self._stated()
        if state is not None and state != self.last_remembered:
            self.last_remembered = state
            self.remember(state)

    def _stated(self) -> str | None:
        # Where the screen goes, the widgets have gone before it.
        running = None if self._watched is None else self._watched.running
        return None if running is None else remembered(running, self.session.library)

    def may_run(self) -> bool:
        """Whether the perceptron may move now."""
        return self.live.running is not None

    def action_field(self, by: int) -> None:
        """To the next field, or to the one before."""
        if by > 0 and not isinstance(self.focused, NumberField):
            self.query_one("#eta-a").focus()
        elif by > 0:
            self.focus_next(NumberField)
        else:
            self.focus_previous(NumberField)

    def action_step(self, by: int) -> None:
        """A step on or back."""
        if self.may_run():
            self.live.stop()
            self.live.move(by)

    def action_epoch(self) -> None:
        """To the end of the epoch."""
        if self.may_run():
            self.live.stop()
            self.live.epoch()

    def action_run(self) -> None:
        """Run, or stop."""
        if self.may_run():
            self.live.toggle()

    def action_reset(self) -> None:
        """Back to step 0."""
        if self.may_run():
            self.live.stop()
            self.live.go_to(0)

    def action_parting(self) -> None:
        """To the first step that differs."""
        running = self.live.running
        if running is None or not self.may_run():
            return
        self.live.stop()
        if running.parting is not None:
            self.live.go_to(running.parting)
        else:
            remark = "A and B predict alike at every step" if running.b else "there is one run only"
            self.query_one(TitleBar).say(remark)

    def action_pace(self, by: int) -> None:
        """Faster or slower."""
        self.live.pace(by)

    def action_leave(self) -> None:
        """Out of a field first, then out of the screen."""
        if isinstance(self.focused, NumberField):
            self.leave_field()
        else:
            self.live.stop()
            self.remember_now()
            self.dismiss()

    def leave_field(self) -> None:
        """Give the keys back to the screen."""
        self.set_focus(None)

    def on_unmount(self) -> None:
        """The program may end here."""
        self.remember_now()
