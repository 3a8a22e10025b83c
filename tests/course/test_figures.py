"""The figures that lessons 10 to 14 write in prose: each is computed and put into its sentence.

`perceptron-tutor check` computes the numbers in braces. These have none, because no one
experiment of a page makes them; so a sentence is built from the engine, and the lesson must say it.
"""

from fractions import Fraction
from math import isclose, sqrt

import pytest

from tests.course import figures as fig
from tests.course.figures import saying, trained
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.network import Activation, Network, alike, flat
from tutor.perceptron.variants import USUAL, Settings, Variant


def stretched(data: str, k: int) -> Dataset:
    """A data set with every input times k."""
    base = fig.LIBRARY.dataset(data)
    rows = [tuple(k * v for v in base.sample(i)) for i in range(len(base))]
    return Dataset.of("stretched", rows, base.labels)


def test_a_changed_figure_is_found() -> None:
    """The tests below can fail."""
    with pytest.raises(AssertionError, match="does not say"):
        saying("10-every-rate")("has 8,727 critical rates")


def test_lesson_10_lists_every_critical_rate() -> None:
    """Of one epoch, of four, of other starts and of another scope."""
    says = saying("10-every-rate")
    one, four = fig.path("four", "-2,2", 1), fig.path("four", "-2,2", 4)
    assert fig.cuts(one) == [Fraction(1, 2), 3]
    says("critical rates, 1/2 and 3, cut the rates above 0 into three pieces")
    edges = [f"1/{1 / rate}" if rate < 1 else f"{rate}" for rate in fig.cuts(four)]
    says(f"the critical rates are {', '.join(edges[:-1])} and {edges[-1]}.")
    says(f"η up to {edges[0]}: {fig.in_line(four[0].mistakes)} -")
    for index in (1, 2, 3):
        between = f"above {edges[index - 1]} up to {edges[index]}"
        says(f"- {between}: {fig.in_line(four[index].mistakes)} -")
    says(f"- above {edges[-1]}: {fig.in_line(four[5].mistakes)} ")
    says(f"about {', '.join(f'{float(rate):.3f}' for rate in fig.cuts(four)[:3])}, then 0.5 and 3.")
    says(f"so η* = {show(*fig.cuts(fig.path('four', '2,-2', 1)))}.")
    short, long = (fig.cuts(fig.path("four", start, 2)) for start in ("-2,2", "-20,20"))
    before, after = (f"{it[0]}, {it[1]} and {it[2]}" for it in (short, long))
    assert (len(short), len(long)) == (3, 3)
    says(f"So {before} became {after}.")
    (end,) = fig.cuts(fig.path("four", "-2,2", 4, Scope.SAMPLES))
    says(f"the rate path has one critical rate here, {show(end)},")


def test_lesson_10_counts_the_long_lists() -> None:
    """Step 2 is a straight line, and Iris has thousands of critical rates."""
    says = saying("10-every-rate")
    z = {rate: trained("four", "-2,2", rate, 1).step(2).net_input for rate in ("1", "2", "1/4")}
    assert z == {"1": -4, "2": -12, "1/4": 2}
    says("z⁽²⁾ = 4 − 8η")
    many = len(fig.path("iris", "1.62,-0.61,-0.53", 10)) - 1
    says(f"has {many:,} critical rates in the trace of ten epochs")


def test_lesson_10_ends_both_runs_of_its_last_page_without_a_mistake() -> None:
    """They part in the trace and agree on the samples, as its prose says."""
    says = saying("10-every-rate")
    a, b = (trained("four", "-2,2", rate, 4) for rate in ("1/4", "4"))
    assert a.predictions != b.predictions
    assert (a.mistakes[3], b.mistakes[3]) == (0, 0)
    says("both have a fourth epoch without a mistake.")


def test_lesson_11_says_what_a_bias_does() -> None:
    """Critical rates from b⁽⁰⁾ = 1, ties of OR, and the cuts of Iris."""
    says = saying("11-bias-counts")
    assert fig.cuts(fig.path("or", "1,0,0", 5))[-1] == Fraction(1, 2)
    says("From b⁽⁰⁾ = 1 step 2 has z = 1 − 2η, and the critical rate 1/2.")
    z = fig.net_inputs(trained("or", "0,0,0", "1", 5))
    says(f"In A, z is 0 at {z.count(Fraction(0))} of the")
    says(f"at least {min(abs(it) for it in z if it)} in size at all others")
    many = len(fig.path("iris", "1,0,0", 10)) - 1
    says(f"ten epochs of Iris have {many:,} critical rates.")


def test_lesson_11_says_what_a_stretch_does() -> None:
    """AND stretched takes 104 epochs; OR stretched predicts as before."""
    says = saying("11-bias-counts")
    and10 = trained("and10", "0,0,0", "1", 110)
    assert and10.predictions == trained(stretched("and", 10), "0,0,0", "1", 110).predictions
    says(f"Epoch {and10.converged}. On (0, 10) one mistake moves")
    says(f"By then b has fallen to {show(and10.weights[0])}.")
    for k in (1, 2, 3, 10):
        of = trained(stretched("and", k), "0,0,0", "1", 2)
        assert [t for t in range(1, 7) if of.step(t).mistake] == [1, 4, 5, 6]
        assert list(map(int, of.weights_after(6))) == [-4, 2 * k, 0]
        assert of.step(7).net_input == -4 + 2 * k**2
    says("z⁽⁷⁾/η = −4 + 2k²")
    plain = trained("or", "0,0,0", "1", 20).predictions
    assert trained(stretched("or", 10), "0,0,0", "1", 20).predictions == plain


