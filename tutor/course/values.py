"""Numbers in braces: `{z2}` or `{eta * (y1 - 1) * (x1 @ x2)}`, computed exactly from a run.

| name | value |
|---|---|
| `eta`, `n`, `epochs` | the learning rate, the number of samples, of epochs |
| `w0`, `w1` ... `wend` | the weights after that step, `w0` the start, `wend` the last |
| `v0`, `v1` ... | the weights divided by η |
| `x3`, `y3`, `z3`, `p3` | input, label, net input and prediction at step 3 |
| `e3`, `g3`, `d3` | y − ŷ, the bracket (y − ŷ)x, and the update η(y − ŷ)x at step 3 |
| `m2`, `converged` | mistakes in epoch 2; the first epoch without one |
| `c` | the factor with w_B = c·w_A at every step |
| `first` | the first step at which A and B predict differently |

`B.z2` is the same in experiment B. `w1[2]` is a component, counted from 1; `@` is the dot product,
`phi()` the unit step. A number may carry a sign: `{p1:+}` shows +1. What has no value, such as `c`
where there is no single factor, is shown as a dash.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tutor.errors import TutorError
from tutor.perceptron.comparison import common_scale
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Step, Trace, phi

Value = Fraction | tuple[Fraction, ...]

DASH = "—"
LONGEST = 200
"""Characters an expression may have: bounds how deep it nests and how large its numbers grow."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_INDEXED = re.compile(r"([wvxyzpegdm])(0|[1-9]\d{0,6})", re.ASCII)
_TOKENS = re.compile(r"(?:(?:B\.)?[a-z]++\d*+|\d++(?![\w.])|[-+*/@()\[\] ])*+", re.ASCII)
"""What an expression is made of. Nothing else comes before Python's parser, and no quantifier goes
back, so a long one costs no time."""
_GUIDE = "see the table of names in the authors' guide"


class ValueNameError(TutorError):
    """A pair of braces that holds no known value."""


class _NoValueError(Exception):
    """A known name that has no value in this run."""


@dataclass(frozen=True, slots=True)
class Values:
    """The runs whose numbers may stand in braces."""

    a: Trace
    b: Trace | None = None

    def value(self, expression: str) -> Value | None:
        """Compute what stands between braces; None where it has no value in this run.

        Raises:
            ValueNameError: If it is no expression, or names something unknown.
        """
        try:
            return self._compute(_parsed(expression.strip()))
        except (_NoValueError, ZeroDivisionError):
            return None
        except ValueNameError as error:
            raise ValueNameError(f"{{{expression}}}: {error}") from None

    def _compute(self, node: ast.expr) -> Value:
        match node:
            case ast.Name(id=name):
                return self._named(self.a, name)
            case ast.Attribute(value=ast.Name(id="B"), attr=name):
                return self._named(self._other(name), name)
            case ast.Constant(value=int(number)):
                return Fraction(number)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return _times(Fraction(-1), self._compute(inner))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATIONS:
                return _OPERATIONS[type(operator)](self._compute(left), self._compute(right))
        return self._taken(node)

    def _taken(self, node: ast.expr) -> Value:
        """A component, or the unit step of a number."""
        match node:
            case ast.Subscript(value=inner, slice=ast.Constant(value=int(position))):
                return _component(self._compute(inner), position)
            case ast.Call(func=ast.Name(id="phi"), args=[inner], keywords=[]):
                return _unit_step(self._compute(inner))
        raise ValueNameError(f"it cannot be computed; {_GUIDE}")

    def _named(self, trace: Trace, name: str) -> Value:
        if name == "c":
            return _known(common_scale(self.a, self._other(name)))
        if name == "first":
            return _known(self._first_difference())
        experiment = trace.experiment
        plain: dict[str, Callable[[], Value]] = {
            "eta": lambda: experiment.rate,
            "n": lambda: Fraction(len(experiment.dataset)),
            "epochs": lambda: Fraction(experiment.epochs),
            "converged": lambda: _known(trace.converged),
            "wend": lambda: trace.weights,
        }
        if name in plain:
            return plain[name]()
        found = _INDEXED.fullmatch(name)
        if found is None:
            raise ValueNameError(f"“{name}” is an unknown name; {_GUIDE}")
        return _indexed(trace, found[1], int(found[2]))

    def _other(self, name: str) -> Trace:
        """B's run."""
        if self.b is None:
            raise ValueNameError(f"“{name}” needs a second run; add eta_b or w0_b to the lab")
        return self.b

    def _first_difference(self) -> int | None:
        """The first step at which A and B predict differently."""
        pairs = zip(self.a.predictions, self._other("first").predictions, strict=True)
        return next((t for t, (one, other) in enumerate(pairs, 1) if one != other), None)


