"""Questions about every learning rate at once: find one, or say in which interval one lies.

They need the rate path, and with it numpy, so that is imported only where one is read.
"""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.course.computed import about_rate, does
from tutor.course.draft import Draft, Texts
from tutor.course.lesson import ANYTHING_ELSE, Lab, Option, Question, Search, Want
from tutor.course.typed import NONE, rate_number
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import field_text, show
from tutor.perceptron.training import Experiment

if TYPE_CHECKING:
    from tutor.perceptron.ratepath import Interval, RatePath

MOST_OPTIONS = 6
MOST_STEPS = 5000
"""Steps for which the rate path is followed while a lesson is read."""
_LADDER = tuple(
    Fraction(n, d) for n, d in ((1, 1), (1, 10), (2, 1), (1, 2), (5, 1), (1, 5), (10, 1))
)
"""Learning rates that are tried first: those that one writes down without thinking."""
_MOST_PLACES = 40


def path_of(texts: Texts, a: Experiment, scope: Scope) -> "RatePath":
    """All intervals of learning rates.

    Raises:
        LessonError: If there are too many to follow.
    """
    if a.steps > MOST_STEPS:
        raise texts.settings.text.fault(
            f"{a.steps} steps are too many for every η at once; at most {MOST_STEPS}", -1
        )
    from tutor.perceptron.ratepath import rate_path

    path = rate_path(a.dataset, a.start, a.epochs, bias=a.bias, scope=scope)
    if not path.complete:
        raise texts.settings.text.fault(
            "this experiment has too many intervals; take fewer epochs", -1
        )
    return path


def scope_of(texts: Texts) -> Scope:
    """The scope, which cannot be the plane.

    Raises:
        LessonError: If it is not trace or samples.
    """
    given = texts.settings.get("scope", "")
    if given not in {Scope.TRACE, Scope.SAMPLES}:
        said = f"scope = {given}" if given else "the scope is missing"
        raise texts.at_setting("scope", f"{said}; for kind = {texts.kind} write trace or samples")
    return Scope(given)


def find_rate(path: "RatePath", a: Experiment, want: Want) -> Fraction | None:
    """A learning rate other than A's that does what is wanted: a plain one if there is one."""
    here = path.at(a.rate).predictions

    def serves(interval: "Interval") -> bool:
        return (interval.predictions == here) == (want is Want.SAME)

    for rate in _LADDER:
        if rate != a.rate and serves(path.at(rate)):
            return rate
    found = (inside(interval, a.rate) for interval in path if serves(interval))
    return next((rate for rate in found if rate is not None), None)


