"""Judges of what is multiplied: weights, starts and inputs by one factor."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.loop import times, walk
from tests.course.judges.prompt import Check, I, N, Point, V, index, number, samples, says, vector
from tests.course.judges.prompt import value as given
from tests.course.judges.said import (
    PRODUCTS,
    Leads,
    explained,
    hinted,
    keyed,
    listed,
    multiplies,
    shown,
    steps_said,
)
from tutor.course.lesson import Kind, Lab, Question


def learned(lab: Lab | None, start: Point, rate: Fraction, step: int) -> Point | None:
    """The weights after a step on the lab's samples; None if there are not so many steps."""
    assert lab is not None
    data = lab.a.dataset
    shown_once = [(tuple(data.sample(k)), Fraction(y)) for k, y in enumerate(data.labels)]
    steps = walk(shown_once, start, rate, lab.a.epochs)
    return steps[step - 1].weights if step <= len(steps) else None


def errs(lab: Lab | None, start: Point, rate: Fraction, by: Fraction = Fraction(1)) -> bool:
    """Whether mistakes on the lab's samples, multiplied by a factor, move the weights."""
    assert lab is not None
    data = lab.a.dataset
    once = [(times(by, tuple(data.sample(k))), Fraction(y)) for k, y in enumerate(data.labels)]
    return any(step.wrong and any(step.x) for step in walk(once, start, rate, lab.a.epochs))


def scale(question: Question) -> Iterator[str]:
    """Of B's weights, from zero start, where A's are known."""
    prompt = question.prompt
    ((rate_a, rate_b),) = re.findall(rf"A has η = {N}, B has η = {N}\.", prompt)
    ((step, said),) = re.findall(rf"weights(?: \(b, w₁, w₂\))? after step (\d+) are {V}", prompt)
    a_rate, b_rate, weights = number(rate_a), number(rate_b), vector(said)
    factor, zero = b_rate / a_rate, (Fraction(0),) * len(weights)
    truth = times(factor, weights)
    yield from keyed(question, truth)
    if "weights\nstart at zero" not in prompt or not any(weights):
        yield "the start or the weights are not as they must be"
    if not ("With a bias" in prompt) == ("(b, w₁, w₂)" in prompt) == (len(weights) > 2):
        yield "it is not clear whether there is a bias"
    for rate, there in ((a_rate, weights), (b_rate, truth)):
        if learned(question.lab, zero, rate, int(step)) != there:
            yield f"the lab learns other weights with η = {rate}"
    leads: Leads = {
        r"Their direction is right, but their length is not\.": lambda v: v == weights,
        r"B's η belongs there, but A's weights hold A's η already\.": lambda v: (
            v == times(b_rate, weights)
        ),
        r"The two rates are divided, but the wrong way round\.": lambda v: (
            v == times(1 / factor, weights)
        ),
        r"Both rates count, but by their ratio, not their difference\.": lambda v: (
            v == tuple(part + b_rate - a_rate for part in weights)
        ),
    }

    def multiplied(one: str, other: str, ratio: str) -> bool:
        return (number(one), number(other), number(ratio)) == (b_rate, a_rate, factor)

    ratio: Check = rf"c = {N} / {N} = {N}", multiplied
    result: Check = (
        rf"w_B⁽{I}⁾ = {N} · {V} = {V}\.",
        lambda k, c, by, to: (
            (index(k), number(c), vector(by), vector(to)) == (int(step), factor, weights, truth)
        ),
    )
    yield from explained(question, [ratio, result], leads)
    multiply: Check = rf"Multiply {V} by it\.", lambda by: vector(by) == weights
    yield from hinted(question, [ratio, multiply])
    yield from shown(question, [], zero, a_rate, b=(zero, b_rate))


def ratio(question: Question) -> Iterator[str]:
    """Of the start with which B is A, multiplied."""
    prompt = question.prompt
    ((said, rate),) = re.findall(rf"A starts at .+? = {V} with η = {N}\.", prompt)
    start, a_rate = vector(said), number(rate)
    b_rate = number(re.findall(rf"B has η = {N}\.", prompt)[0])
    factor = b_rate / a_rate
    truth = times(factor, start)
    yield from keyed(question, truth)
    if not errs(question.lab, start, a_rate):
        yield "A makes no mistake that moves its weights"
    leads: Leads = {
        r"With A's η it would be so, but B's updates have another length\.": lambda v: (
            v == start and a_rate != b_rate
        ),
        r"The two rates are divided, but the wrong way round\.": lambda v: (
            v == times(1 / factor, start)
        ),
        r"Both rates count, but by their ratio, not their difference\.": lambda v: (
            v == tuple(part + b_rate - a_rate for part in start)
        ),
        r"From zero start η only scales\. But A does not start at zero\.": lambda v: (
            v is not None and not any(v) and any(start)
        ),
    }
    divided: Check = (
        rf"{N} / {N} = {N}",
        lambda one, other, by: (number(one), number(other), number(by)) == (b_rate, a_rate, factor),
    )
    checks: list[Check] = [
        divided,
        (
            rf"{N} · {V} = {V}\.",
            lambda c, by, to: (number(c), vector(by), vector(to)) == (factor, start, truth),
        ),
        (
            rf"Then w⁽⁰⁾/η is {V} in both\.",
            lambda both: vector(both) == times(1 / a_rate, start) == times(1 / b_rate, truth),
        ),
    ]
    yield from explained(question, checks, leads)
    multiply: Check = rf"Multiply {V} by it\.", lambda by: vector(by) == start
    yield from hinted(question, [divided, multiply])
    yield from shown(question, [], start, a_rate, b=(truth, b_rate))


