"""A descent at one step: the network, the samples, the error so far, and a remark."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tutor.ui.descent import Descent
from tutor.ui.remark import WIDTH, error_words, remark
from tutor.ui.widgets.error_curve import ErrorCurve
from tutor.ui.widgets.network_view import drawing, likeness, samples_table, weights_table
from tutor.ui.widgets.quiet import Quiet

TABLES = 65
"""Columns of the tables where there is room for them."""


class DescentView(Vertical):
    """Shows a step of a `Descent`. Every text follows from these two, and from the room."""

    _shown: tuple[Descent, int] | None = None

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
        self._shown = descent, t
        brief = 0 < self.content_size.width < TABLES
        room = WIDTH - 1 if brief else WIDTH
        network, before = descent.network(t), descent.network(t - 1) if t else None
        self._say("weights", weights_table(network, before, room))
        self._say("likeness", likeness(network))
        self._say("drawing", drawing(network))
        self._say("samples", samples_table(descent.outcomes(t), room))
        self._say("error", Content(error_words(descent, t, brief=brief)))
        self.query_one(ErrorCurve).errors = descent.errors(t)
        self._say("remark", Content(remark(descent, t)))

    def on_resize(self) -> None:
        """Another width, other tables."""
        if self._shown is not None:
            self.show(*self._shown)

    def _say(self, where: str, content: Content) -> None:
        # Every height is fixed: without a new layout a step costs a fraction.
        self.query_one(f"#{where}", Quiet).say(content, layout=False)
