"""The line that is missing in a derivation: each option put in the gap and worked out."""

from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.formulas import Value, inside_phi, names, plus, times, work_out
from tests.course.judges.ordering import known_at
from tests.course.judges.prompt import Check, N, V, number, value, vector
from tests.course.judges.sentences import CLASS, dot, foreign_lab, trial, unread
from tutor.course.lesson import BLANK_LINE, Kind, Option, Question

_LEFT = {
    "the prediction at step 2": {"w⁽¹⁾"},
    "w⁽¹⁾ is replaced": {"Δw⁽¹⁾"},
    "Δw⁽¹⁾ is replaced": {"ŷ⁽¹⁾"},
    "ŷ⁽¹⁾ is replaced": set[str](),
    "worked out": set[str](),
}
"""By rule, the names that a line has after it."""
NUMBER = r"\(?" + N + r"\)?"
"""A number, in brackets where it has a minus."""


class Gap:
    """The run of a prompt and the derivation with one line missing."""

    def __init__(self, question: Question) -> None:
        self.question, self.asked = question, trial(question.prompt)
        self.rate = value(question.prompt, "η")
        self.known = known_at(self.asked, self.rate)
        (self.rule,) = [x.rule for x in question.lines if x.formula == BLANK_LINE]
        self.steps = self.asked.steps
        self.seen, _ = self.asked.run(self.rate)
        self.error = self.steps[0][1] - self.seen[0].said
        self.update = times(self.rate * self.error, self.steps[0][0])
        self.after = self.asked.weights(self.rate)[1]

    def general(self) -> Iterator[str]:
        """The lab, the lines that are there, and that just the key fits."""
        yield from foreign_lab(self.question, self.asked, [self.rate])
        for line in self.question.lines:
            if line.formula != BLANK_LINE and not self.true(line.formula):
                yield f"“{line.formula}” is not so"

    def true(self, formula: str) -> bool:
        """Whether all that is said to be equal is."""
        return len({work_out(part, self.known) for part in formula.split(" = ")}) == 1


def judge_unravel(question: Question) -> Iterator[str]:
    """A prediction is taken apart."""
    gap = Gap(question)
    assert "\nŷ⁽²⁾ is unravelled. Which line is missing?" in question.prompt
    yield from gap.general()
    rules = [line.rule for line in question.lines]
    if rules != [rule for rule in _LEFT if rule in rules]:
        yield "the lines are in another order"
    for line in question.lines:
        if line.formula != BLANK_LINE and not _unravels(gap, line.formula, line.rule):
            yield f"“{line.formula}” is no such line"
    for option in question.options:
        if option.right != _unravels(gap, option.text, gap.rule):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        yield from unread(option.explanation, _said_of_unravelling(gap, option))
    yield from unread(" ".join(question.hints), _unravel_hints(gap))


def _unravels(gap: Gap, formula: str, rule: str) -> bool:
    """Whether inside φ stands z⁽²⁾, with just the names that are left after the rule.

    That is tried with the true values and, for what is not replaced yet, with others too.
    """
    inside = inside_phi(formula)
    if names(inside) != _LEFT[rule]:
        return False
    if rule == "worked out":
        return gap.true(formula) and work_out(inside, {}) == gap.seen[1].z
    if rule == "ŷ⁽¹⁾ is replaced":
        x = gap.steps[0][0]
        w, shown = (f"({', '.join(_show(part) for part in one)})" for one in (gap.asked.start, x))
        return f"φ({w}·{shown})" in inside and work_out(inside, {}) == gap.seen[1].z
    (name,) = _LEFT[rule]
    other: list[Value] = [Fraction(5), Fraction(-3, 7)]
    if name != "ŷ⁽¹⁾":
        other = [
            tuple(k * k - part for part in gap.asked.start) for k in (Fraction(2), Fraction(3))
        ]
    return all(
        work_out(inside, {name: one}) == _net_input(gap, name, one)
        for one in (gap.known[name], *other)
    )


def _show(part: Fraction) -> str:
    return str(float(part)).removesuffix(".0").replace("-", "−")


def _net_input(gap: Gap, name: str, one: Value) -> Value:
    """z⁽²⁾ where a name stands for another value."""
    (x, y), (x2, _) = gap.steps
    update = times(gap.rate, times(plus(y, times(Fraction(-1), one)), x)) if name[0] == "ŷ" else one
    return times(one if name == "w⁽¹⁾" else plus(gap.asked.start, update), x2)


