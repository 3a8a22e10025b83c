"""The kinds of question: keys by the engine, exact answers, and a reason for every answer."""

import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course.asked import (
    ASKED,
    BLANK,
    FALSE_LINE,
    INTERVAL,
    ORDER,
    RATE,
    STEP,
    TYPED,
    VECTOR,
    asked,
    given_for,
)
from tests.course.lessons import COURSE, FOUR, FRONT, KEEP
from tutor.course.lesson import ANYTHING_ELSE, Kind, Question
from tutor.course.library import Library
from tutor.course.parse import parse
from tutor.course.question import grade
from tutor.course.source import LessonError
from tutor.perceptron.exact import NumberError, parse_number
from tutor.perceptron.training import Experiment

GUIDE = Path(__file__).parents[2] / "lessons" / "README.md"
SPARE = [
    *(f"kind = {kind}" for kind in Kind),
    *("w0 = 0, 0", "w0_b = 1, 1", "eta_b = 2", "scope = samples", "want = same", "after = 2: 1"),
    *("- [ ] 1\n> So.", "- [ ] none\n> So.", "- [ ] (1, 2)\n> So.", "- [x] *\n> So.", "- [ ] b"),
    *("| …", "| by: so", "by: so", "> So.", "So?", "? So.", "epochs = 1", "bias = on", "eta = 7"),
]
"""Lines of other questions."""
STARTS = ["-2, 2", "1, 0", "1/3, -5", "0, 0", "7, 7"]


def predictions(start: str, rate: Fraction) -> list[int]:
    """ŷ of all steps of four epochs over the four samples, in plain fractions."""
    w = [parse_number(part) for part in start.split(",")]
    made = []
    for _ in range(4):
        for row, label in zip(FOUR.rows, FOUR.labels, strict=True):
            z = sum((u * x for u, x in zip(w, row, strict=True)), Fraction(0))
            made.append(1 if z >= 0 else -1)
            w = [u + rate * (label - made[-1]) * x for u, x in zip(w, row, strict=True)]
    return made


def first_difference(start: str, one: Fraction, other: Fraction) -> int | None:
    """The first step, from 1, at which two learning rates predict differently."""
    pairs = zip(predictions(start, one), predictions(start, other), strict=True)
    return next((t for t, (a, b) in enumerate(pairs, 1) if a != b), None)


def fault(text: str) -> tuple[int, str]:
    """The line, within the block, and the words of the fault in a question."""
    head = f"{FRONT}\n# A page\n\n"
    with pytest.raises(LessonError) as raised:
        parse(f"{head}{text}\n{KEEP}", "trial.md", COURSE)
    found = re.fullmatch(r"trial\.md:(\d+): (.+)", str(raised.value))
    assert found is not None, str(raised.value)
    return int(found[1]) - head.count("\n") - 1, found[2]


@pytest.mark.parametrize("kind", ASKED)
def test_every_option_is_explained_and_graded_as_its_key(kind: str) -> None:
    """One is right; what is typed beside all options is wrong, and explained as well."""
    question = asked(ASKED[kind])
    assert sum(option.right for option in question.options) == 1
    for option in question.options:
        graded = grade(question, given_for(question, option))
        assert graded.right == option.right
        assert graded.option.explanation
        assert option.explanation
        if option.text != ANYTHING_ELSE:
            assert graded.option is option


def test_every_kind_has_an_example() -> None:
    """None is left out of these tests."""
    assert {asked(text).kind for text in ASKED.values()} == set(Kind)


@pytest.mark.parametrize("kind", ASKED)
def test_what_was_not_offered_is_never_graded(kind: str) -> None:
    """A typed answer is refused with a reason, any other is a fault of the program."""
    question = asked(ASKED[kind])
    with pytest.raises(NumberError if question.kind in TYPED else ValueError, match=r"."):
        grade(question, "something")


# ------------------------------------------------------------------------------------- vectors


@pytest.mark.parametrize("typed", ["-1, -1", "(-1,-1)", " ( −1 , −2/2 ) ", "-10e-1, -1.0"])
def test_a_vector_is_right_in_any_exact_spelling(typed: str) -> None:
    """With brackets or without."""
    assert grade(asked(VECTOR), typed).right


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-1", "1 number given, 2 needed"),
        ("1, 2, 3", "3 numbers given, 2 needed"),
        ("-1, x", "component 2: “x” is not a number"),
        ("", "0 numbers given"),
    ],
)
def test_what_is_no_vector_of_that_size_is_refused_and_not_wrong(typed: str, reason: str) -> None:
    """The field says what would be one."""
    with pytest.raises(NumberError, match=re.escape(reason)):
        grade(asked(VECTOR), typed)