def scaling(question: Question) -> Iterator[str]:
    """Of inputs that are multiplied: a net input, or the rate or the start that makes up for it."""
    if question.prompt.startswith("These"):
        yield from _multiplied_features(question)
        return
    prompt = question.prompt
    ((said, rate),) = re.findall(rf"from w⁽⁰⁾ = {V} with\nη = {N}, and makes mistakes", prompt)
    start, a_rate = vector(said), number(rate)
    by = number(re.findall(rf"all\ninputs multiplied by {N}\. φ", prompt)[0])
    if not errs(question.lab, start, a_rate, 1 / by):
        yield "A makes no mistake that moves its weights"
    if "B starts where A does. With which η" in prompt:
        yield from _rate_for(question, start, a_rate, by)
    else:
        yield from _start_for(question, start, a_rate, by)


def _made_up(base: Point, by: Fraction, harmless: str) -> Leads:
    """What may be said of a wrong rate or start, where A's is `base`."""
    return {
        harmless: lambda v, k: v == base and number(k) == by,
        r"The right factor, but the wrong way round\.": lambda v: (
            v in {times(by, base), times(1 / by, base)}
        ),
        rf"An update adds to z with the factor {N} twice, but to w with it once\.": lambda v, k: (
            v in {times(by * by, base), times(1 / by / by, base)} and number(k) == by
        ),
    }


def _rate_for(question: Question, start: Point, rate: Fraction, by: Fraction) -> Iterator[str]:
    truth = rate / by
    yield from keyed(question, (truth,))
    checks: list[Check] = [
        (rf"On inputs {N} times as large", lambda k: number(k) == by),
        (rf"B's update is {N} · η_B \(y − ŷ\) x\.", lambda k: number(k) == by),
        (rf"{N} · η_B = {N}", lambda k, to: (number(k), number(to)) == (by, rate)),
        (rf"η_B = {N};", lambda said: number(said) == truth),
        (rf"z is {N} times A's, with the same sign", lambda k: number(k) == by > 0),
    ]
    harmless = rf"The same η, but B's updates are {N} times as long\."
    yield from explained(question, checks, _made_up((rate,), by, harmless))
    yield from hinted(question, checks)
    yield from shown(question, [], start, truth)


def _start_for(question: Question, start: Point, rate: Fraction, by: Fraction) -> Iterator[str]:
    truth = times(by, start)
    if "B has the η of A. From which w⁽⁰⁾ of B" not in question.prompt:
        yield "something else is asked for"
    yield from keyed(question, truth)
    checks: list[Check] = [
        (
            rf"On inputs {N} times as large, B acts as the rate {N} · {N} = {N} on x",
            lambda k, c, r, to: (
                (number(k), number(c), number(r), number(to)) == (by, by, rate, by * rate)
            ),
        ),
        (
            rf"w⁽⁰⁾/η is A's if the start is {N} · {V} = {V}\.",
            lambda k, one, to: (number(k), vector(one), vector(to)) == (by, start, truth),
        ),
        (
            rf"B acts as {N}η on x, so its start has to be {N} times A's\.",
            lambda k, c: number(k) == number(c) == by,
        ),
    ]
    harmless = rf"The η is the same, but B's updates are {N} times as long\."
    yield from explained(question, checks, _made_up(start, by, harmless))
    yield from hinted(question, checks, ["w⁽⁰⁾/η settles a run"])
    yield from shown(question, [], truth, rate)


def _multiplied_features(question: Question) -> Iterator[str]:
    prompt = question.prompt
    data, rate = samples(prompt), given(prompt, "η")
    start = vector(re.findall(rf"\(b, w₁, w₂\) starts at {V}", prompt)[0])
    by = number(re.findall(rf"every x₁ and x₂ is multiplied by {N}, the constant 1", prompt)[0])
    there = [(times(by, x), y) for x, y in data]
    steps, plain = walk(there, start, rate), walk(data, start, rate)
    last, count = steps[-1], len(steps)
    before = steps[-2].weights if count > 1 else start
    if [index(k) for k in re.findall(rf"net input z⁽{I}⁾ on", prompt)] != [count] or any(start):
        yield "another step is asked about, or the start is not zero"
    yield from keyed(question, (last.z,))
    if plain[-1].z == last.z:
        yield "the multiplied inputs change nothing"
    harmless = plain[-1].z
    leads: Leads = {
        rf"z⁽{I}⁾ was {N}, but not all of x is multiplied\.": lambda v, k, z: (
            (index(k), number(z)) == (count, harmless) and v == (by * harmless,)
        ),
        r"So it would be with the constant multiplied too\.": lambda v: v == (by * by * harmless,),
        rf"That is z⁽{I}⁾ on the inputs as they were\.": lambda v, k: (
            index(k) == count and v == (harmless,)
        ),
        r"The bias starts at zero, but updates move it\.": lambda v: v == (last.z - before[0],),
    }
    net_input: Check = (
        rf"z⁽{I}⁾ = {PRODUCTS} = {N}",
        lambda k, products, z: (
            index(k) == count and multiplies(products, before, last.x) and says(z, last.z)
        ),
    )
    yield from explained(question, [net_input, steps_said(steps)], leads)
    constant: Check = (
        rf"x is \(1, {N}·x₁, {N}·x₂\)",
        lambda one, other: number(one) == number(other) == by,
    )
    yield from hinted(question, [constant, steps_said(steps)])
    yield from shown(question, there, start, rate)


JUDGES = {
    (Kind.NUMBER, "scale"): listed(scale),
    (Kind.NUMBER, "ratio"): listed(ratio),
    (Kind.NUMBER, "scaling"): listed(scaling),
}
