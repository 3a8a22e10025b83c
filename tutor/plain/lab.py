"""The lab in lines: every key of its screen is a word, and its pictures are sentences."""

import os
from collections.abc import Callable
from pathlib import Path

from tutor.course.lesson import MOST_EPOCHS
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset, read_csv
from tutor.plain.dialogue import Dialogue
from tutor.plain.lab_lines import setting_line
from tutor.plain.lab_run import ALONE, RunWords
from tutor.plain.lab_words import Word, data_of, number_in
from tutor.ui.lab_changes import (
    SCOPES,
    compared,
    first_lab,
    for_epochs,
    in_scope,
    on_data,
    whole,
    with_rate,
)
from tutor.ui.memory import remembered, running_of
from tutor.ui.running import Running
from tutor.ui.session import Session
from tutor.ui.views import Look

KEYS = {
    "s": "step",
    "b": "back",
    "e": "epoch",
    "r": "run",
    "0": "reset",
    "f": "first",
    "v": "next view",
    "]": "next rate",
    "[": "previous rate",
    "z": "nearer",
    "Z": "farther",
    "c": "compare",
    "d": "data",
    "o": "scope",
    "i": "bias",
    "m": "more",
    "y": "command",
    "Y": "command",
    "tab": "eta",
}
"""The keys of the screen."""
_OTHERS = {"1": "break", "2": "floats", "3": "hidden"}
"""The keys that choose another lab, in the list of the screen."""


def lab(dialogue: Dialogue, session: Session, start: Running | None = None) -> None:
    """Run experiments until the learner leaves.

    Args:
        dialogue: With the learner.
        session: Theirs.
        start: The runs to begin with; else the learner's own lab as they left it, which alone is
            kept.
    """
    left = running_of(session.record.state.lab, session.library) if start is None else None
    running = start or left or Running.of(first_lab(session.library))
    LabWords(dialogue, session, running, own=start is None).enter()


class LabWords(RunWords):
    """The words of the lab."""

    name = "Lab"
    keys = {**KEYS, **_OTHERS}

    def __init__(
        self, dialogue: Dialogue, session: Session, running: Running, *, own: bool
    ) -> None:
        super().__init__(dialogue, running)
        self.session, self.own = session, own
        self._kept = remembered(running, session.library)

    def enter(self) -> None:
        """Tell where the lab stands, and do what is asked."""
        self.session.record.be("lab")
        self.tell_setting()
        if self.running.t:
            self.tell_step()
        self.go()

    def words(self) -> dict[str, Word]:
        """What the keys of the screen do, and what a picture shows."""
        return {
            **super().words(),
            "next view": Word("the next kind of picture in words", lambda _: self.view_next()),
            "next rate RUN": Word("η to the next critical rate above", self.up),
            "previous rate RUN": Word("η to the next critical rate below", self.down),
            "nearer": Word("zoom into the rates", lambda _: self.zoom(1)),
            "farther": Word("zoom out again", lambda _: self.zoom(-1)),
            "epochs N": Word("run for so many epochs", self.epochs),
            "data NAME": Word("another data set, or which there are", self.data),
            "bias": Word("with a bias or without; w starts at zero again", self.bias),
            "compare": Word("A alone, or A beside B", lambda _: self.use(compared(self.running))),
            "scope NAME": Word("which predictions are compared, or which may be", self.scope),
            "command": Word("the command that opens this lab", lambda _: self.tell_command()),
            "setting": Word("what is run, and where it stands", lambda _: self.tell_setting()),
            **self.others(),
        }

    def others(self) -> dict[str, Word]:
        """The other labs."""
        return {
            "more": Word("which other labs there are", lambda _: self.tell_others()),
            "break": Word("make the claim fail from zero, if you can", self._other("lab_break")),
            "floats": Word("the same run in a computer's numbers", self._other("lab_floats")),
            "hidden": Word("a network that starts at zero", self._other("lab_hidden")),
        }

    def tell_others(self) -> None:
        """The other labs, each with what it is for."""
        others = self.others()
        for key, name in _OTHERS.items():
            self.dialogue.say(f"{key}. {name}: {others[name].does}")

    def _other(self, module: str) -> Callable[[str], None]:
        def enter(_: str) -> None:
            from importlib import import_module

            import_module(f"tutor.plain.{module}").enter(self.dialogue, self.session)
            self.tell_setting()

        return enter

    def done(self) -> None:
        """Keep the learner's own lab as it is now."""
        state = remembered(self.running, self.session.library)
        if self.own and state != self._kept:
            self._kept = state
            self.session.record.leave_lab(state)

    def up(self, typed: str) -> None:
        """To the critical rate above."""
        self._rate(typed, 1)

    def down(self, typed: str) -> None:
        """To the critical rate below."""
        self._rate(typed, -1)

    def _rate(self, typed: str, direction: int) -> None:
        which, _ = self.run_of(typed)
        if not self.there(which):
            return
        line = self.pictures.line(self.running, which)
        rate = line.next_rate(direction)
        if rate is None:
            self.dialogue.say(f"{line.none_beyond(direction).capitalize()}.")
        else:
            self.use(with_rate(self.running, which, rate), which)

    def epochs(self, typed: str) -> None:
        """Longer or shorter."""
        count = whole("epochs", number_in(typed, "epochs"), 1, MOST_EPOCHS)
        self.restate(for_epochs(self.running, count))

    def data(self, typed: str) -> None:
        """Other data, from zero."""
        data = self._dataset(typed)
        if data is not None:
            self.restate(on_data(self.running, data, bias=data.bias))

    def _dataset(self, name: str) -> Dataset | None:
        """A data set of the course, else a file: but no file of a teacher's machine."""
        library = self.session.library
        if not name or name in library.data or self.session.record.seat is not None:
            return data_of(self.dialogue, library, name, tuple(library.data))
        # What is neither is refused with the word that a file can be named.
        return read_csv(Path(name), name=name) if os.path.lexists(name) else library.dataset(name)

    def bias(self, _: str) -> None:
        """Put the bias in, or take it out."""
        experiment = self.running.a.experiment
        self.restate(on_data(self.running, experiment.dataset, bias=not experiment.bias))

    def scope(self, typed: str) -> None:
        """Other predictions to compare."""
        if self.running.b is None:
            self.dialogue.say(ALONE)
            return
        found = [scope for scope in Scope if typed and scope.startswith(typed.lower())]
        if len(found) == 1:
            self.running = in_scope(self.running, found[0])
            self.tell_verdict()
        else:
            self.dialogue.say(f"Write scope and one of {', '.join(Scope)}.")
            self.dialogue.say("\n".join(SCOPES.values()))

    def tell_command(self) -> None:
        """The command line that opens the lab on these runs."""
        view = self.pictures.look.name.lower()
        lab, step = self.running.lab, self.running.t
        self.dialogue.show(self.session.command(lab, step=step, view=view))

    def zoom(self, by: int) -> None:
        """See less of the rates, and that larger, or more of them."""
        self.pictures.zoom(by)
        self.pictures.look = Look.RATES
        self.draw()

    def restate(self, running: Running) -> None:
        """Go on with other runs, and tell them whole."""
        self.running = running
        self.tell_setting()

    def tell_setting(self) -> None:
        """What is run, where it stands, and what has become of A and B."""
        self.dialogue.say(f"{self.name}. {setting_line(self.running)}")
        self.use(self.running)
