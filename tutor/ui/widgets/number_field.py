"""A field for one exact number or several: typed, or stepped with the arrows."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from textual.binding import Binding
from textual.events import Key
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input

from tutor.errors import TutorError
from tutor.perceptron.exact import field_text, parse_vector

Numbers = tuple[Fraction, ...]
RATES = [Fraction(10) ** power * digit for power in range(-6, 7) for digit in (1, 2, 5)]
"""1e-6, 2e-6, 5e-6 ... 5e6."""


class KeyedInput(Input):
    """An input that leaves some characters, which no answer has, to the screen's keys."""

    left_to_the_screen: str = "?:Q"

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the character is for the text."""
        left = character is not None and character in self.left_to_the_screen
        return not left and super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        """Do not write what is left to the screen."""
        if event.character is not None and event.character in self.left_to_the_screen:
            event.prevent_default()


class NumberField(KeyedInput):
    """Uses every text that is right, and says of any other what is wrong with it."""

    left_to_the_screen = "?:Q[]"

    DEFAULT_CSS = """
    NumberField {
        width: 1fr;
        background: $panel;
        &:focus { background: $panel; text-style: underline; }
        &.-wrong { color: $error; text-style: bold; }
    }
    """
    BINDINGS = [
        Binding("up", "nudge(1)", "More", tooltip="One step more", id="field.more"),
        Binding("down", "nudge(-1)", "Less", tooltip="One step less", id="field.less"),
    ]

    @dataclass
    class Judged(Message):
        """What is in the field is right now, or wrong in another way."""

        field: "NumberField"
        reason: str
        """What is wrong and what would be right; empty where it is right."""

    def __init__(  # noqa: PLR0913 - id and classes are Textual's
        self,
        numbers: Numbers,
        names: tuple[str, ...],
        step: Callable[[Fraction, int], Fraction],
        use: Callable[[Numbers], None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        widths: tuple[int, int] | None = None,
    ) -> None:
        self.widths = widths
        """The columns it has at the least and at the most, as many as its text needs; None where
        its style says how many."""
        self.numbers = numbers
        """The last right numbers."""
        self.names = names
        self.step = step
        self.use = use
        """Takes other numbers; raises a TutorError for those that are not allowed here."""
        self.reason = ""
        text = field_text(numbers)
        super().__init__(text, compact=True, select_on_focus=False, id=id, classes=classes)
        self._fit()

    def show(self, numbers: Numbers, names: tuple[str, ...]) -> None:
        """Put numbers into the field that were set elsewhere."""
        self.names = names
        self.numbers = numbers
        # Quietly: nobody has typed it, and it is right.
        self.set_reactive(NumberField.value, field_text(numbers))
        self._fit()
        self._judge("")
        self.cursor_position = len(self.value)
        self.refresh()

    def _watch_value(self, value: str) -> None:
        """In the place of Input's, which lays out the whole screen for every other length."""
        self._fit()
        self.post_message(self.Changed(self, value))
        if self._initial_value:
            self._initial_value = False
            self.cursor_position = len(value)
        else:
            self.selection = self.selection  # Another text, another room for the cursor.

    def _fit(self) -> None:
        self.set_reactive(NumberField.virtual_size, Size(self.content_width, 1))
        if self.widths is not None:
            least, most = self.widths
            self.styles.width = max(least, min(self.content_width, most))

    def watch_value(self, value: str) -> None:
        """Every key is checked at once, and what is right is used at once: all in one frame."""
        before = self.numbers
        try:
            self.numbers = parse_vector(value, self.names)
            if self.numbers != before:
                self.use(self.numbers)
        except TutorError as error:
            self.numbers = before
            self._judge(str(error))
        else:
            self._judge("")

    def _judge(self, reason: str) -> None:
        if reason != self.reason:
            self.reason = reason
            self.set_class(bool(reason), "-wrong")
            self.post_message(self.Judged(self, reason))

    def action_nudge(self, direction: int) -> None:
        """Step the number at the cursor."""
        position = min(self.value[: self.cursor_position].count(","), len(self.numbers) - 1)
        numbers = tuple(
            self.step(number, direction) if k == position else number
            for k, number in enumerate(self.numbers)
        )
        text = field_text(numbers)
        parts = text.split(", ")
        self.value = text
        self.cursor_position = len(", ".join(parts[: position + 1]))


def step_rate(rate: Fraction, direction: int) -> Fraction:
    """The next of ... 0.1, 0.2, 0.5, 1, 2 ... above or below a learning rate, from 1e-6 to 5e6."""
    if direction > 0:
        return next((value for value in RATES if value > rate), rate)
    return next((value for value in reversed(RATES) if value < rate), rate)


def step_weight(weight: Fraction, direction: int) -> Fraction:
    """A weight one half more or less."""
    return weight + Fraction(direction, 2)
