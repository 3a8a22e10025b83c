"""The record: nothing that was acknowledged is lost, and nothing that goes wrong is raised."""

import errno
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.record import content as form
from tutor.record import disk
from tutor.record.store import Answer, Place, Record, default_path

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
ANSWER = Answer(
    question="first-update-size",
    concept="update-rule",
    given="2",
    right=True,
    confidence=3,
    hints=0,
    misconception=None,
    predicted=False,
    place="lesson:first-update",
)

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tutor.record.store import Answer, Record

record = Record.open(Path(sys.argv[1]), lambda: datetime.now(UTC))
for n in range(int(sys.argv[2])):
    answer = record.add(Answer("q", "c", str(n), True, 1, 0, None, False, sys.argv[3]))
    if record.notice is None:
        print(answer.id, flush=True)
"""
"""Adds answers as fast as it can, and acknowledges each that was saved."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the record shall be; its folder is not there yet."""
    return tmp_path / "learner" / "record.json"


def ids() -> Callable[[], str]:
    """Ids that a test can foresee."""
    numbers = count(1)
    return lambda: f"id-{next(numbers)}"


def opened(path: Path) -> Record:
    """The record at noon."""
    return Record.open(path, lambda: NOON)


def writer(path: Path, answers: int, place: str) -> "subprocess.Popen[str]":
    """Another process that writes to the same record."""
    root = Path(disk.__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(answers), place],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )


def leftovers(path: Path) -> list[str]:
    """Temporary files beside the record."""
    return [file.name for file in path.parent.iterdir() if ".tmp-" in file.name]


def test_what_was_done_is_there_when_the_record_is_opened_again(path: Path) -> None:
    """Place, furthest page, finished lessons and answers."""
    record = Record.open(path, lambda: NOON, ids())
    assert (record.place, dict(record.reached), record.notice) == (None, {}, None)
    record.go("the-claim", 3)
    record.go("the-claim", 1)
    record.finish("the-claim")
    kept = record.add(ANSWER)
    assert kept == replace(ANSWER, at="2026-03-01T12:00:00.000+01:00", id="id-1")
    again = opened(path)
    for known in (record, again):
        assert known.place == Place("the-claim", 1)
        assert known.reached == {"the-claim": 3}
        assert known.finished == {"the-claim"}
        assert known.answers == (kept,)
        assert known.notice is None
        assert not known.read_only
    assert leftovers(path) == []


def test_opening_alone_writes_nothing(path: Path) -> None:
    """Looking is no change."""
    assert opened(path).notice is None
    assert not path.parent.exists()


def test_a_clock_without_a_zone_is_taken_as_local_time(path: Path) -> None:
    """The time that is kept always has a zone."""
    naive = NOON.replace(tzinfo=None)
    kept = Record.open(path, lambda: naive).add(ANSWER)
    assert datetime.fromisoformat(kept.at).utcoffset() is not None


def test_the_same_answer_is_kept_once(path: Path) -> None:
    """An answer is known by its id."""
    record = opened(path)
    record.add(record.add(ANSWER))
    assert len(record.answers) == len(opened(path).answers) == 1


def test_a_kill_while_saving_loses_no_acknowledged_answer(path: Path) -> None:
    """A real process, killed at ten moments: all that it said to be saved is there."""
    acknowledged: set[str] = set()
    for moment in range(10):
        with writer(path, 100_000, "quiz:7") as process:
            assert process.stdout is not None
            for _ in range(1 + 3 * moment):
                acknowledged.add(process.stdout.readline().strip())
            process.kill()
            acknowledged |= {line.strip() for line in process.stdout if line.endswith("\n")}
        record = opened(path)
        assert record.notice is None
        assert acknowledged <= {answer.id for answer in record.answers}
    assert "" not in acknowledged
    record.go("the-claim", 0)
    assert leftovers(path) == []


def test_the_old_file_stands_until_the_new_one_is_whole_on_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the last moment before the change, all of the new one is written, and elsewhere."""
    record = opened(path)
    first = record.add(ANSWER)
    seen: list[tuple[Answer, ...]] = []

    def look(_: int) -> None:
        (temporary,) = leftovers(path)
        seen.extend((opened(path).answers, opened(path.with_name(temporary)).answers))

    monkeypatch.setattr(os, "fsync", look)
    second = record.add(ANSWER)
    assert seen == [(first,), (first, second)]
    assert opened(path).answers == (first, second)


def test_what_a_kill_leaves_behind_is_swept_away(path: Path) -> None:
    """A half-written file under another process's number."""
    record = opened(path)
    record.go("the-claim", 0)
    path.with_name("record.json.tmp-1").write_text('{"version": 1, "pla', encoding="utf-8")
    assert opened(path).place == Place("the-claim", 0)
    record.go("the-claim", 1)
    assert leftovers(path) == []


