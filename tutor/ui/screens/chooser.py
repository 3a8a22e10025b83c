"""A question to the learner: one of several."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.ui.widgets.choices import Choices


class Chooser(ModalScreen[int | None]):
    """Gives the index of what was chosen, or None."""

    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        & > Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $panel; border: round $primary;
        }
        Choices { background: $panel; }
    }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel", tooltip="Choose nothing", id="chooser.cancel")
    ]

    def __init__(self, heading: str, texts: tuple[str, ...]) -> None:
        super().__init__()
        self.heading = heading
        self.texts = texts

    def compose(self) -> ComposeResult:
        """Heading, options, what to press."""
        with Vertical():
            yield Static(self.heading, markup=False)
            yield Choices(self.texts)
            yield Static(
                "\nenter or a number chooses, esc leaves it as it is", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        """The options have the keys."""
        self.query_one(Choices).focus()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Done."""
        self.dismiss(event.index)
