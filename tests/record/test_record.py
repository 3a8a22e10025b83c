"""The record as a learner's app has it: nothing that goes wrong is raised, and nothing is lost."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.record.samples import Record, an_answer, noon, recording
from tests.record.servers import Server
from tutor.record import connection
from tutor.record.database import Database
from tutor.record.journal import Journal, Kept
from tutor.record.place import pending_folder
from tutor.record.state import Place


def waits(of: Record, until: Callable[[], bool]) -> None:
    """Wait until something has come to pass, which a record's threads bring about."""
    seen = threading.Event()
    of.changed = seen.set
    for _ in range(1000):
        if until():
            return
        seen.wait(0.02)
        seen.clear()
    raise AssertionError(of.notice)


def kept(where: str, learner: str = "Ada") -> list[str]:
    """The ids in the database, in their order."""
    database = Database.open(where)
    found = [fact.id for _, fact in database.facts(learner)]
    database.close()
    return found


def test_what_was_done_is_there_when_the_record_is_opened_again(where: str) -> None:
    """Answers, undone ones, lessons, and the very page with its lab."""
    with recording(where) as record:
        slip, answer = record.add(an_answer("1")), record.add(an_answer("2"))
        record.undo(slip.id)
        record.go("the-claim", 3)
        record.finish("first-update", 5)
        record.go("the-claim", 1, '{"rate": "1/10"}')
        before = record.state
    with recording(where) as record:
        assert record.state == before
        assert [one.id for one in record.state.answers] == [answer.id]
        assert record.state.place == Place("the-claim", 1, '{"rate": "1/10"}')
        assert (record.state.reached, record.state.finished) == (
            {"the-claim": 3, "first-update": 5},
            {"first-update"},
        )
        assert record.notice is None
    assert not list(pending_folder(where).glob("*"))


def test_what_is_done_before_the_record_was_read_counts_after_what_was_read(where: str) -> None:
    """The first frame does not wait for it."""
    with recording(where) as record:
        first = record.add(an_answer("1"))
    record = Record(where, "Ada", noon)
    second = record.add(an_answer("2"))
    record.start()
    assert record.loaded.wait(30)
    assert [one.id for one in record.state.answers] == [first.id, second.id]
    assert record.close(30) == 0
    assert kept(where) == [first.id, second.id]


def test_a_record_that_is_never_started_says_what_it_could_not_keep(file: str) -> None:
    """It holds nobody up."""
    record = Record(file, "Ada", noon)
    record.add(an_answer())
    assert not record.wait_saved(0)
    assert record.close() == 1


@pytest.mark.parametrize(
    "content", [b"This is a letter to my aunt. " * 50, b"SQLite format 3\0" * 9]
)
def test_a_file_that_is_no_database_is_left_and_what_is_done_waits(
    file: str, content: bytes
) -> None:
    """One line says so; when the file is gone, all is kept."""
    Path(file).parent.mkdir()
    Path(file).write_bytes(content)
    with recording(file) as record:
        answer = record.add(an_answer())
        assert record.wait_saved(10)
        assert record.notice is not None
        assert "is no record" in record.notice
        assert "\n" not in record.notice
    with recording(file) as record:
        assert [one.id for one in record.state.answers] == [answer.id]
    assert Path(file).read_bytes() == content
    Path(file).unlink()
    with recording(file) as record:
        assert record.notice is None
    assert kept(file) == [answer.id]


def test_a_student_is_told_no_path_of_the_machine_of_the_class(file: str) -> None:
    """But that what they do waits, and that it will be kept."""
    Path(file).parent.mkdir()
    Path(file).write_bytes(b"This is a letter to my aunt. " * 50)
    record = Record(file, "Ada", noon, seat="7")
    record.start()
    assert record.loaded.wait(10)
    assert record.notice is not None
    assert "what you do waits, and is kept" in record.notice
    assert "/" not in record.notice
    assert record.close(10) == 0


def test_a_database_of_another_program_is_left_as_it_is(file: str) -> None:
    """No table is added to it, nor is its way of writing changed."""
    Path(file).parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    before = Path(file).read_bytes()
    with recording(file) as record:
        record.add(an_answer())
        assert record.wait_saved(10)
        assert record.notice is not None
        assert "holds other tables" in record.notice
    assert Path(file).read_bytes() == before


