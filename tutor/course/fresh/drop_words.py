"""What is said of an argument's lines: why each follows from those above it, or does not."""

from collections.abc import Callable
from fractions import Fraction

from tutor.course.fresh.drop_argument import LINE_OF, Argument, Fault, at_one, witness
from tutor.course.fresh.given import linear, product
from tutor.course.fresh.text import dot, label
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import phi


def said(it: Argument, number: int, false: int) -> str:
    """Why a line follows, or does not."""
    if number == false:
        return _FALSE[it.fault or Fault.TIE](it)
    earlier = f" The fault is earlier, in line {false}." if number > false else ""
    return f"It follows: {_SOUND[number - 1](it)}{earlier}"


def _first(it: Argument) -> str:
    w, x = it.two.w, it.two.x[0]
    z = product(w, x)
    return f"{dot(w, x)} = {show(z)}, and φ({show(z)}) = {label(it.first)}. No η is in it."


def _update(it: Argument) -> str:
    return (
        f"with ŷ⁽¹⁾ = {label(it.first)} from line 1, y⁽¹⁾ − ŷ⁽¹⁾ = {show(it.factor)}, and "
        f"{show(it.factor)} times {show_vector(it.two.x[0])} is {show_vector(it.bracket)}."
    )


def _inside(it: Argument) -> str:
    w, other = it.two.w, it.two.x[1]
    return (
        f"{show_vector(w)}·{show_vector(other)} = {show(it.c)} without η, and "
        f"{show_vector(it.bracket)}·{show_vector(other)} = {show(it.k)} behind it."
    )


def _dropped(it: Argument) -> str:
    if not it.k:
        return "0 times any η is 0."
    side = "above" if it.k > 0 else "below"
    if not it.c:
        return f"{linear(it.c, it.k)} is {side} 0 for every η > 0, as {show(it.k)} is."
    return (
        f"both parts, {show(it.c)} and {linear(Fraction(0), it.k)}, lie {side} 0 for every η > 0, "
        "so no η turns the sign of the sum."
    )


def _worked(it: Argument) -> str:
    value = it.c + it.k
    side = "0 or above" if value >= 0 else "below 0"
    return f"{show(value)} is {side}, so φ is {label(phi(value))}."


def _second(it: Argument) -> str:
    said = f"y⁽²⁾ − ŷ⁽²⁾ = {show(it.error)} with ŷ⁽²⁾ = {label(it.second)} from line 5"
    return f"{said}, and {'η stays in front' if it.error else 'any η times 0 is 0'}."


_SOUND: tuple[Callable[[Argument], str], ...] = (
    _first,
    _update,
    _inside,
    _dropped,
    _worked,
    _second,
)
"""By line, why it follows from those above it."""


def _half_or_sign(it: Argument) -> str:
    y, first = it.two.y[0], it.first
    error = y - first
    right = show_vector([error * value for value in it.two.x[0]])
    kept = "size" if it.fault is Fault.SIGN else "direction" if error else "input"
    moved = f"η·{right}" if error else f"{right}: a right prediction changes nothing"
    return (
        f"The {kept} is right. But y⁽¹⁾ − ŷ⁽¹⁾ = {show(y)} − ({label(first)}) = {show(error)}, so "
        f"Δw⁽¹⁾ = {moved}."
    )


def _start_left_out(it: Argument) -> str:
    c = product(it.two.w, it.two.x[1])
    return (
        f"{linear(it.c, it.k)} is what the update brings, that is right. But w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾, "
        f"and {show_vector(it.two.w)}·{show_vector(it.two.x[1])} = {show(c)}: "
        f"z⁽²⁾ = {linear(c, it.k)}."
    )


