"""A record of 100,000 answers: how soon home is there with what is due, and how soon a report."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.row import Row
from tests.benchmarks.terminal import CTRL_Q, Terminal, environment
from tutor.course.generate import CONCEPTS
from tutor.record.database import Database
from tutor.record.facts import Answer, stamped

ANSWERS, DAYS, ROUNDS = 100_000, 365, 9
LEARNER = "ada"
_ESCAPE = "\x1b[27u"
"""As terminals send it that tell it from the beginning of another key: nothing is waited for."""
HOME_BOUND, REPORT_BOUND = 100, 2000


def rows() -> list[Row]:
    """Home is asked for from the lab, the report by its command."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "record.sqlite")
        database = Database.open(record)
        database.write(LEARNER, _answers())
        database.close()
        env = environment(PERCEPTRON_TUTOR_RECORD=record, PERCEPTRON_TUTOR_LEARNER=LEARNER)
        return [
            Row(
                "100,000 answers: from esc in the quiz to home with what is due, median",
                statistics.median(_homes(env)),
                bound=HOME_BOUND,
            ),
            Row(
                "100,000 answers: the command report, median of three",
                statistics.median(_report(env) for _ in range(3)),
                bound=REPORT_BOUND,
            ),
        ]


def _answers() -> list[Answer]:
    """Answers of a year, to fresh questions of all concepts."""
    random, end = Random(1), datetime.now(UTC)
    return [
        stamped(
            Answer(
                question=f"gen-{number}-0",
                concept=random.choice(CONCEPTS),
                given="1",
                right=random.random() < 0.7,
                confidence=random.randint(1, 3),
                hints=0,
                seconds=20.0,
                place=f"quiz:{number // 10}",
            ),
            end - timedelta(days=DAYS) * (1 - number / ANSWERS),
        )
        for number in range(ANSWERS)
    ]


def _homes(env: dict[str, str]) -> Iterator[float]:
    """Milliseconds from the key to home's last line, again and again."""
    with Terminal((sys.executable, "-m", "tutor"), env) as terminal:
        terminal.until("lessons read", "r reviews them", "palette")
        for _ in range(ROUNDS):
            terminal.send("u")
            terminal.until("question 1 of 10")
            began = time.monotonic()
            terminal.send(_ESCAPE)
            terminal.until("r reviews them")
            yield (terminal.last - began) * 1000
        terminal.send(CTRL_Q)
        terminal.wait()


def _report(env: dict[str, str]) -> float:
    """Milliseconds of the whole command."""
    began = time.monotonic()
    command = (sys.executable, "-m", "tutor", "report", "--by", "concept")
    subprocess.run(command, check=True, capture_output=True, env=env, timeout=60)
    return (time.monotonic() - began) * 1000
