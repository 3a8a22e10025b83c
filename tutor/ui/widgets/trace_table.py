"""The trace as a table: a row a step, A beside B, the current step the last row shown."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tutor.perceptron.exact import show_within
from tutor.perceptron.training import Step
from tutor.ui.running import Running
from tutor.ui.widgets.run_panel import signed

NARROW = "  {step:>4} {label:>2} "
WIDE = "  {step:>5} {epoch:>5} {sample:>6} {label:>2} "
ROOMY = 100
"""From this width on the wide form is used."""
NET_INPUT, WIDEST = 8, 14


class TraceTable(Widget, can_focus=False):
    """Shows the steps up to the current one; those to come the learner is to predict.

    The rows are filled downwards and move up by half the height only when it is full: so most
    steps change two rows, not all of them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "trace--head",
        "trace--now",
        "trace--mistake",
        "trace--row",
    }
    DEFAULT_CSS = """
    TraceTable {
        height: 1fr;
        padding: 0 1;
        & > .trace--head { color: $text-muted; }
        & > .trace--row { color: $foreground; }
        & > .trace--mistake { color: $text-warning; }
        & > .trace--now { color: $foreground; text-style: bold; }
    }
    """

    running: reactive[Running | None] = reactive(None, repaint=False)

    _rows: tuple[tuple[str, str], ...] = ()

    def watch_running(self) -> None:
        """Refresh the rows that changed, and no others."""
        self._build()

    def on_resize(self) -> None:
        """Another width, other columns."""
        self._build()

    def render_line(self, y: int) -> Strip:
        """One row, from the texts that are there already."""
        text, kind = self._rows[y] if y < len(self._rows) else ("", "row")
        width = self.content_size.width
        return Strip(
            [Segment(text[:width].ljust(width), self.get_component_rich_style(f"trace--{kind}"))],
            width,
        )

    def _build(self) -> None:
        old, size = self._rows, self.content_size
        self._rows = (
            () if self.running is None else tuple(table(self.running, size.width, size.height))
        )
        for y in range(max(len(old), len(self._rows))):
            if old[y : y + 1] != self._rows[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))


def table(running: Running, width: int, height: int) -> list[tuple[str, str]]:
    """The rows at this size, each a text and its kind: head, row, mistake or now."""
    traces = [running.a] if running.b is None else [running.a, running.b]
    names = running.a.experiment.weight_names
    common = WIDE if width >= ROOMY else NARROW
    head = common.format(step="step", epoch="epoch", sample="sample", label="y")
    share = (width - len(head)) // len(traces) - len(_side("", "", " ", [], 0))
    column = max(2, min(WIDEST, share // len(names)))
    for which in "AB"[: len(traces)]:
        head += _side(f"{which}: z", "ŷ", " ", names, column)
    half = max(1, (height - 1) // 2)
    first = max(0, (max(0, running.t - 1) // half - 1) * half) + 1
    rows = [(head, "head")]
    for number in range(first, running.t + 1):
        steps = [trace.step(number) for trace in traces]
        one = steps[0]
        marks = ("›" if number == running.t else " ") + ("≠" if number == running.parting else " ")
        text = common.format(
            step=number, epoch=one.epoch, sample=one.sample, label=signed(one.label)
        )
        kind = (
            "now"
            if number == running.t
            else "mistake"
            if any(step.mistake for step in steps)
            else "row"
        )
        rows.append((marks + text[2:] + "".join(_run(step, column) for step in steps), kind))
    return rows


def _run(step: Step, column: int) -> str:
    weights = [show_within([value], column - 1) for value in step.weights]
    net_input = show_within([step.net_input], NET_INPUT)
    return _side(net_input, signed(step.prediction), "×" if step.mistake else " ", weights, column)


def _side(net_input: str, prediction: str, mark: str, weights: Sequence[str], column: int) -> str:
    parts = "".join(f" {weight:<{column - 1}}" for weight in weights)
    return f"│{net_input:<{NET_INPUT}} {prediction:<2}{mark}{parts}"
