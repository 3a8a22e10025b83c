"""The figures that lesson 13 writes in prose about float64 and a library; as in test_figures."""

from fractions import Fraction
from math import isclose
from sys import float_info

from tests.course import figures as fig
from tests.course.figures import saying
from tutor.perceptron.floats import SideBySide, side_by_side

SHIPPED = ("and", "or", "xor", "four", "iris", "blobs")
RATES = tuple(Fraction(k, 20) for k in range(1, 60))
"""The 59 rates of lesson 13."""


def in_floats(data: str, rate: Fraction | str) -> SideBySide:
    """Ten epochs from zero, as lesson 13 runs them."""
    return side_by_side(fig.experiment(data, "0,0" if data == "four" else "0,0,0", rate, 10))


def test_lesson_13_says_where_float64_goes_wrong() -> None:
    """Step 15 of AND with η = 0.1, 0.3 and 0.4, and what follows from it."""
    says = saying("13-floats")
    run = in_floats("and", "0.1")
    assert run.wrong == run.parted == in_floats("and", "0.4").wrong
    says(
        f"otherwise than the exact run at steps {run.wrong[0]}, {run.wrong[1]} and {run.wrong[2]}."
    )
    says(f"have three: {run.wrong[0]}, {run.wrong[1]} and {run.wrong[2]}.")
    w, z = run.rounded.weights, run.rounded.net_inputs[14]
    assert z == -(2.0**-54)
    says(f"z⁽¹⁵⁾ = {fig.signed(z)} by:")
    says(f"w⁽¹⁴⁾ = {fig.row(w[14])} by:")
    says(f"z⁽¹⁵⁾ = {fig.signed(in_floats('and', '0.4').rounded.net_inputs[14])}, which is 4 times")
    says(f"net input at step 15 is {fig.signed(in_floats('and', '0.3').rounded.net_inputs[14])}.")
    counts = fig.mistakes(run.rounded)[:6]
    says(f"float64 with η = 0.1: {fig.in_line(counts[:-1])} and {counts[-1]}.")
    says(f"Float64 ends at {fig.row(w[-1])}.")
    b, one, two = w[-1]
    says(f"float64 has {b + one * 1 + two * 0.5}: one predicts −1, the other +1")
    apart = zip(run.exact.predictions[14:], run.rounded.predictions[14:], strict=True)
    assert next(apart) == (1, -1)
    exact = fig.net_inputs(run.exact)
    assert all(abs(Fraction(run.rounded.net_inputs[t]) - exact[t]) < 1e-15 for t in range(15))
    assert min(abs(it) for it in exact if it) >= Fraction(2, 10)


def test_lesson_13_says_what_is_rounded() -> None:
    """0.4 + 0.2, in parts of 2⁵⁵, and what float64 keeps for 0.1."""
    says = saying("13-floats")
    part = 2**55
    two, four = int(Fraction(0.2) * part), int(Fraction(0.4) * part)
    says(f"0.2 is kept as {two}/2⁵⁵")
    says(f"0.4 is kept as {four}/2⁵⁵")
    says(f"0.4 + 0.2 = {two + four}/2⁵⁵")
    says(f"{two + four}/4 = {Fraction(two + four, 4).__floor__()}.5")
    says(f"0.4 + 0.2 becomes {int(Fraction(0.4 + 0.2) * part)}/2⁵⁵")
    says(
        f"from about {fig.signed(float_info.min)[:3]}e−308 to {float_info.max:.1e}.".replace(
            "+", ""
        )
    )
    says(f"It is shown as {0.4 + 0.2}.")
    says(f"2⁻⁵⁴ is {fig.signed(2.0**-54)}.")
    says(f"it keeps {0.1:.55f}")


def test_lesson_13_counts_the_rates_that_go_wrong() -> None:
    """Fifty-nine rates on six data sets, and the sign of z at step 15."""
    says = saying("13-floats")
    runs = {data: [in_floats(data, rate) for rate in RATES] for data in SHIPPED}
    wrong = {data: sum(bool(it.wrong) for it in found) for data, found in runs.items()}
    assert [data for data in SHIPPED if wrong[data]] == ["and"]
    says(f"- AND: {wrong['and']} of {len(RATES)}.")
    z = [it.rounded.net_inputs[14] for it in runs["and"]]
    below, above = sum(it < 0 for it in z), sum(it > 0 for it in z)
    says(f"z⁽¹⁵⁾ below 0 at {below}, above 0 at {above}, and exactly 0 at {z.count(0)}.")
    says(f"The {below} predict otherwise than the exact run, the {len(z) - below} others never do.")
    assert all(bool(it.wrong) == (value < 0) for it, value in zip(runs["and"], z, strict=True))
    for data in ("or", "xor"):
        exact = fig.net_inputs(runs[data][19].exact)  # η = 1
        assert {abs(it) for it in exact} <= {0, 2, 4}
    assert {runs[data][19].ties for data in ("iris", "blobs", "four")} == {(1,)}
    for rate in ("1/4", "1", "2"):
        assert in_floats("and", rate).wrong == ()


def test_lesson_13_says_what_a_library_does() -> None:
    """eta0 without the stopping rule, on AND and on the others."""
    says = saying("13-floats")
    ends = {eta0: fig.library_fit("and", eta0, tol=None, epochs=10)[1] for eta0 in (1, 0.5, 0.1)}
    b, *w = ends[1]
    says(f"ends with the intercept {fig.signed(b)[:2]} (its word for the bias) and")
    says(f"the weights {fig.row(tuple(w))}.")
    says(f"The weights are {fig.row(ends[0.5][1:])}.")
    assert ends[0.5][0] == -2
    says(f"it ends with {fig.signed(ends[0.1][0])} and {fig.row(ends[0.1][1:])}.")
    bad = [
        data
        for data in SHIPPED
        for rate in map(float, RATES)
        if any(
            not isclose(v / rate, one, abs_tol=1e-9)
            for v, one in zip(
                fig.library_fit(data, rate, tol=None, epochs=10)[1],
                fig.library_fit(data, 1.0, tol=None, epochs=10)[1],
                strict=True,
            )
        )
    ]
    assert set(bad) == {"and"}
    says(f"Over the {len(RATES)} rates {len(bad)} get another direction on AND")


def test_lesson_13_says_when_a_library_stops() -> None:
    """A fixed tolerance beside a loss that grows with eta0."""
    says = saying("13-floats")
    epochs, end = fig.library_fit("and", 1.0, tol=0.001)
    says(f"- `eta0` = 1: {epochs} epochs, {fig.row(end)},")
    epochs, end = fig.library_fit("and", 2.0**-10, tol=0.001)
    says(f"- `eta0` = 2⁻¹⁰: {epochs} epochs, 2⁻¹⁰ · {fig.row(tuple(v * 2**10 for v in end))}.")
    long, one = fig.library_fit("blobs", 1.0, tol=0.001)
    short, other = fig.library_fit("blobs", 2.0**-12, tol=0.001)
    says(f"stops after {long} epochs with {fig.wrong_of(one, 'blobs')} of 40 samples wrong")
    says(f"`eta0` = 2⁻¹² after {short} with {fig.wrong_of(other, 'blobs')} wrong")
