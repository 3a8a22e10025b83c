"""A question to the learner: one of several."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.widgets.choices import Choices

HINT = "{choices.choose:enter} or a number chooses, {chooser.cancel:esc} leaves it as it is"


class Chooser(ModalScreen[int | None]):
    """Gives the index of what was chosen, or None."""

    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        & > Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $panel; border: round $primary;
        }
        Choices { background: $panel; max-height: 100%; }
    }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel", tooltip="Choose nothing", id="chooser.cancel"),
        Binding(
            "question_mark",
            "app.help",
            "Help",
            key_display="?",
            tooltip="What can be done here",
            id="app.help",
        ),
    ]
    HELP = """
Choose with the arrows and **{choices.choose:Enter}**, or with a number. **{chooser.cancel:Esc}**
leaves it as it is.
"""

    def __init__(self, heading: str, texts: tuple[str, ...]) -> None:
        super().__init__()
        self.heading = heading
        self.texts = texts

    def compose(self) -> ComposeResult:
        """Heading, options, what to press."""
        with Vertical():
            yield Static(self.heading, markup=False)
            yield Choices(self.texts)
            told = with_keys(HINT, keys_of(self.app))
            yield Static(f"\n{told}", classes="hint", markup=False)

    def on_mount(self) -> None:
        """The options have the keys."""
        self.query_one(Choices).focus()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Done."""
        self.dismiss(event.index)


def choose(app: App[Any], heading: str, texts: Sequence[str], done: Callable[[int], None]) -> None:
    """Ask for one of several, and go on with its index; nothing happens where none is chosen."""

    def chosen(index: int | None) -> None:
        if index is not None:
            done(index)

    app.push_screen(Chooser(heading, tuple(texts)), chosen)


def choose_data(
    app: App[Any], library: Library, names: Sequence[str], done: Callable[[Dataset], None]
) -> None:
    """Ask for a data set of a course; where it cannot be used, that is said, and all stays."""

    def chosen(index: int) -> None:
        try:
            done(library.dataset(names[index]))
        except TutorError as error:
            app.notify(str(error), title="The data stay", severity="error", markup=False)

    choose(app, "Which data?", [f"{name}: {library.data[name]['title']}" for name in names], chosen)
