"""The rate line: every learning rate at which a prediction changes, and where A and B stand."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from tutor.plot.curve import CurveView
from tutor.plot.rateline import RateLineView
from tutor.ui.rates import NEAREST, Asked, axis, line, power
from tutor.ui.running import Running, Which
from tutor.ui.twins import as_shown
from tutor.ui.widgets.plot_view import PlotView
from tutor.ui.widgets.quiet import Quiet

if TYPE_CHECKING:
    from tutor.perceptron.ratepath import RatePath


RATE_KEYS = (
    ("right_square_bracket", "rate(1)", "η up", "η to the next critical rate above", "rate.up"),
    ("left_square_bracket", "rate(-1)", "η down", "η to the next critical rate below", "rate.down"),
    ("z", "zoom(1)", "Nearer", "Zoom into the rate line", "rate.nearer"),
    ("Z", "zoom(-1)", "Farther", "Zoom out again", "rate.farther"),
)


class RateLine(Vertical):
    """Shows the line of A or of B; the paths are followed in a thread, so no key waits for one."""

    DEFAULT_CSS = """
    RateLine {
        height: 3;
        padding: 0 1;
        PlotView { height: 2; }
        .words { height: 1; text-wrap: nowrap; }
    }
    """

    running: var[Running | None] = var(None)
    which: var[Which] = var[Which]("a")
    """Whose line it is."""
    zooms: var[int] = var(0)

    @dataclass
    class Followed(Message):
        """A rate path is there."""

        asked: Asked
        path: "RatePath"

    @dataclass
    class Changed(Message):
        """Paths or axis are others now: what shows them elsewhere has to be drawn anew."""

        rates: "RateLine"

    def __init__(self) -> None:
        super().__init__()
        self._paths: dict[Asked, RatePath] = {}
        self._wanted: tuple[Asked, ...] = ()

    def compose(self) -> ComposeResult:
        """Axis and words."""
        yield PlotView()
        yield Quiet(classes="words")

    def watch_running(self, old: Running | None, running: Running | None) -> None:
        """Follow what is not followed yet, and show where A and B stand."""
        if running is None:
            return
        if old is not None and running == old.at(running.t):
            return  # Another step changes nothing here.
        wanted = tuple(dict.fromkeys(Asked.by(running, which) for which in running.sides))
        if wanted != self._wanted:
            self._wanted = wanted
            self._paths = {asked: self._paths[asked] for asked in wanted if asked in self._paths}
            self.go_on()
        self._show()

    def go_on(self) -> None:
        """Follow what is not followed yet."""
        if missing := tuple(asked for asked in self._wanted if asked not in self._paths):
            self._follow(missing)

    def stop(self) -> None:
        """Follow nothing while nobody looks."""
        self.workers.cancel_node(self)

    @work(thread=True, exclusive=True, group="rates")
    def _follow(self, missing: tuple[Asked, ...]) -> None:
        """Follow paths; one that is not wanted any more is given up at its next step."""
        from tutor.perceptron.ratepath import RatePathStopped

        worker = get_current_worker()
        for asked in missing:
            try:
                path = asked.followed(lambda: not worker.is_cancelled)
            except RatePathStopped:
                return
            self.post_message(self.Followed(asked, path))

    def on_rate_line_followed(self, event: Followed) -> None:
        """Show it, if it is still wanted."""
        event.stop()
        if event.asked in self._wanted:
            self._paths[event.asked] = event.path
            self._show()
            self.post_message(self.Changed(self))

    def watch_which(self) -> None:
        """Show the other line."""
        self._show()

    def on_resize(self) -> None:
        """Another width, other words."""
        self._show()

    def validate_zooms(self, zooms: int) -> int:
        """Neither beyond the whole line, nor so near that floats cannot tell places apart."""
        return max(0, min(zooms, NEAREST))

    def watch_zooms(self) -> None:
        """Show more of it, or less."""
        self._show()
        self.post_message(self.Changed(self))

    def curve(self, running: Running, which: Which) -> CurveView | None:
        """The mistakes of A or of B over η, in the part of its line that is shown."""
        found = line(running, which, self._paths)
        if found.path is None:
            return None
        shown = axis(found, self.zooms)
        rate = power(running.trace(which).experiment.rate)
        names = as_shown(self, "η"), "mistakes"
        return CurveView(found.path, shown.low, shown.high, rate, names)

    def next_rate(self, direction: int) -> Running | None:
        """The runs with η of `which` at the critical rate above or below; None where there is none.

        The rate is exact: there z = 0 at some step.
        """
        if self.running is None:
            return None
        rate = line(self.running, self.which, self._paths).next_rate(direction)
        return None if rate is None else self.running.having(self.which, rate=rate)

    def none_beyond(self, direction: int) -> str:
        """Why there is no next rate."""
        if self.running is None:
            return ""
        return line(self.running, self.which, self._paths).none_beyond(direction)

    def _show(self) -> None:
        if self.running is None or not self.is_mounted:
            return
        found = line(self.running, self.which, self._paths)
        shown = axis(found, self.zooms)
        view = RateLineView(found.path, shown.low, shown.high, found.pointers)
        self.query_one(PlotView).view = view
        words = self.query_one(".words", Quiet)
        told = found.words(self.content_size.width, partial(as_shown, self))
        words.say(Content(told), layout=False)