def test_near_is_not_equal_in_a_vector() -> None:
    """In either component."""
    for typed in ("-1, -1.000000001", "-0.999999999, -1", "1, 1"):
        assert not grade(asked(VECTOR), typed).right


# --------------------------------------------------------------------------------------- steps


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rates", [("0.1", "1"), ("1", "2"), ("0.3", "1/3")])
def test_a_step_is_keyed_as_plain_fractions_say(start: str, rates: tuple[str, str]) -> None:
    """Every step that can be typed, and never."""
    text = STEP.replace("w0 = -2, 2", f"w0 = {start}").split("- [ ]")[0] + "```\n"
    text = text.replace("eta = 0.1", f"eta = {rates[0]}").replace("= 1\n", f"= {rates[1]}\n", 1)
    question = asked(text)
    key = first_difference(start, *map(parse_number, rates))
    for step in range(1, 17):
        assert grade(question, str(step)).right == (step == key)
    for never in ("never", "0", "NONE"):
        assert grade(question, never).right == (key is None)
    assert question.options[0].text == ("never" if key is None else str(key))


def test_a_wrong_step_is_told_both_net_inputs_there_and_where_the_first_difference_is() -> None:
    """Before it they agree; behind it they may agree or not."""
    question = asked(STEP)
    said = {step: grade(question, step).option.explanation for step in ("1", "3", "6", "never")}
    first = "A and B differ first at step 2 (epoch 1, sample 2): z_A = 3.2 predicts +1"
    assert all(first in words for words in said.values())
    assert "Both start at w⁽⁰⁾ = (−2, 2). At step 1" in said["1"]
    assert "At step 3 (epoch 1, sample 3) A and B predict the same: z_A = 4.8" in said["3"]
    assert "At step 6 (epoch 2, sample 2) A and B differ, but not for the first time" in said["6"]
    assert said["never"].startswith("They part.")


@pytest.mark.parametrize("typed", ["17", "2.5", "-1", "", "٣", "9" * 400])
def test_what_is_no_step_of_the_run_is_refused(typed: str) -> None:
    """With what can be typed."""
    with pytest.raises(NumberError, match="write a whole number from 1 to 16, or never"):
        grade(asked(STEP), typed)


# --------------------------------------------------------------------------- learning rates


# ----------------------------------------------------------------------------------- intervals


# -------------------------------------------------------------------------------- lines of proofs


# -------------------------------------------------------------------------------------- faults

