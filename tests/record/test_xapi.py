"""Statements: valid in the eyes of a learning record store, and true to the answers.

They are judged twice: by the models of Ralph, the learning record store of France Université
Numérique (`ralph-malph` on PyPI), and by rules that those do not hold, written after ADL's
xAPI-Data, 1.0.3.
"""

import json
import re
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.samples import AWKWARD
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library
from tutor.record.gradebook import Answered
from tutor.record.room import vote_place
from tutor.record.xapi import HOME_PAGE, Statements

HOME = "https://school.example/tutor"
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](?!00:00)\d\d:\d\d)")
_DURATION = re.compile(r"P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")


class Judge(Protocol):
    """What says whether something is a statement."""

    def model_validate(self, statement: object, /) -> object:
        """Raise a ValueError if it is none."""


def an_answer(
    question: str = "gen-scale-1", given_as: str = "2", **others: str | float | None
) -> Answered:
    """An answer that counts."""
    usual: dict[str, Any] = {
        "learner": "Ada",
        "id": "a1",
        "at": "2026-03-02T11:00:00.000Z",
        "question": question,
        "concept": "scale",
        "given": given_as,
        "right": True,
        "confidence": 3,
        "hints": 1,
        "seconds": 12.25,
        "misconception": None,
        "place": "lesson:zero-start",
    }
    return Answered(**{**usual, **others})


@pytest.fixture(scope="module")
def asked() -> dict[str, Question]:
    """All questions of all lessons."""
    library = Library.open()
    lessons = [library.lesson(entry.id) for entry in library.entries]
    return {question.id: question for lesson in lessons for question in lesson.questions}


@pytest.fixture(scope="module")
def judge() -> Judge:
    """The model of a statement that a learning record store holds incoming ones against."""
    found: Judge = import_module("ralph.models.xapi.base.statements").BaseXapiStatement
    return found


def required(statement: dict[str, Any]) -> None:
    """What xAPI-Data requires and a model of types cannot see."""
    assert UUID(statement["id"]).version in {4, 5}
    assert statement["version"] == "1.0.3"
    assert _TIMESTAMP.fullmatch(statement["timestamp"])
    assert datetime.fromisoformat(statement["timestamp"]).utcoffset() == timedelta()
    assert statement["actor"]["account"].keys() == {"homePage", "name"}
    result = statement["result"]
    assert type(result["success"]) is bool
    if "duration" in result:
        assert _DURATION.fullmatch(result["duration"])
    interaction = statement["object"].get("definition")
    if interaction is None:
        return
    assert interaction["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
    ids = [one["id"] for one in interaction.get("choices", ())]
    assert len(set(ids)) == len(ids)
    patterns = interaction.get("correctResponsesPattern", [])
    match interaction["interactionType"]:
        case "choice":
            told = [*patterns, result["response"]]
            assert all(one in ids for text in told for one in text.split("[,]"))
        case "sequencing":
            assert sorted(result["response"].split("[,]")) == sorted(ids)
        case kind:
            assert kind == "fill-in"
            assert "choices" not in interaction


def valid(answer: Answered, questions: dict[str, Question], judge: Judge) -> dict[str, Any]:
    """The statement that is written of an answer, found valid."""
    line = Statements(questions, HOME).line(answer)
    assert line.isascii()
    assert "\n" not in line
    statement: dict[str, Any] = json.loads(line)
    judge.model_validate(statement)
    required(statement)
    return statement


def test_every_answer_to_every_question_makes_a_valid_statement(
    asked: dict[str, Question], judge: Judge
) -> None:
    """In the form of its kind of interaction; a right one matches the pattern, a wrong one not."""
    kinds = set()
    for question in asked.values():
        for option in question.options:
            answer = an_answer(question.id, option.text, right=option.right)
            statement = valid(answer, asked, judge)
            assert statement["result"]["success"] is option.right
            definition = statement["object"].get("definition", {})
            if patterns := definition.get("correctResponsesPattern"):
                assert (statement["result"]["response"] in patterns) is option.right
            kinds.add((question.kind, definition.get("interactionType")))
    assert {
        (Kind.CHOICE, "choice"),
        (Kind.YESNO, "choice"),
        (Kind.NUMBER, "fill-in"),
        (Kind.RATE, "fill-in"),
        (Kind.ORDER, "sequencing"),
    } <= kinds


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(
    learner=_texts | st.sampled_from([text for text in AWKWARD if text.isprintable()]),
    texts=st.tuples(_texts, _texts, _texts, _texts, _texts),
    seconds=st.floats(allow_nan=False, allow_infinity=False) | st.integers(-5, 10**9),
    confidence=st.integers(0, 3),
)
def test_whatever_was_kept_makes_a_valid_statement(
    judge: Judge, learner: str, texts: tuple[str, ...], seconds: float, confidence: int
) -> None:
    """Empty and awkward texts, and times that no clock shows."""
    question, concept, response, place, misconception = texts
    answer = an_answer(
        question,
        response,
        learner=learner,
        concept=concept,
        seconds=seconds,
        confidence=confidence,
        misconception=misconception or None,
        place=place,
    )
    valid(answer, {}, judge)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "a1"},
        {"timestamp": "today"},
        {"actor": {"name": "Ada"}},
        {"result": {"duration": "12 s"}},
        {"result": {"response": ""}},
        {"more": 1},
    ],
)
def test_the_judge_refuses_what_is_no_statement(judge: Judge, wrong: dict[str, Any]) -> None:
    """Else it would prove nothing that ours pass."""
    statement = json.loads(Statements({}, HOME).line(an_answer()))
    with pytest.raises(ValueError, match="validation error"):
        judge.model_validate({**statement, **wrong})


