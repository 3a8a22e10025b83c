"""The room: who is here and where, what they answer, and what they believe."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from tutor.classroom.board.columns import plain
from tutor.classroom.board.screens import deeds
from tutor.classroom.board.snapshot import Snapshot
from tutor.classroom.board.widgets.lists import AnswerList, BeliefList, PeopleList, RoomList
from tutor.course.library import Library
from tutor.record.room import Invite, Pace
from tutor.ui.keys import bindings
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar

if TYPE_CHECKING:
    from tutor.classroom.board.app import BoardApp


class BoardScreen(Screen[None]):
    """Shows the room as it is now, and asks, says and opens what its teacher wants."""

    CSS_PATH = "board.tcss"
    AUTO_FOCUS = ""
    HELP = """
Everybody who is here, by name; who may need a hand stands first, with the word **stuck**: all hints
are read without an answer, or they are on a page for more than five minutes while others moved on.
Beside it the last answers (**✓** right, **✗** wrong, and how sure), and what today's answers say
about what the room believes, by how many learners. Nobody is ranked.

**n** hides the names, for the projector. **a** asks the room a question: all vote, talk it over,
vote again, and see the proof.
"""
    BINDINGS = bindings(
        (
            ("a", "ask", "Ask", "Ask the room a question", "board.ask"),
            ("v", "votes", "Votes", "The votes on the newest question", "board.votes"),
            ("n", "app.names", "Names", "Hide the names, or show them", "board.names"),
            ("o", "pace", "Open", "Open the lessons up to one of them", "board.pace"),
            ("i", "invite", "Invite", "Invite all to a page", "board.invite"),
            ("t", "note", "Tell", "A note to all", "board.note"),
            ("k", "pin", "PIN", "Take a forgotten PIN away", "board.pin"),
            ("e", "export", "Export", "Write a report as CSV", "board.export"),
            ("q", "app.quit", "Quit", "Leave the board; the class goes on", "board.quit"),
            ("up", "scroll(-1)", "Up", "Scroll the list of learners", "board.up"),
            ("down", "scroll(1)", "Down", "Scroll the list of learners", "board.down"),
            ("pageup", "page(-1)", "Page up", "Scroll the list of learners", "board.pageup"),
            ("pagedown", "page(1)", "Page down", "Scroll the list of learners", "board.pagedown"),
        ),
        *"avnoitke",
    )
    app: "BoardApp"

    def compose(self) -> ComposeResult:
        """Title, what is open, the lists, keys."""
        yield TitleBar("The room", "reading the record")
        for name in ("trouble", "open", "said"):
            yield Static(id=name, classes="line", markup=False)
        with Horizontal():
            with Vertical(id="people"):
                yield Static("Here", classes="head", markup=False)
                yield PeopleList()
            with Vertical(id="beside"):
                yield Static("Answers: ✓ right, ✗ wrong", classes="head", markup=False)
                yield AnswerList()
                yield Static(
                    "Misconceptions today", id="beliefs-head", classes="head", markup=False
                )
                yield BeliefList(id="beliefs")
        yield Footer()

    def on_mount(self) -> None:
        """Follow the room."""
        self.watch(self.app, "snapshot", self._follow)
        self.watch(self.app, "hidden", self._follow, init=False)

    def _follow(self) -> None:
        snapshot = self.app.snapshot
        for listing in self.query(RoomList):
            listing.show(snapshot, hidden=self.app.hidden)
        if snapshot.read:
            self.query_one(TitleBar).state_text = _summed(snapshot)
        self._line("trouble", f"! {plain(snapshot.trouble)}" if snapshot.trouble else "")
        self._line("open", _open(snapshot))
        self._line("said", self._said(snapshot))
        self.refresh_bindings()

    def _line(self, name: str, text: str) -> None:
        line = self.query_one(f"#{name}", Static)
        line.display = bool(text)
        if str(line.visual) != text:
            line.update(text, layout=False)

    def _said(self, snapshot: Snapshot) -> str:
        """What the room was told, as long as it stands."""
        room, parts = snapshot.room, []
        if room.invitation is not None:
            parts.append(f"Invited to {_page(room.invitation, self.app.library)}.")
        if room.note is not None:
            parts.append(f"Told: {plain(room.note.text)}")
        return " ".join(parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No votes before the first question."""
        return action != "votes" or self.app.snapshot.standing is not None

    def action_scroll(self, rows: int) -> None:
        """Scroll the list of learners."""
        self.query_one(PeopleList).scroll_relative(y=rows, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll it by nearly a page."""
        people = self.query_one(PeopleList)
        people.scroll_relative(y=direction * max(people.size.height - 1, 1), animate=False)

    def action_votes(self) -> None:
        """The votes on the newest question."""
        self.app.show_votes()

    def action_ask(self) -> None:
        """Choose a question and ask it."""
        deeds.ask(self.app)

    def action_pace(self) -> None:
        """Choose how far the lessons are open."""
        deeds.pace(self.app)

    def action_invite(self) -> None:
        """Choose a page and invite all to it."""
        deeds.invite(self.app)

    def action_note(self) -> None:
        """Write a note and tell it to all."""
        deeds.note(self.app)

    def action_pin(self) -> None:
        """Ask whose PIN is forgotten."""
        deeds.pin(self.app)

    def action_export(self) -> None:
        """Choose a report and write it."""
        deeds.export(self.app)


def _summed(snapshot: Snapshot) -> str:
    """How many are here, how many may need a hand, and how far the lessons are open."""
    here = f"{len(snapshot.people)} here"
    stuck = f", {snapshot.stuck} stuck" if snapshot.stuck else ""
    return f"{here}{stuck} · {_opened(snapshot.room.pace)}"


def _opened(pace: Pace | None) -> str:
    """How far the lessons are open."""
    if pace is None or pace.open_to is None:
        return "all lessons open"
    return "lesson 1 open" if pace.open_to == 1 else f"lessons 1 to {pace.open_to} open"


def _open(snapshot: Snapshot) -> str:
    """The question that is open, and how many have voted."""
    standing = snapshot.standing
    if standing is None or not standing.is_open:
        return ""
    if standing.poll.proved:
        return "Your question is answered: x among the votes (v) takes it away."
    of = f"{standing.voted} of {standing.here} here"
    return (
        f"Your question is open, round {standing.poll.round}: {of} have voted. v shows the votes."
    )


def _page(invitation: Invite, library: Library) -> str:
    """The page of an invitation, as the learners' places are said."""
    number = next((one.number for one in library.entries if one.id == invitation.lesson), None)
    lesson = f"lesson {number}" if number else plain(invitation.lesson)
    return f"{lesson}, page {invitation.page + 1}"
