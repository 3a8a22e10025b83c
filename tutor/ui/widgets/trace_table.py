"""The trace as a table: a row a step, A beside B, the current step the last row shown."""

from collections.abc import Sequence

from textual.reactive import reactive

from tutor.perceptron.exact import show_within, signed
from tutor.perceptron.training import Step
from tutor.ui.running import Running
from tutor.ui.widgets.row_table import Row, RowTable

NARROW = "  {step:>4} {label:>2} "
WIDE = "  {step:>5} {epoch:>5} {sample:>6} {label:>2} "
ROOMY = 100
"""From this width on the wide form is used."""
NET_INPUT, WIDEST = 8, 14


class TraceTable(RowTable):
    """Shows the steps up to the current one; those to come the learner is to predict.

    The rows are filled downwards and move up by half the height only when it is full: so most
    steps change two rows, not all of them.
    """

    running: reactive[Running | None] = reactive(None, repaint=False)

    def watch_running(self) -> None:
        """Refresh the rows that changed, and no others."""
        self.build()

    def rows(self, width: int, height: int) -> list[Row]:
        """The steps up to the current one."""
        return [] if self.running is None else table(self.running, width, height)


def table(running: Running, width: int, height: int) -> list[tuple[str, str]]:
    """The rows at this size, each a text and its kind: head, row, marked or now."""
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
            else "marked"
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
