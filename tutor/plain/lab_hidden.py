"""The lab of the hidden units in lines: a 2-2-1 network, its numbers told."""

from dataclasses import replace
from fractions import Fraction

from tutor.perceptron.exact import equation, show, signed
from tutor.perceptron.network import Activation, Network, Triple
from tutor.plain.dialogue import Dialogue
from tutor.plain.lab_words import Word, Words, data_of, number_in
from tutor.ui.descent import DATA, MOST_STEPS, Descent, Outcome, Setting, Start, first_setting
from tutor.ui.lab_changes import whole
from tutor.ui.remark import NAMES, error_words, likeness_words, number, remark
from tutor.ui.session import Session


def enter(dialogue: Dialogue, session: Session) -> None:
    """Train networks until the learner leaves."""
    words = HiddenWords(dialogue, session)
    words.tell_setting()
    words.go()


class HiddenWords(Words):
    """The words of the lab of the hidden units."""

    keys = {
        "s": "step",
        "b": "back",
        "e": "ten",
        "x": "hundred",
        "r": "run",
        "d": "data",
        "a": "unit",
        "w": "start",
        "0": "reset",
        "tab": "eta",
        # The lessons tell the keys that choose in the list of the screen.
        **{str(number): f"data {name}" for number, name in enumerate(DATA, 1)},
    }

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        super().__init__(dialogue)
        self.library = session.library
        self.descent = Descent(first_setting(session.library))
        self.t = 0

    @property
    def prompt(self) -> str:
        """Which step is looked at."""
        return f"Hidden units, step {self.t} of {MOST_STEPS}"

    def words(self) -> dict[str, Word]:
        """What the keys of the screen do."""
        return {
            "step N": Word("a step on, or to step N", self.step),
            "back": Word("a step back", lambda _: self.go_to(self.t - 1)),
            "ten": Word("ten steps on", lambda _: self.go_to(self.t + 10)),
            "hundred": Word("a hundred steps on", lambda _: self.go_to(self.t + 100)),
            "run": Word("to the last step", lambda _: self.go_to(MOST_STEPS)),
            "reset": Word("back to step 0", lambda _: self.go_to(0)),
            "eta NUMBER": Word("another η, from step 0", self.eta),
            "start NAME": Word("zero, equal or broken; or the next of them", self.start),
            "unit": Word("tanh or logistic units", lambda _: self.unit()),
            "data NAME": Word("another data set, or which there are", self.data),
            "weights": Word("all nine weights, and what the last step changed", self.weights),
            "samples": Word("what the network makes of each sample", self.samples),
            "setting": Word("what is trained, and where it stands", lambda _: self.tell_setting()),
        }

    def done(self) -> None:
        """Nothing is kept of this lab."""

    def step(self, typed: str) -> None:
        """The next step, or the one that is named."""
        named = whole("step", number_in(typed, "step"), 0, MOST_STEPS) if typed else self.t + 1
        self.go_to(named)

    def go_to(self, t: int) -> None:
        """Tell step t, or the nearest there is and why there is no further one."""
        self.t = self.descent.reach(t)
        fault = self.descent.fault if t > self.t else ""
        if fault:
            self.dialogue.say(f"{fault.capitalize()}.")
        said = error_words(self.descent, self.t)
        self.dialogue.say(f"Step {self.t}: {said}; {likeness_words(self._network)}.")
        self.dialogue.say(remark(self.descent, self.t))

    @property
    def _network(self) -> Network:
        return self.descent.network(self.t)

    def eta(self, typed: str) -> None:
        """Another η."""
        self._restate(replace(self.descent.setting, rate=number_in(typed, "η")))

    def unit(self) -> None:
        """The other activation."""
        tanh = self.descent.setting.activation is Activation.TANH
        other = Activation.LOGISTIC if tanh else Activation.TANH
        self._restate(replace(self.descent.setting, activation=other))

    def start(self, typed: str) -> None:
        """Another start."""
        starts = tuple(Start)
        following = starts[(starts.index(self.descent.setting.start) + 1) % len(starts)]
        if typed and typed not in set(Start):
            self.dialogue.say("\n".join(f"{start}: {start.about}" for start in starts))
            return
        chosen = Start(typed) if typed else following
        self._restate(replace(self.descent.setting, start=chosen))

    def data(self, typed: str) -> None:
        """Other data, of two features."""
        data = data_of(self.dialogue, self.library, typed, DATA)
        if data is not None:
            self._restate(replace(self.descent.setting, data=data))

    def _restate(self, setting: Setting) -> None:
        """Begin again with another setting."""
        self.descent, self.t = Descent(setting), 0
        self.tell_setting()

    def tell_setting(self) -> None:
        """What is trained, and where it stands."""
        setting = self.descent.setting
        about = f"{setting.data.name}, {setting.activation}, {equation('η', setting.rate)}"
        self.dialogue.say(
            f"Hidden units. {about}, start {setting.start}: {setting.start.about}. "
            "A step shows all samples."
        )
        self.go_to(self.t)

    def weights(self, _: str) -> None:
        """The nine weights."""
        now = self._network
        before = self.descent.network(self.t - 1) if self.t else now
        units = zip(NAMES, (*now.hidden, now.output), (*before.hidden, before.output), strict=True)
        for name, weights, old in units:
            self.dialogue.say(f"{name}: {_weights(weights)}.{self._changes(weights, old)}")

    def _changes(self, now: Triple, old: Triple) -> str:
        if not self.t:
            return ""
        changes = [new - past for new, past in zip(now, old, strict=True)]
        moved = ", ".join(number(change) for change in changes)
        return f" The last step changed them by {moved}." if any(changes) else " No change."

    def samples(self, _: str) -> None:
        """What the network makes of each sample."""
        for sample, seen in enumerate(self.descent.outcomes(self.t), 1):
            self.dialogue.say(f"Sample {sample}: {_outcome(seen)}")


def _weights(weights: Triple) -> str:
    bias, first, second = map(number, weights)
    return f"bias {bias}, w₁ {first}, w₂ {second}"


def _outcome(seen: Outcome) -> str:
    one, two = map(show, seen.inputs)
    h_1, h_2 = map(number, seen.hidden)
    right = "right" if seen.prediction == seen.label else "wrong"
    return (
        f"x = ({one}, {two}), h₁ = {h_1}, h₂ = {h_2}, o = {number(seen.output)}, "
        f"target {show(Fraction(seen.target))}; ŷ = {signed(seen.prediction)}, "
        f"y = {signed(seen.label)}, {right}."
    )
