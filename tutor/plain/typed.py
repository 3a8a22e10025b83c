"""Which of the words that may be typed is meant."""

from collections.abc import Iterable, Mapping

LONGEST = 4096
"""Characters of a line: as many as a terminal gives at once."""
_QUOTED = 60
_OUT = ("home", "leave")
"""The word that leads out of a place; who types that of another place means it too."""


def literal(entry: str) -> str:
    """What is typed to the letter: of `page N`, which takes a number, `page`."""
    words = entry.split()
    kept = next((k for k, word in enumerate(words) if word[0].isupper()), len(words))
    return " ".join(words[:kept])


def meant(typed: str, entries: Iterable[str], keys: Mapping[str, str]) -> list[str]:
    """The words that a line may stand for, each with what was typed behind it.

    Args:
        typed: The line.
        entries: What may be typed: `next`, `show me`, `page N` (a word, and more behind it).
        keys: The keys of the app that stand for words, such as `s` for `step`.

    Returns:
        One where it is clear, several where a beginning fits them all, none where nothing does.
    """
    words = typed.split()
    if words and words[0] in keys:
        words = [*keys[words[0]].split(), *words[1:]]
    fixed = {literal(entry): literal(entry) != entry for entry in sorted(entries)}
    whole = [name for name in fixed if _begins(words, name, more=fixed[name])]
    if whole:
        longest = max(whole, key=len)
        return [" ".join((longest, *words[len(longest.split()) :]))]
    line = " ".join(words).lower()
    begun = [name for name in fixed if line and name.startswith(line)]
    begun += [
        " ".join((name, *words[1:]))
        for name, more in fixed.items()
        if more and len(words) > 1 and " " not in name and name.startswith(words[0].lower())
    ]
    return list(dict.fromkeys(begun))


def ways_out(words: Iterable[str]) -> dict[str, str]:
    """Other words for the one that leads out, as `meant` takes keys."""
    there = [word for word in _OUT if word in words]
    return {word: there[0] for word in _OUT if there and word not in there}


def numbered(typed: str, most: int) -> int | None:
    """The number from 1 to `most` that was typed; None where it is none of them."""
    number = int(typed) if typed.isdecimal() else 0
    return number if 1 <= number <= most else None


def quoted(typed: str) -> str:
    """What was typed, to be named in a sentence: of much only how it begins."""
    return f"“{typed}”" if len(typed) <= _QUOTED else f"“{typed[: _QUOTED - 1]}…”"


def _begins(words: list[str], name: str, *, more: bool) -> bool:
    """Whether a line is this word, or the word with more behind it where it takes more."""
    count = len(name.split())
    same = [word.lower() for word in words[:count]] == name.split()
    return same and (more or len(words) == count)
