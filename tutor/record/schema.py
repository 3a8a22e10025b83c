"""The tables of a record, as the program knows them; `migration` makes them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()
_BIG = BigInteger().with_variant(Integer(), "sqlite")


def _only(rows: str) -> dict[str, Any]:
    """An index of some rows alone."""
    return {"sqlite_where": text(rows), "postgresql_where": text(rows)}


versions = Table("record_version", metadata, Column("version", Integer, nullable=False))
learners = Table(
    "learners",
    metadata,
    Column("id", _BIG, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
facts = Table(
    "facts",
    metadata,
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
    Index("facts_at_place", "place", "seq"),
    Index("facts_that_betray", "at", **_only("misconception IS NOT NULL")),
    Index("facts_that_take_back", "learner", "seq", **_only("kind IN ('undo', 'reset')")),
)
room = Table(
    "room",
    metadata,
    Column("seq", _BIG, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
)
seats = Table(
    "seats",
    metadata,
    Column("id", Text, primary_key=True),
    Column("learner", ForeignKey("learners.id", ondelete="CASCADE"), nullable=False),
    Column("server", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("began", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("page", Integer),
    Column("since", Text, nullable=False),
    Column("stuck", Boolean, nullable=False),
    Index("seats_of_learner", "learner"),
)
pins = Table(
    "pins",
    metadata,
    Column("learner", ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
    Column("at", Text, nullable=False),
    # Those that were wrong or are being looked at, and when the last of them came.
    Column("tries", Integer, nullable=False),
    Column("tried", Text, nullable=False),
)
