r"""A strict reader of Moodle's GIFT format: multiple choice, short answers, essays.

Written from Moodle's description of the format: a question ends at an empty line; `::name::`, then
the text, then `{`, the answers, `}`. `=` begins the right answer, `~` a wrong one, `#` what is said
to who gives it, `####` what is said to all. A backslash stands before each of ~ = # { } : and
itself where they are meant; an n behind one is a line's end. A text may begin with its format in
brackets.

Where all answers begin with `=` they are short answers: right, or with a weight in percent signs
before the text. A `*` in one fits any characters (a real one is written with a backslash), and the
first that fits counts. An arrow, ->, makes a matching question of it. Without answers it is an
essay.

Moodle's own reader guesses where it can. This one refuses whatever the description does not allow.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

FORMATS = ("moodle", "html", "plain", "markdown")
ESCAPED = {**{character: character for character in "\\~=#{}:"}, "n": "\n"}
RIGHT = 100
ANYTHING = "*"

_WEIGHT = re.compile(r"%(-?\d{1,2}(?:\.\d+)?)%")
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
    """One of the options, or one of the texts that may be typed."""

    weight: Fraction
    """In percent; 100 is right."""
    text: Text
    feedback: Text

    @property
    def right(self) -> bool:
        """Whether it is worth all."""
        return self.weight == RIGHT


@dataclass(frozen=True)
class Parsed:
    """One question."""

    name: str
    prompt: Text
    answers: tuple[Answer, ...]
    general: Text
    typed: bool
    """Whether a short answer is typed; else one is chosen, or there are none to compare with."""

    def graded(self, typed: str) -> Answer | None:
        """The first answer that fits what is typed, as Moodle compares them: capitals do not count.

        Source: `compare_string_with_wildcard` in question/type/shortanswer/question.php.
        """
        for answer in self.answers:
            bits = (re.escape(bit) for bit in answer.text.text.split(ANYTHING))
            if re.fullmatch(".*".join(bits), typed.strip(), re.IGNORECASE):
                return answer
        return None


def read(bank: str) -> list[Parsed]:
    """Read a bank of questions.

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
    blank, begun, marks = _until(marks, "=", "~", "####")
    if opened != "{" or "".join(blank).strip():
        raise GiftError(f"no answers: {part}")
    answers: list[Answer] = []
    chosen = "~" in marks or begun == "~"
    while begun in {"=", "~"}:
        key = begun == "="
        text, mark, marks = _until(marks, "#")
        said, begun, marks = _until(marks, "=", "~", "####")
        answers.append(_choice(text, said, key=key) if chosen else _short(text, said))
    general, mark, marks = _until(marks, "}")
    if begun != "####" or mark != "}" or marks:
        raise GiftError(f"no end after what is said to all: {part}")
    if chosen and sum(answer.right for answer in answers) != 1:
        raise GiftError(f"not one right answer among several: {part}")
    typed = bool(answers) and not chosen
    if typed:
        _require_short(answers)
    return Parsed(_plain(words), _text(prompt), tuple(answers), _text(general), typed)


def _choice(text: list[str], said: list[str], *, key: bool) -> Answer:
    return Answer(Fraction(RIGHT if key else 0), _text(text), _text(said))


def _short(text: list[str], said: list[str]) -> Answer:
    """A short answer, its weight in percent signs before it."""
    if "->" in "".join(text) + "#" + "".join(said):
        raise GiftError(f"an arrow, which makes it a matching question: {''.join(said)}")
    raw = "".join(text).strip()
    found = _WEIGHT.match(raw)
    weight = Fraction(found[1]) if found else Fraction(RIGHT)
    read = _text(_MARK.findall(raw[found.end() :] if found else raw))
    if read.format is not None or "\\" in read.text or "\n" in read.text:
        raise GiftError(f"no plain text to compare with: {raw}")
    return Answer(weight, read, _text(said))


def _require_short(answers: list[Answer]) -> None:
    """One is right; one that fits anything is the last; none stands there twice."""
    texts = [answer.text.text for answer in answers]
    if not any(answer.right for answer in answers):
        raise GiftError(f"no right answer: {texts}")
    if any(ANYTHING in text for text in texts[:-1]) or (ANYTHING in texts[-1][1:]):
        raise GiftError(f"a * that is not the last answer: {texts}")
    if len(set(texts)) < len(texts) or "" in texts:
        raise GiftError(f"an answer that none can give: {texts}")


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