def _dropped_wrongly(it: Argument) -> str:
    rate = witness(it) or Fraction(1)
    there, here = it.c + it.k * rate, it.c + it.k
    return (
        f"η may be dropped where it stands before all that is inside φ. Before {show(it.c)} there "
        f"is none. With η = {show(rate)}: φ({at_one(it.c, it.k * rate)}) = {label(phi(there))}, "
        f"but φ({at_one(it.c, it.k)}) = {label(phi(here))}."
    )


def _below_zero(it: Argument) -> str:
    k = it.k
    return (
        "For every η > 0 it would follow. But an η below 0 turns the sign: with η = −1, "
        f"φ({show(-k)}) = {label(phi(-k))}, and φ({show(k)}) = {label(phi(k))}."
    )


def _minus_lost(it: Argument) -> str:
    value = it.c + it.k
    return (
        f"The size is right. But line 4 has {at_one(it.c, it.k)}"
        f"{f' = {show(value)}' if it.c else ''} inside φ, and that is below 0: ŷ⁽²⁾ = −1."
    )


def _in_front(it: Argument) -> str:
    right = show_vector([it.error * value for value in it.two.x[1]])
    return (
        "Inside φ η may go where only the sign counts. But in front it stands under no φ and "
        f"makes the update longer or shorter: Δw⁽²⁾ = η·{right}."
    )


_FALSE: dict[Fault, Callable[[Argument], str]] = {
    Fault.TIE: lambda it: (
        f"{dot(it.two.w, it.two.x[0])} = 0, that is right. But φ(0) = +1, so ŷ⁽¹⁾ = +1."
    ),
    Fault.SIGN: _half_or_sign,
    Fault.HALF: _half_or_sign,
    Fault.START: _start_left_out,
    Fault.DROP: _dropped_wrongly,
    Fault.NEGATIVE: _below_zero,
    Fault.MINUS: _minus_lost,
    Fault.LATE_TIE: lambda _: (
        "Inside φ there is 0 for every η, that is right. But φ(0) = +1, so ŷ⁽²⁾ = +1."
    ),
    Fault.FRONT: _in_front,
}
"""By fault, why its line does not follow; it begins with what is right in it."""


def hints(it: Argument) -> tuple[str, ...]:
    """From a nudge to the line that is false."""
    return _FIRST_HINT, _RULE_HINT, _STEPS[LINE_OF[it.fault or Fault.TIE] - 1](it)


_FIRST_HINT = "Do each line yourself from the line above it. Where do you get something else?"
_RULE_HINT = (
    "φ(0) = +1; y − ŷ is the label minus the prediction; w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾; φ(ηk) = φ(k) for "
    "η > 0, where η stands before all that is inside φ."
)


def _step_one(it: Argument) -> str:
    product_text = f"{show_vector(it.two.w)}·{show_vector(it.two.x[0])}"
    return f"{product_text}: what is it, and what does φ make of it?"


def _step_two(it: Argument) -> str:
    return f"y⁽¹⁾ = {show(it.two.y[0])} and ŷ⁽¹⁾ = {label(it.first)}. What is y⁽¹⁾ − ŷ⁽¹⁾?"


def _step_three(it: Argument) -> str:
    return f"What is w⁽⁰⁾·x⁽²⁾ = {show_vector(it.two.w)}·{show_vector(it.two.x[1])}?"


def _step_four(it: Argument) -> str:
    if it.fault is Fault.NEGATIVE:
        return "Does every η that is not 0 leave a sign as it is?"
    return f"Put η = {show(witness(it) or Fraction(1))} and η = 1 into {linear(it.c, it.k)}."


def _step_five(it: Argument) -> str:
    inside = at_one(it.c, it.k)
    return f"Inside φ stands {inside}. Is that above 0, below 0, or 0?"


def _step_six(_: Argument) -> str:
    return "Which η stand under a φ, and which do not?"


_STEPS: tuple[Callable[[Argument], str], ...] = (
    _step_one,
    _step_two,
    _step_three,
    _step_four,
    _step_five,
    _step_six,
)
"""By line, the step at which its fault shows."""
