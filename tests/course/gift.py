"""A strict reader of Moodle's GIFT format, for multiple choice.

Written from Moodle's description of the format: a question ends at an empty line; `::name::`, then
the text, then `{`, the answers, `}`. `=` begins the right answer, `~` a wrong one, `#` what is said
to who gives it, `####` what is said to all. A backslash stands before each of ~ = # { } : and
itself where they are meant; an n behind one is a line's end. A text may begin with its format in
brackets.

Moodle's own reader guesses where it can. This one refuses whatever the description does not allow.
"""

import re
from dataclasses import dataclass

FORMATS = ("moodle", "html", "plain", "markdown")
ESCAPED = {**{character: character for character in "\\~=#{}:"}, "n": "\n"}

_MARK = re.compile(r"::|####|[~=#{}]|\\.|\\|[^\\~=#{}:]+|:", re.DOTALL)


class GiftError(Exception):
    """A text that is no GIFT."""


@dataclass(frozen=True)
class Text:
    """A text and the format that it says it has."""

    text: str
    format: str | None


@dataclass(frozen=True)
class Answer:
    """One of the options."""

    right: bool
    text: Text
    feedback: Text


@dataclass(frozen=True)
class Parsed:
    """One question."""

    name: str
    prompt: Text
    answers: tuple[Answer, ...]
    general: Text


def read(bank: str) -> list[Parsed]:
    """Read a bank of questions with one right answer each.

    Raises:
        GiftError: If it is not the format, to the letter.
    """
    if "\t" in bank or "\r" in bank:
        raise GiftError("a control character")
    return [_question(part) for part in re.split(r"\n\s*\n", bank.strip("\n"))]


def _question(part: str) -> Parsed:
    if any(line.lstrip().startswith("//") for line in part.split("\n")):
        raise GiftError(f"a comment, where there is to be none: {part}")
    marks = _MARK.findall(part)
    named, name, marks = _until(marks, "::")
    if named != [] or name != "::":
        raise GiftError(f"no name: {part}")
    words, _, marks = _until(marks, "::")
    prompt, opened, marks = _until(marks, "{")
    blank, begun, marks = _until(marks, "=", "~")
    if opened != "{" or "".join(blank).strip():
        raise GiftError(f"no answers: {part}")
    answers: list[Answer] = []
    while begun in {"=", "~"}:
        right = begun == "="
        text, mark, marks = _until(marks, "#")
        said, begun, marks = _until(marks, "=", "~", "####")
        answers.append(Answer(right, _text(text), _text(said)))
    general, mark, marks = _until(marks, "}")
    if begun != "####" or mark != "}" or marks:
        raise GiftError(f"no end after what is said to all: {part}")
    if sum(answer.right for answer in answers) != 1 or len(answers) < 2:
        raise GiftError(f"not one right answer among several: {part}")
    return Parsed(_plain(words), _text(prompt), tuple(answers), _text(general))


def _until(marks: list[str], *ends: str) -> tuple[list[str], str, list[str]]:
    """What stands before the next control character, which one it is, and the rest."""
    control = {"::", "####", *"~=#{}"}
    place = next((index for index, mark in enumerate(marks) if mark in control), len(marks))
    if place == len(marks) or marks[place] not in ends:
        raise GiftError(f"{' or '.join(ends)} is missing in {''.join(marks)}")
    return marks[:place], marks[place], marks[place + 1 :]


def _text(marks: list[str]) -> Text:
    """A text, with the format before it where there is one."""
    raw = "".join(marks).strip()
    found = re.match(r"\[([a-z]+)\]", raw)
    if found is None or found[1] not in FORMATS:
        if raw.startswith("%"):
            raise GiftError(f"a weight, where a text is meant: {raw}")
        return Text(_plain(marks), None)
    inside = "".join(marks).replace(found[0], "", 1)
    return Text(_plain(_MARK.findall(inside)), found[1])


def _plain(marks: list[str]) -> str:
    """A text without its backslashes and without the blanks around it."""
    parts = []
    for mark in marks:
        if mark == ":" or (not mark.startswith("\\") and "\n" in mark.strip()):
            raise GiftError(f"“{mark}” needs a backslash, or \\n, in {''.join(marks)}")
        if mark.startswith("\\") and mark[1:] not in ESCAPED:
            raise GiftError(f"“{mark}” is no escape in {''.join(marks)}")
        parts.append(ESCAPED[mark[1:]] if mark.startswith("\\") else mark)
    return "".join(parts).strip()
