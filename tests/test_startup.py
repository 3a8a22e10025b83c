"""What opening the tutor imports: nothing that home does not show."""

import json
import subprocess
import sys

import pytest

from tests.benchmarks.terminal import CTRL_Q, Terminal, environment

LATER = (
    "asyncssh",
    "numpy",
    "plotext",
    "sqlalchemy",
    "markdown_it",
    "textual.widgets._markdown",
    "tutor.perceptron.ratepath",
    "tutor.ui.screens.lab",
    "tutor.ui.screens.lesson",
    "tutor.ui.screens.quiz",
    "tutor.course.generate",
    "sqlalchemy",
    "fsrs",
)
OPENING = """
import json, os, sys
from pathlib import Path
from tutor.ui.app import TutorApp
from tutor.cli import main

def keep(app):
    shown = type(app.screen).__name__
    new = Path(os.environ["LOADED"] + ".new")
    there = shown == "HomeScreen" and app.screen.query("Choices")
    if not there or Path(os.environ["LOADED"]).exists():
        return
    new.write_text(json.dumps([shown, sorted(sys.modules)]))
    new.replace(os.environ["LOADED"])

TutorApp.post_display_hook = keep
sys.exit(main([]))
"""
"""Opens the tutor as the command does, and writes down what is loaded when home is first drawn."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that are loaded when all of home is there."""
    folder = tmp_path_factory.mktemp("startup")
    env = environment(
        PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"), LOADED=str(folder / "loaded.json")
    )
    with Terminal((sys.executable, "-c", OPENING), env) as terminal:
        terminal.until("lessons read", "enter Choose", "palette")
        shown, names = json.loads((folder / "loaded.json").read_text())
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    assert shown == "HomeScreen"
    assert {"textual.app", "tutor.ui.screens.home"} <= set(names)
    return frozenset(names)


@pytest.mark.parametrize("name", LATER)
def test_home_does_not_import_what_it_does_not_show(loaded: frozenset[str], name: str) -> None:
    """Each of these costs its milliseconds when it is first needed, not at every start."""
    assert name not in loaded


@pytest.mark.parametrize("command", ["import tutor.cli", "import tutor", "import tutor.__main__"])
def test_importing_the_commands_loads_no_user_interface(command: str) -> None:
    """Neither Textual nor Rich, nor anything of tutor.ui."""
    code = f"{command}; import sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        (sys.executable, "-c", code),
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
    )
    names = done.stdout.split()
    assert "tutor" in names
    assert [name for name in names if name.startswith(("textual", "rich", "tutor.ui"))] == []
