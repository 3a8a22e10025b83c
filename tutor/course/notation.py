"""Formulas as text: where a long one may be broken, what changed, and how it reads in ASCII."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate

Span = tuple[int, int]
"""The start and the end of a stretch of a formula."""

_SIGNS = r"(?:<=>|!=|<=|>=|=>|<-|[=≠≈<>≤≥⇒⇔∝+−·*~-])"
"""An operator, by its symbol or by its ASCII twin."""
_BREAKS = re.compile(rf" (?=(?:{_SIGNS}|by|with|for|and|so) )|(?<=,) ")
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


_WORD = r"\b(?!(?:eta|phi|psi|beta|gamma|delta|lambda|sum|sqrt)\b)[^\W\d_]{3}"
"""Where a word begins that is no ASCII twin of a symbol."""
_OPERATOR = rf"{_SIGNS} (?!{_WORD})"
"""An operator with a blank behind it; before a word it is the name of a key, or of a mark."""
_HELD = (
    # a bracket without words, and numbers in a row
    (re.compile(rf"\((?:(?!{_WORD})[^()])*\)"), 40),
    (re.compile(r"(?<!\S)[+−-]?\d[\d./]*(?: [+−-]?\d[\d./]*)+"), 40),
    # what is behind an operator; the operator itself and factors; a number behind its noun
    (re.compile(rf"(?<!\S){_OPERATOR}"), 24),
    (re.compile(rf" (?={_OPERATOR})"), 12),
    (re.compile(r"(?<=\)) (?=[^\W\d_](?![^\W\d_]))|(?<=\b\w) (?=\()"), 12),
    (re.compile(r"(?<=\beta) (?=\()"), 12),
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
₀ 0  ₁ 1  ₂ 2  ₃ 3  ₄ 4  ₅ 5  ₆ 6  ₇ 7  ₈ 8  ₉ 9  ₐ _a  ₑ _e  ₖ _k
α alpha β beta γ gamma δ delta ε eps η eta θ theta λ lambda μ mu ξ xi π pi ρ rho σ sigma τ tau
φ phi χ chi ψ psi ω omega Γ Gamma Δ d Θ Theta Λ Lambda Π prod Σ sum Φ Phi Ψ Psi Ω Omega
∂ d ∇ grad ∞ inf ŷ y^ ŵ w^ √ sqrt ∝ ~ ≈ ~ ≠ != ≤ <= ≥ >= ≡ == ± +- · * × x ÷ / ∈ in ‖ || ⟨ < ⟩ >
− - – - — - ← <- → -> ↑ up ↓ down ⇐ <= ⇒ => ⇔ <=> ↔ <-> ⌫ backspace ⏎ enter
“ " ” " „ " ‘ ' ’ ' ′ ' … ... • * ° deg › > ‹ < ✓ v ✗ x ☐ [_] � ?
▲ ^ ▼ v ▶ > ◀ < ● @ ○ o ■ # □ # ⊕ # ⊖ = ½ 1/2 ⅓ 1/3 ¼ 1/4 ¾ 3/4 ⁄ /
─ - ━ = ═ = │ | ┃ | ║ | ╌ - ╎ | ╴ - ╶ - ╵ ' ╷ , ╱ / ╲ \
┌ + ┐ + └ + ┘ + ├ + ┤ + ┬ + ┴ + ┼ + ╭ + ╮ + ╯ + ╰ +
▁ _ ▂ _ ▃ - ▄ - ▅ = ▆ = ▇ # █ # ▉ # ▊ # ▋ | ▌ | ▍ | ▎ | ▏ | ▐ | ▕ | ▀ ' ▔ ' ▘ '
"""
_PAIRS = _TABLE.split()


def _braille(dots: int) -> str:
    """The character that looks most like dots: the bits of Unicode's block Braille Patterns."""
    left, right = (
        [row for row, bit in enumerate(bits) if dots & bit]
        for bits in ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
    )
    rows = left + right
    if not rows:
        return " "
    if max(rows) - min(rows) < 2:
        # Twice the height of the middle, in whole rows from the top.
        middle = 2 * sum(rows) // len(rows)
        return "''---._"[middle] if len(rows) > 1 else "'--."[rows[0]]
    if any(len(column) < max(column) - min(column) + 1 for column in (left, right) if column):
        return "="
    slope = sum(left) * len(right) - sum(right) * len(left)
    if abs(slope) >= len(left) * len(right) > 0:
        return "/" if slope > 0 else "\\"
    return "|" if len(rows) < 6 else "#"


TWINS = {
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    **{chr(0x2800 + dots): _braille(dots) for dots in range(256)},
}
"""How each symbol is written where a terminal knows ASCII alone."""
CELLS = {"·": ".", "≠": "!", "±": "&", "…": "~", "⇒": ">", "→": ">", "↑": "^", "↓": "v"}
"""What stands for a symbol in one cell, where that is not the first letter of its twin."""

_RAISED = re.compile(r"(?<![⁽⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵗ])(?=[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵗᵀ])")
_DOT = re.compile(rf"(?<![\w)⁾])(?<![\w)⁾] )·|·(?! ?[\w(−‖])|·(?= {_WORD})")
"""One that is no product, but a mark or a place left open."""
_ARROWS = re.compile(r"(?<=[←→↑↓])(?=[←→↑↓])")
_GAP = re.compile(r"(?<=[^ \n]) {2,}|\n")


def twins(text: str) -> list[str]:
    """What stands for each character of a text: w⁽¹⁾ is w(1), and z² is z^2.

    Where a twin is longer than its symbol, the next gap of two blanks or more gives way, as long as
    one is left: so columns stay below each other.
    """
    written = [_twin(character) for character in text]
    for marks, sign in ((_RAISED, "^"), (_ARROWS, "/")):
        for found in marks.finditer(text):
            written[found.start()] = sign + written[found.start()]
    for found in _DOT.finditer(text):
        written[found.start()] = CELLS["·"]
    debt = last = 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        debt += sum(map(len, written[last:start])) - sum(map(_columns, text[last:start]))
        given = max(0, min(debt, end - start - 1))
        written[start : start + given] = [""] * given
        debt, last = 0 if text[start] == "\n" else debt - given, end
    return written


def in_ascii(text: str) -> str:
    """A text with the ASCII twin of every symbol; accents are left out."""
    return text if text.isascii() else "".join(twins(text))


def in_cells(text: str) -> str:
    """A text with an ASCII character in every cell: for what can have no other width."""
    return text if text.isascii() else "".join(map(_cells, text))


@cache
def _cells(character: str) -> str:
    columns = _columns(character)
    return CELLS.get(character, _twin(character))[:columns].ljust(columns)


@cache
def _columns(character: str) -> int:
    unseen = unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}
    return 0 if unseen else 2 if unicodedata.east_asian_width(character) in "WF" else 1


@cache
def _twin(character: str) -> str:
    if character.isascii() or character in TWINS:
        return TWINS.get(character, character)
    plain = filter(str.isascii, unicodedata.normalize("NFKD", character))
    return "".join(plain) or "?" * _columns(character)


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
