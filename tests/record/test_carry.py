"""Exports: everything that a learner did goes out, comes in once, and can be deleted whole."""

import json
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.record.samples import AWKWARD, NOON, an_answer, facts, named
from tutor.record import place
from tutor.record.carry import (
    Carried,
    CarryError,
    backup,
    backups,
    existing,
    export_facts,
    forget,
    import_facts,
    read_export,
    write_export,
)
from tutor.record.database import Database
from tutor.record.facts import Fact, Reset, Undo, filed, row_of, stamped
from tutor.record.journal import Journal

_numbers = count()


def write(where: str, learner: str, told: list[Fact]) -> None:
    """Keep facts."""
    database = Database.open(where)
    database.write(learner, told)
    database.close()


def names(where: str) -> list[str]:
    """Who is in a record."""
    with existing(where, "Ada") as database:
        return database.names()


def exported(path: Path, learner: str, told: list[Fact]) -> Path:
    """A file with an export."""
    with path.open("w", encoding="ascii") as file:
        write_export(file, learner, told)
    return path


@given(told=facts())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_carried_away_arrives_as_it_was(
    where: str, tmp_path: Path, told: list[Fact]
) -> None:
    """Out of one record, through a file, into another: the same facts in the same order, once."""
    learner = f"{AWKWARD[next(_numbers) % len(AWKWARD)]} {next(_numbers)}"
    write(where, learner, told)
    path = exported(tmp_path / "export.jsonl", learner, export_facts(where, learner))
    carried = read_export(path)
    assert carried == Carried(filed(learner), tuple(told))
    other = str(tmp_path / "other.sqlite")
    came = import_facts(other, carried)
    assert (came.learner, came.facts, came.new) == (filed(learner), len(told), len(told))
    assert import_facts(other, carried).new == 0
    assert export_facts(other, learner) == told


def test_an_import_adds_to_what_is_there(where: str) -> None:
    """It may become another learner's; what is there already stays as it is."""
    ours, theirs = [named(an_answer(text), text) for text in ("1", "2")]
    write(where, "ada", [ours])
    came = import_facts(where, Carried("Ada", (theirs, named(an_answer("3"), "1"))), "ada")
    assert (came.learner, came.facts, came.new) == ("ada", 2, 1)
    assert export_facts(where, "ada") == [ours, theirs]
    assert names(where) == ["ada"]


def test_an_export_says_what_it_is(tmp_path: Path) -> None:
    """The form, its version and the learner first, then plain facts."""
    told = [named(an_answer(), "a"), named(Undo(answer="a"), "b")]
    path = exported(tmp_path / "export.jsonl", "Ada", told)
    head, *lines = map(json.loads, path.read_text(encoding="ascii").splitlines())
    assert head == {"format": "perceptron-tutor record", "version": 1, "learner": "Ada"}
    assert lines == [row_of(fact) for fact in told]


