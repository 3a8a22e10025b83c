"""The commands `record export`, `import` and `forget`."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.record.samples import NOON, an_answer
from tutor.cli import main
from tutor.record.carry import backup, export_facts
from tutor.record.database import Database
from tutor.record.facts import stamped


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A record of Ada, with two answers, and of Bob, with one."""
    database = Database.open(str(tmp_path / "record.sqlite"))
    database.write("Ada", [stamped(an_answer(text), NOON) for text in "12"])
    database.write("Bob", [stamped(an_answer(), NOON)])
    database.close()
    return str(tmp_path / "record.sqlite")


def run(
    capsys: pytest.CaptureFixture[str], where: str, *arguments: str, status: int = 0
) -> tuple[str, str]:
    """What the command writes, to people and of faults."""
    assert main(("--record", where, "--learner", "Ada", "record", *arguments)) == status
    out, err = capsys.readouterr()
    return out, err


def test_what_is_exported_can_be_imported_elsewhere(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through a file or the output; twice is as once."""
    path, other = tmp_path / "ada.jsonl", str(tmp_path / "new" / "record.sqlite")
    out, _ = run(capsys, where, "export", "--out", str(path))
    assert out == f"2 facts of Ada are in {path}\n"
    assert run(capsys, where, "export") == (path.read_text(encoding="ascii"), "")
    assert run(capsys, other, "import", str(path)) == ("2 facts of Ada read, 2 of them new\n", "")
    assert run(capsys, other, "import", str(path))[0].endswith("0 of them new\n")
    assert export_facts(other, "Ada") == export_facts(where, "Ada")


def test_another_learner_can_be_named(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whose facts go out, and whose they become."""
    path, other = tmp_path / "bob.jsonl", str(tmp_path / "other.sqlite")
    run(capsys, where, "export", "--learner", "Bob", "--out", str(path))
    run(capsys, other, "import", str(path), "--learner", "Robert")
    assert export_facts(other, "Robert") == export_facts(where, "Bob")


def test_a_file_that_is_there_is_not_written_over(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be the only copy of something."""
    path = tmp_path / "thesis.txt"
    path.write_text("42", encoding="ascii")
    _, err = run(capsys, where, "export", "--out", str(path), status=2)
    assert "there already" in err
    assert path.read_text(encoding="ascii") == "42"


def test_who_is_unknown_has_nothing_to_carry_or_to_forget(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer is no, and no file is left."""
    path = tmp_path / "eve.jsonl"
    for arguments in (("export", "--learner", "Eve", "--out", str(path)), ("forget", "Eve")):
        options = ("--yes",) if arguments[0] == "forget" else ()
        out, err = run(capsys, where, *arguments, *options, status=1)
        assert out == ""
        assert err == "perceptron-tutor: the record knows nothing of Eve\n"
    assert not path.exists()


def test_what_is_no_export_is_refused_with_its_line(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On one line; the record stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("hello\n", encoding="ascii")
    out, err = run(capsys, where, "import", str(path), status=2)
    assert out == ""
    assert err.startswith(f"perceptron-tutor: {path}:1: ")
    assert err.count("\n") == 1
    _, err = run(capsys, where, "import", str(tmp_path / "none"), status=2)
    assert err.count("\n") == 1
    assert len(export_facts(where, "Ada")) == 2


def test_who_is_forgotten_is_deleted_whole(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said what went; Bob stays."""
    copy = backup(where, "Ada")
    out, err = run(capsys, where, "forget", "Ada", "--yes")
    assert out == f"Ada is forgotten: 2 facts were deleted\nthe backup {copy} was deleted\n"
    assert err == ""
    assert export_facts(where, "Ada") == []
    assert len(export_facts(where, "Bob")) == 1


class Typing(StringIO):
    """A terminal at which something is typed."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("typed", "left"), [("Ada\n", 0), ("ada\n", 2), ("\n", 2), ("", 2)])
def test_forgetting_asks_for_the_name(
    where: str,
    typed: str,
    left: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Anything else deletes nothing."""
    monkeypatch.setattr(sys, "stdin", Typing(typed))
    _, err = run(capsys, where, "forget", "Ada", status=1 if left else 0)
    assert "Type the name" in err
    assert ("nothing was deleted" in err) == bool(left)
    assert len(export_facts(where, "Ada")) == left


def test_nobody_is_forgotten_by_a_script_without_a_yes(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody could type the name."""
    monkeypatch.setattr(sys, "stdin", StringIO("Ada\n"))
    _, err = run(capsys, where, "forget", "Ada", status=2)
    assert "--yes" in err
    assert len(export_facts(where, "Ada")) == 2


def test_commands_leave_no_record_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path may be mistyped."""
    for arguments in (("export",), ("forget", "Ada", "--yes")):
        _, err = run(capsys, str(tmp_path / "none.sqlite"), *arguments, status=2)
        assert "no record at" in err
    assert list(tmp_path.iterdir()) == []
