"""Before a session is somebody's: they are who they say, or they take another name."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import var
from textual.widgets import Footer

from tutor.classroom import pages
from tutor.classroom.arrival import WRONG_PINS, Arrival, Who
from tutor.classroom.form import Form, Page
from tutor.classroom.names import clean, folded, refusal
from tutor.classroom.patient import PatientScreen
from tutor.record.pins import PinLockedError
from tutor.ui.keys import bindings
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.title import TitleBar

if TYPE_CHECKING:
    from tutor.classroom.session import ClassApp

WAITS = (0.5, 1.0, 2.0)
"""Seconds after each wrong PIN in which no other is looked at; after the last the session ends."""


class ArrivingScreen(PatientScreen):
    """Gives the learner's name as soon as their seat is taken."""

    CSS_PATH = "arriving.tcss"
    AUTO_FOCUS = ""
    HELP = """
A PIN sees to it that nobody answers as you: who comes first under a name chooses it. Your teacher
can reset it. After ten wrong ones for a name none is looked at for ten minutes. One session at a
time has a name; if your line broke, the other may be your own.
"""
    BINDINGS = [
        *bindings(
            (
                ("escape", "other", "Another name", "Take another name", "arriving.other"),
                ("escape", "back", "Back", "Keep the name", "arriving.back"),
            ),
            "escape",
        ),
        Binding(
            "ctrl+q",
            "app.quit",
            "Leave",
            key_display="ctrl+q",
            tooltip="Leave",
            id="arriving.leave",
            priority=True,
        ),
    ]
    app: "ClassApp"

    page: var[Page | None] = var(None, init=False, bindings=True)
    """What is asked; nothing before the record has answered."""

    def __init__(
        self,
        arrival: Arrival,
        name: str,
        known: bool,  # noqa: FBT001 - as the listener says it
        *,
        refused: Callable[[str], str | None] = refusal,
    ) -> None:
        """Make the screen.

        Args:
            arrival: What asks the record.
            name: Who they say they are.
            known: They have shown what is this one's alone, so that no PIN is asked.
            refused: Why they may not take a name such as this instead; None where they may.
        """
        super().__init__()
        self.arrival, self.learner = arrival, name
        self._known = folded(name) if known else None
        self._refused = refused
        self._wrong, self._seated = 0, False
        """How many PINs were wrong; their seat is taken."""

    def compose(self) -> ComposeResult:
        """Title and what is asked; the keys come with the first word."""
        yield TitleBar("perceptron-tutor")
        yield Form(pages.CHOICES)

    def on_mount(self) -> None:
        """Look up who it is."""
        name = clean(self.learner)
        if name is None:
            self.action_other()
        else:
            self._look_up(name)

    def watch_page(self, page: Page) -> None:
        """Ask it."""
        self.query_one(TitleBar).state_text = page.title
        self.query_one(Form).ask(page)
        self.call_next(self._show_keys)

    def watch_status(self, status: str) -> None:
        """Say it."""
        self.query_one(Form).tell(status)
        self.call_next(self._show_keys)

    async def _show_keys(self) -> None:
        if not self.query(Footer):
            await self.mount(Footer(compact=True, show_command_palette=False))
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What escape does depends on what is asked."""
        if action in {"other", "back"}:
            return self.page is not None and self.page.escape == action and not self.status
        return super().check_action(action, parameters)

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Is this you?"""
        if event.index == pages.YES:
            self._sit()
        else:
            self.action_other()

    def action_other(self) -> None:
        """Ask for another name."""
        if not self._busy:
            back = clean(self.learner) is not None
            self.page = pages.naming(self._refused, self._take_name, back=back)

    def action_back(self) -> None:
        """The name that they came by."""
        if not self._busy:
            self._look_up(self.learner)

    def _look_up(self, name: str, why: str = "") -> None:
        self._do(partial(self.arrival.who, name), partial(self._meet, why))

    def _meet(self, why: str, who: Who) -> None:
        """It is known who this name is: how do they show that it is theirs?"""
        self.learner = who.name
        if folded(who.name) == self._known:
            self._enter(who)
        elif who.has_pin:
            self.page = pages.showing(who, self._show)
        else:
            self.page = pages.choosing(who, partial(self._once, who))
        if why:
            self.query_one(Form).refuse(why)

    def _take_name(self, name: str) -> None:
        self._look_up(clean(name) or self.learner)

    def _show(self, pin: str) -> None:
        self._do(partial(self._look_at, pin), self._judge)

    def _look_at(self, pin: str) -> bool | PinLockedError:
        """Whether the PIN is right, or why it was not looked at."""
        try:
            return self.arrival.right(self.learner, pin)
        except PinLockedError as locked:
            return locked

    def _judge(self, found: bool | PinLockedError) -> None:  # noqa: FBT001 - as the record says it
        """What is not looked at is no try, and makes the next one wait like the last."""
        if isinstance(found, PinLockedError):
            self._refuse(str(found), WAITS[-1])
        else:
            then = self._enter if found else self._tell_wrong
            self._do(partial(self.arrival.who, self.learner), then)

    def _tell_wrong(self, who: Who) -> None:
        """The PIN was wrong, unless it was reset since it was asked for."""
        if not who.has_pin:
            self._meet("", who)
            return
        why, wait = pages.WRONG[self._wrong], WAITS[self._wrong]
        self._wrong += 1
        self._refuse(why, wait)
        if self._wrong == len(pages.WRONG):
            self._busy = True
            self.status = "This session ends."
            self.app.say({"event": "wrong-pins"})
            end = partial(self.app.exit, return_code=WRONG_PINS, message=Text(why))
            self.set_timer(wait, end)

    def _refuse(self, why: str, wait: float) -> None:
        self._rest(wait)
        self.query_one(Form).refuse(why)

    def _once(self, who: Who, pin: str) -> None:
        self.page = pages.again(who, partial(self._twice, who, pin))

    def _twice(self, who: Who, pin: str, again: str) -> None:
        if again == pin:
            self._do(partial(self.arrival.choose, who.name, pin), self._chosen)
        else:
            self._meet(pages.DIFFER, who)

    def _chosen(self, first: bool) -> None:  # noqa: FBT001 - as the record says it
        """The PIN is theirs, or somebody else's is kept already."""
        if first:
            self._do(partial(self.arrival.who, self.learner), self._enter)
        else:
            self._look_up(self.learner, pages.FASTER)

    def _enter(self, who: Who) -> None:
        """They are who they say. If they sit elsewhere too, is it them?"""
        if who.elsewhere:
            library, now = self.app.session.library, self.arrival.clock()
            self.page = pages.elsewhere(who, library, now)
        else:
            self._sit()

    def _sit(self) -> None:
        self._do(partial(self.arrival.sit, self.learner), self._sits)

    def _sits(self, _: None) -> None:
        self._seated = True
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """It is over, as soon as nothing lies over it, such as the help."""
        if self._seated and self.is_active:
            self.dismiss(self.learner)
