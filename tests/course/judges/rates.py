"""Questions about learning rates, judged by trying rates: on every critical one and beside it."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tests.course.judges.prompt import Check, N, number, says
from tests.course.judges.sentences import CLASS, Seen, Trial, foreign_lab, trial, unread, written
from tutor.course.lesson import Kind, Option, Question, Want
from tutor.perceptron.comparison import Scope

TRACE = "Compare the predictions made while training, step by step.\n"
SAMPLES = "Compare the predictions of the final weights on the samples.\n"
_Z = rf"z_A = {N} predicts {CLASS}, z_B = {N} predicts {CLASS}"
_STEP = r"step (\d+) \(epoch (\d+), sample (\d+)\)"
_LENGTH = "does change the updates' length. Still, "
_BRACKETS = (
    r"z = w⁽⁰⁾·x \+ η \(u·x\), where u is the sum of the brackets \(y − ŷ\) x of the steps before"
)
_N = r"−?\d[\d./]*(?:e−?\d+)?(?<![.])"
_NEAR = Fraction(1, 10**9)
"""How far from an end, in parts of it, is just outside."""


def predictions(asked: Trial, rate: Fraction, scope: Scope) -> list[int]:
    """Those that are compared."""
    training, final = asked.run(rate)
    return [one.said for one in (training if scope is Scope.TRACE else final)]


def rates(asked: Trial) -> list[Fraction]:
    """Every critical rate, and one in each interval between them, from 0 on.

    Between two neighbours no z of the run in the middle is 0, so all rates there predict alike:
    it is looked for zeros in every interval until there are no new ones.
    """
    ends = {Fraction(0)}
    while True:
        tried = _between(ends)
        seen = [one for rate in tried for part in asked.run(rate) for one in part]
        new = {-one.c / one.d for one in seen if one.d and one.c * one.d < 0} - ends
        if not new:
            return tried
        ends |= new


def _between(ends: set[Fraction]) -> list[Fraction]:
    line = sorted(ends)
    inside = [(one + other) / 2 for one, other in pairwise(line)]
    return sorted([*line[1:], *inside, line[-1] + 1])


def scope_of(prompt: str) -> Scope:
    """Which predictions the prompt asks to compare."""
    assert (TRACE in prompt) != (SAMPLES in prompt)
    return Scope.TRACE if TRACE in prompt else Scope.SAMPLES


def _compared(asked: Trial, a: Fraction, b: Fraction) -> list[Check]:
    """What is said of A and B."""
    (training_a, final_a), (training_b, final_b) = asked.run(a), asked.run(b)
    pairs_w = list(zip(asked.weights(a), asked.weights(b), strict=True))

    def both(one: Seen, other: Seen, z: Sequence[str]) -> bool:
        values = says(z[0], one.z) and says(z[2], other.z)
        return values and (z[1], z[3]) == (written(one.said), written(other.said))

    def first(ones: list[Seen], others: list[Seen]) -> int:
        return [p.said != q.said for p, q in zip(ones, others, strict=True)].index(True)

    def at(step: str, epoch: str, sample: str, *z: str) -> bool:
        i, size = int(step) - 1, len(asked.samples)
        placed = (int(epoch), int(sample)) == (i // size + 1, i % size + 1)
        return placed and both(training_a[i], training_b[i], z)

    def factor(part: slice, k: Fraction) -> bool:
        return all(tuple(k * w for w in one) == other for one, other in pairs_w[part])

    def none(part: slice) -> bool:
        found = {
            v / w
            for one, other in pairs_w[part]
            for w, v in zip(one, other, strict=True)
            if w
        }
        return not any(k > 0 and factor(part, k) for k in found | {Fraction(1)})

    whole, end = slice(None), slice(-1, None)
    same_t = [p.said for p in training_a] == [q.said for q in training_b]
    same_s = [p.said for p in final_a] == [q.said for q in final_b]
    because = "and a factor above zero changes no sign"
    return [
        (rf"A and B differ first at {_STEP}: {_Z}",
         lambda s, *rest: first(training_a, training_b) == int(s) - 1 and at(s, *rest)),
        (rf"[Aa]fter training, A and B differ first on sample (\d+): {_Z}",
         lambda s, *z: first(final_a, final_b) == int(s) - 1
         and both(final_a[int(s) - 1], final_b[int(s) - 1], z)),
        (rf"At {_STEP} A and B predict the same: {_Z}",
         lambda s, e, i, *z: z[1] == z[3] and at(s, e, i, *z)),
        (rf"[Nn]o prediction differs in training: w_B = {N}·w_A at every step, {because}",
         lambda k: same_t and factor(whole, number(k))),
        (r"[Nn]o prediction differs in training: all (\d+) predictions agree, step by step",
         lambda count: same_t and int(count) == len(training_a)),
        (rf"[Aa]fter training, no prediction differs on a sample: the final weights are "
         rf"w_B = {N}·w_A, {because}", lambda k: same_s and factor(end, number(k))),
        (r"[Aa]fter training, no prediction differs on a sample: A and B agree on all (\d+) "
         r"samples", lambda count: same_s and int(count) == len(final_a)),
        (r"[Aa]fter training, no prediction differs on a sample: A and B have the same final "
         r"weights", lambda: same_s and pairs_w[-1][0] == pairs_w[-1][1]),
        (r"No single factor above zero leads from w_A to w_B at every step", lambda: none(whole)),
        (r"No factor above zero leads from w_A to w_B", lambda: none(end)),
    ]  # fmt: skip


def judge_rate(question: Question) -> Iterator[str]:
    """A rate that changes a prediction, or none."""
    prompt, asked = question.prompt, trial(question.prompt)
    scope, a = scope_of(prompt), _rate_of_a(prompt)
    want, search = _want(prompt), question.search
    if search is None or (search.want, search.scope) != (want, scope):
        yield "something else is searched than the prompt asks"
    shown = _key(question) if question.lab is None or question.lab.b is not None else None
    yield from foreign_lab(question, asked, [a] if shown is None else [a, shown])
    told = predictions(asked, a, scope)

    def does(rate: Fraction) -> bool:
        return rate > 0 and (predictions(asked, rate, scope) == told) == (want is Want.SAME)

    tried = [rate for rate in rates(asked) if does(rate)]
    # Beside A's η in its interval there is another one, which need not be one of those tried.
    beside = [a * (1 - _NEAR), a * (1 + _NEAR)]
    there_is = any(rate != a for rate in tried) or any(does(rate) for rate in beside)
    for option in question.options[:-1]:
        if option.text == "none":
            right = not there_is
        else:
            rate = number(option.text)
            right = does(rate) and (want is Want.DIFFER or rate != a)
        if right != option.right and not (right and there_is):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        if right and not option.right:
            yield f"“{option.text}” is right as well"
    for option in question.options:
        yield from unread(option.explanation, _said_of_rate(asked, a, scope, option, does))
        if "There is none" in option.explanation and there_is:
            yield f"“{option.text}” is explained by another key"
    yield from unread(" ".join(question.hints), _hinted(asked, a, scope, there_is))


def _rate_of_a(prompt: str) -> Fraction:
    (found,) = re.findall(rf"A has η = {N}", prompt)
    return number(found)


def _key(question: Question) -> Fraction | None:
    """The rate that is keyed; None for none."""
    (key,) = [option.text for option in question.options if option.right]
    return None if key == "none" else number(key)


def _want(prompt: str) -> Want:
    differ = (
        "Find an η for B, all else as in A, that changes at least one of them,\n"
        "or type `none` if no η > 0 does."
    )
    same = (
        "Find another η for B, all else as in A, that changes none of them,\n"
        "or type `none` if every other η > 0 changes one."
    )
    assert (differ in prompt) != (same in prompt)
    return Want.DIFFER if differ in prompt else Want.SAME


def _said_of_rate(
    asked: Trial, a: Fraction, scope: Scope, option: Option, does: Callable[[Fraction], bool]
) -> list[Check]:
    told = predictions(asked, a, scope)
    known = re.search(rf"for instance η = {N}", option.explanation)
    typed = None if option.text in {"*", "none"} else number(option.text)
    b = number(known[1]) if known else typed
    zero = not any(asked.start)

    def every(*, same: bool) -> bool:
        other = [rate for rate in rates(asked) if rate != a]
        return all((predictions(asked, rate, scope) == told) == same for rate in other)

    def length(word: str) -> bool:
        longer = typed is not None and (typed > a if word == "larger" else typed < a)
        return longer and bool(asked.mistakes(a))

    checks: list[Check] = [
        (r"There is none: w⁽⁰⁾ = 0, so every weight is η times a vector without η in it, and "
         r"η > 0 changes no sign", lambda: zero and every(same=True)),
        (r"There is none: A's η is the only one with its predictions", lambda: every(same=False)),
        (r"There is none: of all η from 0 to ∞, not one changes a prediction here",
         lambda: every(same=True)),
        (rf"There is one, for instance η = {N}\.", lambda p: does(number(p))),
        (rf"A (larger|smaller) η {_LENGTH}", length),
        (r"All else is as in A, that is so\. But", lambda: option.text not in {"*", "none"}),
        (r"Another η may change a prediction\. It need not\.", lambda: True),
        (r"From a zero start it would be so\.", lambda: not zero),
    ]  # fmt: skip
    return [*checks, *(_compared(asked, a, b) if b is not None else [])]


def _hinted(asked: Trial, a: Fraction, scope: Scope, there_is: bool) -> list[Check]:
    told = predictions(asked, a, scope)
    training, final = asked.run(a)
    zero = not any(asked.start)

    def end(way: str, at: str) -> bool:
        """No change before the end, one at it or just beyond."""
        edge, up = a if at == "once" else number(at.removeprefix("η = ")), way == "up"
        if (at == "once") != (edge == a):
            return False
        inner, outer = edge * (1 - _NEAR if up else 1 + _NEAR), edge * (1 + _NEAR if up else 1 - _NEAR)
        between = [r for r in rates(asked) if (a < r < edge if up else edge < r < a)]
        between += [inner] if inner != edge and ((a < inner) if up else (inner < a)) else []
        unchanged = all(predictions(asked, rate, scope) == told for rate in between)
        beyond = {tuple(predictions(asked, rate, scope)) for rate in (edge, outer)}
        return (edge >= a if up else edge <= a) and unchanged and beyond != {tuple(told)}

    return [
        (r"Is w⁽⁰⁾ zero\? If not, where do the start and the updates pull z to different sides\?",
         lambda: True),
        (rf"{_BRACKETS}; only its sign counts\.", lambda: True),
        (r"w⁽⁰⁾ = 0: z is η times a number without η, at every step\. Can its sign turn\?",
         lambda: zero),
        (rf"The first change comes, going (down) from A's η, at (once|η = {_N}); "
         rf"going (up) from A's η, at (once|η = {_N})",
         lambda w, p, v, q: end(w, p) and end(v, q)),
        (rf"The first change comes, going (up|down) from A's η, at (once|η = {_N})",
         lambda way, p: end(way, p) and _open(asked, a, told, scope, up=way == "down")),
        (rf"At η = {N} some z is exactly 0\. Which sign has it just beside\?",
         lambda p: number(p) == a and any(one.z == 0 for one in (*training, *final))),
        (rf"At step (\d+), w⁽⁰⁾·x = {N} and u·x = {N}\. For which η has their sum "
         r"w⁽⁰⁾·x \+ η \(u·x\) another sign than in A\?",
         lambda s, c, d: says(c, training[int(s) - 1].c) and says(d, training[int(s) - 1].d)
         and training[int(s) - 1].c * training[int(s) - 1].d < 0),
        (r"Look at every step for w⁽⁰⁾·x and u·x of opposite signs\. Is there one\?",
         lambda: not there_is and not any(one.c * one.d < 0 for one in training)),
    ]  # fmt: skip


def _open(asked: Trial, a: Fraction, told: list[int], scope: Scope, *, up: bool) -> bool:
    """Whether nothing changes from A's η on to 0 or to ∞."""
    there = [rate for rate in rates(asked) if (rate > a if up else rate < a)]
    return all(predictions(asked, rate, scope) == told for rate in there)


