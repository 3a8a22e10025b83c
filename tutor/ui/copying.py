"""Copying: a text goes to the terminal's clipboard, and is shown, to be selected by hand.

It is sent as OSC 52, which most terminals take; tmux passes it on where its option `set-clipboard`
is `on`. No terminal says whether it took it, so that the text is always shown as well.
"""

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tutor.course.command_line import VIEWS, NoCommandError
from tutor.course.lesson import Lab
from tutor.ui.keys import Key, keys_of, with_keys
from tutor.ui.session import Session
from tutor.ui.widgets.title import TitleBar

HINT = (
    "Where the terminal has not taken it, select it here (often with Shift held). "
    "{copied.close:esc} closes."
)


def copy_key(identifier: str, what: str) -> Key:
    """The key that copies; where a screen has another use for the small letter, the large one."""
    return ("y,Y", "copy", "Copy", what, identifier)


class CopyScreen(ModalScreen[None]):
    """Sends a text to the clipboard and shows it, its lines broken at blanks and nowhere else."""

    HELP = "What was copied. **{copied.close:Esc}** closes it."
    # Without a frame at its sides: whole lines can be selected.
    DEFAULT_CSS = """
    CopyScreen {
        align: center bottom;
        & > VerticalScroll {
            width: 100%; height: auto; max-height: 100%;
            padding: 0 1; background: $panel;
            border-top: solid $primary; border-bottom: solid $primary;
        }
        #copied { margin: 1 0; }
        .hint { color: $text-muted; }
    }
    """
    BINDINGS = [
        Binding(
            "escape,enter,space,y,Y,q", "dismiss", "Close", tooltip="Close it", id="copied.close"
        ),
        Binding("question_mark", "app.help", "Help", key_display="?", id="app.help"),
    ]

    def __init__(self, what: str, text: str) -> None:
        """Copy a text, and say what it is."""
        super().__init__()
        self.what = what
        self.text = text

    def compose(self) -> ComposeResult:
        """What it is, the text, what to do where it was not taken."""
        with VerticalScroll():
            yield Static(f"Copied: {self.what}", classes="hint", markup=False)
            yield Static(self.text, id="copied", markup=False)
            yield Static(with_keys(HINT, keys_of(self.app)), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Send it."""
        self.app.copy_to_clipboard(self.text)


def copy_command(
    screen: Screen[Any], session: Session, lab: Lab, *, step: int = 0, view: str = VIEWS[0]
) -> None:
    """Copy the command that opens the lab on these runs, or say why there is none."""
    try:
        command = session.command(lab, step=step, view=view)
    except NoCommandError as error:
        screen.query_one(TitleBar).say(str(error))
    else:
        screen.app.push_screen(CopyScreen("the command that opens this experiment", command))
