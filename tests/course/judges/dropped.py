"""The line in which η is dropped, or all that stands inside φ is divided by it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.blanks import NUMBER, Gap
from tests.course.judges.formulas import Value, inside_phi, phi, times, work_out
from tests.course.judges.prompt import Check, N, V, number, vector
from tests.course.judges.sentences import CLASS, dot, unread
from tutor.course.lesson import Kind, Option, Question


def judge_drop(question: Question) -> Iterator[str]:
    """η is dropped, or all that stands inside φ is divided by it."""
    gap = Gap(question)
    yield from gap.general()
    assert question.prompt.endswith("\nWhich line is missing?")
    if gap.rule == "η is dropped where it may be":
        assert "\nη is dropped where it may be.\n" in question.prompt
        yield from _dropped(gap)
    else:
        assert gap.rule == "all that stands inside φ divided by η > 0"
        assert (
            "\nInside φ only the sign counts, so all that stands there is divided by η.\n"
            in question.prompt
        )
        yield from _divided(gap)


def _dropped(gap: Gap) -> Iterator[str]:
    """The right line has the value of Δw⁽²⁾, whatever η stood inside, and that η not."""
    (x1, y1), (x2, y2) = gap.steps
    factor, product = y1 - gap.seen[0].said, dot(x1, x2)
    said = gap.seen[1].said
    truth = times(gap.rate * (y2 - said), x2)
    if any(gap.asked.start) or gap.seen[0].z != 0 or not any(vector_of(truth)):
        yield "there is nothing to drop"
    above = gap.question.lines[-2].formula
    for option in gap.question.options:
        right = option.text.removeprefix("Δw⁽²⁾ = ")
        inner = re.search(r"φ\((.*?\)·[^()]*|[^()]*)\)", right)
        clean = inner is not None and work_out(inner[1], {}) == factor * product
        fits = work_out(right, {}) == truth and clean and option.text != above
        if fits != option.right:
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        yield from unread(option.explanation, _said_of_dropping(gap, option, truth))
    hints: list[Check] = [
        (r"φ\(η k\) = φ\(k\) for η > 0\. What is not under a φ stays as it is\.", lambda: True),
        (r"Which of the two η stands under a φ\?", lambda: True),
        (
            (
                rf"Inside φ stands {N} times \({N}\)·{NUMBER}\. Leave that factor out, and "
                rf"nothing else\."
            ),
            lambda e, f, k: (number(e), number(f), number(k)) == (gap.rate, factor, product),
        ),
    ]
    yield from unread(" ".join(gap.question.hints), hints)


def vector_of(one: Value) -> tuple[Fraction, ...]:
    """A value that is a vector."""
    assert isinstance(one, tuple)
    return one


def _said_of_dropping(gap: Gap, option: Option, truth: Value) -> list[Check]:
    (x1, y1), (x2, y2) = gap.steps
    factor = y1 - gap.seen[0].said
    k, said = factor * dot(x1, x2), gap.seen[1].said
    right = work_out(option.text.removeprefix("Δw⁽²⁾ = "), {})

    def stands(z: str, q: str, c: str) -> bool:
        return z == q and number(z) == k and number(c.replace("+", "")) == phi(k) == said

    return [
        ((rf"η > 0 changes no sign inside φ: φ\({N}·{NUMBER}\) = φ\({N}\) = {CLASS}\. In front it "
         rf"stays, and Δw⁽²⁾ = {V}\."),
         lambda e, z, q, c, d: option.right and number(e) == gap.rate and stands(z, q, c)
         and vector(d) == truth),
        ((rf"η is dropped, that is right\. But φ has gone with it, and without φ it might not have "
         rf"been dropped: φ\({N}\) = {CLASS}, not {N}\."),
         lambda z, c, q: stands(z, q, c) and "φ" not in option.text and k not in {1, -1}),
        ((rf"One of the two η may go, that is right\. But it is the one inside φ, where "
          rf"only the sign "
         rf"counts\. Without the one in front Δw⁽²⁾ would not be {V}\."),
         lambda d: vector(d) == truth != right == times(y2 - said, x2) and gap.rate != 1
         and option.text.startswith("Δw⁽²⁾ = (")),
        ((rf"η is dropped inside φ, that is right\. But the minus of {N} has gone with it: inside "
         rf"stands {N}, and φ\({N}\) = {CLASS}\."),
         lambda f, z, q, c: number(f) == factor < 0 and stands(z, q, c) and right != truth),
        ((rf"Inside φ it may go, that is right\. But in front η makes the update longer or "
          rf"shorter: "
         rf"Δw⁽²⁾ = {V}, and not {V}\."),
         lambda d, w: vector(d) == truth != vector(w) == right),
    ]  # fmt: skip


def _divided(gap: Gap) -> Iterator[str]:
    """The right line has z⁽²⁾/η inside φ."""
    (x1, _), (x2, _) = gap.steps
    c, k = dot(gap.asked.start, x2), gap.error * dot(x1, x2)
    wanted = gap.seen[1].z / gap.rate
    if gap.rate == 1 or not c or not k:
        yield "there is nothing to divide"
    for option in gap.question.options:
        inside = work_out(inside_phi(option.text), {})
        if option.right != (inside == wanted):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        yield from unread(option.explanation, _said_of_dividing(gap, option, c, k))
    hints: list[Check] = [
        (r"φ\(z\) = φ\(z/η\) for η > 0\. Both parts of z are divided by η\.", lambda: True),
        (r"Which part inside φ has η before it, and which has not\?", lambda: True),
        (
            rf"{N}·{NUMBER} divided by η is {N}\. What is {N} divided by η\?",
            lambda e, p, q, d: (
                number(e) == gap.rate and p == q and number(p) == k and number(d) == c
            ),
        ),
    ]
    yield from unread(" ".join(gap.question.hints), hints)


def _said_of_dividing(gap: Gap, option: Option, c: Fraction, k: Fraction) -> list[Check]:
    inside, rate = work_out(inside_phi(option.text), {}), gap.rate
    sum_ = r"φ\(([^()]*(?:\([^()]*\))?)\)"
    ends = rf"Divided by η = {N} they are {sum_}\."

    def both(eta: str, text: str) -> bool:
        return number(eta) == rate and work_out(text, {}) == c / rate + k

    return [
        ((rf"φ\(z\) = φ\(z/η\) for η > 0, and z/η is (.*?)/{N} \+ {NUMBER} = {N} \+ {NUMBER} "
         rf"= {N}\."),
         lambda p, e, q, d, r, z: option.right and number(p.strip("()")) == c and number(e) == rate
         and number(q) == number(r) == k and number(d) == c / rate
         and number(z) == c / rate + k == inside),
        ((rf"The first part is divided rightly\. But the second is {N}·{NUMBER}, and "
          rf"divided by η it "
         rf"is {N}\. {ends}"),
         lambda e, p, q, *two: number(e) == rate and p == q and number(p) == k and both(*two)
         and inside == c / rate + rate * k),
        (rf"Both parts are changed, that is right\. But {N} is multiplied by η here\. {ends}",
         lambda p, *two: number(p) == c and both(*two) and inside == c * rate + k),
        (rf"η is gone from the second part\. But w⁽⁰⁾·x⁽²⁾ = {N} is not 0 and stays\. {ends}",
         lambda p, *two: number(p) == c != 0 and both(*two) and inside == k),
        ((rf"η is gone from the second part\. But the first, {N}, has to be divided as "
         rf"well\. {ends}"),
         lambda p, *two: number(p) == c and both(*two) and inside == c + k),
        (rf" ?Undivided, it even turns the sign: φ is {CLASS} in place of {CLASS}\.",
         lambda s, r: number(s.replace("+", "")) == phi(inside) != gap.seen[1].said
         and number(r.replace("+", "")) == gap.seen[1].said),
    ]  # fmt: skip


def drop_faults(question: Question) -> list[str]:
    """All that is wrong with a gap where η is dropped."""
    return [f"{question.id}: {what}" for what in judge_drop(question)]


JUDGES = {
    (Kind.BLANK, "drop-eta"): drop_faults,
}
