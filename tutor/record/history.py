"""All answers, reduced to what reviews and progress need: one value for a concept and a day.

A day is the learner's: it is told by the zone in which they were. It is counted by its ordinal, as
`datetime.date.toordinal` does, which neither a change of the clocks nor a journey makes longer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tutor.record.state import FRESH, Given

KNOWN_AFTER = 3
"""Separate days."""
_DAY = 24 * 60
"""Minutes."""
_LAST = date.max.toordinal()


@dataclass(slots=True)
class Standing:
    """Where a learner stands with one concept, by the order in which answers were kept."""

    days: list["Day"] = field(default_factory=list)
    """In the order in which they were begun."""
    last: "Day | None" = None
    """The day of the last answer."""
    missed: bool = False
    """The last answer was wrong, or given away by the last hint."""
    fresh_missed: bool = False
    """So was the last one to a fresh variant."""
    owed: "Day | None" = None
    """The day of the last sure and wrong answer, until the concept is recalled on another day."""
    met: bool = False
    """It was recalled on that same day since."""

    @property
    def known_on(self) -> int:
        """On how many days a fresh variant was answered rightly, and not from the last hint."""
        return sum(day.fresh for day in self.days)

    @property
    def known(self) -> bool:
        """Whether it was on three days, and the last fresh variant was not missed."""
        return self.known_on >= KNOWN_AFTER and not self.fresh_missed


@dataclass(slots=True, eq=False)
class Day:
    """The answers about one concept on one day, as the learner's clock told it."""

    place: int
    """From 0, among the days of all concepts in the order in which they were begun."""
    day: int
    """Its ordinal."""
    first: Given
    """The answer with which it began."""
    standing: Standing
    """Of its concept."""
    seen: int = 0
    """How many answers were given."""
    right: int = 0
    sure_and_wrong: int = 0
    slipped: bool = False
    """An answer was wrong, or given away by the last hint."""
    fresh: bool = False
    """A fresh variant was answered rightly, and not from the last hint."""


Cards = dict[str, tuple[tuple[tuple[int, int], ...], str | None]]
"""By concept some graded days, and what the scheduler has made of them, as JSON."""


@dataclass(slots=True)
class History:
    """What the answers say. Predictions count in the calendar alone.

    A prediction is made before the concept was taught, so it says nothing of what was learned.
    """

    days: list[Day] = field(default_factory=list)
    """Of all concepts, in the order in which they were begun."""
    standings: dict[str, Standing] = field(default_factory=dict)
    """By concept, also of those that the course does not name any more."""
    calendar: Counter[int] = field(default_factory=Counter)
    """How many answers were given, by day."""
    confidence: Counter[tuple[int, bool]] = field(default_factory=Counter)
    """How many answers were given with a confidence, by it and by whether they were right."""
    cards: Cards = field(default_factory=dict)
    """What was worked out before and need not be again."""
    _days: dict[tuple[str, int], Day] = field(default_factory=dict)
    _midnights: dict[tuple[str, int], tuple[str, int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Iterable[Given]) -> "History":
        """The history of some answers, in the order in which they were kept."""
        history = cls()
        history.take(answers)
        return history

    def take(self, answers: Iterable[Given]) -> None:
        """Go on by some answers. One that is undone makes another history: build that anew."""
        # There may be very many: all that is not needed for each is done elsewhere.
        calendar, confidence, days = self.calendar, self.confidence, self._days
        midnights = self._midnights
        for one in answers:
            at = one.at
            change = midnights.get((at[:10], one.zone)) or self._midnight(one)
            ordinal = change[1] if at < change[0] else change[2]
            calendar[ordinal] += 1
            if one.predicted:
                continue
            confidence[one.confidence, one.right] += 1
            day = days.get((one.concept, ordinal)) or self._begin(ordinal, one)
            day.seen += 1
            day.right += one.right
            standing = day.standing
            standing.last = day
            if one.right and not one.all_hints:
                standing.missed = False
                if one.question.startswith(FRESH):
                    day.fresh, standing.fresh_missed = True, False
                if standing.owed:
                    _make_good(standing, day)
            else:
                _miss(day, one)

    def _begin(self, ordinal: int, first: Given) -> Day:
        standing = self.standings.setdefault(first.concept, Standing())
        day = self._days[first.concept, ordinal] = Day(len(self.days), ordinal, first, standing)
        self.days.append(day)
        standing.days.append(day)
        return day

    def _midnight(self, one: Given) -> tuple[str, int, int]:
        """When, on a day in UTC, the learner's day changes, and the days before and after that."""
        utc = one.at[:10]
        found = self._midnights[utc, one.zone] = _midnight(utc, one.zone)
        return found


class Followed:
    """The history of a list of answers that grows."""

    def __init__(self, answers: list[Given]) -> None:
        """Know nothing of them yet."""
        self.answers = answers
        self._history, self._count = History(), 0

    @property
    def history(self) -> History:
        """What all of them say that are in the list now."""
        self._history.take(self.answers[self._count :])
        self._count = len(self.answers)
        return self._history


def _make_good(standing: Standing, day: Day) -> None:
    """A concept of which the learner was wrongly sure is recalled."""
    if standing.owed is day:
        standing.met = True
    else:
        standing.owed, standing.met = None, False


def _miss(day: Day, answer: Given) -> None:
    """A concept is not recalled."""
    standing = day.standing
    standing.missed = True
    standing.fresh_missed = standing.fresh_missed or answer.fresh
    day.slipped = True
    if answer.sure_and_wrong:
        day.sure_and_wrong += 1
        standing.owed, standing.met = day, False


def _midnight(utc: str, zone: int) -> tuple[str, int, int]:
    """The text of the moment, and the days around it."""
    day = date.fromisoformat(utc).toordinal()
    hour, minute = divmod(-zone % _DAY, 60)
    before, after = (day, day + 1) if zone > 0 else (day - 1, day)
    return f"{utc}T{hour:02}:{minute:02}", max(before, 1), min(after, _LAST)
