"""Reach a database, SQLite's or PostgreSQL's, and say in one line why it cannot be reached."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.pool import NullPool

from tutor.errors import TutorError
from tutor.record.place import is_url

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 15
"""Seconds for which a write waits for another one, or for a server to answer."""
_PASSWORD = re.compile(r"(://[^/@:]*:)[^/@]+(?=@)")


class RecordError(TutorError):
    """A record that cannot be opened, read or written as it is."""


class BusyError(RecordError):
    """The record is there, but not now: it is locked, or its server is away."""


def shown(where: str) -> str:
    """A record's name without the password that a URL may have in it."""
    return _PASSWORD.sub(r"\1***", where)


def url_of(where: str) -> URL:
    """The URL of a record that is named by a path or by a URL.

    Raises:
        RecordError: If it is a URL of a database that no record is kept in.
    """
    if not is_url(where):
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise RecordError(f"{shown(where)} is no URL of a database; {_EXPECTED}") from None
    match url.get_backend_name():
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" if url.database and url.database != ":memory:":
            return url.set(drivername="sqlite")
        case "sqlite":
            raise RecordError(f"{where} names no file; {_EXPECTED}")
        case other:
            raise RecordError(f"no record is kept in {other}; {_EXPECTED}")


_EXPECTED = "write a path, or postgresql+psycopg://user@host/database"


def engine_of(url: URL) -> Engine:
    """What gives connections to a database; the folder of a file is made.

    Raises:
        RecordError: If the driver of PostgreSQL is not installed.
        OSError: If the folder cannot be made.
    """
    if url.get_backend_name() == "postgresql":
        try:
            limit = {} if "connect_timeout" in url.query else {"connect_timeout": _PATIENCE}
            return create_engine(
                url,
                pool_size=1,
                max_overflow=1,
                pool_timeout=_PATIENCE,
                pool_pre_ping=True,
                connect_args=limit,
            )
        except ImportError:
            raise RecordError(
                "a record in PostgreSQL needs psycopg; install perceptron-tutor[postgres]"
            ) from None
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions would begin too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # See `_sync`.
    # Who is forgotten does not stay in pages that are free now.
    connection.execute("PRAGMA secure_delete = ON")


def _begun(connection: Connection) -> None:
    # A transaction that begins by reading could not be made a writing one beside another.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def in_turn(url: URL) -> Iterator[None]:
    """Write to a file when those have written who came before.

    SQLite lets whoever waits ask again and again, the more seldom the longer they have waited: of
    many, some are overtaken for seconds. The system lets them sleep, and wakes them in their order.
    """
    with ExitStack() as stack:
        if url.get_backend_name() == "sqlite" and fcntl is not None:
            # Without such a file, or without locks, they ask, as SQLite has it.
            with suppress(OSError):
                queue = stack.enter_context(Path(f"{url.database}-queue").open("ab"))
                fcntl.flock(queue, fcntl.LOCK_EX)
        yield
    _sync(url)


def _sync(url: URL) -> None:
    """Have on the disk what was written to a file, should the power fail.

    Within the transaction, everybody else would wait for it; so the disk does it for many at once.
    """
    if url.get_backend_name() == "sqlite":
        # Without a log, all was brought from it into the file, and that was waited for.
        with suppress(FileNotFoundError), Path(f"{url.database}-wal").open("r+b") as log:
            os.fsync(log.fileno())


@contextmanager
def saying(where: str) -> Iterator[None]:
    """Turn a fault of the database or of the disk into one line that says what to do.

    Raises:
        RecordError: For every such fault.
    """
    try:
        yield
    except (OperationalError, NoneFreeError) as error:
        raise BusyError(f"{where}: {_reason(error)}") from None
    except DBAPIError as error:
        if error.connection_invalidated:
            raise BusyError(f"{where}: {_reason(error)}") from None
        raise RecordError(f"{where} is no record ({_reason(error)}); name another") from None
    except SQLAlchemyError as error:
        raise RecordError(f"{where}: {_reason(error)}") from None
    except OSError as error:
        raise RecordError(f"{where}: {error.strerror or error}") from None


def _reason(error: SQLAlchemyError) -> str:
    told = getattr(error, "orig", None) or error
    lines = str(told).splitlines()
    return lines[0].strip() if lines else type(told).__name__
