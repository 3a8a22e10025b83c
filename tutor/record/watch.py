"""Hear of it when somebody has written to a record, without asking for what it was."""

import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from tutor.record.connection import engine_of, url_of
from tutor.record.database import CHANNEL

_OFTEN = 0.1
"""Seconds between two looks at a file."""
_AGAIN = 0.5
"""Seconds until a server that is away is called again."""
_CARE = {
    "connect_timeout": "2",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""What is said to the server where the URL says nothing; a dead line would say nothing for ever."""


class Watch:
    """Hears of writes to a record from its beginning as a context manager on.

    It has a connection of its own, and belongs to one thread. Where the record is away it goes on
    trying; when it is back, something may have happened.
    """

    def __init__(self, where: str) -> None:
        """Watch nothing yet.

        Args:
            where: The path or the URL of the record.

        Raises:
            RecordError: If no record is kept in what it names, or the driver is missing.
        """
        url = url_of(where)
        is_file = url.get_backend_name() == "sqlite"
        self._watched: _Watched = _File(url) if is_file else _Server(url)

    def __enter__(self) -> Self:
        """Begin."""
        self._watched.wait(0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        self._watched.close()

    def wait(self, patience: float) -> bool:
        """Wait for the next write; it raises nothing.

        Args:
            patience: Seconds after which it gives up.

        Returns:
            Whether somebody has written, or may have, since it was last asked.
        """
        return self._watched.wait(patience)


class _Watched(Protocol):
    def wait(self, patience: float) -> bool: ...

    def close(self) -> None: ...


class _File:
    """A file of SQLite, which tells a connection whether another one has committed."""

    def __init__(self, url: URL) -> None:
        self._path = Path(url.database or "").absolute()
        self._connection: sqlite3.Connection | None = None
        self._which = (0, 0)
        self._seen: object = None

    def wait(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while (now := self._look()) == self._seen:
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(_OFTEN, left))
        self._seen = now
        return True

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _look(self) -> object:
        """What is another thing after each commit, and where the file is another one."""
        try:
            about = self._path.stat()
            which = (about.st_dev, about.st_ino)
            if self._connection is None or which != self._which:
                self.close()
                where = f"{self._path.as_uri()}?mode=rw"  # It makes no file.
                self._connection = sqlite3.connect(where, uri=True, isolation_level=None)
                self._which = which
            return which, self._connection.execute("PRAGMA data_version").fetchall()
        except (OSError, sqlite3.Error):
            self.close()
            return None


class _Server:
    """PostgreSQL, which tells who listens."""

    def __init__(self, url: URL) -> None:
        said = {name: value for name, value in _CARE.items() if name not in url.query}
        self._engine = engine_of(url.update_query_dict(said))
        self._connection: Connection | None = None

    def wait(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while self._connection is None:
            if self._listen():
                return True
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(_AGAIN, left))
        try:
            return _heard(self._connection, max(0.0, end - time.monotonic()))
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            # Nobody knows what was missed.
            self.close()
            return True

    def close(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.invalidate()
                self._connection.close()
            self._connection = None
        self._engine.dispose()

    def _listen(self) -> bool:
        try:
            self._connection = self._engine.connect()
            self._connection.execution_options(isolation_level="AUTOCOMMIT")
            self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        except SQLAlchemyError:
            self.close()
            return False
        return True


def _heard(connection: Connection, patience: float) -> bool:
    driver: Any = connection.connection.driver_connection  # What only psycopg can do.
    heard = list(driver.notifies(timeout=patience, stop_after=1))
    # What came with it is no more news.
    return bool(heard + list(driver.notifies(timeout=0)))