ZERO = Network.zero(Activation.TANH)
ONES = Network(Activation.TANH, ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)), (1.0, 1.0, 1.0))
BROKEN = Network(Activation.TANH, ((1.0, 1.0, 1.0), (-1.0, 1.0, 1.0)), (1.0, 1.0, 1.0))


def test_lesson_12_says_what_tanh_networks_do() -> None:
    """From nine zeros, from nine ones, and with one weight changed."""
    says = saying("12-hidden-units")
    stuck = fig.networks(ZERO, "and", 0.1, 2000)
    assert all(sum(map(bool, flat(it))) == 1 for it in stuck[1:])
    assert isclose(stuck[-1].forward((1, 1))[1], -0.5)
    assert {tuple(fig.calls(it, "and")) for it in stuck[1:]} == {(-1, -1, -1, -1)}
    says("until o is −0.5, the mean of the labels")
    assert set(flat(fig.networks(ZERO, "xor", 0.1, 50)[-1])) == {0.0}
    equal = fig.networks(ONES, "xor", 0.1, 1000)
    assert all(map(alike, equal))
    assert all(a != b for a, b in zip(flat(equal[0]), flat(equal[1]), strict=True))
    good = sum(p == y for p, y in zip(fig.calls(equal[-1], "xor"), (-1, 1, 1, -1), strict=True))
    says(f"After 1000 steps {('none', 'one', 'two', 'three', 'four')[good]} of four samples")
    says(f"XOR right from step {fig.right_from(fig.networks(BROKEN, 'xor', 0.1, 2000), 'xor')} on")


def test_lesson_12_says_what_logistic_networks_do() -> None:
    """With η = 0.1 and with η = 1, on AND from nine zeros."""
    says = saying("12-hidden-units")
    slow = fig.networks(fig.logistic(), "and", 0.1, 3000)
    fast = fig.networks(fig.logistic(), "and", 1.0, 3000)
    assert all(map(alike, slow + fast))
    says(f"right from step {fig.right_from(fast, 'and')} on. But h₁ and h₂ are equal")
    says(f"only from step {fig.right_from(slow, 'and')} on.")
    pairs = zip(slow, fast, strict=True)
    first = next(t for t, (a, b) in enumerate(pairs) if fig.calls(a, "and") != fig.calls(b, "and"))
    says(f"They do agree for {first - 1} steps. After step {first} the second")
    assert (fig.calls(slow[first], "and")[3], fig.calls(fast[first], "and")[3]) == (-1, 1)
    b = [(fig.signed(one.output[0]), two.output[0]) for one, two in zip(slow, fast, strict=True)]
    says(f"the output bias is {b[1][0]} and {fig.signed(b[1][1])}.")
    says(f"about {fig.signed(round(slow[2].output[0], 4))} and {fig.signed(round(b[2][1], 4))},")
    outputs = [round(of[1].forward((1, 0))[1], 4) for of in (slow, fast)]
    says(f"o = {outputs[0]} with η = 0.1 and o = {outputs[1]} with η = 1")
    says(f"o is about {outputs[0]} with η = 0.1 and {outputs[1]} with η = 1.")
    says(f"- [x] {fig.signed(fast[1].output[1])} ")
    says(f"- [ ] {fig.signed(fast[1].output[0])} ")


def step_of(variant: Variant, rate: str, step: int, settings: Settings = USUAL) -> Fraction:
    """The z of one step of a learner on the four samples, from zero."""
    return fig.learner(variant, rate, settings).net_inputs[step - 1]


def test_lesson_14_says_which_learners_keep_the_claim() -> None:
    """Either tie, a schedule, an average: one run for every η, and the weights that it names."""
    says = saying("14-where-it-ends")
    z = [step_of(Variant.SCHEDULE, rate, 6) for rate in ("0.1", "1")]
    says(f"with c = 0.1, z is {show(z[0])} at step 6.")
    says(f"z⁽⁶⁾ goes from {show(z[0])} to {show(z[1])}.")
    says("no common factor, and z⁽⁶⁾ becomes 1/5.")
    assert step_of(Variant.PLAIN, "0.1", 6) == Fraction(1, 5)
    ends = [show_vector(fig.learner(Variant.SCHEDULE, rate).weights) for rate in ("0.1", "1")]
    says(f"four epochs end at w = {ends[0]} for c = 0.1 and at {ends[1]} for c = 1.")
    ends = [show_vector(fig.learner(Variant.AVERAGED, rate).weights) for rate in ("0.1", "1")]
    says(f"four epochs give {ends[0]} for η = 0.1 and {ends[1]} for η = 1.")
    for variant in (Variant.TIE, Variant.SCHEDULE, Variant.AVERAGED):
        runs = [fig.learner(variant, rate) for rate in ("0.001", "0.1", "1", "1000")]
        assert len({(it.predictions, it.samples) for it in runs}) == 1


