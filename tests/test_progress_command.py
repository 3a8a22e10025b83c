"""The commands `progress`, as text and as JSON, and `review`, which opens the app."""

import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from tests.benchmarks.terminal import CTRL_Q, ESCAPE, Terminal, environment
from tests.record.answered import fact, noon
from tests.record.samples import recording
from tests.record.servers import running
from tutor.cli import main
from tutor.commands import progress as command
from tutor.commands import review as review_command
from tutor.course.library import Library
from tutor.record.connection import engine_of, url_of
from tutor.record.database import Database
from tutor.record.facts import Fact, Reset, Visit, stamped
from tutor.record.journal import Journal
from tutor.record.place import pending_folder

TODAY = date(2026, 3, 2)
FIVE = (
    fact("scale", -2),
    fact("scale", -1, right=False, confidence=1),
    fact("scale", 0, hour=9),
    fact("ratio", 0, hour=10, right=False),
    fact("tie", 0, hour=10, predicted=True),
)


@pytest.fixture(autouse=True)
def _monday_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of both commands stands still."""
    for module in (command, review_command):
        monkeypatch.setattr(module, "present", lambda: noon(0))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a record is, or could be."""
    return tmp_path / "learner" / "record.sqlite"


def told(file: Path, facts: Sequence[Fact], learner: str = "Ada") -> None:
    """Put facts into a record."""
    database = Database.open(str(file))
    database.write(learner, facts)
    database.close()


