"""Carry what a learner did from one record to another, keep a copy of it, and forget it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from tutor.record import place
from tutor.record.connection import saying
from tutor.record.database import Database, facts, learners
from tutor.record.export import Carried, CarryError, header, read_export, write_export
from tutor.record.facts import Fact, filed
from tutor.record.journal import Journal
from tutor.record.opening import forgotten, opened
from tutor.record.place import is_url, pending_folder

__all__ = [
    "Carried",
    "CarryError",
    "Forgotten",
    "Imported",
    "backup",
    "backups",
    "existing",
    "export_facts",
    "forget",
    "import_facts",
    "read_export",
    "write_export",
]

_BATCH = 10_000
"""Facts that are written in one go; others can write between two."""
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    learner: str
    facts: int
    """How many stood in the file."""
    new: int
    """How many of them were not in the record yet."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a learner."""

    facts: int
    backups: tuple[Path, ...]
    """The files of `backup`."""


@contextmanager
def existing(where: str, owner: str) -> Iterator[Database]:
    """Open a record that is there, with what waits beside it; nothing is begun where there is none.

    Args:
        where: The record.
        owner: Whose the file of the first version is, should it lie there and not be taken over.

    Raises:
        CarryError: If there is none.
        RecordError: If it cannot be read.
    """
    if not (is_url(where) or any(path.exists() for path in _traces(where))):
        raise CarryError(f"there is no record at {where}; name it with --record before the command")
    database = _open(where, owner)
    try:
        yield database
    finally:
        database.close()


def export_facts(where: str, learner: str, owner: str | None = None) -> list[Fact]:
    """All facts of a learner, in the order in which they were kept; `owner` as for `existing`.

    Raises:
        CarryError: If there is no such record.
        RecordError: If it cannot be read.
    """
    with existing(where, learner if owner is None else owner) as database:
        found = {fact.id: fact for _, fact in database.facts(learner)}
        if database.read_only:
            for fact in Journal(pending_folder(where)).waiting(learner):
                found.setdefault(fact.id, fact)
    return list(found.values())


def import_facts(
    where: str, carried: Carried, learner: str | None = None, owner: str | None = None
) -> Imported:
    """Bring facts to a record; one that is there already stays as it is, and is not there twice.

    Args:
        where: The record; it is begun where there is none.
        carried: What an export says.
        learner: Whose they become; else they stay whose they were.
        owner: As for `existing`.

    Raises:
        RecordError: If they cannot be kept. Brought again, those that were kept are not kept twice.
    """
    name = carried.learner if learner is None else learner
    database = _open(where, name if owner is None else owner)
    try:
        before = _count(database, name)
        for begin in range(0, len(carried.facts), _BATCH):
            database.write(name, carried.facts[begin : begin + _BATCH])
        return Imported(name, len(carried.facts), _count(database, name) - before)
    finally:
        database.close()


def backup(where: str, learner: str, also: Iterable[Fact] = ()) -> Path:
    """Write an export beside the record - of a URL, into the user's data folder - as a new file.

    Args:
        where: The record.
        learner: Whose facts are copied.
        also: Facts that are perhaps not in the record yet.

    Raises:
        CarryError: If there is no such record.
        RecordError: If it cannot be read, or the file cannot be written.
    """
    known = {fact.id: fact for fact in (*export_facts(where, learner), *also)}
    with saying("the backup cannot be written"):
        path = _new(_base(where))
        try:
            with path.open("w", encoding="ascii") as file:
                write_export(file, learner, known.values())
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
    return path


def backups(where: str, learner: str) -> list[Path]:
    """The files of `backup` that are a learner's."""
    base, found = _base(where), []
    for path in sorted(base.parent.glob("*.backup-*.jsonl")):
        if path.name.startswith(f"{base.name}.backup-"):
            with suppress(CarryError, OSError), path.open("rb") as file:
                if header(file.readline(), str(path)) == filed(learner):
                    found.append(path)
    return found


def forget(where: str, learner: str, owner: str | None = None) -> Forgotten | None:
    """Delete a learner whole, with the backups; None where the record knows no such learner.

    The `owner` is as for `existing`.

    Raises:
        CarryError: If there is no such record.
        RecordError: If it cannot be done now, or not at all.
    """
    copies = backups(where, learner)
    with existing(where, learner if owner is None else owner) as database:
        known = filed(learner) in database.names()
    if not known and not copies:
        return None
    gone = forgotten(where, learner, Journal(pending_folder(where)))
    with saying("the backup cannot be deleted"):
        for path in copies:
            path.unlink(missing_ok=True)
    return Forgotten(gone, tuple(copies))


def _open(where: str, owner: str) -> Database:
    with closing(Database.open(where)) as database:
        begun = bool(database.names())
    # Nobody's state is read in no time; the owner is asked for by the first version's file alone.
    database, _ = opened(where, _NOBODY if begun else owner, Journal(pending_folder(where)))
    return database


def _count(database: Database, learner: str) -> int:
    query = select(func.count()).select_from(facts).join(learners)
    [(number,)] = database.select(query.where(learners.c.name == filed(learner)))
    return int(number)


def _traces(where: str) -> tuple[Path, ...]:
    """The file of a record, that of the first version, and what waits beside it."""
    file = Path(where).expanduser()
    return file, file.with_suffix(".json"), pending_folder(where)


def _base(where: str) -> Path:
    """The path with which the names of backups begin; each record has one of its own."""
    if is_url(where):
        return place.data_folder() / pending_folder(where).name.replace("pending", "record")
    return Path(where).expanduser()


def _new(base: Path) -> Path:
    """An empty file that was not there before."""
    base.parent.mkdir(parents=True, exist_ok=True)
    paths = (Path(f"{base}.backup-{number}.jsonl") for number in count(1))
    path = next(path for path in paths if not os.path.lexists(path))
    path.touch(exist_ok=False)
    return path
