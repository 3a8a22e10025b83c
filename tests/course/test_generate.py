"""The endless questions: balanced, keyed rightly, worded from facts, the same for the same seed."""

import hashlib
import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tutor.course.generate import questions
from tutor.course.lesson import Kind, Lab, Question
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.training import Experiment

SEEDS = (0, 1, 7, -1, 20_260_101)
GOLDEN = "64a20846bad51d4c612824e07242a1a6779f734e734a4e6719dc7d009133eb2f"
"""Of the first 50 prompts of seed 7. A change of the stream changes it; then it has to be meant."""

LIBRARY = Library.open()

CLAIMS = {
    "every prediction made while training is the same in A and B": (Scope.TRACE, False),
    "some prediction made while training is not the same in A and B": (Scope.TRACE, True),
    "the final weights of A and B agree on every sample": (Scope.SAMPLES, False),
    "the final weights of A and B disagree on some sample": (Scope.SAMPLES, True),
    "the final weights of A and B agree on every input": (Scope.PLANE, False),
    "the final weights of A and B disagree on some input": (Scope.PLANE, True),
}
"""What an explanation may say of a scope, and whether A and B then differ in it."""


@cache
def first(count: int, seed: int) -> tuple[Question, ...]:
    """The first questions of a seed."""
    return tuple(islice(questions(seed, LIBRARY), count))


def lab_of(question: Question) -> tuple[Lab, Experiment, Experiment, Scope]:
    """A question's lab, with its parts that are always there."""
    lab = question.lab
    assert lab is not None
    assert lab.b is not None
    assert lab.scope is not None
    return lab, lab.a, lab.b, lab.scope


def run(experiment: Experiment) -> tuple[list[int], list[Fraction]]:
    """Train with plain fractions, without the engine; gives predictions and final weights."""
    weights, predictions = list(experiment.start), []
    for _ in range(experiment.epochs):
        for i, label in enumerate(experiment.dataset.labels):
            x = inputs(experiment, i)
            predictions.append(predict(weights, x))
            error = label - predictions[-1]
            weights = [
                w + experiment.rate * error * value for w, value in zip(weights, x, strict=True)
            ]
    return predictions, weights


def inputs(experiment: Experiment, sample: int) -> tuple[Fraction, ...]:
    """A sample with the constant 1 before it where there is a bias."""
    return (*(Fraction(1) for _ in range(experiment.bias)), *experiment.dataset.sample(sample))


def predict(weights: list[Fraction], x: tuple[Fraction, ...]) -> int:
    """The unit step of the net input, +1 at zero."""
    return 1 if sum(w * value for w, value in zip(weights, x, strict=True)) >= 0 else -1


def same_half_space(one: list[Fraction], other: list[Fraction], *, bias: bool) -> bool:
    """Whether two weight vectors predict alike everywhere.

    Where no feature counts, one class is predicted everywhere. Else the inputs predicted +1 are a
    closed half-space, and that determines the weights up to a positive factor.
    """
    constant = [not any(weights[bias:]) for weights in (one, other)]
    if any(constant):
        classes = [1 if not bias or weights[0] >= 0 else -1 for weights in (one, other)]
        return all(constant) and classes[0] == classes[1]
    pairs = list(zip(one, other, strict=True))
    parallel = all(a * d == b * c for a, b in pairs for c, d in pairs)
    return parallel and sum(a * b for a, b in pairs) > 0


def differs(question: Question, scope: Scope) -> bool:
    """Whether A and B differ in a scope, without asking the engine."""
    _, a, b, _ = lab_of(question)
    (predictions_a, weights_a), (predictions_b, weights_b) = run(a), run(b)
    if scope is Scope.TRACE:
        return predictions_a != predictions_b
    if scope is Scope.PLANE:
        return not same_half_space(weights_a, weights_b, bias=a.bias)
    samples = [inputs(a, i) for i in range(len(a.dataset))]
    return any(predict(weights_a, x) != predict(weights_b, x) for x in samples)


def form(question: Question) -> str:
    """In what B differs from A, read from the experiments."""
    _, a, b, _ = lab_of(question)
    if not any(a.start) and not any(b.start):
        return "zero"
    if a.bias and not any(a.start[1:]) and not any(b.start[1:]):
        return "bias"
    if a.start == b.start:
        return "rate"
    if a.rate == b.rate:
        return "start"
    alike = all(v / a.rate == w / b.rate for v, w in zip(a.start, b.start, strict=True))
    return "alike" if alike else "both"


