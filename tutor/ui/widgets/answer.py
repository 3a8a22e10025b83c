"""Where the answer to a question goes: a list, a field, or both, by the question's kind."""

from collections.abc import Iterator
from string import ascii_letters

from textual.binding import Binding
from textual.widget import Widget

from tutor.course.lesson import Kind, Question
from tutor.course.typed import NEVER, NONE, typed_vector_size
from tutor.ui.widgets.choices import Options
from tutor.ui.widgets.number_field import KeyedInput
from tutor.ui.widgets.proof_lines import OrderAnswer, ProofLines, with_rule

ANSWER = "answer"
"""The class of the widgets that are taken away when the answer is given."""
NO_RATE = "There is none"
_POWER = "e"
"""The letter of 1e-2."""


class AnswerField(KeyedInput):
    """A field that says what is to be written into it; every letter that is in no answer is a key.

    One row has nothing to scroll: the arrows are for what is around it, and stand among the keys.
    """

    DEFAULT_CSS = """
    AnswerField { margin: 1 0 0 0; width: 32; background: $panel; }
    """
    BINDINGS = [
        Binding(
            "enter",
            "submit",
            "Answer",
            key_display="enter",
            tooltip="Give this answer",
            id="number.answer",
        ),
    ]

    def __init__(self, hint: str, letters: str) -> None:
        super().__init__(placeholder=hint, compact=True, classes=ANSWER)
        keys = (letter for letter in ascii_letters if letter.lower() not in letters)
        self.left_to_the_screen = "".join(("?:", *keys))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No arrow scrolls."""
        return action not in {"scroll_up", "scroll_down"} and super().check_action(
            action, parameters
        )


def answer_widgets(question: Question) -> Iterator[Widget]:
    """What stands below the prompt, in order."""
    match question.kind:
        case Kind.NUMBER:
            size = typed_vector_size(question)
            example = ", ".join(("-0.2", "1", "2/5")[:size])
            hint = f"{size} numbers, such as {example}" if size else "a number, such as 0.4 or 2/5"
            yield AnswerField(hint, _POWER)
        case Kind.STEP if question.lab is not None:
            yield AnswerField(f"1 to {question.lab.a.steps}, or {NEVER}", NEVER + NONE)
        case Kind.RATE:
            yield AnswerField(f"η of B, or {NONE}", NONE + _POWER)
            yield Options([NO_RATE], pointed=False, numbered=False, classes=f"{ANSWER} below")
        case Kind.ORDER:
            yield ProofLines(question.lines, numbered=True)
            yield OrderAnswer(len(question.lines))
        case Kind.FALSE_LINE:
            texts = [with_rule(line) for line in question.lines]
            yield Options(texts, pointed=False, id="answers", classes=ANSWER)
        case Kind.BLANK:
            yield ProofLines(question.lines)
            yield _choices(question)
        case _:
            yield _choices(question)


def kept_widgets(question: Question) -> Iterator[Widget]:
    """What takes the place of the answers once one is given, and they are gone."""
    if question.kind is Kind.FALSE_LINE:
        # What is said of a line speaks of the lines around it.
        yield ProofLines(question.lines, numbered=True)


def _choices(question: Question) -> Options:
    return Options(
        [option.text for option in question.options], pointed=False, id="answers", classes=ANSWER
    )
