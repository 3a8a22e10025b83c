"""A bank for programs: complete prompts, and exact values from which every key follows."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import Any

import pytest

from tests.course.asked import ASKED, BLANK, FALSE_LINE, INTERVAL, NO_RATE, ORDER, RATE, STEP, asked
from tutor.course.bank import bank_json
from tutor.course.generate import questions
from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question
from tutor.course.library import Library
from tutor.course.printed import full_prompt
from tutor.course.question import grade
from tutor.perceptron.comparison import FirstDifference, Scope, compare
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.ratepath import rate_path
from tutor.perceptron.training import Experiment, train

LIBRARY = Library.open()
KEYS = [
    *("id", "kind", "concept", "prompt", "options", "key", "explanations", "hints"),
    *("experiments", "scope"),
]


@cache
def fresh(count: int = 100) -> tuple[Question, ...]:
    """The first questions of seed 7, among them some on a set of the course."""
    return tuple(islice(questions(7, LIBRARY), count))


def entries(of: tuple[Question, ...]) -> list[dict[str, Any]]:
    """The bank as a program reads it."""
    read: list[dict[str, Any]] = json.loads(bank_json(of, LIBRARY.data))
    return read


def entry(text: str) -> dict[str, Any]:
    """The entry of one question of an author, its samples written out."""
    (read,) = json.loads(bank_json([asked(text)], ()))
    assert isinstance(read, dict)
    return read


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


def runs(of: dict[str, Any]) -> list[Experiment]:
    """The experiments of an entry."""
    return [rebuilt(values) for values in of["experiments"]]


def number(text: str) -> Fraction | tuple[Fraction, ...]:
    """A number or a vector as any program would read it."""
    if text.startswith("("):
        return tuple(Fraction(part) for part in text[1:-1].split(", "))
    return Fraction(text)


def test_an_entry_has_the_keys_that_programs_rely_on() -> None:
    """In the order of the issue, and the texts of the question."""
    for read, question in zip(entries(fresh()), fresh(), strict=True):
        assert list(read) == KEYS
        assert [read[key] for key in ("id", "kind", "concept")] == [
            question.id,
            question.kind.value,
            question.concept,
        ]
        assert read["prompt"] == full_prompt(question)
        assert read["prompt"].count(question.prompt.split("\n")[0]) == 1
        assert len(read["options"]) == len(read["explanations"]) == len(question.options)
        assert read["key"] in read["options"]
        assert read["hints"] == list(question.hints)
        assert grade(question, read["key"]).right


def test_the_key_of_a_comparison_follows_from_the_entry_alone() -> None:
    """The two experiments, rebuilt from the JSON, are those of the question and give its key."""
    shipped = compared = 0
    for read, question in zip(entries(fresh()), fresh(), strict=True):
        if question.kind is not Kind.YESNO or question.lab is None:
            continue
        one, other = runs(read)
        for run, experiment in ((one, question.lab.a), (other, question.lab.b)):
            assert experiment is not None
            assert run == replace(experiment, dataset=run.dataset)
            assert run.dataset.rows == experiment.dataset.rows
            assert run.dataset.labels == experiment.dataset.labels
        same = compare(one, other, Scope(read["scope"])).same
        assert read["key"] == ("No" if same else "Yes")
        compared += 1
        shipped += isinstance(read["experiments"][0]["data"], str)
    assert 0 < shipped < compared


def test_a_question_without_an_experiment_has_none_in_its_entry() -> None:
    """Nor a scope."""
    options = (Option("This", "Yes.", right=True), Option("That", "No.", right=False))
    plain = Question("by-hand", Kind.CHOICE, "claim", "Which?", options)
    (read,) = json.loads(bank_json([plain], ()))
    assert (read["experiments"], read["scope"], read["prompt"]) == ([], None, "Which?")


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_typed_is_plain_ascii_and_graded_as_the_option(kind: str) -> None:
    """The star stands for any other; what is chosen stays as it is."""
    question, read = asked(ASKED[kind]), entry(ASKED[kind])
    assert sum(text == read["key"] for text in read["options"]) == 1
    for text, option in zip(read["options"], question.options, strict=True):
        if text == ANYTHING_ELSE or question.kind not in TYPED_AS:
            assert text == option.text
            continue
        assert text.isascii()
        assert TYPED_AS[question.kind](text) is not None
        assert grade(question, text).option is option


TYPED_AS: dict[Kind, Any] = {
    Kind.NUMBER: number,
    Kind.STEP: lambda text: text if text == "never" else int(text),
    Kind.RATE: lambda text: text if text == "none" else Fraction(text),
    Kind.ORDER: lambda text: [int(part) for part in text.split()],
}


def test_a_number_is_a_fraction_whatever_the_author_wrote() -> None:
    """Neither a decimal nor the minus of the screen."""
    texts = {"0.4": "2/5", "−4": "-4", "1/3": "1/3", "−0.25": "-1/4"}
    options = [Option(text, "So.", right=text == "0.4") for text in texts]
    options.append(Option(ANYTHING_ELSE, "No.", right=False))
    question = Question("by-hand", Kind.NUMBER, "claim", "What is z?", tuple(options))
    (read,) = json.loads(bank_json([question], ()))
    assert (read["options"], read["key"]) == ([*texts.values(), "*"], "2/5")


def test_a_vector_is_one_of_the_run() -> None:
    """w⁽¹⁾ of the only experiment."""
    read = entry(ASKED["vector"])
    (a,) = runs(read)
    assert (read["key"], read["scope"]) == ("(-1, -1)", None)
    assert number(read["key"]) == train(a).weights_after(1)
    assert "Write 2 exact numbers such as (-0.2, 2/3)" in read["prompt"]


def test_the_first_step_that_differs_follows_from_the_entry() -> None:
    """From the predictions of both."""
    read = entry(STEP)
    a, b = runs(read)
    witness = compare(a, b, Scope(read["scope"])).witness
    assert isinstance(witness, FirstDifference)
    assert read["key"] == str(witness.step)
    assert read["prompt"].endswith("Write the number of a step, 1 to 16, or never.")


def test_a_learning_rate_comes_with_a_run_that_shows_it() -> None:
    """B has it, and its predictions differ in the scope."""
    read = entry(RATE)
    a, b = runs(read)
    assert replace(a, rate=b.rate) == b
    assert Fraction(read["key"]) == b.rate
    assert not compare(a, b, Scope(read["scope"])).same


def test_where_no_learning_rate_does_it_there_is_no_second_run() -> None:
    """And all rates are one interval."""
    read = entry(NO_RATE)
    (a,) = runs(read)
    path = rate_path(a.dataset, a.start, a.epochs, bias=a.bias, scope=Scope(read["scope"]))
    assert (read["key"], len(path)) == ("none", 1)


@pytest.mark.parametrize("scope", ["trace", "samples"])
def test_an_interval_follows_from_the_entry(scope: str) -> None:
    """Its ends are those of the interval in which A's η lies, in the scope of the question."""
    read = entry(INTERVAL.replace("scope = trace", f"scope = {scope}"))
    (a,) = runs(read)
    assert read["scope"] == scope
    found = rate_path(a.dataset, a.start, a.epochs, bias=a.bias, scope=Scope(scope)).at(a.rate)
    low, high = read["key"][1:-1].split(", ")
    assert found.low == Fraction(low)
    assert found.high == (None if high == "∞" else Fraction(high))
    assert (read["key"][0] == "[", read["key"][-1] == "]") == (found.low_closed, found.high_closed)


@pytest.mark.parametrize("text", [FALSE_LINE, BLANK, ORDER])
def test_the_prompt_holds_the_numbered_lines_and_their_rules(text: str) -> None:
    """They are nowhere else in an entry."""
    question, read = asked(text), entry(text)
    assert len(question.lines) > 1
    for place, line in enumerate(question.lines, 1):
        rule = f" (by: {line.rule})" if line.rule else ""
        assert f"\n{place}. {line.formula}{rule}\n" in f"{read['prompt']}\n"


def test_the_explanation_of_an_order_says_which_others_are_right() -> None:
    """Who has only the entry can grade any."""
    question, read = asked(ORDER), entry(ORDER)
    said = read["explanations"][read["options"].index(read["key"])]
    assert question.after == ((3,), (), (2, 4), ())
    assert said.endswith(
        "Right is every order in which line 1 stands below 3; line 3 stands below 2 and 4."
    )
