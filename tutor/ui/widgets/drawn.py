"""What draws its own rows: its styles are looked up once for a theme, not for every row."""

from rich.style import Style
from textual.widget import Widget


class Drawn(Widget, can_focus=False):
    """A widget that gives its rows itself.

    Textual forgets the styles of a widget whenever a cell of it is refreshed, and to look one up
    anew takes longer than to draw a row.
    """

    def __init__(self) -> None:
        super().__init__()
        self._looked_up: dict[str, Style] = {}

    def style_of(self, component: str) -> Style:
        """The style of a component class."""
        if component not in self._looked_up:
            self._looked_up[component] = self.get_component_rich_style(component)
        return self._looked_up[component]

    def notify_style_update(self) -> None:
        """Forget the styles of the old theme; Textual repaints after this by itself."""
        super().notify_style_update()
        self._looked_up.clear()
