"""Formulas as text: where a long one may be broken, what changed, and how it reads in ASCII."""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import accumulate

Span = tuple[int, int]
"""The start and the end of a stretch of a formula."""

_BREAKS = re.compile(r" (?=(?:[=≠<>≤≥⇒⇔∝+−·]|by|with|for|and|so) )|(?<=,) ")
_TOKEN = re.compile(r"\s+|[^\W\d_]+[⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵗⁱ₀-₉ₐₑ]*|\d+(?:\.\d+)?|.")
_LONGEST_BREAK = 6
"""Characters of the longest thing that `_BREAKS` looks at."""
_NARROWEST = 8
_A_LINE, _A_BRACKET = 100, 3
"""What one more line costs, and a break inside one more bracket."""
_BRACKETS = {"(": 1, ")": -1}


def wrap(formula: str, width: int, indent: int = 4) -> list[Span]:
    """Where to break a formula that is written in lines, each but the first indented by `indent`.

    No line is longer than `width`, its indent included, and there are as few lines as will do. They
    end before an operator, rather outside brackets than inside. Where no operator is in reach a
    line ends at a space, and inside a word only where a single word is wider than the line.
    """
    first, other = max(width, _NARROWEST), max(width - indent, _NARROWEST)
    ends: dict[int, list[int]] = {}
    """Where a line may end, by where it starts; none where it can take all the rest."""
    starts = [0]
    while starts:
        start = starts.pop()
        limit = start + (other if start else first)
        ends[start] = [] if len(formula) <= limit else _ends(formula, start, limit)
        starts += {_next(formula, end) for end in ends[start]} - ends.keys()
    depth = list(accumulate((_BRACKETS.get(character, 0) for character in formula), initial=0))
    best: dict[int, tuple[int, int]] = {}
    """The cost of all lines from a start on, and where the first of them ends."""
    for start in sorted(ends, reverse=True):
        ways = [
            (best[_next(formula, end)][0] + _A_LINE + _A_BRACKET * depth[end], end)
            for end in ends[start]
        ]
        best[start] = min(ways, default=(0, len(formula)))
    spans = [(0, best[0][1])]
    while spans[-1][1] < len(formula):
        start = _next(formula, spans[-1][1])
        spans.append((start, best[start][1]))
    return spans


def _ends(formula: str, start: int, limit: int) -> list[int]:
    """Where a line that begins at `start` may end."""
    breaks = _BREAKS.finditer(formula, start + 1, limit + _LONGEST_BREAK)
    ends = [found.start() for found in breaks if found.start() <= limit]
    space = formula.rfind(" ", start + 1, limit + 1)
    return ends or [limit if space < 0 else space]


def _next(formula: str, end: int) -> int:
    """Where the next line begins: behind the spaces at which the last one ended."""
    while end < len(formula) and formula[end] == " ":
        end += 1
    return end


def changed(above: str, formula: str) -> list[Span]:
    """The stretches of a formula that do not stand in the line above it."""
    old, new = _TOKEN.findall(above), _TOKEN.findall(formula)
    ends = [0]
    for token in new:
        ends.append(ends[-1] + len(token))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    spans: list[Span] = []
    for kind, _, _, first, last in matcher.get_opcodes():
        if kind in {"replace", "insert"} and formula[ends[first] : ends[last]].strip():
            spans.append((ends[first], ends[last]))
    return spans


_TABLE = r"""
⁰ 0  ¹ 1  ² 2  ³ 3  ⁴ 4  ⁵ 5  ⁶ 6  ⁷ 7  ⁸ 8  ⁹ 9  ⁺ +  ⁻ -  ⁼ =  ⁽ (  ⁾ )  ⁱ i  ⁿ n  ᵗ t  ᵀ T
₀ _0 ₁ _1 ₂ _2 ₃ _3 ₄ _4 ₅ _5 ₆ _6 ₇ _7 ₈ _8 ₉ _9 ₐ _a ₑ _e ₖ _k
α alpha β beta γ gamma δ delta ε eps η eta θ theta λ lambda μ mu ξ xi π pi ρ rho σ sigma τ tau
φ phi χ chi ψ psi ω omega Γ Gamma Δ d Θ Theta Λ Lambda Π prod Σ sum Φ Phi Ψ Psi Ω Omega
∂ d ∇ grad ∞ inf ŷ y^ ŵ w^ √ sqrt ∝ ~ ≈ ~ ≠ != ≤ <= ≥ >= ≡ == ± +- · * × * ÷ / ∈ in ‖ || ⟨ < ⟩ >
− - – - — - ← <- → -> ↑ ^ ↓ v ⇐ <= ⇒ => ⇔ <=> ↔ <->
“ " ” " „ " ‘ ' ’ ' ′ ' … ... • * ° deg
─ - │ | ┌ + ┐ + └ + ┘ + ├ + ┤ + ┬ + ┴ + ┼ + ╱ / ╲ \ ▲ ^ ▼ v ● o ○ o ■ # □ #
"""
_PAIRS = _TABLE.split()
TWINS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""How each symbol is written where a terminal knows ASCII alone."""

_RAISED = re.compile(r"(?<![⁽⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵗ])(?=[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵗᵀ])")


def in_ascii(text: str) -> str:
    """A text with the ASCII twin of every symbol: w⁽¹⁾ is w(1), and z² is z^2."""
    plain = _RAISED.sub("^", text).translate({ord(symbol): twin for symbol, twin in TWINS.items()})
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")


def has_twin(character: str, *, formula: bool = False) -> bool:
    """Whether a character can be written in ASCII, or is a letter of a language's words.

    Args:
        character: One character.
        formula: Whether it stands in a formula, where a letter is a symbol too.
    """
    if character.isascii() or character in TWINS or unicodedata.combining(character):
        return True
    if any(part.isascii() for part in unicodedata.normalize("NFKD", character)):
        return True
    return character.isalpha() and not formula and "GREEK" not in unicodedata.name(character, "")
