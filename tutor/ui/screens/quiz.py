"""A quiz: fresh questions, each with its verdict and proof at once, and a summary at the end."""

from collections import Counter
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from tutor.course.generate import questions
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar

LENGTH = 10
"""Questions before the summary, where nobody asks for another number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    concept: str
    right: bool
    confidence: int
    misconception: str | None


class QuizScreen(Screen[None]):
    """Asks so many questions of one seed; as many more follow for who wants them."""

    CSS_PATH = "quiz.tcss"
    HELP = """
Questions made afresh and answered by the engine. Choose with the arrows and **Enter** or by
number, then say how sure you are: what one is wrongly sure of is what is worth knowing.

**h** gives a hint. After your answer **m** opens the lab on that very experiment.
"""
    BINDINGS = [
        Binding(
            "enter,space",
            "forward",
            "Next",
            tooltip="The next question",
            id="quiz.next",
            key_display="enter",
        ),
        Binding("escape", "leave", "End", tooltip="End the quiz", id="screen.leave"),
        Binding("up", "scroll(-1)", "Up", show=False, tooltip="Scroll", id="quiz.up"),
        Binding("down", "scroll(1)", "Down", show=False, tooltip="Scroll", id="quiz.down"),
        Binding("pageup", "scroll(-5)", "Page up", show=False, tooltip="Scroll", id="quiz.pageup"),
        Binding(
            "pagedown", "scroll(5)", "Page down", show=False, tooltip="Scroll", id="quiz.pagedown"
        ),
    ]

    def __init__(
        self,
        session: Session,
        length: int = LENGTH,
        level: int | None = None,
        concept: str | None = None,
    ) -> None:
        """Make a quiz of the session's seed.

        Args:
            session: The learner's.
            length: Questions before the summary.
            level: How hard they are, as `questions` takes it.
            concept: What they are about, as `questions` takes it.

        Raises:
            GenerateError: If there are no such questions.
        """
        super().__init__()
        self.session = session
        self.length = length
        self.questions = questions(session.seed, session.library, level, concept)
        self.outcomes: list[Outcome] = []
        self.asked = 0
        self.summing_up = False

    def compose(self) -> ComposeResult:
        """Title, question, keys."""
        yield TitleBar("Quiz")
        yield Reading(id="page")
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._ask()

    async def _ask(self) -> None:
        self.asked += 1
        self.query_one(
            TitleBar
        ).state_text = f"question {self.asked} of {self._last}, seed {self.session.seed}"
        view = QuestionView(next(self.questions))
        page = self.query_one(Reading)
        await page.remove_children()
        await page.mount(view)
        page.scroll_home(animate=False)
        view.focus_answer()
        self.refresh_bindings()

    @property
    def _last(self) -> int:
        return -(-self.asked // self.length) * self.length

    @property
    def _answered(self) -> bool:
        return self.summing_up or all(view.answered for view in self.query(QuestionView))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The next question waits for the answer."""
        return self._answered if action == "forward" else True

    async def action_forward(self) -> None:
        """Further down, then the next question, or the summary behind the last."""
        if self.query_one(Reading).read_on():
            return
        if not self.summing_up and self.asked % self.length == 0:
            await self._sum_up()
        else:
            self.summing_up = False
            await self._ask()

    async def action_leave(self) -> None:
        """A summary first, if there is anything to sum up; then home."""
        if self.outcomes and not self.summing_up:
            await self._sum_up()
        else:
            self.dismiss()

    def action_scroll(self, direction: int) -> None:
        """Scroll the page."""
        self.query_one(Reading).scroll_relative(y=3 * direction, animate=False)

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the answer."""
        self.session.keep(
            event.question, event.graded, event.confidence, event.hints, f"quiz:{self.session.seed}"
        )
        option = event.graded.option
        self.outcomes.append(
            Outcome(
                event.question.concept, event.graded.right, event.confidence, option.misconception
            )
        )
        self.refresh_bindings()

    def on_question_view_grew(self, event: QuestionView.Grew) -> None:
        """Keep all of the question in sight."""
        self.call_after_refresh(self.query_one(Reading).keep_in_sight, event.part)

    def on_question_view_show_me(self, event: QuestionView.ShowMe) -> None:
        """The question's experiment in the lab."""
        self.app.push_screen(LabScreen(self.session, event.lab))

    async def _sum_up(self) -> None:
        self.summing_up = True
        self.query_one(TitleBar).state_text = f"seed {self.session.seed}"
        page = self.query_one(Reading)
        await page.remove_children()
        await page.mount(Static(self._summary(), id="summary", markup=False))
        self.set_focus(None)
        self.refresh_bindings()

    def _summary(self) -> Content:
        library = self.session.library
        right = sum(outcome.right for outcome in self.outcomes)
        lines = [Content.styled(f"{right} of {len(self.outcomes)} right", "bold"), Content("")]
        for concept in dict.fromkeys(outcome.concept for outcome in self.outcomes):
            mine = [outcome for outcome in self.outcomes if outcome.concept == concept]
            score = f"{sum(outcome.right for outcome in mine)} of {len(mine)}"
            # A teacher's own course need not name what the fresh questions are about.
            about = library.concepts.get(concept, concept)
            lines.append(Content(f"  {score:>8}   {about}"))
        surely_wrong = sum(
            not outcome.right and outcome.confidence == 3 for outcome in self.outcomes
        )
        if surely_wrong:
            lines += [
                Content(""),
                Content(f"Sure, but wrong: {surely_wrong}. These are the ones worth another look."),
            ]
        betrayed = Counter(
            outcome.misconception
            for outcome in self.outcomes
            if outcome.misconception and not outcome.right
        )
        for misconception, count in betrayed.most_common():
            known = library.misconceptions[misconception]
            lines += [
                Content(""),
                Content.styled(f"{known['name']} ({count})", "bold"),
                Content(f"{known['right']} {known['refutation']}"),
            ]
        more = "ten" if self.length == LENGTH else self.length
        lines += [Content(""), Content(f"enter asks {more} more, esc goes home.")]
        return Content("\n").join(lines)
