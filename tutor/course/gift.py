r"""Questions for Moodle, in its GIFT format.

GIFT is written as Moodle's documentation describes it (question/format/gift, Paul Tsuchido Shew,
2003): a backslash before each of ~ = # { } : and before itself; an n behind one is a line's end.
A question with a ~ before one of its answers is multiple choice; with = before all of them it is
answered by typing, each answer right unless a weight, %0%, stands before it; without an answer it
is an essay, which a person grades.

Moodle compares what is typed with those answers as text, the first that fits counts. A `*` fits
anything (a real one would be written \*; no answer holds one), so it comes last.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question
from tutor.course.printed import (
    choosing_prompt,
    full_prompt,
    key_of,
    label,
    right_orders,
    spellings,
    why_right,
)

MOST_ORDERS = 100
"""Right orders that are listed; where there are more a person has to grade."""
_WRONG = "%0%"
_RESERVED = re.compile(r"[\\~=#{}:]")
_MISTAKABLE = ("[", "%")
"""What a format or a weight begins with."""


def gift(questions: Iterable[Question]) -> str:
    """A bank for Moodle, to be imported in its GIFT format; texts are in Markdown.

    Each option has its explanation as feedback; the right one's is the general feedback as well.
    """
    return "\n\n".join(_gift(question) for question in questions)


def _gift(question: Question) -> str:
    match question.kind:
        case Kind.NUMBER | Kind.STEP:
            answers = [line for option in question.options for line in _typed(question, option)]
        case Kind.ORDER:
            answers = _orders(question)
        case Kind.RATE:
            return _rate(question)
        case _:
            answers = _choices(question, question.options)
    return _block(question, full_prompt(question), answers)


def _block(question: Question, prompt: str, answers: Sequence[str]) -> str:
    """Name, prompt, answers, and what is said to all."""
    said = why_right(question)
    if question.kind is Kind.ORDER:
        said = f"A right order is {key_of(question).text}. {said}"
    head = f"::{_escaped(question.id)}::[markdown]{_escaped(prompt)}{{"
    return "\n".join((head, *(f"  {answer}" for answer in answers), f"  ####{_inner(said)}", "}"))


def _choices(question: Question, options: Iterable[Option]) -> list[str]:
    return [
        f"{'=' if option.right else '~'}{_inner(label(question, option))}"
        f"#{_inner(option.explanation)}"
        for option in options
    ]


def _typed(question: Question, option: Option) -> list[str]:
    """An option in all its spellings."""
    if option.text == ANYTHING_ELSE:
        return [_short(ANYTHING_ELSE, option)]
    return [_short(text, option) for text in spellings(question, option)]


def _short(text: str, option: Option) -> str:
    weight = "" if option.right else _WRONG
    return f"={weight}{_escaped(text)}#{_unpaired(_inner(option.explanation))}"


def _unpaired(text: str) -> str:
    """A text without the arrow that would make a matching question of one with = only."""
    return text.replace("->", "-&gt;")


def _orders(question: Question) -> list[str]:
    """All right orders, that of the key first; none where there are too many."""
    key, other = question.options
    orders = [" ".join(map(str, o)) for o in islice(right_orders(question.after), MOST_ORDERS + 1)]
    if len(orders) > MOST_ORDERS:
        return []
    texts = dict.fromkeys((key.text, *orders))
    return [*(_short(text, key) for text in texts), _short(ANYTHING_ELSE, other)]


def _rate(question: Question) -> str:
    """Infinitely many learning rates may be right: one of some is chosen, or a person grades."""
    options = [option for option in question.options if option.text != ANYTHING_ELSE]
    if len(options) > 1:
        return _block(question, choosing_prompt(question), _choices(question, options))
    return _block(question, full_prompt(question), ())


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _inner(text: str) -> str:
    """A text among the answers; its format is the prompt's and is said only where it must be."""
    return ("[markdown]" if text.startswith(_MISTAKABLE) else "") + _escaped(text)
