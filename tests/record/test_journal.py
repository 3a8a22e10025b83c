"""The journal: what is in it survives its process, and whatever may happen to a file."""

import json
from pathlib import Path

import pytest

from tests.record.samples import an_answer, named, recording
from tutor.record import journal as module
from tutor.record.connection import BusyError
from tutor.record.facts import Answer, Fact, Visit, row_of
from tutor.record.journal import Journal
from tutor.record.place import pending_folder

BROKEN = (
    b'{"learner": "Ada", "kind": "answer", "id": "to',
    b"null",
    b"[1]",
    b"[" * 100_000,
    b'{"learner": "Ada"}',
    b'{"learner": "Ada", "kind": "nothing", "id": "x", "at": "", "zone": 0}',
    b"\xff\xfe\x00",
    b"",
)


def line(fact: Fact, **other: object) -> bytes:
    """A fact as it stands in a journal."""
    return json.dumps({"learner": "Ada", **row_of(fact), **other}).encode()


def left(folder: Path) -> list[tuple[str, str]]:
    """What ended processes have left: names of learners, and ids."""
    with Journal(folder).left_behind() as found:
        return [(name, fact.id) for name, fact in found]


def answered(name: str) -> tuple[str, Fact]:
    """An answer of Ada's with this id."""
    return "Ada", named(an_answer(), name)


def test_what_a_process_kept_is_found_by_the_next_one_and_then_gone(tmp_path: Path) -> None:
    """In its order, with the name of the learner."""
    journal = Journal(tmp_path / "pending")
    kept = [("Ada", named(Visit(lesson="the-claim", page=2, lab="{}"), "one")), answered("two")]
    journal.keep(kept[:1])
    journal.keep(kept[1:])
    journal.close()
    with Journal(journal.folder).left_behind() as found:
        assert found == kept
    assert list(journal.folder.iterdir()) == []


def test_what_could_not_be_brought_anywhere_stays(tmp_path: Path) -> None:
    """The database may be away."""
    journal = Journal(tmp_path)
    journal.keep([answered("one")])
    journal.close()

    def failing() -> None:
        with Journal(tmp_path).left_behind():
            raise BusyError("the server is away")

    with pytest.raises(BusyError):
        failing()
    assert left(tmp_path) == [("Ada", "one")]


def test_journals_are_read_in_the_order_of_their_processes(tmp_path: Path) -> None:
    """An answer comes before what undoes it, however many processes have ended between."""
    for number in range(12):
        journal = Journal(tmp_path)
        journal.keep([answered(f"{number}")])
        journal.close()
    assert [name for _, name in left(tmp_path)] == [f"{number}" for number in range(12)]


def test_the_journal_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    """It may be in the midst of a line."""
    alive, dead = Journal(tmp_path), Journal(tmp_path)
    alive.keep([answered("alive")])
    dead.keep([answered("dead")])
    dead.close()
    assert left(tmp_path) == [("Ada", "dead")]
    alive.keep([answered("still")])
    alive.close()
    assert left(tmp_path) == [("Ada", "alive"), ("Ada", "still")]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_torn_line_costs_no_other_line(tmp_path: Path, broken: bytes, end: bytes) -> None:
    """Neither in the middle nor at the end."""
    one, two = line(named(an_answer(), "one")), line(named(an_answer(), "two"))
    (tmp_path / "a.jsonl").write_bytes(b"\n".join((one, broken, two)) + b"\n" + broken + end)
    assert left(tmp_path) == [("Ada", "one"), ("Ada", "two")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": 1440}, {"zone": True}, {"at": "2026-03-02"}, {"at": "2026-13-02T11:00:00.000Z"},
        {"right": 1}, {"confidence": "3"}, {"confidence": True}, {"id": ""}, {"id": "x" * 201},
        {"seconds": "1"}, {"seconds": True}, {"given": None},
    ],
)  # fmt: skip
def test_a_fact_that_no_database_would_take_is_none(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    """One such line would keep all that wait out of the database, at every attempt."""
    good = line(named(an_answer(), "good"))
    (tmp_path / "a.jsonl").write_bytes(line(named(an_answer(), "bad"), **wrong) + b"\n" + good)
    assert left(tmp_path) == [("Ada", "good")]


def test_what_another_version_wrote_besides_is_left_out(tmp_path: Path) -> None:
    """A whole number of seconds is a number of seconds."""
    (tmp_path / "a.jsonl").write_bytes(line(named(an_answer(), "one"), seconds=3, mood="good"))
    with Journal(tmp_path).left_behind() as found:
        assert found == [("Ada", named(an_answer(seconds=3.0), "one"))]
        assert isinstance(found[0][1], Answer)


def test_a_disk_that_takes_a_part_leaves_no_torn_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part goes again, and what comes when there is room stands alone."""
    journal = Journal(tmp_path)
    journal.keep([answered("one")])

    def half(file: object, data: bytes) -> None:
        write(file, data[: len(data) // 2])  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    write = module._write
    monkeypatch.setattr(module, "_write", half)
    for _ in range(3):
        with pytest.raises(OSError, match="No space"):
            journal.keep([answered("two")])
    monkeypatch.setattr(module, "_write", write)
    journal.keep([answered("three")])
    (path,) = tmp_path.iterdir()
    assert all(json.loads(row) for row in path.read_bytes().splitlines() if row)
    journal.close()
    assert left(tmp_path) == [("Ada", "one"), ("Ada", "three")]


def test_two_dead_processes_and_a_living_one_bring_each_fact_once(file: str) -> None:
    """A fact may stand in two journals, and in the database already."""
    with recording(file) as record:
        known = record.add(an_answer())
    for name in ("one", "two"):
        dead = Journal(pending_folder(file))
        dead.keep([("Ada", known), answered(name), ("Bob", named(an_answer(), f"bob-{name}"))])
        dead.close()
    with recording(file) as record:
        assert [one.id for one in record.state.answers] == [known.id, "one", "two"]
    assert list(pending_folder(file).iterdir()) == []


def test_a_journal_that_is_removed_while_it_is_used_is_written_again(file: str) -> None:
    """What it had kept would be lost with the process, though it had been called saved."""
    Path(file).parent.mkdir()
    Path(file).write_text("no database at all, so that all waits in the journal " * 20)
    with recording(file) as record:
        first = record.add(an_answer())
        assert record.wait_saved(10)
        for path in pending_folder(file).iterdir():
            path.unlink()
        pending_folder(file).rmdir()
        second = record.add(an_answer())
        assert record.wait_saved(10)
        (path,) = pending_folder(file).iterdir()
        with path.open("rb") as there:
            assert [fact.id for _, fact in module._read(there)] == [first.id, second.id]
