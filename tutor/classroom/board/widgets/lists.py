"""The three lists of the room: who is here, what was answered, what is believed."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from tutor.classroom.board.columns import fitted, plain
from tutor.classroom.board.people import Here, Stuck
from tutor.classroom.board.snapshot import Snapshot
from tutor.classroom.board.widgets.listing import Listing, Row
from tutor.ui.twins import as_shown
from tutor.ui.widgets.wording import in_lines

_WHERE, _WHERE_SHORT = 18, 15
_WIDE = 44
"""From this width on there is room for whole words."""
_SURE = ("", "guess", "fairly", "sure")
_SIGNS = {True: "✓", False: "✗", None: "·"}
_WHY = {Stuck.HINTS: "hints read", Stuck.LONG: "long here"}
NOBODY = "Nobody is here yet."


class RoomList(Listing):
    """A list of what a snapshot says; no name is in it where names are hidden."""

    snapshot: Snapshot = Snapshot()
    hidden = False

    def show(self, snapshot: Snapshot, *, hidden: bool) -> None:
        """Show another moment."""
        self.snapshot, self.hidden = snapshot, hidden
        self.build()

    def called(self, learner: str) -> str:
        """What a learner is called here."""
        if self.hidden:
            return f"learner {self.snapshot.numbers.get(learner, 0)}"
        return plain(learner) or "?"


class PeopleList(RoomList):
    """Who is here and where, since when; who needs a hand stands first, with a word."""

    def rows(self, width: int) -> Sequence[Row]:
        """A row for each."""
        people = self.snapshot.people
        if not people:
            return [(NOBODY if self.snapshot.read else "", "faint")]
        if self.hidden:
            # The order of the names would give them away.
            numbers = self.snapshot.numbers
            people = tuple(
                sorted(people, key=lambda one: (one.stuck is None, numbers[one.learner]))
            )
        return [self._row(one, width) for one in people]

    def _row(self, one: Here, width: int) -> Row:
        since = f"{one.since:%H:%M}"
        why = "" if one.stuck is None else f"stuck: {_WHY[one.stuck]}"
        if width >= _WIDE:
            where, last = fitted(plain(one.where), _WHERE), f"{since}  {why:<17}"
        else:
            short = plain(one.where).replace(", page ", " p. ") if one.spot else plain(one.where)
            where, last = fitted(short, _WHERE_SHORT), "stuck" if one.stuck else since
        name = fitted(self.called(one.learner), max(width - len(last) - cell_len(where) - 4, 1))
        text = f"{'!' if one.stuck else ' '} {name} {where} {last}"
        return text, "marked" if one.stuck else "row"


class AnswerList(RoomList):
    """The last answers, the newest first: a sign, how sure, who, and what."""

    def rows(self, width: int) -> Sequence[Row]:
        """A row for each."""
        if not self.snapshot.answers:
            return [("No answer yet." if self.snapshot.read else "", "faint")]
        wide = width >= _WIDE
        rows: list[Row] = []
        for one in self.snapshot.answers:
            name = fitted(self.called(one.learner), 16 if wide else 11)
            at = f"{one.at:%H:%M}  " if wide else ""
            text = f"{at}{_SIGNS[one.right]} {_SURE[one.confidence]:<6} {name} {plain(one.given)}"
            surely_wrong = one.right is False and one.confidence == len(_SURE) - 1
            rows.append((text, "marked" if surely_wrong else "row"))
        return rows


class BeliefList(RoomList):
    """The misconceptions of the room, with how many learners betrayed them."""

    def rows(self, width: int) -> Sequence[Row]:
        """As many rows for each as its name needs."""
        if not self.snapshot.beliefs:
            return [("None so far today." if self.snapshot.read else "", "faint")]
        rows: list[Row] = []
        for one in self.snapshot.beliefs:
            name = as_shown(self, Content(plain(one.name)))
            lines = in_lines(name, width, Content(f"{one.learners:>3}  "))
            rows += [(line.plain, "row") for line in lines.split("\n")]
        return rows
