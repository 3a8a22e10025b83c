"""The endless questions: every kind and concept, balanced, keyed rightly, as the seed says."""

import hashlib
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.course.judges import JUDGES, every
from tests.course.many_questions import judge
from tutor.course import generate
from tutor.course.fresh.family import LEVELS, Family, key
from tutor.course.generate import CONCEPTS, FAMILIES, GenerateError, questions, variants
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library

SEEDS = (0, 7, -1, 20_260_101)
GOLDEN = "21f0ef78dea4fc269537a2117df92bd22a7e93339b0082cc97cda732aa5754e1"
"""Of the first 100 prompts of seed 7. A change of the stream changes it, and has to be meant."""

LIBRARY = Library.open()


@cache
def first(count: int, seed: int) -> tuple[Question, ...]:
    """The first questions of a seed."""
    return tuple(islice(questions(seed, LIBRARY), count))


@cache
def some(family: Family, count: int = 60) -> tuple[Question, ...]:
    """The first variants of a family."""
    return tuple(islice(variants(family, 7, LIBRARY), count))


def named(family: Family) -> str:
    """A family in a test's name."""
    return family.name


def test_there_are_questions_of_every_kind_and_about_every_concept_of_the_course() -> None:
    """And no two families are of one kind and concept, by which a judge is found."""
    assert set(CONCEPTS) == LIBRARY.concepts.keys()
    assert {family.kind for family in FAMILIES} == set(Kind)
    assert {(family.kind, family.concept) for family in FAMILIES} == JUDGES.keys()
    assert len(FAMILIES) == len(JUDGES)


@pytest.mark.parametrize("family", FAMILIES, ids=named)
def test_every_variant_is_keyed_and_explained_rightly(family: Family) -> None:
    """By loops that know nothing of the engine; and no two are alike."""
    # To judge every learning rate takes its time.
    count = 15 if family.kind in {Kind.INTERVAL, Kind.RATE} else 60
    found = judge(some(family)[:count], LIBRARY)
    assert found.faults == []
    assert found.count == count
    assert found.kinds == {family.kind: count}
    assert found.concepts == {family.concept: count}


