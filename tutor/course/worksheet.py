"""Questions on paper: a sheet in Markdown, and a second one with the answers."""

from collections.abc import Iterable

from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question
from tutor.course.printed import full_prompt, key_of, label, why_right
from tutor.course.typed import NONE

_TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}


def worksheet(questions: Iterable[Question], title: str) -> str:
    """A sheet in Markdown: the numbered questions, a rule, the answers with their explanations."""
    listed = list(enumerate(questions, 1))
    asked = [
        f"## {number}\n\n{full_prompt(question)}\n\n{_place(question)}\n"
        for number, question in listed
    ]
    answers = [_answer(number, question) for number, question in listed]
    parts = (f"# {title}\n", "Name: ______\n", *asked, "---\n", f"# {title}: answers\n", *answers)
    return "\n".join(parts).rstrip("\n")


def _place(question: Question) -> str:
    """Where the answer goes: boxes, or a line to write on."""
    if question.kind in _TYPED:
        return "Answer: ______"
    if question.kind is Kind.FALSE_LINE:
        # The lines stand above, numbered; they need not be read twice.
        return "\n".join(f"- ☐ line {number}" for number in range(1, len(question.options) + 1))
    return "\n".join(f"- ☐ {option.text}" for option in question.options)


def _answer(number: int, question: Question) -> str:
    """The key and why, then why not the others."""
    key, lead = key_of(question), f"{number}. "
    others = [
        f"{' ' * len(lead)}- {_name(question, option)}: {option.explanation}"
        for option in question.options
        if option is not key
    ]
    return "\n".join((f"{lead}**{_name(question, key)}**: {why_right(question)}\n", *others, ""))


def _name(question: Question, option: Option) -> str:
    """An option on the answer sheet; of many right answers it is one."""
    if option.text == ANYTHING_ELSE:
        return "any other answer"
    if question.kind is Kind.RATE and option.text != NONE:
        return f"for instance η = {option.text}" if option.right else f"η = {option.text}"
    if question.kind is Kind.NUMBER:
        return option.text.replace("-", "−")
    return label(question, option)
