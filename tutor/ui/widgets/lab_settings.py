"""The lab's settings: the data, how many epochs, and the step that is looked at."""

from collections.abc import Callable
from fractions import Fraction

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tutor.course.lesson import MOST_EPOCHS
from tutor.ui.lab_changes import whole
from tutor.ui.running import Running
from tutor.ui.widgets.number_field import NumberField, Numbers
from tutor.ui.widgets.quiet import Quiet


class LabSettings(Vertical):
    """Asks for other epochs or another step, and says what is wrong with them."""

    DEFAULT_CSS = """
    LabSettings {
        height: auto;
        padding: 0 1;
        Horizontal { height: 1; }
        #setting, .label { width: auto; color: $text-muted; }
        #epochs { width: 6; }
        #step { width: 8; }
        #refused { color: $error; height: auto; display: none; }
    }
    """

    def __init__(self, use_epochs: Callable[[int], None], use_step: Callable[[int], None]) -> None:
        super().__init__()
        self._use = {"epochs": use_epochs, "step": use_step}
        self._most = {"epochs": MOST_EPOCHS, "step": 0}
        self._least = {"epochs": 1, "step": 0}

    def compose(self) -> ComposeResult:
        """The data, two fields, what is wrong."""
        with Horizontal():
            yield Quiet(id="setting")
            for name, least in self._least.items():
                yield Static(f"{name} ", classes="label")
                yield NumberField(
                    (Fraction(least),), (name,), self._step(name), self._taker(name), id=name
                )
        yield Static(id="refused", markup=False)

    def _taker(self, name: str) -> Callable[[Numbers], None]:
        def take(numbers: Numbers) -> None:
            self._use[name](whole(name, numbers[0], self._least[name], self._most[name]))

        return take

    def _step(self, name: str) -> Callable[[Fraction, int], Fraction]:
        def step(number: Fraction, direction: int) -> Fraction:
            inside = min(number + direction, Fraction(self._most[name]))
            return max(inside, Fraction(self._least[name]))

        return step

    def show(self, running: Running) -> None:
        """Follow the runs."""
        experiment = running.a.experiment
        bias = "with bias" if experiment.bias else "no bias"
        self.query_one("#setting", Quiet).say(
            Content(f"{experiment.dataset.name}: {len(experiment.dataset)} samples, {bias}   ")
        )
        self._most["step"] = len(running.a)
        for name, number in (("epochs", experiment.epochs), ("step", running.t)):
            field = self.query_one(f"#{name}", NumberField)
            if field.numbers != (Fraction(number),):
                field.show((Fraction(number),), (name,))

    def on_number_field_judged(self, event: NumberField.Judged) -> None:
        """Say what is wrong; the last good picture stays."""
        event.stop()
        reason = next((field.reason for field in self.query(NumberField) if field.reason), "")
        refused = self.query_one("#refused", Static)
        refused.update(f"✗ {reason}" if reason else "")
        refused.display = bool(reason)
