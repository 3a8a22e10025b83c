"""Questions to the room, made again from plain values."""

import json
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tutor.course.asked import MOST_DRAWN, MOST_OPTIONS, question_of
from tutor.course.generate import questions
from tutor.course.lesson import Kind
from tutor.course.library import Library
from tutor.course.question import grade
from tutor.errors import TutorError

LIBRARY = Library.open()
POLL = "f" * 32


def test_every_question_of_the_course_can_be_put_to_the_room() -> None:
    """By the ids of its lesson and its own, as they come back from JSON."""
    for entry in LIBRARY.entries:
        for question in LIBRARY.lesson(entry.id).questions:
            asked = json.loads(json.dumps({"lesson": entry.id, "question": question.id}))
            assert question_of(asked, POLL, LIBRARY) == question


@pytest.mark.parametrize(("concept", "level"), [(None, None), ("tie", None), ("ratio", 2)])
def test_a_fresh_question_is_the_one_of_that_number(concept: str | None, level: int | None) -> None:
    """From 0, of the same seed, concept and level, on every machine."""
    drawn = list(islice(questions(7, LIBRARY, level, concept), 4))
    for number in (0, 3):
        asked = {"seed": 7, "number": number, "concept": concept, "level": level}
        assert question_of(asked, POLL, LIBRARY) == drawn[number]


def test_a_question_in_the_teachers_words_has_no_right_answer() -> None:
    """It is a prediction, so that no mark comes of it, and has the id of its poll."""
    asked = {"prompt": "Ready to go on?", "options": ["Yes", " No "]}
    question = question_of(asked, POLL, LIBRARY)
    assert (question.id, question.kind, question.predict) == (POLL, Kind.CHOICE, True)
    assert [option.text for option in question.options] == ["Yes", "No"]
    assert not question.keyed
    assert not grade(question, "Yes").right


def test_every_other_question_has_a_right_answer() -> None:
    """Of the course and of all kinds of fresh ones."""
    of_course = [q for entry in LIBRARY.entries for q in LIBRARY.lesson(entry.id).questions]
    assert all(question.keyed for question in of_course)
    assert all(question.keyed for question in islice(questions(3, LIBRARY), 60))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"lesson": "no-such", "question": "x"},
        {"lesson": LIBRARY.entries[0].id, "question": "no-such"},
        {"lesson": 3, "question": "x"},
        {"seed": 7, "number": -1},
        {"seed": 7, "number": MOST_DRAWN},
        {"seed": 7, "number": 0, "concept": "no-such"},
        {"seed": 7, "number": 0, "level": 9},
        {"seed": "7", "number": 0},
        {"prompt": "  ", "options": ["Yes", "No"]},
        {"prompt": "Why?", "options": ["Because"]},
        {"prompt": "Why?", "options": ["So", "So"]},
        {"prompt": "Why?", "options": [1, None, {}]},
        {"prompt": "Why?", "options": [str(k) for k in range(MOST_OPTIONS + 1)]},
        {"prompt": "Why?"},
    ],
)
def test_what_is_no_question_of_this_course_is_refused(asked: dict[str, Any]) -> None:
    """In one line, whatever came: a newer program, another course, a slip."""
    with pytest.raises(TutorError) as refused:
        question_of(asked, POLL, LIBRARY)
    assert "\n" not in str(refused.value)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Z")), min_size=1).filter(str.strip))
def test_a_prompt_in_the_teachers_words_is_shown_to_the_letter(text: str) -> None:
    """No star, bracket or dash in it is a mark of Markdown; its lines stay apart."""
    asked = {"prompt": text, "options": ["Yes", "No"]}
    tokens = MarkdownIt("gfm-like").parse(question_of(asked, POLL, LIBRARY).prompt)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    rows = [token.children or () for token in tokens if token.type == "inline"]
    assert {child.type for row in rows for child in row} == {"text"}
    typed = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert ["".join(child.content for child in row) for row in rows] == typed
