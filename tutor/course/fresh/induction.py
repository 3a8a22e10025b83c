"""The induction with v = w/η for one run from zero: its lines, to be put in order."""

from dataclasses import dataclass, replace
from fractions import Fraction

from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST, draw_experiment, given_lines
from tutor.course.fresh.text import label, raised
from tutor.course.lesson import Kind, Lab, Line, Question
from tutor.course.proofs import MOST_LINES, in_order
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Step, Trace, train

SAME = "the same for every η > 0"
_STEPS = {1: 2, 2: 3, 3: 4}
"""By level, how many steps are written out where the lines have numbers."""


CLAIM = "Claim: no prediction made while training depends on η > 0."
_WITH_NUMBERS = "The first steps are worked out in units of η, for every η > 0 at once."


@dataclass(frozen=True, slots=True)
class Piece:
    """A line to put in order: what it needs above it, numbered from 1, and why."""

    formula: str
    rule: str
    after: tuple[int, ...]
    why: str


def _order(family: Family, ask: Ask) -> Question | None:
    a = replace(draw_experiment(ask.draw, ask.level, zero=True), rate=Fraction(1))
    run = train(a)
    if not any(run.weights) or len(run) < _STEPS[ask.level]:
        return None
    numbers = ask.once % 3 == 0
    pieces = _with_numbers(run, _STEPS[ask.level]) if numbers else _general(run, ask)
    if any(len(piece.formula) > WIDEST for piece in pieces):
        return None
    told = (
        _WITH_NUMBERS if numbers else "Claim: no prediction made while training depends on η > 0."
    )
    asked = "Put the lines of the proof in order; each stands below those it uses."
    prompt = "\n".join((*given_lines(a, "Put v = w/η."), told, asked))
    plain = family.question(ask, prompt, (), _HINTS[numbers], Lab(a, _other(a), Scope.TRACE))
    lines = [Line(piece.formula, piece.rule) for piece in pieces]
    return in_order(plain, lines, tuple(one.after for one in pieces), [one.why for one in pieces])


def _other(a: Experiment) -> Experiment:
    return replace(a, rate=Fraction(1, 2))


def _general(run: Trace, ask: Ask) -> list[Piece]:
    """The proof for any step; at levels 2 and 3 with the weights that it gives."""
    last, zero = f"⁽{raised(len(run))}⁾", show_vector(run.experiment.start)
    pieces = [
        Piece(f"w⁽⁰⁾ = {zero}", "given", (), "It needs nothing: it is given."),
        Piece(
            f"v⁽⁰⁾ = w⁽⁰⁾/η = {zero}, {SAME}", "the base", (1,), "The base needs the zero start."
        ),
        Piece(
            f"v⁽ⁱ⁻¹⁾ is {SAME}",
            "supposed, for any one step i",
            (),
            "It needs nothing: it is supposed.",
        ),
        Piece(
            f"ŷ⁽ⁱ⁾ = φ(v⁽ⁱ⁻¹⁾·x⁽ⁱ⁾) is {SAME}",
            "nothing on the right depends on η",
            (3,),
            "It needs v⁽ⁱ⁻¹⁾ to be free of η.",
        ),
        Piece(
            f"v⁽ⁱ⁾ = v⁽ⁱ⁻¹⁾ + (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾) x⁽ⁱ⁾ is {SAME}",
            "nothing on the right depends on η",
            (3, 4),
            "It needs v⁽ⁱ⁻¹⁾ and ŷ⁽ⁱ⁾ to be free of η.",
        ),
        Piece(
            f"every ŷ and every v up to v{last} is {SAME}",
            f"the base, and one step on {len(run)} times",
            (2, 5),
            "It needs both the base and the way from v⁽ⁱ⁻¹⁾ to v⁽ⁱ⁾.",
        ),
    ]
    if ask.level == 1:
        formula = f"w{last} = η v{last} has a direction that is {SAME}"
        why = f"It needs to know that v{last} is free of η."
        return [*pieces, Piece(formula, "w = η v", (6,), why)]
    return [*pieces, *_with_weights(run, ask)][:MOST_LINES]


