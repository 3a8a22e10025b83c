"""A list of answers to choose from, with the arrows and Enter or with their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Hanging, marked

POINTER = "›"


class Choices(OptionList, inherit_bindings=False):
    """Numbered options. The pointer before one of them, not its colour alone, says which is chosen.

    Page up and page down are left to the text around it.
    """

    BINDINGS = [
        Binding("up", "cursor_up", "Up", show=False, tooltip="The option above", id="choices.up"),
        Binding(
            "down",
            "cursor_down",
            "Point",
            key_display="↑↓",
            tooltip="The option below",
            id="choices.down",
        ),
        Binding(
            "enter,space",
            "select",
            "Choose",
            key_display="enter",
            tooltip="Choose the option with the pointer",
            id="choices.choose",
        ),
    ]

    DEFAULT_CSS = """
    Choices {
        min-width: 1;
        height: auto;
        /* Textual's, 100%, would scroll it within the page that scrolls around it. */
        max-height: 1000;
        margin: 1 0 0 0;
        background: $background;
        &:focus { background-tint: $foreground 0%; }
    }
    """

    @dataclass
    class Picked(Message):
        """An option was chosen."""

        choices: "Choices"
        index: int

    def __init__(
        self,
        texts: Iterable[str],
        *,
        pointed: bool = True,
        numbered: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Make the list.

        Args:
            texts: What can be chosen.
            pointed: Whether the pointer stands at the first option from the beginning. Where Enter
                also reads on, it does not: a key too many must not be an answer.
            numbered: Whether their numbers are shown, and choose. Beside a field for a number,
                they would be taken for one.
            id: The widget's id.
            classes: The widget's classes.
        """
        self.texts = tuple(texts)
        self.numbered = numbered
        self._pointed: int | None = None
        prompts = [self._prompt(index, pointed=False) for index in range(len(self.texts))]
        super().__init__(*map(Option, prompts), id=id, classes=classes, compact=True, markup=False)
        self.highlighted = 0 if pointed else None

    def _prompt(self, index: int, *, pointed: bool) -> Hanging:
        wide = len(str(len(self.texts)))
        number = f"{index + 1:>{wide}}  " if self.numbered else ""
        return Hanging(f"{POINTER if pointed else ' '} {number}", marked(self.texts[index]))

    def show(self, texts: Iterable[str]) -> None:
        """Other texts for the same options."""
        self.texts = tuple(texts)
        for index in range(len(self.texts)):
            self.replace_option_prompt_at_index(
                index, self._prompt(index, pointed=index == self._pointed)
            )

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the pointer."""
        for index in (i for i in (self._pointed, highlighted) if i is not None):
            prompt = self._prompt(index, pointed=index == highlighted)
            self.replace_option_prompt_at_index(index, prompt)
        self._pointed = highlighted
        super().watch_highlighted(highlighted)
        if highlighted is not None and self.has_focus:
            for page in (one for one in self.ancestors if isinstance(one, Reading)):
                page.keep_rows(self, self._index_to_line[highlighted], self._heights[highlighted])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One option alone has none above it: the key is left to what is around the list."""
        if action == "cursor_up" and len(self.texts) == 1:
            return False
        return super().check_action(action, parameters)

    def action_select(self) -> None:
        """Choose, if there is something to choose."""
        if self.highlighted is None:
            for title in self.screen.query(TitleBar):
                title.say("point with ↑ ↓, or press a number")
        else:
            super().action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter was pressed on an option."""
        event.stop()
        self.post_message(self.Picked(self, event.option_index))

    def on_key(self, event: Key) -> None:
        """A number chooses at once."""
        if self.numbered and event.character is not None and event.character.isdecimal():
            index = int(event.character) - 1
            if 0 <= index < len(self.texts):
                event.stop()
                self.highlighted = index
                self.post_message(self.Picked(self, index))


class Options(Choices, inherit_bindings=False):
    """What a question lets one choose: one entry among the keys, as a lesson has many of them."""

    BINDINGS = [
        Binding("up", "cursor_up", "Up", show=False, tooltip="The option above", id="choices.up"),
        Binding(
            "down", "cursor_down", "Down", show=False, tooltip="The option below", id="choices.down"
        ),
        Binding(
            "enter,space",
            "select",
            "Choose",
            key_display="↑↓ enter",
            tooltip="Choose the option with the pointer",
            id="choices.choose",
        ),
    ]
