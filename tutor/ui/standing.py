"""Where a learner stands, as lines of plain text: the same on the screen and from the command."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tutor.course.library import Library
from tutor.record.history import KNOWN_AFTER
from tutor.record.progress import FEWEST, Calibration, Do, Known, Next, Progress, Reading, progress
from tutor.record.review import Plan, Urgency
from tutor.ui.planning import next_lesson, plan_of
from tutor.ui.session import Session
from tutor.ui.verdict import CONFIDENCE

TENTH = 2
"""Columns of one answer in ten."""
MOST_SHOWN = 999
"""Answers of a day that the calendar has room for."""
_NAME = max(map(len, CONFIDENCE))
_READINGS = {
    Reading.TOO_FEW: "too few to say",
    Reading.FITS: "✓ fits",
    Reading.TOO_SURE: "too sure",
    Reading.TOO_UNSURE: "you know more than you think",
}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HEADER = (
    f"{'':>7}{'':>7}{'sure,':>7}\n{'seen':>7}{'right':>7}{'wrong':>7}  {'known':<11}  {'due':<6}"
)
"""Above the figures of the concepts."""
FIGURES = 42
"""Columns of the figures of a concept."""
CALIBRATION = "How sure you were, and how many of 10 were right"
LEGEND = "● yours   ├──┤ where it fits"
CALENDAR = "Answers by day"
_NOTHING = "Nothing is answered yet, and that is where everybody begins."
_PREDICTED = (
    "You have predicted, but not answered yet: a prediction comes before a thing is taught, and "
    "does not count."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands, when what comes back, and the one thing to do next."""

    progress: Progress
    plan: Plan
    next: Next

    @property
    def seen(self) -> tuple[Known, ...]:
        """The concepts about which something was answered."""
        return tuple(one for one in self.progress.concepts if one.seen)

    @property
    def unseen(self) -> tuple[Known, ...]:
        """The other concepts of the course."""
        return tuple(one for one in self.progress.concepts if not one.seen)


def standing_of(session: Session, exam: date | None = None) -> Standing:
    """Where the learner of a session stands now.

    Args:
        session: The learner's.
        exam: The day of an exam to plan toward.
    """
    plan = plan_of(session, exam)
    came = progress(session.record.history, plan, session.library.concepts)
    return Standing(came, plan, _next(plan, session))


def empty(session: Session) -> str:
    """What is said where no concept is seen."""
    return _PREDICTED if session.record.state.answers else _NOTHING


def _next(plan: Plan, session: Session) -> Next:
    if plan.due:
        first = plan.reviews[plan.due[0]]
        do = Do.SURE_AND_WRONG if first.urgency is Urgency.AT_ONCE else Do.REVIEW
        return Next(do, first.concept)
    lesson = next_lesson(session)
    return Next(Do.NOTHING) if lesson is None else Next(Do.LESSON, lesson.id)


def next_line(standing: Standing, library: Library, ways: Mapping[Do, str]) -> str:
    """The one thing to do next.

    Args:
        standing: The learner's.
        library: What concepts and lessons are called.
        ways: How each is done, such as the key for it, as a sentence.
    """
    following, plan = standing.next, standing.plan
    count, way = len(plan.due), ways[following.do]
    until = f" until {weekday(plan.next.date())}" if plan.next else ""
    match following.do:
        case Do.SURE_AND_WRONG:
            about = library.concepts[following.about or ""]
            return f"You were sure and wrong about “{about}”. {way}"
        case Do.LESSON:
            entry = library.entry(following.about or "")
            verb, idle = (
                ("Read on in", f"Nothing is due{until}. ") if plan.reviews else ("Read", "")
            )
            return f"{idle}{verb} lesson {entry.number}, {entry.title}: {way}"
        case Do.NOTHING:
            return f"All is read, and nothing is due{until}. {way}"
        case _:
            about = library.concepts[following.about or ""]
            if count == 1:
                return f"“{about}” is due. {way}"
            return f"{count} concepts are due, first “{about}”. {way}"


def weekday(day: date) -> str:
    """A day to come, such as Mon 9 Mar."""
    return f"{_WEEKDAYS[day.weekday()]} {short(day)}"


def short(day: date) -> str:
    """A day within a year, such as 9 Mar."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def summed(standing: Standing) -> str:
    """How many of the course's concepts were seen, and are known."""
    concepts = standing.progress.concepts
    known = sum(one.known for one in concepts)
    return f"{len(standing.seen)} of {len(concepts)} concepts seen, {known} known"


def figures(one: Known, now: datetime) -> str:
    """What is told of one concept, in `FIGURES` columns under `HEADER`."""
    due = "–" if one.due is None else "now" if one.due <= now else short(one.due.date())
    return f"{one.seen:>7}{one.right:>7}{one.sure_and_wrong:>7}  {known_words(one):<11}  {due:<6}"


