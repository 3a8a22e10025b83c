"""Open a record as a learner comes to it: with what earlier versions and killed processes left."""

from itertools import groupby
from pathlib import Path

from tutor.record.connection import saying
from tutor.record.database import Database
from tutor.record.journal import Journal
from tutor.record.legacy import legacy_facts
from tutor.record.place import is_url
from tutor.record.state import State


def opened(
    where: str, learner: str, journal: Journal, database: Database | None = None
) -> tuple[Database, State]:
    """Open a database, bring to it what waits elsewhere, and read one learner's state.

    Args:
        where: The path of an SQLite file, or a URL.
        learner: The learner's name.
        journal: Beside it lie the journals of processes that have ended too soon.
        database: The same record, where it has been opened before; it is closed where this fails.

    Raises:
        RecordError: If there is no such record, or it cannot be read now.
    """
    is_new = database is None
    database = database or Database.open(where)
    try:
        if is_new and not (database.read_only or is_url(where) or database.names()):
            database.write(learner, legacy_facts(_old_file(where)))
        if database.read_only:
            return database, with_waiting(database, learner, journal)
        _bring(database, journal)
        return database, database.state(learner)
    except BaseException:
        database.close()
        raise


def with_waiting(database: Database, learner: str, journal: Journal) -> State:
    """What follows from a learner's facts, and from those that wait beside the database.

    Raises:
        RecordError: If they cannot be read now, or not at all.
    """
    state, waiting = database.state(learner), journal.waiting(learner)
    known = {fact.id for _, fact in database.facts(learner)} if waiting else set()
    for fact in waiting:
        if fact.id not in known:
            state.take(fact)
    return state


def forgotten(where: str, learner: str, journal: Journal) -> int:
    """Delete a learner wherever their facts are; gives how many there were in the database.

    The file of the first version goes as well where its facts were theirs: left, it would be taken
    over again as soon as nobody is in the database.

    Raises:
        RecordError: If it cannot be done now, or not at all.
    """
    database = Database.open(where)
    try:
        if not database.read_only:
            _bring(database, journal)
        if not is_url(where) and not database.read_only:
            theirs = {fact.id for _, fact in database.facts(learner)}
            if theirs & {fact.id for fact in legacy_facts(_old_file(where))}:
                with saying(where):
                    _old_file(where).unlink(missing_ok=True)
        return database.forget(learner)
    finally:
        database.close()


def _old_file(where: str) -> Path:
    return Path(where).expanduser().with_suffix(".json")


def _bring(database: Database, journal: Journal) -> None:
    """Write to the database what ended processes left beside it."""
    with journal.left_behind() as left:
        for name, kept in groupby(left, key=lambda one: one[0]):
            database.write(name, [fact for _, fact in kept])