def right(question: Question) -> str:
    """The right option's text."""
    (option,) = (option for option in question.options if option.right)
    return option.text


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_any_200_answers_in_a_row_are_yes(seed: int) -> None:
    """Within 10 %: from 90 to 110, wherever one begins to count."""
    answers = [right(question) == "Yes" for question in first(500, seed)]
    for begin in range(len(answers) - 199):
        assert 90 <= sum(answers[begin : begin + 200]) <= 110


@pytest.mark.parametrize("seed", SEEDS)
def test_every_key_is_what_an_independent_loop_finds(seed: int) -> None:
    """In each of the three scopes."""
    for question in first(300, seed):
        _, _, _, scope = lab_of(question)
        assert question.kind is Kind.YESNO
        assert [option.text for option in question.options] == ["Yes", "No"]
        assert right(question) == ("Yes" if differs(question, scope) else "No"), question.id


@pytest.mark.parametrize("seed", SEEDS)
def test_no_explanation_says_what_is_not_so(seed: int) -> None:
    """Whatever it says of a scope is true of the two runs, and the scope asked is among them."""
    for question in first(300, seed):
        _, _, _, scope = lab_of(question)
        for option in question.options:
            claims = [claim for said, claim in CLAIMS.items() if said in option.explanation]
            assert scope in {said for said, _ in claims}
            assert all(differs(question, said) == differ for said, differ in claims)
            assert "{" not in option.explanation
        assert len({option.explanation for option in question.options}) == 2


def test_who_says_that_both_end_without_mistakes_is_told_so_only_where_they_do() -> None:
    """The refutation of converged-means-same begins with a fact about the labels."""
    told = [q for seed in SEEDS for q in first(500, seed) if betrays(q, "converged-means-same")]
    assert told
    for question in told:
        _, a, b, scope = lab_of(question)
        assert scope is Scope.PLANE
        for experiment in (a, b):
            _, weights = run(experiment)
            data = experiment.dataset
            assert all(
                predict(weights, inputs(experiment, i)) == label
                for i, label in enumerate(data.labels)
            )


def betrays(question: Question, misconception: str) -> bool:
    """Whether a wrong answer to it betrays this misconception."""
    return any(option.misconception == misconception for option in question.options)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_forms_and_scopes_occur_with_both_answers_where_both_can_be(seed: int) -> None:
    """So neither the form nor the scope gives the answer away."""
    seen = Counter((form(q), lab_of(q)[3], right(q)) for q in first(1000, seed))
    for scope in Scope:
        for open_form in ("rate", "start", "both", "bias"):
            assert seen[open_form, scope, "Yes"] > 0
            assert seen[open_form, scope, "No"] > 0
        for settled in ("zero", "alike"):
            assert seen[settled, scope, "Yes"] == 0
            assert seen[settled, scope, "No"] > 0
    for open_form in ("rate", "start", "both", "bias"):
        answers = {a: sum(seen[open_form, scope, a] for scope in Scope) for a in ("Yes", "No")}
        assert 0.4 < answers["Yes"] / sum(answers.values()) < 0.72


def test_fresh_samples_are_small_and_shipped_sets_come_up() -> None:
    """Three to five small samples with both labels; now and then a set that the course names."""
    names = set()
    for question in first(500, 7):
        _, a, b, _ = lab_of(question)
        data = a.dataset
        names.add(data.name)
        assert b.dataset is data
        assert 3 <= len(data) <= 5
        assert set(data.labels) == {-1, 1}
        assert len(set(data.rows)) == len(data)
        assert a.epochs == b.epochs <= 3
        assert len(run(a)[0]) == a.steps
    assert names == {"fresh samples", "four", "and", "or", "xor"}


