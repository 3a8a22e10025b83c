"""Words that move a run, set its numbers, and tell what is to be seen of it."""

from collections.abc import Iterable

from tutor.perceptron.exact import parse_vector
from tutor.plain.dialogue import Dialogue
from tutor.plain.lab_lines import epoch_line, run_lines, step_lines, verdict_line
from tutor.plain.lab_pictures import Pictures
from tutor.plain.lab_words import Word, Words, number_in
from tutor.plot.told import shown_told
from tutor.ui.lab_changes import whole, with_rate
from tutor.ui.running import Running, Which
from tutor.ui.views import Look

ALONE = "There is one run only; in the lab, compare shows B beside A."
ALIKE = "A and B predict alike at every step."
TRACED = 10
"""Steps that the trace tells where nobody asked for others."""


class RunWords(Words):
    """What a run beside a text and a run in the lab have in common."""

    name = "Run"
    keys = {"s": "step", "b": "back", "e": "epoch", "r": "run", "0": "reset", "f": "first"}

    def __init__(self, dialogue: Dialogue, running: Running) -> None:
        super().__init__(dialogue)
        self.running = running
        self.pictures = Pictures()

    @property
    def prompt(self) -> str:
        """Where the run is."""
        return f"{self.name}, step {self.running.t} of {len(self.running.a)}"

    def words(self) -> dict[str, Word]:
        """What the keys of a run do, and what a picture shows."""
        return {
            "step N": Word("show the next sample, or go to step N", self.step),
            "back": Word("take a step back", lambda _: self.move(-1)),
            "epoch": Word("go on to the end of the epoch", self.epoch),
            "run": Word("go to the end of the run", lambda _: self.go_to(len(self.running.a))),
            "reset": Word("back to step 0", lambda _: self.go_to(0)),
            "first": Word("to the first step at which A and B differ", self.first),
            "eta NUMBER": Word("set A's η; with b before the number, B's", self.eta),
            "w0 NUMBERS": Word("set A's start; with b before the numbers, B's", self.start),
            "verdict": Word("whether A and B differ, and the proof", lambda _: self.tell_verdict()),
            "trace FROM TO": Word("the last steps in lines, or those you name", self.trace),
            "view NAME": Word("another kind of picture in words, or the present one", self.view),
            "picture": Word("the picture, drawn", lambda _: self.draw()),
        }

    def done(self) -> None:
        """Nothing is kept."""

    def go_to(self, t: int) -> None:
        """Go to a step, and tell it; of more steps than one the picture too."""
        before, self.running = self.running.t, self.running.at(t)
        self.tell_step()
        if abs(before - self.running.t) > 1:
            self.view("")

    def move(self, by: int) -> None:
        """Some steps on or back; says where there is none."""
        if not 0 <= self.running.t + by <= len(self.running.a):
            self.dialogue.say("The run ends here." if by > 0 else "The run starts here.")
        else:
            self.go_to(self.running.t + by)

    def step(self, typed: str) -> None:
        """The next step, or the one that is named."""
        if typed:
            self.go_to(whole("step", number_in(typed, "step"), 0, len(self.running.a)))
        else:
            self.move(1)

    def epoch(self, _: str) -> None:
        """To the end of the epoch."""
        if self.running.finished:
            self.move(1)
        else:
            self.go_to(self.running.epoch_end().t)
            self.dialogue.say(epoch_line(self.running))

    def first(self, _: str) -> None:
        """To the first step that differs."""
        if self.running.parting is not None:
            self.go_to(self.running.parting)
        else:
            self.dialogue.say(ALIKE if self.running.b else ALONE)

    @staticmethod
    def run_of(typed: str) -> tuple[Which, str]:
        """Whose number is meant, and the number."""
        first, _, rest = typed.partition(" ")
        which: Which = "b" if first.lower() == "b" else "a"
        return which, rest.strip() if first.lower() in {"a", "b"} else typed

    def there(self, which: Which) -> bool:
        """Whether there is such a run; says so where there is none."""
        if which in self.running.sides:
            return True
        self.dialogue.say(ALONE)
        return False

    def eta(self, typed: str) -> None:
        """Another η; where there is no number, how one is written."""
        which, number = self.run_of(typed)
        if not number:
            self._tell_how()
        elif self.there(which):
            self.use(with_rate(self.running, which, number_in(number, "η")), which)

    def _tell_how(self) -> None:
        zeros = ", ".join("0" for _ in self.running.a.experiment.start)
        for_b = f", for B eta b 0.5 or w0 b {zeros}" if self.running.b else ""
        self.dialogue.say(f"Write eta 0.5 or w0 {zeros}{for_b}.")

    def start(self, typed: str) -> None:
        """Another w⁽⁰⁾; where there are no numbers, how they are written."""
        which, numbers = self.run_of(typed)
        if not numbers:
            self._tell_how()
        elif self.there(which):
            names = self.running.trace(which).experiment.weight_names
            self.use(self.running.having(which, start=parse_vector(numbers, names)), which)

    def view(self, typed: str) -> None:
        """The present picture in words, or another one."""
        looks = {look.name.lower(): look for look in Look}
        found = [look for name, look in looks.items() if typed and name.startswith(typed.lower())]
        if typed and len(found) != 1:
            self.dialogue.say(f"Write view and one of {', '.join(looks)}.")
            return
        self.pictures.look = found[0] if found else self.pictures.look
        self.tell(self.pictures.told(self.running))

    def view_next(self) -> None:
        """The kind of picture that follows, in words."""
        self.view(self.pictures.look.next.name)

    def draw(self) -> None:
        """The present picture itself."""
        for name, drawn in self.pictures.drawn(self.running, self.dialogue.width()):
            self.dialogue.say(name)
            self.dialogue.show(drawn)

    def trace(self, typed: str) -> None:
        """The steps so far, in lines; those to come the learner is to predict."""
        now = self.running.t
        first, last = max(1, now - TRACED + 1), now
        if typed:
            given = typed.split()[:2]
            numbers = [whole("trace", number_in(one, "step"), 1, max(1, now)) for one in given]
            first, last = min(numbers), max(numbers)
        for t in range(first, last + 1):
            self.dialogue.say(" ".join(step_lines(self.running, t)))
        if not now:
            self.dialogue.say(shown_told(self.running.a, 0))

    def use(self, running: Running, which: Which | None = None) -> None:
        """Go on with other runs, of which one alone or both have changed, and tell of them."""
        self.running = running
        self.tell(run_lines(running, running.sides if which is None else (which,)))
        self.tell_verdict()

    def tell_step(self) -> None:
        """What the present step did, and whether A and B differ at it."""
        self.tell(step_lines(self.running, self.running.t))

    def tell_verdict(self) -> None:
        """Whether the predictions of A and B differ, and why."""
        self.dialogue.say(verdict_line(self.running))

    def tell(self, sentences: Iterable[str]) -> None:
        """Each sentence as a paragraph."""
        for sentence in sentences:
            self.dialogue.say(sentence)