def known_words(one: Known) -> str:
    """How far a concept is from being known."""
    if one.known:
        return "✓ known"
    # It was known, but the last fresh question about it was missed.
    return f"{one.days} of {KNOWN_AFTER} days" if one.days < KNOWN_AFTER else "missed last"


def calibration_lines(calibration: tuple[Calibration, ...]) -> Iterator[str]:
    """How sure one was against how much was right: a line for each confidence below its axis."""
    counts = [f"{one.right} of {one.seen}" if one.seen else "" for one in calibration]
    wide = max(map(len, counts))
    yield f"{'':<{_NAME}}  0{'5':>{5 * TENTH}}{'10':>{5 * TENTH + 1}}"
    for one, count in zip(calibration, counts, strict=True):
        word = _READINGS[one.reading] if one.seen else "no answers yet"
        name = CONFIDENCE[one.confidence - 1]
        yield f"{name:<{_NAME}}  {plot(one)} {count:>{wide + 1}}  {word}"


def calibration_told(calibration: tuple[Calibration, ...]) -> Iterator[str]:
    """The same in sentences, of the confidences that were ever told."""
    for one in calibration:
        if one.seen:
            name = CONFIDENCE[one.confidence - 1].capitalize()
            yield f"{name}: {one.right} of {one.seen} right, {_READINGS[one.reading]}."


def fitting(confidence: int) -> tuple[int, int]:
    """From how many to how many of ten right answers fit a confidence."""
    tenths = [
        tenth
        for tenth in range(11)
        if Calibration(confidence, 10 * FEWEST, tenth * FEWEST).reading is Reading.FITS
    ]
    return tenths[0], tenths[-1]


def plot(one: Calibration) -> str:
    """The part that was right on an axis from 0 to 10 of 10, with the range that fits.

    The mark stands inside of the range exactly when the part does: it is rounded, but never over
    an end.
    """
    least, most = fitting(one.confidence)
    low, high = least * TENTH, most * TENTH
    cells = ["·"] * (10 * TENTH + 1)
    cells[low : high + 1] = ["├", *"─" * (high - low - 1), "┤"]
    if one.seen:
        at = (20 * TENTH * one.right + one.seen) // (2 * one.seen)
        if one.right * 10 < least * one.seen:
            at = min(at, low - 1)
        elif one.right * 10 > most * one.seen:
            at = max(at, high + 1)
        cells[at] = "●"
    return "".join(cells)


def calendar_lines(days: Mapping[date, int], today: date, room: int | None = None) -> Iterator[str]:
    """A row for each day of the week, a column for each week; today's count stands in brackets.

    Args:
        days: The answers of every day from a Monday on.
        today: One of the last of them.
        room: Columns; where they are too few for all weeks, the first ones are left out.
    """
    weeks = range(-(-len(days) // 7))
    left_out = 0 if room is None else max(len(weeks) - (room - 4) // 5, 0)
    first = min(days) + timedelta(weeks=left_out)
    days = {day: count for day, count in days.items() if day >= first}
    weeks = range(len(weeks) - left_out)
    yield f"{'':<4}{''.join(_months(days, first, len(weeks)))}".rstrip()
    for row, name in enumerate(_WEEKDAYS):
        in_row = (first + timedelta(weeks=week, days=row) for week in weeks)
        yield f"{name} {''.join(_cell(days, day, today) for day in in_row)}".rstrip()
    given, busy = sum(days.values()), sum(map(bool, days.values()))
    answers = f"{given} answer{'s' * (given != 1)} on {busy} day{'s' * (busy != 1)}"
    yield f"{answers} of {len(weeks)} weeks; [ ] is today, · none"


def _months(days: Mapping[date, int], first: date, weeks: int) -> Iterator[str]:
    """The name of a month above the week in which it begins, and above the first week."""
    before = None
    for week in range(weeks):
        monday = first + timedelta(weeks=week)
        month = min(monday + timedelta(days=6), max(days)).month
        yield f"{_MONTHS[month - 1] if month != before else '':>4} "
        before = month


def _cell(days: Mapping[date, int], day: date, today: date) -> str:
    if day not in days:
        return " " * 5
    count = days[day]
    text = "·" if not count else str(count) if count <= MOST_SHOWN else "1k+"
    return f"{f'[{text}':>4}]" if day == today else f"{text:>4} "


def not_seen(standing: Standing, library: Library) -> str:
    """The concepts that were not asked about yet, in one paragraph."""
    names = "; ".join(library.concepts[one.concept] for one in standing.unseen)
    return f"Not seen yet: {names}." if names else "All concepts of the course were seen."
