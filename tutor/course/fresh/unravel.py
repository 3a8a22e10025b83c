"""Unravel the second update, or the third, back to the start: lines to order, a line to fill in."""

from dataclasses import dataclass

from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST
from tutor.course.fresh.second_step import draw_run, given, replacing
from tutor.course.fresh.text import raised
from tutor.course.lesson import Kind, Lab, Line, Question
from tutor.course.proofs import in_order
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Trace


@dataclass(frozen=True, slots=True)
class Piece:
    """A line to put in order: what it needs above it, numbered from 1, and why."""

    line: Line
    after: tuple[int, ...]
    why: str


def _order(family: Family, ask: Ask) -> Question | None:
    level = ask.level
    count = 3 if level == len(family.levels) else 2
    in_one = level > 1 and count < 3 and ask.once % 2 == 0
    bias = level > 1 and not in_one and ask.once // 2 % 2 == 0
    run = draw_run(ask.draw, 1 if in_one else level, count, bias=bias)
    if run is None:
        return None
    pieces = _replaced(run) if in_one else _apart(run, count)
    if any(len(piece.line.formula) > WIDEST for piece in pieces):
        return None
    what = "ŷ⁽²⁾" if in_one else f"Δw⁽{raised(count)}⁾"
    left = "the line before it has" if in_one else "a line above it has"
    does = "replaces one thing" if in_one else "takes apart something"
    prompt = (
        f"{given(run, count)}\n\nUnravel {what} back to w⁽⁰⁾. Put the lines in order.\n"
        f"Each line {does} that {left} left."
    )
    plain = family.question(ask, prompt, (), _order_hints(what, in_one=in_one), Lab(run.experiment))
    lines = [piece.line for piece in pieces]
    needed = tuple(piece.after for piece in pieces)
    return in_order(plain, lines, needed, [piece.why for piece in pieces])


def _order_hints(what: str, *, in_one: bool) -> tuple[str, ...]:
    if in_one:
        return (
            "Which line has w⁽¹⁾ still in it?",
            "First w⁽¹⁾ is replaced, then Δw⁽¹⁾, then ŷ⁽¹⁾.",
            "After the line with w⁽¹⁾ comes the one with Δw⁽¹⁾, and no name is left in the last.",
        )
    return (
        f"Which line has {what} on its left?",
        "A line may follow as soon as its left side stands on the right of a line above it.",
        f"Begin with {what}: it leaves a ŷ. The line with that ŷ on its left leaves a w.",
    )


def _apart(run: Trace, last: int) -> list[Piece]:
    """A line for each of Δw, ŷ and w, from the last step back to the first."""
    pieces: list[Piece] = []
    rate, weights_from = show(run.experiment.rate), 0
    for t in range(last, 0, -1):
        step, at, before = run.step(t), f"⁽{raised(t)}⁾", f"⁽{raised(t - 1)}⁾"
        x = show_vector(step.inputs)
        here = len(pieces) + 1
        left = f"Δw{at} is left by w{at}." if pieces else f"Δw{at} is what is taken apart."
        source = show_vector(step.before) if t == 1 else f"w{before}"
        pieces += [
            Piece(
                Line(
                    f"Δw{at} = {rate} · ({show(step.label)} − ŷ{at}) · {x}",
                    f"the update rule at step {t}",
                ),
                (weights_from,) if weights_from else (),
                left,
            ),
            Piece(
                Line(f"ŷ{at} = φ({source}·{x})", f"the prediction at step {t}"),
                (here,),
                f"ŷ{at} is left by Δw{at}.",
            ),
        ]
        if t > 1:
            # w⁽ᵗ⁻¹⁾ stands in ŷ⁽ᵗ⁾, and, below the last step, first of all in w⁽ᵗ⁾.
            by, needs = (f"w{at}", weights_from) if weights_from else (f"ŷ{at}", here + 1)
            start = show_vector(run.experiment.start) if t == 2 else f"w⁽{raised(t - 2)}⁾"
            formula = f"w{before} = {start} + Δw{before}"
            rule = f"the weights before step {t - 1} plus its update"
            pieces.append(Piece(Line(formula, rule), (needs,), f"w{before} is left by {by}."))
            weights_from = len(pieces)
    return pieces


def _replaced(run: Trace) -> list[Piece]:
    """ŷ⁽²⁾ in lines of which each replaces one thing in the line before it."""
    return [
        Piece(line, (number,) if number else (), _WHY[number])
        for number, line in enumerate(replacing(run))
    ]


_WHY = (
    "It needs nothing: ŷ⁽²⁾ is what is taken apart.",
    "It puts w⁽⁰⁾ + Δw⁽¹⁾ in the place of w⁽¹⁾, which the line before it has left.",
    "It puts η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾ in the place of Δw⁽¹⁾, which the line before it has left.",
    "It puts φ(w⁽⁰⁾·x⁽¹⁾) in the place of ŷ⁽¹⁾, which the line before it has left.",
    "It works out what stands inside φ when only numbers are left.",
)


FAMILIES = (Family("order-unravel", Kind.ORDER, "unravel", _order),)
