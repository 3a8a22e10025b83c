"""What a library's eta0 does: scikit-learn's Perceptron as lesson 13 tells of it, run exactly.

It adds eta0 · y · x wherever y z ≤ 0, so that z = 0 is a mistake whatever the label.
"""

from dataclasses import dataclass
from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import draw_start
from tutor.course.fresh.text import raised, sample_lines
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Weights

_RATES = tuple(Fraction(text) for text in ("0.01", "0.1", "0.2", "0.5", "1", "2", "3", "5", "10"))
_ZERO, _SCALED, _COEF, _INTERCEPT = "zero", "scaled", "coef", "intercept"
_FORMS = {"Yes": (_COEF, _INTERCEPT), "No": (_ZERO, _SCALED, _COEF, _INTERCEPT)}


@dataclass(frozen=True, slots=True)
class Fit:
    """One call of fit: eta0 and where it begins."""

    rate: Fraction
    start: Weights
    """The intercept and the two coefficients."""

    def said(self, name: str) -> str:
        """What a prompt says of it."""
        line = f"- {name}: eta0 = {show(self.rate)}"
        if any(self.start):
            line += f", coef_init = {show_vector(self.start[1:])}"
            line += f", intercept_init = {show(self.start[0])}"
        return line

    def net_inputs(self, data: Dataset, epochs: int) -> list[Fraction]:
        """The z of every step."""
        weights, found = self.start, []
        for index in list(range(len(data))) * epochs:
            x, label = (Fraction(1), *data.sample(index)), data.labels[index]
            z = sum((w * value for w, value in zip(weights, x, strict=True)), Fraction(0))
            found.append(z)
            if label * z <= 0:
                move = self.rate * label
                weights = tuple(w + move * value for w, value in zip(weights, x, strict=True))
        return found


def _fits(draw: Draw, level: int, form: str) -> tuple[Fit, Fit]:
    """Draw A and B."""
    one, other = draw.shuffled(_RATES)[:2]
    start = draw_start(draw, level, 3)
    if form == _INTERCEPT:
        start = (start[0] or Fraction(1), Fraction(0), Fraction(0))
    if form == _ZERO:
        start = (Fraction(0),) * 3
    factor = other / one if form == _SCALED else 1
    return Fit(one, start), Fit(other, tuple(factor * w for w in start))


def _library(family: Family, ask: Ask) -> Question | None:
    draw, forms = ask.draw, _FORMS[str(ask.answer)]
    form = forms[ask.once % len(forms)]
    data = samples(draw, draw.between(2, 3) if ask.level == 1 else draw.between(3, 4))
    epochs = draw.between(1, ask.level)
    a, b = _fits(draw, ask.level, form)
    z_a, z_b = a.net_inputs(data, epochs), b.net_inputs(data, epochs)
    steps = enumerate(zip(z_a, z_b, strict=True), 1)
    first = next((t for t, (one, other) in steps if _sign(one) != _sign(other)), None)
    if ("No" if first is None else "Yes") != ask.answer or len(set(z_a)) < 2:
        return None
    apart = [t for t, (one, other) in enumerate(zip(z_a, z_b, strict=True), 1) if one != other]
    coef_at_zero = form == _COEF and not any(a.start[1:])
    if "/" in b.said("B") or coef_at_zero or not apart:
        return None
    prompt = _prompt(data, epochs, a, b)
    step = first or apart[-1]
    said = _about(form, (a, b), step, f"{show(z_a[step - 1])} in A and {show(z_b[step - 1])} in B")
    hints = (
        "Where do A and B begin? By what is the start multiplied from A to B?",
        "eta0 is a factor of every update. Only the start can be without it.",
        f"Compute z at step {step} in A and in B.",
    )
    return family.question(ask, prompt, _options(form, str(ask.answer), said), hints)


def _prompt(data: Dataset, epochs: int, a: Fit, b: Fit) -> str:
    return "\n".join(
        [
            "Perceptron of scikit-learn, with shuffle=False, tol=None and",
            f"max_iter={epochs}, starts at zero unless told otherwise. At each sample with",
            "y z ≤ 0 it adds eta0 · y · x to the weights and eta0 · y to the intercept.",
            "",
            *sample_lines(data),
            a.said("A"),
            b.said("B"),
            "",
            "With exact numbers: is the sign of z (−, 0 or +) another in B than in A",
            "at any step of training?",
        ]
    )


def _sign(z: Fraction) -> int:
    return (z > 0) - (z < 0)


def _about(form: str, fits: tuple[Fit, Fit], step: int, numbers: str) -> str:
    """Why it is so, with the numbers of the step that tells."""
    a, b = fits
    found = f"at step {step} z⁽{raised(step)}⁾ is {numbers}"
    factor = show(b.rate / a.rate)
    if form == _ZERO:
        return f"From zero every update has the factor eta0, so B is A times {factor}: {found}."
    if form == _SCALED:
        return f"Start and eta0 are both {factor} times as large in B, so all weights are: {found}."
    what = "The intercept starts" if form == _INTERCEPT else "The weights start"
    return f"{what} elsewhere than at zero, and eta0 decides how much that weighs: {found}."


def _options(form: str, answer: str, said: str) -> list[Option]:
    if answer == "Yes":
        begins = "From zero eta0 would only scale. But here it does not start there."
        betrayed = "bias-is-not-a-weight" if form == _INTERCEPT else "never-matters"
        said = f"{said} These signs differ."
        return [
            Option("Yes", said, right=True),
            Option("No", f"{begins} {said}", right=False, misconception=betrayed),
        ]
    sure = form in {_ZERO, _SCALED}
    same = "No step has another sign." if sure else "It may turn a sign, and here turns none."
    begins = "The weights do become others." if sure else "A sign may turn."
    betrayed = "bigger-step" if form == _ZERO else "must-change"
    return [
        Option("Yes", f"{begins} {said} {same}", right=False, misconception=betrayed),
        Option("No", f"{said} {same}", right=True),
    ]


FAMILIES = (Family("choice-library-rate", Kind.CHOICE, "library-rate", _library, ("Yes", "No")),)
