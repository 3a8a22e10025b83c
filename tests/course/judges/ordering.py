"""Lines of a proof that are to be put in order: which orders are proofs, by what the lines say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from tests.course.judges.formulas import Value, inside_phi, names, orders, work_out
from tests.course.judges.prompt import I, N, V, index, number, value, vector
from tests.course.judges.sentences import Trial, foreign_lab, trial, unread
from tutor.course.lesson import Kind, Question

_REPLACES = re.compile(r"(\S+) is replaced")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def known_at(asked: Trial, rate: Fraction) -> dict[str, Value]:
    """All names of a run with their values."""
    weights, (seen, _) = asked.weights(rate), asked.run(rate)
    known: dict[str, Value] = {"η": rate}
    for i, w in enumerate(weights):
        raised = str(i).translate(_RAISED)
        known[f"w⁽{raised}⁾"] = w
        known[f"v⁽{raised}⁾"] = tuple(part / rate for part in w)
        if i:
            (x, y), one, before = asked.steps[i - 1], seen[i - 1], weights[i - 1]
            known |= {f"x⁽{raised}⁾": x, f"y⁽{raised}⁾": y}
            known |= {f"z⁽{raised}⁾": one.z, f"ŷ⁽{raised}⁾": Fraction(one.said)}
            known[f"Δw⁽{raised}⁾"] = tuple(a - b for a, b in zip(w, before, strict=True))
    return known


def _in_order(question: Question, valid: set[tuple[int, ...]]) -> Iterator[str]:
    """Whether just those orders are right that are proofs, and the one shown is none of them."""
    accepted = orders(
        len(question.lines),
        lambda begun, one: {n - 1 for n in question.after[one]} <= set(begun),
    )
    if accepted != valid:
        yield f"{len(accepted ^ valid)} orders are judged wrongly"
    if tuple(range(len(question.lines))) in valid:
        yield "the lines are shown in order"
    key, other = question.options
    told = tuple(int(n) - 1 for n in key.text.split())
    if told not in valid or not key.right or other.text != "*":
        yield "the order that is told is none"
    if key.explanation != "Every line stands below those that it needs.":
        yield "the key is explained otherwise"
    if other.explanation != f"A line stands above one that it needs. Right is {key.text}.":
        yield "the wrong orders are explained otherwise"


def judge_unravel(question: Question) -> Iterator[str]:
    """A prediction or an update is taken apart."""
    prompt, asked = question.prompt, trial(question.prompt)
    rate = value(prompt, "η")
    known = known_at(asked, rate)
    yield from foreign_lab(question, asked, [rate])
    (wanted,) = re.findall(r"Unravel (\S+) back to w⁽⁰⁾\. Put the lines in order\.", prompt)
    sides = [line.formula.split(" = ") for line in question.lines]
    for line, parts in zip(question.lines, sides, strict=True):
        if len({work_out(part, known) for part in parts}) != 1:
            yield f"“{line.formula}” is not so"
    if "Each line takes apart something that a line above it has left." in prompt:
        lefts, rights = [one for one, _ in sides], [names(right) for _, right in sides]
        yield from _in_order(question, orders(len(sides), lambda begun, one: (
            lefts[one] == wanted or any(lefts[one] in rights[above] for above in begun)
        )))  # fmt: skip
        yield from _needed(question, lefts, rights, wanted)
    else:
        assert "Each line replaces one thing that the line before it has left." in prompt
        yield from _in_order(question, _replaced(question, known))
    yield from _unravel_hints(question, wanted)


def _needed(
    question: Question, lefts: Sequence[str], rights: Sequence[set[str]], wanted: str
) -> Iterator[str]:
    for need, left in zip(question.needs, lefts, strict=True):
        found = re.fullmatch(r"(\S+) is left by (\S+)\.", need)
        if found is None and (need, left) != (f"{wanted} is what is taken apart.", wanted):
            yield f"“{need}” is not so"
        if found and (found[1] != left or left not in rights[lefts.index(found[2])]):
            yield f"“{need}” is not so"


def _replaced(question: Question, known: Mapping[str, Value]) -> set[tuple[int, ...]]:
    """The orders in which each line has what the next replaces, and the next has it not."""
    lines = question.lines
    left = [names(line.formula.partition(" = ")[2]) for line in lines]

    def fits(begun: Sequence[int], one: int) -> bool:
        rule = lines[one].rule
        if not begun or rule == "the prediction at step 2":
            return not begun and rule == "the prediction at step 2"
        before = begun[-1]
        if rule == "worked out":
            return not left[before]
        found = _REPLACES.fullmatch(rule)
        assert found is not None
        return found[1] in left[before] - left[one]

    insides = {work_out(inside_phi(line.formula), known) for line in lines}
    return orders(len(lines), fits) if len(insides) == 1 else set()


def _unravel_hints(question: Question, wanted: str) -> Iterator[str]:
    lines = question.lines
    whole = " ".join(question.hints)
    first = next(line for line in lines if line.formula.startswith(f"{wanted} = "))
    left = names(first.formula.partition(" = ")[2])
    (of_step,) = re.findall(r"⁽(.*)⁾", wanted)
    yield from unread(whole, [
        (r"Which line has (\S+) on its left\?", lambda name: name == wanted),
        (r"A line may follow as soon as its left side stands on the right of a line above it\.",
         lambda: True),
        (r"Begin with (\S+): it leaves a ŷ\. The line with that ŷ on its left leaves a w\.",
         lambda name: name == wanted and f"ŷ⁽{of_step}⁾" in left),
        (r"Which line has w⁽¹⁾ still in it\?",
         lambda: sum("w⁽¹⁾" in line.formula.replace("Δw", "") for line in lines) == 1),
        (r"First w⁽¹⁾ is replaced, then Δw⁽¹⁾, then ŷ⁽¹⁾\.", lambda: wanted == "ŷ⁽²⁾"),
        (r"After the line with w⁽¹⁾ comes the one with Δw⁽¹⁾, and no name is left in the last\.",
         lambda: wanted == "ŷ⁽²⁾"),
    ])  # fmt: skip


def judge_induction(question: Question) -> Iterator[str]:
    """The first steps in units of η, or the proof for all steps."""
    prompt, asked = question.prompt, trial(question.prompt)
    assert "Put v = w/η.\n" in prompt
    assert "Put the lines of the proof in order; each stands below those it uses." in prompt
    yield from foreign_lab(question, asked, [None, None])
    if any(asked.start):
        yield "the start is not zero"
    texts = [line.formula for line in question.lines]
    if "The first steps are worked out in units of η, for every η > 0 at once." in prompt:
        needs = [_steps_needs(text) for text in texts]
        yield from _steps_true(asked, texts)
    else:
        assert "Claim: no prediction made while training depends on η > 0.\n" in prompt
        needs = [_proof_needs(asked, text) for text in texts]
    lefts = [_what(text) for text in texts]
    if len(set(lefts)) < len(lefts):
        yield "two lines say the same"
    valid = orders(len(texts), lambda begun, one: needs[one] <= {lefts[above] for above in begun})
    yield from _in_order(question, valid)
    yield from unread(" ".join(question.hints), _INDUCTION_HINTS)


_INDUCTION_HINTS = [
    (re.escape(hint), lambda: True)
    for hint in (
        "What does a step need before it can predict?",
        "ŷ⁽ⁱ⁾ is computed from v⁽ⁱ⁻¹⁾, and v⁽ⁱ⁾ from v⁽ⁱ⁻¹⁾ and ŷ⁽ⁱ⁾.",
        "v⁽⁰⁾ first, then ŷ⁽¹⁾, then v⁽¹⁾.",
        "The base and “one step on” each have a beginning of their own. Which lines need nothing?",
        (
            "A line that uses v⁽ⁱ⁻¹⁾ stands below the one that supposes it; one that speaks of all "
            "steps needs the base and “one step on”."
        ),
        "Base: w⁽⁰⁾, then v⁽⁰⁾. One step on: v⁽ⁱ⁻¹⁾, then ŷ⁽ⁱ⁾, then v⁽ⁱ⁾. Then what uses both.",
    )
]


def _steps_needs(text: str) -> set[str]:
    """What a step worked out in numbers uses."""
    found = re.match(rf"([vŷ])⁽{I}⁾ = ", text)
    assert found is not None
    kind, i = found[1], index(found[2])
    before = f"v⁽{str(i - 1).translate(_RAISED)}⁾"
    if kind == "v" and i == 0:
        return set()
    return {before} if kind == "ŷ" else {before, f"ŷ⁽{found[2]}⁾"}


def _steps_true(asked: Trial, texts: Sequence[str]) -> Iterator[str]:
    """Whether each line is so, for several η, and made of the numbers that it uses."""
    for rate in (Fraction(1, 7), Fraction(1), Fraction(30)):
        known = known_at(asked, rate)
        for text in texts:
            parts = text.removesuffix(", for every η > 0").split(" = ")
            if len({work_out(part, known) for part in parts}) != 1:
                yield f"“{text}” is not so with η = {rate}"
    known = known_at(asked, Fraction(1))
    for text in texts:
        found = re.match(rf"([vŷ])⁽{I}⁾ = (?:φ\()?{V}", text)
        assert found is not None
        i = max(index(found[2]) - 1, 0)
        if vector(found[3]) != known[f"v⁽{str(i).translate(_RAISED)}⁾"]:
            yield f"“{text}” begins with other weights"


def _what(text: str) -> str:
    """A line's name: what it says something of."""
    if text.startswith("every ŷ and every v"):
        return "all"
    if text.startswith("with η = 1, "):
        return "one run"
    if text.startswith("with η = "):
        return "other rate"
    found = re.match(r"([wv]|ŷ)⁽([^⁾]*)⁾", text)
    assert found is not None
    told = re.fullmatch(rf"v⁽{I}⁾ = {V} for every η > 0", text)
    return f"{found[0]} told" if told else found[0]


