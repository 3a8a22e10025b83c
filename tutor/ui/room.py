"""What the teacher puts to the room, as it stands for one learner."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from tutor.course.library import Entry
from tutor.record.facts import instant
from tutor.record.room import Invite, Poll, vote_place
from tutor.record.state import Given
from tutor.ui.session import Session

FRESH = timedelta(minutes=10)
"""For so long a word of the teacher's is called out to who comes in later."""


class Stage(Enum):
    """What a learner has to do with the question."""

    ASKED = "asked"
    """Answer it."""
    DISCUSSED = "discussed"
    """Talk it over: the answer of this round is given."""
    PROVED = "proved"
    """Read which answer is right, and why."""


@dataclass(frozen=True, slots=True)
class Call:
    """The question that is open, and what the learner has answered."""

    poll: Poll
    vote: Given | None
    """The answer of this round."""
    before: Given | None
    """The last one of the rounds before it."""

    @property
    def place(self) -> str:
        """The `place` of the vote that is taken."""
        return vote_place(self.poll.id, self.poll.round)

    @property
    def stage(self) -> Stage:
        """What the learner has to do with it."""
        if self.poll.proved:
            return Stage.PROVED
        return Stage.ASKED if self.vote is None else Stage.DISCUSSED

    @property
    def sign(self) -> str:
        """What calls the learner to it, in a few words."""
        match self.stage:
            case Stage.ASKED:
                return f"The teacher asks{' again' * (self.poll.round > 1)}: {{app.room:a}} answers"
            case Stage.DISCUSSED:
                return "The teacher's question: {app.room:a} shows it"
            case Stage.PROVED:
                return "The teacher shows the answer: {app.room:a} shows it here"


def call_of(session: Session) -> Call | None:
    """The open question; None where none is."""
    room = session.record.room
    poll = None if room.poll is None else room.at(session.clock()).poll
    if poll is None:
        return None
    rounds = [vote_place(poll.id, one) for one in range(1, poll.round + 1)]
    last = {one.place: one for one in session.record.state.answers if one.place in rounds}
    given = [last.get(place) for place in rounds]
    before = next((one for one in reversed(given[:-1]) if one is not None), None)
    return Call(poll, given[-1], before)


def invitation(session: Session) -> Invite | None:
    """Where the teacher is and asks all to come; None where one is there, or it is long ago."""
    room, place = session.record.room, session.record.state.place
    invite = room.invitation
    if invite is None or not is_fresh(session, invite.at):
        return None
    if place is not None and (place.lesson, place.page) == (invite.lesson, invite.page):
        return None
    return invite if entry_of(session, invite.lesson) else None


def is_fresh(session: Session, at: str) -> bool:
    """Whether it was said just now."""
    return at >= instant(session.clock() - FRESH)


def note(session: Session) -> str:
    """The teacher's word to all; empty where there is none."""
    said = session.record.room.at(session.clock()).note
    return said.text if said else ""


def opens_later(session: Session, entry: Entry) -> bool:
    """Whether the class has not come to a lesson yet, nor the learner by themselves."""
    pace, state = session.record.room.pace, session.record.state
    if pace is None or pace.open_to is None or entry.number <= pace.open_to:
        return False
    return entry.id not in state.reached


def entry_of(session: Session, lesson: str) -> Entry | None:
    """A lesson's entry in the course; None where it has no such lesson."""
    return next((entry for entry in session.library.entries if entry.id == lesson), None)
