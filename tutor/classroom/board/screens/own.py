"""A question that the teacher writes: a prompt, and answers to choose from."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from tutor.classroom.board.asking import LONGEST, Asked, Own
from tutor.classroom.board.screens.offer import OfferScreen
from tutor.course.asked import MOST_OPTIONS, question_of
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar

ABOUT = (
    "No right answer is kept for a question of your own: it counts in no mark, nobody is told that "
    "they are wrong, and the proof is yours to give."
)


class Field(Input):
    """A field for one line; what enter does stands among the keys."""

    BINDINGS = [
        Binding(
            "enter",
            "submit",
            "Next field, then the preview",
            key_display="enter",
            tooltip="To the next field; from an empty or the last one on to the preview",
            id="own.next",
        )
    ]


class OwnScreen(Screen[Asked | None]):
    """Gives the question that was written and looked at, or None."""

    CSS_PATH = "own.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", "Leave", tooltip="Ask nothing", id="own.leave")]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library

    def compose(self) -> ComposeResult:
        """Title, what it means, the fields, keys."""
        yield TitleBar("Ask the room", "a question of your own")
        with VerticalScroll(can_focus=False):
            yield Static(ABOUT, classes="about", markup=False)
            for number in range(MOST_OPTIONS + 1):
                with Horizontal(classes="field" if number else "field first"):
                    name = f"Answer {number}" if number else "You ask"
                    yield Static(name, classes="name", markup=False)
                    hint = "may be left empty" if number > 2 else ""
                    yield Field("", hint, max_length=LONGEST, compact=True)
            yield Static(classes="wrong", markup=False)
        yield Footer()

    def on_input_changed(self) -> None:
        """What was wrong is being mended."""
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next field, or on to the preview."""
        event.stop()
        fields: list[Input] = list(self.query(Field))
        at = fields.index(event.input)
        if event.value.strip() and at < len(fields) - 1:
            fields[at + 1].focus()
        else:
            self._look()

    def _look(self) -> None:
        prompt, *options = [field.value for field in self.query(Field)]
        written = Own(prompt.strip(), tuple(text for option in options if (text := option.strip())))
        try:
            question_of(written.asked, "preview", self.library)
        except TutorError as error:
            self._say(f"✗ {error}")
        else:
            self.app.push_screen(OfferScreen(written, self.library), self._ask)

    def _ask(self, asked: Asked | None) -> None:
        """It was looked at: ask it, or go on writing."""
        if asked is not None:
            self.dismiss(asked)

    def _say(self, what: str) -> None:
        self.query_one(".wrong", Static).update(what)
