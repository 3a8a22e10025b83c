"""Names that come from outside: which are taken, and how they are compared."""

from unicodedata import category, normalize

from tutor.record.pins import folded

__all__ = ["LONGEST", "clean", "folded", "plain", "refusal"]

LONGEST = 40
"""Letters of a name."""
_MOST = 4 * LONGEST
"""Signs of which a name is made out; who sends more has no name."""
_BLANK = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
"""They count as letters, and nothing is seen of them."""
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me"}
"""Control, direction and joining marks; what has no letter; and marks that enclose others."""
_MARKS = "Mn"
_MOST_MARKS = 2
"""On one letter; more of them climb into the rows above."""
_SELECTORS = range(0xFE00, 0xFE10)
"""They make a sign wide or narrow, which not every terminal does."""


def plain(text: str) -> str:
    """A text as one line of letters that stay in their cells."""
    letters: list[str] = []
    marks = 0
    for letter in normalize("NFC", text):
        kind = category(letter)
        marks = marks + 1 if kind == _MARKS else 0
        if letter in "\t\n\r\v\f":
            letters.append(" ")
        elif kind not in _UNSAFE and marks <= _MOST_MARKS and ord(letter) not in _SELECTORS:
            letters.append(letter)
    return " ".join("".join(letters).split())


def clean(name: str) -> str | None:
    """A name as it is kept and shown; None where it is none.

    Letters of any script, signs and emoji are kept; what steers a terminal or the direction of
    writing is left out, and blanks are single ones.
    """
    if len(name) > _MOST:
        return None
    # Twice, as letters that something stood between may be one now.
    words = plain(plain(name.translate(_BLANK)))
    seen = any(category(letter)[0] != "M" for letter in words)
    return words if seen and len(words) <= LONGEST else None


def refusal(name: str) -> str | None:
    """Why nobody is called so; None where somebody may be."""
    return None if clean(name) else f"a name has 1 to {LONGEST} letters"
