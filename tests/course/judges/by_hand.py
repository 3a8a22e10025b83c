"""Judges of what is computed by hand: a net input, a prediction, an update, the weights."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.course.judges.loop import Step, dot, plus, sign, times, walk
from tests.course.judges.prompt import (
    Check,
    N,
    Point,
    V,
    number,
    samples,
    says,
    vector,
)
from tests.course.judges.prompt import value as given
from tests.course.judges.said import (
    CLASS,
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
from tutor.course.lesson import Kind, Question


@dataclass(frozen=True)
class Neuron:
    """What a prompt says of one neuron and its input, which has its constant 1 before it."""

    w: Point
    x: Point
    label: Fraction | None
    rate: Fraction | None

    @property
    def z(self) -> Fraction:
        """The net input."""
        return dot(self.w, self.x)


def neuron(prompt: str) -> Neuron:
    """One neuron, with its label and rate where they are given."""
    (kind, w), (x,) = (
        *re.findall(rf"A neuron (with|without) a bias has the weights .+? = {V}\.", prompt),
        re.findall(rf"Its input is (?:x|\(x₁, x₂\)) = {V}", prompt),
    )
    inputs = (Fraction(1),) * (kind == "with") + vector(x)
    found = re.findall(rf"with the label y = {CLASS}", prompt)
    label = number(found[0]) if found else None
    return Neuron(vector(w), inputs, label, given(prompt, "η") if found else None)


def _shown(question: Question, one: Neuron) -> Iterator[str]:
    plain = one.x[1:] if len(one.x) > 2 else one.x
    yield from shown(question, [(plain, one.label)], one.w, one.rate)


def net_input_check(one: Neuron) -> Check:
    """The net input as products, and its value where that is said."""

    def holds(products: str, z: str | None) -> bool:
        return multiplies(products, one.w, one.x) and (z is None or says(z, one.z))

    return rf"z = {PRODUCTS}(?: = {N})?", holds


def net_input(question: Question) -> Iterator[str]:
    """Of w·x without a bias."""
    one = neuron(question.prompt)
    yield from keyed(question, (one.z,))
    leads: Leads = {
        r"That is the prediction, and it is right\. But z was asked for\.": lambda v: (
            v == (sign(one.z),)
        ),
        r"Both vectors count, but .+ in pairs\.": lambda v: v == (sum(one.w) + sum(one.x),),
        r"The size is right, but a sign was lost\.": lambda v: v == (-one.z,),
    }
    yield from explained(question, [net_input_check(one)], leads)
    yield from hinted(question, [net_input_check(one)])
    yield from _shown(question, one)


def tie(question: Question) -> Iterator[str]:
    """Of φ(w·x), at zero and beside it."""
    one = neuron(question.prompt)
    truth = sign(one.z)
    yield from keyed(question, (truth,))
    leads: Leads = {
        r"However small z is, its sign decides\.": lambda v: (
            one.z != 0 and abs(one.z) <= 1 and v == (-truth,)
        ),
        r"z = 0 lies on the boundary, where φ is \+1\.": lambda v: one.z == 0 and v == (-1,),
    }
    says_class: Check = rf"φ\(z\) = {CLASS}\.", lambda said: number(said) == truth
    yield from explained(question, [net_input_check(one), says_class], leads)
    yield from hinted(question, [net_input_check(one)], ["φ(z) = +1 where z ≥ 0, else −1."])
    yield from _shown(question, one)


def bias_input(question: Question) -> Iterator[str]:
    """Of w·x with a bias."""
    one = neuron(question.prompt)
    b, w1, _ = one.w
    _, x1, x2 = one.x
    yield from keyed(question, (one.z,))
    leads: Leads = {
        r"Its products are right, but the bias is left out\.": lambda v: v == (one.z - b,),
        r"b is the first weight, but .+ 1, not of x₁\.": lambda v: v == (b * x1 + w1 * x2,),
        r"The bias is in, but with its sign turned\.": lambda v: v == (one.z - 2 * b,),
        r"That is the prediction, and it is right\. But z was asked for\.": lambda v: (
            v == (sign(one.z),)
        ),
    }
    constant: Check = "The input of b is the constant 1", lambda: True
    yield from explained(question, [constant, net_input_check(one)], leads)
    yield from hinted(question, [net_input_check(one)], ["x = (1, x₁, x₂)"])
    yield from _shown(question, one)


def error_check(step: Step, at: str = "") -> Check:
    """The prediction and y − ŷ of a step, whose raised index is `at`."""

    def holds(said: str, label: str, again: str, error: str) -> bool:
        seen = tuple(map(number, (said, label, again)))
        right = (step.prediction, step.label, step.prediction)
        return seen == right and number(error) == step.label - step.prediction

    return rf"so ŷ{at} = {CLASS} and y{at} − ŷ{at} = {CLASS} − \({CLASS}\) = {N}", holds


def update_rule(question: Question) -> Iterator[str]:
    """Of η (y − ŷ) x."""
    one = neuron(question.prompt)
    assert one.label is not None
    assert one.rate is not None
    y, rate, x, prediction = one.label, one.rate, one.x, sign(one.z)
    error = y - prediction
    truth = times(rate * error, x)
    yield from keyed(question, truth)
    leads: Leads = {
        r"After a mistake it would be so\.": lambda v: not error and v == times(2 * y * rate, x),
        r"η and x are in it, but the factor is .+ not y\.": lambda v: v == times(rate * y, x),
        r"\(y − ŷ\) x is right, but η is left out\.": lambda v: v == times(error, x),
        r"The size is right, but the label comes first\.": lambda v: v == times(-rate * error, x),
        r"The last two numbers are right, but b moves as well\.": lambda v: (
            len(x) == 3 and v == (0, *truth[1:])
        ),
        r"The label comes first, but ŷ is taken from it, not z\.": lambda v: (
            v == times(rate * (y - one.z), x)
        ),
        r"So it would be if −1 were predicted at z = 0\.": lambda v: (
            one.z == 0 and v == times(rate * (y + 1), x)
        ),
    }
    step = Step(x, y, one.z, prediction, plus(one.w, truth))
    result: Check = (
        rf"Δw = {N}·\(?{N}\)?·{V} = {V}",
        lambda r, e, by, to: (
            (number(r), number(e), vector(by), vector(to)) == (rate, error, x, truth)
        ),
    )
    yield from explained(question, [net_input_check(one), error_check(step), result], leads)
    yield from hinted(question, [net_input_check(one), error_check(step)])
    yield from _shown(question, one)


def _last_steps(prompt: str) -> tuple[list[Step], Point]:
    """The steps of a prompt of one neuron or of samples, and the weights before the last."""
    if prompt.startswith("A neuron"):
        one = neuron(prompt)
        assert one.label is not None
        assert one.rate is not None
        return walk([(one.x, one.label)], one.w, one.rate), one.w
    start = vector(re.findall(rf"w⁽⁰⁾ = {V}, η", prompt)[0])
    steps = walk(samples(prompt), start, given(prompt, "η"))
    return steps, steps[-2].weights if len(steps) > 1 else start


def direction(question: Question) -> Iterator[str]:
    """Of the last update: along x, against it, or none."""
    prompt = question.prompt
    steps, before = _last_steps(prompt)
    last = steps[-1]
    single = prompt.startswith("A neuron")
    at = "" if single else f"⁽{'⁰¹²³⁴⁵⁶⁷⁸⁹'[len(steps)]}⁾"
    error = last.label - last.prediction
    words = {0: "Nowhere", 2: "Along x", -2: "Against x"}
    if not any(last.x) or f"Δw{at} point" not in prompt:
        yield "x is zero, or another step is asked about"
    for option in question.options:
        if option.right != option.text.startswith(words[int(error)]):
            yield f"the key: “{option.text}”"
    leads: Leads = {
        r"There is an update, that is right\. But y − ŷ gives its sign\.": lambda t: (
            last.wrong and not t.startswith("Nowhere")
        ),
        r"Without a mistake there is none, that is so\. But this is a mistake\.": lambda t: (
            last.wrong and t.startswith("Nowhere")
        ),
        rf"A mistake with the label {CLASS} points there, but this is none\.": lambda t, y: (
            not last.wrong and t.startswith("Along" if y == "+1" else "Against")
        ),
        r"So it would be if z = 0 were predicted −1, but φ\(0\) = \+1\.": lambda t: (
            last.z == 0 and t.startswith(words[int(last.label + 1)])
        ),
    }
    products: Check = (
        rf"z{at} = {PRODUCTS} = {N}",
        lambda said, z: multiplies(said, before, last.x) and says(z, last.z),
    )
    multiple: Check = rf"Δw{at} is {N}η times x{at}\.", lambda k: number(k) == error
    none: Check = rf"Δw{at} is (zero)\.", lambda _: not last.wrong
    label: Check = rf"with y{at} = {CLASS}", lambda y: number(y) == last.label
    checks = [products, steps_said(steps), error_check(last, at)]
    yield from explained(question, [*checks, multiple, none], leads)
    yield from hinted(question, [*checks, label], ["η > 0, and y − ŷ is 2, −2 or 0."])
    if single:
        yield from _shown(question, neuron(prompt))
    else:
        start = vector(re.findall(rf"w⁽⁰⁾ = {V}, η", prompt)[0])
        yield from shown(question, samples(prompt), start, given(prompt, "η"))


JUDGES = {
    (Kind.NUMBER, "net-input"): listed(net_input),
    (Kind.NUMBER, "tie"): listed(tie),
    (Kind.NUMBER, "bias-input"): listed(bias_input),
    (Kind.NUMBER, "update-rule"): listed(update_rule),
    (Kind.CHOICE, "direction"): listed(direction),
}
