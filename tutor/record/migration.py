"""How a database comes to have the tables of a record.

The schema has a number. Each step of `_STEPS` leads from one number to the next; steps are never
changed once they were published, which is why they are text, and do not speak of the tables that
the program knows now. With two databases and a handful of steps, this is all that is needed of a
migration tool.
"""

from collections.abc import Sequence

from sqlalchemy import Engine, delete, func, inspect, select, text

from tutor.record.connection import RecordError
from tutor.record.schema import metadata, versions

_SCHEMA_LOCK = 7_234_641
"""Any number: who makes or changes the schema in PostgreSQL holds the lock of this number."""
_TYPES = {
    "sqlite": {"key": "INTEGER", "whole": "INTEGER"},
    "postgresql": {"key": "BIGSERIAL", "whole": "BIGINT"},
}
"""What the databases call a key that they count up, and a reference to it."""

_FIRST = """
CREATE TABLE record_version (version INTEGER NOT NULL);
CREATE TABLE learners (id {key} NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE facts (
    seq {key} NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    learner {whole} NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    zone INTEGER NOT NULL,
    question TEXT,
    concept TEXT,
    given TEXT,
    "right" BOOLEAN,
    confidence INTEGER,
    hints INTEGER,
    all_hints BOOLEAN,
    seconds FLOAT,
    misconception TEXT,
    predicted BOOLEAN,
    place TEXT,
    version TEXT,
    lesson TEXT,
    page INTEGER,
    done BOOLEAN,
    lab TEXT,
    answer TEXT,
    FOREIGN KEY (learner) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE INDEX facts_of_learner ON facts (learner, seq)
"""
_SECOND = """
CREATE INDEX facts_at_place ON facts (place, seq);
CREATE INDEX facts_that_betray ON facts (at) WHERE misconception IS NOT NULL;
CREATE INDEX facts_that_take_back ON facts (learner, seq) WHERE kind IN ('undo', 'reset');
CREATE TABLE room (
    seq {key} NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE seats (
    id TEXT NOT NULL PRIMARY KEY,
    learner {whole} NOT NULL,
    server TEXT NOT NULL,
    address TEXT NOT NULL,
    began TEXT NOT NULL,
    seen TEXT NOT NULL,
    place TEXT NOT NULL,
    page INTEGER,
    since TEXT NOT NULL,
    stuck BOOLEAN NOT NULL,
    FOREIGN KEY (learner) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE INDEX seats_of_learner ON seats (learner);
CREATE TABLE pins (
    learner {whole} NOT NULL PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    tried TEXT NOT NULL,
    FOREIGN KEY (learner) REFERENCES learners (id) ON DELETE CASCADE
)
"""
_STEPS: Sequence[str] = (_FIRST, _SECOND)
VERSION = len(_STEPS)
"""Of the schema. A record with a higher one is read and never written."""


def version_of(engine: Engine) -> int:
    """The version of the schema that is there; 0 where there is none."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tables = set(inspect(connection).get_table_names())
        if versions.name in tables:
            return int(connection.scalar(select(func.max(versions.c.version))) or 0)
        # A server's database may be shared with others' tables, a file is one program's.
        if tables and (engine.dialect.name == "sqlite" or tables & set(metadata.tables)):
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
        for statement in _statements(engine.dialect.name, version):
            connection.exec_driver_sql(statement)
        if version < VERSION:
            connection.execute(delete(versions))
            connection.execute(versions.insert().values(version=VERSION))
        return max(version, VERSION)


def _statements(database: str, version: int) -> list[str]:
    """What leads from a version to the present one."""
    steps = (step.format(**_TYPES[database]) for step in _STEPS[version:])
    return [statement for step in steps for statement in step.split(";")]