def judge_step(question: Question) -> Iterator[str]:
    """At which step A and B predict differently first."""
    prompt, asked = question.prompt, trial(question.prompt)
    ((a, b),) = [
        tuple(map(number, found)) for found in re.findall(rf"A has η = {N}, B has η = {N}\.", prompt)
    ]
    assert scope_of(prompt) is Scope.TRACE
    assert "do A and B predict differently for the first\ntime? Type its number, or `never`." in prompt
    if f"At which step, 1 to {len(asked.steps)}, do" not in prompt:
        yield "the steps are counted otherwise"
    yield from foreign_lab(question, asked, [a, b])
    if question.lab is None or question.lab.scope is not Scope.TRACE:
        yield "the lab compares something else"
    (one, _), (other, _) = asked.run(a), asked.run(b)
    differ = [p.said != q.said for p, q in zip(one, other, strict=True)]
    truth = str(differ.index(True) + 1) if any(differ) else "never"
    for option in question.options:
        if option.right != (option.text == truth):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        if f"at step {truth} " not in option.explanation and truth != "never":
            yield f"“{option.text}” is explained by another key"
        if truth == "never" and "No prediction differs in training" not in option.explanation:
            yield f"“{option.text}” is explained by another key"
        leads = _leads(asked, a, b, option.text)
        yield from unread(option.explanation, [*leads, *_compared(asked, a, b)])
    yield from unread(" ".join(question.hints), _step_hints(asked, a, b))


