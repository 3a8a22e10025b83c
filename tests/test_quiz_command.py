"""The command `quiz`: a bank of fresh questions as JSON, GIFT or Markdown, or the app in a quiz."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import islice
from os import environ
from pathlib import Path
from types import ModuleType

import pytest

from tests.benchmarks.terminal import CTRL_Q, ESCAPE, Terminal, environment
from tests.course import gift
from tests.course.folder import edit, write
from tutor import __version__
from tutor.cli import main
from tutor.course.bank import bank_json
from tutor.course.generate import CONCEPTS, questions
from tutor.course.lesson import Kind
from tutor.course.library import Library

TWENTY = ("quiz", "--questions", "20", "--seed", "7")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that is done."""
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def bytes_of(*arguments: str, **environment: str) -> bytes:
    """What the program writes, run as a shell would."""
    done = subprocess.run(
        (sys.executable, "-m", "tutor", *arguments),
        capture_output=True,
        check=True,
        env={**environ, **environment},
        timeout=60,
    )
    return done.stdout


def test_the_json_is_the_questions_of_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """As many as asked for, on one line, the same ones that the app asks."""
    out = printed(capsys, *TWENTY, "--json")
    assert out.count("\n") == 1
    expected = list(islice(questions(7, Library.open()), 20))
    assert out == f"{bank_json(expected, Library.open().data)}\n"
    assert [entry["id"] for entry in json.loads(out)] == [question.id for question in expected]


def test_the_same_seed_gives_the_same_bytes() -> None:
    """In another process, with another order of sets and another encoding."""
    one = bytes_of(*TWENTY, "--json", PYTHONHASHSEED="1", PYTHONIOENCODING="utf-8")
    other = bytes_of(*TWENTY, "--json", PYTHONHASHSEED="2", PYTHONIOENCODING="ascii")
    assert one == other
    assert bytes_of("quiz", "--questions", "20", "--seed", "8", "--json") != one


def test_level_and_concept_choose_the_questions(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the generator, ten where no number is named."""
    out = printed(capsys, "quiz", "--seed", "7", "--level", "2", "--concept", "ratio", "--json")
    expected = list(islice(questions(7, Library.open(), 2, "ratio"), 10))
    assert [entry["id"] for entry in json.loads(out)] == [question.id for question in expected]


def test_without_a_seed_the_bank_names_the_one_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    """So it can be asked for again."""
    first = printed(capsys, "quiz", "--questions", "2", "--json")
    seed = json.loads(first)[0]["id"].split("-")[1]
    assert printed(capsys, "quiz", "--questions", "2", "--seed", seed, "--json") == first


def test_gift_and_worksheet_are_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """The bank is read back; the sheet names the seed."""
    parsed = gift.read(printed(capsys, *TWENTY, "--format", "gift"))
    expected = islice(questions(7, Library.open()), 20)
    assert [question.name for question in parsed] == [question.id for question in expected]
    sheet = printed(capsys, *TWENTY, "--format", "md")
    assert sheet.startswith(f"# Quiz of perceptron-tutor {__version__}, seed 7\n")
    assert "\n## 1\n" in sheet
    assert "## 20\n" in sheet
    assert "\n20. **" in sheet
    assert sheet.endswith("\n")
    assert not sheet.endswith("\n\n")


def test_a_worksheet_names_all_that_its_questions_follow_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Level and concept as well, where they were chosen."""
    chosen = ("--level", "2", "--concept", "ratio", "--format", "md")
    sheet = printed(capsys, "quiz", "--questions", "1", "--seed", "7", *chosen)
    titles = [line for line in sheet.split("\n") if line.startswith("# ")]
    title = f"# Quiz of perceptron-tutor {__version__}, seed 7, level 2, ratio"
    assert titles == [title, f"{title}: answers"]


@pytest.mark.parametrize("form", [("--json",), ("--format", "gift"), ("--format", "md")])
def test_a_teachers_folder_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
) -> None:
    """Its data sets under its titles, and none of the program's."""
    course = write(tmp_path / "course")
    title = "samples of a teacher"
    edit(course, "course.toml", 'title = "four samples"', f'title = "{title}"')
    options = ("quiz", "--questions", "200", "--seed", "7", *form)
    out = printed(capsys, "--lessons", str(course), *options)
    shipped = printed(capsys, *options)
    assert title in out
    assert "logical AND" not in out
    assert title not in shipped
    assert "logical AND" in shipped