def _parsed(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise ValueNameError(f"an expression of over {LONGEST} characters; split it up")
    if _TOKENS.fullmatch(expression) is None:
        raise ValueNameError("no expression; use names, whole numbers and + - * / @ ( ) [ ]")
    try:
        return ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ValueNameError("no expression; write for instance {z2}") from None


def _known(number: Fraction | int | None) -> Fraction:
    if number is None:
        raise _NoValueError
    return Fraction(number)


def _indexed(trace: Trace, letter: str, index: int) -> Value:
    """The value of a letter after a step, at a step or in an epoch."""
    last = len(trace.mistakes) if letter == "m" else len(trace)
    if not (0 if letter in "wv" else 1) <= index <= last:
        raise ValueNameError(f"“{letter}{index}” is outside the run, which ends at {letter}{last}")
    match letter:
        case "m":
            return Fraction(trace.mistakes[index - 1])
        case "w":
            return trace.weights_after(index)
        case "v":
            return _over(trace.weights_after(index), trace.experiment.rate)
    return _AT_A_STEP[letter](trace.step(index))


def _error(step: Step) -> Fraction:
    return Fraction(step.label - step.prediction)


_AT_A_STEP: dict[str, Callable[[Step], Value]] = {
    "x": lambda step: step.inputs,
    "y": lambda step: Fraction(step.label),
    "z": lambda step: step.net_input,
    "p": lambda step: Fraction(step.prediction),
    "e": _error,
    "g": lambda step: _times(_error(step), step.inputs),
    "d": lambda step: step.update,
}


def _component(vector: Value, position: int) -> Fraction:
    if not isinstance(vector, tuple):
        raise ValueNameError("[...] takes a component of a vector, and this is a number")
    if not 1 <= position <= len(vector):
        raise ValueNameError(f"[{position}]: the vector's components are 1 to {len(vector)}")
    return vector[position - 1]


def _unit_step(net_input: Value) -> Fraction:
    if not isinstance(net_input, Fraction):
        raise ValueNameError("phi() takes a number, and this is a vector")
    return Fraction(phi(net_input))


def _plus(one: Value, other: Value) -> Value:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one + other
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(x + y for x, y in zip(one, other, strict=True))
    raise ValueNameError("it adds a number and a vector; add two of a kind")


def _minus(one: Value, other: Value) -> Value:
    return _plus(one, _times(Fraction(-1), other))


def _times(one: Value, other: Value) -> Value:
    match one, other:
        case Fraction(), Fraction():
            return one * other
        case Fraction(), tuple():
            return tuple(one * x for x in other)
        case tuple(), Fraction():
            return tuple(x * other for x in one)
    raise ValueNameError("it multiplies two vectors with *; write @ for their dot product")


def _dot(one: Value, other: Value) -> Value:
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return sum((x * y for x, y in zip(one, other, strict=True)), Fraction(0))
    raise ValueNameError("@ stands between two vectors; write * for numbers")


def _over(one: Value, other: Value) -> Value:
    if not isinstance(other, Fraction):
        raise ValueNameError("it divides by a vector; divide by a number")
    return _times(1 / other, one)


_OPERATIONS: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: _plus,
    ast.Sub: _minus,
    ast.Mult: _times,
    ast.Div: _over,
    ast.MatMult: _dot,
}


def fill(template: str, values: Values | None) -> str:
    """Put the numbers into a text with braces.

    Raises:
        ValueNameError: If braces hold no known value or are not closed, or if there are braces but
            no experiment.
    """
    plain = _BRACES.sub("", template)
    if "{" in plain or "}" in plain:
        raise ValueNameError("a brace without its partner; {...} stands whole in one line")
    return _BRACES.sub(lambda found: _number(found[1], values), template)


def _number(inside: str, values: Values | None) -> str:
    """What takes the place of a pair of braces."""
    if values is None:
        raise ValueNameError(
            f"{{{inside}}} has no experiment to take its number from; add a lab block before it"
        )
    expression, colon, sign = inside.partition(":")
    if colon and sign != "+":
        raise ValueNameError(f"{{{inside}}}: after the colon only + is known, it shows the sign")
    value = values.value(expression)
    signed = colon and isinstance(value, Fraction) and value > 0
    text = _shown(value)
    return f"+{text}" if signed and not text.startswith("≈") else text


def _shown(value: Value | None) -> str:
    if value is None:
        return DASH
    return show_vector(value) if isinstance(value, tuple) else show(value)
