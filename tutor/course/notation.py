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
_A_LINE, _A_BRACKET, _A_VECTOR = 100, 3, 120
"""What one more line costs, a break inside one more bracket, and one between two components."""
_BRACKETS = {"(": 1, ")": -1}


def wrap(formula: str, width: int, indent: int = 4) -> list[Span]:
    """Where to break a formula that is written in lines, each but the first indented by `indent`.

    No line is longer than `width`, its indent included, and there are as few lines as will do, the
    first ones full. They end before an operator, rather outside brackets than inside, and between
    two components of a vector only where it must be. Where no operator is in reach a line ends at
    a space, and inside a word only where a single word is wider than the line.
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
    """The cost of all lines from a start on, and minus where the first of them ends."""
    for start in sorted(ends, reverse=True):
        ways = [
            (best[_next(formula, end)][0] + _A_LINE + _price(formula, end, depth[end]), -end)
            for end in ends[start]
        ]
        best[start] = min(ways, default=(0, -len(formula)))
    spans = [(0, -best[0][1])]
    while spans[-1][1] < len(formula):
        start = _next(formula, spans[-1][1])
        spans.append((start, -best[start][1]))
    return spans


def _price(formula: str, end: int, depth: int) -> int:
    """What it costs to end a line here, inside so many brackets."""
    between = depth > 0 and formula[end - 1] == ","
    return _A_BRACKET * depth + _A_VECTOR * between


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


_WORD = r"[^\W\d_]{3}"
_OPERATOR = rf"[=≠≈<>≤≥⇒⇔∝+−·] (?!{_WORD})"
"""An operator with a blank behind it; before a word it is the name of a key, or of a mark."""
_HELD = (
    # a bracket without words, and numbers in a row
    (re.compile(rf"\((?:(?!{_WORD})[^()])*\)"), 40),
    (re.compile(r"(?<!\S)[+−]?\d[\d./]*(?: [+−]?\d[\d./]*)+"), 40),
    # what is behind an operator; the operator itself and factors; a number behind its noun
    (re.compile(rf"(?<!\S){_OPERATOR}"), 24),
    (re.compile(rf" (?={_OPERATOR})"), 12),
    (re.compile(r"(?<=\)) (?=[^\W\d_](?![^\W\d_]))|(?<=\b\w) (?=\()"), 12),
    (re.compile(r" (?=\d)"), 8),
)
"""What is rather kept together, and how many columns may stay empty for it."""


def wrap_words(text: str, width: int) -> list[Span]:
    """Where to break a sentence: as late as it goes, but rather not inside what is read as one.

    That is a vector such as (0, −1), a row of numbers, an operator with what is behind it, or a
    product such as η (y − ŷ) x. A word is broken only where it is wider than the line.
    """
    text, width = text.rstrip(), max(width, 1)
    prices = dict.fromkeys((found.start() for found in re.finditer(" +", text)), 0)
    for held, price in _HELD:
        for found in held.finditer(text):
            for place in range(*found.span()):
                if place in prices:
                    prices[place] = max(prices[place], price)
    spans: list[Span] = []
    start = 0
    while len(text) - start > width:
        places = [place for place in prices if start < place <= start + width]
        end = max(places, key=lambda place: place - prices[place], default=start + width)
        spans.append((start, end))
        start = _next(text, end)
    return [*spans, (start, len(text))]


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
