"""The line of a proof that does not follow: every line worked out, for several η."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tests.course.judges import inductions
from tests.course.judges.formulas import Value, line, phi, plus, times, work_out
from tests.course.judges.prompt import Check, N, V, number, vector
from tests.course.judges.sentences import CLASS, Trial, dot, foreign_lab, trial, unread
from tutor.course.lesson import Kind, Line, Question

_RATES = tuple(Fraction(n, d) for n, d in ((1, 1000), (1, 3), (1, 1), (2, 1), (1000, 1)))
_SOME, _ZERO = Fraction(1), Fraction(0)
_PRODUCTS = r"(\S+·\S+(?: \+ \S+·\S+)*)"
_EARLIER = r" The fault is earlier, in line (\d+)\."

Known = Mapping[str, Value]


def _class(text: str) -> Fraction:
    return number(text.replace("+", ""))


class Working:
    """Step 2 worked out line by line: what each line claims, and whether it follows."""

    def __init__(self, asked: Trial, lines: Sequence[Line]) -> None:
        self.asked, self.lines = asked, lines
        self.claims: dict[str, str] = {}
        self.follows: list[bool] = []
        for one in lines:
            name, *parts = re.sub(r", for every η (>|≠) 0$", "", one.formula).split(" = ")
            self.follows.append(all(self._so(name, parts, eta) for eta in self._rates(one)))
            self.claims[name] = parts[-1]

    def _rates(self, one: Line) -> list[Fraction]:
        """Positive ones, and those at which a z is 0; negative ones too where that is claimed."""
        found = set(_RATES)
        for text in self.claims.values():
            if "η" in text and "(" not in text:
                c, d = line(text)
                found |= {abs(c / d) * k for k in (_SOME, 2 * _SOME, _SOME / 2) if c and d}
        return sorted(found | ({-eta for eta in found} if "η ≠ 0" in one.formula else set()))

    def value(self, name: str, eta: Fraction) -> Value:
        """What the lines so far claim of a name."""
        return work_out(self.claims[name], {"η": eta})

    def _so(self, name: str, parts: Sequence[str], eta: Fraction) -> bool:
        wanted = self._wanted(name, eta)
        return all(work_out(part, {"η": eta}) == wanted for part in parts)

    def _wanted(self, name: str, eta: Fraction) -> Value:
        """What the rule makes of the lines so far; what is claimed already has to stay so."""
        ((x1, y1), (x2, y2)), start = self.asked.steps, self.asked.start
        if name in self.claims:
            return self.value(name, eta)
        if name == "ŷ⁽¹⁾":
            return phi(dot(start, x1))
        if name == "z⁽²⁾":
            return times(plus(start, self.value("Δw⁽¹⁾", eta)), x2)
        if name == "ŷ⁽²⁾":
            return phi(self.value("z⁽²⁾", eta))
        x, y, said = (x1, y1, "ŷ⁽¹⁾") if name == "Δw⁽¹⁾" else (x2, y2, "ŷ⁽²⁾")
        assert name in {"Δw⁽¹⁾", "Δw⁽²⁾"}
        return times(eta, times(plus(y, times(Fraction(-1), self.value(said, eta))), x))


def _keyed(question: Question, follows: Sequence[bool]) -> Iterator[str]:
    """Whether the key is the one line that does not follow, and later lines say so."""
    if [option.text for option in question.options] != [line.formula for line in question.lines]:
        yield "the options are other lines"
    if list(follows).count(False) != 1:
        yield f"the lines follow: {follows}"
        return
    fault = list(follows).index(False)
    for n, option in enumerate(question.options):
        if option.right != (n == fault):
            yield f"the key: line {n + 1} is {'' if option.right else 'not '}keyed"
        if (n == fault) == option.explanation.startswith("It follows"):
            yield f"line {n + 1} is explained as if it were right, or wrong"
        earlier = re.findall(_EARLIER, option.explanation)
        if earlier != ([str(fault + 1)] if n > fault else []):
            yield f"line {n + 1} is explained with another line's fault"


def judge_step_two(question: Question) -> Iterator[str]:
    """Step 2 for every η at once."""
    asked = trial(question.prompt)
    assert "; η is any rate above 0.\n" in question.prompt
    two = question.lab is not None and question.lab.b is not None
    yield from foreign_lab(question, asked, [None, None] if two else [None])
    work = Working(asked, question.lines)
    yield from _keyed(question, work.follows)
    for n, option in enumerate(question.options):
        yield from unread(option.explanation, _said_of_working(work, n))
    yield from unread(" ".join(question.hints), _working_hints(work))


def _said_of_working(work: Working, n: int) -> list[Check]:
    asked, text = work.asked, work.lines[n].formula
    ((x1, y1), (x2, y2)), start = asked.steps, asked.start
    z1 = dot(start, x1)
    name = text.partition(" = ")[0]
    labels = {"¹": y1, "²": y2}
    said = {"¹": work.value("ŷ⁽¹⁾", _SOME)}
    if "ŷ⁽²⁾" in work.claims:
        said["²"] = work.value("ŷ⁽²⁾", _SOME)
    z2 = line(work.claims["z⁽²⁾"])
    update = work.value("Δw⁽¹⁾", _SOME)
    assert isinstance(update, tuple)

    def multiplied(products: str, z: str) -> bool:
        pairs = [tuple(number(f.strip("()")) for f in p.split("·")) for p in products.split(" + ")]
        return pairs == list(zip(start, x1, strict=True)) and number(z) == z1

    def from_line(what: str, at: str) -> bool:
        """The last line that says something of it."""
        about = [k for k, one in enumerate(work.lines, 1) if one.formula.startswith(f"{what} = ")]
        return about[-1] == int(at)

    def error(i: str, e: str) -> bool:
        return number(e) == plus(labels[i], times(Fraction(-1), said[i]))

    def on_one_side(z: str, side: str, k: str) -> bool:
        sign = 1 if side == "above" else -1
        return line(z) == z2 == (_ZERO, number(k)) and number(k) * sign > 0

    def both_parts(c: str, d: str, side: str) -> bool:
        sign = 1 if side == "above" else -1
        return (number(c), line(d)[1]) == z2 and all(part * sign > 0 for part in z2)

    def other_classes(eta: str, inside: str, p: str, dropped: str, q: str) -> bool:
        rate = number(eta)
        values = work_out(inside, {}), work_out(dropped, {})
        so = values == (z2[0] + rate * z2[1], sum(z2)) and rate > 0
        return so and (phi(values[0]), phi(values[1])) == (_class(p), _class(q)) and p != q

    def turned(eta: str, inside: str, p: str, dropped: str, q: str) -> bool:
        rate = number(eta)
        values = number(inside), number(dropped)
        so = values == (rate * z2[1], z2[1]) and not z2[0] and rate < 0
        return so and (phi(values[0]), phi(values[1])) == (_class(p), _class(q)) and p != q

    inner = re.search(r"φ\(([^η]*?)\) = [+−]1$", text)
    inside = work_out(inner[1], {}) if inner and name == "ŷ⁽²⁾" else None
    forms = r"(\S+(?: [+−] \S+)?)"
    return [
        (rf"It follows: {_PRODUCTS} = {N}, and φ\({N}\) = {CLASS}\. No η is in it\.",
         lambda p, z, q, c: name == "ŷ⁽¹⁾" and multiplied(p, z) and z == q
         and _class(c) == phi(z1)),
        (rf"{_PRODUCTS} = {N}, that is right\. But φ\(0\) = \+1, so ŷ⁽¹⁾ = \+1\.",
         lambda p, z: name == "ŷ⁽¹⁾" and z1 == 0 and multiplied(p, z)),
        ((rf"{_PRODUCTS} = {N}, that is right\. But {N} is (0 or above|below 0), so ŷ⁽¹⁾ = "
         rf"{CLASS}\."),
         lambda p, z, q, side, c: name == "ŷ⁽¹⁾" and z == q and multiplied(p, z)
         and (side == "below 0") == (z1 < 0) and _class(c) == phi(z1)),
        ((rf"It follows: with ŷ⁽¹⁾ = {CLASS} from line (\d+), y⁽¹⁾ − ŷ⁽¹⁾ = {N}, and {N} "
          rf"times {V} is "
         rf"{V}\."),
         lambda c, at, e, f, x, d: name == "Δw⁽¹⁾" and _class(c) == said["¹"]
         and from_line("ŷ⁽¹⁾", at) and e == f and error("¹", e) and vector(x) == x1
         and vector(d) == times(number(e), x1)),
        ((rf"It follows: with ŷ⁽¹⁾ = {CLASS} from line (\d+), y⁽¹⁾ − ŷ⁽¹⁾ = 0, and any η "
         rf"times 0 is 0\."),
         lambda c, at: name == "Δw⁽¹⁾" and _class(c) == said["¹"] and from_line("ŷ⁽¹⁾", at)
         and error("¹", "0")),
        ((rf"The (direction|size) is right\. But y⁽¹⁾ − ŷ⁽¹⁾ = {N} − \({CLASS}\) = {N}, so Δw⁽¹⁾ = "
         rf"η·{V}\."),
         lambda how, y, c, e, d: name == "Δw⁽¹⁾" and number(y) == y1 and _class(c) == said["¹"]
         and error("¹", e) and vector(d) == times(number(e), x1)
         and _alike(how, update, times(number(e), x1))),
        ((rf"The input is right\. But y⁽¹⁾ − ŷ⁽¹⁾ = {N} − \({CLASS}\) = 0, so Δw⁽¹⁾ = {V}: a right "
         r"prediction changes nothing\."),
         lambda y, c, d: name == "Δw⁽¹⁾" and number(y) == y1 == _class(c) == said["¹"]
         and not any(vector(d))),
        (rf"It follows: {V}·{V} = {N} without η, and {V}·{V} = {N} behind it\.",
         lambda w, x, c, g, o, d: name == "z⁽²⁾" and vector(w) == start and vector(x) == x2
         and vector(o) == x2 and vector(g) == update
         and (number(c), number(d)) == z2 == (dot(start, x2), dot(update, x2))),
        ((rf"{forms} is what the update brings, that is right\. But w⁽¹⁾ = w⁽⁰⁾ \+ Δw⁽¹⁾, and "
         rf"{V}·{V} = {N}: z⁽²⁾ = {forms}\."),
         lambda k, w, x, c, z: name == "z⁽²⁾" and line(k) == z2 == (_ZERO, dot(update, x2))
         and vector(w) == start and vector(x) == x2 and number(c) == dot(start, x2) != 0
         and line(z) == (dot(start, x2), dot(update, x2))),
        (rf"It follows: (\S+) is (above|below) 0 for every η > 0, as {N} is\.", on_one_side),
        ((rf"It follows: both parts, {N} and (\S+), lie (above|below) 0 for every η > 0, so no η "
         r"turns the sign of the sum\."), both_parts),
        (r"It follows: 0 times any η is 0\.", lambda: z2 == (_ZERO, _ZERO) and "η" in text),
        ((rf"η may be dropped where it stands before all that is inside φ\. Before {N} "
          rf"there is none\. "
         rf"With η = {N}: φ\(([^()]*(?:\([^()]*\))?)\) = {CLASS}, but "
         rf"φ\(([^()]*(?:\([^()]*\))?)\) = "
         rf"{CLASS}\."),
         lambda c, *rest: number(c) == z2[0] != 0 and other_classes(*rest)),
        ((rf"For every η > 0 it would follow\. But an η below 0 turns the sign: with η = {N}, "
         rf"φ\({N}\) = {CLASS}, and φ\({N}\) = {CLASS}\."), turned),
        (rf"It follows: {N} is (0 or above|below 0), so φ is {CLASS}\.",
         lambda k, side, c: number(k) == inside and (side == "below 0") == (number(k) < 0)
         and _class(c) == phi(number(k))),
        (r"Inside φ there is 0 for every η, that is right\. But φ\(0\) = \+1, so ŷ⁽²⁾ = \+1\.",
         lambda: inside == 0 and z2 == (_ZERO, _ZERO)),
        ((rf"The size is right\. But line (\d+) has (?:(\S+ [+−] \S+) = )?{N} inside φ, and "
          rf"that is "
         rf"below 0: ŷ⁽²⁾ = −1\."),
         lambda at, long, k: inside == -number(k) and number(k) == sum(z2) < 0
         and work_out(long or k, {}) == sum(z2)
         and work.lines[int(at) - 1].rule == "η is dropped"),
        ((rf"It follows: y⁽²⁾ − ŷ⁽²⁾ = {N} with ŷ⁽²⁾ = {CLASS} from line (\d+), and (?:η stays in "
         r"front|(any η times 0 is 0))\."),
         lambda e, c, at, gone: name == "Δw⁽²⁾" and error("²", e) and _class(c) == said["²"]
         and from_line("ŷ⁽²⁾", at) and bool(gone) == (number(e) == 0)),
        ((r"Inside φ η may go where only the sign counts\. But in front it stands under no φ and "
         rf"makes the update longer or shorter: Δw⁽²⁾ = η·{V}\."),
         lambda d: name == "Δw⁽²⁾" and any(vector(d))
         and vector(d) == times(plus(y2, times(Fraction(-1), said["²"])), x2)),
        (_EARLIER, lambda at: int(at) <= n and not work.follows[int(at) - 1]),
    ]  # fmt: skip


def _alike(how: str, one: Value, other: Value) -> bool:
    """Whether two vectors have the same direction (0 has any), or the same size."""
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    if how == "size":
        return dot(one, one) == dot(other, other)
    along = dot(one, other)
    return along > 0 and along**2 == dot(one, one) * dot(other, other)


def _working_hints(work: Working) -> list[Check]:
    ((x1, y1), (x2, _)), start = work.asked.steps, work.asked.start
    z2 = line(work.claims["z⁽²⁾"])
    fault = work.follows.index(False)
    dropped = [one.formula for one in work.lines if one.rule == "worked out"]
    name = work.lines[fault].formula.partition(" = ")[0]
    inside = re.search(r"φ\((.*)\) = ", dropped[0])
    return [
        (r"Do each line yourself from the line above it\. Where do you get something else\?",
         lambda: True),
        (re.escape("φ(0) = +1; y − ŷ is the label minus the prediction; w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾; "
                   "φ(ηk) = φ(k) for η > 0, where η stands before all that is inside φ."),
         lambda: True),
        (rf"What is w⁽⁰⁾·x⁽²⁾ = {V}·{V}\?",
         lambda w, x: name == "z⁽²⁾" and (vector(w), vector(x)) == (start, x2)),
        (r"Inside φ stands (.*)\. Is that above 0, below 0, or 0\?",
         lambda k: name == "ŷ⁽²⁾" and inside is not None
         and work_out(k, {}) == sum(z2) and fault == work.lines.index(
             next(one for one in work.lines if one.rule == "worked out"))),
        (r"Which η stand under a φ, and which do not\?", lambda: name == "Δw⁽²⁾"),
        (rf"{V}·{V}: what is it, and what does φ make of it\?",
         lambda w, x: name == "ŷ⁽¹⁾" and (vector(w), vector(x)) == (start, x1)),
        (rf"y⁽¹⁾ = {N} and ŷ⁽¹⁾ = {CLASS}\. What is y⁽¹⁾ − ŷ⁽¹⁾\?",
         lambda y, c: name == "Δw⁽¹⁾" and number(y) == y1
         and _class(c) == work.value("ŷ⁽¹⁾", _SOME)),
        (rf"Put η = {N} and η = {N} into (\S+ [+−] \S+)\.", lambda p, q, z: line(z) == z2
         and phi(z2[0] + number(p) * z2[1]) != phi(z2[0] + number(q) * z2[1])),
        (r"Does every η that is not 0 leave a sign as it is\?",
         lambda: "η ≠ 0" in work.lines[fault].formula),
    ]  # fmt: skip


def step_two_faults(question: Question) -> list[str]:
    """All that is wrong with step 2 worked out for every η."""
    return [f"{question.id}: {what}" for what in judge_step_two(question)]


def induction_faults(question: Question) -> list[str]:
    """All that is wrong with a wrong induction."""
    return [f"{question.id}: {what}" for what in inductions.judge(question, _keyed)]


JUDGES = {
    (Kind.FALSE_LINE, "drop-eta"): step_two_faults,
    (Kind.FALSE_LINE, "induction"): induction_faults,
}
