"""The teacher asks the room: how long until every student is told, and has the question."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.benchmarks.row import Row
from tests.benchmarks.students import SECONDS, Student
from tutor.record.database import Database
from tutor.record.room import Ask, Close
from tutor.record.taught import tell

SIGN_S = 1.0
PROMPT = b"Shall the class go on?"
_MOMENT, _CALM = 0.02, 2.0


@dataclass(frozen=True, slots=True)
class Asked:
    """For each student the seconds from the teacher's key."""

    sign: list[float]
    """To the first thing that was drawn, which is the sign that the teacher asks."""
    question: list[float]
    """To the question."""


async def asked(record: str, students: Sequence[Student]) -> Asked:
    """Ask all of them, while they press no key, and take the question away again.

    Raises:
        TimeoutError: If the question does not reach them all.
    """
    counts = [len(student.pieces) for student in students]
    question = {"prompt": PROMPT.decode(), "options": ["Yes", "No"]}
    with closing(Database.open(record)) as database:
        began = time.perf_counter()
        poll = tell(database, Ask(question=question), datetime.now(UTC))
        async with asyncio.timeout(SECONDS):
            signs, questions = [0.0] * len(students), [0.0] * len(students)
            while not all(questions):
                await asyncio.sleep(_MOMENT)
                for k, student in enumerate(students):
                    new = student.pieces[counts[k] :]
                    signs[k] = new[0][0] - began if new else 0.0
                    questions[k] = next((at - began for at, data in new if PROMPT in data), 0.0)
        tell(database, Close(poll=poll.id), datetime.now(UTC))
    while time.perf_counter() - max(one.last for one in students) < _CALM:  # noqa: ASYNC110 - of many
        await asyncio.sleep(_MOMENT)
    return Asked(signs, questions)


def rows(number: int, done: Asked) -> list[Row]:
    """What it was, with its bound."""
    what = f"the teacher asks {number} at once"
    return [
        Row(f"{what}: the sign, median", statistics.median(done.sign), "s"),
        Row(f"{what}: the sign, the last", max(done.sign), "s", SIGN_S),
        Row(f"{what}: the question, median", statistics.median(done.question), "s"),
        Row(f"{what}: the question, the last", max(done.question), "s"),
    ]
