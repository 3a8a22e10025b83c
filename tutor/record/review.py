"""When a concept comes back: FSRS over the learner's days, and what a sure error asks for.

A concept has one card, and is reviewed at most once a day: by the first answer of the day, for only
that was recalled after a pause. All is derived from the answers and from the present time, which
is passed in. Days are put in the order of their dates, since a record may be joined with an older
one; whether an error was made good since is told by the order in which the answers were kept. So a
clock that was set back costs no answer, and no error is made good by an answer before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import IntEnum

from tutor.record.history import Cards, Day, History, Standing
from tutor.record.state import Given

LAST_WEEK = 7
"""Days before an exam, in which every concept is asked for once more."""
_LONGEST = 365
"""Days after which a concept comes back in any case."""
_GUESS = 1
"""The confidence of who guesses."""


class Grade(IntEnum):
    """How well a concept was recalled, with the names and the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


class Urgency(IntEnum):
    """Why a concept comes back; the first come first."""

    AT_ONCE = 1
    """The learner was sure and wrong, and has not recalled it since."""
    NEXT_DAY = 2
    """They were, and have recalled it on the same day only."""
    PLANNED = 3


@dataclass(frozen=True, slots=True)
class Review:
    """When one concept comes back."""

    concept: str
    day: date
    """From this day of the learner's on it is due."""
    urgency: Urgency
    recall: float
    """How probably it is recalled, by FSRS: today, or on the day of the exam. It orders reviews
    and is told to nobody."""
    last: date
    """The day on which it was answered last."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When the concepts come back. One that was never answered is not in it: it is for a lesson."""

    now: datetime
    reviews: dict[str, Review]
    """By concept, in the order in which they are asked for."""

    @property
    def due(self) -> tuple[str, ...]:
        """The concepts that are due now, in the order in which they are asked for."""
        return tuple(one.concept for one in self.reviews.values() if one.day <= self.now.date())

    @property
    def next(self) -> datetime | None:
        """When the next concept comes due that is not due now."""
        days = (one.day for one in self.reviews.values() if one.day > self.now.date())
        first = min(days, default=None)
        return None if first is None else _start(first, self.now)

    def at(self, concept: str) -> datetime | None:
        """From when on a concept is due, or None for one that was never answered."""
        review = self.reviews.get(concept)
        return None if review is None else _start(review.day, self.now)


def grade(answer: Given, *, slipped: bool = False) -> Grade:
    """How well a concept was recalled on a day, from correctness, hints and confidence.

    Wrong is AGAIN, and so is right from the last hint, which gives the answer: nothing was
    recalled. Right by a guess or with a hint is HARD, which FSRS counts as recalled, but brings
    back sooner: right answers of low confidence are lost more often (Butler, Karpicke and
    Roediger, 2008). So is right with another answer wrong later that day (`slipped`): it holds,
    but not for every variant. All else is GOOD. FSRS's Easy is never given: that one is sure does
    not mean that it was easy, who is sure too soon stops too soon (Dunlosky and Rawson, 2012), and
    Easy would put the third day, on which a concept may be known, ten weeks off.
    """
    if not answer.right or answer.all_hints:
        return Grade.AGAIN
    if answer.hints or answer.confidence == _GUESS or slipped:
        return Grade.HARD
    return Grade.GOOD


def plan(
    history: History, concepts: Iterable[str], now: datetime, exam: date | None = None
) -> Plan:
    """Plan when the concepts come back.

    A concept comes back when FSRS expects it to be recalled with a probability of 9 in 10, and on
    the next day at the latest if it was missed. If the learner was sure of the wrong answer, it
    comes back at once and until it is recalled, and once more on the next day: confident errors
    are corrected best, and come back if they are not asked for again (Butterfield and Metcalfe,
    2001; Butler, Fazio and Marsh, 2011). Among others, what is least probably recalled is first.

    Args:
        history: The answers so far.
        concepts: Those of the course, by id.
        now: The present time with the learner's zone, by which their day is told.
        exam: The day of an exam. Within the week before it every concept is asked for once more,
            as many a day as are left for the days that are left, and that first which is least
            probably recalled on that day. A day that is over changes nothing.
    """
    today = now.date().toordinal()
    if exam is not None and exam.toordinal() < today:
        exam = None
    reviews = _reviews(history, concepts, today, exam.toordinal() if exam else today)
    if exam is not None:
        reviews = _before(exam.toordinal(), today, reviews)
    reviews.sort(key=lambda one: (one.urgency, one.recall, one.day))
    return Plan(now, {one.concept: one for one in reviews})