@pytest.mark.parametrize("family", [family for family in FAMILIES if family.answers], ids=named)
def test_no_answer_is_likelier_than_another(family: Family) -> None:
    """Each comes up equally often, and none is always the one that was right before."""
    keys = [key(question).text for question in some(family)]
    assert Counter(keys) == dict.fromkeys(family.answers, 60 // len(family.answers))
    assert len(set(keys[:: len(family.answers)])) > 1


@pytest.mark.parametrize("family", [family for family in FAMILIES if not family.answers], ids=named)
def test_no_answer_is_the_rule_where_any_number_may_be_right(family: Family) -> None:
    """Whoever always gives the commonest answer is wrong at least every other time."""
    keys = Counter(key(question).text for question in some(family))
    assert max(keys.values()) <= 30


@pytest.mark.parametrize("family", FAMILIES, ids=named)
def test_the_right_option_stands_anywhere(family: Family) -> None:
    """Where options are chosen by their place."""
    if family.kind not in {Kind.CHOICE, Kind.BLANK, Kind.FALSE_LINE, Kind.INTERVAL}:
        pytest.skip("typed, or Yes before No")
    places = Counter([option.right for option in q.options].index(True) for q in some(family))
    assert len(places) > 1
    assert max(places.values()) <= 40


@pytest.mark.parametrize("seed", SEEDS)
def test_of_200_questions_80_are_yes_or_no_and_half_of_them_yes(seed: int) -> None:
    """Whichever 200 in a row from a block's beginning; within 3 in a hundred."""
    asked = first(400, seed)
    for begin in (0, 100, 200):
        block = [q for q in asked[begin : begin + 200] if q.kind is Kind.YESNO]
        assert len(block) == 80
        assert abs(sum(key(q).text == "Yes" for q in block) - 40) <= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_a_few_hundred_questions_meet_every_family(seed: int) -> None:
    """Kinds and concepts are mixed from the beginning."""
    asked = first(400, seed)
    assert {(q.kind, q.concept) for q in asked} == JUDGES.keys()
    assert len({q.kind for q in asked[:40]}) >= 6


def test_many_questions_are_sound_together() -> None:
    """The short form of `python -m tests.course.many_questions`."""
    found = judge(first(400, 7), LIBRARY)
    assert found.faults == []
    assert found.count == 400
    assert found.sound


def test_a_question_with_another_key_is_found_out() -> None:
    """So that the test before could fail: a turned key, and the same question twice."""
    question = next(q for q in first(100, 7) if q.kind is Kind.YESNO)
    turned = tuple(replace(option, right=not option.right) for option in question.options)
    found = judge([replace(question, options=turned), question], LIBRARY)
    assert any("the key is" in fault for fault in found.faults)
    assert any("was there before" in fault for fault in found.faults)
    assert not found.sound


def test_a_kind_and_concept_that_nobody_judges_is_found_out() -> None:
    """So no family goes unjudged."""
    (fault,) = every.faults(replace(first(1, 7)[0], concept="no-such"), LIBRARY)
    assert "nobody judges" in fault


def test_a_seed_gives_the_same_questions_again() -> None:
    """And another seed gives others."""
    assert tuple(islice(questions(7, LIBRARY), 100)) == first(400, 7)[:100]
    assert first(400, 7)[:100] != first(400, -1)[:100]


def test_the_stream_has_not_changed_unnoticed() -> None:
    """A learner's record names questions by seed and number."""
    prompts = "\n\n".join(question.prompt for question in first(400, 7)[:100])
    assert hashlib.sha256(prompts.encode()).hexdigest() == GOLDEN


def test_ids_name_the_level_and_the_concept() -> None:
    """A learner's record must not take one question for another."""
    ids = [
        question.id
        for level in (None, 1)
        for concept in (None, "ratio")
        for question in islice(questions(7, LIBRARY, level, concept), 3)
    ]
    assert len(set(ids)) == len(ids)
    assert ids[::3] == ["gen-7-0", "gen-ratio-7-0", "gen-level1-7-0", "gen-ratio-level1-7-0"]


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_is_asked_about_in_all_its_kinds(concept: str) -> None:
    """And nothing else is."""
    asked = list(islice(questions(7, LIBRARY, concept=concept), 24))
    kinds = {family.kind for family in FAMILIES if family.concept == concept}
    assert {question.concept for question in asked} == {concept}
    assert {question.kind for question in asked} == kinds


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", FAMILIES, ids=named)
def test_every_level_that_a_family_has_can_be_asked_for(family: Family, level: int) -> None:
    """A quiz of one concept and level begins, and goes on."""
    if level not in family.levels:
        pytest.skip("no such level")
    asked = list(islice(questions(7, LIBRARY, level, family.concept), 12))
    assert len({question.prompt for question in asked}) == 12
    assert any(question.kind is family.kind for question in asked)


def test_what_there_are_no_questions_for_is_refused_before_the_first() -> None:
    """With what there is instead."""
    with pytest.raises(GenerateError, match="no level 4; write 1, 2 or 3"):
        questions(7, LIBRARY, level=4)
    with pytest.raises(GenerateError, match="“numerology”; there are for"):
        questions(7, LIBRARY, concept="numerology")


def test_a_search_that_finds_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of drawing for ever."""
    monkeypatch.setattr(generate, "_TRIES", 20)
    hopeless = Family("hopeless", Kind.NUMBER, "tie", lambda *_: None)
    with pytest.raises(GenerateError, match="no more questions of hopeless"):
        next(variants(hopeless, 7, LIBRARY))


def test_a_course_without_the_shipped_sets_still_has_questions(tmp_path: Path) -> None:
    """A teacher's folder: one set of a known name is faulty, and no misconception is known."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "and.csv").write_text("x1,x2,label\n0,zero,1\n", encoding="utf-8")
    (tmp_path / "misconceptions.toml").write_text("", encoding="utf-8")
    outline = 'title = "T"\nlessons = []\n[concepts]\n[data.and]\ntitle = "faulty"\n'
    (tmp_path / "course.toml").write_text(outline, encoding="utf-8")
    asked = list(islice(questions(7, Library.open(tmp_path)), 100))
    used = {question.lab.a.dataset.name for question in asked if question.lab is not None}
    assert used == {"fresh samples"}
    assert {option.misconception for question in asked for option in question.options} == {None}
