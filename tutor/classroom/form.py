"""A page that asks one thing: a line to be written, or a choice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.quiet import Quiet

_LONGEST = 200
"""Signs that a field takes; more than is ever right, so that nothing is cut off unseen."""


class Field(Input):
    """A field for one line; what enter does stands among the keys."""

    BINDINGS = [
        Binding("enter", "submit", "Go on", key_display="enter", tooltip="Go on", id="form.on")
    ]

    def __init__(self, use: Callable[[str], None]) -> None:
        """Make an empty one. Its cursor stands still: to blink costs every idle session.

        Args:
            use: Takes what was written.
        """
        super().__init__(max_length=_LONGEST, compact=True)
        self.set_reactive(Input.cursor_blink, False)  # noqa: FBT003 - Textual's
        self._use = use

    def on_key(self, event: Key) -> None:
        """Enter counts here and now: what was typed ahead after it is for the next page."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._use(self.value)

    async def action_submit(self) -> None:
        """Enter, by the mouse."""
        self._use(self.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is hidden is not copied."""
        if self.password and action in {"copy", "cut"}:
            return False
        return super().check_action(action, parameters)


@dataclass(frozen=True, slots=True)
class Page:
    """One thing that is asked."""

    title: str
    said: Content
    label: str = ""
    """What is to be written; where it is empty, one of the choices is made."""
    hint: str = ""
    hidden: bool = True
    """Nobody who looks on sees what is written."""
    fault: Callable[[str], str | None] = lambda _: None
    """What is wrong with a line; None where it is right."""
    take: Callable[[str], None] = lambda _: None
    """Takes a line that is right."""
    escape: Literal["", "other", "back"] = "other"
    """What escape does."""


class Form(VerticalScroll, can_focus=False):
    """Asks what a page says, and says below the field what is wrong with an answer."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        """Ask nothing yet.

        Args:
            choices: What is to be chosen from on a page without a field.
        """
        super().__init__()
        self._choices = choices
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """All that a page may need; what it does not need is not there."""
        yield Quiet(id="said")
        with Horizontal():
            yield Static(classes="label", markup=False)
            yield Field(self._use)
        yield Choices(self._choices)
        for name in ("wrong", "hint", "status"):
            yield Quiet(id=name)

    def ask(self, page: Page) -> None:
        """Ask one thing, and nothing else."""
        self._page = page
        self._show("said", page.said)
        self._show("hint", Content(page.hint))
        self._show("wrong", Content())
        field, choices = self.query_one(Field), self.query_one(Choices)
        self.query_one(".label", Static).update(page.label)
        self.query_one(Horizontal).display, choices.display = bool(page.label), not page.label
        field.password, field.value = page.hidden, ""
        # One enter too many, after the line before, is no choice.
        choices.highlighted = None
        (field if page.label else choices).focus()

    def refuse(self, why: str) -> None:
        """Say what was wrong. What was hidden is written anew, as nobody can mend it."""
        self._show("wrong", Content(f"✗ {why}"))
        if self._page is not None and self._page.hidden:
            self.query_one(Field).value = ""

    def tell(self, status: str) -> None:
        """Say what is waited for."""
        self._show("status", Content(status))

    def _show(self, part: str, said: Content) -> None:
        line = self.query_one(f"#{part}", Quiet)
        line.display = bool(said.plain)
        line.say(said)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong is being mended."""
        if event.value:
            self._show("wrong", Content())

    def _use(self, text: str) -> None:
        page = self._page
        if page is None:
            return
        why = page.fault(text)
        if why is not None:
            self.refuse(why)
            return
        if page.hidden:
            self.query_one(Field).value = ""
        page.take(text)
