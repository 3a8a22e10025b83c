"""Who is here, and where: a seat for each session, which its server keeps warm.

The seat of a server that was killed grows cold, and is seen no more. Which is cold is told by the
clocks of the servers, of which none may be wrong by more than some seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, delete, exists, select, update

from tutor.record.database import Database, inserted, learners, numbered
from tutor.record.facts import instant, kept_text
from tutor.record.presence import HOME, Where
from tutor.record.schema import seats

__all__ = [
    "Seat",
    "Where",
    "keep_warm",
    "move",
    "rise",
    "seat",
    "seated",
    "seats_of",
    "sit",
    "take_over",
]

_COLD = timedelta(seconds=30)
_LEFT = timedelta(hours=1)
"""After so long without its server a seat is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One session of a learner."""

    id: str
    learner: str
    server: str
    """Which process holds it; unique in the world."""
    address: str
    """Where the learner comes from."""
    began: str
    """This and all times as facts have them."""
    seen: str
    """When its server last kept it warm."""
    place: str = HOME
    """This, the page and `stuck` as `Where` has them."""
    page: int | None = None
    since: str
    """When the learner came to this page."""
    stuck: bool = False


def seat(identifier: str, learner: str, server: str, address: str, now: datetime) -> Seat:
    """The seat of who comes in now."""
    at = instant(now)
    return Seat(
        id=identifier, learner=learner, server=server, address=address, began=at, seen=at, since=at
    )


def sit(database: Database, seat: Seat) -> None:
    """Take a seat; one that is there already stays as it is.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    names = (column.name for column in seats.c if column.name != "learner")
    row = {name: _kept(getattr(seat, name)) for name in names}
    with database.writing() as connection:
        row["learner"] = numbered(connection, seat.learner)
        connection.execute(inserted(connection, seats).values(row).on_conflict_do_nothing())


def move(database: Database, identifier: str, where: Where, now: datetime) -> None:
    """A learner is somewhere else now, or is stuck there, or is not any more.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    place = kept_text(where.place)
    stays = and_(seats.c.place == place, seats.c.page.is_not_distinct_from(where.page))
    since = case((stays, seats.c.since), else_=instant(now))
    change = update(seats).where(seats.c.id == identifier)
    with database.writing() as connection:
        connection.execute(
            change.values(place=place, page=where.page, stuck=where.stuck, since=since)
        )


def rise(database: Database, *identifiers: str) -> None:
    """Leave seats.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    with database.writing() as connection:
        connection.execute(delete(seats).where(seats.c.id.in_(identifiers)))


def keep_warm(database: Database, server: str, now: datetime) -> None:
    """The sessions of a server live; what servers that died have left is taken away.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    with database.writing() as connection:
        connection.execute(update(seats).where(seats.c.server == server).values(seen=instant(now)))
        connection.execute(delete(seats).where(seats.c.seen < instant(now - _LEFT)))


def seated(database: Database, now: datetime) -> list[Seat]:
    """Who is here, by name.

    Raises:
        RecordError: If it cannot be read now, or not at all.
    """
    columns = [column for column in seats.c if column.name != "learner"]
    query = (
        select(*columns, learners.c.name.label("learner"))
        .join(learners)
        .where(seats.c.seen >= instant(now - _COLD))
    )
    found = [Seat(**row._asdict()) for row in database.select(query)]
    return sorted(found, key=lambda one: (one.learner.casefold(), one.learner, one.began, one.id))


def seats_of(database: Database, server: str) -> set[str]:
    """The ids of a server's seats; one that it gave, and that is not there, was taken over.

    Raises:
        RecordError: If they cannot be read now, or not at all.
    """
    query = select(seats.c.id).where(seats.c.server == server)
    return {row.id for row in database.select(query)}


def take_over(database: Database, learner: str, but: str) -> int:
    """Take all seats of a learner away but one, if that one is there; gives how many these were.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    own = seats.alias()
    with database.writing() as connection:
        # Of two who take over from each other at once one stays.
        whose = numbered(connection, learner)
        kept = exists().where(own.c.id == but, own.c.learner == whose)
        gone = delete(seats).where(seats.c.learner == whose, seats.c.id != but, kept)
        return connection.execute(gone).rowcount


def _kept(value: object) -> object:
    return kept_text(value) if isinstance(value, str) else value
