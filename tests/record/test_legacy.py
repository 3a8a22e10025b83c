"""The file of the first version: taken over once, then left, and gone with who is forgotten."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.record.samples import an_answer, recording
from tutor.record.facts import Visit
from tutor.record.journal import Journal
from tutor.record.legacy import legacy_facts
from tutor.record.opening import forgotten
from tutor.record.place import pending_folder, place_of
from tutor.record.state import Place

OLD: dict[str, Any] = {
    "version": 1,
    "place": {"lesson": "first-update", "page": 2},
    "reached": {"the-claim": 6, "first-update": 4},
    "finished": ["the-claim"],
    "answers": [
        {
            "question": "first-update-size",
            "concept": "update-rule",
            "given": given,
            "right": given == "2",
            "confidence": 3,
            "hints": 0,
            "misconception": None,
            "predicted": False,
            "place": "lesson:first-update",
            "at": "2026-03-01T12:00:00.000+01:00",
            "id": f"old-{given}",
        }
        for given in ("1", "2")
    ],
}


@pytest.fixture
def old(file: str) -> Path:
    """The old file, beside the record that is not there yet."""
    path = Path(file).with_suffix(".json")
    path.parent.mkdir()
    path.write_text(json.dumps(OLD))
    return path


def forget(where: str, learner: str) -> int:
    """What the command does."""
    return forgotten(where, learner, Journal(pending_folder(where)))


def test_the_old_file_is_taken_over_once_and_left(file: str, old: Path) -> None:
    """Answers, furthest pages, lessons that were finished, and the place."""
    before = old.read_bytes()
    for _ in range(2):
        with recording(file) as record:
            assert [one.id for one in record.state.answers] == ["old-1", "old-2"]
            assert record.state.answers[0].at == "2026-03-01T11:00:00.000Z"
            assert record.state.answers[0].zone == 60
            assert record.state.reached == {"the-claim": 6, "first-update": 4}
            assert record.state.finished == {"the-claim"}
            assert record.state.place == Place("first-update", 2)
            assert record.notice is None
    assert old.read_bytes() == before


def test_it_is_not_taken_again_after_a_reset(file: str, old: Path) -> None:
    """Nor when it has become another: it was taken."""
    with recording(file) as record:
        record.reset()
    old.write_text(json.dumps({**OLD, "reached": {"zero-start": 3}}))
    with recording(file) as record:
        assert record.state.answers == []
        assert record.state.reached == {}


def test_another_learner_does_not_get_it(file: str, old: Path) -> None:
    """It was the first one's."""
    with recording(file, "Ada") as record:
        assert record.state.answers
    with recording(file, "Bob") as record:
        assert record.state.answers == []
    assert old.exists()


DAMAGED: list[object] = [
    "",
    "{",
    "[" * 100_000,
    {},
    [],
    {**OLD, "answers": 7},
    {**OLD, "answers": [{**OLD["answers"][0], "right": "yes"}]},
    {**OLD, "answers": [{**OLD["answers"][0], "at": "yesterday"}]},
    {**OLD, "answers": [{**OLD["answers"][0], "at": "0001-01-01T00:00:00+10:00"}]},
    {**OLD, "answers": [{"id": "x"}]},
    {**OLD, "reached": {"the-claim": "six"}},
    {**OLD, "reached": None},
    {**OLD, "place": {"lesson": 3, "page": 3}},
    {**OLD, "finished": [None]},
]


@pytest.mark.parametrize("damaged", DAMAGED, ids=range(len(DAMAGED)))
def test_of_a_damaged_one_nothing_is_taken_and_it_is_left(
    file: str, old: Path, damaged: object
) -> None:
    """And the record does its work without it."""
    text = damaged if isinstance(damaged, str) else json.dumps(damaged)
    old.write_text(text)
    with recording(file) as record:
        assert record.state.answers == []
        assert record.state.reached == {}
        record.add(an_answer())
    assert old.read_text() == text
    with recording(file) as record:
        assert len(record.state.answers) == 1


def test_after_forgetting_nothing_comes_back(file: str, old: Path) -> None:
    """Not from the old file, and not from a journal that waits."""
    with recording(file, "Ada") as record:
        record.add(an_answer())
    waiting = Journal(pending_folder(file))
    waiting.keep([("Ada", record.add(an_answer()))])
    waiting.close()
    assert forget(file, "Ada") == 8
    assert not old.exists()
    with recording(file, "Ada") as record:
        assert record.state.answers == []
        assert record.state.place is None


def test_forgetting_another_learner_leaves_the_old_file(file: str, old: Path) -> None:
    """It is not theirs, whether it was taken over or not."""
    assert forget(file, "Bob") == 0
    with recording(file, "Ada") as record:
        assert len(record.state.answers) == 2
    with recording(file, "Bob") as record:
        record.add(an_answer())
    assert forget(file, "Bob") == 1
    assert old.exists()


def test_what_two_learners_bring_from_their_old_files_is_not_taken_for_one(
    file: str, old: Path, tmp_path: Path
) -> None:
    """Ids are unique in the world: both records may come together in a teacher's."""
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**OLD, "place": {"lesson": "the-claim", "page": 2}}))
    ours, theirs = legacy_facts(old), legacy_facts(other)
    visits = [{one.id for one in some if isinstance(one, Visit)} for some in (ours, theirs)]
    assert visits[0].isdisjoint(visits[1])
    assert legacy_facts(old) == ours
    assert file


def test_the_old_file_names_the_record_that_took_it_over(tmp_path: Path) -> None:
    """So a setting from the time of the first version goes on to lead to the learner's answers."""
    old, other = tmp_path / "mine.json", tmp_path / "list.json"
    old.write_text('{"version": 1}', encoding="utf-8")
    other.write_text("[]", encoding="utf-8")
    assert place_of(str(old)) == str(tmp_path / "mine.sqlite")
    assert place_of(str(other)) == str(other)
    assert place_of(str(tmp_path / "new.json")) == str(tmp_path / "new.json")
    assert place_of("sqlite:////x.json") == "sqlite:////x.json"
