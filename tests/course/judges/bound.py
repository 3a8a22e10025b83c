"""What plain loops say of questions about the limit for the number of mistakes."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.network import dot
from tests.course.judges.plain import other_lab, run
from tests.course.judges.prompt import Check, N, V, number, samples, says, untrue, value, vector
from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question


def judge_bound(question: Question) -> Iterator[str]:
    """The limit for the number of mistakes, the slips, and the run."""
    prompt = question.prompt
    given, rate = samples(prompt), value(prompt, "η")
    start, u = (vector(re.findall(rf"{name} = {V}", prompt)[0]) for name in ("w⁽⁰⁾", "u"))
    if any(start) or not prompt.startswith("Without a bias"):
        yield "no start at zero without a bias"
    values = [y * dot(u, x) for x, y in given]
    if min(values) <= 0:
        yield "u has not y (u·x) > 0 for each sample"
        return
    longest, least, length = max(dot(x, x) for x, _ in given), min(values), dot(u, u)
    limit = longest * length / least**2
    options = [option for option in question.options if option.text != ANYTHING_ELSE]
    if [number(option.text) for option in options if option.right] != [limit]:
        yield f"the limit is {limit}"
    if [o.text for o in options if not o.right and number(o.text) == limit]:
        yield "a wrong option is the limit"
    steps = run(given, start, rate, question.lab.a.epochs if question.lab else 1, bias=False)
    mistakes = sum(step.said != y for step, (_, y) in zip(steps, given * 99, strict=False))
    passes = len(steps) // len(given)
    if other_lab(question, given, None, [(rate, start)], bias=False):
        yield "the lab is another experiment"
    checks = _said_of_bound(longest, length, values, (mistakes, passes))
    yield from _slips(options, rate, longest, length, least)
    for said in (*(option.explanation for option in question.options), *question.hints):
        yield from untrue(said, checks)


def _slips(
    options: list[Option], rate: Fraction, longest: Fraction, length: Fraction, least: Fraction
) -> Iterator[str]:
    """What is wrong with the wrong numbers: each comes of the slip that it is told of."""
    limit = longest * length / least**2
    slips = {
        "as if it had length 1": {longest / least**2},
        "has to be squared, too": {longest * length / least},
        "That is R², as if γ were 1": {longest},
        "so it cancels": {limit * rate, limit / rate},
        "That is (γ/R)²": {1 / limit},
    }
    for option in options:
        named = [true for said, true in slips.items() if said in option.explanation]
        if not option.right and not (len(named) == 1 and number(option.text) in named[0]):
            yield f"“{option.text}” is not the slip that is named"


def _said_of_bound(
    longest: Fraction, length: Fraction, values: list[Fraction], made: tuple[int, int]
) -> list[Check]:
    least = min(values)
    limit = longest * length / least**2
    return [
        (
            rf"y \(u·x\) is ([^;]*); the least is {N}, u·u = {N}",
            lambda p, q, r: (
                list(map(number, p.split(", "))) == values and says(q, least) and says(r, length)
            ),
        ),
        (
            rf"\(R/γ\)² = {N} · {N} / {N}² = {N}",
            lambda p, q, r, s: (
                says(p, longest) and says(q, length) and says(r, least) and says(s, limit)
            ),
        ),
        (
            rf"\(R/γ\)² = {N} / {N}² = {N}",
            lambda p, r, s: says(p, longest) and length == 1 and says(r, least) and says(s, limit),
        ),
        (
            r"This run makes (\d+) mistakes? in (\d+) epochs",
            lambda p, q: (int(p), int(q)) == made and made[0] <= limit,
        ),
        (rf"R² = {N}", lambda p: says(p, longest)),
        (
            rf"the least y \(u·x\) is {N}, u·u = {N}",
            lambda p, q: says(p, least) and says(q, length),
        ),
        (r"as if it had length 1|as if γ were 1", lambda: True),
    ]


def faults(question: Question) -> list[str]:
    """All that is wrong with a question about (R/γ)²."""
    return [f"{question.id}: {what}" for what in judge_bound(question)]


JUDGES = {(Kind.NUMBER, "mistake-bound"): faults}
