"""A quiz: fresh questions, each with its verdict and proof at once, and a summary at the end."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from tutor.course.generate import GenerateError, questions
from tutor.course.lesson import Question
from tutor.record.progress import summary
from tutor.ui.planning import next_lesson, plan_of
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.summary import summary_parts
from tutor.ui.widgets.title import TitleBar

LENGTH = 10
"""Questions before the summary, where nobody asks for another number."""
_KEPT = 2
"""Rows that stay in sight where a long question is read on."""


class QuizScreen(Screen[None]):
    """Asks so many questions of one seed; as many more follow for who wants them."""

    NAME = "Quiz"
    CSS_PATH = "quiz.tcss"
    AUTO_FOCUS = ""
    HELP = """
Questions made afresh and answered by the engine. Choose with the arrows and **Enter** or by
number, or write your answer, then say how sure you are: what one is wrongly sure of is what
is worth knowing.

**Enter** reads on where a question is longer than the screen, and goes on behind the answer.

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
        super().__init__()
        self.session = session
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
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Ask the first question."""
        for changing in ("virtual_size", "scroll_y"):
            self.watch(self.query_one(Reading), changing, self._focus_answer, init=False)
        await self._ask()

    async def _ask(self) -> None:
        question = self._next()
        if question is None:
            await self.sum_up()
            self.query_one(TitleBar).say("there are no more such questions")
            return
        self.summing_up = False
        self.asked += 1
        self.show_place()
        page = self.query_one(Reading)
        await page.remove_children()
        page.scroll_home(animate=False)
        await page.mount(QuestionView(question))
        self.refresh_bindings()
        self.call_after_refresh(self._focus_answer)

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

    def _focus_answer(self) -> None:
        """An open question has the keys once all of it is in sight: it is read, then answered."""
        for view in self.query(QuestionView):
            laid_out = view.virtual_region.height > 0
            if self.focused is None and laid_out and self.query_one(Reading).shows(view):
                view.focus_answer()
                self.refresh_bindings()

    @property
    def _last(self) -> int:
        return -(-self.asked // self.length) * self.length

    @property
    def _answered(self) -> bool:
        return self.summing_up or all(view.answered for view in self.query(QuestionView))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The next question waits for the answer; an open one may be longer than the screen."""
        return action != "forward" or self._answered or self.focused is None

    async def action_forward(self) -> None:
        """Further down, then the next question, or the summary behind the last."""
        if self._read_on():
            return
        if not self._answered:
            self._focus_answer()
        elif not self.summing_up and self.asked % self.length == 0:
            await self.sum_up()
        else:
            await self._ask()

    def _read_on(self) -> bool:
        """Scroll down by nearly a screen; gives whether there was more to see."""
        page = self.query_one(Reading)
        if self.summing_up:
            return page.read_on()
        more = page.scroll_y < page.max_scroll_y
        rows = page.scrollable_content_region.height - _KEPT
        page.scroll_to(y=min(page.scroll_y + rows, page.max_scroll_y), animate=False)
        return more

    async def action_leave(self) -> None:
        """A summary first, if there is anything to sum up; then home."""
        if self.kept and not self.summing_up:
            await self.sum_up()
        else:
            self.dismiss()

    def action_scroll(self, direction: int) -> None:
        """Scroll the page."""
        self.query_one(Reading).scroll_relative(y=3 * direction, animate=False)

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the answer."""
        kept = self.session.keep(
            event.question,
            event.graded,
            confidence=event.confidence,
            hints=event.hints,
            seconds=event.seconds,
            where=self.where,
        )
        self.kept.append(kept)
        self.show_place()
        self.refresh_bindings()

    def on_record_changed(self) -> None:
        """The answer is saved."""
        if not self.session.record.unsaved:
            for view in self.query(QuestionView):
                view.show_saved()

    def on_question_view_undone(self, event: QuestionView.Undone) -> None:
        """The answer does not count."""
        event.stop()
        self.session.record.undo(self.kept.pop())
        self.show_place()
        self.refresh_bindings()

    def on_question_view_grew(self, event: QuestionView.Grew) -> None:
        """Keep all of the question in sight."""
        self.call_after_refresh(self.query_one(Reading).keep_in_sight, event.part)

    def on_question_view_show_me(self, event: QuestionView.ShowMe) -> None:
        """The question's experiment in the lab."""
        self.app.push_screen(LabScreen(self.session, event.lab))

    async def sum_up(self) -> None:
        """Show what came of it so far."""
        self.summing_up = True
        self.query_one(TitleBar).state_text = f"seed {self.seed}"
        page = self.query_one(Reading)
        self.set_focus(None)
        await page.remove_children()
        page.scroll_home(animate=False)
        await page.mount(*self.summary())
        self.refresh_bindings()

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
        yield Static(f"enter {more}, esc goes home.", classes="part")
