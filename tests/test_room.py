"""The real program in a class without a server: `--room` hears the teacher through the record."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.benchmarks.terminal import CTRL_Q, SECONDS, Terminal, environment
from tests.ui.teacher import BET
from tutor.cli import main
from tutor.record.database import Database
from tutor.record.room import Ask, Prove, vote_place
from tutor.record.seats import seated
from tutor.record.taught import tell
from tutor.record.votes import votes

COMMAND = (sys.executable, "-m", "tutor")


def now() -> datetime:
    """The present."""
    return datetime.now(UTC)


def _wait(come_true: Callable[[], object]) -> None:
    end = monotonic() + SECONDS
    while not come_true():
        assert monotonic() < end
        sleep(0.05)


def test_a_learner_alone_sits_in_the_class_votes_and_rises(tmp_path: Path) -> None:
    """From the sign in the title to the proof; the vote is in the record."""
    record = tmp_path / "record.sqlite"
    command = (*COMMAND, "--record", str(record), "--learner", "ada", "--room")
    with Terminal(command, environment()) as terminal:
        terminal.until("lessons read", "palette")
        database = Database.open(str(record))
        _wait(lambda: [one.learner for one in seated(database, now())] == ["ada"])
        poll = tell(database, Ask(question=BET), now()).id
        terminal.until("a answers")
        terminal.until("answer for yourself", "enter Choose esc Aside")
        _wait(lambda: [one.place for one in seated(database, now())] == ["room"])
        terminal.send("2")
        terminal.until("How sure are you?")
        terminal.send("3")
        terminal.until("talk it over", "saved")
        (vote,) = votes(database, poll, 1)
        assert (vote.learner, vote.right, vote.confidence) == ("ada", True, 3)
        tell(database, Prove(poll=poll), now())
        terminal.until("Proof:")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    assert seated(database, now()) == []
    assert [one.place for one in database.state("ada").answers] == [vote_place(poll, 1)]
    database.close()


def test_who_sits_in_the_class_in_lines_is_asked_and_votes(tmp_path: Path) -> None:
    """Through pipes: each line is typed when the prompt for it stands there."""
    record = tmp_path / "record.sqlite"
    command = (*COMMAND, "--plain", "--record", str(record), "--learner", "ada", "--room")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        # Whose record it is stands there before the first prompt.
        _wait(record.exists)
        database = Database.open(str(record))
        _wait(lambda: [one.learner for one in seated(database, now())] == ["ada"])
        poll = tell(database, Ask(question=BET), now()).id
        typed = "help\n"
        while not (counted := votes(database, poll, 1)):
            program.stdin.write(typed.encode())
            program.stdin.flush()
            sleep(1.5)
            typed = "answer\n2\n3\n"
        (vote,) = counted
        assert (vote.learner, vote.right, vote.confidence) == ("ada", True, 3)
        said = program.communicate(b"quit\n", timeout=SECONDS)[0].decode()
        assert program.returncode == 0
    assert "The teacher asks" in said, said
    database.close()


@pytest.mark.parametrize("command", ["trace", "record", "progress"])
def test_room_is_refused_where_nobody_learns(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line."""
    assert main(["--room", command]) == 2
    assert f"leave it out of {command}" in capsys.readouterr().err
