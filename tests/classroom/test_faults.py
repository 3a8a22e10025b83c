"""What breaks on the server's side: what was shown as saved is kept, and students go on."""

import asyncio
import os
import resource
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.terminal import CTRL_Q
from tests.classroom.clients import HOME, Student, connected, sitting
from tests.classroom.desk import ASKED, answer, answers, turn_page, until_free
from tests.classroom.school import GRACE, School, eventually, keys_for, served
from tests.record.servers import Server, running
from tutor.classroom.serving import GOODBYE
from tutor.record.database import Database

AWAY = float(os.environ.get("RECORD_AWAY", "3"))
"""Seconds for which the server of the record is away; RECORD_AWAY=20 is the long form."""
NAMES = ("ada", "bob", "eve")
ENDS = 10.0
"""Seconds in which a class has ended that was asked to."""
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[School]:
    """A class that a test may break."""
    keys = keys_for(tmp_path, NAMES)
    with served(str(tmp_path / "record.sqlite"), tmp_path, "--keys", str(keys)) as school:
        yield school


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL."""
    with running() as server:
        server.hurry()
        yield server


@asynccontextmanager
async def answering(school: School, name: str) -> AsyncIterator[Student]:
    """A student who has answered, on page 2."""
    async with sitting(school, name) as student:
        await answer(student)
        await turn_page(student)
        yield student


async def goes_on(student: Student) -> None:
    """Keys are answered: to page 3, and back."""
    student.press("\x1b[C")
    await student.sees("page 3 of")
    student.press("\x1b[D")
    await student.sees("page 2 of")


async def test_a_warm_process_that_is_killed_ends_no_session(own: School) -> None:
    """Another one is there within seconds; who comes meanwhile waits for it, and is let in."""
    async with answering(own, "ada") as ada:
        warm = own.warm
        assert warm is not None
        os.kill(warm, signal.SIGKILL)
        await goes_on(ada)
        async with sitting(own, "bob") as bob:
            await answer(bob)
            await goes_on(ada)
            assert own.warm not in {None, warm}
            bob.press(CTRL_Q)
            assert await bob.ended() == 0
        ada.press(CTRL_Q)
        assert await ada.ended() == 0
    own.until_left()
    assert own.events("warm-process-ended", status=-signal.SIGKILL)
    assert [len(answers(own.record, name)) for name in ("ada", "bob")] == [1, 1]


def turned(record: str, name: str) -> bool:
    """Whether the record has the second page."""
    with closing(Database.open(record)) as database:
        place = database.state(name).place
    return place is not None and place.page == 1


async def test_a_session_that_is_killed_tells_its_student_and_no_other(own: School) -> None:
    """In a line, with what to do."""
    async with answering(own, "bob") as bob:
        others = own.sessions
        async with answering(own, "ada") as ada:
            (session,) = own.sessions - others
            # A page that was turned is never called saved: a kill may come before it is.
            await asyncio.to_thread(eventually, partial(turned, own.record, "ada"), "its page")
            os.kill(session, signal.SIGKILL)
            await ada.ended()
            await ada.sees("a fault ended this session")
            drawn = ada.received.decode()
            assert drawn.rfind("\x1b[?1049h") < drawn.rfind("\x1b[?1049l"), "the screen stays"
            await goes_on(bob)
    await until_free(own, "ada")
    async with sitting(own, "ada") as ada:
        await ada.sees(*HOME, "page 2.")
    assert len(answers(own.record, "ada")) == 1


async def test_sessions_end_by_themselves_when_the_listener_is_killed(own: School) -> None:
    """Nobody is left who could end them; all that was called saved is in the record."""
    async with answering(own, "ada") as ada, sitting(own, "bob") as bob:
        await answer(bob)
        own.kill()
        assert (
            await asyncio.to_thread(eventually, lambda: not own.processes, "their end", GRACE)
            < GRACE
        )
        await ada.ended()
        await bob.ended()
    assert [len(answers(own.record, name)) for name in ("ada", "bob")] == [1, 1]


async def test_a_class_that_is_asked_to_end_says_goodbye_and_has_ended_in_10_seconds(
    own: School,
) -> None:
    """Nobody comes in any more; who is in is told, and finds everything as it was."""
    async with answering(own, "ada") as ada, sitting(own, "bob") as bob:
        await answer(bob)
        waiting = await connected(own, "eve")
        began = time.monotonic()
        own.process.send_signal(signal.SIGTERM)
        await ada.sees(GOODBYE)
        await bob.sees(GOODBYE)
        with pytest.raises(OSError):  # noqa: PT011 - whichever way nobody listens
            await connected(own, "eve")
        assert await asyncio.to_thread(own.process.wait, ENDS) == 0
        assert time.monotonic() - began < ENDS
        assert await ada.ended() == 0
        assert await bob.ended() == 0
        waiting.abort()
    assert own.processes == set()
    assert [len(answers(own.record, name)) for name in ("ada", "bob")] == [1, 1]
    assert own.events("ended")


async def test_a_database_that_goes_and_comes_back_has_all_of_it_once(
    server: Server, tmp_path: Path
) -> None:
    """Who is in goes on, and is told; who comes meanwhile with a key is let in."""
    keys = keys_for(tmp_path, NAMES)
    with served(server.fresh(), tmp_path, "--keys", str(keys)) as school:
        async with answering(school, "ada") as ada:
            await asyncio.to_thread(server.stop)
            try:
                began = time.monotonic()
                school.until("record-away")
                await answer_again(ada)
                await ada.sees("saved")
                async with sitting(school, "bob") as bob:
                    await answer(bob)
                await asyncio.sleep(max(0.0, AWAY - (time.monotonic() - began)))
                await ada.sees("page 1 of")
            finally:
                await asyncio.to_thread(server.start)
            school.until("record-back")
            await asyncio.to_thread(
                eventually, lambda: len(answers(school.record, "ada")) == 2, "both of ada's"
            )
            ada.press(CTRL_Q)
            assert await ada.ended() == 0
        await until_free(school, "bob")
        # What bob did waits on this host until he is back.
        async with sitting(school, "bob") as bob:
            await bob.sees(*HOME, "lesson 1")
            await asyncio.to_thread(
                eventually, lambda: len(answers(school.record, "bob")) == 1, "that of bob"
            )


async def answer_again(student: Student) -> None:
    """From page 2 back to page 1, and the same question once more; it is answered, saved or not."""
    student.press("\x1b[D")
    await student.sees(*ASKED)
    student.press("2")
    await student.sees("How sure are you?", "fairly sure")
    student.press("3")
    await student.sees("Your answer:", "Proof:")


def room_for_files(processes: set[int], size: int) -> None:
    """No file of these processes can grow beyond a size, as if the disk were full."""
    for pid in processes:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


async def test_on_a_full_disk_students_go_on_and_are_told(own: School) -> None:
    """Nothing is called saved that is not; when there is room again, all of it is kept."""
    async with answering(own, "ada") as ada:
        room_for_files({own.process.pid, *own.processes}, 0)
        await answer_again(ada)
        await ada.sees("cannot be saved (File too large)")
        assert not ada.screen.shows("saved Choose")
        ada.press("\x1b")
        await ada.sees(*HOME, "cannot be saved (File too large)")
        assert len(answers(own.record, "ada")) == 1
        room_for_files({own.process.pid, *own.processes}, resource.RLIM_INFINITY)
        await ada.misses("cannot be saved")
        ada.press(CTRL_Q)
        assert await ada.ended() == 0
    with closing(sqlite3.connect(own.record)) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(answers(own.record, "ada")) == 2
