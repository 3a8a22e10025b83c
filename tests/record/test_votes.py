"""What came of a question to the room: the figures are those of the facts."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from tests.record.samples import NOON, an_answer
from tutor.record.counting import By, Wanted
from tutor.record.database import Database
from tutor.record.facts import Answer, Fact, Reset, Undo, row_of, stamped
from tutor.record.gradebook import report
from tutor.record.room import vote_place
from tutor.record.schema import facts as fact_table
from tutor.record.schema import learners
from tutor.record.sheets import canvas_csv, moodle_csv
from tutor.record.state import Given, State
from tutor.record.votes import Betrayed, Vote, counted, latest, misconceptions, votes

_numbers = count()
NAMES = ("Ada", "bob", "Cy")


def a_vote(given: str, round_: int = 1, poll: str = "q", **how: object) -> Answer:
    """A vote at noon."""
    answer = replace(an_answer(given), place=vote_place(poll, round_), **how)  # type: ignore[arg-type]
    return stamped(answer, NOON)


_answers = st.builds(
    a_vote,
    st.sampled_from(["Yes", "No", "?"]),
    st.integers(1, 2),
    st.sampled_from(["q", "other"]),
    right=st.booleans(),
    confidence=st.integers(0, 3),
    predicted=st.booleans(),
    misconception=st.none() | st.just("rate-turns"),
)


@st.composite
def a_class(draw: st.DrawFn) -> list[tuple[str, Fact]]:
    """Votes of some learners in some order, a part of them undone or reset."""
    told: list[tuple[str, Fact]] = []
    for name, answer in draw(st.lists(st.tuples(st.sampled_from(NAMES), _answers), max_size=14)):
        told.append((name, stamped(replace(answer, id=""), NOON)))
        match draw(st.integers(0, 7)):
            case 0 | 1:
                whose, fact = draw(st.sampled_from(told))
                told.append((whose, stamped(Undo(answer=fact.id), NOON)))
            case 2:
                lesson = draw(st.sampled_from([None, "zero-start"]))
                told.append((name, stamped(Reset(lesson=lesson), NOON)))
            case 3:  # Of what is not theirs nobody can undo anything.
                told.append(
                    (draw(st.sampled_from(NAMES)), stamped(Undo(answer=told[0][1].id), NOON))
                )
    return told


def last_of(told: Sequence[tuple[str, Fact]], name: str, round_: int) -> Given | None:
    """The vote of a learner, as their own program has it."""
    state = State.of(fact for whose, fact in told if whose == name)
    given = [one for one in state.answers if one.place == vote_place("q", round_)]
    return given[-1] if given else None


@given(told=a_class())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_votes_are_what_is_counted_one_by_one_over_the_facts(
    database: Database, told: list[tuple[str, Fact]]
) -> None:
    """The last of each learner in each round that was not taken back; who moved, and where to."""
    for name in NAMES:
        database.forget(name)
    for name, fact in told:
        database.write(name, [fact])
    both = []
    for round_ in (1, 2):
        found = votes(database, "q", round_)
        expected = {name: last_of(told, name, round_) for name in NAMES}
        assert found == [
            Vote(name, one.given, one.confidence, one.right, one.misconception, one.at)
            for name, one in expected.items()
            if one is not None
        ]
        both.append({name: one for name, one in expected.items() if one is not None})
    first, second = both
    figures = counted(votes(database, "q", 2), votes(database, "q", 1))
    assert figures.voters == len(second)
    assert figures.right == sum(one.right for one in second.values())
    assert figures.answers == Counter(one.given for one in second.values())
    assert figures.sure == Counter((one.given, one.confidence) for one in second.values())
    twice = [(first[name], second[name]) for name in NAMES if name in first and name in second]
    assert figures.moved == Counter((old.given, new.given) for old, new in twice)
    assert figures.to_right == sum(not old.right and new.right for old, new in twice)
    assert figures.to_wrong == sum(old.right and not new.right for old, new in twice)
    standing = [
        (name, one) for name in NAMES
        for one in State.of(fact for whose, fact in told if whose == name).answers
    ]  # fmt: skip
    betrayed = [name for name, one in standing if one.misconception and not one.predicted]
    assert misconceptions(database, NOON) == (
        [Betrayed("rate-turns", len(set(betrayed)), len(betrayed))] if betrayed else []
    )
    came = latest(database)
    assert Counter(one.learner for one in came) == Counter(name for name, _ in standing)
    assert [one.seq for one in came] == sorted(one.seq for one in came)


def test_answers_are_ordered_by_how_many_gave_them() -> None:
    """Then by their text, so that nothing jumps about."""
    told = [
        Vote(f"{number}", text, confidence=1, right=False, misconception=None, at="")
        for number, text in enumerate(["b", "c", "c", "a", "b", "c"])
    ]
    assert list(counted(told).answers.items()) == [("c", 3), ("b", 2), ("a", 1)]
    nobody = counted([])
    assert (nobody.voters, nobody.right, dict(nobody.answers)) == (0, 0, {})


def test_misconceptions_of_the_room_are_those_that_most_learners_have(database: Database) -> None:
    """One who answers often does not make one frequent; those of yesterday do not count."""
    told = [
        ("Ada", "often", 0), ("Ada", "often", 0), ("Ada", "often", 0),
        ("Ada", "shared", 0), ("bob", "shared", 1), ("bob", "yesterday", -24),
    ]  # fmt: skip
    for name, misconception, hours in told:
        answer = replace(an_answer(right=False), misconception=misconception)
        database.write(name, [stamped(answer, NOON + timedelta(hours=hours))])
    assert misconceptions(database, NOON) == [Betrayed("shared", 2, 2), Betrayed("often", 1, 3)]


def test_the_latest_answers_come_after_those_that_are_known(database: Database) -> None:
    """Of many, only the last; none that was undone."""
    answers = [stamped(an_answer(f"{number}"), NOON) for number in range(6)]
    database.write("Ada", answers[:4])
    known = latest(database)
    assert [one.given for one in known] == ["0", "1", "2", "3"]
    database.write("bob", [*answers[4:], stamped(Undo(answer=answers[4].id), NOON)])
    assert [(one.learner, one.given) for one in latest(database, known[-1].seq)] == [("bob", "5")]
    assert [one.given for one in latest(database, most=2)] == ["3", "5"]


def test_votes_are_marks_of_their_own_unless_there_is_no_right_answer(database: Database) -> None:
    """In a report by quiz, in what Moodle and Canvas read, and for their concept."""
    database.write("Ada", [a_vote("Yes"), a_vote("No", 2, right=False)])
    database.write("Ada", [a_vote("Yes", poll="typed", predicted=True)])
    found = report(database, Wanted(By.QUIZ))
    assert [(row.about, row.right, row.answers) for row in found.rows] == [
        ("room:q:1", 1, 1),
        ("room:q:2", 0, 1),
    ]
    assert moodle_csv(found).splitlines() == ["Username,room:q:1,room:q:2", "Ada,100.00,0.00"]
    assert canvas_csv(found).splitlines()[-1] == "Ada,,,Ada,,100.00,0.00"
    [row] = report(database, Wanted(By.CONCEPT)).rows
    assert (row.about, row.right, row.answers) == ("update-rule", 1, 2)
    assert report(database, Wanted(By.LESSON)).rows == ()


def test_a_board_beside_a_hundred_thousand_answers_stays_quick(file: str) -> None:
    """It asks about once a second: the votes, the misconceptions, the latest answers."""
    database = Database.open(file)
    empty = {column.name: None for column in fact_table.c if column.name != "seq"}
    old = {**empty, **row_of(stamped(an_answer(), NOON - timedelta(days=9)))}
    vote = {**empty, **row_of(a_vote("Yes", misconception="rate-turns"))}
    rows = [
        {**(vote if number >= 99_700 else old), "id": f"{number}", "learner": number % 300 + 1}
        for number in range(100_000)
    ]
    with database._engine.begin() as connection:
        names = [{"id": number + 1, "name": f"learner {number}"} for number in range(300)]
        connection.execute(insert(learners), names)
        connection.execute(insert(fact_table), rows)
    begin = time.process_time()
    for _ in range(10):
        assert len(votes(database, "q", 1)) == 300
        assert misconceptions(database, NOON) == [Betrayed("rate-turns", 300, 300)]
        assert len(latest(database)) == 100
    assert time.process_time() - begin < 0.5
    database.close()
