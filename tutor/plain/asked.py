"""A question in lines: how it is put, and how a typed answer is read."""

from tutor.course.lesson import BLANK_LINE, Kind, Line, Question
from tutor.course.marks import unmarked
from tutor.course.typed import NEVER, NONE, typed_vector_size
from tutor.errors import TutorError
from tutor.plain.dialogue import Dialogue
from tutor.plain.prose import paragraphs
from tutor.plain.typed import numbered, quoted

_TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}
"""Kinds whose answer is no number of an option."""

MISSING = "(the missing line)"


class AnswerError(TutorError):
    """What was typed is none of the answers to choose from."""


def put(dialogue: Dialogue, question: Question) -> None:
    """Say what is asked, and what there is to choose from."""
    for paragraph in paragraphs(question.prompt):
        dialogue.say(paragraph)
    for number, line in enumerate(question.lines, 1):
        say_line(dialogue, line, "" if question.kind is Kind.BLANK else f"{number}. ")
    if question.kind is Kind.FALSE_LINE or question.kind in _TYPED:
        return
    if question.lines:
        dialogue.say("Which of these is the missing line?")
    for number, option in enumerate(question.options, 1):
        dialogue.say(f"{number}. {unmarked(option.text)}")


def say_line(dialogue: Dialogue, line: Line, lead: str = "") -> None:
    """Say a formula, and below it the rule that allows it."""
    # Aloud, three dots are nothing.
    formula = MISSING if line.formula == BLANK_LINE else line.formula
    dialogue.say_formula(f"{lead}{formula}")
    if line.rule:
        dialogue.say(f"    by: {line.rule}")


def form(question: Question) -> str:
    """What is typed as an answer."""
    match question.kind:
        case Kind.NUMBER:
            size = typed_vector_size(question)
            example = ", ".join(("-0.2", "1", "2/5")[:size])
            return f"{size} numbers, such as {example}" if size else "a number, such as 0.4 or 2/5"
        case Kind.STEP if question.lab is not None:
            return f"a step from 1 to {question.lab.a.steps}"
        case Kind.RATE:
            return "an η for B, such as 0.4 or 2/5"
        case Kind.ORDER:
            shown = " ".join(str(number) for number in range(1, len(question.lines) + 1))
            return f"the numbers of all lines in your order, such as {shown}"
        case _:
            return f"a number from 1 to {len(question.options)}"


def answer_words(question: Question) -> dict[str, str]:
    """The answers that are words, and what they say."""
    match question.kind:
        case Kind.YESNO:
            return {"yes": question.options[0].text, "no": question.options[1].text}
        case Kind.STEP:
            return {NEVER: "the answer that there is no such step"}
        case Kind.RATE:
            return {NONE: "the answer that there is no such η"}
        case _:
            return {}


def answer_of(question: Question, typed: str) -> str:
    """The answer that a text stands for, as `grade` takes it.

    Raises:
        AnswerError: If it stands for none of the answers to choose from.
    """
    if question.kind in _TYPED:
        return typed
    texts = [option.text for option in question.options]
    if question.kind is Kind.YESNO and typed in answer_words(question):
        return texts[typed != "yes"]
    number = numbered(typed, len(texts))
    if number is not None:
        return texts[number - 1]
    same = [text for text in texts if typed.casefold() == unmarked(text).casefold()]
    if len(same) == 1:
        return same[0]
    raise AnswerError(f"{quoted(typed)} is none of the answers; type {form(question)}, or help")
