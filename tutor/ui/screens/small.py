"""What is shown while the terminal is too small to show anything else."""

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = Size(70, 20)


def too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot hold the screens."""
    return size.width < LEAST.width or size.height < LEAST.height


class SmallScreen(ModalScreen[None]):
    """One line; the app takes it away when there is room again."""

    DEFAULT_CSS = """
    SmallScreen { background: $background; }
    """

    def compose(self) -> ComposeResult:
        """What is missing."""
        yield Static(id="small", markup=False)

    def on_mount(self) -> None:
        """Say how large it is now."""
        self._say()

    def on_resize(self) -> None:
        """Say so again."""
        self._say()

    def _say(self) -> None:
        now = f"{self.app.size.width}x{self.app.size.height}"
        needed = f"{LEAST.width}x{LEAST.height}"
        self.query_one("#small", Static).update(
            f"This terminal is {now}; the tutor needs {needed}. Enlarge it, or ctrl+q to leave."
        )
