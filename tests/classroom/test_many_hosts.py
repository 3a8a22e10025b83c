"""One class on several hosts: servers of their own, one PostgreSQL."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.benchmarks.terminal import CTRL_Q
from tests.classroom.clients import HOME, Student, sitting
from tests.classroom.desk import ENDED, GOES_ON, YOU, answer, answers, turn_page
from tests.classroom.school import School, eventually, keys_for, served
from tests.record.servers import Server, running
from tutor.record.database import Database
from tutor.record.seats import keep_warm, seated

SEED = "4"
"""Of a quiz that begins with a choice."""
COLD = timedelta(seconds=40)
"""After so long without its server nobody sits on a seat any more."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL."""
    with running() as server:
        server.hurry()
        yield server


@pytest.fixture
def hosts(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[School]]:
    """Two servers on two ports, each as on a machine of its own, with the same keys."""
    record = server.fresh()
    one, two = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    keys = keys_for(one, ["ada", "bob"])
    (two / "key").write_bytes((one / "key").read_bytes())
    (two / "key").chmod(0o600)
    with (
        served(record, one, "--keys", str(keys), "--quiz", SEED) as first,
        served(record, two, "--keys", str(keys), "--quiz", SEED) as second,
    ):
        yield [first, second]


async def test_a_student_is_moved_and_a_killed_server_costs_only_its_line(
    hosts: list[School],
) -> None:
    """To page 2 on one host; taken over on the other; that one is killed in mid-quiz; and back."""
    one, two = hosts
    record = one.record
    async with sitting(one, "bob") as bob:
        await bob.sees(*HOME)
        one.until("is", name="bob")
        async with sitting(one, "ada") as first:
            await answer(first)
            await turn_page(first)
            async with sitting(two, "ada") as second:
                await second.sees(YOU, "page 2")
                second.press("1")
                await second.sees(*HOME, GOES_ON)
                # The other host is told by the record alone.
                await first.sees(ENDED)
                await begin_a_quiz(second)
                two.kill()
                await second.ended()
        await asyncio.to_thread(eventually, lambda: not two.processes, "the end of its sessions")
        assert here_when_the_other_is_cold(one) == {"bob"}
        async with sitting(one, "ada") as again:
            # Her seat on the dead host is still warm.
            await again.sees(YOU, "ada is here already")
            again.press("1")
            await again.sees(*HOME, GOES_ON)
            again.press(CTRL_Q)
            assert await again.ended() == 0
        bob.press("l")
        await bob.sees("epoch 0 of 10")
    assert [kept.place.partition(":")[0] for kept in answers(record, "ada")] == ["lesson", "quiz"]


async def begin_a_quiz(student: Student) -> None:
    """Answer the first of its questions."""
    student.press("u")
    await student.sees("Quiz", "1 of 10")
    student.press("2")
    await student.sees("How sure are you?")
    student.press("3")
    await student.sees("Your answer:", "saved")


def here_when_the_other_is_cold(host: School) -> set[str]:
    """Who is seen as soon as one host alone has kept its seats warm for a while."""
    later = datetime.now(UTC) + COLD
    with closing(Database.open(host.record)) as database:
        keep_warm(database, host.id, later)
        found = {seat.learner for seat in seated(database, later)}
        keep_warm(database, host.id, datetime.now(UTC))
    return found
