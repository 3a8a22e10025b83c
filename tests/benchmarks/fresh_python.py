"""What a class is measured against: asyncssh, and for each student `perceptron-tutor` anew.

`python -m tests.benchmarks.fresh_python FOLDER` listens on any port, says which, and lets in who
has the key in FOLDER; records are kept there. It is written as one would write it in an evening,
and its sessions are the same program as those of the class.
"""

import asyncio
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import asyncssh

from tests.benchmarks.processes import children
from tests.benchmarks.startup import command
from tests.benchmarks.terminal import environment
from tests.classroom.school import HOST, ROOT, SECONDS, alive, eventually
from tutor.classroom.child import resize
from tutor.classroom.server import KEY_EXCHANGE


class Door(asyncssh.SSHServer):
    """Lets in who has the key."""

    def __init__(self, key: asyncssh.SSHKey) -> None:
        """Know the key."""
        self._key = key

    def public_key_auth_supported(self) -> bool:
        """Nothing else is taken."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:  # noqa: ARG002
        """Whether this is the key."""
        return key.public_data == self._key.public_data


async def teach(folder: Path, process: "asyncssh.SSHServerProcess[bytes]") -> None:
    """Run the tutor in a pseudo-terminal until it ends or the student is gone."""
    master, slave = pty.openpty()
    resize(master, *process.term_size[:2])
    env = environment(
        TERM=process.term_type or "",
        PERCEPTRON_TUTOR_RECORD=str(folder / "record.sqlite"),
        PERCEPTRON_TUTOR_LEARNER=process.get_extra_info("username"),
    )
    env.pop("COLORTERM")
    program = await asyncio.create_subprocess_exec(
        *command(), env=env, preexec_fn=partial(os.login_tty, slave)
    )
    os.close(slave)
    await process.redirect(stdin=os.dup(master), stdout=master, send_eof=False)
    ends = [asyncio.ensure_future(one) for one in (program.wait(), process.channel.wait_closed())]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        with suppress(ProcessLookupError):
            program.kill()
        await program.wait()
        process.exit(0)


async def listen(folder: Path) -> None:
    """Listen until the end of this process."""
    key = asyncssh.read_private_key(folder / "key")
    acceptor = await asyncssh.create_server(
        lambda: Door(key), HOST, 0,
        server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
        process_factory=partial(teach, folder), encoding=None, line_editor=False,
        kex_algs=KEY_EXCHANGE, backlog=256,
    )  # fmt: skip
    sys.stdout.write(f"{acceptor.get_port()}\n")
    sys.stdout.flush()
    await acceptor.wait_closed()


class Fresh:
    """That server, in a process of its own."""

    warm = None

    def __init__(self, folder: Path) -> None:
        """Start it, and wait until it listens."""
        self.folder = folder
        self.process = subprocess.Popen(
            # asyncssh leaves a coroutine behind where it redirects, and Python says so.
            (sys.executable, "-W", "ignore::RuntimeWarning", "-m", __name__, str(folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    @property
    def sessions(self) -> set[int]:
        """A process for each student."""
        return children(self.process.pid)


@contextmanager
def fresh(folder: Path) -> Iterator[Fresh]:
    """That server for the length of a block."""
    server = Fresh(folder)
    try:
        yield server
    finally:
        sessions = server.sessions
        server.process.terminate()
        server.process.wait(SECONDS)
        for pid in sessions:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        eventually(lambda: not any(map(alive, sessions)), f"the end of {sessions}")


if __name__ == "__main__":
    asyncio.run(listen(Path(sys.argv[1])))
