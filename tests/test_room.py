"""The real program in a class without a server: `--room` hears the teacher through the record."""

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


@pytest.mark.parametrize("command", ["trace", "record", "progress"])
def test_room_is_refused_where_nobody_learns(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line."""
    assert main(["--room", command]) == 2
    assert f"leave it out of {command}" in capsys.readouterr().err
