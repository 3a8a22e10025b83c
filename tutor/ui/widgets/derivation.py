"""Formulas that appear a line at a time, each with the rule that allows it."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.course.lesson import Derivation
from tutor.course.notation import changed, wrap, wrap_words
from tutor.course.values import Values, fill
from tutor.ui.twins import as_shown

INDENT = 4


class DerivationView(Widget):
    """The first `shown` lines of a derivation; what changed from the line above is underlined."""

    DEFAULT_CSS = """
    DerivationView {
        height: auto;
        width: 1fr;
        margin: 1 0 0 0;
        padding: 0 0 0 1;
        border-left: outer $primary;
        &.-live { border-left: outer $accent; }
    }
    """

    shown: reactive[int] = reactive(0, layout=True)
    values: reactive[Values | None] = reactive(None, layout=True)

    def __init__(
        self, derivation: Derivation, values: Values | None = None, shown: int = 0
    ) -> None:
        super().__init__(classes="-live" if derivation.live else "")
        self.derivation = derivation
        self.set_reactive(DerivationView.values, values)
        self.set_reactive(DerivationView.shown, shown)

    @property
    def complete(self) -> bool:
        """Whether every line is shown."""
        return self.shown >= len(self.derivation.lines)

    @property
    def formulas(self) -> str:
        """The shown lines as a text, each rule below its formula."""
        texts: list[str] = []
        for line in self.derivation.lines[: self.shown]:
            texts.append(self._text(line.formula))
            texts += [" " * INDENT + self._text(line.rule)] if line.rule else []
        return "\n".join(texts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the shown lines need at this width."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The shown lines."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        above, live = "", self.derivation.live
        for line in self.derivation.lines[: self.shown]:
            formula = self._text(line.formula)
            shown = Content(formula)
            for first, last in changed(above, formula) if above and not live else []:
                shown = shown.stylize("bold underline", first, last)
            shown = as_shown(self, shown)
            for number, (start, end) in enumerate(wrap(shown.plain, width, INDENT)):
                row = shown[start:end]
                rows.append(row.pad_left(INDENT) if number else row)
            if line.rule:
                rule = as_shown(self, self._text(line.rule))
                rows += [
                    Content.styled(rule[start:end], "$secondary").pad_left(INDENT)
                    for start, end in wrap_words(rule, width - INDENT)
                ]
            above = formula
        return rows

    def _text(self, template: str) -> str:
        return fill(template, self.values) if self.derivation.live else template
