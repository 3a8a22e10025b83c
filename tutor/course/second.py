"""Every key that the engine holds, found a second way, kind by kind: by the loop of `recount`.

An interval needs no rate path. While the predictions stay as they are, every net input is linear in
s = 1/η, so in the trace the η with one set of predictions are an interval: to know it, it is enough
to look at its ends, just beside them, and at one η inside.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.lesson import ANYTHING_ELSE, Kind, Question, Want
from tutor.course.recount import Count, beside, differ, first_difference, predictions, recount
from tutor.course.typed import NEVER, NONE
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import field_text, parse_number, show
from tutor.perceptron.training import Experiment

_INTERVAL = re.compile(r"(?P<left>[\[(])(?P<low>[^,]+), (?P<high>[^,]+)(?P<right>[\])])")
_Z = r"z_{} (?:= )?(≈ \S+|\S+) predicts ([+−]1)"
_STEP = re.compile(
    rf"\bstep (\d+) \(epoch (\d+), sample (\d+)\)([^:.]*): {_Z.format('A')}, {_Z.format('B')}"
)
"""How the engine tells of a step: where it is, what of it, and both net inputs with their signs."""


def key_holds(question: Question) -> bool:
    """Whether a question's key is what the second count says; true where the engine holds none."""
    right = [option.text for option in question.options if option.right]
    if question.kind is Kind.INTERVAL:
        return len(right) == 1 and _intervals(question)
    if question.kind is Kind.ORDER:
        return len(right) == 1 and _order(question, right[0])
    expected = _EXPECTED.get(question.kind)
    return expected is None or right == expected(question)


def _yes_no(question: Question) -> list[str]:
    lab, (yes, no) = question.lab, (option.text for option in question.options)
    if lab is None or lab.b is None or lab.scope is None:
        return []
    return [yes if differ(lab.a, lab.b, lab.scope) else no]


def _step(question: Question) -> list[str]:
    if question.lab is None or question.lab.b is None:
        return []
    step = first_difference(recount(question.lab.a), recount(question.lab.b))
    return [NEVER if step is None else str(step)]


def _rate(question: Question) -> list[str]:
    """B is the example of a right answer; without one, no η near A's or far from it may do."""
    lab, search = question.lab, question.search
    if lab is None or search is None:
        return []
    if lab.b is not None:
        found = differ(lab.a, lab.b, search.scope) == (search.want is Want.DIFFER)
        return [field_text([lab.b.rate])] if found else []
    here = predictions(lab.a, search.scope)
    if search.want is Want.SAME:
        near = [beside(lab.a, lab.a.rate, search.scope, above=above) for above in (False, True)]
        return [] if here in near else [NONE]
    far = [beside(lab.a, end, search.scope, above=end is not None) for end in (Fraction(0), None)]
    return [NONE] if far == [here, here] else []


_EXPECTED: dict[Kind, Callable[[Question], list[str]]] = {
    Kind.YESNO: _yes_no,
    Kind.STEP: _step,
    Kind.RATE: _rate,
}


def _order(question: Question, right: str) -> bool:
    """Whether the key stands below what it needs, line by line, and what is shown does not."""
    order, shown = right.split(), [str(line) for line in range(1, len(question.lines) + 1)]
    return sorted(order) == shown and _stands(order, question) and not _stands(shown, question)


def _stands(order: list[str], question: Question) -> bool:
    place = {int(line): at for at, line in enumerate(order)}
    needed = enumerate(question.after, 1)
    return all(place[other] < place[line] for line, others in needed for other in others)


@dataclass(frozen=True, slots=True)
class _Interval:
    """An interval as an option writes it."""

    low: Fraction
    low_in: bool
    high: Fraction | None
    high_in: bool

    def holds(self, rate: Fraction) -> bool:
        """Whether a learning rate lies in it."""
        above = self.low < rate or (self.low_in and self.low == rate)
        below = self.high is None or rate < self.high or (self.high_in and self.high == rate)
        return above and below

    @property
    def inside(self) -> Fraction:
        """A learning rate between its ends."""
        return self.low + 1 if self.high is None else (self.low + self.high) / 2


def _intervals(question: Question) -> bool:
    """Whether every option is an interval to its very ends, and the right one that of A's η."""
    if question.lab is None or question.lab.scope is None:
        return False
    a, scope = question.lab.a, question.lab.scope
    for option in question.options:
        found = _read(option.text)
        if found is None or found.holds(a.rate) != option.right or not _whole(a, found, scope):
            return False
        at = replace(a, rate=found.inside)
        if option.right and predictions(a, scope) != predictions(at, scope):
            return False
    return True


def _read(text: str) -> _Interval | None:
    found = _INTERVAL.fullmatch(text)
    try:
        low = Fraction(found["low"]) if found else None
        high = Fraction(found["high"]) if found and found["high"] != "∞" else None
    except ValueError:
        return None
    if found is None or low is None or low < 0 or (high is not None and high < low):
        return None
    return _Interval(low, found["left"] == "[", high, found["right"] == "]")


def _whole(a: Experiment, it: _Interval, scope: Scope) -> bool:
    """Whether the predictions inside reach up to both ends, and not a hair beyond them."""
    same = predictions(replace(a, rate=it.inside), scope)
    for end, belongs, outwards in ((it.low, it.low_in, False), (it.high, it.high_in, True)):
        if it.low != it.high and beside(a, end, scope, above=not outwards) != same:
            return False
        if not end:
            # Neither zero nor infinity is a learning rate.
            if belongs:
                return False
            continue
        if (predictions(replace(a, rate=end), scope) == same) != belongs:
            return False
        if belongs and beside(a, end, scope, above=outwards) == same:
            return False
    return True


def wrong_words(question: Question) -> Iterator[str]:
    """The steps whose explanation tells other numbers than the second count."""
    lab = question.lab
    if question.kind is not Kind.STEP or lab is None or lab.b is None:
        return
    one, other = recount(lab.a), recount(lab.b)
    first = first_difference(one, other)
    for option in question.options:
        told = [_Told(*found) for found in _STEP.findall(option.explanation)]
        steps = {int(it.step) for it in told}
        asked = None if option.text in {ANYTHING_ELSE, NEVER} else _whole_number(option.text)
        expected = {int(step) for step in (first, asked) if step is not None}
        said = all(it.holds(one, other, len(lab.a.dataset)) for it in told)
        if steps != expected or not said:
            yield option.text


def _whole_number(text: str) -> Fraction | None:
    try:
        return parse_number(text)
    except TutorError:
        return None


@dataclass(frozen=True, slots=True)
class _Told:
    """What an explanation tells of a step, as it is written there."""

    step: str
    epoch: str
    sample: str
    what: str
    z_a: str
    p_a: str
    z_b: str
    p_b: str

    def holds(self, one: list[Count], other: list[Count], size: int) -> bool:
        """Whether all of it is so."""
        step = int(self.step)
        if not 1 <= step <= len(one):
            return False
        a, b = one[step - 1], other[step - 1]
        place = (str((step - 1) // size + 1), str((step - 1) % size + 1))
        signs = {1: "+1", -1: "−1"}
        numbers = (show(a.z), signs[a.p], show(b.z), signs[b.p])
        alike = "predict the same" in self.what
        return (
            (self.epoch, self.sample) == place
            and (self.z_a, self.p_a, self.z_b, self.p_b) == numbers
            and alike == (a.p == b.p)
        )
