"""Questions for Moodle: everything written reads back as the question, whatever its kind."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course import gift as reader
from tests.course.asked import ASKED, FALSE_LINE, NO_RATE, ORDER, RATE, STEP, VECTOR, asked
from tests.course.gift import Parsed, Text
from tests.course.test_bank import fresh
from tutor.course.gift import MOST_ORDERS, gift
from tutor.course.lesson import ANYTHING_ELSE, Kind, Line, Option, Question
from tutor.course.printed import choosing_prompt, full_prompt, right_orders
from tutor.course.question import grade
from tutor.errors import TutorError

UNLIKELY = "50 % {of = ~ \\ # : these}\n\n// [html] ::name:: ####end -> \\n"
TEXTS = st.text(st.sampled_from("\\~=#{}:[]%*\n/nahtml50→->"), max_size=12).map(
    lambda text: f"{text.strip()}x"
)
TYPED = {Kind.NUMBER, Kind.STEP, Kind.ORDER}


def read(question: Question) -> Parsed:
    """A question written and read again."""
    (parsed,) = reader.read(gift([question]))
    return parsed


def chosen(*texts: str) -> Question:
    """Multiple choice: prompt, right option and why, wrong option and why."""
    prompt, one, why, other, why_not = texts
    options = (Option(one, why, right=True), Option(other, why_not, right=False))
    return Question("by hand: #1", Kind.CHOICE, "claim", prompt, options)


def typed(prompt: str, key: str, why: str, wrong: str, why_not: str) -> Question:
    """A number: prompt, right answer and why, wrong answer, what is said of all wrong ones."""
    options = (
        Option(key, why, right=True),
        Option(wrong, why_not, right=False),
        Option(ANYTHING_ELSE, why_not, right=False),
    )
    return Question("by hand: #1", Kind.NUMBER, "claim", prompt, options)


def in_order(*after: tuple[int, ...]) -> Question:
    """Lines to put in order, each with those that it needs."""
    key = " ".join(map(str, next(right_orders(after))))
    options = (Option(key, "So.", right=True), Option(ANYTHING_ELSE, "No.", right=False))
    lines = tuple(Line(f"line {number}") for number in range(1, len(after) + 1))
    plain = Question("order", Kind.ORDER, "claim", "Order.", options, lines=lines, after=after)
    return replace(plain, needs=tuple("It does." for _ in after))


def assert_same(parsed: Parsed, question: Question) -> None:
    """What was read is the question."""
    assert parsed.name == question.id
    assert parsed.typed == (question.kind in TYPED)
    key = next(option for option in question.options if option.right)
    if parsed.typed:
        assert_typed(parsed, question)
    elif parsed.answers:
        assert_chosen(parsed, question)
    else:
        assert question.kind in {Kind.RATE, Kind.ORDER}
    if not (question.kind is Kind.RATE and parsed.answers):
        assert parsed.prompt == Text(full_prompt(question), "markdown")
    assert key.explanation in parsed.general.text
    inner = [text for answer in parsed.answers for text in (answer.text, answer.feedback)]
    assert {text.format for text in inner} <= {None, "markdown"}


def assert_chosen(parsed: Parsed, question: Question) -> None:
    """One option each, in order."""
    options = [one for one in question.options if one.text != ANYTHING_ELSE]
    numbers = question.kind is Kind.FALSE_LINE
    assert [(a.text.text, a.feedback.text, a.right) for a in parsed.answers] == [
        (f"Line {place}: {one.text}" if numbers else one.text, one.explanation, one.right)
        for place, one in enumerate(options, 1)
    ]


def assert_typed(parsed: Parsed, question: Question) -> None:
    """The app grades every answer alike, and the last takes what is left."""
    *answers, last = parsed.answers
    assert last.text.text == ANYTHING_ELSE
    assert last.weight == 0
    assert last.feedback.text == html(question.options[-1].explanation)
    for answer in answers:
        graded = grade(question, answer.text.text)
        assert (answer.weight == reader.RIGHT) == graded.right
        option = question.options[0] if question.kind is Kind.ORDER else graded.option
        assert answer.feedback.text == html(option.explanation)
    by_option = {html(option.explanation) for option in question.options}
    assert by_option == {answer.feedback.text for answer in parsed.answers}


def html(text: str) -> str:
    """What is said of a short answer, in which an arrow cannot stand as it is."""
    return text.replace("->", "-&gt;")


def test_the_bank_reads_back_as_the_fresh_questions() -> None:
    """Names, prompts, answers, feedback for each and for all, and which is right."""
    parsed = reader.read(gift(fresh()))
    assert len(parsed) == len(fresh())
    for one, question in zip(parsed, fresh(), strict=True):
        assert_same(one, question)


@pytest.mark.parametrize("kind", ASKED)
def test_a_question_of_every_kind_reads_back(kind: str) -> None:
    """As an author writes them."""
    assert_same(read(asked(ASKED[kind])), asked(ASKED[kind]))


@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_any_characters_come_back_from_a_choice(texts: list[str]) -> None:
    """Also those that mean something in GIFT, wherever they stand."""
    assert_same(read(chosen(*texts)), chosen(*texts))


@given(TEXTS, TEXTS, TEXTS)
def test_any_characters_come_back_from_a_short_answer(prompt: str, why: str, not_so: str) -> None:
    """Weights and arrows among them."""
    question = typed(prompt, "−0.4", why, "1/3", not_so)
    assert_same(read(question), question)


@pytest.mark.parametrize("text", [UNLIKELY, "[html]x", "%50%x", "= x", "#", "\\", "\\n", "}", "::"])
def test_what_looks_like_gift_comes_back(text: str) -> None:
    """In every place of a question, and behind another question."""
    for question in (chosen(*(text for _ in range(5))), typed(text, "1", text, "2", text)):
        parsed, again = reader.read(gift([question, question]))
        assert parsed == again
        assert_same(parsed, question)


# ------------------------------------------------------------------------------- short answers


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("0.4", ["0.4", "2/5", "+0.4", " 0.4 "], ["4", "-0.4", "0.40001", "0,4", "0.4 or so", ""]),
        ("−1.5", ["-1.5", "−1.5", "-3/2", "−3/2"], ["1.5", "3/2", "- 1.5", "--1.5"]),
        ("1/3", ["1/3"], ["0.3333333333", "0.33", "3", "1.3"]),
        ("0", ["0"], ["00", "O", "10"]),
        ("(−1, 2/4)", ["(-1, 0.5)", "-1,1/2", "(−1,0.5)", "−1, 1/2"], ["(1, 0.5)", "-1", "-1 0.5"]),
        ("(0.5, 0.5)", ["(0.5, 1/2)", "1/2,0.5"], ["(0.5, 0.5, 0.5)", "0.5"]),
    ],
)
def test_the_usual_spellings_of_a_number_are_right(
    key: str, right: list[str], wrong: list[str]
) -> None:
    """Moodle compares texts; whatever else is typed falls under the star."""
    parsed = read(typed("z?", key, "Yes.", "(7, 7)" if "(" in key else "7", "No."))
    for text, weight in [*((text, 100) for text in right), *((text, 0) for text in wrong)]:
        answer = parsed.graded(text)
        assert answer is not None, text
        assert answer.weight == weight, text


def test_a_long_vector_keeps_few_spellings() -> None:
    """All decimal or all fractions; a list that doubles with every number would fill the form."""
    key = "(0.5, 0.5, 0.5, 0.5)"
    parsed = read(typed("w?", key, "Yes.", "(1, 1, 1, 1)", "No."))
    assert sum(answer.right for answer in parsed.answers) == 8
    for text in (key, "1/2,1/2,1/2,1/2"):
        assert (parsed.graded(text) or parsed.answers[-1]).right


def test_a_wrong_answer_of_the_author_gets_its_own_feedback() -> None:
    """Worth nothing, in every spelling."""
    parsed = read(asked(VECTOR))
    for text in ("(-2, -2)", "-2,-2", "−2, −2"):
        answer = parsed.graded(text)
        assert answer is not None
        assert answer.weight == 0
        assert answer.feedback.text == "Without η."
    other = parsed.graded("5, 5")
    assert other is not None
    assert other.feedback.text == "Compute the update first."


def test_no_step_may_be_said_in_each_way_that_the_app_knows() -> None:
    """And a step is its number only."""
    parsed = read(asked(STEP))
    assert {answer.text.text for answer in parsed.answers} == {"2", "never", "none", "0", "1", "*"}
    never = read(asked(STEP.replace("w0 = -2, 2\n", "").replace(" {m=bigger-step}", "")))
    for text in ("never", "Never", "none", "0"):
        assert (never.graded(text) or never.answers[-1]).right
    assert not (never.graded("10") or never.answers[0]).right


# -------------------------------------------------------------------- orders, learning rates


@pytest.mark.parametrize(
    "after", [((), (1,)), ((2,), (), (2,)), ((), (), (1, 2), ()), ((3,), (), (2, 4), ())]
)
def test_every_right_order_is_an_answer(after: tuple[tuple[int, ...], ...]) -> None:
    """And no other, of all that can be written."""
    question = in_order(*after)
    parsed = read(question)
    assert_same(parsed, question)
    for order in permutations(range(1, len(after) + 1)):
        text = " ".join(map(str, order))
        assert (parsed.graded(text) or parsed.answers[0]).right == grade(question, text).right


def test_an_order_with_too_many_right_answers_is_an_essay() -> None:
    """Sixty are listed; of 360 a person reads which are right."""
    listed, essay = in_order((), (1,), (), (), ()), in_order((), (1,), (), (), (), ())
    assert len(read(listed).answers) == 61
    assert len(list(right_orders(essay.after))) > MOST_ORDERS
    parsed = read(essay)
    assert (parsed.answers, parsed.typed) == ((), False)
    assert parsed.general.text == (
        "A right order is 1 2 3 4 5 6. So. Right is every order in which line 2 stands below 1."
    )


def test_a_learning_rate_is_chosen_where_there_is_a_choice() -> None:
    """No list holds every right one, so the star is left out."""
    question = asked(RATE)
    parsed = read(question)
    assert parsed.prompt.text == choosing_prompt(question)
    assert [answer.text.text for answer in parsed.answers] == ["1", "none"]
    assert_same(parsed, question)


def test_a_learning_rate_without_a_choice_is_an_essay() -> None:
    """With its explanation for all."""
    parsed = read(asked(NO_RATE))
    assert (parsed.answers, parsed.typed) == ((), False)
    assert parsed.general.text.startswith("There is none: w⁽⁰⁾ = 0")


def test_the_lines_of_a_proof_keep_their_numbers_when_answers_are_shuffled() -> None:
    """The prompt lists them, the options name them."""
    parsed = read(asked(FALSE_LINE))
    for place, answer in enumerate(parsed.answers, 1):
        number, formula = answer.text.text.split(": ", 1)
        assert number == f"Line {place}"
        assert f"\n{place}. {formula} (by: " in parsed.prompt.text


def test_the_lines_to_order_stand_in_the_prompt() -> None:
    """With what is to be typed."""
    text = read(asked(ORDER)).prompt.text
    assert "\n4. η > 0 (by: assumed)\n" in text
    assert "as in 1 2 3 4 (which is not a right order)" in text


# ----------------------------------------------------------------------------- the reader


@pytest.mark.parametrize(
    "faulty",
    [
        "",
        "What?{=a#b ~c#d ####e}",
        "::n::What?",
        "::n::What: now?{=a#b ~c#d ####e}",
        "::n::What?{=a#b ~c ####e}",
        "::n::What?{=a#b =c#d ~f#g ####e}",
        "::n::What?{~a#b ~c#d ####e}",
        "::n::What?{=a#b ~c#d}",
        "::n::What?{=a#b ~c#d ####e",
        "::n::What?{=a#b ~c#d ####e} more",
        "::n::What?{=a#b ~%50%c#d ####e}",
        "::n::What?{=a#b ~c#d\\q ####e}",
        "::n::What\nnow?{=a#b ~c#d ####e}",
        "::n::What?{\n// so\n=a#b ~c#d ####e}",
        "::n::What?{\n\n=a#b ~c#d ####e}",
        "::n::What?{=%0%a#b ####e}",
        "::n::What?{=*#b =a#c ####e}",
        "::n::What?{=a#b =%0%1*#c ####e}",
        "::n::What?{=a#b =%0%a#c ####e}",
        "::n::What?{=a#b -> c ####e}",
        "::n::What?{=[markdown]a#b ####e}",
        "::n::What?{=a\\\\*#b ####e}",
        "::n::What?{=%100%a#b ####e}",
        "::n::What?{=#b ####e}",
        "::n::What?{}",
    ],
)
def test_the_reader_of_gift_is_strict(faulty: str) -> None:
    """So that the tests before could fail."""
    assert reader.read("::n::What?{=a#b ~c#d ####e}")
    assert reader.read("::n::What?{=a#b =%0%c#d =%0%*#f ####e}")
    assert reader.read("::n::What?{####e}")
    with pytest.raises(reader.GiftError):
        reader.read(faulty)


def test_the_app_refuses_what_moodle_takes_for_wrong() -> None:
    """What is no number falls under the star in Moodle; here it is told so and may try again."""
    question = typed("z?", "1", "Yes.", "2", "No.")
    answer = read(question).graded("one")
    assert answer is not None
    assert answer.weight == 0
    with pytest.raises(TutorError):
        grade(question, "one")