def _with_weights(run: Trace, ask: Ask) -> list[Piece]:
    """One run by hand, and what it says of all others."""
    last, v = f"⁽{raised(len(run))}⁾", run.weights
    rate = Fraction(ask.draw.one_of(("0.3", "0.5", "0.7", "2", "3", "4")))
    shown = show_vector([rate * value for value in v])
    pieces = [
        Piece(
            f"with η = 1, w{last} = v{last} = {show_vector(v)}",
            "one run by hand",
            (),
            "It needs nothing but the samples and η = 1.",
        ),
        Piece(
            f"v{last} = {show_vector(v)} for every η > 0",
            f"v{last} is free of η, so one η tells it",
            (6, 7),
            f"It needs one value of v{last}, and that v{last} is free of η.",
        ),
    ]
    if ask.level == len(_STEPS):
        formula = f"with η = {show(rate)}, w{last} = {show(rate)}·{show_vector(v)} = {shown}"
        why = f"It needs to know v{last} for every η."
        pieces.append(Piece(formula, "w = η v", (8,), why))
    return pieces


def _with_numbers(run: Trace, count: int) -> list[Piece]:
    """The first steps one after the other, with η = 1, where w is v."""
    zero = show_vector(run.experiment.start)
    pieces = [
        Piece(
            f"v⁽⁰⁾ = {zero}/η = {zero}, for every η > 0",
            "the base",
            (),
            "It needs nothing: w⁽⁰⁾ is given.",
        )
    ]
    for t in range(1, count + 1):
        step, above = run.step(t), len(pieces)
        pieces += [_prediction(step, above), _sum(step, above)]
    return pieces


def _prediction(step: Step, above: int) -> Piece:
    at, before = f"⁽{raised(step.t)}⁾", f"⁽{raised(step.t - 1)}⁾"
    inside = f"{show_vector(step.before)}·{show_vector(step.inputs)}"
    return Piece(
        f"ŷ{at} = φ({inside}) = φ({show(step.net_input)}) = {label(step.prediction)}",
        "φ(η k) = φ(k), so v does for w",
        (above,),
        f"It needs v{before}.",
    )


def _sum(step: Step, above: int) -> Piece:
    at, before = f"⁽{raised(step.t)}⁾", f"⁽{raised(step.t - 1)}⁾"
    error = show(step.label - step.prediction)
    error = f"({error})" if step.label < step.prediction else error
    return Piece(
        f"v{at} = {show_vector(step.before)} + {error}·{show_vector(step.inputs)} = "
        f"{show_vector(step.weights)}",
        "the update rule, divided by η",
        (above, above + 1),
        f"It needs v{before} and ŷ{at}.",
    )


_HINTS = {
    False: (
        "The base and “one step on” each have a beginning of their own. Which lines need nothing?",
        (
            "A line that uses v⁽ⁱ⁻¹⁾ stands below the one that supposes it; one that speaks of all "
            "steps needs the base and “one step on”."
        ),
        "Base: w⁽⁰⁾, then v⁽⁰⁾. One step on: v⁽ⁱ⁻¹⁾, then ŷ⁽ⁱ⁾, then v⁽ⁱ⁾. Then what uses both.",
    ),
    True: (
        "What does a step need before it can predict?",
        "ŷ⁽ⁱ⁾ is computed from v⁽ⁱ⁻¹⁾, and v⁽ⁱ⁾ from v⁽ⁱ⁻¹⁾ and ŷ⁽ⁱ⁾.",
        "v⁽⁰⁾ first, then ŷ⁽¹⁾, then v⁽¹⁾.",
    ),
}

FAMILIES = (Family("order-induction", Kind.ORDER, "induction", _order),)
