"""A database that cannot be reached, opened or read: one line says why, and nothing stays of it."""

from pathlib import Path

import pytest

from tests.record.servers import Server
from tutor.record import connection
from tutor.record.connection import BusyError, RecordError, engine_of, shown, url_of
from tutor.record.database import Database
from tutor.record.journal import Journal
from tutor.record.opening import opened


def test_who_gets_no_connection_may_ask_again(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are taken by others of the same program: the record is busy, not broken."""
    monkeypatch.setattr(connection, "_PATIENCE", 1)
    database = Database.open(server.fresh())
    with database.writing(), database.writing(), pytest.raises(BusyError):
        database.names()
    assert database.names() == []
    database.close()


@pytest.mark.parametrize(
    ("broken_by", "why"),
    [
        ("DROP TABLE record_version", "holds other tables"),
        ("DROP TABLE facts", "is no record"),
    ],
)
def test_a_record_that_cannot_be_opened_or_read_is_let_go(
    server: Server, tmp_path: Path, broken_by: str, why: str
) -> None:
    """No connection stays that nobody knows of."""
    where = server.fresh()
    Database.open(where).close()
    engine = engine_of(url_of(where))
    with engine.begin() as connection:
        connection.exec_driver_sql(broken_by)
    engine.dispose()
    with pytest.raises(RecordError, match=why):
        opened(where, "Ada", Journal(tmp_path))
    server.remove(where)


def test_a_password_is_not_shown() -> None:
    """What is said of a record stands on a screen that others see."""
    url = "postgresql+psycopg://ada:se:cret@host/record"
    assert shown(url) == "postgresql+psycopg://ada:***@host/record"
    assert shown("postgresql://ada@host/record") == "postgresql://ada@host/record"
    with pytest.raises(RecordError) as caught:
        Database.open("postgresql://ada:secret@nohost.invalid:1/record?connect_timeout=2")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("mysql://host/record", "no record is kept in mysql"),
        ("nonsense://", "no record is kept in nonsense"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("://", "is no URL"),
    ],
)
def test_what_can_be_no_record_is_said_so(where: str, why: str) -> None:
    """In one line, with what would do."""
    with pytest.raises(RecordError, match=why) as caught:
        Database.open(where)
    assert "\n" not in str(caught.value)