def inside(interval: "Interval", but: Fraction) -> Fraction | None:
    """A learning rate in an interval, of few decimal places; None where `but` is all of it."""
    low, high = interval.low, interval.high
    if low == high:
        return None if low == but else low
    for places in range(_MOST_PLACES):
        unit = Fraction(1, 10**places)
        rate = (low // unit + 1) * unit
        rate += unit if rate == but else 0
        if high is None or rate < high:
            return rate
    middle = (low + (high or low)) / 2
    return middle if middle != but else (low + middle) / 2


def make_rate(texts: Texts, plain: Question) -> Question:
    """The engine judges every learning rate; options of the author add words to wrong answers.

    Raises:
        LessonError: If what is wanted, the scope or an option is wrong.
    """
    scope, want = scope_of(texts), texts.settings.get("want", "")
    if plain.lab is None or want not in set(Want):
        raise texts.at_setting("want", "kind = rate needs want = differ or want = same")
    a = plain.lab.a
    search = Search(Want(want), scope, find_rate(path_of(texts, a, scope), a, Want(want)))
    own = [_own(texts, draft, a, search) for draft in texts.drafts]
    if len({rate_number(option.text, a) for option in own}) < len(own):
        raise texts.at_options("two options are one learning rate; keep one")
    return any_rate(plain, a, search, own)


def any_rate(plain: Question, a: Experiment, search: Search, own: list[Option]) -> Question:
    """A question for a learning rate that does what is wanted.

    Args:
        plain: The question without options and lab.
        a: The experiment; B is looked for.
        search: What is wanted, and an example of it.
        own: Wrong answers of which more is said.
    """
    written = {rate_number(option.text, a) for option in own}
    key = NONE if search.example is None else field_text([search.example])
    options = [
        Option(key, about_rate(a, search, search.example), right=True),
        *own,
        Option(ANYTHING_ELSE, about_rate(a, search, None), right=False),
    ]
    if search.example is not None and None not in written:
        options.insert(1, Option(NONE, about_rate(a, search, None), right=False))
    b = None if search.example is None else replace(a, rate=search.example)
    lab = Lab(a, b, scope=search.scope if b else None)
    return replace(plain, options=tuple(options), lab=lab, search=search)


def _own(texts: Texts, draft: Draft, a: Experiment, search: Search) -> Option:
    """A wrong answer to which the author has something to say."""
    try:
        rate = rate_number(draft.text, a)
    except TutorError as error:
        raise texts.text.fault(str(error), draft.offset) from None
    right = search.example is None if rate is None else does(a, search, rate)
    if right or draft.marked:
        raise texts.text.fault(
            f"the engine holds the key, and finds “{draft.text}” {'right' if right else 'wrong'}; "
            "options are for wrong answers, written [ ]",
            draft.offset,
        )
    said = f"{draft.said} {about_rate(a, search, rate)}"
    return Option(draft.text, said, right=False, misconception=draft.misconception)


def make_interval(texts: Texts, plain: Question) -> Question:
    """The options are intervals of the rate path, at most six, one of them A's.

    Raises:
        LessonError: If the scope is wrong, options are written, or there is one interval only.
    """
    scope = scope_of(texts)
    if texts.drafts:
        raise texts.at_options("the engine writes the options of kind = interval; take them out")
    if plain.lab is None:
        return plain
    path, rate = path_of(texts, plain.lab.a, scope), plain.lab.a.rate
    if len(path) == 1:
        raise texts.settings.text.fault(
            "all η are one interval here, and there is nothing to choose; "
            "take another start or more epochs",
            -1,
        )
    lab = replace(plain.lab, scope=scope)
    return replace(plain, options=some_intervals(path, rate, plain.id), lab=lab)


def some_intervals(path: "RatePath", rate: Fraction, identifier: str) -> tuple[Option, ...]:
    """At most six intervals that follow one another; the one that holds η is the right option.

    Args:
        path: All intervals, at least two.
        rate: η.
        identifier: Settles where the right one stands among them, so that it stands anywhere.
    """
    before = sum(identifier.encode()) % MOST_OPTIONS
    first = max(0, min(path.index(rate) - before, len(path) - MOST_OPTIONS))
    shown = [path[index] for index in range(first, min(first + MOST_OPTIONS, len(path)))]
    return tuple(Option(written(one), _about(one, rate), rate in one) for one in shown)


def written(interval: "Interval") -> str:
    """An interval with its exact end points: a square bracket where the end belongs to it."""
    high = "∞" if interval.high is None else _exact(interval.high)
    left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    return f"{left}{_exact(interval.low)}, {high}{right}"


def _exact(number: Fraction) -> str:
    text = show(number)
    return str(number) if text.startswith("≈") else text


def _about(interval: "Interval", rate: Fraction) -> str:
    """Why a learning rate lies in an interval or not."""
    low, high, eta = _exact(interval.low), _exact(interval.high or Fraction(0)), _exact(rate)
    if rate in interval:
        above = f"{low} {'≤' if interval.low_closed else '<'} {eta}"
        below = f" {'≤' if interval.high_closed else '<'} {high}" if interval.high else ""
        return f"{above}{below}: all η from here to its ends make the same predictions."
    if rate in {interval.low, interval.high}:
        return (
            f"η = {eta} is its end, and the round bracket leaves it out. There a net input is 0, "
            "and φ(0) = +1 decides to which side the end belongs."
        )
    if interval.high is not None and rate > interval.high:
        return f"η = {eta} is above its upper end, {high}."
    return f"η = {eta} is below its lower end, {low}."
