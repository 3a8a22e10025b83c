"""Who is here and where, who is stuck, and what they are called where no name may be seen."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from tutor.course.library import Library
from tutor.record.seats import Seat
from tutor.record.state import LESSON

LONG = timedelta(minutes=5)
"""Longer than this on one page is long, if others move on meanwhile."""
_PLACES = {
    "home": "home",
    "lab": "lab",
    "progress": "progress",
    "quiz": "quiz",
    "review": "review",
    "room": "your question",
}


class Stuck(StrEnum):
    """Why somebody may need a hand."""

    HINTS = "all hints read"
    LONG = "long on this page"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A page of a lesson; the later one in the course is the greater."""

    lesson: int
    """Its number in the course."""
    page: int
    """From 1."""

    def __str__(self) -> str:
        return f"lesson {self.lesson}, page {self.page}"


@dataclass(frozen=True, slots=True)
class Here:
    """A learner in the room."""

    learner: str
    where: str
    """In words."""
    since: datetime
    spot: Spot | None = None
    """Set where they are in a lesson of this course."""
    stuck: Stuck | None = None


def people(seats: Iterable[Seat], library: Library, now: datetime) -> tuple[Here, ...]:
    """The learners who are here, each once: who needs a hand first, and all by name.

    Args:
        seats: Those that are taken.
        library: The course.
        now: The present time; its zone is that of the times given back.
    """
    last: dict[str, Seat] = {}
    for seat in sorted(seats, key=lambda seat: seat.since):
        last[seat.learner] = seat
    numbers = {entry.id: entry.number for entry in library.entries}
    found = [_here(seat, numbers, now) for seat in last.values()]
    stuck = _long(found, now)
    marked = [
        Here(one.learner, one.where, one.since, one.spot, Stuck.LONG)
        if one.learner in stuck and one.stuck is None
        else one
        for one in found
    ]
    return tuple(sorted(marked, key=by_name))


def by_name(one: Here) -> tuple[bool, str, str]:
    """Sorts who needs a hand before the others, and all by name."""
    return one.stuck is None, one.learner.casefold(), one.learner


def _here(seat: Seat, numbers: Mapping[str, int], now: datetime) -> Here:
    spot = None
    kind, _, about = seat.place.partition(":")
    where = _PLACES.get(kind, kind)
    if seat.place.startswith(LESSON):
        if about in numbers and seat.page is not None:
            spot = Spot(numbers[about], seat.page + 1)
        where = f"lesson {about}" if spot is None else str(spot)
    since = datetime.fromisoformat(seat.since).astimezone(now.tzinfo)
    return Here(seat.learner, where, since, spot, Stuck.HINTS if seat.stuck else None)


def _long(found: Sequence[Here], now: datetime) -> set[str]:
    """Who is on one page for long, while the class moves on.

    The class does so where at least half of the others in lessons have turned a page since, and
    one of them stands further on. So nobody is stuck while the teacher talks and all wait, nor who
    is the furthest of all.
    """
    reading = [(one, one.spot) for one in found if one.spot is not None]
    times = sorted(one.since for one, _ in reading)
    furthest = max((spot for _, spot in reading), default=None)
    return {
        one.learner
        for one, spot in reading
        if now - one.since > LONG
        and furthest is not None
        and spot < furthest
        and 2 * (len(times) - bisect_right(times, one.since)) >= len(times) - 1
    }


def most_common(found: Iterable[Here]) -> list[tuple[Spot, int]]:
    """The pages with how many learners are on them, most first, then in the order of the course."""
    counts: dict[Spot, int] = {}
    for one in found:
        if one.spot is not None:
            counts[one.spot] = counts.get(one.spot, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def numbered(known: Mapping[str, int], names: Iterable[str], chance: Random) -> dict[str, int]:
    """A number for every name; who has one keeps it.

    New ones come in an order of chance: that of the names would give them away.
    """
    new = sorted(set(names) - known.keys())
    chance.shuffle(new)
    return {**known, **{name: number for number, name in enumerate(new, len(known) + 1)}}
