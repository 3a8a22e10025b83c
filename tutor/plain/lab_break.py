"""Break it in lines: the learner tries to make the claim fail, and is told why it holds."""

from tutor.plain.dialogue import Dialogue
from tutor.plain.lab import KEYS, LabWords
from tutor.plain.lab_words import Word, number_in
from tutor.ui.breaking import NOT_FROM_ZERO, Attempts, first_try, from_zero
from tutor.ui.lab_changes import whole
from tutor.ui.running import Running
from tutor.ui.session import Session

CLAIM = (
    "The claim: with w⁽⁰⁾ = 0, no two learning rates ever make different predictions. Break it: "
    "find an η, or samples of your own, with which A and B differ."
)


def enter(dialogue: Dialogue, session: Session) -> None:
    """Let the learner try."""
    dialogue.say(CLAIM)
    BreakWords(dialogue, session, Running.of(first_try(session.library)), own=False).enter()


class BreakWords(LabWords):
    """The words of the lab, and those that move a sample. There is no A without B."""

    name = "Break it"
    keys = {**KEYS, "n": "sample", "y": "label"}

    def __init__(
        self, dialogue: Dialogue, session: Session, running: Running, *, own: bool
    ) -> None:
        super().__init__(dialogue, session, running, own=own)
        self.attempts = Attempts()

    def words(self) -> dict[str, Word]:
        """Those of the lab but `compare`."""
        words = super().words()
        del words["compare"]
        return words

    def others(self) -> dict[str, Word]:
        """What is done with a sample, in the place of other labs."""
        return {
            "sample N": Word("choose sample N, or the next one", self.sample),
            "left": Word("move the chosen sample to the left", lambda _: self.moved(-1, 0)),
            "right": Word("move it to the right", lambda _: self.moved(1, 0)),
            "up": Word("move it up", lambda _: self.moved(0, 1)),
            "down": Word("move it down", lambda _: self.moved(0, -1)),
            "label": Word("turn its label around", lambda _: self.turned()),
        }

    def sample(self, typed: str) -> None:
        """Choose another sample."""
        data = self.running.a.experiment.dataset
        count = len(data)
        following = self.attempts.chosen(data) + 1
        chosen = whole("sample", number_in(typed, "sample"), 1, count) - 1 if typed else following
        self.attempts.choose(data, chosen)
        self.running = self.running.at(0)
        self._tell_sample()

    def moved(self, across: int, up: int) -> None:
        """Move the chosen sample."""
        self.running = self.attempts.moved(self.running, across, up)
        self.tell_verdict()

    def turned(self) -> None:
        """Turn the label of the chosen sample around."""
        self.running = self.attempts.turned(self.running)
        self.tell_verdict()

    def tell_verdict(self) -> None:
        """Count what is tried from zero, and tell the proof for the present pair."""
        self.attempts.count(self.running)
        super().tell_verdict()
        if not from_zero(self.running):
            self.dialogue.say(NOT_FROM_ZERO)
        self._tell_sample()

    def _tell_sample(self) -> None:
        sample = self.attempts.sample(self.running.a.experiment.dataset)
        self.dialogue.say(f"{self.attempts.counted} You can move {sample}.")