def _leads(asked: Trial, a: Fraction, b: Fraction, text: str) -> list[Check]:
    first = asked.mistakes(a)[:1]
    assert first == asked.mistakes(b)[:1]
    step = 0 if text in {"*", "never"} else int(text)
    (one, _), (other, _) = asked.run(a), asked.run(b)

    def named(lead: str) -> str:
        """What stands before the sentence about the step that was typed."""
        return rf"{lead}(?= At step {step} )"

    return [
        (named(r"η is there from the beginning\. But no update has been made yet\."),
         lambda: step == 1),
        (named(r"From here on the weights differ\. But this prediction was made before\."),
         lambda: [step] == first),
        (named(r"Here z is not the same in A and B\. But its sign is\."),
         lambda: one[step - 1].z != other[step - 1].z),
        (r"At a zero start it would be so\.", lambda: any(asked.start)),
    ]  # fmt: skip


def _step_hints(asked: Trial, a: Fraction, b: Fraction) -> list[Check]:
    (one, _), (other, _) = asked.run(a), asked.run(b)
    first = asked.mistakes(a)[0]

    def goes_on(mistake: str, step: str, formula: str, p: str, q: str) -> bool:
        i = int(step) - 1
        same = (one[i].c, one[i].d) == (other[i].c, other[i].d)
        right = line(formula) == (one[i].c, one[i].d) and (number(p), number(q)) == (a, b)
        # Where u·x = 0 the step before has the same z in both, and nothing is to be looked at.
        alike = not any(seen.d for run in (one, other) for seen in run[first:i])
        return int(mistake) == first <= i and alike and same and right

    return [
        (r"Up to which step are the weights of A and B the same\?", lambda: True),
        (r"Each step predicts with the weights before it; a mistake adds Δw = η \(y − ŷ\) x to "
         r"them\.", lambda: True),
        (r"The first mistake is at step (\d+), in both\. Go on from step (\d+): there z = "
         rf"(\S+(?: [+−] \S+)?), with η = {N} and with η = {N}\.", goes_on),
    ]  # fmt: skip


