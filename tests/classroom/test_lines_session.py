"""A session in lines, without the server around it: what goes wrong in it is told."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.terminal import SECONDS
from tests.course.folder import write

PROGRAM = """
import socket
import sys
from pathlib import Path

from tutor.classroom.arrival import Arrival
from tutor.classroom.lines_session import LinesSession
from tutor.classroom.opening import Opening, Taught
from tutor.classroom.warm import clock
from tutor.course.library import Library
from tutor.record.store import Record
from tutor.ui.session import Session

record, lessons, start, fault, bell = sys.argv[1:]


def broken(*_):
    raise ValueError(record)


if fault:
    Arrival.who = broken
session = Session(Library.open(Path(lessons)), Record(record, "", clock), clock, 7)
opening = Opening("seat", "ada", "here", known=True, lines=True)
taught = Taught("server", record, lessons, start)
ended = LinesSession(session, taught, None, socket.socket(fileno=int(bell)), opening).run()
session.record.close()
sys.exit(ended)
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose first lesson has a fault."""
    folder = write(tmp_path / "course")
    next(folder.glob("0*.md")).write_text("no front matter")
    return folder


def spoken(tmp_path: Path, course: Path, start: str, fault: str = "") -> tuple[int, str]:
    """The exit status of a session in which `quit` is typed, and all that it says."""
    ours, theirs = socket.socketpair()
    bell = theirs.fileno()
    words = (str(tmp_path / "record.sqlite"), str(course), start, fault, str(bell))
    with ours, theirs:
        done = subprocess.run(
            (sys.executable, "-c", PROGRAM, *words),
            input="quit\n",
            capture_output=True,
            check=False,
            text=True,
            pass_fds=(bell,),
            timeout=SECONDS,
        )
    assert done.stderr == ""
    return done.returncode, " ".join(done.stdout.split())


def test_a_fault_before_it_is_known_who_sits_there_is_told(tmp_path: Path, course: Path) -> None:
    """The line is not just cut; and no path of the teacher's machine is told."""
    status, said = spoken(tmp_path, course, "", "a fault")
    assert status == 1
    assert said.endswith("your answers are kept. Tell your teacher.")
    assert str(tmp_path) not in said
    assert (tmp_path / "fault.txt").exists()


def test_a_first_lesson_with_a_fault_leads_home(tmp_path: Path, course: Path) -> None:
    """Its teacher may have just changed it; the others can be read."""
    first = next(course.glob("0*.md"))
    status, said = spoken(tmp_path, course, first.stem.partition("-")[2])
    assert status == 0
    assert f"Lesson 1 cannot be opened: {first.name}:1" in said
    assert said.endswith("Home: Good-bye; your answers are kept.")
