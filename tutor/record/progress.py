"""What a learner knows and what they are wrongly sure of, as values for a screen or a program.

All counts are exact. Predictions are made before a concept was taught: they stand in the calendar
of days, and count nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from tutor.record.history import History, Standing
from tutor.record.review import Plan
from tutor.record.state import Given

WEEKS = 12
"""How many weeks a calendar shows."""
FEWEST = 10
"""Answers of one confidence from which on something is said of it."""


class Reading(Enum):
    """What is to be said of a confidence."""

    TOO_FEW = "too few"
    FITS = "fits"
    TOO_SURE = "too sure"
    TOO_UNSURE = "too unsure"


_FITTING = {1: (0, 6), 2: (6, 9), 3: (9, 10)}
"""From how many to how many in 10 should be right: of guesses, of what one is fairly sure of, and
of what one is sure of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one concept."""

    concept: str
    seen: int
    """Answers."""
    right: int
    sure_and_wrong: int
    days: int
    """Separate days on which a fresh variant was answered rightly, not from the last hint."""
    known: bool
    """These were three or more, and the last fresh variant was not missed."""
    due: datetime | None
    """From when on it is due for review; None for one that was never answered."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often answers of one confidence were right."""

    confidence: int
    """1 a guess, 2 fairly sure, 3 sure."""
    seen: int
    right: int

    @property
    def reading(self) -> Reading:
        """Whether the confidence fits: at most 6 of 10 guesses, at least 9 of 10 of what is sure.

        Between them is what one is fairly sure of. The bounds themselves fit on either side.
        """
        if self.seen < FEWEST:
            return Reading.TOO_FEW
        least, most = _FITTING[self.confidence]
        if self.right * 10 < least * self.seen:
            return Reading.TOO_SURE
        return Reading.TOO_UNSURE if self.right * 10 > most * self.seen else Reading.FITS


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner stands."""

    concepts: tuple[Known, ...]
    """In the order of the course."""
    calibration: tuple[Calibration, ...]
    """By confidence, from a guess to sure."""
    calendar: dict[date, int]
    """The answers of each day, from a Monday to today, also of days without any."""


def progress(history: History, plan: Plan, concepts: Iterable[str], weeks: int = WEEKS) -> Progress:
    """Where a learner stands.

    Args:
        history: The answers so far.
        plan: When the concepts come back, for the same answers; its time is the present.
        concepts: Those of the course, by id, in its order.
        weeks: How many the calendar shows, the present one among them; from 1.
    """
    none = Standing()
    known = (
        _known(concept, history.standings.get(concept, none), plan)
        for concept in dict.fromkeys(concepts)
    )
    told = history.confidence
    calibration = tuple(
        Calibration(one, told[one, True] + told[one, False], told[one, True]) for one in _FITTING
    )
    return Progress(tuple(known), calibration, calendar(history, plan.now.date(), weeks))


def calendar(history: History, today: date, weeks: int = WEEKS) -> dict[date, int]:
    """The answers of each day of the last weeks, from a Monday to today.

    An answer of tomorrow, given where it was tomorrow already, has its day too.
    """
    last = today.toordinal()
    if history.calendar[last + 1]:
        last += 1
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    return {
        date.fromordinal(day): history.calendar[day] for day in range(monday.toordinal(), last + 1)
    }


def _known(concept: str, standing: Standing, plan: Plan) -> Known:
    return Known(
        concept,
        sum(day.seen for day in standing.days),
        sum(day.right for day in standing.days),
        sum(day.sure_and_wrong for day in standing.days),
        standing.known_on,
        standing.known,
        plan.at(concept),
    )


class Do(Enum):
    """The one thing to do next."""

    SURE_AND_WRONG = "sure and wrong"
    """Go again over a concept of which the learner was wrongly sure."""
    MISSED = "missed"
    """Go again over the concept that was missed most."""
    REVIEW = "review"
    """Review a concept that is due."""
    LESSON = "lesson"
    """Read the next lesson."""
    NOTHING = "nothing"
    """All is read, and nothing is due."""


@dataclass(frozen=True, slots=True)
class Next:
    """What to do next, and about which concept or lesson."""

    do: Do
    about: str | None = None
    """The id of a concept, or of a lesson."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the questions about one concept."""

    concept: str
    seen: int
    right: int
    sure_and_wrong: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a quiz."""

    seen: int
    right: int
    concepts: tuple[Tally, ...]
    """In the order in which they were asked for."""
    misconceptions: tuple[tuple[str, int], ...]
    """Those that wrong answers betrayed, with how often, the most frequent first."""
    next: Next


def summary(answers: Sequence[Given], plan: Plan, lesson: str | None = None) -> Summary:
    """What came of a quiz, and the one thing to do next.

    That is the concept of which the learner was most often wrongly sure, else the one missed most,
    else one that is due, else the next lesson; among equals the one that was asked for first.

    Args:
        answers: Those of the quiz, in its order.
        plan: When the concepts come back, with these answers.
        lesson: The id of the next lesson, if there is one.
    """
    counted = [one for one in answers if not one.predicted]
    seen = Counter(one.concept for one in counted)
    right = Counter(one.concept for one in counted if one.right)
    sure = Counter(one.concept for one in counted if one.sure_and_wrong)
    tallies = tuple(Tally(one, seen[one], right[one], sure[one]) for one in seen)
    betrayed = Counter(
        one.misconception for one in counted if one.misconception is not None and not one.right
    )
    return Summary(
        len(counted),
        right.total(),
        tallies,
        tuple(betrayed.most_common()),
        _next(tallies, plan, lesson),
    )


def _next(tallies: Sequence[Tally], plan: Plan, lesson: str | None) -> Next:
    surest = max(tallies, key=lambda one: one.sure_and_wrong, default=None)
    if surest is not None and surest.sure_and_wrong:
        return Next(Do.SURE_AND_WRONG, surest.concept)
    hardest = max(tallies, key=lambda one: one.seen - one.right, default=None)
    if hardest is not None and hardest.seen > hardest.right:
        return Next(Do.MISSED, hardest.concept)
    if plan.due:
        return Next(Do.REVIEW, plan.due[0])
    return Next(Do.NOTHING) if lesson is None else Next(Do.LESSON, lesson)
