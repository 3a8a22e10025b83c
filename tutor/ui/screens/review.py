"""A review: a fresh question about each concept that is due, until none is."""

from collections.abc import Iterator
from datetime import date

from textual.widget import Widget
from textual.widgets import Static

from tutor.record.review import Plan
from tutor.ui.planning import due_questions, plan_of, review_seed
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.session import Session
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar


class ReviewScreen(QuizScreen):
    """Asks what is due, the surest errors first; what is answered wrongly for sure comes again."""

    NAME = "Review"
    NO_MORE = "nothing is due now"
    HELP = """
A concept comes back when it is about to be forgotten: the better you knew it, and the surer you
were, the later. Each time the question is a fresh one.

What you were sure of and had wrong comes back first: at once, and again the next day. A concept
counts as known when fresh questions about it were answered rightly on three separate days.
"""

    def __init__(self, session: Session, exam: date | None = None) -> None:
        """Make a review; `exam` is the day of an exam that it plans toward."""
        super().__init__(session, seed=review_seed(session))
        self.exam = exam
        self.questions = due_questions(session, self.seed, exam)
        self.where = "review"

    @property
    def plan(self) -> Plan:
        """What is due now, and when the rest comes back."""
        return plan_of(self.session, self.exam)

    def show_place(self) -> None:
        """How many concepts are due still."""
        count = len(self.plan.due)
        self.query_one(TitleBar).state_text = f"{count} concept{'s' * (count != 1)} due"

    def show_end(self) -> None:
        """That nothing is due, or how much still is."""
        self.show_place()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is due, there is no next question."""
        if action == "forward" and self.summing_up and not self.plan.due:
            return any(page.max_scroll_y > page.scroll_y for page in self.query(Reading))
        return super().check_action(action, parameters)

    def summary(self) -> Iterator[Widget]:
        """When the next is due; before it what came of those that were asked."""
        if self.kept:
            yield from super().summary()
        following = self.plan.next
        later = "Nothing comes back yet: answer questions in lessons and quizzes first."
        if following is not None:
            later = f"The next review comes due on {following:%A, %d %B}."
        yield Static(later, classes="part", markup=False)
