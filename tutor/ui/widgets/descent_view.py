"""A descent at one step: the network, the samples, the error so far, and a remark."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tutor.ui.descent import Descent
from tutor.ui.remark import remark
from tutor.ui.widgets.error_curve import ErrorCurve
from tutor.ui.widgets.network_view import drawing, likeness, number, samples_table, weights_table
from tutor.ui.widgets.quiet import Quiet


class DescentView(Vertical):
    """Shows a step of a `Descent`. Every text follows from these two."""

    def compose(self) -> ComposeResult:
        """The network, the samples, the error, the remark."""
        with Horizontal(id="network"):
            with Vertical(id="tables"):
                yield Quiet(id="weights")
                yield Quiet(id="likeness")
            yield Quiet(id="drawing")
        yield Quiet(id="samples")
        yield Quiet(id="error")
        yield ErrorCurve()
        yield Quiet(id="remark")

    def show(self, descent: Descent, t: int) -> None:
        """Show step t, which must be reached."""
        network = descent.network(t)
        self._say("weights", weights_table(network, descent.network(t - 1) if t else None))
        self._say("likeness", likeness(network))
        self._say("drawing", drawing(network))
        self._say("samples", samples_table(descent.outcomes(t)))
        errors = descent.errors(t)
        first, now, most = (number(error) for error in (errors[0], errors[-1], max(errors)))
        said = f"error E, steps 0 to {t}: first {first}, now {now}, highest {most}"
        self._say("error", Content(said))
        self.query_one(ErrorCurve).errors = errors
        self._say("remark", Content(remark(descent, t)))

    def _say(self, where: str, content: Content) -> None:
        # Every height is fixed: without a new layout a step costs a fraction.
        self.query_one(f"#{where}", Quiet).say(content, layout=False)