def line(text: str) -> tuple[Fraction, Fraction]:
    """The number without η and the one before η, as in `−5 + 26η`."""
    if "η" not in text:
        return number(text), Fraction(0)
    constant, sign, slope = re.fullmatch(r"(?:(\S+) ([+−]) )?(\S*)η", text).groups()  # type: ignore[union-attr]
    size = {"": Fraction(1), "−": Fraction(-1)}.get(slope) or number(slope)
    return number(constant or "0"), -size if sign == "−" else size


def judge_interval(question: Question) -> Iterator[str]:
    """In which interval A's η lies, by its predictions."""
    prompt, asked = question.prompt, trial(question.prompt)
    ((what, listed),) = re.findall(
        r"\n(A's predictions made while training are, step by step,"
        r"|The predictions of A's final weights on the samples are, in order,)"
        rf"\n({CLASS[1:-1]}(?:, {CLASS[1:-1]})*)\.\n"
        r"In which of these intervals of learning rates does A's η lie\?",
        prompt,
    )
    assert "A has an η > 0 that is not told." in prompt
    scope = Scope.TRACE if what.startswith("A's") else Scope.SAMPLES
    told = [int(one.replace("−", "-")) for one in listed.split(", ")]
    yield from foreign_lab(question, asked, [None])
    if question.lab is None or predictions(asked, question.lab.a.rate, scope) != told:
        yield "the lab's η predicts otherwise"
    for option in question.options:
        yield from _interval(asked, option, told, scope)
    ends = [parsed(option.text)[:2] for option in question.options]
    if any(high is None or high != low for (_, high), (low, _) in pairwise(ends)):
        yield "the intervals do not follow one another"
    yield from unread(" ".join(question.hints), _interval_hints(asked, question, told, scope))


