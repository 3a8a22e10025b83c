"""The command `report`: what learners answered, printed in the forms that teachers' tools read."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.record.samples import NOON, an_answer
from tutor.cli import main
from tutor.record.database import Database
from tutor.record.facts import Undo, Visit, stamped

NAMES = ("Ada Lovelace", "Bob", "=cmd()")


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A record of three learners, in one lesson and one quiz."""
    database = Database.open(str(tmp_path / "class.sqlite"))
    for number, name in enumerate(NAMES):
        told = [stamped(an_answer(str(place), right=place <= number), NOON) for place in range(3)]
        slip = stamped(an_answer(right=False), NOON)
        visit = stamped(Visit(lesson="zero-start", page=4), NOON)
        database.write(name, [*told, slip, stamped(Undo(answer=slip.id), NOON), visit])
    database.close()
    return str(tmp_path / "class.sqlite")


def printed(capsys: pytest.CaptureFixture[str], where: str, *options: str, status: int = 0) -> str:
    """What the command prints."""
    assert main(("--record", where, "report", *options)) == status
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], where: str, *options: str, status: int = 2) -> str:
    """The one line that says why nothing was printed."""
    assert main(("--record", where, "report", *options)) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("perceptron-tutor: ")
    assert err.count("\n") == 1
    return err


def test_a_table_is_printed_by_lesson(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the course, learner by learner."""
    header, *lines = printed(capsys, where).splitlines()
    assert header.split() == [
        "learner",
        "lesson",
        "right",
        "percent",
        "sure",
        "and",
        "wrong",
        "page",
        "last",
        "day",
    ]
    assert len(lines) == 2 * len(NAMES)
    ada = next(line for line in lines if "Ada" in line and "first-update" in line)
    assert ada.split() == ["Ada", "Lovelace", "first-update", "1/3", "33.33", "2", "2026-03-02"]
    assert any(line.split() == ["Bob", "zero-start", "5", "2026-03-02"] for line in lines)


def test_csv_and_json_lines_are_for_programs(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows in both."""
    rows = list(csv.DictReader(StringIO(printed(capsys, where, "--format", "csv"))))
    lines = printed(capsys, where, "--format", "jsonl").splitlines()
    assert [row["answers"] for row in rows] == [str(json.loads(one)["answers"]) for one in lines]
    assert {row["learner"] for row in rows} == {"Ada Lovelace", "Bob", "'=cmd()"}


def test_the_csv_is_that_of_the_program_that_reads_it(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A learner a line."""
    moodle = printed(capsys, where, "--format", "csv", "--for", "moodle").splitlines()
    assert moodle[0].startswith("Username,")
    assert len(moodle) == 1 + len(NAMES)
    canvas = printed(capsys, where, "--format", "csv", "--for", "canvas").splitlines()
    assert canvas[0].startswith("Student,ID,SIS User ID,SIS Login ID,Section,")
    assert canvas[1].startswith("    Points Possible,,,,,100")


def test_statements_are_of_single_answers(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each on a line, those that count."""
    lines = printed(capsys, where, "--format", "xapi").splitlines()
    statements = [json.loads(line) for line in lines]
    assert len(statements) == 3 * len(NAMES)
    home = printed(capsys, where, "--format", "xapi", "--home-page", "https://school.example")
    assert json.loads(home.splitlines()[0])["actor"]["account"] == {
        "homePage": "https://school.example",
        "name": statements[0]["actor"]["account"]["name"],
    }
    lesson = ("--lesson", "zero-start")
    assert "nothing" in refused(capsys, where, "--format", "xapi", *lesson, status=1)


@pytest.mark.parametrize(
    "form",
    ["table", "csv", "jsonl", "xapi", "csv --for moodle", "csv --for canvas", "xapi --by lesson"],
)
def test_an_anonymous_report_names_nobody(
    where: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In none of the forms."""
    out = printed(capsys, where, "--anonymous", "--format", *form.split())
    assert not any(part in out for part in ("Ada", "Lovelace", "Bob", "cmd"))
    assert all(f"learner {number}" in out for number in (1, 2, 3))


def test_rows_can_be_chosen(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By learner, lesson and day; by concept where that is asked for."""
    options = ("--learner", "Bob", "--lesson", "first-update", "--since", "2026-03-02")
    [_, line] = printed(capsys, where, *options).splitlines()
    assert line.split()[:3] == ["Bob", "first-update", "2/3"]
    [_, *lines] = printed(capsys, where, "--by", "concept").splitlines()
    assert all("update-rule" in line for line in lines)


@pytest.mark.parametrize(
    "options", [("--learner", "Eve"), ("--since", "2026-03-03"), ("--by", "quiz")]
)
def test_nothing_to_report_is_said_so(
    where: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """With the status of a no, and nothing on the output."""
    assert "nothing" in refused(capsys, where, *options, status=1)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("--for moodle", "write --format csv"),
        ("--home-page https://a.example", "write --format xapi"),
        ("--format xapi --home-page a.example", "--home-page"),
        ("--format xapi --home-page https://a.example/<b>", "--home-page"),
        ("--by quiz --lesson zero-start", "belongs to no lesson"),
        ("--since yesterday", "--since: “yesterday” is no date"),
        ("--since 0001-01-01", "is no date"),
        ("--since 9999-12-31", "is no date"),
        ("--format pdf", "pdf"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    where: str, options: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On one line."""
    assert why in refused(capsys, where, *options.split())


def test_a_record_that_is_not_there_is_not_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path may be mistyped."""
    assert "no record at" in refused(capsys, str(tmp_path / "none.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_record_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And left as it is."""
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG" * 1000)
    assert "photo.png" in refused(capsys, str(path))
    assert path.read_bytes() == b"\x89PNG" * 1000
