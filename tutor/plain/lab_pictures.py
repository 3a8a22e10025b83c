"""The pictures of the lab in lines: told in sentences, and drawn where somebody asks for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.perceptron.exact import show
from tutor.perceptron.training import Trace
from tutor.plot.picture import View
from tutor.plot.rateline import RateLineView
from tutor.plot.told import data_told, mistakes_told, rates_told, weights_told
from tutor.ui.rates import NEAREST, Asked, Line, axis, line, power
from tutor.ui.ratio import ratio_words
from tutor.ui.running import Running, Which
from tutor.ui.views import Look, data_view, mistakes_view, weights_view

if TYPE_CHECKING:
    from tutor.perceptron.ratepath import RatePath

WIDEST, TALLEST = 72, 16
"""The most columns, and the rows of a picture."""
LONGEST = 10_000
"""Characters of a sentence on the rates that is never shortened."""


class UndrawnError(TutorError):
    """A picture that these data do not have."""


class Pictures:
    """What is looked at, and the rate paths that were followed for it."""

    def __init__(self) -> None:
        self.look = Look.DATA
        self._zooms = 0
        self._paths: dict[Asked, RatePath] = {}

    def zoom(self, by: int) -> None:
        """Show less of the rates, or more."""
        self._zooms = max(0, min(self._zooms + by, NEAREST))

    def line(self, running: Running, which: Which) -> Line:
        """Where A and B stand on the path of one of them, which is followed now."""
        asked = Asked.by(running, which)
        if asked not in self._paths:
            wanted = {Asked.by(running, side) for side in running.sides}
            self._paths = {one: path for one, path in self._paths.items() if one in wanted}
            self._paths[asked] = asked.followed()
        return line(running, which, self._paths)

    def told(self, running: Running) -> Iterator[str]:
        """The picture in sentences, a paragraph a run."""
        lead = "" if self.look is Look.MISTAKES else f"{self.look.capitalize()}: "
        for which in running.sides:
            name = f"{which.upper()}: " if running.b is not None else ""
            yield f"{lead}{name}{self._told(running, which)}"
            lead = ""
        if self.look is Look.WEIGHTS and running.lockstep is not None:
            yield f"{ratio_words(running, running.lockstep)}."

    def _told(self, running: Running, which: Which) -> str:
        trace, t = running.trace(which), running.t
        match self.look:
            case Look.DATA:
                return data_told(trace, t)
            case Look.WEIGHTS:
                return weights_told(trace, t)
            case Look.MISTAKES:
                return mistakes_told(trace, t)
            case Look.RATES:
                return self._rates(self.line(running, which))

    def _rates(self, found: Line) -> str:
        rate = found.place(found.which)
        if found.path is None or rate is None:
            return found.words(LONGEST)
        if len(found.path) == 1:
            return f"{found.words(LONGEST)} {rates_told(found.path, rate)}"
        nexts = (self._next(found, direction) for direction in (1, -1))
        return " ".join((found.words(LONGEST), *nexts, rates_told(found.path, rate)))

    @staticmethod
    def _next(found: Line, direction: int) -> str:
        rate = found.next_rate(direction)
        if rate is None:
            return f"{found.none_beyond(direction).capitalize()}."
        where = "above" if direction > 0 else "below"
        return f"Next critical rate {where}: {show(rate)}."

    def drawn(self, running: Running, width: int) -> Iterator[tuple[str, str]]:
        """The picture of each run, with its title.

        Raises:
            UndrawnError: If there is none.
        """
        wide = min(width, WIDEST)
        for which in running.sides:
            title = f"{which.upper()}, step {running.t}: {self.look}"
            yield title, self._view(running, which).draw(wide, TALLEST).text
            if self.look is Look.RATES:
                yield "All rates, with A and B:", self._rate_line(running, which).draw(wide, 2).text

    def _view(self, running: Running, which: Which) -> View:
        trace = running.trace(which)
        match self.look:
            case Look.DATA:
                _require_two(trace, len(trace.experiment.dataset.features), "features")
                return data_view(running, which)
            case Look.WEIGHTS:
                _require_two(trace, min(2, len(trace.experiment.weight_names)), "weights")
                return weights_view(running, which)
            case Look.MISTAKES:
                return mistakes_view(running, which)
            case Look.RATES:
                return self._curve(running, which)

    def _curve(self, running: Running, which: Which) -> View:
        from tutor.plot.curve import CurveView

        found = self.line(running, which)
        shown = axis(found, self._zooms)
        rate = power(running.trace(which).experiment.rate)
        if found.path is None:
            raise UndrawnError("the rates of this run are not followed")
        return CurveView(found.path, shown.low, shown.high, rate, ("η", "mistakes"))

    def _rate_line(self, running: Running, which: Which) -> RateLineView:
        found = self.line(running, which)
        shown = axis(found, self._zooms)
        return RateLineView(found.path, shown.low, shown.high, found.pointers)


def _require_two(trace: Trace, count: int, what: str) -> None:
    if count != 2:
        name = trace.experiment.dataset.name
        raise UndrawnError(f"{name} has {count} {what}; only two can be drawn, view tells them all")