def _said_of_unravelling(gap: Gap, option: Option) -> list[Check]:
    (x1, y1), (x2, _) = gap.steps
    start, z1 = gap.asked.start, gap.seen[0].z
    inside = inside_phi(option.text)
    z2 = rf"Start and update: z⁽²⁾ = {N} \+ {N}·{NUMBER} = {N}\."
    one = rf"{N}·\({N} − \(({CLASS[1:-1]})\)\)·{V} = {V}"
    w1 = rf"w⁽¹⁾ = {V} \+ {V} = {V}"
    worked = gap.rule == "worked out"
    said = work_out(inside, gap.known)
    parts = dot(start, x2), gap.rate * gap.error * dot(x1, x2)

    def sums(c: str, e: str, k: str, z: str) -> bool:
        same = (number(c), number(e), number(k)) == (parts[0], gap.rate, gap.error * dot(x1, x2))
        return same and number(z) == sum(parts) == gap.seen[1].z

    def updates(e: str, y: str, c: str, x: str, d: str) -> bool:
        same = (number(e), number(y), number(c.replace("+", ""))) == (
            gap.rate,
            y1,
            Fraction(gap.seen[0].said),
        )
        return same and vector(x) == x1 and vector(d) == gap.update

    def adds(w: str, d: str, after: str) -> bool:
        return (vector(w), vector(d), vector(after)) == (start, gap.update, gap.after)

    def wrong(value: Fraction) -> bool:
        return worked and said == value != gap.seen[1].z

    def has(*texts: str) -> bool:
        return all(text in inside for text in texts)

    plain = r"Δw⁽¹⁾ = " + one
    return [
        (rf"w⁽¹⁾ = {V} \+ {V} = {V}, and {V}·{V} = {N}\.",
         lambda w, d, a, b, x, z: option.right and worked and adds(w, d, a) and a == b
         and vector(x) == x2 and number(z) == gap.seen[1].z),
        (rf"Both parts are there\. But y⁽¹⁾ − ŷ⁽¹⁾ is {N}\. {z2}",
         lambda e, *four: number(e) == gap.error and sums(*four)
         and wrong(parts[0] + gap.rate * y1 * dot(x1, x2))),
        (rf"Both parts are there, but η is not\. {z2}",
         lambda *four: sums(*four) and wrong(parts[0] + gap.error * dot(x1, x2))),
        (rf"That is what the update brings\. {z2}", lambda *f: sums(*f) and wrong(parts[1])),
        (rf"That is what the start brings\. {z2}", lambda *f: sums(*f) and wrong(parts[0])),
        (rf"Both parts have the right size\. But their signs are others\. {z2}",
         lambda *four: sums(*four) and worked and said in {
             p + q for p in (parts[0], -parts[0]) for q in (parts[1], -parts[1])}
         and said != gap.seen[1].z),
        (rf"Δw⁽¹⁾ = η \(y⁽¹⁾ − ŷ⁽¹⁾\) x⁽¹⁾, here {one}\.",
         lambda *five: option.right and updates(*five)),
        (rf"w⁽¹⁾ = w⁽⁰⁾ \+ Δw⁽¹⁾, here {V} \+ {V} = {V}\.",
         lambda *three: option.right and adds(*three)),
        (rf"ŷ⁽¹⁾ = φ\(w⁽⁰⁾·x⁽¹⁾\), here φ\({N}\) = {CLASS}\.",
         lambda z, c: option.right and number(z) == z1
         and number(c.replace("+", "")) == gap.seen[0].said),
        ((r"(Δw⁽¹⁾|ŷ⁽¹⁾) is taken apart rightly\. But (w⁽⁰⁾|η) = (\S.*?) stood in the line above, "
         r"and nothing has removed it\."),
         lambda what, lost, text: gap.rule == f"{what} is replaced" and (
             vector(text) == start and not inside.startswith(f"({text} + ") if lost == "w⁽⁰⁾"
             else number(text) == gap.rate != 1)),
        ((rf"Start and update are both there\. But the update is added: {w1}\. Its sign is "
          rf"in Δw⁽¹⁾ "
         r"already\."), lambda *three: adds(*three) and has(") − Δw⁽¹⁾")),
        (rf"Δw⁽¹⁾ = {V} is what step 1 adds\. But it is added to the start: {w1}\.",
         lambda d, *three: vector(d) == gap.update and adds(*three) and "+" not in inside),
        ((rf"A start plus an update is right\. But Δw⁽²⁾ is made after ŷ⁽²⁾; w⁽¹⁾ = {V} was there "
         r"before it\."), lambda w: vector(w) == gap.after and has("Δw⁽²⁾")),
        ((rf"The update is added to the start, that is right\. But η = {N} is in Δw⁽¹⁾ = {V} "
         r"already\."),
         lambda e, d: number(e) == gap.rate and vector(d) == gap.update and has("Δw⁽¹⁾", f"{e}·")),
        (rf"The direction is right\. But the factor is y⁽¹⁾ − ŷ⁽¹⁾, not y⁽¹⁾ alone: {plain}\.",
         lambda *five: updates(*five) and gap.error != 0),
        (rf"All parts are there\. But the label comes first, then the prediction: {plain}\.",
         lambda *five: updates(*five) and has("ŷ⁽¹⁾ − ")),
        ((rf"Label minus prediction times the input, that is right\. But η = {N} belongs "
          rf"before it: "
         rf"{plain}\."),
         lambda e, *five: number(e) == gap.rate != 1 and updates(*five) and f"{e}·" not in inside),
        ((rf"{V}·{V} = {N} is z⁽¹⁾\. But the update takes the prediction ŷ⁽¹⁾ = φ\({N}\); the φ is "
         r"missing\."),
         lambda w, x, z, q: vector(w) == start and vector(x) == x1 and z == q and number(z) == z1
         and "φ" not in inside),
        ((rf"ŷ⁽¹⁾ is the φ of a net input, that is right\. But {V} are the weights after "
          rf"step 1; at "
         rf"step 1 they are still {V}\."),
         lambda a, w: vector(a) == gap.after != start == vector(w) and has(f"φ(({a})·")),
    ]  # fmt: skip


