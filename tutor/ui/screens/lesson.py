"""A lesson, a page at a time: text on the left, the live perceptron on the right."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.lesson import (
    Block,
    Derivation,
    Keep,
    Lab,
    Lesson,
    Prose,
    Question,
    Recall,
)
from tutor.ui.keys import bindings
from tutor.ui.memory import running_of
from tutor.ui.running import Running
from tutor.ui.screens.asking import BACK, OUT
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.run_screen import RUN_KEYS, RunScreen
from tutor.ui.session import Session
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.derivation import DerivationView
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.live_run import SPEEDS, LiveRun
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.recall import recalled
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Words, marked

_ON = "Read on: the next line, the next page"


class LessonScreen(RunScreen):
    """Teaches one lesson."""

    CSS_PATH = "lesson.tcss"
    HELP = """
**Enter** or **Space** shows the next line, then the next page. What stands below a question
waits for your answer; **k** skips it.

The perceptron beside the text is live: **Tab** goes to η and w⁽⁰⁾, **s** makes a step. The
numbers in worked formulas follow yours.
"""
    BINDINGS = [
        BACK,
        *bindings(
            (("enter,space", "forward", "Next", _ON, "lesson.next"),),
            "enter,space",
        ),
        Binding(
            "left",
            "page(-1)",
            "Page",
            key_display="←→",
            tooltip="The page before",
            id="lesson.previous",
        ),
        *bindings(
            (
                ("right", "page(1)", "Page on", "The next page", "lesson.following"),
                ("up", "scroll(-3)", "Up", "Scroll the text", "lesson.up"),
                ("down", "scroll(3)", "Down", "Scroll the text", "lesson.down"),
                ("pageup", "scroll(-15)", "Page up", "Scroll the text", "lesson.pageup"),
                ("pagedown", "scroll(15)", "Page down", "Scroll the text", "lesson.pagedown"),
                ("k", "skip", "Skip", "Skip the question", "lesson.skip"),
                *RUN_KEYS,
                ("l", "open_lab", "Lab", "Open this experiment in the lab", "lesson.lab"),
            ),
            *("k", "s", "r", "tab", "l"),
        ),
        OUT,
        Binding(
            "escape",
            "leave",
            "Home",
            tooltip="Leave the lesson; your place is kept",
            id="lesson.leave",
        ),
    ]

    def __init__(self, session: Session, lesson: Lesson, page: int = 0) -> None:
        super().__init__(session)
        self.lesson = lesson
        self.page_number = min(page, len(lesson.pages) - 1)
        self.number = session.library.entry(lesson.id).number
        self.waiting: list[Block] = []
        """The page's blocks that are not shown yet."""
        self.asked: QuestionView | None = None
        """The last question that the page shows, unless all of it was read before."""
        self._left: QuestionView | None = None
        """The question whose field was left with escape, for other keys than its letters."""
        self._kept: dict[str, str] = {}
        """The ids of the answers that were given here, by their questions."""
        self._opening = True

    def compose(self) -> ComposeResult:
        """Title, text, live perceptron, keys."""
        yield TitleBar(f"{self.number}  {self.lesson.title}")
        with Horizontal(id="body"):
            yield Reading(id="text")
            yield LiveRun()
        yield Footer()

    @property
    def text(self) -> Reading:
        """The page's text."""
        return self.query_one(Reading)

    async def on_mount(self) -> None:
        """Show the page on which the lesson was left."""
        for changing in ("virtual_size", "scroll_y"):
            self.watch(self.text, changing, self._focus_question, init=False)
        self.watch(self.live, "running", self._follow, init=False)
        place = self.session.record.state.place
        await self.show_page(self.page_number)
        if place is not None and (place.lesson, place.page) == (self.lesson.id, self.page_number):
            self._take_up(place.lab)
        self.watch_runs()

    def on_screen_resume(self) -> None:
        """Back from what was opened over the page."""
        self._be_here()

    def _be_here(self) -> None:
        """Tell the teacher where the learner is, and whether they are stuck."""
        stuck = any(view.stuck for view in self.query(QuestionView))
        self.session.record.be(f"lesson:{self.lesson.id}", self.page_number, stuck=stuck)

    def _take_up(self, lab: str | None) -> None:
        """Put the lab of the page into the state in which it was left."""
        left, running = running_of(lab, self.session.library), self.live.running
        if left is not None and running is not None:
            same = left.a.experiment.dataset.name == running.a.experiment.dataset.name
            if same and (left.b is None) == (running.b is None):
                self.live.running = left

    def remember(self, lab: str) -> None:
        """Keep the state of the page's lab."""
        self.session.record.go(self.lesson.id, self.page_number, lab)

    async def show_page(self, number: int) -> None:
        """Show a page from its beginning; one that was read before, whole."""
        self.remember_now()
        read_before = number < self.session.record.state.reached.get(self.lesson.id, 0)
        self.page_number = number
        page = self.lesson.pages[number]
        self.query_one(TitleBar).state_text = f"page {number + 1} of {len(self.lesson.pages)}"
        await self.text.remove_children()
        await self.text.mount(Static(Content(page.title), classes="page-title"))
        self._run_experiment(page.lab)
        self.waiting = [block for block in page.blocks if not isinstance(block, Lab)]
        self.asked = self._left = None
        self._opening = True
        self.session.record.go(self.lesson.id, number)
        self._be_here()
        self.last_remembered = self._stated()
        self.text.scroll_home(animate=False)
        await self._show_more(whole=read_before)

    def _run_experiment(self, lab: Lab | None) -> None:
        live = self.live
        live.stop()
        live.display = lab is not None
        self.set_class(lab is not None, "-with-run")
        if lab is None:
            live.running = None
        elif live.running is None or live.running.lab != lab:
            live.load(lab)

    async def _show_more(self, *, whole: bool = False) -> None:
        """Show the page on, up to the next line to wait for; `whole` waits for nothing."""
        first: Widget | None = None
        while self.waiting and self.text.is_attached:  # Which it is not where the program ends.
            block = self.waiting.pop(0)
            widget = self._widget(block, whole=whole)
            await self.text.mount(widget)
            first = first or widget
            if whole:
                continue
            if isinstance(widget, QuestionView):
                self.asked = widget
                break
            if isinstance(block, Derivation) and len(block.lines) > 1:
                break
        self.refresh_bindings()
        self.call_after_refresh(self._look_at, None if self._opening else first)
        self._opening = False

    def _look_at(self, widget: Widget | None) -> None:
        """Bring what is new into sight, its top rather than its end."""
        if widget is not None and widget.is_attached:
            self.text.look_at(widget)
        self.call_after_refresh(self._focus_question)

    def _focus_question(self) -> None:
        """An open question has the keys once all of it is in sight."""
        if self.focused is not None and not isinstance(self.focused, QuestionView):
            return
        for view in self.query(QuestionView):
            waits = not (view.answered or view.skipped or view is self._left)
            if waits and self.text.shows(view):
                view.focus_answer()
                return

    def _widget(self, block: Block, *, whole: bool) -> Widget:
        match block:
            case Prose(text):
                return Text(text, classes="prose")
            case Derivation(lines=lines):
                values = self.live.running.values if self.live.running else None
                return DerivationView(block, values, len(lines) if whole else 1)
            case Question():
                return QuestionView(block)
            case Recall(question):
                return Words(recalled(self.session.record, question), classes="recall")
            case Keep(text):
                keep = Content.styled("Keep  ", "bold $text-accent") + marked(text)
                return Words(keep, classes="keep")
            case Lab():
                raise TypeError("a lab is drawn beside the text, not in it")

    def leave_field(self) -> None:
        """An open question has the keys again."""
        super().leave_field()
        self._focus_question()

    def may_run(self) -> bool:
        """A prediction comes before what is predicted is shown."""
        question = self.open_question
        if question is not None and question.question.predict and self.waiting:
            self.query_one(TitleBar).say("first your prediction; k skips it")
            return False
        return super().may_run()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now is offered."""
        if action == "out":
            return isinstance(self.focused, NumberField | AnswerField)
        if action == "answer":
            left = self._left
            return left is not None and not (self.focused or left.answered or left.skipped)
        if action == "skip":
            return self.open_question is not None
        if action == "forward":
            return not isinstance(self.focused, Choices | AnswerField)
        if action in {"step", "epoch", "run", "reset", "parting", "field", "open_lab"}:
            return self.lesson.pages[self.page_number].lab is not None
        return super().check_action(action, parameters)

    @property
    def open_question(self) -> QuestionView | None:
        """The question that the page waits for."""
        view = self.asked
        return None if view is None or view.answered or view.skipped else view

    async def action_forward(self) -> None:
        """Read on: further down, the next line, the next block, the next page."""
        if self.text.read_on():
            self.call_after_refresh(self._focus_question)
            return
        growing = next((view for view in self.query(DerivationView) if not view.complete), None)
        if growing is not None:
            growing.shown += 1
            if growing.complete and self.waiting:
                await self._show_more()
            else:
                self.call_after_refresh(self.text.scroll_end, animate=False)
        elif self.open_question is not None:
            self._focus_question()
            self.query_one(TitleBar).say("answer first; k skips the question")
        elif self.waiting:
            await self._show_more()
        else:
            await self.action_page(1)

    def action_answer(self) -> None:
        """To the field that was left."""
        view, self._left = self._left, None
        if view is not None:
            view.focus_answer()

    def action_out(self) -> None:
        """Out of the field: its letters are keys until enter goes back to it."""
        if isinstance(self.focused, AnswerField):
            self._left = self.focused.query_ancestor(QuestionView)
            self.set_focus(None)
            self.refresh_bindings()
            self.query_one(TitleBar).say("enter goes back to your answer")
        else:
            self.leave_field()

    def on_live_run_paced(self) -> None:
        """Tell the speed, and how to change it."""
        if self.live.going:
            speed = SPEEDS[self.live.speed]
            self.query_one(TitleBar).say(f"{speed} steps a second, + and - change it")

    async def action_skip(self) -> None:
        """Leave the question open and go on below it."""
        if self.open_question is not None:
            self.open_question.skipped = True
            self._be_here()
        self.set_focus(None)
        if self.waiting:
            await self._show_more()
        else:
            await self.action_page(1)

    async def action_page(self, by: int) -> None:
        """Turn the page; behind the last one the lesson is finished."""
        number = self.page_number + by
        if number < len(self.lesson.pages):
            await self.go_to(number)
        else:
            self.session.record.finish(self.lesson.id, self.page_number)
            self.dismiss()

    async def go_to(self, number: int) -> None:
        """To a page, or the last one; before the first there is none."""
        if number >= 0:
            self.set_focus(None)
            await self.show_page(min(number, len(self.lesson.pages) - 1))

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.text.scroll_relative(y=lines, animate=False)

    def action_open_lab(self) -> None:
        """The running experiment in the lab."""
        if self.may_run() and self.live.running is not None:
            self.live.stop()
            self.app.push_screen(
                LabScreen(self.session, self.live.running.lab, self.live.running.t)
            )

    def _follow(self, running: Running | None) -> None:
        """Formulas follow the learner's numbers."""
        if running is not None:
            for view in self.query(DerivationView):
                view.values = running.values

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the answer; what stands below the question may be read now."""
        self._kept[event.question.id] = self.session.keep(
            event.question,
            event.graded,
            confidence=event.confidence,
            hints=event.hints,
            seconds=event.seconds,
            where=f"lesson:{self.lesson.id}",
        )
        self._be_here()
        self.refresh_bindings()

    def on_record_changed(self) -> None:
        """The answer is saved."""
        if not self.session.record.unsaved:
            for view in self.query(QuestionView):
                view.show_saved()

    def on_question_view_undone(self, event: QuestionView.Undone) -> None:
        """The answer does not count; the question waits again."""
        self.session.record.undo(self._kept.pop(event.question.id))
        self.asked = next(
            view for view in self.query(QuestionView) if view.question is event.question
        )
        self.refresh_bindings()

    def on_question_view_stuck(self) -> None:
        """The teacher may see it."""
        self._be_here()

    def on_question_view_grew(self, event: QuestionView.Grew) -> None:
        """Keep what is new in sight."""
        self.call_after_refresh(self.text.keep_in_sight, event.part)

    def on_question_view_show_me(self, event: QuestionView.ShowMe) -> None:
        """The question's experiment in the lab."""
        self.app.push_screen(LabScreen(self.session, event.lab))