def test_two_processes_at_once_lose_nothing(path: Path) -> None:
    """Both write as fast as they can."""
    both = [writer(path, 40, place) for place in ("quiz:1", "quiz:2")]
    said = [process.communicate()[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [len(each) for each in said] == [40, 40]
    assert {answer.id for answer in opened(path).answers} == {*said[0], *said[1]}


def test_two_records_of_one_file_learn_of_each_other_when_they_save(path: Path) -> None:
    """The furthest page wins, finished stays finished, and only who has moved sets the place."""
    one, other = opened(path), opened(path)
    one.go("the-claim", 2)
    first = one.add(ANSWER)
    other.finish("one-neuron")
    second = other.add(ANSWER)
    assert other.answers == (first, second)
    assert other.place == Place("the-claim", 2)
    other.go("the-claim", 1)
    third = one.add(ANSWER)
    assert one.answers == opened(path).answers == (first, second, third)
    assert one.place == opened(path).place == Place("the-claim", 1)
    assert one.reached == {"the-claim": 2}
    assert one.finished == {"one-neuron"}


NO_RECORDS = [
    b"",
    b'{"version": 1, "place": nul',
    b"\xff\xfe",
    b"[]",
    b"3",
    b"{}",
    b'{"version": "one"}',
    b'{"version": 1}',
    b'{"version": 1, "place": 3, "reached": {}, "finished": [], "answers": []}',
    b'{"version": 1, "place": null, "reached": [], "finished": [], "answers": []}',
    (
        b'{"version": 1, "place": {"lesson": "a", "page": -1}, '
        b'"reached": {}, "finished": [], "answers": []}'
    ),
    b'{"version": 1, "place": null, "reached": {"a": -1}, "finished": [], "answers": []}',
    b'{"version": 1, "place": null, "reached": {}, "finished": "all", "answers": []}',
    b'{"version": 1, "place": null, "reached": {}, "finished": [], "answers": {}}',
    b'{"version": 1, "place": null, "reached": {}, "finished": [], "answers": [{"id": 7}]}',
    b"[" * 200_000,
]


@pytest.mark.parametrize("content", NO_RECORDS, ids=lambda content: repr(content[:40]))
def test_a_damaged_record_is_moved_aside_and_said(path: Path, content: bytes) -> None:
    """Nothing is thrown away, and the learner can go on at once."""
    path.parent.mkdir()
    path.write_bytes(content)
    path.with_name("record.json.damaged-1").write_bytes(b"an older one")
    record = opened(path)
    assert record.notice is not None
    assert "record.json.damaged-2" in record.notice
    assert "\n" not in record.notice
    assert path.with_name("record.json.damaged-2").read_bytes() == content
    assert path.with_name("record.json.damaged-1").read_bytes() == b"an older one"
    kept = record.add(ANSWER)
    assert opened(path).answers == (kept,)


def test_a_record_damaged_meanwhile_is_written_again_from_memory(path: Path) -> None:
    """And the damaged one is kept beside it."""
    record = opened(path)
    first = record.add(ANSWER)
    path.write_bytes(b"gone")
    second = record.add(ANSWER)
    assert opened(path).answers == (first, second)
    assert path.with_name("record.json.damaged-1").read_bytes() == b"gone"
    assert record.notice is not None


def newer(**fields: object) -> bytes:
    """A record of a version to come."""
    return json.dumps({"version": form.VERSION + 1, **fields}).encode()


def test_a_newer_record_is_opened_and_never_written(path: Path) -> None:
    """What it says in a form that we know is shown."""
    opened(path).add(ANSWER)
    content = newer(**{**json.loads(path.read_bytes()), "version": form.VERSION + 1, "new": [1]})
    path.write_bytes(content)
    record = opened(path)
    assert record.read_only
    assert record.notice is not None
    assert "newer version" in record.notice
    assert len(record.answers) == 1
    record.go("the-claim", 1)
    record.add(ANSWER)
    assert len(record.answers) == 2
    assert record.place == Place("the-claim", 1)
    assert path.read_bytes() == content


def test_a_newer_record_in_an_unknown_form_is_left_alone(path: Path) -> None:
    """It is not taken for damaged."""
    path.parent.mkdir()
    path.write_bytes(newer(answers="elsewhere"))
    record = opened(path)
    record.finish("the-claim")
    assert record.read_only
    assert path.read_bytes() == newer(answers="elsewhere")
    assert [file.name for file in path.parent.iterdir()] == ["record.json"]


def test_a_record_that_became_newer_meanwhile_is_left_alone(path: Path) -> None:
    """The learner has updated the tutor while an old one was still open."""
    record = opened(path)
    record.add(ANSWER)
    path.write_bytes(newer(answers="elsewhere"))
    record.add(ANSWER)
    assert record.read_only
    assert len(record.answers) == 2
    assert path.read_bytes() == newer(answers="elsewhere")


def test_fields_that_are_not_ours_survive(path: Path) -> None:
    """In the record and in its answers."""
    record = opened(path)
    record.add(ANSWER)
    data = json.loads(path.read_bytes())
    data["theme"] = {"name": "dark"}
    data["answers"][0]["seconds"] = 12
    path.write_text(json.dumps(data), encoding="utf-8")
    again = opened(path)
    again.go("the-claim", 0)
    record.add(ANSWER)
    data = json.loads(path.read_bytes())
    assert data["theme"] == {"name": "dark"}
    assert data["answers"][0]["seconds"] == 12
    assert again.notice is None


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_said_and_a_later_save_tries_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The tutor goes on with memory; the file stays whole, and in the end all of it is saved."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    record = opened(path)
    first = record.add(ANSWER)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        second = record.add(ANSWER)
        record.go("the-claim", 4)
        assert record.notice is not None
        assert "No space left on device" in record.notice
        assert record.answers == (first, second)
        assert opened(path).answers == (first,)
        assert leftovers(path) == []
    third = record.add(ANSWER)
    assert record.notice is None
    assert opened(path).answers == (first, second, third)
    assert opened(path).place == Place("the-claim", 4)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should be; when it is gone, the next save makes the folder."""
    folder = tmp_path / "learner"
    folder.write_text("in the way", encoding="utf-8")
    record = opened(folder / "record.json")
    assert record.notice is not None
    kept = record.add(ANSWER)
    assert record.notice is not None
    assert record.answers == (kept,)
    folder.unlink()
    record.go("the-claim", 0)
    assert record.notice is None
    assert opened(folder / "record.json").answers == (kept,)


def test_a_record_that_cannot_be_read_is_never_overwritten(path: Path) -> None:
    """Here it is a folder; a file without the right to read it is the same to us."""
    path.mkdir(parents=True)
    record = opened(path)
    record.add(ANSWER)
    assert record.notice is not None
    assert path.is_dir()


def test_a_damaged_record_that_cannot_be_moved_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not overwritten either."""
    path.parent.mkdir()
    path.write_bytes(b"damaged")

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "rename", refuse)
    record = opened(path)
    record.add(ANSWER)
    assert record.notice is not None
    assert "Read-only file system" in record.notice
    assert path.read_bytes() == b"damaged"


def test_a_path_that_no_system_takes_is_said() -> None:
    """Opening never raises, whatever it is given."""
    record = opened(Path("no\0where") / "record.json")
    record.add(ANSWER)
    assert record.notice is not None
    assert len(record.answers) == 1


def test_who_keeps_the_lock_does_not_stop_the_learner(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a bounded wait the tutor goes on, and saves when the lock is free."""
    monkeypatch.setattr(disk, "_LOCK_TRIES", 2)
    record = opened(path)
    record.go("the-claim", 0)
    with path.with_name("record.json.lock").open("ab") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        kept = record.add(ANSWER)
        assert record.notice is not None
        assert "locked" in record.notice
        assert opened(path).answers == ()
    record.go("the-claim", 1)
    assert record.notice is None
    assert opened(path).answers == (kept,)


@pytest.mark.parametrize("kind", ["no module", "no support"])
def test_a_system_without_locks_saves_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Windows has no fcntl; some network folders refuse it."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    if kind == "no module":
        monkeypatch.setattr(disk, "fcntl", None)
    else:
        monkeypatch.setattr(fcntl, "flock", refuse)
    kept = opened(path).add(ANSWER)
    assert opened(path).answers == (kept,)


texts = st.text(st.characters(exclude_categories=()))
"""Any text, lone surrogates among it."""

answers = st.builds(
    Answer,
    question=texts,
    concept=texts,
    given=texts,
    right=st.booleans(),
    confidence=st.integers(0, 3),
    hints=st.integers(0, 4),
    misconception=st.none() | texts,
    predicted=st.booleans(),
    place=texts,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(answers, max_size=3), texts, st.integers(0, 99))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, given_answers: list[Answer], lesson: str, page: int
) -> None:
    """Whatever the learner types, in whatever script."""
    path = tmp_path_factory.mktemp("record") / "record.json"
    record = Record.open(path, lambda: datetime.now(UTC))
    kept = tuple(record.add(answer) for answer in given_answers)
    record.go(lesson, page)
    record.finish(lesson)
    again = opened(path)
    assert (record.notice, again.notice) == (None, None)
    assert again.answers == kept
    assert (again.place, again.reached) == (Place(lesson, page), {lesson: page})
    assert again.finished == {lesson}


def test_the_record_lives_in_the_users_data_folder() -> None:
    """Under the program's name."""
    assert default_path().name == "record.json"
    assert "perceptron-tutor" in default_path().parts