def test_a_vote_in_the_room_is_an_answer_in_an_assessment(judge: Judge) -> None:
    """Each round is one of its own."""
    statement = valid(an_answer(place=vote_place("a1b2", 2)), {}, judge)
    [parent] = statement["context"]["contextActivities"]["parent"]
    assert parent["id"] == f"{HOME}/assessments/room:a1b2:2"
    assert parent["definition"]["type"] == "http://adlnet.gov/expapi/activities/assessment"


def test_a_statement_says_who_answered_what_how_and_when(asked: dict[str, Question]) -> None:
    """Each part in its place."""
    answer = an_answer(misconception="bigger-step", right=False)
    statement = json.loads(Statements(asked, HOME).line(answer))
    assert statement["actor"]["account"] == {"homePage": HOME, "name": "Ada"}
    assert statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert statement["object"]["id"] == f"{HOME}/questions/gen-scale-1"
    assert statement["result"] == {
        "success": False,
        "response": "2",
        "duration": "PT12.25S",
        "extensions": {
            f"{HOME}/extensions/confidence": 3,
            f"{HOME}/extensions/hints": 1,
            f"{HOME}/extensions/misconception": "bigger-step",
        },
    }
    [lesson] = statement["context"]["contextActivities"]["parent"]
    assert lesson["id"] == f"{HOME}/lessons/zero-start"
    assert statement["timestamp"] == "2026-03-02T11:00:00.000Z"


def test_a_statement_has_the_same_id_whenever_it_is_written() -> None:
    """So a store that is told twice keeps it once; another answer has another id."""
    one, again = (json.loads(Statements({}).line(an_answer()))["id"] for _ in range(2))
    other = json.loads(Statements({}).line(an_answer(id="a2")))["id"]
    assert one == again != other
    assert json.loads(Statements({}, HOME).line(an_answer()))["id"] != one
    assert HOME_PAGE.endswith(".invalid")


def test_a_nameless_statement_does_not_lead_back(judge: Judge) -> None:
    """Neither by a name nor by the id of the fact, which the record knows."""
    marks = (UUID(int=1, version=4), UUID(int=2, version=4))
    lines = [
        Statements({}, HOME, called={"Ada": "learner 1"}, marked=mark).line(an_answer())
        for mark in marks
    ]
    statements = [json.loads(line) for line in lines]
    assert not any("Ada" in line for line in lines)
    assert statements[0]["actor"]["account"]["name"] == "learner 1"
    named = json.loads(Statements({}, HOME).line(an_answer()))["id"]
    assert len({named, *(statement["id"] for statement in statements)}) == 3
    judge.model_validate(statements[0])


def test_an_option_that_is_no_more_is_told_as_it_was_given(
    asked: dict[str, Question], judge: Judge
) -> None:
    """The question was another one when it was answered: its options are not named."""
    choice = next(one for one in asked.values() if one.kind is Kind.CHOICE)
    statement = valid(an_answer(choice.id, "an option of long ago"), asked, judge)
    assert "definition" not in statement["object"]
    assert statement["result"]["response"] == "an option of long ago"
