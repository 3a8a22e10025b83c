"""What rounding did to a run, in words."""

from textwrap import wrap

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.perceptron.floats import SideBySide
from tutor.ui.rounding import sentences
from tutor.ui.twins import as_shown

_STAY = "\N{NO-BREAK SPACE}"


class FloatVerdict(Widget):
    """Says where float64 differs from the exact perceptron, and from itself at η = 1."""

    DEFAULT_CSS = """
    FloatVerdict { height: auto; padding: 0 1; }
    """

    runs: reactive[SideBySide | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the sentences need at this width."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The sentences."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        """No line ends within an equation, which Textual's own lines would do."""
        if self.runs is None or width <= 0:
            return []
        rows: list[Content] = []
        for differs, text in sentences(self.runs):
            sign = as_shown(self, "≠ " if differs else "= ")
            told = _STAY.join(as_shown(self, part) for part in text.split(_STAY))
            first, *others = wrap(told, width - len(sign), break_on_hyphens=False)
            rows.append(
                Content.styled(sign, f"bold ${'warning' if differs else 'success'}") + first
            )
            rows += [Content(line).pad_left(len(sign)) for line in others]
        return rows