def printed(capsys: pytest.CaptureFixture[str], where: object, *options: str) -> str:
    """What the command prints of a record."""
    assert main(("--record", str(where), "--learner", "Ada", "progress", *options)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def as_json(capsys: pytest.CaptureFixture[str], where: object, *options: str) -> dict[str, Any]:
    """The same as JSON, read."""
    out = printed(capsys, where, "--json", *options)
    assert out.count("\n") == 1
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_json_has_exact_counts_and_days(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By concept in the order of the course, by confidence and by day."""
    told(file, FIVE)
    found = as_json(capsys, file)
    assert list(found) == ["learner", "today", "next", "concepts", "calibration", "calendar"]
    assert (found["learner"], found["today"]) == ("Ada", "2026-03-02")
    assert [one["concept"] for one in found["concepts"]] == list(Library.open().concepts)
    by_concept = {one["concept"]: one for one in found["concepts"]}
    assert by_concept["scale"] == {
        "concept": "scale",
        "about": "one run is the other, scaled",
        "seen": 3,
        "right": 2,
        "sure_and_wrong": 0,
        "days": 2,
        "known": False,
        "due": "2026-03-04",
    }
    assert by_concept["ratio"]["sure_and_wrong"] == 1
    assert by_concept["ratio"]["due"] == "2026-03-02"
    assert (by_concept["tie"]["seen"], by_concept["tie"]["due"]) == (0, None)
    assert found["next"] == {"do": "sure and wrong", "about": "ratio"}
    assert found["calibration"] == [
        {"confidence": 1, "name": "a guess", "seen": 1, "right": 0, "reading": "too few"}
        | {"fits_from_to_of_10": [0, 6]},
        {"confidence": 2, "name": "fairly sure", "seen": 0, "right": 0, "reading": "too few"}
        | {"fits_from_to_of_10": [6, 9]},
        {"confidence": 3, "name": "sure", "seen": 3, "right": 2, "reading": "too few"}
        | {"fits_from_to_of_10": [9, 10]},
    ]
    days = found["calendar"]
    assert len(days) == 11 * 7 + 1
    assert list(days)[-3:] == ["2026-02-28", "2026-03-01", "2026-03-02"]
    assert list(days.values())[-3:] == [1, 1, 3]


def test_the_text_has_the_same_in_80_columns(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to do next first; no line is wider."""
    told(file, FIVE)
    out = printed(capsys, file)
    rows = [" ".join(row.split()) for row in out.split("\n")]
    assert max(map(len, out.split("\n"))) <= 80
    assert rows[0].startswith("You were sure and wrong about “only w⁽⁰⁾/η matters”.")
    assert "one run is the other, scaled 3 2 0 2 of 3 days 4 Mar" in rows
    assert "only w⁽⁰⁾/η matters 1 0 1 0 of 3 days now" in rows
    assert "Not seen yet: what the claim says" in out
    assert any(row.startswith("sure ") and "2 of 3 too few to say" in row for row in rows)
    assert "Mon" in out
    assert "[3]" in out


def test_every_concept_of_the_course_fits(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The long ones go on in the next line."""
    concepts = Library.open().concepts
    told(file, [fact(concept) for concept in concepts])
    out = printed(capsys, file)
    assert max(map(len, out.split("\n"))) <= 80
    left = " ".join(" ".join(line[:38] for line in out.split("\n")).split())
    assert [about for about in concepts.values() if about not in left] == []


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_missing_record_is_an_empty_one_and_is_not_made(
    file: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    """Neither the file nor its folder, named by a path or by a URL."""
    out = printed(capsys, file, *options)
    assert printed(capsys, f"sqlite:///{file}", *options) == out
    assert "Nothing is answered yet." in out or json.loads(out)["calibration"][2]["seen"] == 0
    assert not file.parent.exists()


def test_an_empty_database_of_a_server_stays_empty(capsys: pytest.CaptureFixture[str]) -> None:
    """Reading makes no tables there; with a record in it, it is read."""
    with running() as server:
        where = server.fresh()
        assert as_json(capsys, where)["next"]["do"] == "lesson"
        engine = engine_of(url_of(where))
        assert inspect(engine).get_table_names() == []
        engine.dispose()
        with recording(where) as record:
            record.add(fact("scale"))
        assert sum(one["seen"] for one in as_json(capsys, where)["concepts"]) == 1


def test_what_a_killed_process_left_counts_once(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It waits beside the record, perhaps kept already; reading leaves it there."""
    kept = fact("scale", hour=8)
    again = stamped(Reset(), noon(0, 9))
    after, new = fact("scale", hour=10), fact("scale", hour=11)
    told(file, [kept, again, after])
    journal = Journal(pending_folder(str(file)))
    journal.keep([("Ada", one) for one in (again, new)])
    journal.close()
    for _ in range(2):
        by_concept = {one["concept"]: one for one in as_json(capsys, file)["concepts"]}
        assert by_concept["scale"]["seen"] == 2
    assert len(list(pending_folder(str(file)).iterdir())) == 1


def test_only_the_learners_own_answers_count(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another's in the same record do not."""
    told(file, [fact("scale")], "Grace")
    assert sum(one["seen"] for one in as_json(capsys, file)["concepts"]) == 0


def test_an_exam_brings_reviews_forward(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would come back after it comes back before it."""
    told(file, [fact("scale", day) for day in (-20, -18, -10)])
    due = {one["concept"]: one["due"] for one in as_json(capsys, file)["concepts"]}
    exam = TODAY + timedelta(days=3)
    assert due["scale"] > exam.isoformat()
    found = as_json(capsys, file, "--exam", exam.isoformat())
    assert {one["concept"]: one["due"] for one in found["concepts"]}["scale"] < exam.isoformat()


def test_the_next_lesson_is_the_one_where_one_stopped(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is due."""
    told(file, [stamped(Visit(lesson="zero-start", page=1), noon(0, 9))])
    assert "lesson 5, The zero start" in printed(capsys, file)
    assert as_json(capsys, file)["next"] == {"do": "lesson", "about": "zero-start"}


def test_a_file_that_is_no_record_is_refused_in_one_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And left as it is."""
    file.parent.mkdir()
    file.write_text("Dear diary, " * 100, encoding="utf-8")
    assert main(("--record", str(file), "progress")) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "is no record" in err
    assert file.read_text(encoding="utf-8") == "Dear diary, " * 100


@pytest.mark.parametrize("asked", ["progress", "review"])
@pytest.mark.parametrize(
    ("exam", "line"),
    [
        ("tomorrow", "--exam: “tomorrow” is no date; write year-month-day, such as 2026-07-15"),
        ("2026-02-30", "--exam: “2026-02-30” is no date"),
        ("20260715", "--exam: “20260715” is no date"),
        ("2026-03-01", "--exam: 2026-03-01 is over; write a day that is still to come"),
    ],
)
def test_a_bad_date_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], asked: str, exam: str, line: str
) -> None:
    """Exit status 2, before anything is opened or printed."""
    assert main((asked, "--exam", exam)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err


def test_reading_starts_no_thread(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is to be written, so nothing is waited for at the end."""
    told(file, FIVE)
    monkeypatch.setattr("threading.Thread.start", lambda _self: pytest.fail("a thread"))
    assert as_json(capsys, file)["learner"] == "Ada"


@pytest.mark.parametrize(("learner", "told_of"), [("Ada", "1 concept"), ("Bob", "Nothing is due")])
def test_review_is_of_the_learner_who_is_named(
    file: Path, capsys: pytest.CaptureFixture[str], learner: str, told_of: str
) -> None:
    """In the record that is named; here in lines, as there is no terminal."""
    told(file, [fact("ratio", right=False)])
    day = f"{noon(40).date()}"
    assert main(("--record", str(file), "--learner", learner, "review", "--exam", day)) == 0
    assert told_of in capsys.readouterr().out


def test_review_opens_the_app_at_what_is_due(file: Path) -> None:
    """In a real terminal: it waits until the record is read, then asks; escape leads home."""
    told(file, [fact("ratio", right=False)])
    asked = ("--record", str(file), "--learner", "Ada", "review")
    with Terminal((sys.executable, "-m", "tutor", *asked), environment(), size=(100, 40)) as tty:
        tty.until("Review", "1 concept due", "Question")
        tty.send(ESCAPE)
        tty.until_quiet(0.5)
        if "lessons read" not in tty.seen:
            # The answer is to be typed: the first one has left its field.
            tty.send(ESCAPE)
            tty.until("lessons read")
        tty.send(CTRL_Q)
        assert tty.wait() == 0
