"""Questions about the lines of a derivation: a false one, a missing one, their order."""

from itertools import permutations

import pytest

from tests.course.asked import (
    BLANK,
    FALSE_LINE,
    ORDER,
    asked,
)
from tests.course.test_kinds import fault
from tutor.course.lesson import BLANK_LINE, Line
from tutor.course.question import grade
from tutor.perceptron.exact import NumberError


def test_a_false_line_is_shown_with_its_rule() -> None:
    """Each line is an option with its own explanation."""
    question = asked(FALSE_LINE)
    assert question.lines[1] == Line("φ(η z) = φ(z)", "η > 0 changes no sign")
    assert [option.text for option in question.options] == [line.formula for line in question.lines]
    assert grade(question, "φ(z + η) = φ(z)").right


def test_a_blank_derivation_shows_all_lines_but_one() -> None:
    """The options are formulas for it."""
    question = asked(BLANK)
    assert question.lines == (
        Line("w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾", "the update is added"),
        Line(BLANK_LINE, "definition of Δw"),
    )
    assert question.prompt == "Which line is missing?"


def test_any_order_that_breaks_no_need_is_right() -> None:
    """Of four lines two may change places; every other order names the line that is too early."""
    question = asked(ORDER)
    names = {line.formula: str(n) for n, line in enumerate(question.lines, 1)}
    start, rate, define, zero = (
        names[formula] for formula in ("w⁽⁰⁾ = 0", "η > 0", "v⁽ᵗ⁾ = w⁽ᵗ⁾ / η", "v⁽⁰⁾ = 0")
    )
    valid = {f"{start} {rate} {define} {zero}", f"{rate} {start} {define} {zero}"}
    for order in permutations("1234"):
        given_order = " ".join(order)
        assert grade(question, given_order).right == (given_order in valid)
    said = grade(question, f"{start},{define},{rate},{zero}").option.explanation
    assert f"Line {define} stands above line {rate}, which it needs." in said
    assert "One has to know that η is not 0." in said


def test_the_lines_are_not_shown_in_a_right_order_and_always_in_the_same() -> None:
    """Also where nearly every order is right."""
    for number in range(40):
        text = ORDER.replace("question order", f"question order-{number}")
        for after in ("2: ; 3: ; 4: 1", "2: 1; 3: 2; 4: 3"):
            question = asked(text.replace("2: ; 3: 1 2", after))
            assert not grade(question, "1 2 3 4").right
            assert question == asked(text.replace("2: ; 3: 1 2", after))


@pytest.mark.parametrize("typed", ["1 2 3", "1 2 3 3", "1 2 3 5", "1 2 3 4 4", "", "a b c d"])
def test_what_is_no_order_of_all_lines_is_refused(typed: str) -> None:
    """The view cannot give it, a record might."""
    with pytest.raises(NumberError, match="every number from 1 to 4"):
        grade(asked(ORDER), typed)


def test_a_proof_of_one_line_or_ten_has_no_order() -> None:
    """A line is chosen by one key."""
    head, line = ORDER.split("- [ ]")[0].replace("after = 2: ; 3: 1 2\n", ""), "- [ ] {}\n  > So.\n"
    for count in (1, 10):
        text = head + "".join(line.format(f"line {n}") for n in range(count)) + "```\n"
        assert f"{count} lines; 2 to 9 can be put in order" in fault(text)[1]
