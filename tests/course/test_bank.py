"""A bank of questions: exact values for programs, GIFT that reads back, a sheet with answers."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course import gift
from tests.course.judged import lab_of, right
from tutor.course.bank import apart, bank_json, worksheet
from tutor.course.bank import gift as written
from tutor.course.generate import questions
from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope, compare
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import Experiment

LIBRARY = Library.open()
KEYS = [
    *("id", "kind", "concept", "prompt", "options", "key", "explanations", "hints"),
    *("experiments", "scope"),
]
UNLIKELY = "50 % {of = ~ \\ # : these}\n\n// [html] ::name:: ####end → \\n"


@cache
def asked(count: int = 60) -> tuple[Question, ...]:
    """The first questions of seed 7, among them some on a set of the course."""
    return tuple(islice(questions(7, LIBRARY), count))


def entries() -> list[dict[str, Any]]:
    """The bank as a program reads it."""
    read: list[dict[str, Any]] = json.loads(bank_json(asked(), LIBRARY.data))
    return read


def written_by_hand(*texts: str) -> Question:
    """A question without an experiment: prompt, right option and why, wrong option and why."""
    prompt, one, why, other, why_not = texts
    options = (Option(one, why, right=True), Option(other, why_not, right=False))
    return Question("by hand: #1", Kind.CHOICE, "claim", prompt, options)


def test_an_entry_has_the_keys_that_programs_rely_on() -> None:
    """In the order of the issue, and the texts of the question."""
    for entry, question in zip(entries(), asked(), strict=True):
        assert list(entry) == KEYS
        assert [entry[key] for key in ("id", "kind", "concept", "prompt", "key", "scope")] == [
            question.id,
            "yesno",
            question.concept,
            question.prompt,
            right(question),
            lab_of(question)[3].value,
        ]
        assert entry["options"] == [option.text for option in question.options]
        assert entry["explanations"] == [option.explanation for option in question.options]
        assert entry["hints"] == list(question.hints)


def test_the_key_follows_from_the_entry_alone() -> None:
    """The two experiments, rebuilt from the JSON, are those of the question and give its key."""
    shipped = 0
    for entry, question in zip(entries(), asked(), strict=True):
        one, other = (rebuilt(values) for values in entry["experiments"])
        _, a, b, _ = lab_of(question)
        for run, experiment in ((one, a), (other, b)):
            assert run == replace(experiment, dataset=run.dataset)
            assert run.dataset.rows == experiment.dataset.rows
            assert run.dataset.labels == experiment.dataset.labels
        same = compare(one, other, Scope(entry["scope"])).same
        assert entry["key"] == ("No" if same else "Yes")
        shipped += isinstance(entry["experiments"][0]["data"], str)
    assert 0 < shipped < len(asked())


def rebuilt(values: dict[str, Any]) -> Experiment:
    """An experiment from an entry."""
    assert list(values) == ["data", "eta", "w0", "epochs", "bias"]
    data = values["data"]
    if isinstance(data, str):
        dataset = LIBRARY.dataset(data)
    else:
        samples = [[Fraction(text) for text in sample] for sample in data["samples"]]
        dataset = Dataset.of("rebuilt", samples, data["labels"])
    start = tuple(Fraction(text) for text in values["w0"])
    return Experiment(dataset, start, Fraction(values["eta"]), values["epochs"], values["bias"])


def test_a_question_without_an_experiment_has_none_in_its_entry() -> None:
    """Nor a scope."""
    (entry,) = json.loads(bank_json([written_by_hand(*"pqrst")], ()))
    assert (entry["experiments"], entry["scope"]) == ([], None)


def test_the_gift_bank_reads_back_as_the_questions() -> None:
    """Names, prompts, options, feedback for each and for all, and which is right."""
    read = gift.read(written(asked()))
    assert len(read) == len(asked())
    for parsed, question in zip(read, asked(), strict=True):
        assert_same(parsed, question)
        assert {answer.text.format for answer in parsed.answers} == {None}


def assert_same(parsed: gift.Parsed, question: Question) -> None:
    """What was read is the question."""
    assert parsed.name == question.id
    assert parsed.prompt == gift.Text(apart(question.prompt), "markdown")
    assert [(a.text.text, a.feedback.text, a.right) for a in parsed.answers] == [
        (option.text, option.explanation, option.right) for option in question.options
    ]
    (key,) = (option for option in question.options if option.right)
    assert parsed.general.text == key.explanation
    inner = [text for answer in parsed.answers for text in (answer.text, answer.feedback)]
    assert {text.format for text in inner} <= {None, "markdown"}


TEXTS = st.text(st.sampled_from("\\~=#{}:[]%\n/nahtml50→ -"), max_size=12).map(
    lambda text: f"{text.strip()}x"
)


@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_gift_brings_back_any_characters(texts: list[str]) -> None:
    """Also those that mean something in it, wherever they stand."""
    question = written_by_hand(*texts)
    (parsed,) = gift.read(written([question]))
    assert_same(parsed, question)


@pytest.mark.parametrize("text", [UNLIKELY, "[html]x", "%50%x", "= x", "#", "\\", "\\n", "}", "::"])
def test_gift_brings_back_what_looks_like_gift(text: str) -> None:
    """In every place of a question."""
    question = written_by_hand(*(text for _ in range(5)))
    parsed, again = gift.read(written([question, question]))
    assert parsed == again
    assert_same(parsed, question)


@pytest.mark.parametrize(
    "faulty",
    [
        "",
        "What?{=a#b ~c#d ####e}",
        "::n::What?",
        "::n::What: now?{=a#b ~c#d ####e}",
        "::n::What?{=a#b ~c ####e}",
        "::n::What?{=a#b ####e}",
        "::n::What?{=a#b =c#d ####e}",
        "::n::What?{~a#b ~c#d ####e}",
        "::n::What?{=a#b ~c#d}",
        "::n::What?{=a#b ~c#d ####e",
        "::n::What?{=a#b ~c#d ####e} more",
        "::n::What?{=a#b ~%50%c#d ####e}",
        "::n::What?{=a#b ~c#d\\q ####e}",
        "::n::What\nnow?{=a#b ~c#d ####e}",
        "::n::What?{\n// so\n=a#b ~c#d ####e}",
        "::n::What?{\n\n=a#b ~c#d ####e}",
    ],
)
def test_the_reader_of_gift_is_strict(faulty: str) -> None:
    """So that the tests before could fail."""
    assert gift.read("::n::What?{=a#b ~c#d ####e}")
    with pytest.raises(gift.GiftError):
        gift.read(faulty)


def test_a_list_has_an_empty_line_before_it() -> None:
    """And no other line is added; a list already apart stays as it is."""
    assert apart("two runs:\n- A\n- B\n\nCompare\nthem") == "two runs:\n\n- A\n- B\n\nCompare\nthem"
    assert apart("- A\n- B\n\n- C") == "- A\n- B\n\n- C"


def test_a_worksheet_asks_all_and_answers_behind_a_rule() -> None:
    """The questions with boxes and without a word of the answers; then every key with its why."""
    sheet, answers = worksheet(asked(12), "Perceptrons").split("\n---\n")
    assert sheet.startswith("# Perceptrons\n\n## 1\n\n")
    assert answers.startswith("\n# Perceptrons: answers\n\n1. **")
    assert sheet.count("- ☐ Yes\n- ☐ No\n") == 12
    for number, question in enumerate(asked(12), 1):
        assert f"## {number}\n\n{apart(question.prompt)}\n\n- ☐ Yes" in sheet
        good, bad = sorted(question.options, key=lambda option: not option.right)
        indent = " " * len(f"{number}. ")
        assert (
            f"\n{number}. **{good.text}**: {good.explanation}\n\n"
            f"{indent}- {bad.text}: {bad.explanation}\n"
        ) in f"{answers}\n"
        assert good.explanation not in sheet
