"""The float lab in lines: the exact perceptron beside two in float64."""

from collections.abc import Sequence
from dataclasses import replace

from tutor.perceptron.exact import equation, parse_vector, show_vector, signed
from tutor.perceptron.floats import side_by_side
from tutor.perceptron.training import Experiment
from tutor.plain.dialogue import Dialogue
from tutor.plain.lab_words import Word, Words, data_of, number_in
from tutor.plot.told import shown_told
from tutor.ui.lab_changes import whole
from tutor.ui.rounding import first_experiment, float_text, most_epochs, restated, sentences
from tutor.ui.session import Session


def enter(dialogue: Dialogue, session: Session) -> None:
    """Run experiments in floats until the learner leaves."""
    words = FloatWords(dialogue, session)
    words.tell_setting()
    words.go()


class FloatWords(Words):
    """The words of the float lab."""

    keys = {
        "s": "step",
        "b": "back",
        "e": "epoch",
        "f": "first",
        "t": "tie",
        "0": "reset",
        "d": "data",
        "i": "bias",
        "tab": "eta",
    }

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        super().__init__(dialogue)
        self.library = session.library
        self.runs = side_by_side(first_experiment(session.library))
        self.t = 0

    @property
    def experiment(self) -> Experiment:
        """What is run."""
        return self.runs.exact.experiment

    @property
    def prompt(self) -> str:
        """Where the run is."""
        return f"Floats, step {self.t} of {len(self.runs.exact)}"

    def words(self) -> dict[str, Word]:
        """What the keys of the screen do."""
        return {
            "step N": Word("show the next sample, or go to step N", self.step),
            "back": Word("take a step back", lambda _: self.go_to(self.t - 1)),
            "epoch": Word("go on to the end of the epoch", lambda _: self.epoch()),
            "first": Word("to the first step at which a prediction differs", self.first),
            "tie": Word("to the next tie", self.tie),
            "reset": Word("back to step 0", lambda _: self.go_to(0)),
            "eta NUMBER": Word("another η", self.eta),
            "w0 NUMBERS": Word("another start", self.start),
            "epochs N": Word("run for so many epochs", self.epochs),
            "data NAME": Word("another data set, or which there are", self.data),
            "bias": Word("with a bias or without; w starts at zero again", self.bias),
            "setting": Word("what is run, and what came of it", lambda _: self.tell_setting()),
        }

    def done(self) -> None:
        """Nothing is kept of this lab."""

    def go_to(self, t: int) -> None:
        """Go to a step, as near as there is one, and tell it."""
        self.t = max(0, min(t, len(self.runs.exact)))
        self.dialogue.say(shown_told(self.runs.exact, self.t))
        if not self.t:
            return
        step, marks = self.runs.exact.step(self.t), []
        tie = ", a tie" if self.t in self.runs.ties else ""
        exact = f"{equation('z', step.net_input)}{tie}"
        marks.append(f"Exactly: {exact}, predicts {signed(step.prediction)}.")
        for name, run in (("float64", self.runs.rounded), ("float64 at η = 1", self.runs.at_one)):
            z, prediction = run.net_inputs[self.t - 1], run.predictions[self.t - 1]
            other = ", otherwise than exactly" if prediction != step.prediction else ""
            marks.append(f"{name}: z = {float_text(z)}, predicts {signed(prediction)}{other}.")
        for mark in marks:
            self.dialogue.say(mark)

    def step(self, typed: str) -> None:
        """The next step, or the one that is named."""
        last = len(self.runs.exact)
        self.go_to(whole("step", number_in(typed, "step"), 0, last) if typed else self.t + 1)

    def epoch(self) -> None:
        """To the end of the epoch."""
        n = len(self.experiment.dataset)
        self.go_to((self.t // n + 1) * n)

    def first(self, _: str) -> None:
        """To the first step that differs."""
        differing = (*self.runs.wrong[:1], *self.runs.parted[:1])
        self._jump(differing, "No prediction differs at any step.")

    def tie(self, _: str) -> None:
        """To the next tie."""
        self._jump([tie for tie in self.runs.ties if tie > self.t], f"No tie after step {self.t}.")

    def _jump(self, steps: Sequence[int], otherwise: str) -> None:
        if steps:
            self.go_to(min(steps))
        else:
            self.dialogue.say(otherwise)

    def eta(self, typed: str) -> None:
        """Another η."""
        self._run(replace(self.experiment, rate=number_in(typed, "η")))

    def start(self, typed: str) -> None:
        """Another w⁽⁰⁾."""
        numbers = parse_vector(typed, self.experiment.weight_names)
        self._run(replace(self.experiment, start=numbers))

    def epochs(self, typed: str) -> None:
        """Longer or shorter."""
        most = most_epochs(self.experiment.dataset)
        count = whole("epochs", number_in(typed, "epochs"), 1, most)
        self._run(replace(self.experiment, epochs=count))

    def data(self, typed: str) -> None:
        """Other data, from zero."""
        data = data_of(self.dialogue, self.library, typed, tuple(self.library.data))
        if data is not None:
            self._run(restated(self.experiment, data, bias=data.bias))

    def bias(self, _: str) -> None:
        """Put the bias in, or take it out."""
        one = self.experiment
        self._run(restated(one, one.dataset, bias=not one.bias))

    def _run(self, experiment: Experiment) -> None:
        """Another experiment, at the step where one is, or at its last."""
        other = experiment.dataset is not self.experiment.dataset
        self.runs = side_by_side(experiment)
        self.t = 0 if other else min(self.t, len(self.runs.exact))
        self.tell_setting()

    def tell_setting(self) -> None:
        """What is run, and what rounding did to it."""
        one = self.experiment
        bias = "with bias" if one.bias else "no bias"
        samples = f"{one.dataset.name}: {len(one.dataset)} samples, {bias}, {one.epochs} epochs"
        start = f"{equation('η', one.rate)}, w⁽⁰⁾ = {show_vector(one.start)}"
        self.dialogue.say(f"Floats. {samples}, {start}.")
        for _, sentence in sentences(self.runs):
            self.dialogue.say(sentence)
