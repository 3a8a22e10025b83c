"""Grading: numbers by their exact value, choices by their text, each with its explanation."""

import pytest

from tests.course.asked import given_for
from tests.course.lessons import CHOICE, NUMBER, YESNO, lesson
from tutor.course.inquiry import ANYTHING_ELSE
from tutor.course.lesson import Kind, Lesson, Option, Question
from tutor.course.library import Library
from tutor.course.question import Graded, grade
from tutor.course.typed import number_or_vector, typed_vector_size
from tutor.perceptron.comparison import compare
from tutor.perceptron.exact import NumberError

LIBRARY = Library.open()
SHIPPED = [q for entry in LIBRARY.entries for q in LIBRARY.lesson(entry.id).questions]

FIFTHS = Question(
    id="fifths",
    kind=Kind.NUMBER,
    concept="tie",
    prompt="What is 2/5?",
    options=(
        Option("0.4", "It is.", right=True),
        Option("−0.4", "The sign.", right=False, misconception="sign"),
        Option("1/3", "A third.", right=False),
        Option(ANYTHING_ELSE, "Divide.", right=False),
    ),
)


def only(read: Lesson) -> Question:
    """The one question of a lesson."""
    (question,) = read.questions
    return question


@pytest.mark.parametrize("given", ["0.4", "2/5", "4e-1", " .4 ", "+0.40", "4/10", "0.04E1"])
def test_a_number_is_right_in_any_exact_spelling(given: str) -> None:
    """It is the value that counts."""
    graded = grade(FIFTHS, given)
    assert graded == Graded(given.strip(), FIFTHS.options[0])
    assert graded.right


@pytest.mark.parametrize(
    ("given", "option"),
    [("-0.4", 1), ("−2/5", 1), ("1/3", 2), ("0.3333333333", 3), ("0.40000000001", 3), ("7", 3)],
)
def test_a_wrong_number_falls_under_its_own_option_or_the_last(given: str, option: int) -> None:
    """Near is not equal."""
    graded = grade(FIFTHS, given)
    assert graded.option is FIFTHS.options[option]
    assert not graded.right


@pytest.mark.parametrize("given", ["", "two fifths", "0,4", "1/0", "nan", "inf", "*", "9" * 61])
def test_what_is_no_number_is_not_graded(given: str) -> None:
    """The field says what would be one."""
    with pytest.raises(NumberError):
        grade(FIFTHS, given)


def test_choices_are_graded_by_their_text() -> None:
    """Those of a yes/no question too."""
    chosen, known = only(lesson(CHOICE)), only(lesson(YESNO))
    assert [grade(chosen, option.text).right for option in chosen.options] == [True, False]
    assert [grade(known, answer).right for answer in ("Yes", "No")] == [False, True]
    assert grade(chosen, "That").option.explanation == "No."


def test_an_answer_that_was_not_offered_is_a_fault_of_the_program() -> None:
    """It is never graded as some other answer."""
    with pytest.raises(ValueError, match="“Other” is no option of chosen"):
        grade(only(lesson(CHOICE)), "Other")


def test_a_number_question_is_graded_against_its_computed_options() -> None:
    """The right one is z at step 1, which is zero."""
    question = only(lesson(NUMBER))
    assert grade(question, "-0.0").right
    assert grade(question, "1").option is question.options[1]
    assert grade(question, "2").option is question.options[2]


@pytest.mark.parametrize("question", SHIPPED, ids=lambda question: question.id)
def test_every_option_of_a_shipped_question_is_graded_as_its_key(question: Question) -> None:
    """Each falls under itself, one of them is right, and each is explained."""
    assert sum(option.right for option in question.options) == 1
    for option in question.options:
        given = given_for(question, option)
        graded = grade(question, given)
        assert (graded.given, graded.right) == (given, option.right)
        assert option.text == ANYTHING_ELSE or graded.option == option
        assert option.explanation
        assert not {"{", "}"} & set(option.explanation + option.text + question.prompt)


@pytest.mark.parametrize(
    "question", [q for q in SHIPPED if q.kind is Kind.NUMBER], ids=lambda question: question.id
)
def test_the_numbers_of_a_shipped_question_are_distinct_in_value(question: Question) -> None:
    """And the last option stands for any other."""
    *numbers, last = [option.text for option in question.options]
    assert last == ANYTHING_ELSE
    size = typed_vector_size(question)
    assert len({number_or_vector(number, size) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    "question", [q for q in SHIPPED if q.kind is Kind.YESNO], ids=lambda question: question.id
)
def test_yes_is_right_exactly_where_the_predictions_differ(question: Question) -> None:
    """In the scope that the question's lab names."""
    lab = question.lab
    assert lab is not None
    assert lab.b is not None
    assert lab.scope is not None
    yes, no = question.options
    assert yes.right == (not compare(lab.a, lab.b, lab.scope).same)
    assert yes.text.startswith("Yes")
    assert no.text.startswith("No")
