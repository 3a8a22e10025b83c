"""The endless questions: balanced, keyed rightly, worded from facts, the same for the same seed."""

import hashlib
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import pytest

from tests.course.judged import differing, faults, inputs, lab_of, predict, right, run
from tests.course.many_questions import judge
from tutor.course import generate
from tutor.course.generate import CONCEPTS, GenerateError, questions
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.ratepath import rate_path
from tutor.perceptron.training import Experiment

SEEDS = (0, 1, 7, -1, 20_260_101)
GOLDEN = "64a20846bad51d4c612824e07242a1a6779f734e734a4e6719dc7d009133eb2f"
"""Of the first 50 prompts of seed 7. A change of the stream changes it; then it has to be meant."""

LIBRARY = Library.open()


@cache
def first(count: int, seed: int) -> tuple[Question, ...]:
    """The first questions of a seed."""
    return tuple(islice(questions(seed, LIBRARY), count))


def form(question: Question) -> str:
    """In what B differs from A, read from the experiments."""
    _, a, b, _ = lab_of(question)
    if not any(a.start):
        return "one-zero" if any(b.start) else "zero"
    if a.bias and not any(a.start[1:]) and not any(b.start[1:]):
        return "bias"
    if a.start == b.start:
        return "rate"
    if a.rate == b.rate:
        return "start"
    alike = all(v / a.rate == w / b.rate for v, w in zip(a.start, b.start, strict=True))
    return "alike" if alike else "both"


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_any_200_answers_in_a_row_are_yes(seed: int) -> None:
    """Within 10 %: from 90 to 110, wherever one begins to count."""
    answers = [right(question) == "Yes" for question in first(500, seed)]
    for begin in range(len(answers) - 199):
        assert 90 <= sum(answers[begin : begin + 200]) <= 110


@pytest.mark.parametrize("seed", SEEDS)
def test_every_key_and_every_explanation_is_what_an_independent_loop_finds(seed: int) -> None:
    """Whatever is said of a scope is true of the two runs, and the scope asked is among them."""
    for question in first(300, seed):
        assert question.kind is Kind.YESNO
        assert [option.text for option in question.options] == ["Yes", "No"]
        assert faults(question) == []
        assert len({option.explanation for option in question.options}) == 2


def test_many_questions_are_sound_together() -> None:
    """The short form of `python -m tests.course.many_questions`."""
    found = judge(first(500, 7))
    assert found.faults == []
    assert found.count == 500
    assert found.sound


def test_a_question_with_another_key_is_found_out() -> None:
    """So that the test before could fail: a turned key, and the same question twice."""
    question = first(1, 7)[0]
    turned = tuple(replace(option, right=not option.right) for option in question.options)
    found = judge([replace(question, options=turned), question])
    assert [fault.split(": ")[1].split()[:2] for fault in found.faults] == [
        ["the", "key"],
        ["the", "id"],
    ]
    assert not found.sound


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


LEVELS = (1, 2, 3)


@cache
def levelled(level: int | None, concept: str | None) -> tuple[Question, ...]:
    """The first questions of a level and a concept."""
    return tuple(islice(questions(7, LIBRARY, level, concept), 40))


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


def test_without_level_and_concept_the_questions_are_those_of_the_seed() -> None:
    """Whether they are left out or none."""
    assert tuple(islice(questions(7, LIBRARY, level=None, concept=None), 50)) == first(50, 7)


@pytest.mark.parametrize("concept", [None, *CONCEPTS])
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_what_it_says(level: int, concept: str | None) -> None:
    """As many Yes as No, sound, of the one concept, and as hard as the rate path says."""
    asked = levelled(level, concept)
    found = judge(asked)
    assert found.faults == []
    assert found.answers == {"Yes": 20, "No": 20}
    assert {hardness(question) for question in asked} == {level}
    assert concept is None or set(found.concepts) == {concept}


def test_harder_questions_have_more_steps() -> None:
    """On average, from level to level."""
    steps = [
        sum(lab_of(question)[1].steps for question in levelled(level, None)) for level in LEVELS
    ]
    assert all(easier < harder for easier, harder in pairwise(steps))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_neither_answer_is_a_matter_of_course_in_a_quiz_of_one_concept(concept: str) -> None:
    """Else the name of the quiz would give the answer away."""
    asked = levelled(None, concept)
    assert Counter(map(right, asked)) == {"Yes": 20, "No": 20}
    assert {question.concept for question in asked} == {concept}
    if concept == "scale":
        assert {form(question) for question in asked} == {"zero", "one-zero"}
        both = {right(question) for question in asked if form(question) == "one-zero"}
        assert both == {"Yes", "No"}


def test_ids_name_the_level_and_the_concept() -> None:
    """A learner's record must not take one question for another."""
    streams = [levelled(level, concept) for level in (None, 1) for concept in (None, "ratio")]
    ids = [question.id for stream in streams for question in stream]
    assert len(set(ids)) == len(ids)
    assert [stream[0].id for stream in streams] == [
        "gen-7-0",
        "gen-ratio-7-0",
        "gen-level1-7-0",
        "gen-ratio-level1-7-0",
    ]


def test_what_there_are_no_questions_for_is_refused_before_the_first() -> None:
    """With what there is instead."""
    with pytest.raises(GenerateError, match="no level 4; write 1, 2 or 3"):
        questions(7, LIBRARY, level=4)
    with pytest.raises(GenerateError, match="“tie”; there are for may-change, ratio, scale"):
        questions(7, LIBRARY, concept="tie")
    assert set(CONCEPTS) <= LIBRARY.concepts.keys()


def test_a_search_that_finds_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of drawing for ever."""
    monkeypatch.setattr(generate, "_ENOUGH", 20)
    monkeypatch.setattr(generate._Wanted, "fits", lambda *_: False)
    with pytest.raises(GenerateError, match="no more such questions"):
        next(questions(7, LIBRARY))