HEAD = '{"format": "perceptron-tutor record", "version": 1, "learner": "Ada"}'
FACT = json.dumps(row_of(named(an_answer(), "a")))


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "no export"),
        ("\x89PNG\r\n", 1, "no export"),
        ("[" * 100_000, 1, "no export"),
        ('{"learner": "Ada"}', 1, "no export"),
        (HEAD.replace('"Ada"', "7"), 1, "no export"),
        (HEAD.replace("1,", "2,"), 1, "newer version"),
        (f"{HEAD}\n{FACT}\n{FACT[:-5]}", 3, "no fact"),
        (f"{HEAD}\n\n{FACT}\n[1]\n{FACT}", 4, "no fact"),
        (f"{HEAD}\n{FACT.replace('true', '7', 1)}", 2, "no fact"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    """One line, and nothing of the file is taken."""
    path = tmp_path / "export.jsonl"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CarryError, match=why) as caught:
        read_export(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert "\n" not in str(caught.value)


def test_where_there_is_no_record_none_is_begun(file: str) -> None:
    """A mistyped path leaves no file behind."""
    with pytest.raises(CarryError, match="no record"):
        export_facts(file, "Ada")
    with pytest.raises(CarryError, match="no record"):
        forget(file, "Ada")
    assert not Path(file).parent.exists()


def test_what_a_killed_process_left_is_carried_too(where: str) -> None:
    """It lies beside the record, in a journal."""
    write(where, "Ada", [named(an_answer("1"), "1")])
    left = Journal(place.pending_folder(where))
    left.keep([("Ada", named(an_answer("2"), "2"))])
    left.close()
    assert [fact.id for fact in export_facts(where, "Ada")] == ["1", "2"]


def test_a_backup_is_a_new_file_each_time_and_can_be_imported(where: str, tmp_path: Path) -> None:
    """It holds what a reset is about to hide, and what is not in the record yet."""
    first, late = named(an_answer("1"), "1"), named(an_answer("2"), "2")
    write(where, "Ada", [first])
    one = backup(where, "Ada")
    before = one.read_bytes()
    two = backup(where, "Ada", [first, late])
    assert one != two
    assert one.read_bytes() == before
    assert read_export(one) == Carried("Ada", (first,))
    assert read_export(two) == Carried("Ada", (first, late))
    write(where, "Ada", [stamped(Reset(), NOON)])
    other = str(tmp_path / "other.sqlite")
    import_facts(other, read_export(two))
    with existing(other, "Ada") as database:
        assert [answer.id for answer in database.state("Ada").answers] == ["1", "2"]


def test_a_backup_lies_beside_the_record_whatever_the_learner_is_called(
    where: str, tmp_path: Path
) -> None:
    """Of a record on a server, in the user's data folder; a name is no part of the path."""
    for learner in AWKWARD:
        write(where, learner, [stamped(an_answer(learner), NOON)])
        path = backup(where, learner)
        folder = tmp_path / "data" if "://" in where else Path(where).parent
        assert path.parent == folder
        assert backups(where, learner) == [path]
    assert len(list(folder.glob("*.backup-*.jsonl"))) == len(AWKWARD)


def test_who_is_forgotten_is_nowhere(where: str, tmp_path: Path) -> None:
    """Neither in the record nor in a journal nor in a backup; the others stay."""
    secret = [named(an_answer(f"secret {number}"), f"secret-{number}") for number in range(3)]
    write(where, "Ada", secret[:2])
    write(where, "Bob", [named(an_answer("mine"), "bob")])
    left = Journal(place.pending_folder(where))
    left.keep([("Ada", secret[2])])
    left.close()
    ours, theirs = backup(where, "Ada"), backup(where, "Bob")
    gone = forget(where, "Ada")
    assert gone is not None
    assert (gone.facts, gone.backups) == (3, (ours,))
    assert export_facts(where, "Ada") == []
    assert names(where) == ["Bob"]
    assert theirs.exists()
    assert not ours.exists()
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"secret" not in path.read_bytes(), path
    assert forget(where, "Ada") is None


def first_version(file: str) -> Path:
    """A file of the first version, with one answer."""
    old = Path(file).with_suffix(".json")
    old.parent.mkdir(parents=True)
    answer = {**row_of(named(an_answer(), "old")), "at": "2026-03-02T12:00:00+01:00"}
    blank: dict[str, object] = {"version": 1, "place": None, "reached": {}, "finished": []}
    old.write_text(json.dumps({**blank, "answers": [answer]}), encoding="ascii")
    return old


def test_a_first_versions_file_goes_with_its_learner(file: str) -> None:
    """Left, its answers would come back with the next start."""
    old = first_version(file)
    gone = forget(file, "Ada")
    assert gone is not None
    assert gone.facts == 1
    assert not old.exists()
    assert export_facts(file, "Ada") == []


def test_a_first_versions_file_is_its_owners_whoever_is_asked_about(file: str) -> None:
    """And nobody else's, be it the first thing that the record is asked."""
    first_version(file)
    assert export_facts(file, "Bob", "Ada") == []
    assert [fact.id for fact in export_facts(file, "Ada")] == ["old"]


def test_an_import_takes_over_a_first_versions_file_too(file: str) -> None:
    """Else it would be left for ever: somebody is in the record then."""
    first_version(file)
    import_facts(file, Carried("Bob", (named(an_answer(), "bob"),)), owner="Ada")
    assert [fact.id for fact in export_facts(file, "Ada")] == ["old"]


def test_an_export_is_plain_ascii() -> None:
    """So it comes through every mail and every terminal."""
    text = StringIO()
    write_export(text, AWKWARD[3], [stamped(an_answer(AWKWARD[4]), NOON)])
    assert text.getvalue().isascii()
    assert text.getvalue().count("\n") == 2


def test_more_facts_than_a_batch_are_imported_once(file: str) -> None:
    """In batches, between which others can write."""
    answer = an_answer()
    told = tuple(named(answer, f"{number}") for number in range(25_001))
    assert import_facts(file, Carried("Ada", told)).new == len(told)
    assert import_facts(file, Carried("Ada", told)).new == 0
