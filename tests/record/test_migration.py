"""A record of an earlier version becomes one of the present version, with all that is in it."""

import threading

import pytest
from sqlalchemy import inspect, select

from tests.record.samples import NOON, an_answer, recording
from tutor.record import migration
from tutor.record.carry import Carried, export_facts, forget, import_facts
from tutor.record.connection import engine_of, url_of
from tutor.record.database import Database
from tutor.record.facts import Fact, Reset, Undo, Visit, row_of, stamped
from tutor.record.migration import VERSION, migrate, version_of
from tutor.record.pins import choose_pin, known_as, right_pin
from tutor.record.room import Note
from tutor.record.schema import facts, metadata, versions
from tutor.record.schema import learners as learner_table
from tutor.record.seats import seat, seats_of, sit
from tutor.record.taught import events, tell


def the_first(where: str, monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """A record as version 1 of the schema has it, with facts of each kind; gives these."""
    told: list[Fact] = [
        stamped(an_answer("1"), NOON),
        stamped(an_answer("2"), NOON),
        stamped(Visit(lesson="zero-start", page=2, lab="{}"), NOON),
        stamped(Reset(lesson="the-claim"), NOON),
    ]
    told.append(stamped(Undo(answer=told[0].id), NOON))
    empty = {column.name: None for column in facts.c if column.name != "seq"}
    Database.open(where).close()
    engine = engine_of(url_of(where))
    with monkeypatch.context() as patch, engine.begin() as connection:
        metadata.drop_all(connection)
        patch.setattr(migration, "_STEPS", migration._STEPS[:1])
        for statement in migration._statements(connection.dialect.name, 0):
            connection.exec_driver_sql(statement)
        connection.execute(versions.insert().values(version=1))
        connection.execute(learner_table.insert().values(id=1, name="Ada"))
        rows = [{**empty, **row_of(fact), "learner": 1} for fact in told]
        connection.execute(facts.insert(), rows)
    assert version_of(engine) == 1
    assert not inspect(engine).has_table("seats")
    engine.dispose()
    return told


def test_a_record_of_the_first_version_keeps_its_facts(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be learned in, and has the room beside them."""
    told = the_first(where, monkeypatch)
    with recording(where) as record:
        assert [one.given for one in record.state.answers] == ["2"]
        assert record.state.reached == {"zero-start": 2}
        new = record.add(an_answer("3"))
    database = Database.open(where)
    assert [fact for _, fact in database.facts("Ada")] == [*told, new]
    note = tell(database, Note(text="hello"), NOON)
    sit(database, seat("1", "Ada", "one", "", NOON))
    assert [event for _, event in events(database)] == [note]
    assert choose_pin(database, "Ada", "1234", NOON)
    assert right_pin(database, "Ada", "1234", NOON)
    assert database.select(select(versions.c.version)) == [(VERSION,)]
    database.close()


def test_ten_come_to_a_record_of_the_first_version_at_once(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One takes the step, the others find it taken."""
    told = the_first(where, monkeypatch)
    found: list[object] = []
    gate = threading.Barrier(10)

    def come() -> None:
        gate.wait()
        database = Database.open(where)
        found.append(([fact for _, fact in database.facts("Ada")], database.read_only))
        database.close()

    threads = [threading.Thread(target=come) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(told, False)] * 10


def test_the_steps_make_the_tables_that_the_program_knows(where: str) -> None:
    """Columns, keys and indexes; what is written in both must not drift apart."""
    made, known = engine_of(url_of(where)), engine_of(url_of(where))
    migrate(made)
    by_steps = shape(where)
    with known.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    assert by_steps == shape(where)
    assert set(by_steps) == {"record_version", "learners", "facts", "room", "seats", "pins"}
    made.dispose()
    known.dispose()


def shape(where: str) -> dict[str, object]:
    """What the database says of its tables."""
    engine = engine_of(url_of(where))
    look = inspect(engine)
    found: dict[str, object] = {
        table: (
            [
                (it["name"], str(it["type"]), it["nullable"], it.get("autoincrement"))
                for it in look.get_columns(table)
            ],
            look.get_pk_constraint(table)["constrained_columns"],
            [
                (it["constrained_columns"], it["referred_table"], it["options"])
                for it in look.get_foreign_keys(table)
            ],
            sorted(it["column_names"] for it in look.get_unique_constraints(table)),
            sorted(
                (it["name"], it["column_names"], sorted(map(str, it["dialect_options"].values())))
                for it in look.get_indexes(table)
            ),
        )
        for table in look.get_table_names()
    }
    engine.dispose()
    return found


def test_who_is_forgotten_leaves_no_seat_and_no_pin(where: str) -> None:
    """Others keep theirs, and what the teacher has said stays."""
    database = Database.open(where)
    tell(database, Note(text="hello"), NOON)
    for number, name in enumerate(("Ada", "Bob")):
        database.write(name, [stamped(an_answer(), NOON)])
        sit(database, seat(f"{number}", name, "one", "", NOON))
        choose_pin(database, name, "1234", NOON)
    gone = forget(where, "Ada")
    assert gone is not None
    assert gone.facts == 1
    assert seats_of(database, "one") == {"1"}
    assert (known_as(database, "Ada"), known_as(database, "Bob")) == (None, "Bob")
    assert len(events(database)) == 1
    database.close()


def test_facts_of_one_with_a_seat_and_a_pin_are_carried_as_those_of_anybody(
    where: str, file: str
) -> None:
    """Seat and PIN are the room's: they stay where they are."""
    database = Database.open(where)
    database.write("Ada", [stamped(an_answer(), NOON)])
    sit(database, seat("1", "Ada", "one", "", NOON))
    choose_pin(database, "Ada", "1234", NOON)
    told = export_facts(where, "Ada")
    database.close()
    other = f"{file}.other"
    assert import_facts(other, Carried("Ada", tuple(told))).new == 1
    assert export_facts(other, "Ada") == told
    carried = Database.open(other)
    assert (known_as(carried, "Ada"), seats_of(carried, "one")) == (None, set())
    carried.close()