def test_lesson_14_says_which_learners_lose_the_claim() -> None:
    """A margin, Adaline, weight decay and a negative η."""
    says = saying("14-where-it-ends")
    a, b = (step_of(Variant.MARGIN, rate, 6) for rate in ("0.1", "1"))
    says(f"At step 6 A has z = {show(a)} and B has z = {show(b)}.")
    runs = [fig.learner(Variant.MARGIN, rate, Settings(margin=Fraction(rate))) for rate in "19"]
    assert runs[0].predictions == runs[1].predictions
    for rate in map(Fraction, ("0.1", "0.29", "0.3", "1", "7/3")):
        assert step_of(Variant.ADALINE, str(rate), 2) == -4 * rate
        assert step_of(Variant.ADALINE, str(rate), 3) == -6 * rate + 20 * rate**2
        predicted = fig.learner(Variant.ADALINE, str(rate)).predictions[2]
        assert predicted == (1 if rate >= Fraction(3, 10) else -1)
    a, b = (step_of(Variant.ADALINE, rate, 3) for rate in ("0.1", "1"))
    says(f"with η = 0.1 z⁽³⁾ is {show(a)}, with η = 1 it is {show(b)}.")
    a, b = (step_of(Variant.DECAY, rate, 5) for rate in ("1", "5"))
    says(f"λ = 0.1: z⁽⁵⁾ is {show(a)} for η = 1, {show(b)} for η = 5.")
    a, b = step_of(Variant.PLAIN, "1", 2), step_of(Variant.NEGATIVE, "-1", 2)
    says(f"z⁽²⁾ = {show(a)}η, which is {show(a)} for η = 1 and {show(b)} for η = −1.")
    step_two = {rate: trained("four", "1,0,0", rate, 1).step(2).net_input for rate in ("1", "10")}
    assert step_two == {"1": -9, "10": -99}
    says("At step 2 z is 1 − 10η, below 0 for both.")


def changed(kind: str, rate: float) -> tuple[list[int], list[float]]:
    """One of the four learners that lesson 14 makes up: ŷ and z of 16 steps, from zero."""
    four, w, made = fig.LIBRARY.dataset("four"), (0.0, 0.0), 0
    predictions, found = [], []
    for t in range(16):
        (one, two), y = map(float, four.sample(t % 4)), four.labels[t % 4]
        z = w[0] * one + w[1] * two
        predictions.append(1 if z >= 0 else -1)
        found.append(z)
        move = rate * (y - predictions[-1]) * (2 if kind == "twice" and y > 0 else 1)
        made += move != 0
        if kind == "second" and made % 2:
            move = 0
        w = (w[0] + move * one, w[1] + move * two)
        if kind == "halved":
            w = (w[0] / 2, w[1] / 2)
        if kind == "length" and move:
            size = sqrt(w[0] ** 2 + w[1] ** 2)
            w = (w[0] / size, w[1] / size)
    return predictions, found


def test_lesson_14_tells_three_made_up_learners_from_the_fourth() -> None:
    """Powers of two as η, so that no float decides."""
    for kind in ("halved", "second", "twice"):
        assert (
            len({tuple(changed(kind, rate)[0]) for rate in (2.0**-10, 0.5, 1.0, 4.0, 1024.0)}) == 1
        )
    for rate in (0.1, 0.7, 0.71, 1.0):
        assert (changed("length", rate)[1][4] > 0) == (2 * rate > sqrt(2))
    saying("14-where-it-ends")("z⁽⁵⁾ has the sign of 2η − √2: −1 for η = 0.1, +1 for η = 1.")


def test_lesson_14_counts_the_mistakes_of_four_rates() -> None:
    """Each run to its end, and its limit (R/γ)² + |w⁽⁰⁾|/(ηγ)."""
    says = saying("14-where-it-ends")
    four = fig.LIBRARY.dataset("four")
    samples = [(four.sample(i), y) for i, y in enumerate(four.labels)]
    margins = [y * -x[0] for x, y in samples]
    says(f"gives {', '.join(map(str, margins[:3]))} and {margins[3]}, so γ = {min(margins)}.")
    size = max(x[0] ** 2 + x[1] ** 2 for x, _ in samples)
    says(f"The limit is (R/γ)² = {size}, for any number of epochs.")
    told = []
    for rate in ("10", "1", "0.1", "0.01"):
        run = trained("four", "3,4", rate, 400)
        made, limit = sum(run.mistakes), size + 5 / Fraction(rate)
        assert run.converged is not None
        assert made <= limit
        told.append(f"η = {rate} makes {made} ({show(limit)})")
    told[0] = told[0].replace(" (", " mistakes (limit ")
    says(f"{', '.join(told)}.")
    for rate in ("0.001", "1", "1000"):
        run = trained("four", "0,0", rate, 50)
        says(f"The run beside makes {sum(run.mistakes)} mistakes.")
