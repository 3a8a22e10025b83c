"""The text of a lesson's page, which grows as it is read."""

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.lesson import Block, Derivation, Keep, Lab, Page, Prose, Question, Recall
from tutor.course.values import Values
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.session import Session
from tutor.ui.widgets.derivation import DerivationView
from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.recall import recalled
from tutor.ui.widgets.wording import Words, marked


class PageText(Reading):
    """The blocks of one page at a time. What stands below a question waits for the answer."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="text")
        self._session = session
        self._values: Values | None = None
        self.waiting: list[Block] = []
        """The page's blocks that are not shown yet."""
        self.asked: QuestionView | None = None
        """The last question that the page shows, unless all of it was read before."""
        self._left: QuestionView | None = None
        """The question whose field was left with escape, for other keys than its letters."""
        self._opening = True

    def on_mount(self) -> None:
        """What scrolls into sight may be a question."""
        for changing in ("virtual_size", "scroll_y"):
            self.watch(self, changing, self.focus_question, init=False)

    async def clear(self, page: Page) -> None:
        """Begin a page: nothing but its title is shown."""
        await self.remove_children()
        await self.mount(Static(Content(page.title), classes="page-title"))
        self.waiting = [block for block in page.blocks if not isinstance(block, Lab)]
        self.asked = self._left = None
        self._opening = True
        # At once: from where the page before was left, a question further down would be in sight.
        self.scroll_home(animate=False, immediate=True)

    async def show_more(self, *, whole: bool = False) -> None:
        """Show the page on, up to the next line to wait for; `whole` waits for nothing."""
        first: Widget | None = None
        while self.waiting and self.is_attached:  # Which it is not where the program ends.
            block = self.waiting.pop(0)
            widget = self._widget(block, whole=whole)
            await self.mount(widget)
            first = first or widget
            if whole:
                continue
            if isinstance(widget, QuestionView):
                self.asked = widget
                break
            if isinstance(block, Derivation) and len(block.lines) > 1:
                break
        self.screen.refresh_bindings()
        self.call_after_refresh(self._look_at, None if self._opening else first)
        self._opening = False

    def _look_at(self, widget: Widget | None) -> None:
        """Bring what is new into sight, its top rather than its end."""
        if widget is not None and widget.is_attached:
            self.look_at(widget)
        self.call_after_refresh(self.focus_question)

    def _widget(self, block: Block, *, whole: bool) -> Widget:
        match block:
            case Prose(text):
                return Text(with_keys(text, keys_of(self.app)), classes="prose")
            case Derivation(lines=lines):
                return DerivationView(block, self._values, len(lines) if whole else 1)
            case Question():
                return QuestionView(block, confidence=self._session.settings.confidence)
            case Recall(question):
                return Words(recalled(self._session.record, question), classes="recall")
            case Keep(text):
                keep = Content.styled("Keep  ", "bold $text-accent") + marked(text)
                return Words(keep, classes="keep")
            case Lab():
                raise TypeError("a lab is drawn beside the text, not in it")

    async def grow(self) -> bool:
        """Show the next line of a derivation; gives whether there was one."""
        growing = next((view for view in self.query(DerivationView) if not view.complete), None)
        if growing is None:
            return False
        growing.shown += 1
        if growing.complete and self.waiting:
            await self.show_more()
        else:
            self.call_after_refresh(self.scroll_end, animate=False)
        return True

    def follow(self, values: Values | None) -> None:
        """Put the numbers of the running experiment into the formulas."""
        self._values = values
        for view in self.query(DerivationView):
            view.values = values

    @property
    def formulas(self) -> str | None:
        """The formulas in sight that were shown last."""
        window = self.scrollable_content_region
        seen = [view for view in self.query(DerivationView) if view.region.overlaps(window)]
        return seen[-1].formulas if seen else None

    @property
    def open_question(self) -> QuestionView | None:
        """The question that the page waits for."""
        view = self.asked
        return None if view is None or view.answered or view.skipped else view

    def focus_question(self) -> None:
        """An open question has the keys once all of it is in sight."""
        focused = self.screen.focused
        if focused is not None and not isinstance(focused, QuestionView):
            return
        for view in self.query(QuestionView):
            waits = not (view.answered or view.skipped or view is self._left)
            if waits and self.shows(view):
                view.focus_answer(in_sight=True)
                return

    def leave(self, view: QuestionView) -> None:
        """The field of a question is left; `go_back` leads to it."""
        self._left = view

    @property
    def left_open(self) -> bool:
        """Whether a question was left that can still be answered."""
        left = self._left
        return left is not None and not (left.answered or left.skipped)

    def go_back(self) -> None:
        """To the field that was left."""
        view, self._left = self._left, None
        if view is not None:
            view.focus_answer()

    def ask_again(self, question: Question) -> None:
        """The answer to a question does not count."""
        self.asked = next(view for view in self.query(QuestionView) if view.question is question)
