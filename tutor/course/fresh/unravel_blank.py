"""Unravel ŷ⁽²⁾, one of the lines left blank: the right formula among such as are often written."""

from dataclasses import replace

from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST
from tutor.course.fresh.second_step import draw_run, given, replacing
from tutor.course.fresh.text import label
from tutor.course.fresh.unravel_slips import Texts, wrong_at
from tutor.course.lesson import BLANK_LINE, Kind, Lab, Line, Option, Question
from tutor.perceptron.exact import show
from tutor.perceptron.training import Trace

_WRONG = {1: 2, 2: 3, 3: 3}
"""By level, how many wrong formulas there are."""
_LAST = 4


def _blank(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    bias = ask.level > 1 and draw.below(3) == 0
    run = draw_run(draw, ask.level, 2, bias=bias)
    if run is None or run.step(1).weights == run.step(1).before:
        return None
    at = (1, 2, _LAST, 3)[ask.once % (_LAST if ask.level == 1 else _LAST - 1)]
    lines, z = replacing(run), run.step(2).net_input
    wrong = [one for one in wrong_at(at, run) if one.net_input != z]
    options = [
        Option(one.formula, one.said, right=False, misconception=one.misconception)
        for one in draw.shuffled(wrong)[: _WRONG[ask.level]]
    ]
    options.append(Option(lines[at].formula, _why(at, run), right=True))
    if len({option.text for option in options}) < len(options):
        return None
    if len(options) <= _WRONG[ask.level] or any(len(it.text) > WIDEST for it in options):
        return None
    # From level 2 on the line without ŷ⁽¹⁾ is too wide for the screen.
    above = [line for line in lines[:at] if line is not lines[3] or ask.level == 1]
    shown = [*above, Line(BLANK_LINE, lines[at].rule), *([lines[_LAST]] if at < _LAST else [])]
    if any(len(line.formula) > WIDEST for line in shown):
        return None
    prompt = f"{given(run, 2)}\n\nŷ⁽²⁾ is unravelled. Which line is missing?"
    made = family.question(
        ask, prompt, draw.shuffled(options), _hints(at, run), Lab(run.experiment)
    )
    return replace(made, lines=tuple(shown))


def _why(at: int, run: Trace) -> str:
    """Why the right formula is right."""
    t, one, two = Texts.of(run), run.step(1), run.step(2)
    prediction = label(one.prediction)
    return (
        f"w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾, here {t.w} + {t.d} = {t.w1}.",
        f"Δw⁽¹⁾ = η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾, here {t.rate}·({t.y} − ({prediction}))·{t.x} = {t.d}.",
        f"ŷ⁽¹⁾ = φ(w⁽⁰⁾·x⁽¹⁾), here φ({show(one.net_input)}) = {prediction}.",
        f"w⁽¹⁾ = {t.w} + {t.d} = {t.w1}, and {t.w1}·{t.other} = {show(two.net_input)}.",
    )[at - 1]


def _hints(at: int, run: Trace) -> tuple[str, ...]:
    t, one = Texts.of(run), run.step(1)
    error = show(one.label - one.prediction)
    asked = (
        "Which weights are there after step 1, in terms of those before it?",
        "What is Δw⁽¹⁾ made of?",
        "What is ŷ⁽¹⁾ computed from?",
        "What is ŷ⁽¹⁾, and so Δw⁽¹⁾?",
    )
    steps = (
        f"Before step 1 the weights are {t.w}; step 1 adds Δw⁽¹⁾.",
        f"Put in η = {t.rate}, y⁽¹⁾ = {t.y} and x⁽¹⁾ = {t.x}; ŷ⁽¹⁾ stays for the next line.",
        f"At step 1 the weights are {t.w}, and the input is {t.x}.",
        f"y⁽¹⁾ − ŷ⁽¹⁾ = {error}, so w⁽¹⁾ = {t.w} + {t.rate}·({error})·{t.x}.",
    )
    return asked[at - 1], _RULES[at - 1], steps[at - 1]


_RULES = (
    "Every step adds its update to the weights before it.",
    "Δw = η (y − ŷ) x. All that stood in the line above and is not replaced stays.",
    "ŷ = φ(z), and z = w·x with the weights before the step.",
    "z⁽²⁾ = w⁽¹⁾·x⁽²⁾ with w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾.",
)

FAMILIES = (Family("blank-unravel", Kind.BLANK, "unravel", _blank),)
