"""Questions on paper: all a student needs on one sheet, all a teacher needs on the other."""

import pytest

from tests.course.asked import (
    ASKED,
    BLANK,
    FALSE_LINE,
    NO_RATE,
    ORDER,
    RATE,
    STEP,
    TYPED,
    VECTOR,
    asked,
)
from tests.course.test_bank import fresh
from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question
from tutor.course.printed import full_prompt, key_of, why_right
from tutor.course.worksheet import worksheet


def parts(*questions: Question) -> tuple[str, str]:
    """The sheet of the questions, and that of the answers."""
    sheet, answers = worksheet(questions, "Perceptrons").split("\n---\n")
    return sheet, answers


def answers_of(text: str) -> list[str]:
    """The lines of the answer to the only question: the key, then the other options."""
    _, answers = parts(asked(text))
    head, *lines = filter(None, answers.split("\n"))
    assert head == "# Perceptrons: answers"
    return lines


def test_a_worksheet_asks_all_and_answers_behind_a_rule() -> None:
    """The questions without a word of the answers; then every key with its why."""
    sheet, answers = parts(*fresh())
    assert sheet.startswith("# Perceptrons\n\nName: ______\n\n## 1\n\n")
    assert answers.startswith("\n# Perceptrons: answers\n\n1. **")
    for number, question in enumerate(fresh(), 1):
        assert f"## {number}\n\n{full_prompt(question)}\n\n" in sheet
        assert f"\n{number}. **" in answers
        assert f"**: {why_right(question)}\n\n   " in answers
        for option in question.options:
            assert f": {option.explanation}" in answers
            assert option.explanation not in sheet


@pytest.mark.parametrize("kind", ASKED)
def test_a_question_of_every_kind_has_a_place_for_its_answer(kind: str) -> None:
    """Boxes to tick where it is chosen, a line to write on where it is typed."""
    question = asked(ASKED[kind])
    sheet, answers = parts(question)
    assert (sheet.count("\nAnswer: ______\n"), sheet.count("\n- ☐ ")) == (
        (1, 0) if question.kind in TYPED else (0, len(question.options))
    )
    assert key_of(question).explanation in answers
    assert answers.count("\n   - ") == len(question.options) - 1
    assert "*:" not in answers.replace("**:", "")


def test_what_stands_for_any_other_answer_is_called_so() -> None:
    """A star means nothing to a reader; numbers have the minus of the prompt."""
    assert answers_of(VECTOR) == [
        "1. **(−1, −1)**: It moved by η (y − ŷ) x.",
        "   - (−2, −2): Without η.",
        "   - any other answer: Compute the update first.",
    ]


def test_a_number_has_the_typographic_minus_however_it_was_written() -> None:
    """As everywhere on the sheet."""
    options = (Option("-1.5", "So.", right=True), Option(ANYTHING_ELSE, "No.", right=False))
    question = Question("by-hand", Kind.NUMBER, "claim", "What is z?", options)
    sheet, answers = parts(question)
    assert "1. **−1.5**: So.\n" in answers
    assert "What is z?\n\nWrite the number exactly (a fraction in lowest terms).\n" in sheet


def test_of_many_right_learning_rates_one_is_named() -> None:
    """As an instance; and where there is none, that is said."""
    assert answers_of(RATE)[0].startswith("1. **for instance η = 1**: A and B differ first at")
    assert answers_of(RATE)[1].startswith("   - none: The start is not zero.")
    assert answers_of(NO_RATE)[0].startswith("1. **none**: There is none: w⁽⁰⁾ = 0")
    own = RATE.replace("- [ ] none {m=bigger-step}", "- [ ] 0.11")
    assert answers_of(own)[2].startswith("   - η = 0.11: The start is not zero.")


def test_the_lines_of_a_wrong_proof_are_ticked_by_number() -> None:
    """They are read once, above; the answers name number and formula."""
    sheet, _ = parts(asked(FALSE_LINE))
    assert "\n3. φ(z + η) = φ(z) (by: η > 0 changes no sign)\n\n- ☐ line 1\n- ☐ line 2\n" in sheet
    assert sheet.count("φ(z + η)") == 1
    assert answers_of(FALSE_LINE)[0] == "1. **Line 3: φ(z + η) = φ(z)**: A sum may change its sign."


def test_a_missing_line_stands_open_in_its_proof() -> None:
    """With its rule."""
    sheet, _ = parts(asked(BLANK))
    assert "\n2. … (by: definition of Δw)\n\n- ☐ w⁽¹⁾ = w⁽⁰⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾\n" in sheet


def test_the_lines_to_order_are_numbered_and_the_answers_say_which_orders_are_right() -> None:
    """All of them, for who grades by hand."""
    sheet, _ = parts(asked(ORDER))
    assert "\n1. v⁽⁰⁾ = 0\n2. w⁽⁰⁾ = 0 (by: assumed)\n" in sheet
    assert sheet.rstrip().endswith("(which is not a right order).\n\nAnswer: ______")
    assert answers_of(ORDER)[0] == (
        "1. **2 4 3 1**: Every line stands below those that it needs. Right is every order in "
        "which line 1 stands below 3; line 3 stands below 2 and 4."
    )


def test_where_one_order_is_right_no_others_are_spoken_of() -> None:
    """Each line needs the one before it."""
    only = answers_of(ORDER.replace("after = 2: ; 3: 1 2\n", ""))[0]
    assert only.endswith("**: Every line stands below those that it needs.")


def test_a_list_has_an_empty_line_before_it() -> None:
    """Not every Markdown sees one else; no other line is added."""
    options = (Option("This", "Yes.", right=True), Option("That", "No.", right=False))

    def printed(prompt: str) -> str:
        return full_prompt(Question("by-hand", Kind.CHOICE, "claim", prompt, options))

    runs = "two runs:\n- A\n- B\n\nCompare\nthem"
    assert printed(runs) == "two runs:\n\n- A\n- B\n\nCompare\nthem"
    assert printed("- A\n- B\n\n- C") == "- A\n- B\n\n- C"


def test_how_an_answer_is_written_is_said_once() -> None:
    """Where the prompt says it, nothing is added but what a comparison of texts needs."""
    step = asked(STEP.replace("differently first?", "differently first? Type it, or `never`."))
    assert full_prompt(step) == step.prompt
    vector = asked(VECTOR.replace("after step 1?", "after step 1? Type its two numbers."))
    assert full_prompt(vector) == f"{vector.prompt}\n\nWrite fractions in lowest terms."
    assert full_prompt(asked(STEP)).endswith("?\n\nWrite the number of a step, 1 to 16, or never.")
    assert full_prompt(asked(NO_RATE)).endswith(".\n\nWrite a learning rate for B, or none.")
