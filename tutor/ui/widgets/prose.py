"""Markdown in lines that break where they may. Home needs none, and its import takes time."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownParagraph

from tutor.ui.widgets.wording import laid


class Paragraph(MarkdownParagraph):
    """A paragraph in Markdown, in such lines."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the text needs at this width."""
        return laid(self, width).get_height({}, width) if width else 0

    def render(self) -> Content:
        """The text in lines."""
        return laid(self, self.content_size.width)


class Text(Markdown):
    """Markdown in such paragraphs."""

    BLOCKS = {**Markdown.BLOCKS, "paragraph_open": Paragraph}