def _reviews(history: History, concepts: Iterable[str], today: int, aim: int) -> list[Review]:
    """When each concept that was answered comes back; `aim` is the day on which to recall it."""
    dated = _dated(history.days, today)
    reviews = []
    for concept in dict.fromkeys(concepts):
        standing = history.standings.get(concept)
        if standing is None:
            continue
        in_order = sorted(standing.days, key=lambda day: dated[day.place])
        graded = [(dated[day.place], grade(day.first, slipped=day.slipped)) for day in in_order]
        recall, planned = _recalled(history.cards, concept, graded, aim)
        last = graded[-1][0]
        due, urgency = _urgent(standing, dated, planned, today)
        reviews.append(
            Review(concept, date.fromordinal(due), urgency, recall, date.fromordinal(last))
        )
    return reviews


def _recalled(
    cards: Cards, concept: str, graded: list[tuple[int, Grade]], aim: int
) -> tuple[float, int]:
    """What FSRS says of a concept after some graded days: its recall on day `aim`, and when due.

    What it makes of all days but the last is kept in `cards`: only today's grade may change.
    """
    from fsrs import Card, Rating, Scheduler

    # Without steps of minutes, all intervals are whole days.
    scheduler = Scheduler(
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_LONGEST,
        enable_fuzzing=False,
    )
    known, kept = cards.get(concept, ((), None))
    if kept is None or tuple(graded[: len(known)]) != known:
        known, kept = (), Card(card_id=1, due=_utc(graded[0][0])).to_json()
    card = Card.from_json(kept)
    for number, (day, grade_of_day) in enumerate(graded[len(known) :], len(known)):
        if number == len(graded) - 1:
            cards[concept] = (tuple(graded[:number]), card.to_json())
        card, _ = scheduler.review_card(card, Rating(grade_of_day), _utc(day))
    return scheduler.get_card_retrievability(card, _utc(aim)), card.due.toordinal()


def _dated(days: Sequence[Day], today: int) -> list[int]:
    """The days by their places, where those that are yet to come are put where they belong.

    A clock that ran ahead has dated them. They were on the day that was begun before them, or,
    if there is none, on the first that has come. Tomorrow may be today in the zone one came from.
    """
    last = next((one.day for one in days if one.day <= today + 1), today)
    dated = []
    for one in days:
        if one.day <= today + 1:
            last = one.day
        dated.append(last)
    return dated


def _urgent(standing: Standing, dated: Sequence[int], due: int, today: int) -> tuple[int, Urgency]:
    """The day on which a concept comes back, and why, where FSRS says `due`."""
    if standing.missed and standing.last is not None:
        due = min(due, dated[standing.last.place] + 1)
    if standing.owed is None:
        return due, Urgency.PLANNED
    wrong_on = dated[standing.owed.place]
    if standing.met:
        return min(due, wrong_on + 1), Urgency.NEXT_DAY
    return min(due, wrong_on, today), Urgency.AT_ONCE


def _before(exam: int, today: int, reviews: list[Review]) -> list[Review]:
    """The reviews with every concept once more in the last week before an exam.

    What was not asked for in that week is spread evenly over the days that are left of it, with
    what was answered today as a part of today's share.
    """
    week = exam - LAST_WEEK
    begin = max(today, week)
    left = max(exam - begin, 1)
    seen = [one.last.toordinal() for one in reviews if one.last.toordinal() >= week]
    today_done = sum(day >= begin for day in seen)
    open_ones = [one for one in reviews if one.last.toordinal() < week]
    open_ones.sort(key=lambda one: one.recall)
    share = len(open_ones) + today_done
    spread = {
        one.concept: date.fromordinal(begin + place * left // share)
        for place, one in enumerate(open_ones, start=today_done)
    }
    return [replace(one, day=min(one.day, spread.get(one.concept, one.day))) for one in reviews]


def _utc(day: int) -> datetime:
    return datetime.fromordinal(day).replace(tzinfo=UTC)


def _start(day: date, now: datetime) -> datetime:
    """When a day of the learner's begins."""
    return datetime.combine(day, time(), now.tzinfo)
