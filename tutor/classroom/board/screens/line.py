"""A line that the teacher writes: a note, a name, a page."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tutor.classroom.board.asking import LONGEST

Judge = Callable[[str], str]
"""Says in one line what is wrong with a text; nothing where it is right."""


class LineDialog(ModalScreen[str | None]):
    """Gives the line, or None."""

    DEFAULT_CSS = """
    LineDialog {
        align: center middle;
        & > Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $panel; border: round $primary;
        }
        Input { margin: 1 0; background: $background; }
        .wrong { color: $text-error; height: auto; display: none; }
        .hint { color: $text-muted; }
    }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "Cancel", tooltip="Leave it", id="line.cancel")]

    def __init__(self, heading: str, judge: Judge, *, value: str = "", hint: str = "") -> None:
        """Make the dialogue.

        Args:
            heading: What is asked for.
            judge: Whether a line is right.
            value: The line to begin with.
            hint: What is to be written, shown while the line is empty.
        """
        super().__init__()
        self.heading = heading
        self.judge = judge
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        """Heading, field, what to press."""
        with Vertical():
            yield Static(self.heading, markup=False)
            yield Input(self.value, self.hint, max_length=LONGEST, compact=True)
            yield Static(classes="wrong", markup=False)
            yield Static("enter sends it, esc leaves it", classes="hint", markup=False)

    def on_input_changed(self) -> None:
        """What was wrong is being mended."""
        self.query_one(".wrong").display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done, if it is right."""
        event.stop()
        reason = self.judge(event.value)
        if reason:
            wrong = self.query_one(".wrong", Static)
            wrong.update(f"✗ {reason}")
            wrong.display = True
        else:
            self.dismiss(event.value.strip())
