"""The votes of the room on its newest question, from the first vote to the proof."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tutor.classroom.board.columns import plain
from tutor.classroom.board.poll import Standing
from tutor.classroom.board.widgets.tally import Tally, changed, counts_shown
from tutor.course.lesson import Kind
from tutor.record.room import Ask, Close, Prove, Show
from tutor.ui.keys import bindings
from tutor.ui.widgets.feedback import solution
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.proof_lines import ProofLines
from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Words

if TYPE_CHECKING:
    from tutor.classroom.board.app import BoardApp

GONE = "The question was taken away; its votes stay in the record. esc goes to the room."
TALK = "Talk it over; g asks again, x takes the question away."
PROVED = "x takes the question away."
COUNTS = "s shows the counts; until then nobody sees them."


class PollScreen(Screen[None]):
    """Shows how many have voted, and what, when the teacher wants it to be seen."""

    CSS_PATH = "poll.tcss"
    AUTO_FOCUS = ""
    HELP = """
The room votes, each alone, and says how sure. **s** shows the counts when you want them to be seen;
**g** asks the same question once more, after the neighbours have talked it over: then both rounds
stand side by side. **p** shows the right answer with its proof, to all, and ends the vote; **x**
takes the question away.

**Esc** goes back to the room; the question stays open.
"""
    BINDINGS = bindings(
        (
            ("s", "show", "Show counts", "Show how many gave which answer", "poll.show"),
            ("g", "again", "Ask again", "Ask once more, after the talk", "poll.again"),
            ("p", "prove", "Proof", "Show the right answer, and end the vote", "poll.prove"),
            ("x", "close", "Take away", "Take the question away", "poll.close"),
            ("escape", "dismiss", "Room", "Back to the room", "screen.leave"),
            ("up", "scroll(-3)", "Up", "Scroll", "poll.up"),
            ("down", "scroll(3)", "Down", "Scroll", "poll.down"),
            ("pageup", "scroll(-15)", "Page up", "Scroll", "poll.pageup"),
            ("pagedown", "scroll(15)", "Page down", "Scroll", "poll.pagedown"),
        ),
        *("s", "g", "p", "x", "escape"),
    )
    app: "BoardApp"

    def __init__(self, awaited: str = "") -> None:
        """Show the newest question; where one is awaited, nothing before it is read."""
        super().__init__()
        self._awaited = awaited
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """Title, the question with its votes, what may come next, keys."""
        yield TitleBar("The room votes", "asking")
        yield Static(id="trouble", classes="line", markup=False)
        yield Reading(id="page")
        yield Static(id="moved", classes="line", markup=False)
        yield Static(id="next", classes="line", markup=False)
        yield Footer()

    async def on_mount(self) -> None:
        """Follow the room."""
        self.watch(self.app, "snapshot", self._follow)

    async def _follow(self) -> None:
        snapshot = self.app.snapshot
        trouble = f"! {plain(snapshot.trouble)}" if snapshot.trouble else ""
        self._line("trouble", trouble)
        before, now = self._standing, snapshot.standing
        if now is None or now == before or self._awaited not in {"", now.poll.id}:
            return
        self._standing, self._awaited = now, ""
        page = self.query_one(Reading)
        if before is None or _parts_of(before) != _parts_of(now):
            await page.remove_children()
            await page.mount(*_parts(now))
        tally = page.query_one(Tally)
        tally.standing = now
        self.query_one(TitleBar).state_text = _summed(now)
        self._line("moved", changed(now) if counts_shown(now) else "")
        self._line("next", _next(now))
        self.refresh_bindings()
        if before is not None and counts_shown(now) and not counts_shown(before):
            self.call_after_refresh(page.keep_in_sight, tally)
        if now.poll.proved and before is not None and not before.poll.proved:
            self.call_after_refresh(page.scroll_end, animate=False)

    def _line(self, name: str, text: str) -> None:
        line = self.query_one(f"#{name}", Static)
        line.update(text)
        line.display = bool(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can come next."""
        standing = self._standing
        if action not in {"show", "again", "prove", "close"}:
            return True
        if standing is None or not standing.is_open:
            return False
        poll = standing.poll
        possible = {
            "show": not counts_shown(standing),
            "again": not poll.proved and standing.rounds[-1].voters > 0,
            "prove": standing.judged and not poll.proved,
            "close": True,
        }
        return possible[action]

    def action_show(self) -> None:
        """The counts may be seen."""
        if self._standing is not None:
            self.app.tell(Show(poll=self._standing.poll.id))

    def action_again(self) -> None:
        """The same question once more."""
        if self._standing is not None:
            poll = self._standing.poll
            self.app.tell(Ask(question=poll.question, round=poll.round + 1, poll=poll.id))

    def action_prove(self) -> None:
        """The right answer with its proof."""
        if self._standing is not None:
            self.app.tell(Prove(poll=self._standing.poll.id))

    def action_close(self) -> None:
        """The question goes."""
        if self._standing is not None:
            self.app.tell(Close(poll=self._standing.poll.id), self._left)

    def _left(self, _closed: str) -> None:
        if self.is_active:
            self.dismiss()

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(Reading).move(rows)


def _parts_of(standing: Standing) -> object:
    """All on which the parts depend, besides the votes."""
    poll = standing.poll
    return replace(poll, round=1, shown=False), standing.fault


def _parts(standing: Standing) -> Iterator[Widget]:
    """The question, the place of its votes, and after it the proof."""
    question = standing.question
    if question is None:
        yield Static(f"✗ {plain(standing.fault)}", classes="fault", markup=False)
    else:
        yield Text(question.prompt)
        if question.kind in {Kind.BLANK, Kind.ORDER}:
            yield ProofLines(question.lines, numbered=question.kind is Kind.ORDER)
    yield Tally()
    if question is not None and standing.judged and standing.poll.proved:
        yield Words(solution(question), classes="proof")


def _summed(standing: Standing) -> str:
    """Which round it is, and how many have voted."""
    poll = standing.poll
    if not standing.is_open:
        return f"taken away, {standing.rounds[-1].voters} votes"
    voted = f"{standing.voted} of {standing.here} here have voted"
    return f"round {poll.round} · {voted}"


def _next(standing: Standing) -> str:
    """What may come next, as a word to the teacher."""
    if not standing.is_open:
        return GONE
    if standing.poll.proved:
        return PROVED
    if standing.advice is not None:
        return standing.advice.value
    if counts_shown(standing) and not standing.judged:
        return TALK
    return "" if counts_shown(standing) else COUNTS
