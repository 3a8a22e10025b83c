"""The tables of a record, and how a database comes to have them.

The schema has a number. Each step of `_STEPS` leads from one number to the next; steps are never
changed once they were published. With two databases, one table of facts and a handful of steps, a
list of functions is all that is needed of a migration tool.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    inspect,
    select,
    text,
)

from tutor.record.connection import RecordError

VERSION = 1
"""Of the schema. A record with a higher one is read and never written."""
_SCHEMA_LOCK = 7_234_641
"""Any number: who makes or changes the schema in PostgreSQL holds the lock of this number."""

_metadata = MetaData()
_BIG = BigInteger().with_variant(Integer(), "sqlite")

versions = Table("record_version", _metadata, Column("version", Integer, nullable=False))
learners = Table(
    "learners",
    _metadata,
    Column("id", _BIG, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
facts = Table(
    "facts",
    _metadata,
    Column("seq", _BIG, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("learner", ForeignKey("learners.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("zone", Integer, nullable=False),
    # Of answers.
    Column("question", Text),
    Column("concept", Text),
    Column("given", Text),
    Column("right", Boolean),
    Column("confidence", Integer),
    Column("hints", Integer),
    Column("all_hints", Boolean),
    Column("seconds", Float),
    Column("misconception", Text),
    Column("predicted", Boolean),
    Column("place", Text),
    Column("version", Text),
    # Of visits, and of what is reset.
    Column("lesson", Text),
    Column("page", Integer),
    Column("done", Boolean),
    Column("lab", Text),
    # Of what is undone.
    Column("answer", Text),
    Index("facts_of_learner", "learner", "seq"),
)


def _first(connection: Connection) -> None:
    """From nothing to version 1."""
    _metadata.create_all(connection)


_STEPS: Sequence[Callable[[Connection], None]] = (_first,)


def version_of(engine: Engine) -> int:
    """The version of the schema that is there; 0 where there is none."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tables = set(inspect(connection).get_table_names())
        if versions.name in tables:
            return int(connection.scalar(select(func.max(versions.c.version))) or 0)
        ours = {facts.name, learners.name}
        # A server's database may be shared with others' tables, a file is one program's.
        if tables and (engine.dialect.name == "sqlite" or tables & ours):
            raise RecordError(f"{engine.url.database} holds other tables; it is left as it is")
        return 0


def migrate(engine: Engine) -> int:
    """Take all steps that are missing, while nobody else does."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})"))
        there = inspect(connection).has_table(versions.name)
        version = int(connection.scalar(select(func.max(versions.c.version))) or 0) if there else 0
        for step in _STEPS[version:]:
            step(connection)
        if version < VERSION:
            connection.execute(delete(versions))
            connection.execute(versions.insert().values(version=VERSION))
        return max(version, VERSION)
