"""What the board shows at one moment, as a frozen value: the screens compute none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tutor.classroom.board.people import Here
from tutor.classroom.board.poll import Standing
from tutor.record.room import Room


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it came."""

    learner: str
    given: str
    right: bool | None
    """None where it is not to be told, or nobody can say."""
    confidence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception of the room."""

    name: str
    learners: int
    answers: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it."""

    read: bool = False
    """The record was read; before that nothing is known."""
    trouble: str = ""
    """Why the record cannot be read just now, in one line."""
    people: tuple[Here, ...] = ()
    """Who is here: who needs a hand first, and all by name."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """What learners are called where no name may be seen."""
    answers: tuple[Said, ...] = ()
    """The last ones, the newest first."""
    beliefs: tuple[Belief, ...] = ()
    """Today's, that of the most learners first."""
    room: Room = field(default_factory=Room)
    standing: Standing | None = None
    """The newest question to the room, open or not."""

    @property
    def stuck(self) -> int:
        """How many may need a hand."""
        return sum(one.stuck is not None for one in self.people)
