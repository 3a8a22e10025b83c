"""Ask, grade, explain."""

from collections.abc import Callable
from dataclasses import dataclass

from tutor.course.computed import about_rate, about_step, does, first_step, with_rate
from tutor.course.lesson import ANYTHING_ELSE, Kind, Lab, Option, Question
from tutor.course.proofs import about_order, too_early
from tutor.course.typed import (
    number_or_vector,
    order_of,
    rate_number,
    step_number,
    typed_vector_size,
)


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer with all that is said about it."""

    given: str
    """The answer as the learner gave it."""
    option: Option
    """The option that it falls under; where an answer has none of its own, it is made for it."""

    @property
    def right(self) -> bool:
        """Whether it is the right answer."""
        return self.option.right


def grade(question: Question, given: str) -> Graded:
    """Grade an answer.

    Args:
        question: What was asked.
        given: For a number, a step, a learning rate or an order the text typed, exact in any
            notation; else the chosen option's text.

    Raises:
        NumberError: If something exact was asked for and the text is nothing of the kind.
        ValueError: If the question has options and the text is none of them.
    """
    by_kind = _TYPED.get(question.kind)
    if by_kind is not None:
        return Graded(given.strip(), by_kind(question, given))
    for option in question.options:
        if option.text == given:
            return Graded(given, option)
    raise ValueError(f"“{given}” is no option of {question.id}")


def _number(question: Question, given: str) -> Option:
    size = typed_vector_size(question)
    value = number_or_vector(given, size)
    return next(
        option
        for option in question.options
        if option.text == ANYTHING_ELSE or number_or_vector(option.text, size) == value
    )


def _step(question: Question, given: str) -> Option:
    lab = question.lab
    if lab is None:
        raise ValueError(f"{question.id} asks for a step, and has no experiment")
    step = step_number(given, lab.a.steps)
    for option in question.options:
        if option.text != ANYTHING_ELSE and step_number(option.text, lab.a.steps) == step:
            return option
    return Option(given.strip(), about_step(lab, step), step == first_step(lab))


def _rate(question: Question, given: str) -> Option:
    lab, search = question.lab, question.search
    if lab is None or search is None:
        raise ValueError(f"{question.id} asks for a learning rate, and has no experiment")
    rate = rate_number(given, lab.a)
    for option in question.options:
        if option.text != ANYTHING_ELSE and rate_number(option.text, lab.a) == rate:
            return option
    right = search.example is None if rate is None else does(lab.a, search, rate)
    return Option(given.strip(), about_rate(lab.a, search, rate), right)


def _order(question: Question, given: str) -> Option:
    order = order_of(given, len(question.lines))
    first = question.options[0]
    if order == order_of(first.text, len(question.lines)):
        return first
    right = too_early(order, question.after) is None
    return Option(given.strip(), about_order(question, order), right)


def lab_of(question: Question, given: str | None) -> Lab | None:
    """The experiment that `show me` opens: with the learning rate that was given as that of B."""
    lab, search = question.lab, question.search
    if lab is None or search is None or given is None:
        return lab
    rate = rate_number(given, lab.a)
    return lab if rate is None else with_rate(lab.a, rate, search.scope)


_TYPED: dict[Kind, Callable[[Question, str], Option]] = {
    Kind.NUMBER: _number,
    Kind.STEP: _step,
    Kind.RATE: _rate,
    Kind.ORDER: _order,
}
