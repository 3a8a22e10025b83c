"""The exact perceptron beside two in float64, a row a step, the current step the last one shown."""

from collections.abc import Sequence
from fractions import Fraction

from textual.reactive import reactive

from tutor.perceptron.exact import show_within, signed
from tutor.perceptron.floats import SideBySide
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.rounding import float_text, held
from tutor.ui.widgets.row_table import Row, RowTable

Shown = tuple[SideBySide, int]
"""The runs, and the step that is looked at."""

TIGHT = "{mark:1}{step:>4} {label:>2} "
NARROW = "{mark:1}{step:>4} {sample:>6} {label:>2} "
WIDE = "{mark:1}{step:>5} {epoch:>5} {sample:>6} {label:>2} "
USUAL, ROOMY = 61, 100
"""From these widths on the narrow form is used, and the wide one."""
EXACT, WIDEST = 9, 24
"""Columns for an exact z where there is little room, and for the longest float64 there is."""
BESIDE = 13
"""The columns that z at η = 1 needs at least."""
LEAST = 9
"""The columns that no z goes below: a sign, a digit and a power of ten."""
NOTHING_YET = (
    "  nothing is shown yet: {floats.step:s} shows a sample, {floats.differing:f} the first ≠"
)


class FloatTable(RowTable):
    """Shows the steps up to the current one; those to come the learner is to predict.

    As in the table of a trace the rows move up only when the table is full, so most steps change
    two of them.
    """

    shown: reactive[Shown | None] = reactive(None, repaint=False)

    def watch_shown(self) -> None:
        """Refresh the rows that changed, and no others."""
        self.build()

    def rows(self, width: int, height: int) -> list[Row]:
        """The steps up to the current one."""
        rows = [] if self.shown is None else table(self.shown, width, height)
        return [(with_keys(text, keys_of(self.app)), kind) for text, kind in rows]


def table(shown: Shown, width: int, height: int) -> list[tuple[str, str]]:
    """The rows at this size, each a text and its kind: head, row, marked or now."""
    runs, t = shown
    common = WIDE if width >= ROOMY else NARROW if width >= USUAL else TIGHT
    head = common.format(mark="", step="step", epoch="epoch", sample="sample", label="y")
    columns = _columns(width - len(head), roomy=width >= ROOMY)
    rate = runs.rounded.experiment.rate
    titles = ("exact: z", _title(rate, columns[1]), _title(Fraction(1), columns[2]))
    rows = [(head + _cells(titles, ("ŷ",) * 3, ("", "", ""), columns), "head")]
    if t == 0:
        return [*rows, (NOTHING_YET, "head")]
    half = max(1, (height - 1) // 2)
    first = max(0, ((t - 1) // half - 1) * half) + 1
    return rows + [_row(runs, step, t, common, columns) for step in range(first, t + 1)]


def _columns(room: int, *, roomy: bool) -> tuple[int, int, int]:
    """The columns for the three z's, the float64 at the learner's η before the others."""
    exact = WIDEST if roomy else EXACT
    rest = room - exact - len(_cells(("", "", ""), ("", "", ""), ("", "", ""), (0, 0, 0)))
    rounded = max(LEAST, min(WIDEST, max(rest - BESIDE, rest // 2)))
    return exact, rounded, max(LEAST, min(WIDEST, rest - rounded))


def _row(
    runs: SideBySide, step: int, now: int, common: str, columns: tuple[int, int, int]
) -> tuple[str, str]:
    """One step as a text and its kind."""
    data = runs.exact.experiment.dataset
    epoch, sample = divmod(step - 1, len(data))
    exact = runs.exact.net_input(sample, step - 1)
    floats = (runs.rounded, runs.at_one)
    predictions = [runs.exact.predictions[step - 1]]
    predictions += [run.predictions[step - 1] for run in floats]
    differing = ["≠" if other != predictions[0] else "" for other in predictions[1:]]
    text = common.format(
        mark="›" if step == now else "",
        step=step,
        epoch=epoch + 1,
        sample=sample + 1,
        label=signed(data.labels[sample]),
    ) + _cells(
        (
            show_within([exact], columns[0]),
            *(
                float_within(run.net_inputs[step - 1], room)
                for run, room in zip(floats, columns[1:], strict=True)
            ),
        ),
        [signed(prediction) for prediction in predictions],
        ["" if exact else " tie", *differing],
        columns,
    )
    return text, "now" if step == now else "marked" if any(differing) else "row"


def _cells(
    net_inputs: Sequence[str],
    predictions: Sequence[str],
    marks: Sequence[str],
    columns: tuple[int, int, int],
) -> str:
    """The three runs of a row: z, ŷ, and a mark, which is `tie` for the exact one."""
    return "".join(
        f"│{net_input:<{column}} {prediction:<2}{mark:<{wide}}"
        for net_input, prediction, mark, column, wide in zip(
            net_inputs, predictions, marks, columns, (4, 1, 1), strict=True
        )
    )


def float_within(number: float, room: int) -> str:
    """A float64 in at most `room` characters, 9 or more, `…` for the digits that do not fit."""
    text = float_text(number)
    if len(text) <= room:
        return text
    if "e" not in text and text.index(".") > room - 2:
        # A cut before the point would show another magnitude.
        text = f"{number:.16e}".replace("-", "−")
    digits, e, power = text.partition("e")
    return f"{digits[: room - 1 - len(e + power)]}…{e}{power}"


def _title(rate: Fraction, room: int) -> str:
    """The heading of a run in float64: the longest that fits."""
    forms = (f"float64, {held('η', rate)}: z", f"{held('η', rate)}: z", "float64: z")
    return next((form for form in forms if len(form) <= room), "z")
