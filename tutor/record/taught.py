"""What the teacher does, in the record: written once, read by every session."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, or_, select

from tutor.record.database import Database
from tutor.record.facts import instant
from tutor.record.room import Event, Pace, Room, event_of, row_of, stamped
from tutor.record.schema import room

_E = TypeVar("_E", bound=Event)


def tell(database: Database, event: _E, now: datetime) -> _E:
    """Put an event to the room; gives it back with its time and its id.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    kept = stamped(event, now)
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # So that events are seen in the order of their numbers, and none is passed over.
            connection.exec_driver_sql(f"LOCK TABLE {room.name} IN SHARE ROW EXCLUSIVE MODE")
        connection.execute(room.insert().values(row_of(kept)))
    return kept


def events(
    database: Database, after: int = 0, since: datetime | None = None
) -> list[tuple[int, Event]]:
    """The events in their order, each with its number.

    Args:
        database: The record.
        after: The number of the last one that is known.
        since: What is older is left out, but for the pace, which stays.

    Raises:
        RecordError: If they cannot be read now, or not at all.
    """
    query = select(room).where(room.c.seq > after).order_by(room.c.seq)
    if since is not None:
        query = query.where(or_(room.c.at >= instant(since), room.c.kind == Pace.kind))
    read = ((row.seq, event_of(row._asdict())) for row in database.select(query))
    return [(seq, event) for seq, event in read if event is not None]


def newest(database: Database) -> int:
    """The number of the last event; 0 where there is none.

    Raises:
        RecordError: If it cannot be read now, or not at all.
    """
    (row,) = database.select(select(func.max(room.c.seq)))
    return int(row[0] or 0)


def room_now(database: Database, now: datetime, known: Room | None = None) -> Room:
    """How the room stands.

    Args:
        database: The record.
        now: The time.
        known: How it stood when it was last read.

    Raises:
        RecordError: If it cannot be read now, or not at all.
    """
    stood = known or Room()
    # The second day counts what the first has left of it: a poll of more than one round.
    since = None if stood.last else now - timedelta(days=2)
    for seq, event in events(database, stood.last, since):
        stood = stood.after(seq, event)
    return stood.at(now)
