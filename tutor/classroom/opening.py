"""What the listener, the warm process and a session say to each other: lines of JSON."""

import json
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from tutor.classroom.names import folded, refusal
from tutor.record.presence import Told
from tutor.record.room import event_of, row_of

UNLISTED = "this name is not on the list of the class; ask your teacher"
USUAL = {"TERM": "xterm-256color"}
"""What nearly every client says of its terminal; the first screen is drawn for it."""
LONGEST = 65_536
"""Bytes of one message, more than any of ours has."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What all sessions of a server have in common."""

    server: str
    """The server's id, by which its seats are found in the record."""
    record: str
    """The path or the URL of the record."""
    lessons: str | None = None
    """The folder whose course is taught; that of the program where it is left out."""
    start: str | None = None
    """The id of the lesson that a session opens with; home where it is left out."""
    seed: int | None = None
    """Everybody's questions follow from it; from one of their own where it is left out."""
    reserved: tuple[str, ...] = ()
    """The folded names that only a key or a code of their own leads in by."""
    roster: tuple[str, ...] | None = None
    """The only folded names that are let in; None where any is."""

    def refusal(self, name: str) -> str | None:
        """Why who is in already cannot be called so; None where they can."""
        if folded(name) in self.reserved:
            return "this name has a key or a code of its own: connect anew with it"
        if self.roster is not None and folded(name) not in self.roster:
            return UNLISTED
        return refusal(name)

    def line(self) -> bytes:
        """As the first message to the warm process."""
        return said(asdict(self))

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Back from that message."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Opening:
    """Who sits down at a session, and at what terminal."""

    seat: str
    """The id of this seat, unique in the world."""
    name: str
    """The name that they gave, which is theirs only when the session has seen to it."""
    address: str
    known: bool = False
    """They have shown a key or a code of their own, so that no PIN is asked."""
    teacher: bool = False
    """The board is opened, and not the tutor."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """TERM and what else their terminal says of itself."""
    lines: bool = False
    """There is no terminal that can be drawn on: the tutor is a dialogue in lines."""


def said(message: Mapping[str, Any]) -> bytes:
    """A message as a line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def ringing(told: Told, of: int) -> dict[str, Any]:
    """The message that the teacher did something; what it was, where it is short enough.

    Args:
        told: What it was.
        of: To how many sessions it is told at once.
    """
    events = [[seq, row_of(event)] for seq, event in told.events]
    message = {"ring": of, "after": told.after, "events": events}
    return message if len(said(message)) < LONGEST // 8 else {"ring": of}


def rung(message: Mapping[str, Any]) -> Told | None:
    """What the teacher did, where the message says it."""
    if "events" not in message:
        return None
    events = ((seq, event_of(row)) for seq, row in message["events"])
    known = tuple((seq, event) for seq, event in events if event is not None)
    return Told(message["after"], known)


class Lines:
    """The messages that arrive on a socket, however they were cut on their way."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, piece: bytes) -> list[dict[str, Any]]:
        """The messages that are whole with this piece."""
        *whole, self._rest = (self._rest + piece).split(b"\n")
        return [json.loads(line) for line in whole]


def pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of one line."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
