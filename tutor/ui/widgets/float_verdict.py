"""What rounding did to a run, in words."""

from fractions import Fraction
from textwrap import wrap

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.perceptron.exact import show
from tutor.perceptron.floats import FloatTrace, SideBySide
from tutor.ui.widgets.run_panel import signed

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
            first, *others = wrap(text, width - 2, break_on_hyphens=False)
            sign = ("≠ ", "bold $warning") if differs else ("= ", "bold $success")
            rows.append(Content.styled(*sign) + first)
            rows += [Content(f"  {line}") for line in others]
        return rows


def float_text(number: float) -> str:
    """All digits that tell a float64 from its neighbours (its `repr`), at most 24 characters."""
    return repr(number).replace("-", "−")


def equation(name: str, number: Fraction) -> str:
    """`η = 0.1`, or `η ≈ 0.12346` where the number had to be rounded; no line breaks in it."""
    shown = show(number)
    text = f"{name} {shown}" if shown.startswith("≈") else f"{name} = {shown}"
    return text.replace(" ", _STAY)


def sentences(runs: SideBySide) -> list[tuple[bool, str]]:
    """On float64 beside the exact run, and at η beside η = 1: whether they differ, and a text."""
    return [
        (bool(runs.wrong), _against_exact(runs)),
        (bool(runs.parted), f"{_against_one(runs)} {_hint(runs)}"),
    ]


def _against_exact(runs: SideBySide) -> str:
    name = f"float64 at {equation('η', runs.rounded.experiment.rate)}"
    counts = f"Steps that differ: {len(runs.wrong)} of {len(runs.exact)}; ties: {len(runs.ties)}."
    if not runs.wrong:
        return f"{name} predicts at every step as the exact perceptron does. {counts}"
    first = runs.exact.step(runs.wrong[0])
    tie = "" if first.net_input else ", a tie,"
    return (
        f"{name} predicts otherwise first at step {first.t}: exactly, "
        f"{equation('z', first.net_input)}{tie} predicts {signed(first.prediction)}; "
        f"float64 {_said(runs.rounded, first.t)}. {counts}"
    )


def _against_one(runs: SideBySide) -> str:
    moved = any(runs.exact.experiment.start)
    one = f"float64 at {equation('η', Fraction(1))}" + (" with w⁽⁰⁾/η" if moved else "")
    this = f"at {equation('η', runs.rounded.experiment.rate)}"
    if runs.exact.experiment.rate == 1:
        return "Both runs in float64 are the same one here."
    if not runs.parted:
        return f"{one} predicts at every step as {this}."
    t = runs.parted[0]
    law = "only w⁽⁰⁾/η decides" if moved else "η changes no prediction at zero start"
    return (
        f"{one} predicts otherwise than {this}, first at step {t}: it {_said(runs.at_one, t)}. "
        f"Exactly, {law}: rounding breaks the claim."
    )


def _said(run: FloatTrace, t: int) -> str:
    """What one step of a run had and predicted."""
    net_input = float_text(run.net_inputs[t - 1])
    return f"has z{_STAY}={_STAY}{net_input} and predicts {signed(run.predictions[t - 1])}"


def _hint(runs: SideBySide) -> str:
    """What powers of two have to do with it."""
    rate = runs.rounded.experiment.rate
    # In lowest terms numerator or denominator is 1.
    if rate != 1 and (rate.numerator * rate.denominator).bit_count() == 1 and not runs.parted:
        return f"{equation('η', rate)} is a power of two: it shifts exponents, changes no digit."
    half = equation("η", Fraction(1, 2))
    return f"A power of two (try {half}) only shifts exponents and changes no digit."
