"""The steps of A and B in lockstep: w_A / w_B while it is one number, and where it ceases to be."""

from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui.ratio import ratio_words
from tutor.ui.running import Running

ONE, NONE, NOW, TO_COME = "━", "╌", "●", "·"


class RatioStrip(Widget):
    """One row; what has not been shown yet is left open."""

    DEFAULT_CSS = """
    RatioStrip { height: 1; padding: 0 1; text-wrap: nowrap; }
    """

    running: reactive[Running | None] = reactive(None, repaint=False)

    _shown: str = ""

    def watch_running(self) -> None:
        """Repaint from the first to the last cell that differs: mostly two."""
        old, new = self._shown, self.render().plain
        self._shown = new
        width = max(len(old), len(new))
        pairs = zip(old.ljust(width), new.ljust(width), strict=True)
        if changed := [column for column, (one, other) in enumerate(pairs) if one != other]:
            self.refresh(Region(changed[0], 0, changed[-1] - changed[0] + 1, 1))

    def on_resize(self) -> None:
        """Another width, another bar."""
        self.watch_running()

    def render(self) -> Content:
        """The number in words, then the steps."""
        running = self.running
        if running is None or running.lockstep is None:
            return Content("")
        said = f"{ratio_words(running, running.lockstep)}  "
        end = f" {len(running.a)}"
        return Content(said) + _bar(running, self.content_size.width - len(said) - len(end)) + end


def _bar(running: Running, width: int) -> Content:
    """The steps over `width` columns: one number, none, the current step, and those to come."""
    if running.lockstep is None or width < 2:
        return Content("")
    last = len(running.a)
    now = running.t * (width - 1) // last
    together = min(running.lockstep.until, running.t)
    one = 0 if together < 0 else min(now, together * (width - 1) // last + 1)
    return Content.assemble(
        (ONE * one, "$text-success"),
        (NONE * (now - one), "$text-warning"),
        (NOW, "bold $text-accent"),
        (TO_COME * (width - 1 - now), "$secondary"),
    )
