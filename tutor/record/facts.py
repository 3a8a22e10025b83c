"""What a learner did, as facts: each has an id of its own, and none is ever changed.

All else is derived from them. A fact is a plain dictionary of texts and numbers in the journal, in
an export and in a row of the database, and a frozen value everywhere else.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import UnionType
from typing import Any, ClassVar, TypeVar, get_type_hints
from uuid import uuid4

Row = dict[str, Any]

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no text in a database can hold: PostgreSQL refuses NUL, UTF-8 has no lone surrogates."""
_MOST = 2**31 - 1
"""The largest whole number that both databases keep in their columns."""
_LONGEST_ID = 200
_LONGEST_NAME = 400
"""Letters; PostgreSQL's index takes no more than 2,700 bytes."""
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class FactError(Exception):
    """What was read is no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share."""

    kind: ClassVar[str]
    id: str = ""
    """Unique in the world; `stamped` fills it in."""
    at: str = ""
    """When, such as 2026-03-02T11:00:00.000Z; see `instant`."""
    zone: int = 0
    """Minutes east of UTC where the learner was, by which a day is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Fact):
    """One answer to one question."""

    kind: ClassVar[str] = "answer"
    question: str
    concept: str
    given: str
    right: bool
    confidence: int
    """1 to 3, or 0 where none was asked for."""
    hints: int
    """How many were read before the answer."""
    all_hints: bool = False
    """Whether the last of them was read, which gives the answer."""
    seconds: float = 0.0
    """From the question's appearance to the answer."""
    misconception: str | None = None
    """The id of the one that the answer betrays."""
    predicted: bool = False
    """A prediction, made before it was shown what happens."""
    place: str
    """Where it was asked, such as `lesson:zero-start` or `quiz:7`."""
    version: str = ""
    """The program's version, with which the question's id names one question for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """A page was opened, left with another state of its lab, or read to the lesson's end."""

    kind: ClassVar[str] = "visit"
    lesson: str
    page: int
    """From 0."""
    done: bool = False
    """The lesson was read to its end."""
    lab: str | None = None
    """The state of the lab on the page, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Fact):
    """An answer was a slip of the finger, and does not count."""

    kind: ClassVar[str] = "undo"
    answer: str
    """Its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset(Fact):
    """What was done before in a lesson, or in all, does not count any more."""

    kind: ClassVar[str] = "reset"
    lesson: str | None = None
    """None for all."""


KINDS: Mapping[str, type[Fact]] = {kind.kind: kind for kind in (Answer, Visit, Undo, Reset)}
_TYPES = {kind: get_type_hints(kind) for kind in KINDS.values()}


_F = TypeVar("_F", bound=Fact)


def stamped(fact: _F, now: datetime) -> _F:
    """A fact with its time and an id of its own; one that has them keeps them.

    What no database can hold is replaced in it, so that what counts now is what is read later.
    """
    if fact.id:
        return cleaned(fact)
    local = now if now.tzinfo else now.astimezone()
    offset = local.utcoffset() or timedelta()
    zone = int(offset.total_seconds() // 60)
    return replace(cleaned(fact), id=uuid4().hex, at=instant(now), zone=zone)


def instant(now: datetime) -> str:
    """A time as facts say it: in UTC with milliseconds; sorts as text."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cleaned(fact: _F) -> _F:
    """A fact that both databases give back as it is."""
    names = (name for name in _TYPES[type(fact)] if name != "kind")
    values: dict[str, Any] = {name: _kept(getattr(fact, name)) for name in names}
    kept = replace(fact, **values)
    if isinstance(kept, Answer) and isinstance(kept.seconds, int):
        return replace(kept, seconds=float(kept.seconds))
    return kept


def _kept(value: object) -> object:
    match value:
        case str():
            return kept_text(value)
        case bool():
            return value
        case int():
            return max(-_MOST, min(value, _MOST))
        case float() if not math.isfinite(value):
            return 0.0
        case _:
            return value


def kept_text(text: str) -> str:
    """A text that both databases give back as it is."""
    return _UNKEPT.sub("\N{REPLACEMENT CHARACTER}", text)


def filed(learner: str) -> str:
    """The name under which a learner is kept: their own, or the beginning of a very long one."""
    name = kept_text(learner)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 65]}…{sha256(name.encode()).hexdigest()}"


def row_of(fact: Fact) -> Row:
    """A fact as plain values."""
    # Not `asdict`, which copies what needs no copy: of many facts that takes longest of all.
    return {"kind": fact.kind, **{one.name: getattr(fact, one.name) for one in fields(fact)}}


def fact_of(row: Mapping[str, Any]) -> Fact:
    """Plain values as a fact; what is not ours in them is left out.

    Raises:
        FactError: If they are none.
    """
    try:
        kind = KINDS[row["kind"]]
        fact = kind(**{one.name: row[one.name] for one in fields(kind) if one.name in row})
        datetime.fromisoformat(fact.at)
    except (KeyError, TypeError, ValueError) as error:
        raise FactError(f"no fact: {error}") from None
    wrong = [name for name, expected in _TYPES[kind].items() if not _fits(fact, name, expected)]
    if wrong or not 0 < len(fact.id) <= _LONGEST_ID or abs(fact.zone) >= 24 * 60:
        raise FactError(f"no fact: {wrong[0] if wrong else 'its id or its zone'} is wrong")
    if not _AT.fullmatch(fact.at):
        raise FactError(f"no fact: {fact.at!r} is no time")
    return cleaned(fact)


def _fits(fact: Fact, name: str, expected: type | UnionType) -> bool:
    value = getattr(fact, name)
    if name == "kind":
        return True
    if expected is float:  # JSON may write a whole number of seconds without a point.
        expected = int | float
    return isinstance(value, expected) and (expected is bool or not isinstance(value, bool))