def test_a_prompt_states_the_experiments_in_full() -> None:
    """Whoever reads only the prompt can set up the very same two runs."""
    for question in first(500, 7):
        _, a, b, scope = lab_of(question)
        prompt = question.prompt
        for name, experiment in (("A", a), ("B", b)):
            found = re.search(rf"^- {name}: η = (\S+), w⁽⁰⁾ = (\(.*\))$", prompt, re.MULTILINE)
            assert found is not None
            assert parse_number(found[1]) == experiment.rate
            assert parse_vector(found[2], experiment.weight_names) == experiment.start
        samples = re.findall(r"^- x⁽.⁾ = (\(.*\)), y⁽.⁾ = (\S+)$", prompt, re.MULTILINE)
        points = [parse_vector(x, a.dataset.features) for x, _ in samples]
        assert points == [a.dataset.sample(i) for i in range(len(a.dataset))]
        assert tuple(parse_number(label) for _, label in samples) == a.dataset.labels
        assert f"in this order, for {a.epochs} epoch" in prompt
        assert ("No bias;" in prompt) != a.bias
        assert ("Bias b first in w⁽⁰⁾, its input 1;" in prompt) == a.bias
        assert "φ(0) = +1" in prompt
        words = {
            Scope.TRACE: "the predictions made while training, step by step",
            Scope.SAMPLES: "the predictions of the final weights on the samples",
            Scope.PLANE: "the predictions of the final weights on every input of the plane",
        }
        assert words[scope] in prompt


@pytest.mark.parametrize("seed", SEEDS)
def test_prompts_fit_a_small_screen(seed: int) -> None:
    """At most 74 columns and 14 lines, with the typographic minus."""
    for question in first(500, seed):
        lines = question.prompt.split("\n")
        assert max(map(len, lines)) <= 74
        assert len(lines) <= 14
        assert not re.search(r"-\d", question.prompt)


def test_a_seed_gives_the_same_questions_again() -> None:
    """And another seed gives others."""
    assert tuple(islice(questions(7, LIBRARY), 50)) == first(50, 7)
    assert first(50, 7) != first(50, -7)


def test_the_stream_has_not_changed_unnoticed() -> None:
    """A learner's record names questions by seed and number."""
    prompts = "\n\n".join(question.prompt for question in first(50, 7))
    assert hashlib.sha256(prompts.encode()).hexdigest() == GOLDEN


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_of_500_questions_are_alike(seed: int) -> None:
    """Nor are two ids."""
    asked = first(500, seed)
    assert len({question.prompt for question in asked}) == 500
    assert [question.id for question in asked] == [f"gen-{seed}-{index}" for index in range(500)]


def test_what_questions_name_is_known_to_the_course() -> None:
    """Concepts and misconceptions; a right option never has a misconception."""
    named = set()
    for question in first(1000, 7):
        assert question.concept in LIBRARY.concepts
        assert len(question.hints) == 3
        for option in question.options:
            assert not (option.right and option.misconception)
            named.add(option.misconception)
    assert named - {None} <= LIBRARY.misconceptions.keys()
    assert {"bigger-step", "never-matters", "must-change", "bias-is-not-a-weight"} <= named


@pytest.mark.parametrize(
    ("kind", "answer", "misconception"),
    [
        ("zero", "Yes", "bigger-step"),
        ("bias", "No", "bias-is-not-a-weight"),
        ("rate", "Yes", "must-change"),
        ("start", "Yes", "must-change"),
        ("alike", "Yes", "must-change"),
    ],
)
def test_a_wrong_answer_betrays_what_the_course_says(
    kind: str, answer: str, misconception: str
) -> None:
    """For the forms whose wrong answer can mean one thing only."""
    wrong = [o for q in first(500, 7) if form(q) == kind for o in q.options if not o.right]
    betrayed = {option.misconception for option in wrong if option.text == answer}
    assert betrayed == {misconception}


def test_a_course_without_the_shipped_sets_still_has_questions(tmp_path: Path) -> None:
    """A teacher's folder: one set of a known name is faulty, and no misconception is known."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "and.csv").write_text("x1,x2,label\n0,zero,1\n", encoding="utf-8")
    (tmp_path / "misconceptions.toml").write_text("", encoding="utf-8")
    outline = 'title = "T"\nlessons = []\n[concepts]\n[data.and]\ntitle = "faulty"\n'
    (tmp_path / "course.toml").write_text(outline, encoding="utf-8")
    asked = list(islice(questions(7, Library.open(tmp_path)), 100))
    assert {lab_of(question)[1].dataset.name for question in asked} == {"fresh samples"}
    assert {option.misconception for question in asked for option in question.options} == {None}
