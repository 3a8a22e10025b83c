"""A lesson, a page at a time: text on the left, the live perceptron on the right."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from tutor.course.lesson import Lab, Lesson
from tutor.course.notation import in_ascii
from tutor.ui.copying import CopyScreen, copy_command, copy_key
from tutor.ui.keys import bindings
from tutor.ui.memory import running_of
from tutor.ui.running import Running
from tutor.ui.screens.answering import AnsweringScreen
from tutor.ui.screens.asking import BACK, OUT
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.run_screen import RUN_KEYS, RunScreen
from tutor.ui.session import Session
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.live_run import SPEEDS, LiveRun
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.page_text import PageText
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.title import TitleBar

_ON, _OFF = "Read on: the next line, the next page", "Leave the lesson; your place is kept"


class LessonScreen(RunScreen, AnsweringScreen[None]):
    """Teaches one lesson."""

    page_number: int
    CSS_PATH = "lesson.tcss"
    HELP = """
**{lesson.next:Enter}** shows the next line, then the next page. What stands below a question waits
for your answer; **{lesson.skip:k}** skips it.

The perceptron beside the text is live: **{run.field:Tab}** goes to η and w⁽⁰⁾, **{run.step:s}**
makes a step. The
numbers in worked formulas follow yours.
"""
    BINDINGS = [
        BACK,
        *bindings((("enter,space", "forward", "Next", _ON, "lesson.next"),), "enter,space"),
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
                copy_key("lesson.copy", "Copy the formulas in sight, else this experiment"),
            ),
            *("k", "s", "r", "tab", "l"),
        ),
        OUT,
        *bindings((("escape", "leave", "Home", _OFF, "lesson.leave"),), "escape"),
    ]

    def __init__(self, session: Session, lesson: Lesson, page: int = 0) -> None:
        super().__init__(session)
        self.lesson, self.where = lesson, f"lesson:{lesson.id}"
        self.page_number = min(page, len(lesson.pages) - 1)
        self.number = session.library.entry(lesson.id).number
        self._kept: dict[str, str] = {}
        """The ids of the answers that were given here, by their questions."""

    def compose(self) -> ComposeResult:
        """Title, text, live perceptron, keys."""
        yield TitleBar(f"{self.number}  {self.lesson.title}")
        with Horizontal(id="body"):
            yield PageText(self.session)
            yield LiveRun()
        yield Footer()

    @property
    def text(self) -> PageText:
        """The page's text."""
        return self.query_one(PageText)

    async def on_mount(self) -> None:
        """Show the page on which the lesson was left."""
        self.watch(self.live, "running", self._follow, init=False)
        place = self.session.record.state.place
        await self.show_page(self.page_number)
        if place is not None and (place.lesson, place.page) == (self.lesson.id, self.page_number):
            self._take_up(place.lab)
        self.watch_runs()

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
        # Before anything of it can be seen: the line may drop at any moment.
        self.session.record.go(self.lesson.id, number)
        self.query_one(TitleBar).state_text = f"page {number + 1} of {len(self.lesson.pages)}"
        await self.text.clear(page)
        self._run_experiment(page.lab)
        self.be_here()
        self.last_remembered = self._stated()
        await self.text.show_more(whole=read_before)

    def _run_experiment(self, lab: Lab | None) -> None:
        live = self.live
        live.stop()
        live.display = lab is not None
        self.set_class(lab is not None, "-with-run")
        if lab is None:
            live.running = None
        elif live.running is None or live.running.lab != lab:
            live.load(lab)
        self._follow(live.running)

    def leave_field(self) -> None:
        """An open question has the keys again."""
        super().leave_field()
        self.text.focus_question()

    def may_run(self) -> bool:
        """A prediction comes before what is predicted is shown."""
        question = self.open_question
        if question is not None and question.question.predict and self.text.waiting:
            self.query_one(TitleBar).say("first your prediction; {lesson.skip:k} skips it")
            return False
        return super().may_run()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now is offered."""
        if action == "out":
            return isinstance(self.focused, NumberField | AnswerField)
        if action in {"answer", "skip"}:
            return any(self._waits(action, page) for page in self.query(PageText))
        if action == "forward":
            return not isinstance(self.focused, Choices | AnswerField)
        if action in {"step", "epoch", "run", "reset", "parting", "field", "open_lab"}:
            return self.lesson.pages[self.page_number].lab is not None
        return super().check_action(action, parameters)

    def _waits(self, action: str, page: PageText) -> bool:
        """Whether a question waits to be skipped, or one that was left to be gone back to."""
        if action == "skip":
            return page.open_question is not None
        return page.left_open and self.focused is None

    @property
    def open_question(self) -> QuestionView | None:
        """The question that the page waits for."""
        return self.text.open_question

    async def action_forward(self) -> None:
        """Read on: further down, the next line, the next block, the next page."""
        if self.text.read_on():
            self.call_after_refresh(self.text.focus_question)
        elif await self.text.grow():
            return
        elif self.open_question is not None:
            self.text.focus_question()
            self.query_one(TitleBar).say("answer first; {lesson.skip:k} skips the question")
        elif self.text.waiting:
            await self.text.show_more()
        else:
            await self.action_page(1)

    def action_answer(self) -> None:
        """To the field that was left."""
        self.text.go_back()

    def action_out(self) -> None:
        """Out of the field: its letters are keys until enter goes back to it."""
        if isinstance(self.focused, AnswerField):
            self.text.leave(self.focused.query_ancestor(QuestionView))
            self.set_focus(None)
            self.refresh_bindings()
            self.query_one(TitleBar).say("{field.back:enter} goes back to your answer")
        else:
            self.leave_field()

    def on_live_run_paced(self) -> None:
        """Tell the speed, and how to change it."""
        if self.live.going:
            speed = SPEEDS[self.live.speed]
            how = "{run.faster:+} and {run.slower:-} change it"
            self.query_one(TitleBar).say(f"{speed} steps a second, {how}")

    async def action_skip(self) -> None:
        """Leave the question open and go on below it."""
        if self.open_question is not None:
            self.open_question.skipped = True
            self.be_here()
        self.set_focus(None)
        if self.text.waiting:
            await self.text.show_more()
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
        self.text.move(lines)

    def action_open_lab(self) -> None:
        """The running experiment in the lab."""
        if self.may_run() and self.live.running is not None:
            self.live.stop()
            self.app.push_screen(
                LabScreen(self.session, self.live.running.lab, self.live.running.t)
            )

    def action_copy(self) -> None:
        """The formulas in sight that were shown last, else the command of the experiment."""
        formulas, running = self.text.formulas, self.live.running
        if formulas is not None:
            shown = in_ascii(formulas) if self.session.look.ascii else formulas
            self.app.push_screen(CopyScreen("the formulas of this page", shown))
        elif running is not None:
            copy_command(self, self.session, running.lab, step=running.t)
        else:
            self.query_one(TitleBar).say("there is no formula in sight to be copied")

    def _follow(self, running: Running | None) -> None:
        """Formulas follow the learner's numbers."""
        self.text.follow(None if running is None else running.values)

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the answer; what stands below the question may be read now."""
        self._kept[event.question.id] = self.keep(event)

    def on_record_changed(self) -> None:
        """The answer is saved."""
        self.show_saved()

    def on_question_view_undone(self, event: QuestionView.Undone) -> None:
        """The answer does not count; the question waits again."""
        self.session.record.undo(self._kept.pop(event.question.id))
        self.text.ask_again(event.question)
        self.refresh_bindings()

    def on_question_view_grew(self, event: QuestionView.Grew) -> None:
        """Keep what is new in sight."""
        self.call_after_refresh(self.text.keep_in_sight, event.part)
