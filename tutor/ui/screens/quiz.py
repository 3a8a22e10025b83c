"""A quiz: fresh questions, each with its verdict and proof at once, and a summary at the end."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.generate import GenerateError, questions
from tutor.course.lesson import Question
from tutor.record.progress import summary
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.planning import LENGTH, next_lesson, plan_of
from tutor.ui.screens.asking import BACK, OUT, AskingScreen
from tutor.ui.session import Session
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.summary import summary_parts
from tutor.ui.widgets.title import TitleBar


class QuizScreen(AskingScreen[None]):
    """Asks so many questions of one seed; as many more follow for who wants them."""

    NAME = "Quiz"
    NO_MORE = "there are no more such questions"
    CSS_PATH = "quiz.tcss"
    HELP = """
Questions made afresh and answered by the engine. Choose with the arrows and
**{choices.choose:Enter}** or by number, or write your answer, then say how sure you are: what one
is wrongly sure of is what is worth knowing.

**{quiz.next:Enter}** reads on where a question is longer than the screen, and goes on behind the
answer.

**{question.hint:h}** gives a hint. After your answer **{question.show_me:m}** opens the lab on that
very experiment.
"""
    BINDINGS = [
        BACK,
        OUT,
        Binding(
            "enter,space",
            "forward",
            "Next",
            tooltip="The next question",
            id="quiz.next",
            key_display="enter",
        ),
        Binding("escape", "leave", "End", tooltip="End the quiz", id="screen.leave"),
    ]

    def __init__(
        self,
        session: Session,
        length: int = LENGTH,
        level: int | None = None,
        concept: str | None = None,
        *,
        seed: int | None = None,
    ) -> None:
        """Make a quiz of the session's seed.

        Args:
            session: The learner's.
            length: Questions before the summary.
            level: How hard they are, as `questions` takes it.
            concept: What they are about, as `questions` takes it.
            seed: Where they come from; the session's seed where it is left out.

        Raises:
            GenerateError: If there are no such questions.
        """
        super().__init__(session)
        self.length = length
        self.seed = session.seed if seed is None else seed
        self.questions = questions(self.seed, session.library, level, concept)
        self.kept: list[str] = []
        """The ids of the answers."""
        self.asked = 0
        self.summing_up = False
        self.where = f"quiz:{self.seed}"

    def compose(self) -> ComposeResult:
        """Title, question, keys."""
        yield TitleBar(self.NAME)
        yield Reading(id="page")
        yield Footer()

    async def on_mount(self) -> None:
        """Ask the first question."""
        self.watch_page()
        await self._ask()

    async def _ask(self) -> None:
        question = self._next()
        if question is None:
            await self.sum_up()
            self.query_one(TitleBar).say(self.NO_MORE)
            return
        self.summing_up = False
        self.asked += 1
        self.show_place()
        asked = QuestionView(question, confidence=self.session.settings.confidence)
        await self.ask(asked)

    def show_place(self) -> None:
        """How far the quiz has come."""
        title = self.query_one(TitleBar)
        title.state_text = f"question {self.asked} of {self._last}, seed {self.seed}"

    def _next(self) -> Question | None:
        """The next question; None where there are no more."""
        try:
            return next(self.questions, None)
        except GenerateError:
            return None

    @property
    def _last(self) -> int:
        return -(-self.asked // self.length) * self.length

    @property
    def _answered(self) -> bool:
        return self.summing_up or all(view.answered for view in self.query(QuestionView))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The next question waits for the answer; an open one may be longer than the screen."""
        if action == "forward":
            return self._answered or self.focused is None
        return super().check_action(action, parameters)

    async def action_forward(self) -> None:
        """Further down, then the next question, or the summary behind the last."""
        more = self.page.read_on() if self.summing_up else self.read_on()
        if more:
            return
        if not self._answered:
            self.focus_answer()
        elif not self.summing_up and self.asked % self.length == 0:
            await self.sum_up()
        else:
            await self._ask()

    async def action_leave(self) -> None:
        """A summary first, if there is anything to sum up; then home."""
        if self.kept and not self.summing_up:
            await self.sum_up()
        else:
            self.dismiss()

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the answer."""
        self.kept.append(self.keep(event))
        self.show_place()

    def on_record_changed(self) -> None:
        """The answer is saved."""
        self.show_saved()

    def on_question_view_undone(self, event: QuestionView.Undone) -> None:
        """The answer does not count."""
        event.stop()
        self.session.record.undo(self.kept.pop())
        self.show_place()
        self.refresh_bindings()

    async def sum_up(self) -> None:
        """Show what came of it so far."""
        self.summing_up = True
        self.show_end()
        self.set_focus(None)
        await self.page.remove_children()
        self.page.scroll_home(animate=False)
        await self.page.mount(*self.summary())
        self.refresh_bindings()

    def show_end(self) -> None:
        """What the summary is of."""
        self.query_one(TitleBar).state_text = f"seed {self.seed}"

    def summary(self) -> Iterator[Widget]:
        """What came of it, what to do next, and the keys."""
        session, kept = self.session, set(self.kept)
        answers = [one for one in session.record.state.answers if one.id in kept]
        lesson = next_lesson(session)
        came = summary(answers, plan_of(session), lesson.id if lesson else None)
        yield from summary_parts(came, session.library)
        more = "goes on"
        if not self.asked % self.length:
            more = f"asks {'ten' if self.length == LENGTH else self.length} more"
        told = f"{{quiz.next:enter}} {more}, {{screen.leave:esc}} goes home."
        yield Static(with_keys(told, keys_of(self.app)), classes="part", markup=False)
