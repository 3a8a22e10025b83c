"""Help: what the screen underneath is for, and every key that does something on it."""

from inspect import cleandoc

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from tutor.ui.keys import display, keys_of, with_keys
from tutor.ui.twins import as_shown


class HelpScreen(ModalScreen[None]):
    """Shows the help of one screen."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 74; max-width: 100%; height: auto; max-height: 100%;
            padding: 0 2; background: $panel; border: round $primary; border-title-color: $primary;
        }
        Markdown { margin: 0; padding: 0; background: $panel; }
        #keys { margin: 0 0 1 0; }
    }
    """
    BINDINGS = [
        Binding(
            "escape,question_mark,q", "dismiss", "Close", tooltip="Close the help", id="help.close"
        )
    ]

    def __init__(self, about: str, keys: list[ActiveBinding]) -> None:
        super().__init__()
        self.about = cleandoc(about)
        self.keys = keys

    def compose(self) -> ComposeResult:
        """What it is for, then the keys."""
        with VerticalScroll() as panel:
            title = "Help: ↑↓ scroll, {help.close:esc} closes"
            panel.border_title = as_shown(self, with_keys(title, keys_of(self.app)))
            yield Markdown(self.about)
            yield Static(self._table(), id="keys")

    def _table(self) -> Content:
        by_id = {key.binding.id: key for key in reversed(self.keys)}
        does: dict[str, list[str]] = {}
        for key in reversed(by_id.values()):
            does.setdefault(key.tooltip, []).append(display(key.binding.key))
        shown = {what: as_shown(self, " ".join(keys)) for what, keys in does.items()}
        wide = max([9, *map(len, shown.values())])
        rows = [
            Content.styled(f"{keys:>{wide}}", "bold $accent") + f"  {what}"
            for what, keys in shown.items()
        ]
        return Content("\n").join(rows)
