"""Students who come and go, most of them rudely: nothing of them may be left behind."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import asyncssh

from tests.benchmarks.coming import gone
from tests.benchmarks.processes import Server, opened, resident, terminals
from tests.benchmarks.row import Row
from tests.benchmarks.students import SECONDS, come, knock, leave, welcomed
from tests.benchmarks.terminal import CTRL_Q
from tests.classroom.school import HOST, ROOT

GROWTH_MB = 5
"""The bound."""
ROUNDS = 5
"""After each of them all have left, and it is seen what is there."""
_AT_ONCE = 10
_MOMENT, _PATIENCE = 0.3, 10
"""Seconds for which a visitor lingers, and so many times them until sockets are closed."""
Visit = Callable[[Server, str], Awaitable[bool]]
"""Comes and goes; gives whether it went as it is meant to."""


async def _quits(server: Server, name: str) -> bool:
    student = await welcomed(server, name)
    student.press(CTRL_Q)
    await student.gone.wait()
    await leave([student])
    return student.status == 0


async def _closes(server: Server, name: str) -> bool:
    await leave([await welcomed(server, name)])
    return True


async def _hangs_up_at_once(server: Server, name: str) -> bool:
    return await _hang_up((await come(server, name)).connection)


async def _hangs_up_amid_keys(server: Server, name: str) -> bool:
    student = await welcomed(server, name)
    student.press("l" + "s" * 20)
    return await _hang_up(student.connection)


async def _does_not_read(server: Server, name: str) -> bool:
    student = await welcomed(server, name)
    student.channel.pause_reading()
    student.press("l" + "e" * 10 + "b" * 100)
    await asyncio.sleep(_MOMENT)
    return await _hang_up(student.connection)


async def _opens_nothing(server: Server, name: str) -> bool:
    return await _hang_up(await knock(server, name))


async def _hang_up(connection: asyncssh.SSHClientConnection) -> bool:
    connection.abort()
    await connection.wait_closed()
    return True


async def _wants_a_command(server: Server, name: str) -> bool:
    return await _is_refused(server, name, "ls -l", "only the tutor is here")


async def _has_no_terminal(server: Server, name: str) -> bool:
    """It is a dialogue in lines then."""
    connection = await knock(server, name)
    told = await connection.run(None, input="quit\n")
    connection.close()
    await connection.wait_closed()
    return told.exit_status == 0 and "kept" in str(told.stdout)


async def _is_refused(server: Server, name: str, command: str | None, why: str) -> bool:
    connection = await knock(server, name)
    told = await connection.run(command)
    connection.close()
    await connection.wait_closed()
    return told.exit_status == 1 and why in str(told.stderr)


async def _leaves_amid_the_key_exchange(server: Server, name: str) -> bool:  # noqa: ARG001
    reader, writer = await asyncio.open_connection(HOST, server.port)
    # A packet of 1,000 bytes begins with its length, and its end never comes.
    writer.write(b"SSH-2.0-rude\r\n" + (1000).to_bytes(4, "big") + bytes(100))
    said = await reader.readline()
    writer.transport.abort()
    return said.startswith(b"SSH-2.0-")


async def _has_a_wrong_key(server: Server, name: str) -> bool:
    key = asyncssh.generate_private_key("ssh-ed25519")
    try:
        await asyncssh.connect(
            HOST, server.port, username=name, client_keys=[key],
            known_hosts=None, config=None, agent_path=None,
        )  # fmt: skip
    except asyncssh.PermissionDenied:
        return True
    return False


VISITS: tuple[Visit, ...] = (
    _quits,
    _closes,
    _hangs_up_at_once,
    _hangs_up_amid_keys,
    _does_not_read,
    _opens_nothing,
    _wants_a_command,
    _has_no_terminal,
    _leaves_amid_the_key_exchange,
    _has_a_wrong_key,
)
DOOMED = 10
"""One of so many has a client that is killed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is there when all have left."""

    sessions: int
    listener: int
    """The listener's descriptors."""
    warm: int
    """Those of the warm process."""
    terminals: int
    """Sides of pseudo-terminals that either has open."""
    memory: float
    """MB of the listener (resident)."""


@dataclass(frozen=True, slots=True)
class Going:
    """How students came and went, and what was there before, and after each round."""

    number: int
    astray: list[str]
    """Who did not come and go as they were meant to."""
    found: list[Found]


async def going(server: Server, names: Iterator[str], number: int) -> Going:
    """Let about so many come and go, in five rounds."""
    astray: list[str] = []
    turns = asyncio.Semaphore(_AT_ONCE)

    async def visit(which: int) -> None:
        kind, name = VISITS[which % len(VISITS)], next(names)
        async with turns:
            try:
                async with asyncio.timeout(SECONDS):
                    right = await kind(server, name)
            except (OSError, asyncssh.Error) as error:
                astray.append(f"{kind.__name__}: {error!r}")
            else:
                astray.extend([] if right else [kind.__name__])

    for which in range(len(VISITS)):
        # What is made at its first use is there from now on.
        await visit(which)
    found = [await _found(server, None)]
    killed = max(1, number // ROUNDS // DOOMED)
    others = number // ROUNDS - killed
    for k in range(ROUNDS):
        visits = [visit(k * others + which) for which in range(others)]
        doomed = _doomed(server, [next(names) for _ in range(killed)])
        seated, *_ = await asyncio.gather(doomed, *visits)
        astray.extend([] if seated else ["_doomed"])
        found.append(await _found(server, found[0]))
    return Going(ROUNDS * (others + killed), astray, found)


async def _doomed(server: Server, names: list[str]) -> bool:
    """A client with several students that is killed while they draw; gives if they sat down."""
    client = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.doomed"),
        *(str(server.port), str(server.folder), *names),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert client.stdout is not None
    try:
        async with asyncio.timeout(SECONDS):
            return await client.stdout.readline() == b"seated\n"
    finally:
        client.kill()
        await client.wait()


async def _found(server: Server, before: Found | None) -> Found:
    """What is there when those who left have had some time to be gone."""
    sessions = await gone(server)
    listener, warm = server.process.pid, server.warm
    assert warm is not None
    for _ in range(_PATIENCE):
        await asyncio.sleep(_MOMENT)
        if before is not None and len(opened(listener)) <= before.listener:
            break
    terms = terminals(listener) + terminals(warm)
    return Found(sessions, len(opened(listener)), len(opened(warm)), terms, resident(listener))


def rows(done: Going) -> list[Row]:
    """What was left behind, with its bounds."""
    before, first, *_, last = done.found
    what = f"{done.number} came and went"
    return [
        Row(f"{what}, not as they were meant to", len(done.astray), "", 0),
        Row(f"{what}, sessions left", last.sessions, "", 0),
        Row(f"{what}, more descriptors of the listener", last.listener - before.listener, "", 0),
        Row(f"{what}, more descriptors of the warm process", last.warm - before.warm, "", 0),
        Row(f"{what}, pseudo-terminals left", last.terminals, "", 0),
        Row(f"{what}, memory of the listener (resident)", last.memory, "MB"),
        Row(
            f"{what}, its growth from the first fifth to the last",
            last.memory - first.memory,
            "MB",
            GROWTH_MB,
        ),
    ]