def test_an_empty_file_becomes_a_record(file: str) -> None:
    """Somebody may have made it to say where the record shall be."""
    Path(file).parent.mkdir()
    Path(file).touch()
    with recording(file) as record:
        answer = record.add(an_answer())
        assert record.notice is None
    assert kept(file) == [answer.id]


def test_a_locked_file_holds_nobody_up(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts wait in the journal, then are kept, none twice."""
    monkeypatch.setattr(connection, "_PATIENCE", 0.05)
    with recording(file) as record, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answers = [record.add(an_answer(str(number))).id for number in range(5)]
        assert record.wait_saved(10)
        waits(record, lambda: record.notice is not None and "locked" in record.notice)
        assert len(list(pending_folder(file).iterdir())) == 1
        other.execute("ROLLBACK")
        waits(record, lambda: record.notice is None and not record._behind)
        answers.append(record.add(an_answer("after")).id)
    assert kept(file) == answers
    assert not list(pending_folder(file).glob("*"))


def test_that_nothing_could_be_saved_is_said_until_it_is(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Be it in the database, though the journal has not come to it."""

    def full(_journal: Journal, _facts: Kept) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "keep", full)
    monkeypatch.setattr(connection, "_PATIENCE", 0.05)
    with recording(file) as record, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        record.add(an_answer())
        waits(record, lambda: record.notice is not None and "cannot be saved" in record.notice)
        assert record.unsaved == 1
        other.execute("ROLLBACK")
        waits(record, lambda: record.notice is None)
        assert record.unsaved == 0


def test_a_file_that_is_locked_at_the_start_is_read_when_it_is_free(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then the learner begins anew, and loses nothing by it."""
    with recording(file) as record:
        first = record.add(an_answer())
    monkeypatch.setattr(connection, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        # As long as it is in this mode, nobody else can read either.
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        record = Record(file, "Ada", noon)
        record.start()
        assert record.loaded.wait(10)
        second = record.add(an_answer())
        assert record.wait_saved(10)
        assert [one.id for one in record.state.answers] == [second.id]
    waits(record, lambda: len(record.state.answers) == 2)
    assert record.close(10) == 0
    assert kept(file) == [first.id, second.id]


def test_a_server_that_is_away_at_the_start_is_waited_for(server: Server) -> None:
    """By two programs, one after the other; the second one knows what the first one did."""
    where = server.fresh()
    server.stop()
    try:
        with recording(where) as record:
            first = record.add(an_answer())
            assert record.wait_saved(10)
            assert record.notice is not None
            assert str(pending_folder(where)) in record.notice
        record = Record(where, "Ada", noon)
        record.start()
        assert record.loaded.wait(10)
        assert [one.id for one in record.state.answers] == [first.id]
        second = record.add(an_answer())
    finally:
        server.start()
    waits(record, lambda: record.notice is None and not record._behind)
    assert [one.id for one in record.state.answers] == [first.id, second.id]
    assert record.close(10) == 0
    assert kept(where) == [first.id, second.id]


def test_a_server_that_goes_and_comes_back_has_all_of_it_once(server: Server) -> None:
    """Answers are given all the while."""
    where = server.fresh()
    with recording(where) as record:
        answers = [record.add(an_answer()).id]
        waits(record, lambda: not record._behind)
        server.stop()
        try:
            for _ in range(3):
                answers.append(record.add(an_answer()).id)
                assert record.wait_saved(10)
            waits(record, lambda: record.notice is not None)
        finally:
            server.start()
        answers.append(record.add(an_answer()).id)
        waits(record, lambda: record.notice is None and not record._behind)
    assert kept(where) == answers


def test_two_programs_write_to_one_record_at_once(where: str) -> None:
    """Each sees its own, and the next one all of it."""
    with recording(where) as one, recording(where) as other:
        ids = [record.add(an_answer()).id for _ in range(20) for record in (one, other)]
        assert len(one.state.answers) == len(other.state.answers) == 20
    with recording(where) as record:
        assert sorted(found.id for found in record.state.answers) == sorted(ids)
