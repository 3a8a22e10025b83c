"""The database: the same in a file and on a server."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from tests.record.samples import AWKWARD, NOON, an_answer, facts, named, recording
from tutor.record.connection import RecordError, engine_of, url_of
from tutor.record.database import Database
from tutor.record.facts import Answer, Fact, Reset, Undo, Visit, filed, stamped
from tutor.record.migration import VERSION
from tutor.record.schema import facts as fact_table
from tutor.record.schema import versions
from tutor.record.state import State

ROOT = Path(__file__).parents[2]
OPENER = """
import sys
from tutor.record.database import Database

print("ready", flush=True)
sys.stdin.readline()
database = Database.open(sys.argv[1])
print(database.names(), database.read_only)
"""
PRINTER = """
import sys
from pathlib import Path

for path in Path(sys.argv[1]).iterdir():
    print(path.read_bytes())
"""
_numbers = count()


def told(database: Database, learner: str) -> list[Fact]:
    """All facts of a learner, in their order."""
    return [fact for _, fact in database.facts(learner)]


@given(told_before=facts(), told_then=facts())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_facts_come_back_equal_and_in_order_and_the_state_follows_from_them(
    database: Database, told_before: list[Fact], told_then: list[Fact]
) -> None:
    """Whatever Hypothesis can think of, written at once and in two parts, one of them twice."""
    learner = f"learner {next(_numbers)}"
    database.write(learner, told_before)
    database.write(learner, told_before + told_then)
    assert told(database, learner) == told_before + told_then
    assert database.state(learner) == State.of(told_before + told_then)


def test_a_fact_that_is_kept_twice_is_there_once_and_stays_as_it_was(database: Database) -> None:
    """It is known by its id, in one call and in several."""
    first = named(an_answer("1"), "one")
    database.write("Ada", [first, first])
    database.write("Ada", [named(an_answer("2"), "one"), named(an_answer("3"), "two")])
    assert told(database, "Ada") == [first, named(an_answer("3"), "two")]


def test_two_learners_do_not_see_each_other(database: Database) -> None:
    """Nor does the reset of one concern the other."""
    database.write("Ada", [named(an_answer("1"), "a")])
    database.write("ada", [named(an_answer("2"), "b"), named(Reset(), "c")])
    assert [one.given for one in database.state("Ada").answers] == ["1"]
    assert database.state("ada").answers == []
    assert database.state("Ad%") == State()


def test_facts_are_read_from_where_one_stopped(database: Database) -> None:
    """Each has a number, which grows."""
    kept = [named(an_answer(str(number)), str(number)) for number in range(4)]
    database.write("Ada", kept[:2])
    database.write("Bob", [named(an_answer(), "other")])
    last = max(number for number, _ in database.facts("Ada"))
    database.write("Ada", kept[2:])
    assert [fact for _, fact in database.facts("Ada", after=last)] == kept[2:]


def test_any_name_is_a_learners_own(database: Database) -> None:
    """Quotes, other scripts, and what would be a path or a command elsewhere."""
    for number, name in enumerate(AWKWARD):
        database.write(name, [named(an_answer(name), f"{number}")])
    assert sorted(database.names()) == sorted(filed(name) for name in AWKWARD)
    for number, name in enumerate(AWKWARD):
        assert [fact.id for fact in told(database, name)] == [f"{number}"]
        assert filed(filed(name)) == filed(name)
    assert filed("ä" * 10_000) != filed("ä" * 10_001)


def test_a_long_name_that_cannot_be_pressed_together_is_taken(database: Database) -> None:
    """The index of PostgreSQL takes no more than 2,700 bytes."""
    name = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(10_000))
    database.write(name, [named(an_answer(), "one")])
    assert len(told(database, name)) == 1


def test_what_no_database_can_hold_is_replaced_before_it_counts(database: Database) -> None:
    """So that what is counted now and what is read later are the same."""
    odd = stamped(an_answer("2\x00\udcff", seconds=float("nan")), NOON)
    assert (odd.given, odd.seconds) == ("2" + 2 * "\N{REPLACEMENT CHARACTER}", 0.0)
    far = stamped(Visit(lesson="the-claim", page=10**30), NOON)
    assert far.page == 2**31 - 1
    database.write("Ada", [odd, far])
    assert told(database, "Ada") == [odd, far]


def test_a_fact_that_nobody_has_cleaned_is_cleaned_when_it_is_kept(database: Database) -> None:
    """One from an import or a journal would otherwise keep all others out for ever."""
    raw = Answer(
        question="q\x00", concept="c", given="\udcff", right=True, confidence=2**40, hints=0,
        place="", id="one", at="2026-03-02T11:00:00.000Z",
    )  # fmt: skip
    database.write("Ada", [raw])
    assert told(database, "Ada") == [stamped(raw, NOON)]


def test_a_lab_state_of_100_kilobytes_is_kept_whole(database: Database) -> None:
    """Nobody has to keep it small."""
    lab = '{"weights": [' + ", ".join(str(number) for number in range(20_000)) + "]}"
    assert len(lab) > 100_000
    database.write("Ada", [stamped(Visit(lesson="the-claim", page=1, lab=lab), NOON)])
    place = database.state("Ada").place
    assert place is not None
    assert place.lab == lab


def assert_nowhere(folder: Path, *words: bytes) -> None:
    """No file in a folder has any of the words in it."""
    # Another process looks: to close a database's file drops the locks of its own.
    found = subprocess.check_output([sys.executable, "-c", PRINTER, str(folder)])
    assert found.count(b"Bob") > 0
    assert [word for word in words if word in found] == []


def test_who_is_forgotten_is_gone_whole(database: Database, where: str) -> None:
    """Facts, name, and in a file what stood in pages that are free now; others stay."""
    database.write("Grace Hopper", [named(an_answer(f"secret {n}"), f"{n}") for n in range(200)])
    database.write("Bob", [named(an_answer("open"), "b")])
    if "://" not in where:
        # As long as another program is open, SQLite does not clear its log by itself.
        with closing(sqlite3.connect(where)) as other:
            other.execute("SELECT count(*) FROM facts").fetchone()
            assert database.forget("Grace Hopper") == 200
            assert_nowhere(Path(where).parent, b"secret", b"Hopper")
    else:
        assert database.forget("Grace Hopper") == 200
    assert database.forget("Grace Hopper") == 0
    assert database.names() == ["Bob"]
    assert told(database, "Grace Hopper") == []
    assert database.state("Grace Hopper") == State()
    assert len(told(database, "Bob")) == 1


def test_nothing_told_makes_no_learner(database: Database) -> None:
    """Who only looked is not in the record."""
    database.write("Ada", [])
    assert database.names() == []


def test_eight_processes_make_the_same_record_at_once(where: str) -> None:
    """One of them makes the tables, the others find them."""
    command = [sys.executable, "-c", OPENER, where]
    pipe = subprocess.PIPE
    openers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
        for _ in range(8)
    ]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    assert {opener.communicate(timeout=60) for opener in openers} == {("[] False\n", "")}
    database = Database.open(where)
    assert database.select(select(versions.c.version)) == [(VERSION,)]
    database.close()


def from_the_future(where: str) -> None:
    """Make of a record what a newer version may leave: another number, and kinds unknown here."""
    database = Database.open(where)
    row = {"id": "new", "kind": "dream", "at": "2026-03-02T11:00:00.000Z", "zone": 0}
    with database._engine.begin() as connection:
        connection.execute(versions.update().values(version=VERSION + 1))
        number = connection.scalar(select(func.max(fact_table.c.learner)))
        connection.execute(fact_table.insert().values(**row, learner=number))
    database.close()


def from_the_present(where: str) -> None:
    """What an update of the program does."""
    engine = engine_of(url_of(where))
    with engine.begin() as connection:
        connection.execute(versions.update().values(version=VERSION))
    engine.dispose()


def test_a_record_from_the_future_is_read_and_left_as_it_is(where: str) -> None:
    """What is done meanwhile waits for a program that can write it, and counts as long."""
    with recording(where) as record:
        first = record.add(an_answer("1"))
    from_the_future(where)
    waiting: list[str] = []
    for given_now in ("2", "3"):
        with recording(where) as record:
            assert record.notice is not None
            assert "newer version" in record.notice
            assert [one.id for one in record.state.answers] == [first.id, *waiting]
            waiting.append(record.add(an_answer(given_now)).id)
            assert record.wait_saved(10)
    database = Database.open(where)
    assert [fact.id for fact in told(database, "Ada")] == [first.id]
    for refused in (lambda: database.write("Ada", [first]), lambda: database.forget("Ada")):
        with pytest.raises(RecordError, match="newer version"):
            refused()
    database.close()
    from_the_present(where)
    with recording(where) as record:
        assert record.notice is None
        assert [one.id for one in record.state.answers] == [first.id, *waiting]


def test_an_undo_concerns_one_answer(database: Database) -> None:
    """The others to the same question stay."""
    kept = [named(an_answer(str(number)), f"{number}") for number in range(3)]
    database.write("Ada", [*kept, stamped(Undo(answer="1"), NOON)])
    assert [one.id for one in database.state("Ada").answers] == ["0", "2"]


def test_what_is_rehearsed_is_taken_back(where: str) -> None:
    """Facts and learners of the block are seen within it, and by nobody after it."""
    with closing(Database.open(where)) as database:
        database.write("ada", [named(an_answer(), "one")])
        with database.rehearsing():
            database.write("nobody", [named(an_answer(), "two")])
            assert database.names() == ["ada", "nobody"]
        assert database.names() == ["ada"]
        assert len(list(database.facts("ada"))) == 1
        database.write("grace", [named(an_answer(), "three")])
    with closing(Database.open(where)) as another:
        assert another.names() == ["ada", "grace"]
