"""A wrong induction: which of its lines is not so, tried with several runs."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from tests.course.judges.formulas import phi, times
from tests.course.judges.prompt import Check, N, V, number, vector
from tests.course.judges.sentences import CLASS, Trial, dot, foreign_lab, trial, unread, written
from tutor.course.lesson import Line, Question

_RATES = tuple(Fraction(n, d) for n, d in ((1, 100), (1, 4), (1, 1), (3, 1), (100, 1)))
_BASE_V = "v⁽⁰⁾ = w⁽⁰⁾/η does not depend on η > 0"
_BASE_Y = "ŷ⁽¹⁾ does not depend on η > 0"
_STEP_V = "if v⁽ⁱ⁻¹⁾ does not depend on η > 0, neither do ŷ⁽ⁱ⁾ and v⁽ⁱ⁾"
_STEP_Y = "if ŷ⁽ⁱ⁾ does not depend on η > 0, neither do v⁽ⁱ⁾ and ŷ⁽ⁱ⁺¹⁾"
_ALL_V = r"no v⁽ⁱ⁾ and no ŷ⁽ⁱ⁾ depends on η > 0, up to step (\d+)"
_ALL_Y = r"no ŷ⁽ⁱ⁾ depends on η > 0, up to step (\d+)"
_SIGN = re.compile(r"(ŷ|z)⁽ⁱ⁾ = (φ\()?w⁽ⁱ⁻¹⁾·x⁽ⁱ⁾\)? = (?:φ\()?v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾\)? for every η (>|≠) 0")
_UPDATE = re.compile(r"v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ \+ (.+) x⁽ⁱ⁾ (at every step|after every mistake, else v⁽ⁱ⁻¹⁾)")
_FACTORS: dict[str, Callable[[Fraction, int], Fraction]] = {
    "(y⁽ⁱ⁾ − ŷ⁽ⁱ⁾)": lambda y, said: y - said,
    "(ŷ⁽ⁱ⁾ − y⁽ⁱ⁾)": lambda y, said: said - y,
    "y⁽ⁱ⁾": lambda y, _: y,
}


class Induction:
    """The lines, and of each whether it follows."""

    def __init__(self, asked: Trial, lines: Sequence[Line]) -> None:
        self.asked, self.lines = asked, lines
        self.follows = [self._so(n) for n in range(len(lines))]

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(self.asked.steps)

    def v(self, rate: Fraction) -> list[tuple[Fraction, ...]]:
        """w/η from the start to the end."""
        return [tuple(part / rate for part in w) for w in self.asked.weights(rate)]

    def _so(self, n: int) -> bool:  # noqa: PLR0911 - one for each kind of line
        text, rule = self.lines[n].formula, self.lines[n].rule
        cited = [
            int(one) - 1
            for one in re.findall(r"lines? (\d+)|and (\d+)", rule)
            for one in one
            if one
        ]
        assert all(one < n for one in cited), f"line {n + 1} cites one below it"
        above = [self.lines[one].formula for one in cited]
        if sign := _SIGN.fullmatch(text):
            assert rule == "w = η v at every step"
            return self._signs(phi_there=bool(sign[2]), negative=sign[3] == "≠")
        if update := _UPDATE.fullmatch(text):
            assert rule == "the update rule, divided by η"
            return self._updates(update[1], mistakes="mistake" in update[2])
        if text == _BASE_V:
            assert re.fullmatch(rf"w⁽⁰⁾ = {V}, before any update", rule)
            return len({self.v(rate)[0] for rate in _RATES}) == 1
        if text == _BASE_Y:
            assert rule == "no update has been made before step 1"
            return len({self.asked.run(rate)[0][0].said for rate in _RATES}) == 1
        if text in {_STEP_V, _STEP_Y}:
            both = {bool(_SIGN.fullmatch(one)) for one in above} == {True, False}
            assert both
            assert any(_UPDATE.fullmatch(one) for one in above)
            return text == _STEP_V or self._one_step_hands_on()
        if found := re.fullmatch(_ALL_V, text):
            assert int(found[1]) == self.steps
            assert rule.endswith("as often as needed")
            return above == [_BASE_V, _STEP_V]
        if found := re.fullmatch(_ALL_Y, text):
            assert int(found[1]) == self.steps
            assert rule.endswith("as often as needed")
            return above == [_BASE_Y, _STEP_Y]
        return self._end(text, above)

    def _signs(self, *, phi_there: bool, negative: bool) -> bool:
        """Whether w·x and v·x are one number, or have one sign."""
        for rate in (*_RATES, *([-one for one in _RATES] if negative else ())):
            for seen in self.asked.run(rate)[0]:
                z = seen.z / rate
                if phi(z) != seen.said or (not phi_there and z != seen.z):
                    return False
        return True

    def _updates(self, factor: str, *, mistakes: bool) -> bool:
        for rate in _RATES:
            v, (seen, _) = self.v(rate), self.asked.run(rate)
            for i, (x, y) in enumerate(self.asked.steps):
                if mistakes and seen[i].said == y:
                    continue
                moved = times(_FACTORS[factor](y, seen[i].said), x)
                if tuple(b - a for a, b in zip(v[i], v[i + 1], strict=True)) != moved:
                    return False
        return True

    def _one_step_hands_on(self) -> bool:
        """Whether v⁽¹⁾, too, is free of η, as ŷ⁽¹⁾ is."""
        return len({self.v(rate)[1] for rate in _RATES}) == 1

    def _end(self, text: str, above: Sequence[str]) -> bool:
        """What follows from all steps together."""
        (one,) = above
        of_v, of_y = re.fullmatch(_ALL_V, one), re.fullmatch(_ALL_Y, one)
        if text == "Δw⁽ⁱ⁾ = η · [something that does not depend on η]":
            return bool(of_v or of_y)
        last = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(self.steps))
        assert text == f"w⁽{last}⁾ does not depend on η > 0"
        return not of_v or len({self.asked.weights(rate)[-1] for rate in _RATES}) == 1


def judge(question: Question, keyed: Callable[..., Iterator[str]]) -> Iterator[str]:
    """A proof that no prediction depends on η, with a fault."""
    prompt, asked = question.prompt, trial(question.prompt)
    assert "Put v = w/η.\n" in prompt
    assert (
        "Claim: no prediction made while training depends on η > 0. Which is the\n"
        "first line that does not follow from all this and the lines above it?" in prompt
    )
    two = question.lab is not None and question.lab.b is not None
    yield from foreign_lab(question, asked, [None, None] if two else [None])
    proof = Induction(asked, question.lines)
    yield from keyed(question, proof.follows)
    for n, option in enumerate(question.options):
        yield from unread(option.explanation, _said(proof, n))
    yield from unread(" ".join(question.hints), _hints(proof))


def _line(proof: Induction, at: str, *forms: str) -> bool:
    """Whether a line of that number says one of these things."""
    said = proof.lines[int(at) - 1].formula if int(at) <= len(proof.lines) else ""
    return any(re.fullmatch(form, said) for form in forms)


def _said(proof: Induction, n: int) -> list[Check]:  # noqa: C901 - a list of sentences
    asked, text = proof.asked, proof.lines[n].formula

    def there(*steps: str) -> bool:
        return all(1 <= int(step) <= proof.steps for step in steps)

    def scaled(step: str, eta: str, wx: str, vx: str) -> bool:
        if not there(step):
            return False
        seen = asked.run(number(eta))[0][int(step) - 1]
        return (number(wx), number(vx)) == (seen.z, seen.z / number(eta))

    def divided(step: str, eta: str, moved: str, bracket: str) -> bool:
        if not there(step):
            return False
        rate, i = number(eta), int(step)
        w, v = asked.weights(rate), proof.v(rate)
        return all(
            tuple(b - a for a, b in zip(one[i - 1], one[i], strict=True)) == vector(told)
            for one, told in ((w, moved), (v, bracket))
        )

    def v_at(i: int, p: str, a: str, q: str, b: str) -> bool:
        told = proof.v(number(a))[i], proof.v(number(b))[i]
        return (vector(p), vector(q)) == told and told[0] != told[1]

    def bracket(step: str, told: str) -> bool:
        return there(step) and all(
            tuple(b - a for a, b in zip(v[int(step) - 1], v[int(step)], strict=True))
            == vector(told)
            for v in map(proof.v, _RATES)
        )

    def turned(vx: str, eta: str, *rest: str) -> bool:
        wx, z, p, u, q = rest
        same = number(wx) == number(vx) * number(eta) and (z, u) == (wx, vx)
        met = any(seen.z == number(vx) * r for r in _RATES for seen in asked.run(r)[0])
        classes = (written(int(phi(number(wx)))), written(int(phi(number(vx)))))
        return met and same and classes == (p, q) and p != q and number(eta) < 0

    def gains(step: str, right: str, wrong: str) -> bool:
        update = _UPDATE.fullmatch(text)
        assert update is not None
        if not there(step):
            return False
        i = int(step) - 1
        x, y = asked.steps[i]
        return all(
            vector(right) == times(y - seen[i].said, x)
            and vector(wrong) == times(_FACTORS[update[1]](y, seen[i].said), x) != vector(right)
            and seen[i].said != y
            for seen in (asked.run(rate)[0] for rate in _RATES)
        )

    def first_class(z: str, c: str) -> bool:
        return number(z) == dot(asked.start, asked.steps[0][0]) and c == written(
            int(phi(number(z)))
        )

    return [
        ((rf"It follows: w·x is η times v·x, and η > 0 changes no sign: at step (\d+), with "
          rf"η = {N}, "
         rf"w·x = {N} and v·x = {N}\."),
         lambda *four: bool(_SIGN.fullmatch(text)) and scaled(*four)),
        ((rf"The signs agree, that is right\. But w = η v makes z η times v·x: at step (\d+), with "
         rf"η = {N}, w·x = {N} and v·x = {N}\."),
         lambda *four: text.startswith("z") and scaled(*four) and four[2] != four[3]),
        ((rf"It follows: η is not 0 and may divide\. At step (\d+), with η = {N}, Δw = {V}, and "
         rf"Δw/η = \(y − ŷ\) x = {V}\."),
         lambda *four: bool(_UPDATE.fullmatch(text)) and divided(*four) and any(vector(four[3]))),
        (rf"It follows: {V} divided by any η > 0 is {V}\.",
         lambda p, q: text == _BASE_V and p == q and not any(vector(p)) and not any(asked.start)),
        ((rf"w⁽⁰⁾ = {V} is the same for every η, that is right\. But v⁽⁰⁾ is w⁽⁰⁾ divided by η: "
         rf"{V} with η = {N} and {V} with η = {N}\."),
         lambda w, *four: text == _BASE_V and vector(w) == asked.start and v_at(0, *four)),
        (rf"It follows: w⁽⁰⁾·x⁽¹⁾ = {N}, so ŷ⁽¹⁾ = {CLASS}, and no η is in that\.",
         lambda z, c: text == _BASE_Y and first_class(z, c)),
        ((r"It follows: given v⁽ⁱ⁻¹⁾ without η, lines (\d+) and (\d+) bring none in\. It "
          r"does not say "
         r"that the “if” is met\."),
         lambda p, q: text == _STEP_V and proof.lines[n].rule == f"lines {p} and {q}"),
        ((rf"ŷ⁽ⁱ⁾ is in line (\d+), that is right\. But so is v⁽ⁱ⁻¹⁾\. ŷ⁽¹⁾ is {CLASS} for "
          rf"every η, "
         rf"and yet v⁽¹⁾ is {V} with η = {N} and {V} with η = {N}\."),
         lambda at, c, *four: text == _STEP_Y and _line(proof, at, _UPDATE.pattern)
         and v_at(1, *four)
         and c == written(asked.run(Fraction(1))[0][0].said)),
        ((r"It follows: line (\d+) begins with (v⁽⁰⁾|ŷ⁽¹⁾), and line (\d+) carries it over "
          r"all (\d+) "
         r"steps\."),
         lambda at, what, on, count: int(count) == proof.steps
         and (_line(proof, at, re.escape(_BASE_V)) and _line(proof, on, re.escape(_STEP_V))
              if what.startswith("v") else
              _line(proof, at, re.escape(_BASE_Y)) and _line(proof, on, re.escape(_STEP_Y)))),
        ((rf"Line (\d+) does carry it on, but from v⁽ⁱ⁻¹⁾, and line (\d+) says nothing of "
          rf"v⁽⁰⁾\. That "
         rf"is {V} with η = {N} and {V} with η = {N}\."),
         lambda on, at, *four: _line(proof, on, re.escape(_STEP_V))
         and _line(proof, at, re.escape(_BASE_Y)) and v_at(0, *four)),
        ((rf"It follows: the bracket is \(y − ŷ\) x, and line (\d+) says that ŷ is free of η\. At "
         rf"step (\d+) it is {V}\."),
         lambda at, step, told: _line(proof, at, _ALL_V, _ALL_Y) and bracket(step, told)),
        ((rf"v⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾ = {V} is free of η, that is right\. But w⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾ = η "
         rf"v⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾: {V} with η = {N}, {V} with η = {N}\."),
         lambda v, p, a, q, b: vector(v) == proof.v(Fraction(1))[-1] and any(vector(v))
         and vector(p) == asked.weights(number(a))[-1]
         and vector(q) == asked.weights(number(b))[-1] != vector(p)),
        ((rf"For η > 0 it would follow\. But an η below 0 turns the sign\. With v·x = {N} and "
         rf"η = {N}, w·x = {N}: φ\({N}\) = {CLASS}, but φ\({N}\) = {CLASS}\."), turned),
        ((rf"Only a mistake moves v, that is right\. But y − ŷ is 2 in size: at step (\d+) v gains "
         rf"{V}, and not {V}\."), gains),
        ((rf"The size is right\. But the label comes first: at step (\d+), y − ŷ = {N} − "
          rf"\({CLASS}\), "
         rf"so v gains {V}, and not {V}\."),
         lambda step, y, c, *two: gains(step, *two)
         and number(y) == asked.steps[int(step) - 1][1] == -number(c.replace("+", ""))),
        (r" The fault is earlier, in line (\d+)\.",
         lambda at: int(at) <= n and not proof.follows[int(at) - 1]),
    ]  # fmt: skip


def _hints(proof: Induction) -> list[Check]:
    fault = proof.follows.index(False)
    text = proof.lines[fault].formula
    update = _UPDATE.fullmatch(text)
    return [
        (r"Put two different η into each line\. Which one breaks\?", lambda: True),
        (re.escape("w = η v; only the sign of z is free of η; an induction needs a base about the "
                   "very thing that its step hands on."), lambda: True),
        (r"From what does “one step on” start, and which line says something of that\?",
         lambda: bool(re.fullmatch(_ALL_V, text))),
        (rf"What is w⁽⁰⁾ divided by η, with η = {N} and with η = {N}\?",
         lambda *_: text == _BASE_V),
        (r"v is free of η\. Is w = η v\?", lambda: text.startswith("w⁽")),
        (r"What stands in the line for v⁽ⁱ⁾ besides ŷ⁽ⁱ⁾\?", lambda: text == _STEP_Y),
        (r"Is w·x the same number as v·x, or has it only the same sign\?",
         lambda: text.startswith("z")),
        (r"What is y − ŷ after a mistake\?", lambda: update is not None and update[1] == "y⁽ⁱ⁾"),
        (r"What does η = −1 do to the sign of w·x\?", lambda: "η ≠ 0" in text),
        (r"Which comes first in the update rule, the label or the prediction\?",
         lambda: update is not None and update[1] == "(ŷ⁽ⁱ⁾ − y⁽ⁱ⁾)"),
    ]  # fmt: skip
