"""Where a record can be: in a file, or in a PostgreSQL that the tests start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.servers import Server, running
from tutor.record import place, store
from tutor.record.database import Database


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journals of a record on a server lie in the user's folder; and nothing waits for long."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(place, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(store, "_AGAIN", 0.05)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a process."""
    with running() as server:
        server.hurry()
        yield server


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The path of a record that is not there yet, nor is its folder."""
    return str(tmp_path / "learner" / "record.sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, file: str) -> str:
    """A record that is not there yet, in a file and on a server."""
    if request.param == "sqlite":
        return file
    server: Server = request.getfixturevalue("server")
    return server.fresh()


@pytest.fixture
def database(where: str) -> Iterator[Database]:
    """A new record, in a file and on a server."""
    opened = Database.open(where)
    yield opened
    opened.close()
