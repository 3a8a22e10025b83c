"""The endless yes/no questions: keyed rightly, worded from facts, as hard as their level says."""

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import islice, pairwise

import pytest

from tests.course.judges.yesno import differing, faults, inputs, lab_of, predict, right, run
from tutor.course.fresh import yesno
from tutor.course.fresh.family import LEVELS, Family
from tutor.course.generate import variants
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.ratepath import rate_path
from tutor.perceptron.training import Experiment

SEEDS = (0, 7, -1)
LIBRARY = Library.open()


@cache
def first(count: int, seed: int) -> tuple[Question, ...]:
    """The first questions of a seed, as many of each family."""
    each = -(-count // len(yesno.FAMILIES))
    streams = [islice(variants(one, seed, LIBRARY), each) for one in yesno.FAMILIES]
    return tuple(question for stream in streams for question in stream)


def form(question: Question) -> str:
    """In what B differs from A, read from the experiments."""
    _, a, b, _ = lab_of(question)
    if not any(a.start):
        huge = b.rate >= 1000
        return "huge" if huge else "one-zero" if any(b.start) else "zero"
    if a.bias and not any(a.start[1:]) and not any(b.start[1:]):
        return "bias"
    if a.start == b.start:
        return "rate"
    if a.rate == b.rate:
        return "start"
    alike = all(v / a.rate == w / b.rate for v, w in zip(a.start, b.start, strict=True))
    return "alike" if alike else "both"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_key_and_every_explanation_is_what_an_independent_loop_finds(seed: int) -> None:
    """Whatever is said of a scope is true of the two runs, and the scope asked is among them."""
    for question in first(300, seed):
        assert question.kind is Kind.YESNO
        assert [option.text for option in question.options] == ["Yes", "No"]
        assert faults(question) == []
        assert len({option.explanation for option in question.options}) == 2


def test_who_says_that_both_end_without_mistakes_is_told_so_only_where_they_do() -> None:
    """The refutation of converged-means-same begins with a fact about the labels."""
    told = [q for q in first(900, 7) if betrays(q, "converged-means-same")]
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


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_all_forms_and_scopes_occur_with_both_answers_where_both_can_be(seed: int) -> None:
    """So neither the form nor the scope gives the answer away."""
    seen = Counter((form(q), lab_of(q)[3], right(q)) for q in first(900, seed))
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


def test_what_questions_name_is_known_to_the_course() -> None:
    """Concepts and misconceptions; a right option never has a misconception."""
    named = set()
    for question in first(900, 7):
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


@cache
def levelled(family: Family, level: int | None) -> tuple[Question, ...]:
    """The first questions of a family and a level."""
    return tuple(islice(variants(family, 7, LIBRARY, level), 40))


def critical_rate_is_near(experiment: Experiment) -> bool:
    """Whether a critical rate is within a factor of 1.5, from the whole rate path."""
    rate = experiment.rate
    path = rate_path(experiment.dataset, experiment.start, experiment.epochs, bias=experiment.bias)
    return path.index(rate * Fraction(2, 3)) != path.index(rate * Fraction(3, 2))


def hardness(question: Question) -> int:
    """The level of a question, from its experiments alone."""
    _, a, b, scope = lab_of(question)
    differ, epoch = differing(question), len(a.dataset)
    settled = all(v / a.rate == w / b.rate for v, w in zip(a.start, b.start, strict=True))
    near = critical_rate_is_near(b)
    if scope is Scope.TRACE and a.steps <= 6:
        early = run(a)[0][:epoch] != run(b)[0][:epoch]
        return 1 if settled or early or not near else 2
    other = (scope in differ) != (Scope.TRACE in differ)
    return 3 if near and not settled and (a.steps >= 9 or other) else 2


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", yesno.FAMILIES, ids=lambda family: family.concept)
def test_a_level_is_what_it_says(family: Family, level: int) -> None:
    """As many Yes as No, sound, and as hard as the rate path says."""
    if level not in family.levels:
        pytest.skip("no such level")
    asked = levelled(family, level)
    assert [fault for question in asked for fault in faults(question)] == []
    assert Counter(map(right, asked)) == {"Yes": 20, "No": 20}
    assert {hardness(question) for question in asked} == {level}


def test_harder_questions_have_more_steps() -> None:
    """On average, from level to level."""
    steps = [
        sum(
            lab_of(question)[1].steps
            for family in yesno.FAMILIES
            if family.levels == LEVELS
            for question in levelled(family, level)
        )
        for level in LEVELS
    ]
    assert all(easier < harder for easier, harder in pairwise(steps))


def test_neither_answer_is_a_matter_of_course_where_both_start_at_zero_or_one_does() -> None:
    """Else the concept of the quiz would give the answer away."""
    (scale,) = (family for family in yesno.FAMILIES if family.concept == "scale")
    asked = levelled(scale, None)
    assert {form(question) for question in asked} == {"zero", "one-zero"}
    both = {right(question) for question in asked if form(question) == "one-zero"}
    assert both == {"Yes", "No"}
