"""What every screen with questions does: answers are kept, the teacher sees who is stuck."""

from textual.screen import Screen, ScreenResultType

from tutor.ui.copying import copy_command
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session
from tutor.ui.widgets.question_view import QuestionView


class AnsweringScreen(Screen[ScreenResultType]):
    """A screen on which questions are answered."""

    session: Session
    where: str
    """The place of the answers that are given here."""
    page_number: int | None = None
    """Of a lesson, from 0."""

    def on_screen_resume(self) -> None:
        """The learner is here, or back from what was opened over the page."""
        self.be_here()

    def be_here(self) -> None:
        """Tell the teacher where the learner is, and whether they are stuck."""
        stuck = any(view.stuck for view in self.query(QuestionView))
        self.session.record.be(self.where, self.page_number, stuck=stuck)

    def keep(self, event: QuestionView.Answered) -> str:
        """Put an answer into the record; gives its id."""
        kept = self.session.keep(
            event.question,
            event.graded,
            confidence=event.confidence,
            hints=event.hints,
            seconds=event.seconds,
            where=self.where,
        )
        self.be_here()
        self.refresh_bindings()
        return kept

    def show_saved(self) -> None:
        """Say so, where the answer is saved."""
        if not self.session.record.unsaved:
            for view in self.query(QuestionView):
                view.show_saved()

    def on_question_view_stuck(self) -> None:
        """The teacher may see it."""
        self.be_here()

    def on_question_view_copy(self, event: QuestionView.Copy) -> None:
        """The command that opens the question's experiment."""
        copy_command(self, self.session, event.lab)

    def on_question_view_show_me(self, event: QuestionView.ShowMe) -> None:
        """The question's experiment in the lab."""
        self.app.push_screen(LabScreen(self.session, event.lab))