FAULTS = {
    "step, one run": (
        STEP.replace("{first}", "2"),
        "eta_b = 1\nscope = trace\n",
        "",
        0,
        "compares two experiments",
    ),
    "step, scope": (STEP, "= trace", "= plane", 7, "write scope = trace"),
    "step, no key": (STEP, "key = engine\n", "", 0, "kind = step is keyed by the engine"),
    "step, no step": (STEP, "[ ] 1", "[ ] 99", 14, "“99” is no step"),
    "step, twice": (STEP, "[ ] 1", "[ ] 0", 14, "“0” is an option already"),
    "step, marked": (STEP, "[ ] 1", "[x] 1", 14, "holds the key of kind = step"),
    "step, right": (STEP, "[ ] 1", "[ ] 2 {m=bigger-step}", 14, "take the misconception out"),
    "rate, want": (RATE, "= differ", "= more", 6, "want = differ or want = same"),
    "rate, no want": (RATE, "want = differ\n", "", 0, "want = differ or want = same"),
    "rate, plane": (RATE, "= trace", "= plane", 7, "write trace or samples"),
    "rate, no scope": (RATE, "scope = trace\n", "", 0, "the scope is missing"),
    "rate, no data": (RATE, "data = four\nw0 = -2, 2\neta = 0.1\n", "", 0, "set data"),
    "rate, B": (RATE, "want", "eta_b = 2\nwant", 6, "take eta_b out"),
    "rate, right": (RATE, "[ ] none {m=bigger-step}", "[ ] 1", 12, "finds “1” right"),
    "rate, A's": (RATE, "[ ] none", "[ ] 0.1", 12, "the η of A itself"),
    "a stray want": (VECTOR, "eta = 0.5", "want = same", 4, "want is for kind = rate"),
    "a stray after": (VECTOR, "eta = 0.5", "after = 2: 1", 4, "after is for kind = order"),
    "vectors and numbers": (VECTOR, "{w0 + g1}", "1", 10, "or vectors of one size"),
    "vectors of two sizes": (VECTOR, "{w0 + g1}", "(1, 2, 3)", 10, "or vectors of one size"),
    "the same vector": (VECTOR, "{w0 + g1}", "(-1, -1.0)", 10, "is an option already"),
    "false line, no mark": (FALSE_LINE, "[x]", "[ ]", 6, "3 options, 0 of them right"),
    "false line, two rules": (FALSE_LINE, "by: as", "by: so\n  by: as", 8, "the one formula above"),
    "a rule in a choice": (FALSE_LINE, "= false-line", "= choice", 7, "only explanations"),
    "blank, nothing missing": (BLANK, "| …", "| a", 0, "here are 2, 0 of them missing"),
    "blank, no lines": (BLANK, "| ", "", 0, "here are 0, 0 of them missing"),
    "blank, a rule first": (BLANK, "| w", "| by: w", 6, "the one formula above it"),
    "order, marked": (ORDER, "[ ] η", "[x] η", 10, "the order is the key"),
    "order, misconception": (ORDER, "η > 0", "η > 0 {m=bigger-step}", 10, "a line is no answer"),
    "order, twice": (ORDER, "η > 0", "w⁽⁰⁾ = 0", 7, "stands here twice"),
    "order, no need": (ORDER, "2: ; 3: 1 2", "2: ; 3: ; 4:", 3, "every order is right here"),
    "order, downwards": (ORDER, "3: 1 2", "3: 4", 3, "“3: 4”: write for instance after"),
    "order, no line": (ORDER, "3: 1 2", "5: 1", 3, "“5: 1”: write for instance after"),
    "order, words": (ORDER, "3: 1 2", "the third", 3, "“the third”: write"),
    "order, key": (ORDER, "after =", "key = engine\nafter =", 3, "is for kind = yesno, step"),
    "interval, options": (INTERVAL, "? Its", "- [ ] (0, 1)\n> No.\n? Its", 11, "the engine writes"),
    "interval, steps": (INTERVAL, "eta = 0.3", "epochs = 1251", 0, "5004 steps are too many"),
    "interval, zero": (INTERVAL, "-2, 2", "0, 0", 0, "nothing to choose"),
    "interval, plane": (INTERVAL, "= trace", "= plane", 6, "write trace or samples"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_named_with_its_line(what: str) -> None:
    """And with how to mend it."""
    sound, old, new, line, words = FAULTS[what]
    assert old in sound
    found = fault(sound.replace(old, new))
    assert words in found[1]
    assert found[0] == line


# ----------------------------------------------------------------------------------- around them


def guide_examples() -> list[str]:
    """The questions in the authors' guide."""
    found = re.findall(
        r"^    (```question .*?)^    ```$",
        GUIDE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    return [re.sub(r"^    ", "", text, flags=re.MULTILINE) + "```\n" for text in found]


def test_the_guide_has_an_example_of_every_kind_that_parses() -> None:
    """With the course that ships, and answered rightly by its key."""
    course, kinds = Library.open().course(), set()
    for text in guide_examples():
        front = FRONT.replace("scale tie", "scale")
        lesson = parse(f"{front}\n# A page\n\n{text}\n{KEEP}", "guide.md", course)
        (question,) = lesson.questions
        kinds.add(question.kind)
        for option in question.options:
            assert grade(question, given_for(question, option)).right == option.right
    assert kinds == set(Kind)


def test_no_kind_needs_numpy_until_a_rate_path_is_asked_for() -> None:
    """The program starts without it."""
    code = (
        "import sys; from tests.course.asked import ASKED, asked; "
        "[asked(ASKED[kind]) for kind in ASKED if kind not in {'rate', 'no-rate', 'interval'}]; "
        "assert 'numpy' not in sys.modules; asked(ASKED['rate']); assert 'numpy' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=GUIDE.parents[1], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_experiment_is_the_one_that_is_stated() -> None:
    """A learning rate is sought for A, whose own stands in the settings."""
    question: Question = asked(RATE)
    lab = question.lab
    assert lab is not None
    assert lab.a == Experiment(FOUR, (Fraction(-2), Fraction(2)), Fraction(1, 10), 4, bias=False)
    assert lab.b == replace(lab.a, rate=Fraction(1))


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(sorted(ASKED.values())),
    st.lists(st.tuples(st.integers(0, 25), st.sampled_from(SPARE)), max_size=3),
    st.sets(st.integers(1, 25), max_size=3),
)
def test_a_question_with_lines_changed_is_a_question_or_a_fault(
    text: str, added: list[tuple[int, str]], dropped: set[int]
) -> None:
    """Never anything else; and what is read can be answered by its key."""
    lines = [line for at, line in enumerate(text.splitlines()[:-1]) if at not in dropped]
    for at, line in added:
        lines.insert(at + 1, line)
    block = "\n".join([*lines, "```"])
    try:
        lesson = parse(f"{FRONT}\n# A page\n\n{block}\n{KEEP}", "trial.md", COURSE)
    except LessonError:
        return
    for question in lesson.questions:
        (key,) = (option for option in question.options if option.right)
        assert grade(question, given_for(question, key)).right
        assert all(option.explanation for option in question.options)
