"""Words on the screen: emphasis and code as they are meant, and lines that break where they may."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import Static

from tutor.course.marks import MARKS
from tutor.course.notation import wrap_words
from tutor.ui.twins import Laid, as_shown, in_twins

_STYLES = {"code": "$text-warning on $warning 10%", "bold": "bold", "italic": "italic"}
"""Those of Textual's Markdown."""


def marked(text: str) -> Content:
    """A text with the code, the bold and the slanted words that Markdown's marks stand for.

    A star that is no mark, as between two factors, stays one.
    """
    parts: list[Content | str] = []
    end = 0
    for found in MARKS.finditer(text):
        parts.append(text[end : found.start()])
        name = found.lastgroup or ""
        parts.append(Content.styled(found[name], _STYLES[name]))
        end = found.end()
    return Content("").join(
        part if isinstance(part, Content) else Content(part) for part in (*parts, text[end:])
    )


def in_lines(content: Content, width: int, lead: Content | None = None) -> Content:
    """A text in lines of at most so many columns, those below the first as far in as its lead.

    A line that begins with blanks keeps them, below it too. Letters that are wider than a column
    are left to Textual.
    """
    lead = lead or Content("")
    room = max(width - len(lead), 1)
    rows: list[Content] = []
    for line in content.split("\n", allow_blank=True) or [content]:
        inner = len(line.plain) - len(line.plain.lstrip(" "))
        words = line[inner:]
        wide = words.cell_length > len(words)
        spans = [(0, len(words))] if wide else wrap_words(words.plain, room - inner)
        rows += [words[start:end].pad_left(inner) for start, end in spans]
    blank = Content(" " * len(lead))
    return Content("\n").join(
        [(blank if number else lead) + row for number, row in enumerate(rows)]
    )


def laid(widget: Static, width: int) -> Content:
    """What a widget shows, in lines of at most so many columns."""
    visual = widget.visual
    text = visual if isinstance(visual, Content) else Content(str(visual))
    return in_lines(as_shown(widget, text), width)


class Words(Static):
    """A text of some sentences."""

    DEFAULT_CSS = """
    Words { width: 1fr; height: auto; }
    """

    def __init__(self, content: Content | str = "", *, classes: str | None = None) -> None:
        super().__init__(content, classes=classes, markup=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the text needs at this width."""
        return laid(self, width).get_height({}, width) if width else 0

    def render(self) -> Content:
        """The text in lines."""
        return laid(self, self.content_size.width)


class Hanging(Laid):
    """A text behind a mark or a number, its further lines below its first word."""

    def __init__(self, lead: str, text: Content) -> None:
        self.lead = Content(lead)
        self.text = text

    def __str__(self) -> str:
        return f"{self.lead}{self.text}"

    def in_twins(self) -> "Hanging":
        """The same with its twins."""
        return Hanging(in_twins(self.lead.plain), in_twins(self.text))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines at this width."""
        lines = in_lines(self.text, width, self.lead)
        return lines.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Where nothing is wrapped."""
        return len(self.lead) + self.text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows as the text needs at this width."""
        return in_lines(self.text, width, self.lead).get_height(rules, width)
