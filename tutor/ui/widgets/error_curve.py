"""The error over the steps, as a row of bars."""

from collections.abc import Sequence

from textual.reactive import reactive
from textual.widget import Widget

BARS = " ▁▂▃▄▅▆▇█"


class ErrorCurve(Widget, can_focus=False):
    """A bar a step; where there are more steps than columns, they are passed over evenly."""

    DEFAULT_CSS = """
    ErrorCurve { height: 1fr; min-height: 1; color: $accent; }
    """

    errors: reactive[Sequence[float]] = reactive(())
    """The error before the first step and after each."""

    def render(self) -> str:
        """The bars at the present size."""
        return "\n".join(bars(self.errors, self.size.width, self.size.height))


def bars(errors: Sequence[float], width: int, height: int) -> list[str]:
    """The rows of a picture of errors, none below 0; the largest of all errors fills the height.

    The first column is the first error, the last one the last. Only an error of 0 has no bar.
    """
    if not errors or width < 1:
        return [""] * height
    last = len(errors) - 1
    columns = min(width, len(errors))
    picked = [errors[k * last // max(1, columns - 1)] for k in range(columns)]
    largest = max(errors) or 1.0
    full = height * (len(BARS) - 1)
    eighths = [max(round(error / largest * full), 1 if error else 0) for error in picked]
    return ["".join(_cell(size, row) for size in eighths) for row in reversed(range(height))]


def _cell(eighths: int, row: int) -> str:
    """The part of a bar in one row, counted from the lowest."""
    return BARS[max(0, min(eighths - row * (len(BARS) - 1), len(BARS) - 1))]
