"""The wheel: what is in it, and that it works where there is no checkout."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.terminal import CTRL_Q, Terminal, environment
from tutor import __version__

CHECKOUT = Path(__file__).parents[1]
LESSONS = CHECKOUT / "lessons"
MANUAL = "share/man/man1/perceptron-tutor.1"
COMPARE = ("compare", "--data", "iris", "--eta", "0.1", "--eta-b", "1")
SECONDS = 80


def outside(**changed: str) -> dict[str, str]:
    """An environment in which Python finds what is installed, and no checkout."""
    env = environment(PYTHONIOENCODING="utf-8", **changed)
    env.pop("PYTHONPATH", None)
    return env


def run(command: Sequence[str | Path], folder: Path) -> str:
    """What a command prints, run from a folder."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env=outside(),
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a lock that the other workers of this test run wait for."""
    with (folder / "wheel.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run, one for all of its workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="module")
def wheel(shared: Path) -> Path:
    """The wheel, built once from a copy, so that the checkout stays as it is."""
    built = shared / "wheel"
    with alone(shared):
        if not built.exists():
            copy = shared / "copy"
            leave = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")
            shutil.copytree(CHECKOUT, copy, ignore=leave, dirs_exist_ok=True)
            run((sys.executable, "-m", "pip", "wheel", copy, "--no-deps", "-w", built), shared)
    (file,) = built.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def scripts(shared: Path, wheel: Path) -> Path:
    """The folder of commands of a new environment that has the wheel and what it depends on."""
    home = shared / "installed"
    found = home / ("Scripts" if os.name == "nt" else "bin")
    with alone(shared):
        if not (home / "done").exists():
            venv.create(home, with_pip=False)
            pip = (sys.executable, "-m", "pip", "--python", found / "python", "install")
            run((*pip, "--quiet", "--no-compile", wheel), shared)
            (home / "done").touch()
    return found


def test_the_wheel_holds_the_course_and_no_tests(wheel: Path) -> None:
    """Every lesson, both outlines and all data under tutor/lessons; no tests, no other package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    course = [LESSONS / "course.toml", LESSONS / "misconceptions.toml"]
    course += [*LESSONS.glob("*.md"), *LESSONS.glob("data/*.csv")]
    assert len(course) > 10
    assert {f"tutor/{file.relative_to(CHECKOUT).as_posix()}" for file in course} <= names
    assert {file for file in names if "test" in file.lower()} == set()
    assert {file.split("/")[0] for file in names} == {
        "tutor",
        f"perceptron_tutor-{__version__}.data",
        f"perceptron_tutor-{__version__}.dist-info",
    }


def test_the_manual_page_is_installed_where_man_finds_it(scripts: Path) -> None:
    """Beside the folder of the commands, as the checkout has it."""
    page = scripts.parent / MANUAL
    assert page.read_bytes() == (CHECKOUT / MANUAL).read_bytes()


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """A screen without its style sheet would open in the checkout only."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        file.relative_to(CHECKOUT).as_posix()
        for file in (CHECKOUT / "tutor").rglob("*")
        if file.suffix in {".py", ".tcss"}
    }
    assert any(file.endswith(".tcss") for file in files)
    assert files <= names


def test_the_installed_commands_work_from_any_folder(scripts: Path, tmp_path: Path) -> None:
    """Version, a trace as JSON and a comparison, with the course that is inside the wheel."""
    program = scripts / "perceptron-tutor"
    assert run((program, "--version"), tmp_path) == f"perceptron-tutor {__version__}\n"
    trace = json.loads(run((program, "trace", "--data", "iris", "--json"), tmp_path))
    assert (trace["data"], trace["samples"], len(trace["predictions"])) == ("iris", 100, 1000)
    here = run((sys.executable, "-m", "tutor", *COMPARE), CHECKOUT)
    assert run((scripts / "python", "-m", "tutor", *COMPARE), tmp_path) == here
    code = "from tutor.course.library import shipped; print(shipped())"
    home = Path(run((scripts / "python", "-c", code), tmp_path).strip())
    assert home.parts[-3:] == ("site-packages", "tutor", "lessons")


def test_the_installed_app_opens_and_quits(scripts: Path, tmp_path: Path) -> None:
    """Home with the lessons in a terminal; ctrl+q leaves with status 0."""
    env = outside(PERCEPTRON_TUTOR_RECORD=str(tmp_path / "record.sqlite"))
    with Terminal((str(scripts / "perceptron-tutor"),), env, cwd=tmp_path) as terminal:
        terminal.until("lessons read", "The claim", "Only the ratio matters", "enter Choose")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.restored


def test_a_checkout_finds_its_lessons_from_any_folder(tmp_path: Path) -> None:
    """An editable install, as the tests run with, reads the lessons beside the package."""
    code = (
        "from tutor.course.library import Library, shipped; library = Library.open();"
        "print(shipped()); print(*(library.lesson(entry.id).id for entry in library.entries))"
    )
    folder, ids = run((sys.executable, "-c", code), tmp_path).splitlines()
    assert Path(folder) == LESSONS
    assert len(ids.split()) == len(list(LESSONS.glob("[0-9][0-9]-*.md")))
