"""What a teacher puts to the room, as events, and how it stands after them.

An event has an id of its own and is never changed, as a fact is; a learner's facts are theirs,
these are the room's. They are plain values in a row of the database, and frozen ones elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar, get_origin, get_type_hints
from uuid import uuid4

from tutor.record.facts import instant, kept_text

ROOM = "room:"
"""Begins the place of every vote."""
_LONG_AGO = timedelta(hours=12)
"""What is older belongs to another lesson of the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share."""

    kind: ClassVar[str]
    id: str = ""
    """Unique in the world; `stamped` fills it in."""
    at: str = ""
    """When, as a fact has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Event):
    """A question is put to the room, or put again after it was discussed."""

    kind: ClassVar[str] = "ask"
    question: Mapping[str, Any]
    """What `tutor.course.asked` makes the question of."""
    round: int = 1
    """From 1."""
    poll: str = ""
    """The id of the event that asked first; empty in that one itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Event):
    """All may see how many gave which answer."""

    kind: ClassVar[str] = "show"
    poll: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove(Event):
    """The right answer is shown with its proof, and no vote is taken any more."""

    kind: ClassVar[str] = "prove"
    poll: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Event):
    """The question is taken away."""

    kind: ClassVar[str] = "close"
    poll: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Event):
    """A word to all; an empty one takes away the last."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace(Event):
    """How far the class goes."""

    kind: ClassVar[str] = "pace"
    open_to: int | None
    """The number of the last lesson that is open, from 1; None where all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Event):
    """All are asked to come to a page."""

    kind: ClassVar[str] = "invite"
    lesson: str
    page: int
    """From 0."""


EVENTS: Mapping[str, type[Event]] = {
    kind.kind: kind for kind in (Ask, Show, Prove, Close, Note, Pace, Invite)
}
_TYPES = {kind: get_type_hints(kind) for kind in EVENTS.values()}
_OWN = ("id", "at")
"""What has a column of its own."""
_E = TypeVar("_E", bound=Event)


def stamped(event: _E, now: datetime) -> _E:
    """An event with its time and an id of its own, as the database gives it back."""
    values: dict[str, Any] = {one.name: _cleaned(getattr(event, one.name)) for one in fields(event)}
    return replace(event, **values | {"id": uuid4().hex, "at": instant(now)})


def row_of(event: Event) -> dict[str, str]:
    """An event as a row, whose body is JSON in ASCII."""
    body = {one.name: getattr(event, one.name) for one in fields(event) if one.name not in _OWN}
    return {"id": event.id, "at": event.at, "kind": event.kind, "body": json.dumps(body)}


def event_of(row: Mapping[str, Any]) -> Event | None:
    """A row as an event; None for what only a newer version of the program understands."""
    kind = EVENTS.get(row["kind"])
    if kind is None:
        return None
    try:
        values = json.loads(row["body"])
        known = {one.name: values[one.name] for one in fields(kind) if one.name in values}
        event = kind(**known | {name: row[name] for name in _OWN})
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    named = _TYPES[kind].items()
    fit = all(_fits(getattr(event, name), hint) for name, hint in named if name != "kind")
    return event if fit else None


def _fits(value: object, hint: type) -> bool:
    if get_origin(hint) is Mapping:
        return isinstance(value, Mapping)
    return isinstance(value, hint) and not isinstance(value, bool)


def _cleaned(value: object) -> object:
    """The same as it comes back from JSON and from any database."""
    match value:
        case str():
            return kept_text(value)
        case Mapping():
            return {kept_text(str(key)): _cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Poll:
    """A question that was put to the room."""

    id: str
    at: str
    question: Mapping[str, Any]
    round: int = 1
    """Which vote is taken, or was last."""
    shown: bool = False
    """The counts of this round are shown."""
    proved: bool = False
    """The right answer is shown, and voting has ended."""


@dataclass(frozen=True, slots=True)
class Room:
    """How the room stands."""

    poll: Poll | None = None
    """The question that is open, which is the newest, or none."""
    polls: tuple[Poll, ...] = ()
    """All, those that were closed as well; the oldest first."""
    note: Note | None = None
    pace: Pace | None = None
    invitation: Invite | None = None
    last: int = 0
    """The number of the last event that was taken."""

    def after(self, seq: int, event: Event) -> "Room":
        """The room after its next event; one that was taken changes nothing.

        Args:
            seq: The event's number.
            event: What the teacher did.
        """
        return self if seq <= self.last else replace(_after(self, event), last=seq)

    def at(self, now: datetime) -> "Room":
        """The room without what is from another lesson of the class; its pace stays."""
        begin = instant(now - _LONG_AGO)
        return replace(
            self,
            poll=_since(self.poll, begin),
            polls=tuple(poll for poll in self.polls if poll.at >= begin),
            note=_since(self.note, begin),
            invitation=_since(self.invitation, begin),
        )


def _after(room: Room, event: Event) -> Room:
    match event:
        case Ask():
            room = _asked(room, event)
        case Show(poll=poll) | Prove(poll=poll):
            room = _told(room, poll, proof=isinstance(event, Prove))
        case Close(poll=poll) if room.poll is not None and room.poll.id == poll:
            room = replace(room, poll=None)
        case Note():
            room = replace(room, note=event if event.text.strip() else None)
        case Pace():
            room = replace(room, pace=event)
        case Invite():
            room = replace(room, invitation=event)
    return room


def _asked(room: Room, ask: Ask) -> Room:
    name = ask.poll or ask.id
    known = next((poll for poll in room.polls if poll.id == name), None)
    if known is None:
        poll = Poll(name, ask.at, ask.question, ask.round)
        return replace(room, poll=poll, polls=(*room.polls, poll))
    if ask.round <= known.round:  # Of two boards, both have asked again.
        return room
    again = replace(known, round=ask.round, shown=False, proved=False)
    return replace(room, poll=again, polls=_with(room.polls, again))


def _told(room: Room, name: str, *, proof: bool) -> Room:
    known = next((poll for poll in room.polls if poll.id == name), None)
    if known is None:
        return room
    told = replace(known, proved=True) if proof else replace(known, shown=True)
    is_open = room.poll is not None and room.poll.id == name
    return replace(room, poll=told if is_open else room.poll, polls=_with(room.polls, told))


def _with(polls: tuple[Poll, ...], changed: Poll) -> tuple[Poll, ...]:
    return tuple(changed if poll.id == changed.id else poll for poll in polls)


_T = TypeVar("_T", Poll, Note, Invite)


def _since(what: _T | None, begin: str) -> _T | None:
    return what if what is not None and what.at >= begin else None


def vote_place(poll: str, round: int) -> str:  # noqa: A002  A round is called so.
    """The `place` of an answer that is a vote."""
    return f"{ROOM}{poll}:{round}"
