"""Break it: the learner tries to make the claim fail from zero, and is shown why it holds."""

from textual.content import Content

from tutor.plot.data import DataView
from tutor.ui.breaking import NOT_FROM_ZERO, Attempts, first_try, from_zero
from tutor.ui.keys import bindings
from tutor.ui.running import Running, Which
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session


class ChallengeScreen(LabScreen):
    """A lab with a task; the samples can be moved."""

    NAME = "Break it"
    CSS_PATH = ["lab.tcss", "challenge.tcss"]
    HELP = """
**The claim**: with w⁽⁰⁾ = 0, no two learning rates ever make different predictions. Break it: find
an η, or samples of your own, with which A and B differ.

The arrows move a sample, **{challenge.next:n}** and **{challenge.before:p}** choose which,
**{challenge.turn:y}** turns its label around. η and w⁽⁰⁾ are set as in the lab:
**{run.field:Tab}** goes to them, **{lab.out:Esc}** leaves the field. Every try is answered with the
proof that holds for it. If it is w⁽⁰⁾ that you change, see what then becomes of A and B, and what
is left of the claim.
"""
    BINDINGS = bindings(
        (
            ("left", "move(-1, 0)", "Move", "Move the sample to the left", "challenge.left"),
            ("right", "move(1, 0)", "Right", "Move the sample to the right", "challenge.right"),
            ("up", "move(0, 1)", "Up", "Move the sample up", "challenge.up"),
            ("down", "move(0, -1)", "Down", "Move the sample down", "challenge.down"),
            ("n", "choose(1)", "Sample", "Choose the next sample", "challenge.next"),
            ("p", "choose(-1)", "Before", "Choose the sample before", "challenge.before"),
            ("y", "turn", "Label", "Turn the label of the sample around", "challenge.turn"),
        ),
        "n",
        "y",
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, first_try(session.library))
        self.attempts = Attempts()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no other lab in here, and no A without B."""
        return action not in {"mode", "compare"} and super().check_action(action, parameters)

    def show(self, running: Running) -> None:
        """Count what is tried from zero, and show it."""
        self.attempts.count(running)
        super().show(running)

    def verdict(self, running: Running) -> list[Content]:
        """How often it was tried, which sample can be moved, and the proof for the present pair."""
        sample = self.attempts.sample(running.a.experiment.dataset)
        lines = [
            Content(f"{self.attempts.counted}   The arrows move {sample}."),
            *super().verdict(running),
        ]
        if running.b is not None and not from_zero(running):
            lines.append(Content(NOT_FROM_ZERO))
        return lines

    def draw_data(self, running: Running, which: Which) -> DataView:
        """The samples in a frame with room to move; the chosen one is marked before step 1."""
        data = running.a.experiment.dataset
        across, up = ((float(low), float(high)) for low, high in self.attempts.room(data))
        chosen = self.attempts.chosen(data)
        return self.data_views(running, which, limits=(*across, *up), chosen=chosen)

    def action_choose(self, by: int) -> None:
        """Choose another sample."""
        data = self.running.a.experiment.dataset
        self.attempts.choose(data, self.attempts.chosen(data) + by)
        self.live.go_to(0)
        self.show(self.running)
        self.live.drawing = self.drawing

    def action_move(self, across: int, up: int) -> None:
        """Move the chosen sample."""
        self._use(self.attempts.moved(self.running, across, up))

    def action_turn(self) -> None:
        """Turn the label of the chosen sample around."""
        self._use(self.attempts.turned(self.running))
