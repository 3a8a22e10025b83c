"""A question before it is asked, exactly as the room will see it."""

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from tutor.classroom.board.asking import Asked, Fresh, Offer, Own, concepts, levels
from tutor.course.asked import question_of
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.ui.screens.chooser import choose
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar

AS = "First vote"
"""What stands above it in the room."""


class OfferScreen(Screen[Asked | None]):
    """Gives what is to be asked, or None. It can be looked through: next, before, of what kind."""

    CSS_PATH = "offer.tcss"
    AUTO_FOCUS = ""
    HELP = """
This is what everybody will see. **Enter** asks it; **→** and **←** show the next one and the one
before. **c** and **l** choose what fresh questions are about, and how hard they are.
"""
    BINDINGS = [
        Binding(
            "enter",
            "ask",
            "Ask the room",
            key_display="enter",
            tooltip="Ask this question",
            id="offer.ask",
        ),
        Binding("right", "move(1)", "Next", key_display="→", tooltip="The next", id="offer.next"),
        Binding(
            "left", "move(-1)", "Before", key_display="←", tooltip="The one before", id="offer.left"
        ),
        Binding("c", "concept", "Concept", tooltip="What it is about", id="offer.concept"),
        Binding("l", "level", "Level", tooltip="How hard it is", id="offer.level"),
        Binding("escape", "dismiss(None)", "Leave", tooltip="Ask nothing", id="offer.leave"),
        Binding("up", "scroll(-3)", "Up", show=False, tooltip="Scroll", id="offer.up"),
        Binding("down", "scroll(3)", "Down", show=False, tooltip="Scroll", id="offer.down"),
        Binding("pageup", "scroll(-15)", "Up", show=False, tooltip="Scroll", id="offer.pageup"),
        Binding(
            "pagedown", "scroll(15)", "Down", show=False, tooltip="Scroll", id="offer.pagedown"
        ),
    ]

    def __init__(self, offer: Offer, library: Library) -> None:
        super().__init__()
        self.offer = offer
        self.library = library
        self._ready = False
        """The question that is shown is that of the offer."""

    def compose(self) -> ComposeResult:
        """Title, the question, keys."""
        yield TitleBar("Ask the room")
        yield Reading(id="page")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first."""
        self._show(self.offer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What there is but one of cannot be looked through."""
        if action == "move":
            return not isinstance(self.offer, Own)
        if action in {"concept", "level"}:
            return isinstance(self.offer, Fresh)
        return action != "ask" or self._ready

    def _show(self, offer: Offer) -> None:
        self.offer, self._ready = offer, False
        self.query_one(TitleBar).state_text = offer.about
        self.refresh_bindings()
        self._make(offer)

    @work(thread=True, exclusive=True)
    def _make(self, offer: Offer) -> None:
        """Make the question, which for a late variant takes its time."""
        try:
            found: Question | str = question_of(offer.asked, "preview", self.library)
        except TutorError as error:
            found = str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_made, found)

    def _show_made(self, found: Question | str) -> None:
        self.call_later(self._made, found)

    async def _made(self, found: Question | str) -> None:
        if not self.is_attached:
            return
        page = self.query_one(Reading)
        await page.remove_children()
        page.scroll_home(animate=False)
        if isinstance(found, str):
            await page.mount(Static(f"✗ {found}", classes="fault", markup=False))
        else:
            await page.mount(QuestionView(found, name=AS))
            page.query_one(QuestionView).disabled = True
        self._ready = not isinstance(found, str)
        self.refresh_bindings()

    def action_ask(self) -> None:
        """It is this one."""
        self.dismiss(self.offer.asked)

    def action_move(self, step: int) -> None:
        """Another one."""
        self._show(self.offer.moved(step))

    def action_concept(self) -> None:
        """Choose what it is about."""
        known = concepts(self.library)
        texts = ("any concept", *(self.library.concepts[one] for one in known))

        def chosen(index: int) -> None:
            if isinstance(self.offer, Fresh):
                self._show(self.offer.of(known[index - 1] if index else None, None))

        choose(self.app, "What shall it be about?", texts, chosen)

    def action_level(self) -> None:
        """Choose how hard it is."""
        if not isinstance(self.offer, Fresh):
            return
        known = levels(self.offer.concept, self.library)
        texts = ("any level", *(f"level {level}" for level in known))

        def chosen(index: int) -> None:
            if isinstance(self.offer, Fresh):
                level = known[index - 1] if index else None
                self._show(self.offer.of(self.offer.concept, level))

        choose(self.app, "How hard shall it be?", texts, chosen)

    def action_scroll(self, rows: int) -> None:
        """Scroll the question."""
        self.query_one(Reading).move(rows)
