"""What a screen with one question at a time has: the question gets the keys when it is in sight."""

from textual.binding import Binding
from textual.screen import ScreenResultType
from textual.widget import Widget

from tutor.ui.keys import bindings
from tutor.ui.screens.answering import AnsweringScreen
from tutor.ui.session import Session
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar

KEPT = 2
"""Rows that stay in sight where a long question is read on."""
BACK = Binding(
    "enter,space",
    "answer",
    "Answer",
    key_display="enter",
    tooltip="Back to your answer",
    id="field.back",
)
OUT = Binding("escape", "out", "Out", tooltip="Leave the field", id="field.out")
"""These stand before what else the same keys do on a screen."""


class AskingScreen(AnsweringScreen[ScreenResultType]):
    """A page that asks; what is above the answer is read first, with enter."""

    AUTO_FOCUS = ""
    BINDINGS = bindings(
        (
            ("up", "scroll(-1)", "Up", "Scroll", "asking.up"),
            ("down", "scroll(1)", "Down", "Scroll", "asking.down"),
            ("pageup", "scroll(-5)", "Page up", "Scroll", "asking.pageup"),
            ("pagedown", "scroll(5)", "Page down", "Scroll", "asking.pagedown"),
        )
    )

    def __init__(self, session: Session) -> None:
        """Make the screen of one learner."""
        super().__init__()
        self.session = session
        self.where = ""
        self._left: QuestionView | None = None
        """The question whose field was left with escape."""

    @property
    def page(self) -> Reading:
        """What is asked and said."""
        return self.query_one(Reading)

    def watch_page(self) -> None:
        """Give an answer the keys from now on as soon as all of it is in sight."""
        for changing in ("virtual_size", "scroll_y"):
            self.watch(self.page, changing, self.focus_answer, init=False)

    async def ask(self, view: QuestionView, *above: Widget) -> None:
        """Put a question on the page, in place of all else."""
        self._left = None
        await self.page.remove_children()
        self.page.scroll_home(animate=False)
        await self.page.mount(*above, view)
        self.refresh_bindings()
        self.be_here()
        self.call_after_refresh(self.focus_answer)

    def focus_answer(self) -> None:
        """An open question has the keys once all of it is in sight: it is read, then answered."""
        for view in self.query(QuestionView):
            laid_out = view.virtual_region.height > 0
            waits = self.focused is None and view is not self._left
            if waits and laid_out and (view.answered or self.page.shows(view)):
                view.focus_answer()
                self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape leaves a field first, and enter goes back to it."""
        if action == "out":
            return isinstance(self.focused, AnswerField)
        if action == "answer":
            return self._left is not None and self.focused is None
        return super().check_action(action, parameters)

    def action_out(self) -> None:
        """Out of the field; what was written stays."""
        if isinstance(self.focused, AnswerField):
            self._left = self.focused.query_ancestor(QuestionView)
            self.set_focus(None)
            self.refresh_bindings()
            self.query_one(TitleBar).say("{field.back:enter} goes back to your answer")

    def action_answer(self) -> None:
        """Back to the field that was left."""
        view, self._left = self._left, None
        if view is not None:
            view.focus_answer()

    def read_on(self) -> bool:
        """Scroll down by nearly a screen; gives whether there was more to see."""
        page = self.page
        more = page.scroll_y < page.max_scroll_y
        rows = page.scrollable_content_region.height - KEPT
        page.scroll_to(y=min(page.scroll_y + rows, page.max_scroll_y), animate=False)
        return more

    def action_scroll(self, direction: int) -> None:
        """Scroll the page."""
        self.page.scroll_relative(y=3 * direction, animate=False)

    def on_question_view_grew(self, event: QuestionView.Grew) -> None:
        """Keep all of the question in sight."""
        self.call_after_refresh(self.page.keep_in_sight, event.part)
