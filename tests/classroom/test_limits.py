"""How many may come, and for how long they may be idle or deaf: a class with small limits.

The listener runs in the test, so that nobody has to wait a minute or an hour.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import asyncssh
import pytest

from tests.classroom.clients import HOME, Student
from tests.classroom.school import HOST
from tutor.classroom import line
from tutor.classroom.door import Door, Entry
from tutor.classroom.log import Log
from tutor.classroom.nursery import Nursery
from tutor.classroom.opening import Taught
from tutor.classroom.room import Classroom, Limits
from tutor.classroom.server import listening

SOON = 1.0
"""Seconds after which a student is idle, or deaf, in this class."""


@dataclass
class Small:
    """The class, and how one comes in."""

    room: Classroom
    port: int
    key: asyncssh.SSHKey
    log: StringIO

    @asynccontextmanager
    async def student(self, name: str, **how: Any) -> AsyncIterator[Student]:  # noqa: ANN401
        """Somebody who comes in."""
        async with asyncssh.connect(
            HOST, self.port, username=name, known_hosts=None, client_keys=[self.key],
            config=None, agent_path=None,
        ) as connection:  # fmt: skip
            student = Student(connection, (80, 24))
            await connection.create_session(
                lambda: student,
                term_type="xterm-256color",
                term_size=(80, 24),
                encoding=None,
                **how,
            )
            yield student


@asynccontextmanager
async def small(folder: Path, limits: Limits) -> AsyncIterator[Small]:
    """A class with a few limits."""
    key, said = asyncssh.generate_private_key("ssh-ed25519"), StringIO()
    log = Log(as_json=True, stream=said)
    names = {name: Entry(keys=[key.convert_to_public()]) for name in ("ada", "bob", "eve")}
    taught = Taught("small", str(folder / "record.sqlite"))
    async with Nursery(taught, log) as nursery:
        await nursery.ready()
        room = Classroom(nursery, Door(None, names, roster=True), limits, log)
        host_key = asyncssh.generate_private_key("ssh-ed25519")
        acceptor = await listening(room, HOST, 0, host_key)
        yield Small(room, acceptor.get_port(), key, said)
        acceptor.close()
        await room.farewell("The end.", 5)


async def test_a_class_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full is full; who comes too often from one address, is idle or deaf, goes, and is told."""
    monkeypatch.setattr(line, "_STUCK", SOON)
    async with small(tmp_path, Limits(students=2, per_address=3, idle=3600)) as there:
        await _full_is_full(there)
        await _who_never_reads_is_cut_off(there)
        await _who_presses_no_key_is_told_and_goes(there)
        async with asyncio.timeout(20):
            await asyncio.gather(*(one.gone.wait() for one in there.room.nursery.children))


async def _full_is_full(there: Small) -> None:
    async with there.student("ada") as ada, there.student("bob") as bob:
        await ada.sees(*HOME)
        await bob.sees(*HOME)
        async with there.student("eve") as eve:
            assert await eve.ended() == 1
            await eve.sees("the class is full (2); ask your teacher")
            with pytest.raises((asyncssh.DisconnectError, OSError)):
                async with there.student("eve"):
                    pass
            assert "too many connections from one address" in there.log.getvalue()


async def _who_never_reads_is_cut_off(there: Small) -> None:
    async with there.student("ada", window=4096) as deaf:
        await deaf.sees(*HOME)
        deaf.channel.pause_reading()
        gone = asyncio.ensure_future(deaf.connection.wait_closed())
        async with asyncio.timeout(60):
            # What it does not read has to fill all that lies between.
            for size in count():
                deaf.channel.change_terminal_size(200 + size % 2, 60)
                if (await asyncio.wait([gone], timeout=0.05))[0]:
                    break
    assert "it did not read" in there.log.getvalue()


async def _who_presses_no_key_is_told_and_goes(there: Small) -> None:
    async with there.student("bob") as bob:
        await bob.sees(*HOME)
        bob.press("T")
        # By a limit so long that the warning is due, and not the end; then by one of which it is.
        for share, told in (
            (1.2, "press one, or this session ends soon"),
            (0.5, "What you did is saved."),
        ):
            async with asyncio.timeout(60):
                while not bob.screen.shows(told):
                    heard = max((one.heard for one in there.room.lines), default=0.0)
                    there.room.limits = Limits(idle=share * (monotonic() - heard))
                    there.room.end_idle()
                    await asyncio.sleep(0.05)
        assert await bob.ended() == 0


def lines_kept() -> int:
    """How many lines are still there."""
    gc.collect()
    return sum(isinstance(one, line.Line) for one in gc.get_objects())


async def test_who_has_left_is_not_kept(tmp_path: Path) -> None:
    """Of many who were refused none waits for a minute to be forgotten; the last may be there."""
    async with small(tmp_path, Limits(students=1)) as there, there.student("ada") as ada:
        await ada.sees(*HOME)
        for _ in range(8):
            async with there.student("bob") as bob:
                assert await bob.ended() == 1
        async with asyncio.timeout(20):
            while lines_kept() > 2:  # noqa: ASYNC110 - nobody tells when it is collected
                await asyncio.sleep(0.05)
        assert len(there.room.lines) == 1
