"""Formulas that are often written where a line of an unravelled ŷ⁽²⁾ is missing."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.course.fresh.given import product
from tutor.course.fresh.second_step import worked
from tutor.course.fresh.text import label
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Trace, phi


@dataclass(frozen=True, slots=True)
class Texts:
    """The numbers of a run's first two steps, as they stand in a formula."""

    w: str
    w1: str
    d: str
    rate: str
    y: str
    x: str
    other: str

    @classmethod
    def of(cls, run: Trace) -> "Texts":
        """Those of a run of at least two steps."""
        one, two = run.step(1), run.step(2)
        return cls(
            w=show_vector(one.before),
            w1=show_vector(one.weights),
            d=show_vector(one.update),
            rate=show(run.experiment.rate),
            y=show(one.label),
            x=show_vector(one.inputs),
            other=show_vector(two.inputs),
        )

    def second(self, inside: str) -> str:
        """ŷ⁽²⁾ as a formula."""
        return f"ŷ⁽²⁾ = φ({inside}·{self.other})"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A formula that is often written, and why it is wrong."""

    formula: str
    net_input: Fraction | None
    """What it makes of z⁽²⁾; None where that cannot be said. Where it is the right number the
    formula would do."""
    said: str
    misconception: str


def wrong_at(at: int, run: Trace) -> list[Wrong]:
    """The wrong formulas for one of the lines 2 to 5, numbered from 1."""
    return (_wrong_weights, _wrong_update, _wrong_prediction, _wrong_value)[at - 1](run)


def _halves(run: Trace) -> tuple[Fraction, Fraction]:
    """The two parts of z⁽²⁾: from the start, and from the first update."""
    one, two = run.step(1), run.step(2)
    return product(one.before, two.inputs), product(one.update, two.inputs)


def _wrong_weights(run: Trace) -> list[Wrong]:
    """In the place of w⁽⁰⁾ + Δw⁽¹⁾."""
    c, d = _halves(run)
    t = Texts.of(run)
    return [
        Wrong(
            t.second("Δw⁽¹⁾"),
            d,
            f"Δw⁽¹⁾ = {t.d} is what step 1 adds. But it is added to the start: "
            f"w⁽¹⁾ = {t.w} + {t.d} = {t.w1}.",
            "start-forgotten",
        ),
        Wrong(
            t.second(f"({t.w} − Δw⁽¹⁾)"),
            c - d,
            f"Start and update are both there. But the update is added: w⁽¹⁾ = {t.w} + {t.d} = "
            f"{t.w1}. Its sign is in Δw⁽¹⁾ already.",
            "sign-turned",
        ),
        Wrong(
            t.second(f"({t.w} + {t.rate}·Δw⁽¹⁾)"),
            c + run.experiment.rate * d,
            f"The update is added to the start, that is right. But η = {t.rate} is in Δw⁽¹⁾ = "
            f"{t.d} already.",
            "factor-twice",
        ),
        Wrong(
            t.second(f"({t.w} + Δw⁽²⁾)"),
            None,
            "A start plus an update is right. But Δw⁽²⁾ is made after ŷ⁽²⁾; w⁽¹⁾ = "
            f"{t.w1} was there before it.",
            "other-step",
        ),
    ]


def _wrong_update(run: Trace) -> list[Wrong]:
    """In the place of η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾."""
    c, d = _halves(run)
    t, prediction = Texts.of(run), label(run.step(1).prediction)
    right = f"Δw⁽¹⁾ = {t.rate}·({t.y} − ({prediction}))·{t.x} = {t.d}."
    return [
        Wrong(
            t.second(f"{t.rate}·({t.y} − ŷ⁽¹⁾)·{t.x}"),
            d,
            f"Δw⁽¹⁾ is taken apart rightly. But w⁽⁰⁾ = {t.w} stood in the line above, and "
            "nothing has removed it.",
            "start-forgotten",
        ),
        Wrong(
            t.second(f"({t.w} + ({t.y} − ŷ⁽¹⁾)·{t.x})"),
            c + d / run.experiment.rate,
            f"Label minus prediction times the input, that is right. But η = {t.rate} belongs "
            f"before it: {right}",
            "eta-forgotten",
        ),
        Wrong(
            t.second(f"({t.w} + {t.rate}·({t.y})·{t.x})"),
            c + d / 2,
            f"The direction is right. But the factor is y⁽¹⁾ − ŷ⁽¹⁾, not y⁽¹⁾ alone: {right}",
            "half-update",
        ),
        Wrong(
            t.second(f"({t.w} + {t.rate}·(ŷ⁽¹⁾ − {_bracketed(t.y)})·{t.x})"),
            c - d,
            f"All parts are there. But the label comes first, then the prediction: {right}",
            "sign-turned",
        ),
    ]


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("−") else number


def _wrong_prediction(run: Trace) -> list[Wrong]:
    """In the place of φ(w⁽⁰⁾·x⁽¹⁾)."""
    c, d = _halves(run)
    t, z = Texts.of(run), show(run.step(1).net_input)
    one, error = run.step(1), run.step(1).label - run.step(1).prediction
    again = product(one.weights, one.inputs)
    whole = f"({t.y} − φ({t.w}·{t.x}))·{t.x}"
    return [
        Wrong(
            t.second(f"({t.w} + {t.rate}·({t.y} − φ({t.w1}·{t.x}))·{t.x})"),
            c + d * (one.label - phi(again)) / error,
            f"ŷ⁽¹⁾ is the φ of a net input, that is right. But {t.w1} are the weights after "
            f"step 1; at step 1 they are still {t.w}.",
            "other-step",
        ),
        Wrong(
            t.second(f"({t.w} + {t.rate}·({t.y} − {t.w}·{t.x})·{t.x})"),
            c + d * (one.label - one.net_input) / error,
            f"{t.w}·{t.x} = {z} is z⁽¹⁾. But the update takes the prediction ŷ⁽¹⁾ = φ({z}); "
            "the φ is missing.",
            "z-and-prediction",
        ),
        Wrong(
            t.second(f"{t.rate}·{whole}"),
            d,
            f"ŷ⁽¹⁾ is taken apart rightly. But w⁽⁰⁾ = {t.w} stood in the line above, and "
            "nothing has removed it.",
            "start-forgotten",
        ),
        Wrong(
            t.second(f"({t.w} + {whole})"),
            c + d / run.experiment.rate,
            f"ŷ⁽¹⁾ is taken apart rightly. But η = {t.rate} stood in the line above, and "
            "nothing has removed it.",
            "eta-forgotten",
        ),
    ]


def _wrong_value(run: Trace) -> list[Wrong]:
    """Where all is worked out."""
    (c, d), rate, error = _halves(run), run.experiment.rate, run.step(1).label * 2
    sums = f"z⁽²⁾ = {show(c)} + {show(rate)}·{_bracketed(show(d / rate))} = {show(c + d)}."
    found = (
        (d, "That is what the update brings.", "start-forgotten"),
        (c, "That is what the start brings.", "update-forgotten"),
        (c + d / rate, "Both parts are there, but η is not.", "eta-forgotten"),
        (c - d, "Both parts have the right size. But their signs are others.", "sign-turned"),
        (c + d / 2, f"Both parts are there. But y⁽¹⁾ − ŷ⁽¹⁾ is {show(error)}.", "half-update"),
    )
    return [
        Wrong(worked(z).formula, z, f"{said} Start and update: {sums}", known)
        for z, said, known in found
    ]