def test_the_app_opens_in_a_quiz_of_a_teachers_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With that folder; without one it is left to the app."""
    course = write(tmp_path / "course")
    opened: list[tuple[int, Path | None]] = []
    app = ModuleType("tutor.ui.app")
    vars(app)["run"] = lambda given, seed, _: opened.append((seed, given.lessons))
    monkeypatch.setitem(sys.modules, "tutor.ui.app", app)
    monkeypatch.setattr("tutor.commands.quiz.in_lines", lambda _: False)
    assert main(("--lessons", str(course), *TWENTY)) == 0
    assert main(TWENTY) == 0
    assert opened == [(7, course), (7, None)]


def test_a_folder_without_a_course_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, before anything is printed."""
    assert main(("--lessons", str(tmp_path), *TWENTY, "--json")) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "course.toml" in err


def test_gift_is_utf_8_whatever_the_terminal_speaks() -> None:
    """Moodle reads nothing else, and plain letters for signs would change the format's own."""
    known = bytes_of(*TWENTY, "--format", "gift", PYTHONIOENCODING="utf-8")
    assert bytes_of(*TWENTY, "--format", "gift", PYTHONIOENCODING="ascii") == known
    assert "w⁽⁰⁾" in known.decode("utf-8")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--concept", "moon"), "there are no fresh questions for “moon”; there are for "),
        (("--concept", "moon"), ", ".join(CONCEPTS)),
        (("--level", "4"), "there is no level 4; write 1, 2 or 3"),
        (("--level", "hard"), "--level: “hard” is not a number"),
        (("--questions", "0"), "--questions: 0 questions; write a number from 1 to 10000"),
        (("--questions", "10001"), "--questions: 10001 questions; write"),
        (("--questions", "1.5"), "--questions: “1.5” is not a whole number"),
        (("--seed", "seven"), "--seed: “seven” is not a number"),
        (("--format", "pdf"), "--format: “pdf” is no format; write gift or md"),
        (("--json", "--format", "md"), "--json and --format exclude each other; choose one"),
    ],
)
def test_bad_options_are_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], line: str
) -> None:
    """Exit status 2, before the app opens and before anything is printed."""
    assert main(("quiz", *options)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err


def test_without_a_format_the_app_opens_in_that_quiz_and_escape_leads_home(tmp_path: Path) -> None:
    """In a real terminal: so many of that seed, level and concept; the record keeps them."""
    record = tmp_path / "record.sqlite"
    library = Library.open()
    seed, first = next(
        (seed, first)
        for seed in range(1, 100)
        for first in islice(questions(seed, library, 1, "ratio"), 1)
        if first.kind is Kind.YESNO
    )
    key = str([option.right for option in first.options].index(True) + 1)
    asked = ("quiz", "--questions", "20", "--seed", str(seed))
    command = (sys.executable, "-m", "tutor", *asked, "--level", "1", "--concept", "ratio")
    env = environment(PERCEPTRON_TUTOR_RECORD=str(record))
    with Terminal(command, env, size=(100, 60)) as terminal:
        terminal.until(f"question 1 of 20, seed {seed}", *first.prompt.split("\n")[0].split())
        terminal.send(key)
        terminal.until("How sure are you?", "fairly sure")
        terminal.send("3")
        terminal.until("Right.", "Proof:")
        terminal.send(ESCAPE)
        terminal.until("1 of 1 right", "esc goes home")
        terminal.send(ESCAPE)
        terminal.until("lessons read")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    with closing(sqlite3.connect(record)) as database:
        (kept,) = database.execute("SELECT question, place FROM facts WHERE kind = 'answer'")
    assert kept == (first.id, f"quiz:{seed}")


def test_without_a_terminal_the_quiz_is_asked_in_lines(tmp_path: Path) -> None:
    """So many of that seed; with no input it ends cleanly."""
    record = tmp_path / "record.sqlite"
    done = subprocess.run(
        (sys.executable, "-m", "tutor", *TWENTY),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=environment(PERCEPTRON_TUTOR_RECORD=str(record)),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"This terminal cannot be drawn on")
    assert b"Quiz, question 1 of 20, seed 7." in done.stdout
