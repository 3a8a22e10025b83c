"""The manual page: that it says all that the commands say, and that man can show it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from tutor.cli import app, main

FILE = Path(__file__).parents[1] / "share" / "man" / "man1" / "perceptron-tutor.1"


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints."""
    assert main(("man",)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def helps(capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, str]]:
    """Each command with what its --help prints."""
    commands: list[tuple[str, ...]] = [()]
    for name, command in getattr(get_command(app), "commands", {}).items():
        commands += [(name,), *((name, inner) for inner in getattr(command, "commands", {}))]
    for words in commands:
        assert main((*words, "--help")) == 0
        yield " ".join(words), capsys.readouterr().out


def solid(text: str) -> str:
    """A text without its blanks, as roff and --help break lines elsewhere."""
    return "".join(text.split())


def shown(page: str, *command: str, locale: str = "C.UTF-8") -> str:
    """A page as a reader sees it."""
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        (program, *command[1:]),
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "MANWIDTH": "80", "LC_ALL": locale, "MAN_KEEP_FORMATTING": ""},
        input=page,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return re.sub(".\b", "", done.stdout)


def test_the_file_that_is_installed_is_what_the_command_prints(page: str) -> None:
    """Write it anew where this fails: perceptron-tutor man > share/man/man1/perceptron-tutor.1."""
    assert FILE.read_text(encoding="utf-8") == page


def test_every_command_and_every_option_is_in_it(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that --help says of each of them, in the same words."""
    said = solid(page.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\"))
    found = 0
    for command, text in helps(capsys):
        assert solid(f"perceptron-tutor {command}") in said
        for option in re.findall(r"^  (?:-h, )?(--[a-z0-9-]+)", text, re.MULTILINE):
            found += 1
            assert option in said
    assert found > 60


def test_it_is_written_in_ascii_and_no_line_is_taken_for_a_command(page: str) -> None:
    """So that any man reads it in any locale."""
    assert page.isascii()
    known = (".TH ", ".SH ", ".SS ", ".TP", ".B ")
    assert [line for line in page.splitlines() if line[:1] in ".'" and line[:3] != "\\&."] == [
        line for line in page.splitlines() if line.startswith(known)
    ]


def test_man_shows_it_within_80_columns(page: str) -> None:
    """As its reader types: perceptron-tutor man | man -l -."""
    text = shown(page, "man", "-l", "-")
    assert max(map(len, text.splitlines())) <= 80
    for words in (
        "NAME",
        "--w0-b W",
        "such as eta",
        "EXIT STATUS",
        "perceptron-tutor lab [OPTIONS]",
    ):
        assert words in text


@pytest.mark.parametrize("device", ["ascii", "latin1", "utf8"])
def test_no_word_is_left_out_on_any_terminal(page: str, device: str) -> None:
    """In any locale; a symbol that the terminal lacks would be left out, and warned of."""
    text = shown(page, "groff", f"-T{device}", "-man", "-ww", "-P-c", locale="C")
    assert "such as eta" in text


def test_mandoc_finds_no_error_in_it(page: str) -> None:
    """The other reader of such pages, which is strict."""
    assert shown(page, "mandoc", "-T", "lint", "-W", "error") == ""