def _unravel_hints(gap: Gap) -> list[Check]:
    (x1, y1), _ = gap.steps
    start = gap.asked.start
    rule = gap.rule
    return [
        (r"Δw = η \(y − ŷ\) x\. All that stood in the line above and is not replaced stays\.",
         lambda: rule == "Δw⁽¹⁾ is replaced"),
        (r"z⁽²⁾ = w⁽¹⁾·x⁽²⁾ with w⁽¹⁾ = w⁽⁰⁾ \+ Δw⁽¹⁾\.", lambda: rule == "worked out"),
        (rf"y⁽¹⁾ − ŷ⁽¹⁾ = {N}, so w⁽¹⁾ = {V} \+ {N}·\({N}\)·{V}\.",
         lambda e, w, k, f, x: rule == "worked out" and e == f and number(e) == gap.error
         and vector(w) == start and number(k) == gap.rate and vector(x) == x1),
        (r"What is Δw⁽¹⁾ made of\?", lambda: rule == "Δw⁽¹⁾ is replaced"),
        (r"What is ŷ⁽¹⁾, and so Δw⁽¹⁾\?", lambda: rule == "worked out"),
        (rf"Put in η = {N}, y⁽¹⁾ = {N} and x⁽¹⁾ = {V}; ŷ⁽¹⁾ stays for the next line\.",
         lambda e, y, x: number(e) == gap.rate and number(y) == y1 and vector(x) == x1
         and rule == "Δw⁽¹⁾ is replaced"),
        (r"Which weights are there after step 1, in terms of those before it\?",
         lambda: rule == "w⁽¹⁾ is replaced"),
        (r"Every step adds its update to the weights before it\.", lambda: True),
        (rf"Before step 1 the weights are {V}; step 1 adds Δw⁽¹⁾\.", lambda w: vector(w) == start),
        (r"ŷ = φ\(z\), and z = w·x with the weights before the step\.", lambda: True),
        (r"What is ŷ⁽¹⁾ computed from\?", lambda: rule == "ŷ⁽¹⁾ is replaced"),
        (rf"At step 1 the weights are {V}, and the input is {V}\.",
         lambda w, x: (vector(w), vector(x)) == (start, x1)),
    ]  # fmt: skip


def unravel_faults(question: Question) -> list[str]:
    """All that is wrong with a gap in a prediction that is taken apart."""
    return [f"{question.id}: {what}" for what in judge_unravel(question)]


JUDGES = {(Kind.BLANK, "unravel"): unravel_faults}
