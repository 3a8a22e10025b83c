"""What came of a question to the room, counted exactly.

What counts is what `State` has: of each learner the last answer at the place of the round that was
neither undone nor reset.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func

from tutor.record.counting import standing
from tutor.record.database import Database, facts, learners
from tutor.record.facts import instant
from tutor.record.room import vote_place


class Vote(NamedTuple):
    """What a learner answered in a round; the fields are those of `Answer`."""

    learner: str
    given: str
    confidence: int
    right: bool
    misconception: str | None
    at: str


class Came(NamedTuple):
    """An answer as it came, with its number."""

    seq: int
    learner: str
    question: str
    given: str
    right: bool
    confidence: int
    predicted: bool
    place: str
    at: str


class Betrayed(NamedTuple):
    """A misconception of the room."""

    id: str
    learners: int
    """How many betrayed it."""
    answers: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of a round."""

    voters: int
    right: int
    answers: Mapping[str, int]
    """How many gave which answer; the most frequent first, then by their text."""
    sure: Mapping[tuple[str, int], int]
    """How many gave which answer with which confidence."""
    moved: Mapping[tuple[str, str], int]
    """Of those who voted in the round before as well: how many gave which answers, before and now.

    Who stayed is among them."""
    to_right: int
    """How many were wrong before, and are right now."""
    to_wrong: int


def votes(database: Database, poll: str, round: int) -> list[Vote]:  # noqa: A002  As in Poll.
    """The votes of a round, by learner.

    Raises:
        RecordError: If they cannot be read now, or not at all.
    """
    columns = [facts.c[name] for name in Vote._fields[1:]]
    query = (
        standing([learners.c.name, *columns])
        .where(facts.c.place == vote_place(poll, round))
        .order_by(facts.c.seq)
    )
    last = {row.name: Vote._make(row) for row in database.select(query)}
    return [last[name] for name in sorted(last, key=lambda name: (name.casefold(), name))]


def counted(now: Iterable[Vote], before: Iterable[Vote] = ()) -> Counted:
    """Count the votes of a round, and who changed their mind since the one before."""
    votes, earlier = list(now), {vote.learner: vote for vote in before}
    pairs = [(earlier[vote.learner], vote) for vote in votes if vote.learner in earlier]
    given = Counter(vote.given for vote in votes)
    return Counted(
        voters=len(votes),
        right=sum(vote.right for vote in votes),
        answers=dict(sorted(given.items(), key=lambda one: (-one[1], one[0]))),
        sure=Counter((vote.given, vote.confidence) for vote in votes),
        moved=Counter((old.given, new.given) for old, new in pairs),
        to_right=sum(new.right and not old.right for old, new in pairs),
        to_wrong=sum(old.right and not new.right for old, new in pairs),
    )


def misconceptions(database: Database, since: datetime) -> list[Betrayed]:
    """What answers since a time betray, what most learners have first; predictions are not asked.

    Raises:
        RecordError: If it cannot be read now, or not at all.
    """
    who = func.count(facts.c.learner.distinct())
    query = (
        standing([facts.c.misconception, who, func.count()])
        .where(
            facts.c.misconception.is_not(None),
            facts.c.predicted.is_(False),
            facts.c.at >= instant(since),
        )
        .group_by(facts.c.misconception)
        .order_by(who.desc(), func.count().desc(), facts.c.misconception)
    )
    return [Betrayed._make(row) for row in database.select(query)]


def latest(database: Database, after: int = 0, most: int = 100) -> list[Came]:
    """The last answers that count, in the order in which they were kept.

    On a server, of two answers at the same moment the one with the lower number may come later,
    and so be passed over by who asks after the higher one. To see answers come that does.

    Args:
        database: The record.
        after: The number of the last one that is known.
        most: How many at most; of more, the last.

    Raises:
        RecordError: If they cannot be read now, or not at all.
    """
    columns = [facts.c[name] for name in Came._fields[2:]]
    query = (
        standing([facts.c.seq, learners.c.name, *columns])
        .where(facts.c.seq > after)
        .order_by(facts.c.seq.desc())
        .limit(most)
    )
    return [Came._make(row) for row in reversed(database.select(query))]
