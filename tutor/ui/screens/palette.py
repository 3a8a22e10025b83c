"""The command palette: Textual's, without two faults that keys in quick succession bring out."""

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, SearchIcon


class PaletteScreen(CommandPalette):
    """Finds everything by its name."""

    def on_mount(self) -> None:
        """Point at the field by a sign that every font has, one column wide."""
        self.query_one(SearchIcon).icon = "›"

    def _action_command_list(self, action: str) -> None:
        """Move in the list once it is there; before it Textual 8.2.8 ends with a KeyError."""
        commands = self.query_one(CommandList)
        if commands.display and commands._lines:  # noqa: SLF001 - it says whether it is there
            super()._action_command_list(action)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go, once: chosen and escaped at a time, Textual 8.2.8 takes the screen below away too."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
