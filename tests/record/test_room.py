"""How the room stands after what the teacher did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.record.samples import AWKWARD, NOON
from tutor.record.room import (
    Ask,
    Close,
    Event,
    Invite,
    Note,
    Pace,
    Poll,
    Prove,
    Room,
    Show,
    event_of,
    row_of,
    stamped,
    vote_place,
)

QUESTION = {"lesson": "zero-start", "question": "same-sign"}
_texts = st.text(max_size=10) | st.sampled_from(AWKWARD)
_polls = st.sampled_from(["e0", "e1", "e2", "nobody's"])
_events: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Ask,
        question=st.fixed_dictionaries({"prompt": _texts, "options": st.lists(_texts, max_size=3)}),
        round=st.integers(1, 3),
        poll=st.just("") | _polls,
    ),
    st.builds(Show, poll=_polls),
    st.builds(Prove, poll=_polls),
    st.builds(Close, poll=_polls),
    st.builds(Note, text=_texts),
    st.builds(Pace, open_to=st.none() | st.integers(0, 20)),
    st.builds(Invite, lesson=_texts, page=st.integers(0, 9)),
)


def at(event: Event, name: str, now: datetime = NOON) -> Event:
    """An event with an id that a test can foresee."""
    return replace(stamped(event, now), id=name)


def after(*events: Event) -> Room:
    """The room after events."""
    room = Room()
    for seq, event in enumerate(events, 1):
        room = room.after(seq, event)
    return room


def test_a_question_is_asked_shown_asked_again_proved_and_taken_away() -> None:
    """As in a class that discusses between two votes; the second round hides its counts again."""
    asked = at(Ask(question=QUESTION), "q")
    first = Poll("q", asked.at, QUESTION)
    assert after(asked) == Room(first, (first,), last=1)
    shown = replace(first, shown=True)
    assert after(asked, at(Show(poll="q"), "s")).poll == shown
    told = [asked, at(Show(poll="q"), "s"), at(Ask(question=QUESTION, round=2, poll="q"), "r")]
    second = replace(first, round=2)
    assert after(*told) == Room(second, (second,), last=3)
    told.append(at(Prove(poll="q"), "p"))
    proved = replace(second, proved=True)
    assert after(*told) == Room(proved, (proved,), last=4)
    told.append(at(Close(poll="q"), "c"))
    assert after(*told) == Room(None, (proved,), last=5)


def test_of_two_questions_the_newer_one_is_open_and_what_concerns_the_older_leaves_it() -> None:
    """Both are known, oldest first."""
    told = [at(Ask(question={"seed": n, "number": 0}), f"{n}") for n in (1, 2)]
    room = after(*told, at(Show(poll="1"), "s"), at(Close(poll="1"), "c"))
    assert room.poll is not None
    assert (room.poll.id, room.poll.shown) == ("2", False)
    assert [(poll.id, poll.shown) for poll in room.polls] == [("1", True), ("2", False)]
    assert after(*told, at(Close(poll="2"), "c")).poll is None


def test_a_second_round_that_is_asked_by_two_boards_is_one() -> None:
    """What the faster one has shown since stays shown."""
    again = [at(Ask(question=QUESTION, round=2, poll="q"), name) for name in ("x", "y")]
    room = after(at(Ask(question=QUESTION), "q"), again[0], at(Show(poll="q"), "s"), again[1])
    assert room.poll is not None
    assert (room.poll.round, room.poll.shown, len(room.polls)) == (2, True, 1)


def test_a_second_round_opens_a_question_that_was_taken_away() -> None:
    """Also one whose first round nobody knows any more."""
    asked, again = at(Ask(question=QUESTION), "q"), Ask(question=QUESTION, round=2, poll="q")
    room = after(asked, at(Close(poll="q"), "c"), at(again, "r"))
    assert room.poll == Poll("q", asked.at, QUESTION, 2)
    assert after(at(again, "r")).poll == Poll("q", asked.at, QUESTION, 2)


def test_notes_pace_and_invitations_are_the_newest_and_an_empty_note_takes_the_last_away() -> None:
    """Each for itself."""
    told = [at(Note(text=text), text) for text in ("one", "two")]
    paces = [at(Pace(open_to=number), f"p{number}") for number in (3, None)]
    invited = [at(Invite(lesson="zero-start", page=page), f"i{page}") for page in (1, 2)]
    room = after(*told, *paces, *invited)
    assert (room.note, room.pace, room.invitation) == (told[1], paces[1], invited[1])
    assert after(*told, at(Note(text=" "), "away")).note is None


@given(events=st.lists(_events, max_size=12), known=st.integers(0, 12))
@example(events=[Ask(question={}, poll="e1"), Ask(question={})], known=0)
def test_an_event_that_was_taken_changes_nothing(events: list[Event], known: int) -> None:
    """So who reads some of them twice comes to the same room, and the open question is known."""
    told = [at(event, f"e{number}") for number, event in enumerate(events)]
    room = after(*told)
    again = after(*told[:known])
    for seq, event in enumerate(told, 1):
        again = again.after(seq, event)
    assert again == room
    assert room.last == len(told)
    assert room.poll is None or room.poll in room.polls
    assert len({poll.id for poll in room.polls}) == len(room.polls)


def test_what_is_of_another_day_does_not_count_but_the_pace_does() -> None:
    """A poll that nobody has closed is not open the next morning."""
    room = after(
        at(Ask(question=QUESTION), "q"),
        at(Note(text="hello"), "n"),
        at(Pace(open_to=4), "p"),
        at(Invite(lesson="zero-start", page=1), "i"),
    )
    assert room.at(NOON + timedelta(hours=11.9)) == room
    assert room.at(NOON + timedelta(hours=12.1)) == Room(pace=room.pace, last=4)
    naive = datetime.now()  # noqa: DTZ005  As a clock without a zone has it.
    asked = after(at(Ask(question=QUESTION), "q", naive))
    assert asked.at(naive) == asked.at(naive.astimezone(UTC)) == asked


@given(event=_events)
def test_an_event_comes_back_from_its_row_as_it_was_stamped(event: Event) -> None:
    """In ASCII, and with nothing in it that no database can hold."""
    kept = stamped(event, NOON)
    assert kept.id not in ("", event.id)
    row = row_of(kept)
    assert row["body"].isascii()
    assert event_of(row) == kept
    assert not any(odd in repr(kept) for odd in ("\\x00", "\\udcff"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("dream", "{}"),
        ("note", "{"),
        ("note", "[]"),
        ("note", '{"text": 3}'),
        ("note", "{}"),
        ("ask", '{"question": "q"}'),
        ("ask", '{"question": {}, "round": true}'),
        ("pace", '{"open_to": "3"}'),
        ("invite", '{"lesson": "x", "page": null}'),
    ],
)
def test_what_only_a_newer_program_understands_is_passed_over(kind: str, body: str) -> None:
    """It is no crash."""
    row: dict[str, Any] = {"id": "x", "at": "2026-03-02T11:00:00.000Z", "kind": kind, "body": body}
    assert event_of(row) is None


def test_what_a_newer_program_has_added_to_an_event_is_left_out() -> None:
    """The rest of it counts."""
    row = row_of(stamped(Note(text="hello"), NOON)) | {"body": '{"text": "hi", "colour": "red"}'}
    event = event_of(row)
    assert isinstance(event, Note)
    assert event.text == "hi"


def test_a_vote_has_its_own_place_in_each_round() -> None:
    """By it the votes are found again."""
    assert vote_place("abc", 2) == "room:abc:2"
