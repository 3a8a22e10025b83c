"""The command `doctor`: what it finds, what follows, how to change it, and the test card."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.startup import command
from tests.benchmarks.terminal import Terminal, environment, plain
from tutor.capabilities import Look
from tutor.commands.card import SYMBOLS, Palette, plot, ruler, symbols
from tutor.course.notation import has_twin
from tutor.ui.themes import MEANING

PROGRAM = command()


def ran(*arguments: str, record: Path, **changed: str) -> "subprocess.CompletedProcess[bytes]":
    """The command over a pipe."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(record), **changed)
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, env=env, check=False)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a record could be."""
    return tmp_path / "new" / "record.sqlite"


def found(record: Path, **changed: str) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """The exit status, the findings by name, and the look."""
    done = ran("doctor", "--json", record=record, **changed)
    assert done.stderr == b""
    told = json.loads(done.stdout)
    return done.returncode, {one["name"]: one for one in told["findings"]}, told["look"]


def test_over_a_pipe_it_says_what_it_found(record: Path) -> None:
    """Without a terminal, with status 0; and it makes nothing."""
    done = ran("doctor", record=record)
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    for words in ("TERM=xterm-256color", "16,777,216", "LANG=C.UTF-8", str(record), "hinders"):
        assert words in text
    assert "\x1b" not in text
    assert [row for row in text.splitlines() if len(row) > 80 and str(record) not in row] == []
    assert not record.parent.exists()


def test_with_lang_c_all_is_ascii(record: Path) -> None:
    """The card as well; the symbols come by --no-ascii."""
    done = ran("doctor", record=record, LANG="C")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"eta" in done.stdout
    assert "η" in ran("--no-ascii", "doctor", record=record, LANG="C").stdout.decode()


def test_an_encoding_without_the_symbols_is_no_fault(record: Path) -> None:
    """Even where they are asked for."""
    done = ran("--no-ascii", "doctor", record=record, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert b"eta" in done.stdout


@pytest.mark.parametrize(
    ("changed", "name", "words"),
    [
        ({"TERM": "dumb"}, "terminal", "TERM=dumb"),
        ({"TERM": ""}, "terminal", "TERM="),
        ({"PERCEPTRON_TUTOR_SETTINGS": os.devnull + "/none"}, "settings", "Not a directory"),
    ],
)
def test_what_hinders_is_told_with_status_1(
    record: Path, changed: dict[str, str], name: str, words: str
) -> None:
    """Each with how to change it; the others are found all the same."""
    status, findings, _ = found(record, **changed)
    assert status == 1
    assert [one for one in findings if findings[one]["hinders"]] == [name]
    assert words in findings[name]["found"]
    assert findings[name]["change"]
    assert b"! " + name.encode() in ran("doctor", record=record, **changed).stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such place")
def test_a_record_that_cannot_be_written_hinders() -> None:
    """A file where a folder should be, and one that is no record."""
    status, findings, _ = found(Path(os.devnull) / "record.sqlite")
    assert status == 1
    assert findings["record"]["hinders"]
    status, findings, _ = found(Path(__file__))
    assert status == 1
    assert str(Path(__file__).name) in findings["record"]["found"]


def test_settings_and_keys_are_looked_at(record: Path, tmp_path: Path) -> None:
    """Ids that are none, and a key that something else on the screen has."""
    file = tmp_path / "settings.toml"
    file.write_text('theme = "light"\n[keys]\n"run.step" = "x"\n', encoding="utf-8")
    status, findings, look = found(record, PERCEPTRON_TUTOR_SETTINGS=str(file))
    assert (status, look["light"]) == (0, True)
    assert findings["keys"]["found"] == "1 set anew"
    file.write_text('[keys]\n"app.theme" = "ctrl+t"\n"home.settings" = "foo"\n', encoding="utf-8")
    _, findings, _ = found(record, PERCEPTRON_TUTOR_SETTINGS=str(file))
    assert ", ^t in the tutor" in findings["colours"]["change"]
    assert "; , at home opens" in findings["settings"]["change"]
    file.write_text('sound = 1\ntheme = "light"\n', encoding="utf-8")
    status, findings, look = found(record, PERCEPTRON_TUTOR_SETTINGS=str(file))
    assert (status, look["light"]) == (1, True)
    assert "sound: no setting is called so" in findings["settings"]["found"]
    assert findings["settings"]["follows"] == "as they are set there"
    file.write_text('[keys]\n"run.stop" = "n"\n"run.step" = "r"\n', encoding="utf-8")
    status, findings, _ = found(record, PERCEPTRON_TUTOR_SETTINGS=str(file))
    assert status == 1
    assert "keys.run.stop" in findings["keys"]["found"]
    assert "taken" in findings["keys"]["found"]


def test_a_password_of_a_record_is_not_shown(record: Path) -> None:
    """Nobody's doctor tells."""
    url = "postgresql://ada:secret@127.0.0.1:1/none"
    done = ran("--record", url, "doctor", record=record)
    assert done.returncode == 1
    assert b"secret" not in done.stdout + done.stderr


def test_in_a_terminal_the_colours_of_the_theme_are_shown(record: Path) -> None:
    """And the size is known; one that is too small hinders."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(record), COLORTERM="")
    with Terminal([*PROGRAM, "doctor"], env, size=(80, 24)) as terminal:
        terminal.until("80|")
        assert terminal.wait() == 0
        assert "80x24" in plain(terminal.output)
        assert "\x1b[38;5;" in terminal.output
    with Terminal([*PROGRAM, "doctor"], {**env, "NO_COLOR": "1"}, size=(59, 24)) as terminal:
        terminal.until("! size")
        assert terminal.wait() == 1
        assert "\x1b" not in terminal.output.replace("\x1b[?", "")


def test_every_symbol_of_the_card_has_a_twin_beside_it() -> None:
    """With ASCII alone the twins stand there alone."""
    assert all(has_twin(one, formula=True) for _, shown in SYMBOLS for one in shown)
    assert "".join((*symbols(Look(ascii=True)), *plot(Look(ascii=True)))).isascii()
    assert any("⣀" in row and "_" in row for row in plot(Look()))


def test_the_ruler_has_its_numbers_at_their_columns() -> None:
    """The bar behind a number stands in its column."""
    above, below = ruler()
    assert len(above) == len(below) == 80
    assert [at + 1 for at, mark in enumerate(below) if mark == "|"] == [60, 80]


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (Look(), "38;2;"),
        (Look(colours=256), "38;5;"),
        (Look(colours=16), "37;40"),
        (Look(colours=8), "37;40"),
    ],
)
def test_colours_are_written_as_the_terminal_has_them(look: Look, code: str) -> None:
    """None over a pipe, and none where there are none."""
    for role in MEANING:
        assert Palette(look, sent=False).written(role, "x") == "x"
        assert Palette(Look(colours=0), sent=True).written(role, "x") == "x"
    assert code in Palette(look, sent=True).written("foreground", "x")
