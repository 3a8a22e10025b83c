"""The facts in a database: one code for SQLite and PostgreSQL, written in SQLAlchemy Core."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from tutor.record.connection import (
    BusyError,
    RecordError,
    engine_of,
    in_turn,
    saying,
    shown,
    url_of,
)
from tutor.record.facts import Answer, Fact, FactError, cleaned, fact_of, filed, row_of
from tutor.record.migration import VERSION, migrate, version_of
from tutor.record.schema import facts, learners
from tutor.record.state import Given, State

__all__ = ["CHANNEL", "BusyError", "Database", "RecordError", "facts", "learners"]

CHANNEL = "perceptron_tutor"
"""On which PostgreSQL tells who listens that something was written."""
_OTHERS = ("lesson", "page", "done", "lab", "answer")
"""What a state is derived from besides the answers."""
_EMPTY = {column.name: None for column in facts.c if column.name != "seq"}


class Database:
    """One database of facts, of one learner or of many."""

    def __init__(self, engine: Engine, version: int, name: str) -> None:
        self._engine, self._name = engine, name
        self._rehearsal: Connection | None = None
        self.read_only = version > VERSION
        """A newer version of the program has made it."""

    @classmethod
    def open(cls, where: str) -> "Database":
        """Open a database, and bring it to the present version.

        Args:
            where: The path of an SQLite file, or a URL of SQLAlchemy's.

        Raises:
            RecordError: If there is none and none can be made, or what is there is something else.
        """
        url, name = url_of(where), shown(where)
        with saying(name):
            engine = engine_of(url)
            try:
                version = version_of(engine)
                if version < VERSION:
                    with in_turn(url):
                        version = migrate(engine)
            except BaseException:
                engine.dispose()
                raise
            return cls(engine, version, name)

    def write(self, learner: str, new: Iterable[Fact]) -> None:
        """Keep facts; one that is there already stays as it is.

        Raises:
            RecordError: If they cannot be kept now, or not at all.
        """
        rows = [{**_EMPTY, **row_of(cleaned(fact))} for fact in new]
        if not rows:
            return
        with self.writing() as connection:
            owner = numbered(connection, learner)
            filled = [{**row, "learner": owner} for row in rows]
            connection.execute(inserted(connection, facts).on_conflict_do_nothing(), filled)

    def facts(self, learner: str, after: int = 0) -> Iterator[tuple[int, Fact]]:
        """A learner's facts in the order in which they were kept, each with its number there.

        Raises:
            RecordError: If they cannot be read now, or not at all.
        """
        query = (
            select(facts)
            .join(learners)
            .where(learners.c.name == filed(learner), facts.c.seq > after)
            .order_by(facts.c.seq)
        )
        with saying(self._name), self._reading() as connection:
            for row in connection.execute(query).mappings():
                fact = _fact(row.items())
                if fact is not None:
                    yield row["seq"], fact

    def state(self, learner: str) -> State:
        """What follows from a learner's facts.

        Raises:
            RecordError: If they cannot be read now, or not at all.
        """
        columns = [facts.c[name] for name in ("kind", *Given._fields, *_OTHERS)]
        query = (
            select(*columns)
            .join(learners)
            .where(learners.c.name == filed(learner))
            .order_by(facts.c.seq)
        )
        end, state = len(Given._fields), State()
        with saying(self._name), self._reading() as connection:
            for kind, *values in connection.execute(query):
                if kind == Answer.kind:
                    state.answers.append(Given._make(values[:end]))
                else:
                    named = zip((*Given._fields, *_OTHERS), values, strict=True)
                    fact = _fact([("kind", kind), *named])
                    if fact is not None:
                        state.take(fact)
        return state

    def names(self) -> list[str]:
        """The names of all learners, sorted."""
        with saying(self._name), self._reading() as connection:
            return list(connection.scalars(select(learners.c.name).order_by(learners.c.name)))

    def forget(self, learner: str) -> int:
        """Delete a learner and every fact of theirs; gives how many facts there were.

        Raises:
            RecordError: If it cannot be done now, or not at all.
        """
        with self.writing() as connection:
            whose: int | None = connection.scalar(_number(filed(learner)))
            gone = connection.execute(delete(facts).where(facts.c.learner == whose)).rowcount
            connection.execute(delete(learners).where(learners.c.id == whose))
        if self._engine.dialect.name == "sqlite":
            with saying(self._name), self._reading() as connection:
                # What was written before stands in the log beside the file until then.
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def select(self, query: Select[Any]) -> list[Row[Any]]:
        """All rows of a query.

        Raises:
            RecordError: If they cannot be read now, or not at all.
        """
        with saying(self._name), self._reading() as connection:
            return list(connection.execute(query))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, of which everybody who watches hears when it has come to its end.

        Raises:
            RecordError: If nothing can be written now, or not at all.
        """
        if self.read_only:
            raise RecordError(f"{self._name} is from a newer version of the tutor; update it")
        if self._rehearsal is not None:
            yield self._rehearsal
            return
        with (
            saying(self._name),
            self._engine.connect() as connection,  # Before the turn, which shall be short.
            in_turn(self._engine.url),
            connection.begin(),
        ):
            yield connection
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    def close(self) -> None:
        """Let all connections go; what comes next makes another."""
        self._engine.dispose()

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Take back at its end all that is written in this block: what it compiled stays.

        Raises:
            RecordError: If nothing can be written now.
        """
        with saying(self._name), self._engine.connect() as connection, in_turn(self._engine.url):
            self._rehearsal = connection
            try:
                yield
            finally:
                self._rehearsal = None
                connection.rollback()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._rehearsal is not None:
            yield self._rehearsal
            return
        with self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _fact(named: Iterable[tuple[Any, Any]]) -> Fact | None:
    """A row as a fact; None for what only a newer version of the program knows."""
    try:
        return fact_of({name: value for name, value in named if value is not None})
    except FactError:
        return None


def inserted(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """What puts rows into a table, with what both databases can do where they are there."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def numbered(connection: Connection, learner: str) -> int:
    """The number of a learner, who is made where there is none; theirs alone until the commit.

    So the facts of one learner are numbered in the order in which others see them come, and nobody
    is forgotten between this and the first fact.
    """
    name = filed(learner)
    query = _number(name).with_for_update(key_share=True)
    found = connection.execute(query).first()
    if found is None:
        connection.execute(
            inserted(connection, learners).values(name=name).on_conflict_do_nothing()
        )
        found = connection.execute(query).one()
    return int(found.id)


def _number(name: str) -> Select[Any]:
    return select(learners.c.id).where(learners.c.name == name)
