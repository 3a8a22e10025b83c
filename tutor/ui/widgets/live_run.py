"""The live perceptron: one run, or A and B in lockstep."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from tutor.course.lesson import Lab
from tutor.ui.moving import keeps_up
from tutor.ui.running import Running
from tutor.ui.views import DataViews, Drawing, data_view
from tutor.ui.widgets.run_panel import RunPanel

SPEEDS = (1, 2, 5, 10, 20, 100, 500, 1000)
"""Steps a second."""
UNHURRIED = SPEEDS.index(5)
"""As fast as the eye follows every step."""
LONGEST = 20
"""Seconds that a whole run may take where nobody asked for another speed."""
TICKS = 20
"""Pictures a second at the most; beyond it several steps go by between two pictures."""


class LiveRun(Container):
    """Holds the run and moves it. Its panels show it; screens watch `running` to show more."""

    DEFAULT_CSS = """
    LiveRun { layout: vertical; }
    """

    running: var[Running | None] = var(None)
    drawing: var[Drawing] = var(lambda: data_view, always_update=True)
    """Makes the pictures of the panels."""
    haste: var[int] = var(0)
    """So many speeds faster than the run would be by itself."""
    going: var[bool] = var(default=False)
    """Whether it runs by itself."""

    @dataclass
    class Paced(Message):
        """It began or ceased to run by itself, or does so at another speed."""

        live: "LiveRun"

    def __init__(self, running: Running | None = None, drawing: Drawing | None = None) -> None:
        super().__init__()
        self.set_reactive(LiveRun.running, running)
        self.set_reactive(LiveRun.drawing, drawing or DataViews())
        self._timer: Timer | None = None
        self._owed = 0
        """Steps that went by while the terminal did not keep up."""

    def compose(self) -> ComposeResult:
        """The panels of the first run, if there is one."""
        yield from self._panels()

    def _panels(self) -> list[RunPanel]:
        running = self.running
        if running is None:
            return []
        return [RunPanel(which, running, self.drawing, self._use) for which in running.sides]

    def _use(self, running: Running) -> None:
        self.running = running

    def watch_running(self, new: Running | None) -> None:
        """Give every panel the run; make panels where their number has changed."""
        if not self.is_mounted:
            return
        panels = self.panels
        if new is not None and len(panels) == len(new.sides):
            for panel in panels:
                panel.running = new
        else:
            self.remove_children(RunPanel)
            self.mount_all(self._panels())

    @property
    def panels(self) -> list[RunPanel]:
        """A's, and B's where there is one."""
        return [child for child in self.children if isinstance(child, RunPanel)]

    def watch_drawing(self, drawing: Drawing) -> None:
        """Give every panel its pictures."""
        for panel in self.panels:
            panel.drawing = drawing

    def load(self, lab: Lab, t: int = 0) -> None:
        """Another experiment."""
        self.stop()
        self.running = Running.of(lab, t)

    def move(self, by: int) -> None:
        """Go some steps on, or back."""
        if self.running is not None:
            self.running = self.running.at(self.running.t + by)

    def go_to(self, t: int) -> None:
        """Go to a step."""
        if self.running is not None:
            self.running = self.running.at(t)

    def epoch(self) -> None:
        """Go on to the end of an epoch."""
        if self.running is not None:
            self.running = self.running.epoch_end()

    def toggle(self) -> None:
        """Run, or stop running; from the end it begins again."""
        if self.going:
            self.stop()
            return
        if self.running is None:
            return
        if self.running.finished:
            self.go_to(0)
        self.going, self._owed = True, 0
        self._time()

    def stop(self) -> None:
        """Stop running."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.going = False

    @property
    def speed(self) -> int:
        """An index into `SPEEDS`."""
        return max(0, min(self._fitting + self.haste, len(SPEEDS) - 1))

    @property
    def _fitting(self) -> int:
        """The speed that suits the length of the run."""
        steps = 0 if self.running is None else len(self.running.a)
        fast = (k for k, speed in enumerate(SPEEDS) if speed * LONGEST >= steps)
        return max(UNHURRIED, next(fast, len(SPEEDS) - 1))

    def pace(self, by: int) -> None:
        """Run faster or slower."""
        speed = max(0, min(self.speed + by, len(SPEEDS) - 1))
        self.haste = speed - self._fitting
        if self.going:
            self._time()

    def watch_going(self) -> None:
        """Say so."""
        self.post_message(self.Paced(self))

    def watch_haste(self) -> None:
        """Say so."""
        self.post_message(self.Paced(self))

    def _time(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_interval(1 / min(SPEEDS[self.speed], TICKS), self._tick)

    def _tick(self) -> None:
        self._owed += max(1, SPEEDS[self.speed] // TICKS)
        if not keeps_up(self.app):
            return
        self.move(self._owed)
        self._owed = 0
        if self.running is None or self.running.finished:
            self.stop()
