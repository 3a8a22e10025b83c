"""A text that is drawn anew only when it is another one."""

from textual.content import Content
from textual.widgets import Static

from tutor.ui.twins import as_shown


class Quiet(Static):
    """A `Static` for what is said at every step, but seldom changes."""

    _said: Content | None = None

    def say(self, content: Content, *, layout: bool = True) -> None:
        """Show a text; nothing happens where it is shown already.

        Args:
            content: The text.
            layout: Whether the text may need another height than the one before.
        """
        if self._said is None or content.plain != self._said.plain:
            layout = layout and self._other_room(content)
            self._said = content
            self.update(content, layout=layout)

    def _other_room(self, content: Content) -> bool:
        """Whether a text needs other room than the one before."""
        width = self.content_size.width
        if self._said is None or not width or (self.styles.width and self.styles.width.is_auto):
            return True
        now, before = as_shown(self, content), as_shown(self, self._said)
        return now.get_height({}, width) != before.get_height({}, width)
