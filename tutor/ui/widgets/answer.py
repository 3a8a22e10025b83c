"""Where the answer to a question goes: a list, a field, or both, by the question's kind."""

from collections.abc import Iterator

from textual.widget import Widget

from tutor.course.lesson import Kind, Question
from tutor.course.typed import NEVER, NONE, typed_vector_size
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.number_field import NumberAnswer
from tutor.ui.widgets.proof_lines import OrderAnswer, ProofLines, with_rule

ANSWER = "answer"
"""The class of the widgets that are taken away when the answer is given."""
NO_RATE = "There is none"


def answer_widgets(question: Question) -> Iterator[Widget]:
    """What stands below the prompt, in order."""
    match question.kind:
        case Kind.NUMBER:
            size = typed_vector_size(question)
            hint = (
                f"{size} numbers, such as -0.2, 1" if size > 1 else "a number, such as 0.4 or 2/5"
            )
            yield _field(hint)
        case Kind.STEP if question.lab is not None:
            yield _field(f"1 to {question.lab.a.steps}, or {NEVER}")
        case Kind.RATE:
            yield _field(f"η of B, or {NONE}")
            yield Choices([NO_RATE], pointed=False, numbered=False, classes=ANSWER)
        case Kind.ORDER:
            yield ProofLines(question.lines, numbered=True)
            yield OrderAnswer(len(question.lines))
        case Kind.FALSE_LINE:
            texts = [with_rule(line) for line in question.lines]
            yield Choices(texts, pointed=False, id="answers", classes=ANSWER)
        case Kind.BLANK:
            yield ProofLines(question.lines)
            yield _choices(question)
        case _:
            yield _choices(question)


def _choices(question: Question) -> Choices:
    return Choices(
        [option.text for option in question.options], pointed=False, id="answers", classes=ANSWER
    )


def _field(hint: str) -> NumberAnswer:
    """A field that says what is to be written into it."""
    field = NumberAnswer()
    field.placeholder = hint
    field.add_class(ANSWER)
    return field
