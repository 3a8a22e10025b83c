"""Whoever watches a record hears of every write, whoever made it."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.record.samples import NOON, an_answer
from tests.record.servers import Server
from tutor.record.connection import RecordError
from tutor.record.database import Database
from tutor.record.facts import stamped
from tutor.record.room import Note
from tutor.record.seats import Where, keep_warm, move, rise, seat, sit
from tutor.record.taught import tell
from tutor.record.watch import Watch

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from tests.record.samples import NOON, an_answer
from tutor.record.database import Database
from tutor.record.facts import stamped

database = Database.open(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    database.write("Ada", [stamped(an_answer(), NOON)])
    print("written", flush=True)
"""


def test_a_write_of_another_process_is_heard_within_half_a_second(where: str) -> None:
    """Time and again, and nothing is heard between."""
    Database.open(where).close()
    command = [sys.executable, "-c", WRITER, where]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as writer,
        Watch(where) as watch,
    ):
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        watch.wait(0.2)  # To open a record may have written to it.
        for _ in range(5):
            assert not watch.wait(0.15)
            writer.stdin.write("write\n")
            writer.stdin.flush()
            assert writer.stdout.readline() == "written\n"
            written = time.monotonic()
            assert watch.wait(5)
            assert time.monotonic() - written < 0.5
        writer.stdin.close()


def test_all_that_concerns_the_room_is_heard(database: Database, where: str) -> None:
    """Facts, seats and what the teacher does; what is only read is not."""
    acts: list[Callable[[], object]] = [
        lambda: database.write("Ada", [stamped(an_answer(), NOON)]),
        lambda: tell(database, Note(text="hello"), NOON),
        lambda: sit(database, seat("1", "Ada", "one", "", NOON)),
        lambda: move(database, "1", Where("lab"), NOON),
        lambda: keep_warm(database, "one", NOON + timedelta(seconds=9)),
        lambda: rise(database, "1"),
        lambda: database.forget("Ada"),
    ]
    with Watch(where) as watch:
        for act in acts:
            act()
            assert watch.wait(1)
            database.names()
            assert not watch.wait(0.05)


def test_what_was_written_between_two_calls_is_heard_at_once(
    database: Database, where: str
) -> None:
    """However much it was, it is not heard of for longer than a moment."""
    with Watch(where) as watch:
        for _ in range(20):
            tell(database, Note(text="hello"), NOON)
        begin = time.monotonic()
        assert watch.wait(5)
        assert time.monotonic() - begin < 0.2
        # A server may tell of it in more than one piece.
        again = 0
        while watch.wait(0.2):
            again += 1
        assert again < 5


def test_a_watch_waits_as_long_as_it_was_told(database: Database, where: str) -> None:
    """Not shorter, and hardly longer; it costs next to nothing meanwhile."""
    with Watch(where) as watch:
        begin, spent = time.monotonic(), time.thread_time()
        assert not watch.wait(0.5)
        assert 0.45 < time.monotonic() - begin < 0.9
        assert time.thread_time() - spent < 0.02
    assert database.names() == []


def test_a_watch_survives_the_restart_of_a_server(server: Server) -> None:
    """It says that something may have happened, then hears again."""
    where = server.fresh()
    database = Database.open(where)
    with Watch(where) as watch:
        server.stop()
        try:
            assert watch.wait(2)
            assert not watch.wait(0.2)
        finally:
            server.start()
        assert watch.wait(5)
        assert not watch.wait(0.2)
        teller = threading.Timer(0.2, lambda: tell(database, Note(text="hello"), NOON))
        teller.start()
        assert watch.wait(5)
        # It is heard at the commit: what holds the connection until then gives it back later.
        teller.join()
    database.close()


def test_a_record_that_is_made_later_or_anew_is_heard_of(file: str) -> None:
    """The watch makes no file of its own; and it is not deaf where a file took another's place."""
    with Watch(file) as watch:
        assert not watch.wait(0.2)
        assert not Path(file).exists()
        database = Database.open(file)
        assert watch.wait(1)
        watch.wait(0.2)
        database.close()
        shutil.copy(file, f"{file}.copy")
        Path(f"{file}.copy").replace(file)
        assert watch.wait(1)
        tell(database, Note(text="hello"), NOON)
        assert watch.wait(1)
        assert not watch.wait(0.2)


def test_what_can_be_no_record_is_not_watched() -> None:
    """It is said at once, as when it is opened."""
    with pytest.raises(RecordError, match="no record is kept in mysql"):
        Watch("mysql://host/record")
