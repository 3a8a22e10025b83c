"""What students do, step by step, whichever client they have; and what the record says of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

from tests.benchmarks.terminal import ENTER, RIGHT
from tests.classroom.clients import HOME, PIN, Ssh, Student, sitting
from tests.classroom.school import CODE, School, eventually
from tutor.record.database import Database
from tutor.record.seats import seated
from tutor.record.state import Given

NEW = "is new here. Choose a PIN"
AGAIN = "write the same PIN once more"
BACK = "Welcome back"
ASKED = ("The claim", "page 1 of", "Predict", "Choose")
SAVED = ("Your answer:", "(sure)", "Proof:", "saved")
GOES_ON = "Go on with enter: lesson 1, The claim, page 2."
YOU = "Is this you?"
ENDED = "You went on elsewhere"


async def sees(student: Ssh | Student, *texts: str) -> None:
    """Wait until all this can be read."""
    seen = student.sees(*texts)
    if seen is not None:
        await seen


async def choose_pin(student: Ssh | Student, pin: str = PIN) -> None:
    """Come in for the first time."""
    for asked in (NEW, AGAIN):
        await sees(student, asked)
        student.press(pin + ENTER)
    await sees(student, *HOME)


async def show_pin(student: Ssh | Student, pin: str = PIN) -> None:
    """Come in again."""
    await sees(student, BACK, "Your PIN:")
    student.press(pin + ENTER)


async def answer(student: Ssh | Student) -> None:
    """From home into lesson 1, answer the prediction on its first page, and see it saved."""
    await sees(student, *HOME)
    student.press(ENTER)
    await sees(student, *ASKED)
    student.press("2")
    await sees(student, "How sure are you?", "fairly sure")
    student.press("3")
    await sees(student, *SAVED)


async def turn_page(student: Ssh | Student) -> None:
    """To page 2, and see it."""
    student.press(RIGHT)
    await sees(student, "page 2 of")


@asynccontextmanager
async def coming(school: School, name: str, *, new: bool = False) -> AsyncIterator[Student]:
    """A student who comes in by the code of the class and a PIN."""
    async with sitting(school, name, code=CODE) as student:
        if new:
            await choose_pin(student)
        else:
            await show_pin(student)
        yield student


async def until_free(school: School, name: str) -> None:
    """Wait until nobody sits under a name any more: who comes by it is not asked for the other."""

    def free() -> bool:
        with closing(Database.open(school.record)) as database:
            return all(seat.learner != name for seat in seated(database, datetime.now(UTC)))

    await asyncio.to_thread(eventually, free, f"a free seat of {name}")


def answers(record: str, name: str) -> list[Given]:
    """The answers of somebody that are in the record."""
    with closing(Database.open(record)) as database:
        return database.state(name).answers
