"""The commands for authors: check, lesson new, and --lessons."""

import json
from pathlib import Path

import pytest

from tests.course.folder import edit, write
from tutor.cli import main
from tutor.commands import lessons
from tutor.course import check as linter
from tutor.course.library import Library


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound folder; few generated questions, as they are the same for every folder."""
    monkeypatch.setattr(linter.check, "__kwdefaults__", {"count": 5})
    return write(tmp_path / "lessons")


def test_a_sound_folder_has_status_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And one line that says what was looked at."""
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr() == ("2 lessons checked: no fault\n", "")


def test_a_fault_has_status_1_and_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line, code, what."""
    line = edit(folder, "02-after.md", "? Look at both.", "? Look ☃.")
    assert main(["check", str(folder)]) == 1
    out, err = capsys.readouterr()
    first, last = out.splitlines()
    assert first.startswith(f"{folder / '02-after.md'}:{line}: ascii: ☃ has no ASCII twin")
    assert (last, err) == ("2 lessons checked: 1 fault", "")


def test_json_is_a_list_for_editors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the same status."""
    assert main(["check", str(folder), "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
    line = edit(folder, "02-after.md", "? Look at both.", "? Look ☃.")
    assert main(["check", str(folder), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert list(fault) == ["file", "line", "code", "message"]
    assert (fault["file"], fault["line"]) == (str(folder / "02-after.md"), line)


def test_a_folder_that_is_no_course_has_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error."""
    assert main(["check", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "course.toml: cannot be read" in err


@pytest.mark.usefixtures("folder")
def test_without_a_folder_the_shipped_lessons_are_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They have no fault."""
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith(" lessons checked: no fault\n")


def test_new_ids_are_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list that is there is kept up to date by hand, with one option."""
    (folder / "ids.txt").write_text("differ\nsteps\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "the id “which” is new; record it in ids.txt" in capsys.readouterr().out
    assert main(["check", str(folder), "--accept"]) == 0
    assert main(["check", str(folder)]) == 0


def test_a_watch_ends_with_status_0(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C is how it is meant to end; it looks twice a second."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr(lessons, "sleep", sleep)
    assert main(["check", "--watch", str(folder)]) == 0
    assert waited == [0.5]
    assert capsys.readouterr() == ("2 lessons checked: no fault\n", "")


@pytest.mark.parametrize("other", ["--json", "--accept"])
def test_a_watch_goes_alone(folder: Path, capsys: pytest.CaptureFixture[str], other: str) -> None:
    """A list that never ends is no JSON."""
    assert main(["check", str(folder), "--watch", other]) == 2
    assert "--watch goes with neither --json nor --accept" in capsys.readouterr().err


def test_a_new_lesson_is_written_and_checked(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder given, or here."""
    assert main(["lesson", "new", "third", "--lessons", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / '03-third.md'} is written\n"
    monkeypatch.chdir(folder)
    assert main(["lesson", "new", "fourth"]) == 0
    assert main(["check", "."]) == 0
    assert main(["lesson", "new", "fourth"]) == 2
    assert "there is a lesson “fourth” already" in capsys.readouterr().err


def test_a_teachers_folder_is_taught(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tutor opens with it, here in lines."""
    record = str(tmp_path / "record.sqlite")
    title = Library.open(folder).entries[0].title
    assert main(["--record", record, "--lessons", str(folder)]) == 0
    assert title in capsys.readouterr().out


def test_the_folder_to_teach_is_no_option_of_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be read past."""
    assert main(["--lessons", str(tmp_path), "trace", "--data", "four"]) == 2
    assert "--lessons opens the tutor; leave it out of trace" in capsys.readouterr().err