def parsed(text: str) -> tuple[Fraction, Fraction | None, bool, bool]:
    """An interval's ends, None for ∞, and whether they lie in it."""
    found = re.fullmatch(r"([(\[])(\S+), (\S+)([)\]])", text)
    assert found is not None
    high = None if found[3] == "∞" else number(found[3])
    return number(found[2]), high, found[1] == "[", found[4] == "]"


def points(asked: Trial, text: str) -> tuple[list[Fraction], list[Fraction]]:
    """Rates in an interval, among them one of each piece of it, and the rates just outside."""
    low, high, closed_low, closed_high = parsed(text)
    top = high if high is not None else max(*rates(asked), low + 1) + 1
    inside = [low + (top - low) * Fraction(k, 16) for k in range(1, 16)]
    inside += [rate for rate in rates(asked) if low < rate < top]
    inside += [low * (1 + _NEAR), top * (1 - _NEAR)]
    inside += [low] if closed_low else []
    inside += [top] if closed_high or high is None else []
    if low == top:
        inside = [low]
    outside = ([low * (1 - _NEAR)] if closed_low else [low]) if low else []
    if high is not None:
        outside.append(high * (1 + _NEAR) if closed_high else high)
    return [rate for rate in inside if rate > 0], outside


def _interval(asked: Trial, option: Option, told: list[int], scope: Scope) -> Iterator[str]:
    inside, outside = points(asked, option.text)
    found = [predictions(asked, rate, scope) for rate in inside]
    if any(one != found[0] for one in found):
        yield f"{option.text}: not all η in it predict alike"
    if any(predictions(asked, rate, scope) == found[0] for rate in outside):
        yield f"{option.text}: just outside η predict as in it"
    if option.right != (found[0] == told):
        yield f"the key: {option.text} is {'' if option.right else 'not '}keyed"
    yield from unread(option.explanation, _said_of_interval(asked, option, told, scope))


