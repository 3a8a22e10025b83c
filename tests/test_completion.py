"""Completion: what the tab key offers in the shells that are installed here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal, environment
from tutor.cli import app
from tutor.commands.quiz import FORMATS
from tutor.course.command_line import VIEWS
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope

LIBRARY = Library.open()
BESIDE = Path(sys.executable).parent
ANOTHER_COURSE = Path(__file__).parent / "ui" / "every-kind"
FUNCTION = "_perceptron_tutor_completion"
PROMPT = "ready> "
SHELLS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bash": (("--norc", "--noprofile", "-i"), 'eval "$(perceptron-tutor --show-completion bash)"'),
    "zsh": (
        ("-f", "-i"),
        'autoload -Uz compinit; compinit -u -D; eval "$(perceptron-tutor --show-completion zsh)"',
    ),
    "fish": (("--no-config",), "perceptron-tutor --show-completion fish | source"),
}
"""For each shell how it begins without the user's own settings, and learns to complete."""


@pytest.fixture(autouse=True)
def _installed() -> None:
    if not (BESIDE / "perceptron-tutor").exists():
        pytest.skip("the command perceptron-tutor is not installed beside this Python")


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which shells find the command, and a home of their own."""
    path = f"{BESIDE}{os.pathsep}{os.environ['PATH']}"
    return environment(PATH=path, HOME=str(home), PS1=PROMPT, LC_ALL="C.UTF-8")


def offered(home: Path, *words: str) -> list[str]:
    """What bash offers for the last of these words."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = (
        'eval "$(perceptron-tutor --show-completion bash)"; COMP_WORDS=("$@"); '
        f'COMP_CWORD=$(($# - 1)); {FUNCTION} perceptron-tutor; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(
        (bash, "--norc", "-c", script, "bash", "perceptron-tutor", *words),
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=surroundings(home),
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lab", "--data", ""), [*LIBRARY.data]),
        (("trace", "--data", "ir"), ["iris"]),
        (("lab", "--data", "my-own"), []),
        (("lab", "--view", ""), [*VIEWS]),
        (("lab", ""), ["break", "floats", "hidden"]),
        (("compare", "--scope", ""), [*Scope]),
        (("rates", "--scope", ""), ["trace", "samples"]),
        (("quiz", "--format", ""), [*FORMATS]),
        (("quiz", "--level", ""), ["1", "2", "3"]),
        (("quiz", "--concept", ""), [*LIBRARY.concepts]),
        (("serve", "--start", ""), [entry.id for entry in LIBRARY.entries]),
        (("report", "--lesson", "zero"), ["zero-start"]),
        (("report", "--by", ""), ["lesson", "quiz", "concept"]),
        (("compare", "--eta"), ["--eta", "--eta-b"]),
        (
            ("--lessons", str(ANOTHER_COURSE), "quiz", "--concept", ""),
            [*Library.open(ANOTHER_COURSE).concepts],
        ),
        (("--lessons", "no-such-folder", "quiz", "--concept", ""), []),
    ],
)
def test_values_are_offered_as_the_course_has_them(
    tmp_path: Path, words: tuple[str, ...], expected: list[str]
) -> None:
    """Through bash's own function; where nothing is offered bash goes on with files."""
    assert offered(tmp_path, *words) == expected


def test_every_command_is_offered(tmp_path: Path) -> None:
    """All that are registered, and no other."""
    commands = {
        one.name or one.callback.__name__ for one in app.registered_commands if one.callback
    }
    groups = {str(group.name) for group in app.registered_groups}
    assert set(offered(tmp_path, "")) == commands | groups


@pytest.mark.parametrize("shell", SHELLS)
def test_the_tab_key_completes_a_data_set_and_a_file(tmp_path: Path, shell: str) -> None:
    """In the real shell in a real terminal: `ir` becomes iris, `my-o` the file that begins so."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "my-own.csv").touch()
    begin, learn = SHELLS[shell]
    with Terminal((program, *begin), surroundings(tmp_path), cwd=tmp_path) as terminal:
        terminal.send(f"{learn}; echo le''arned\r")
        terminal.until("learned")
        terminal.until_quiet(0.5)
        terminal.send("perceptron-tutor trace --data ir\t")
        terminal.until("iris")
        terminal.until_quiet(0.5)
        terminal.send("\x15perceptron-tutor trace --data my-o\t")
        terminal.until("my-own.csv")
        terminal.send("\x15exit\r")
        terminal.wait()
