"""Ask, grade, explain."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.course.inquiry import ANYTHING_ELSE
from tutor.course.lesson import Kind, Option, Question
from tutor.perceptron.exact import parse_number


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer with all that is said about it."""

    given: str
    """The answer as the learner gave it."""
    option: Option
    """The option that it falls under."""

    @property
    def right(self) -> bool:
        """Whether it is the right answer."""
        return self.option.right


def grade(question: Question, given: str) -> Graded:
    """Grade an answer.

    Args:
        question: What was asked.
        given: For a number the text typed, exact in any notation; else the chosen option's text.

    Raises:
        NumberError: If a number was asked for and the text is none.
        ValueError: If the question has options and the text is none of them.
    """
    if question.kind is Kind.NUMBER:
        value = parse_number(given)
        return Graded(given.strip(), next(o for o in question.options if _is(o, value)))
    for option in question.options:
        if option.text == given:
            return Graded(given, option)
    raise ValueError(f"“{given}” is no option of {question.id}")


def _is(option: Option, value: Fraction) -> bool:
    return option.text == ANYTHING_ELSE or parse_number(option.text) == value