_STEP_ON = {
    "v⁽ⁱ⁻¹⁾ is the same for every η > 0": set[str](),
    "ŷ⁽ⁱ⁾ = φ(v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) is the same for every η > 0": {"v⁽ⁱ⁻¹⁾"},
    "v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ + (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾) x⁽ⁱ⁾ is the same for every η > 0": {"v⁽ⁱ⁻¹⁾", "ŷ⁽ⁱ⁾"},
}
"""What the lines of “one step on” use."""


def _proof_needs(asked: Trial, text: str) -> set[str]:
    """What a line of the general proof uses; its numbers are held against a run."""
    if text in _STEP_ON:
        return _STEP_ON[text]
    last, n = asked.weights(Fraction(1))[-1], str(len(asked.steps)).translate(_RAISED)
    begin, told = asked.start, f"v⁽{n}⁾ told"
    forms: list[tuple[str, Callable[..., bool], set[str]]] = [
        (rf"w⁽⁰⁾ = {V}", lambda w: vector(w) == begin, set[str]()),
        (rf"v⁽⁰⁾ = w⁽⁰⁾/η = {V}, the same for every η > 0",
         lambda v: vector(v) == begin, {"w⁽⁰⁾"}),
        (rf"every ŷ and every v up to v⁽{n}⁾ is the same for every η > 0", lambda: True,
         {"v⁽⁰⁾", "v⁽ⁱ⁾"}),
        (rf"w⁽{n}⁾ = η v⁽{n}⁾ has a direction that is the same for every η > 0",
         lambda: any(last), {"all"}),
        (rf"with η = 1, w⁽{n}⁾ = v⁽{n}⁾ = {V}", lambda v: vector(v) == last, set[str]()),
        (rf"v⁽{n}⁾ = {V} for every η > 0", lambda v: vector(v) == last, {"all", "one run"}),
        (rf"with η = {N}, w⁽{n}⁾ = {N}·{V} = {V}",
         lambda e, k, v, w: e == k and vector(v) == last
         and vector(w) == asked.weights(number(e))[-1], {told}),
    ]  # fmt: skip
    for form, holds, needs in forms:
        found = re.fullmatch(form, text)
        if found is not None:
            assert holds(*found.groups()), f"“{text}” is not so"
            return needs
    raise AssertionError(f"“{text}” is unknown")


def unravel_faults(question: Question) -> list[str]:
    """All that is wrong with lines that take something apart."""
    return [f"{question.id}: {what}" for what in judge_unravel(question)]


def induction_faults(question: Question) -> list[str]:
    """All that is wrong with the lines of an induction."""
    return [f"{question.id}: {what}" for what in judge_induction(question)]


JUDGES = {
    (Kind.ORDER, "unravel"): unravel_faults,
    (Kind.ORDER, "induction"): induction_faults,
}
