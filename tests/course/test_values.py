"""Numbers in braces: every name, exactly, and every error in words."""

from fractions import Fraction

import pytest
from hypothesis import given

from tests.course.lessons import FOUR
from tests.perceptron.problems import pairs
from tutor.course.values import DASH, LONGEST, ValueNameError, Values, fill
from tutor.perceptron.training import Experiment, train


def values(start: str, rate: str, rate_b: str | None = None, *, bias: bool = False) -> Values:
    """The runs of the four samples with these settings, of four epochs."""
    numbers = tuple(Fraction(number) for number in start.split())
    a = train(Experiment(FOUR, numbers, Fraction(rate), 4, bias))
    b = rate_b and train(Experiment(FOUR, numbers, Fraction(rate_b), 4, bias))
    return Values(a, b or None)


ZERO = values("0 0", "1/2", "2")
"""A is updated at steps 1, 3, 6 and 7, and so is B, four times as far."""
OTHER = values("-2 2", "1/10", "1")
"""A and B part at step 2."""

NAMES = {
    "eta": "0.5",
    "n": "4",
    "epochs": "4",
    "w0": "(0, 0)",
    "w1": "(−1, −1)",
    "w3": "(−2, 1)",
    "wend": "(−4, 0)",
    "v0": "(0, 0)",
    "v1": "(−2, −2)",
    "x2": "(1, 3)",
    "x6": "(1, 3)",
    "y1": "−1",
    "y3": "1",
    "z1": "0",
    "z2": "−4",
    "p1": "1",
    "p2": "−1",
    "e1": "−2",
    "e2": "0",
    "g1": "(−2, −2)",
    "d1": "(−1, −1)",
    "d2": "(0, 0)",
    "m1": "2",
    "m4": "0",
    "converged": "3",
    "c": "4",
    "first": DASH,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_its_value(name: str) -> None:
    """Of the run of A; by hand, from w⁽⁰⁾ = 0 and η = 1/2."""
    assert fill(f"{{{name}}}", ZERO) == NAMES[name]


def test_b_has_the_same_names() -> None:
    """Behind `B.`; from zero, four times the learning rate makes everything four times as long."""
    assert fill("{B.eta} {B.w1} {B.v1} {B.z2} {B.d1} {B.x2}", ZERO) == (
        "2 (−4, −4) (−2, −2) −16 (−4, −4) (1, 3)"
    )
    assert fill("{B.wend @ B.x1 - wend @ x1}", ZERO) == "−12"


def test_the_first_difference_is_found_and_no_factor_is_given() -> None:
    """From a start that is not zero."""
    assert fill("{first} {c} {B.c}", OTHER) == f"2 {DASH} {DASH}"
    assert fill("{p2} {B.p2}", OTHER) == "1 −1"


def test_a_run_that_never_converges_has_a_dash_for_it() -> None:
    """Neither does it take a sign, or anything that is computed from it."""
    restless = Values(train(Experiment(FOUR, (Fraction(0),) * 2, Fraction(1), 1, bias=False)))
    assert fill("{converged} {converged:+} {1 + converged}", restless) == " ".join([DASH] * 3)


def test_with_a_bias_the_constant_comes_first() -> None:
    """In x; and b in w."""
    assert fill("{x1} {w1} {x1[1]}", values("0 0 0", "1", bias=True)) == "(1, 1, 1) (−2, −2, −2) 1"


COMPUTED = {
    "1 + 2 * 3": "7",
    "(1 + 2) * 3": "9",
    "1 / 3": "1/3",
    "1 - 2 - 3": "−4",
    "-eta": "−0.5",
    "--eta": "0.5",
    "w1 + w3": "(−3, 0)",
    "w1 - w3": "(1, −2)",
    "-w1": "(1, 1)",
    "2 * w1": "(−2, −2)",
    "w1 * 2": "(−2, −2)",
    "w1 / eta": "(−2, −2)",
    "w1 @ x2": "−4",
    "wend[1]": "−4",
    "(w1 + w3)[2]": "0",
    "B.w3[2]": "4",
    "phi(0)": "1",
    "phi(z2)": "−1",
    "phi(w1 @ x2 + 4)": "1",
    "eta * (y1 - 1) * (x1 @ x2)": "−4",
    "1 / (eta - eta)": DASH,
    " z2 ": "−4",
}


@pytest.mark.parametrize("expression", COMPUTED)
def test_expressions_are_computed_exactly(expression: str) -> None:
    """Numbers and vectors, components, the dot product and the unit step."""
    assert fill(f"{{{expression}}}", ZERO) == COMPUTED[expression]


def test_the_sign_is_shown_where_it_is_asked_for() -> None:
    """Of a number above zero; minus, zero, vectors and what is rounded stay as they are."""
    assert fill("{p1:+} {p2:+} {z1:+} {w3:+} {first:+}", ZERO) == f"+1 −1 0 (−2, 1) {DASH}"
    assert fill("{1 / 10007:+} {-1 / 10007:+}", ZERO) == "≈ 0.00009993 ≈ −0.00009993"


def test_a_text_keeps_what_is_not_in_braces() -> None:
    """And one without braces needs no experiment."""
    assert fill("η = {eta}, so {eta}·2 = {eta * 2}.", ZERO) == "η = 0.5, so 0.5·2 = 1."
    assert fill("η = 0.5", None) == "η = 0.5"


ERRORS = {
    "{nonsense}": "“nonsense” is an unknown name",
    "{eta2}": "“eta2” is an unknown name",
    "{w}": "“w” is an unknown name",
    "{w01}": "“w01” is an unknown name",
    "{W1}": "no expression; use names",
    "{z0}": "“z0” is outside the run, which ends at z16",
    "{z17}": "“z17” is outside the run, which ends at z16",
    "{w17}": "“w17” is outside the run, which ends at w16",
    "{m5}": "“m5” is outside the run, which ends at m4",
    "{x99999999}": "“x99999999” is an unknown name",
    "{}": "no expression; write for instance {z2}",
    "{1 2}": "no expression; write",
    "{(1}": "no expression; write",
    "{007}": "no expression; write",
    "{0.5}": "no expression; use names",
    "{1e9}": "no expression; use names",
    "{True}": "no expression; use names",
    "{'a'}": "no expression; use names",
    "{z1 # z2}": "no expression; use names",
    "{__import__}": "no expression; use names",
    "{z1.real}": "no expression; use names",
    "{C.z1}": "no expression; use names",
    "{z1 < z2}": "no expression; use names",
    "{1if 1else 2}": "no expression; use names",
    "{z1 if z2 else z3}": "it cannot be computed",
    "{2 ** 3}": "it cannot be computed",
    "{7 // 2}": "it cannot be computed",
    "{not z1}": "it cannot be computed",
    "{sum(x1)}": "it cannot be computed",
    "{phi()}": "it cannot be computed",
    "{phi(*x1)}": "it cannot be computed",
    "{[1]}": "it cannot be computed",
    "{x1[-1]}": "it cannot be computed",
    "{x1[eta]}": "it cannot be computed",
    "{x1[0]}": "[0]: the vector's components are 1 to 2",
    "{x1[3]}": "[3]: the vector's components are 1 to 2",
    "{z1[1]}": "[...] takes a component of a vector",
    "{phi(x1)}": "phi() takes a number",
    "{x1 + z1}": "it adds a number and a vector",
    "{z1 - x1}": "it adds a number and a vector",
    "{x1 * x2}": "it multiplies two vectors with *",
    "{x1 @ 2}": "@ stands between two vectors",
    "{1 / x1}": "it divides by a vector",
    "{x1 / x1}": "it divides by a vector",
    "{z1:-}": "after the colon only + is known",
    "{z1:.2f}": "after the colon only + is known",
    "{z1": "a brace without its partner",
    "z1}": "a brace without its partner",
    "{{z1}": "a brace without its partner",
    "{z1\n": "a brace without its partner",
    f"{{{'1+' * LONGEST}1}}": f"an expression of over {LONGEST} characters",
}


@pytest.mark.parametrize("template", ERRORS, ids=lambda template: template[:20])
def test_what_holds_no_value_is_said(template: str) -> None:
    """With the braces in question, where there is a pair of them."""
    with pytest.raises(ValueNameError) as raised:
        fill(f"See {template}.", ZERO)
    assert ERRORS[template] in str(raised.value)
    if template.endswith("}") and "partner" not in ERRORS[template]:
        assert str(raised.value).startswith(template.partition(":")[0].rstrip("}"))


@pytest.mark.parametrize("name", ["c", "first", "B.z1", "B.c", "B.first"])
def test_what_compares_two_runs_needs_two(name: str) -> None:
    """One run alone is a fault of the lesson, not a dash."""
    with pytest.raises(ValueNameError, match="needs a second run; add eta_b or w0_b"):
        fill(f"{{{name}}}", values("0 0", "1"))


def test_a_number_needs_an_experiment() -> None:
    """Where there is none, what to add is said."""
    with pytest.raises(ValueNameError, match="add a lab block before it"):
        fill("{eta}", None)


@given(pairs())
def test_the_numbers_are_those_of_the_run_exactly(pair: tuple[Experiment, Experiment]) -> None:
    """No digit is lost between the engine and the braces, whatever the numbers."""
    a, b = (train(experiment) for experiment in pair)
    run = Values(a, b)
    assert run.value("eta") == a.experiment.rate
    assert (run.value("wend"), run.value("B.wend")) == (a.weights, b.weights)
    assert [run.value(f"B.z{step.t}") for step in b] == [step.net_input for step in b]
    factor = run.value("c")
    assert factor is None or run.value("c * wend - B.wend") == run.value("0 * wend")
    for step in a:
        t = step.t
        assert run.value(f"w{t - 1} @ x{t}") == run.value(f"z{t}") == step.net_input
        assert run.value(f"phi(z{t})") == run.value(f"p{t}") == step.prediction
        assert run.value(f"w{t - 1} + eta * (y{t} - p{t}) * x{t}") == run.value(f"w{t}")
        assert run.value(f"eta * g{t}") == run.value(f"d{t}") == step.update
        assert run.value(f"eta * v{t}") == step.weights
