"""What every screen with a live perceptron has: the keys that move it."""

from textual.binding import Binding
from textual.screen import Screen

from tutor.ui.widgets.live_run import LiveRun
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.title import TitleBar


def run_bindings(shown: str) -> list[Binding]:
    """The keys that move a run; those in `shown` stand in the footer."""
    return [
        Binding(
            "s", "step(1)", "Step", show="s" in shown, tooltip="Show the next sample", id="run.step"
        ),
        Binding(
            "b", "step(-1)", "Back", show="b" in shown, tooltip="Take a step back", id="run.back"
        ),
        Binding(
            "e",
            "epoch",
            "Epoch",
            show="e" in shown,
            tooltip="Go on to the end of the epoch",
            id="run.epoch",
        ),
        Binding(
            "r", "run", "Run", show="r" in shown, tooltip="Run by itself, or stop", id="run.run"
        ),
        Binding("0", "reset", "Reset", show=False, tooltip="Back to step 0", id="run.reset"),
        Binding(
            "f",
            "parting",
            "First ≠",
            show=False,
            tooltip="To the first step at which A and B differ",
            id="run.parting",
        ),
        Binding(
            "plus",
            "pace(1)",
            "Faster",
            show=False,
            key_display="+",
            tooltip="Run faster",
            id="run.faster",
        ),
        Binding(
            "minus",
            "pace(-1)",
            "Slower",
            show=False,
            key_display="-",
            tooltip="Run slower",
            id="run.slower",
        ),
        Binding(
            "tab",
            "field(1)",
            "η, w⁽⁰⁾",
            show="t" in shown,
            tooltip="To the next field",
            id="run.field",
        ),
        Binding(
            "shift+tab",
            "field(-1)",
            "Field before",
            show=False,
            tooltip="To the field before",
            id="run.field_before",
        ),
    ]


class RunScreen(Screen[None]):
    """A screen with a `LiveRun` and its keys."""

    AUTO_FOCUS = ""

    @property
    def live(self) -> LiveRun:
        """The live perceptron."""
        return self.query_one(LiveRun)

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
            self.dismiss()

    def leave_field(self) -> None:
        """Give the keys back to the screen."""
        self.set_focus(None)