def _said_of_interval(asked: Trial, option: Option, told: list[int], scope: Scope) -> list[Check]:
    low, high, closed_low, closed_high = parsed(option.text)
    word = "step" if scope is Scope.TRACE else "sample"

    def within(text: str) -> bool:
        rate = number(text)
        below = rate > low or (closed_low and rate == low)
        return below and (high is None or rate < high or (closed_high and rate == high))

    def first(rate: Fraction) -> int:
        said = predictions(asked, rate, scope)
        return [p != q for p, q in zip(said, told, strict=True)].index(True) + 1

    def just(below: bool, step: str) -> bool:
        if below:
            return first(low * (1 - _NEAR) if closed_low else low) == int(step)
        assert high is not None
        return first(high * (1 + _NEAR) if closed_high else high) == int(step)

    def wrong(
        step: str, they: str, said: str, of_a: str, example: str, instance: str, z: str
    ) -> bool:
        if {they == "they predict", bool(instance)} != {low != high}:
            return False
        i, seen = int(step) - 1, asked.run(number(example))[0 if scope is Scope.TRACE else 1]
        agreed = within(example) and says(z, seen[i].z) and said == written(seen[i].said)
        return agreed and first(number(example)) == i + 1 and of_a == written(told[i]) != said

    def agreeing(count: str, whole: str) -> bool:
        said = predictions(asked, points(asked, option.text)[0][0], scope)
        same = sum(p == q for p, q in zip(said, told, strict=True))
        return int(whole) == len(told) and same == (0 if count == "none" else int(count))

    but = rf"at {word} (\d+) (they predict|it predicts) {CLASS}, and A {CLASS}: with η = {N}( for instance|) z is {N}\."
    return [
        (rf"Every η in it makes these predictions, η = {N} for instance\.",
         lambda p: option.right and within(p) and low != high),
        (rf"Only η = {N} makes these predictions\.",
         lambda p: option.right and low == high == number(p)),
        (rf"Just below it {word} (\d+) and above it {word} (\d+) is predicted otherwise\.",
         lambda p, q: just(True, p) and just(False, q)),
        (rf"Just below it {word} (\d+) is predicted otherwise\.",
         lambda p: high is None and just(True, p)),
        (rf"Just above it {word} (\d+) is predicted otherwise\.",
         lambda p: low == 0 and just(False, p)),
        (rf"Up to step (\d+) (?:these η predict|this η predicts) as A does\. But (?={but})",
         lambda p, *_: word == "step" and first(points(asked, option.text)[0][0]) == int(p) + 1),
        (r"Th(?:ese η predict|is η predicts) (\d+|none) of (\d+) samples as A does\.(?: But)?", agreeing),
        (f"[Aa]{but[1:]}", wrong),
    ]  # fmt: skip


def _interval_hints(
    asked: Trial, question: Question, told: list[int], scope: Scope
) -> list[Check]:
    (key,) = [option.text for option in question.options if option.right]
    training, _ = asked.run(points(asked, key)[0][0])

    def leaves(step: str, c: str, d: str, said: str) -> bool:
        one = training[int(step) - 1]
        cut = -one.c / one.d if one.d else Fraction(0)
        at_an_end = cut in parsed(key)[:2]
        right = says(c, one.c) and says(d, one.d) and said == written(told[int(step) - 1])
        return right and at_an_end and cut > 0

    return [
        (r"At which step does the sign of z hang on η\?", lambda: scope is Scope.TRACE),
        (rf"{_BRACKETS}\. The predictions are told, so u is known\.",
         lambda: scope is Scope.TRACE),
        (rf"At step (\d+), w⁽⁰⁾·x = {N} and u·x = {N}, and A predicts {CLASS}\. Which η does that "
         r"leave\?", leaves),
        (r"Which runs are there\? Begin with the predictions made while training\.",
         lambda: scope is Scope.SAMPLES),
        (r"z/η = s \(w⁽⁰⁾·x\) \+ u·x with s = 1/η: a straight line, which cuts an interval at most "
         r"once\. At the cut z is 0, which predicts \+1\.",
         lambda: scope is Scope.SAMPLES),
        (r"Cut step by step\. Then compute the signs of the final weights in each piece: neighbours "
         r"with the same signs are one interval\.", lambda: scope is Scope.SAMPLES),
    ]  # fmt: skip


def _listed(judge: Callable[[Question], Iterator[str]]) -> Callable[[Question], list[str]]:
    return lambda question: [f"{question.id}: {what}" for what in judge(question)]


JUDGES = {
    (Kind.RATE, "may-change"): _listed(judge_rate),
    (Kind.INTERVAL, "rate-path"): _listed(judge_interval),
    (Kind.STEP, "may-change"): _listed(judge_step),
    (Kind.STEP, "first-prediction"): _listed(judge_step),
}
