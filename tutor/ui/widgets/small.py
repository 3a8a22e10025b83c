"""What is shown while the terminal is too small to show anything else."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

LEAST = Size(60, 20)


def too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot hold the screens."""
    return size.width < LEAST.width or size.height < LEAST.height


class SmallNotice(Widget):
    """One line over the whole screen. No screen of its own: sizes may change faster than those."""

    DEFAULT_CSS = """
    SmallNotice {
        layer: small;
        width: 100%;
        height: 100%;
        overflow: hidden;
        background: $background;
    }
    """

    now: reactive[Size] = reactive(LEAST)
    """The terminal's size."""

    def render(self) -> Content:
        """What is missing."""
        now = f"{self.now.width}x{self.now.height}"
        needed = f"{LEAST.width}x{LEAST.height}"
        return Content(f"This terminal is {now}; the tutor needs {needed}. ^q leaves.")
