"""Where η may be dropped inside φ: the line of an argument that does not follow."""

from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.draw import samples
from tutor.course.fresh.drop_argument import (
    LINE_OF,
    WITH_UPDATE,
    WITHOUT_UPDATE,
    Argument,
    Fault,
    Two,
    argue,
    false_lines,
    lines_of,
    witness,
)
from tutor.course.fresh.drop_words import hints, said
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST, draw_start, product
from tutor.course.fresh.setting import convention
from tutor.course.fresh.text import label, raised
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import show_vector
from tutor.perceptron.training import Experiment, Weights


def _false_line(family: Family, ask: Ask) -> Question | None:
    draw, count = ask.draw, WITHOUT_UPDATE if ask.level == 1 else WITH_UPDATE
    line = 1 + ask.once % count
    faults = [fault for fault, at in LINE_OF.items() if at == line]
    fault = faults[ask.once // count % len(faults)]
    size = 2 + (ask.level > 1 and draw.below(2) == 0)
    zero = draw.below(2) == 0 and fault not in {Fault.START, Fault.DROP}
    w = (Fraction(0),) * size if zero else draw_start(draw, ask.level, size)
    data = samples(draw, 2)
    argument = argue(_two(data, w, bias=size > len(data.features)), fault)
    if not _good(argument, line, count):
        return None
    return _asked(family, ask, data, argument, count)


def _two(data: Dataset, w: Weights, *, bias: bool) -> Two:
    constant = (Fraction(1),) if bias else ()
    x = (constant + data.sample(0), constant + data.sample(1))
    return Two(w, x, (data.labels[0], data.labels[1]))


def _good(it: Argument, line: int, count: int) -> bool:
    """Whether that line alone is false, η is in z⁽²⁾, and all fits."""
    if [at for at in false_lines(it) if at <= count] != [line] or not it.factor:
        return False
    unseen = it.fault is Fault.DROP and witness(it) is None
    # Where the start has a part in z⁽²⁾, η ≠ 0 would not be the only fault.
    mixed = it.fault is Fault.NEGATIVE and it.c
    no_tie = it.fault is Fault.TIE and product(it.two.w, it.two.x[0])
    if unseen or mixed or no_tie:
        return False
    # At a tie nothing stands inside φ; anywhere else η has to be there to be dropped.
    if (it.c or it.k) if it.fault is Fault.LATE_TIE else not it.k:
        return False
    if it.fault is Fault.FRONT and not it.error:
        return False
    return all(len(made.formula) <= WIDEST for made in lines_of(it, count))


def _asked(family: Family, ask: Ask, data: Dataset, it: Argument, count: int) -> Question:
    lines, false = lines_of(it, count), LINE_OF[it.fault or Fault.TIE]
    options = [
        Option(line.formula, said(it, number, false), right=number == false)
        for number, line in enumerate(lines, 1)
    ]
    bias = len(it.two.w) > len(data.features)
    a = Experiment(data, it.two.w, Fraction(1), 1, bias)
    other = witness(it) if it.fault is Fault.DROP else None
    lab = Lab(a) if other is None else Lab(a, replace(a, rate=other), Scope.TRACE)
    made = family.question(ask, _prompt(it, bias=bias), options, hints(it), lab)
    return replace(made, lines=tuple(lines))


def _prompt(it: Argument, *, bias: bool) -> str:
    shown = [
        f"- step {t}: x⁽{raised(t)}⁾ = {show_vector(x)}, y⁽{raised(t)}⁾ = {label(y)}"
        for t, x, y in zip((1, 2), it.two.x, it.two.y, strict=True)
    ]
    return "\n".join(
        (
            "A perceptron is shown these samples:",
            "",
            *(*shown, ""),
            convention(bias=bias),
            f"The start is w⁽⁰⁾ = {show_vector(it.two.w)}; η is any rate above 0.",
            "",
            "Somebody works out step 2 for every η at once. Which is the first line",
            "that does not follow from the samples, the start and the lines above it?",
        )
    )


FAMILIES = (Family("false-line-drop-eta", Kind.FALSE_LINE, "drop-eta", _false_line),)
