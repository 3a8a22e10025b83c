"""The settings: how it looks, which keys do what, and what is asked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tutor.settings import Settings
from tutor.ui.keys import bindings
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar

if TYPE_CHECKING:  # It brings this screen late.
    from tutor.ui.app import TutorApp

_EITHER = {None: "auto", True: "on", False: "off"}
_ABOUT = (
    "The colours; auto is as the terminal says, and dark where it says nothing.",
    "Only letters that every terminal has; auto is where the terminal has no others.",
    "Whether anything glides on its way; auto is not over a network.",
    "Whether a question asks how sure you are, before it tells what is right.",
    "Which key does what, on every screen.",
)
T = TypeVar("T")
THIS_VISIT = "They hold for this visit; nothing is written on the machine of the class."


class SettingsScreen(Screen[None]):
    """Shows the settings; each takes effect as it is chosen."""

    DEFAULT_CSS = """
    SettingsScreen {
        VerticalScroll { height: 1fr; padding: 0 1; }
        Choices { margin: 1 0; }
        .hint { color: $text-muted; height: auto; margin: 0 0 1 0; }
        #fault { color: $text-error; height: auto; }
    }
    """
    HELP = """
What is set here takes effect at once, and is kept. **{choices.choose:Enter}** takes the next value
of the setting with the pointer; **{settings.back:←}** the one before.

The last one opens the list of all keys, where each can be set anew.
"""
    BINDINGS = bindings(
        (
            ("right", "turn(1)", "Next value", "The next value", "settings.on"),
            ("left", "turn(-1)", "Value before", "The value before", "settings.back"),
            ("escape", "dismiss", "Back", "Back to where you came from", "settings.leave"),
        ),
        "escape",
    )
    app: "TutorApp"

    def compose(self) -> ComposeResult:
        """Title, the settings, what the one with the pointer is, and where they are kept."""
        yield TitleBar("Settings")
        with VerticalScroll(can_focus=False):
            yield Choices(self._lines())
            yield Static(id="about", classes="hint", markup=False)
            yield Static(self._where(), classes="hint", markup=False)
            yield Static(id="fault", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        """Back from the list of keys."""
        if self.query(Choices):
            self.query_one(Choices).show(self._lines())

    @property
    def settings(self) -> Settings:
        """Those of the learner."""
        return self.app.session.settings

    def _lines(self) -> Iterator[str]:
        now, look = self.settings, self.app.session.look
        found = ("light" if look.light else "dark", look.ascii, look.motion)
        shown = [f"auto: {_EITHER[one] if isinstance(one, bool) else one} here" for one in found]
        if now.theme != "auto":
            shown[0] = now.theme
        for place, either in enumerate((now.ascii, now.motion), 1):
            if either is not None:
                shown[place] = _EITHER[either]
        changed = len(now.keys)
        keys = f"{changed} set anew" if changed else "the usual ones"
        values = (*shown, _EITHER[now.confidence], keys)
        for name, value in zip(
            ("Theme", "ASCII", "Motion", "How sure", "Keys"), values, strict=True
        ):
            yield f"{name:<10}{value}"

    def _where(self) -> str:
        file = self.app.session.settings_file
        return THIS_VISIT if file is None else f"Kept in {file}"

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        """Say what the setting with the pointer is."""
        self.query_one("#about", Static).update(_ABOUT[event.option_index])

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """The next value of a setting, or the list of keys."""
        self._turn(event.index, 1)

    def action_turn(self, by: int) -> None:
        """Another value of the setting with the pointer."""
        at = self.query_one(Choices).highlighted
        if at is not None:
            self._turn(at, by)

    def _turn(self, at: int, by: int) -> None:
        now = self.settings
        match at:
            case 0:
                now = replace(now, theme=_beside(("auto", "dark", "light"), now.theme, by))
            case 1:
                now = replace(now, ascii=_beside(tuple(_EITHER), now.ascii, by))
            case 2:
                now = replace(now, motion=_beside(tuple(_EITHER), now.motion, by))
            case 3:
                now = replace(now, confidence=not now.confidence)
            case _:
                # Late, as it brings every screen.
                from tutor.ui.screens.key_list import KeyListScreen

                self.app.push_screen(KeyListScreen())
                return
        why = self.app.use(now)
        self.query_one("#fault", Static).update(f"! Not kept: {why}" if why else "")
        self.query_one(Choices).show(self._lines())


def _beside(values: tuple[T, ...], now: T, by: int) -> T:
    """The value that follows, or the one before, around and around."""
    return values[(values.index(now) + by) % len(values)]
