"""Clients that do not read, die, or never were any: others notice nothing, and nothing is left."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable

import asyncssh
import pytest

from tests.classroom.clients import HOME, Ssh, connected, needs_ssh, sitting
from tests.classroom.desk import until_free
from tests.classroom.school import HOST, School, eventually
from tests.classroom.test_refusals import by_key

ROUNDS = 3
_NARROW = 8_192
"""Bytes that a client lets come before it has read them."""
_MOST = 30_000
"""Kilobytes by which a client may make the listener grow: what asyncssh and the kernel hold for it,
and what an allocator keeps."""


async def hang_in_the_greeting(school: School, name: str) -> None:  # noqa: ARG001
    """Connect, and say nothing that is SSH."""
    with socket.create_connection((HOST, school.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\n\r\n")


async def leave_in_the_key_exchange(school: School, name: str) -> None:  # noqa: ARG001
    """Say who one is, and go."""
    with socket.create_connection((HOST, school.port)) as line:
        line.sendall(b"SSH-2.0-nobody\r\n")
        line.recv(100)
        line.sendall(os.urandom(2000))


async def leave_before_a_session(school: School, name: str) -> None:
    """Come in, and ask for nothing."""
    (await connected(school, name)).abort()


async def leave_while_it_is_made(school: School, name: str) -> None:
    """Ask for a session, and be gone when it is there."""
    connection = await connected(school, name)
    asking = asyncio.ensure_future(
        connection.create_session(asyncssh.SSHClientSession, term_type="xterm", encoding=None)
    )
    await asyncio.sleep(0)
    connection.abort()
    await asyncio.gather(asking, return_exceptions=True)


async def leave_while_it_draws(school: School, name: str) -> None:
    """Be gone in the middle of a picture."""
    async with sitting(school, name) as student:
        await student.sees(*HOME)
        student.press("l", "r")
        await student.sees("epoch")
        student.cut()


async def close_one_channel_of_two(school: School, name: str) -> None:
    """End a session, but not the connection, and begin another one."""
    connection = await connected(school, name)
    for _ in range(2):
        channel, _session = await connection.create_session(
            asyncssh.SSHClientSession, term_type="xterm-256color", encoding=None
        )
        channel.close()
        await channel.wait_closed()
    connection.abort()


RUDE = (
    hang_in_the_greeting,
    leave_in_the_key_exchange,
    leave_before_a_session,
    leave_while_it_is_made,
    leave_while_it_draws,
    close_one_channel_of_two,
)


@pytest.mark.parametrize("rude", RUDE, ids=lambda rude: rude.__name__)
async def test_who_is_rude_leaves_nothing_behind_and_disturbs_nobody(
    school: School, pupil: str, other: str, rude: Callable[[School, str], Awaitable[None]]
) -> None:
    """No process, no descriptor; keys of somebody else are answered all the while."""
    await until_free(school, other)
    async with sitting(school, other) as polite:
        await polite.sees(*HOME)
        polite.press("l")
        await polite.sees("epoch 0 of 10")
        await asyncio.to_thread(eventually, lambda: len(school.sessions) == 1, "calm")
        calm, held = school.sessions, school.descriptors
        for number in range(1, ROUNDS + 1):
            await rude(school, pupil)
            # A session that is still there may sit down only now, on a busy machine.
            await asyncio.to_thread(eventually, lambda: school.sessions == calm, "one session")
            await until_free(school, pupil)
            polite.press("s")
            await polite.sees(f"step {number}")
        await asyncio.to_thread(
            eventually,
            lambda: school.sessions == calm and school.descriptors <= held,
            f"{held} descriptors and {calm}",
        )
        assert school.complaints == []


@needs_ssh
async def test_an_ssh_that_is_killed_leaves_nothing_behind(
    school: School, pupil: str, other: str
) -> None:
    """Nobody tells the server; the kernel does."""
    async with sitting(school, other) as polite:
        await polite.sees(*HOME)
        await asyncio.to_thread(eventually, lambda: len(school.sessions) == 1, "calm")
        calm, held = school.sessions, school.descriptors
        with Ssh(school, pupil, *by_key(school, pupil)) as student:
            student.sees(*HOME)
            student.process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(
            eventually,
            lambda: school.sessions == calm and school.descriptors <= held,
            f"{held} descriptors and {calm}",
        )
        polite.press("l")
        await polite.sees("epoch 0 of 10")


async def test_a_client_that_never_reads_holds_up_nobody_and_fills_nothing(
    school: School, pupil: str, other: str
) -> None:
    """Its session waits for it; when it reads again, all is there."""
    async with (
        sitting(school, pupil, window=_NARROW) as deaf,
        sitting(school, other) as polite,
    ):
        await deaf.sees(*HOME)
        await polite.sees(*HOME)
        before = school.kilobytes
        deaf.channel.pause_reading()
        deaf.press("l", "r")
        for _ in range(300):
            deaf.resize(200, 60)
            deaf.resize(199, 60)
            await asyncio.sleep(0)
        polite.press("l")
        await polite.sees("epoch 0 of 10")
        for number in range(1, 6):
            polite.press("s")
            await polite.sees(f"step {number}")
        assert school.kilobytes - before < _MOST
        deaf.channel.resume_reading()
        deaf.resize(*(80, 24))
        deaf.press("r")
        await deaf.sees("iris")
        deaf.press("\x1b")
        await deaf.sees(*HOME)
