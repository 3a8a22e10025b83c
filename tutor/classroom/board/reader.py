"""The thread that reads the record: it wakes when somebody has written, and tells what is new."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from random import Random

from tutor.classroom.board.people import Here, numbered, people
from tutor.classroom.board.poll import Standing
from tutor.classroom.board.snapshot import Belief, Said, Snapshot
from tutor.course.asked import question_of
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.record.database import Database
from tutor.record.room import ROOM, Poll, Room, vote_place
from tutor.record.seats import seated
from tutor.record.taught import room_now
from tutor.record.votes import Came, counted, latest, misconceptions, votes
from tutor.record.watch import Watch

_PATIENCE = 1.0
"""Seconds after which it looks though nobody has written: seats grow cold, and pages long."""
_CALM = 0.4
"""Seconds between two looks, however much is written."""
_AGAIN = 1.0
"""Seconds until a record that is away is tried again."""
_LAST = 50
"""Answers that are shown."""
Clock = Callable[[], datetime]


class Reader(threading.Thread):
    """Reads until it is ended."""

    def __init__(
        self,
        where: str,
        library: Library,
        clock: Clock,
        chance: Random,
        tell: Callable[[Snapshot], None],
    ) -> None:
        """Read nothing yet.

        Args:
            where: The record.
            library: The course.
            clock: Gives the present time, with its zone.
            chance: In its order the learners get their numbers.
            tell: Called by this thread with each snapshot that is another one.

        Raises:
            RecordError: If no record is kept in what is named.
        """
        super().__init__(name="board", daemon=True)
        self._where, self._clock, self._tell = where, clock, tell
        self._view = View(library, chance)
        self._watch = Watch(where)
        self._ending = threading.Event()

    def end(self, patience: float = 2.0) -> None:
        """Read no more."""
        self._ending.set()
        if self.is_alive():
            self.join(patience)

    def run(self) -> None:
        """Look, and look again when somebody has written."""
        last, database = Snapshot(), None
        with self._watch:
            while not self._ending.is_set():
                try:
                    database = database or Database.open(self._where)
                    now = self._view.read(database, self._clock())
                except (TutorError, OSError) as error:
                    now = replace(last, trouble=" ".join(str(error).split()))
                    _close(database)
                    database = None
                if now != last:
                    self._tell(now)
                last = now
                self._ending.wait(_AGAIN if now.trouble else _CALM)
                if not now.trouble and not self._ending.is_set():
                    self._watch.wait(_PATIENCE)
        _close(database)


class View:
    """Makes a snapshot of a record, and keeps what need not be made again."""

    def __init__(self, library: Library, chance: Random) -> None:
        self._library, self._chance = library, chance
        self._room = Room()
        self._numbers: dict[str, int] = {}
        self._counted: tuple[list[Came], datetime] | None = None
        self._believed: tuple[Belief, ...] = ()
        self._question: tuple[str, Question | None, str] = ("", None, "")
        """The id of the poll whose question was made last, the question, and why there is none."""

    def read(self, database: Database, now: datetime) -> Snapshot:
        """The record as it is now.

        Raises:
            RecordError: If it cannot be read.
        """
        here = people(seated(database, now), self._library, now)
        self._room = room = room_now(database, now, self._room)
        came = latest(database, most=_LAST)
        names = {*(one.learner for one in here), *(one.learner for one in came)}
        self._numbers = numbered(self._numbers, names, self._chance)
        return Snapshot(
            read=True,
            people=here,
            numbers=self._numbers,
            answers=tuple(_said(reversed(came), room, now)),
            beliefs=self._beliefs(database, came, now),
            room=room,
            standing=self._standing(database, here) if room.polls else None,
        )

    def _beliefs(self, database: Database, came: list[Came], now: datetime) -> tuple[Belief, ...]:
        """Today's misconceptions, counted again where other answers have come.

        While the room votes they stay as they were: what a vote betrays is told after the proof.
        """
        midnight = datetime.combine(now.date(), time(), now.tzinfo)
        voting = self._room.poll is not None and not self._room.poll.proved
        if self._counted is None or (not voting and self._counted != (came, midnight)):
            self._believed = tuple(
                Belief(self._name(one.id), one.learners, one.answers)
                for one in misconceptions(database, midnight)
            )
            self._counted = (came, midnight)
        return self._believed

    def _name(self, misconception: str) -> str:
        known = self._library.misconceptions.get(misconception)
        return misconception if known is None else str(known["name"])

    def _standing(self, database: Database, here: Iterable[Here]) -> Standing:
        poll = self._room.poll or self._room.polls[-1]
        taken = [votes(database, poll.id, number) for number in range(1, poll.round + 1)]
        before = [[], *taken[:-1]]
        voters = {vote.learner for vote in taken[-1]}
        names = {one.learner for one in here}
        question, fault = self._made(poll)
        return Standing(
            poll=poll,
            question=question,
            fault=fault,
            rounds=tuple(map(counted, taken, before)),
            voted=len(voters & names),
            here=len(names),
            is_open=self._room.poll is not None,
        )

    def _made(self, poll: Poll) -> tuple[Question | None, str]:
        identifier, question, fault = self._question
        if identifier != poll.id:
            try:
                question, fault = question_of(poll.question, poll.id, self._library), ""
            except TutorError as error:
                question, fault = None, str(error)
            self._question = poll.id, question, fault
        return question, fault


def _said(came: Iterable[Came], room: Room, now: datetime) -> Iterable[Said]:
    """Answers as they are shown: a vote is nobody's business before the proof."""
    secret = {
        vote_place(poll.id, number)
        for poll in room.polls
        for number in range(1, poll.round + 1)
        if poll == room.poll and not poll.proved
    }
    written = {poll.id for poll in room.polls if "prompt" in poll.question}
    for one in came:
        kept = one.place in secret
        unjudged = one.place.startswith(ROOM) and one.place.split(":")[1] in written
        yield Said(
            one.learner,
            "has voted" if kept else one.given,
            None if kept or unjudged else one.right,
            0 if kept else one.confidence,
            datetime.fromisoformat(one.at).astimezone(now.tzinfo),
        )


def _close(database: Database | None) -> None:
    if database is not None:
        with suppress(TutorError, OSError):
            database.close()
