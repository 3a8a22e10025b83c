"""What is no student at a terminal gets one line of why not, and runs nothing on the host."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import asyncssh
import pytest

from tests.classroom.clients import HOME, Reachable, Ssh, connected, needs_ssh, ssh_options
from tests.classroom.school import HOST, SECONDS, School, eventually, keys_for, served

pytestmark = needs_ssh
ONE_LINE = "perceptron-tutor: only the tutor is here: connect with ssh NAME@HOST, without a command"
NO_TERMINAL = (
    "perceptron-tutor: the board needs a terminal: connect without -T, or with ssh -t NAME@HOST"
)


def by_key(school: Reachable, name: str) -> tuple[str, ...]:
    """What lets somebody in who has a key."""
    user = ("-o", f"User={name}", "-o", f"Port={school.port}")
    key = ("-o", "IdentitiesOnly=yes", "-i", str(school.folder / "key"), "-o", "BatchMode=yes")
    return (*ssh_options(school), *user, *key)


def run(*command: str) -> tuple[int, str, str]:
    """The exit status of a command without a terminal, and what it said on both ways."""
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=SECONDS,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.replace("\r", "")


@pytest.mark.parametrize("terminal", [(), ("-tt",)], ids=["bare", "with a terminal"])
def test_a_command_is_not_run(
    school: School, pupil: str, tmp_path: Path, terminal: tuple[str, ...]
) -> None:
    """One line says so, and the status is 1."""
    trace = tmp_path / "was-here"
    status, out, complaint = run(
        "ssh", *by_key(school, pupil), *terminal, HOST, "touch", str(trace)
    )
    assert (status, out) == (1, "")
    assert [one for one in complaint.splitlines() if "tutor" in one] == [ONE_LINE]
    assert not trace.exists()
    assert school.until("refused", name=pupil)["why"] in ONE_LINE


def test_no_file_is_carried_away_by_sftp(school: School, pupil: str, tmp_path: Path) -> None:
    """It ends before its first command."""
    there = tmp_path / "there"
    options = by_key(school, pupil)
    status, out, complaint = run("sftp", *options, f"{HOST}:/etc/hostname", str(there))
    assert status != 0
    assert ONE_LINE in complaint.splitlines()
    assert (out, there.exists()) == ("", False)


@pytest.mark.parametrize("old", [(), ("-O",)], ids=["by sftp", "by a command"])
def test_no_file_is_brought_by_scp(
    school: School, pupil: str, tmp_path: Path, old: tuple[str, ...]
) -> None:
    """Neither in the way of today nor in that of old."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_text("a file", encoding="ascii")
    options = by_key(school, pupil)
    status, _, complaint = run("scp", *old, *options, str(ours), f"{HOST}:{theirs}")
    assert status != 0
    assert ONE_LINE in complaint.splitlines()
    assert not theirs.exists()


def test_a_teacher_without_a_terminal_is_told_how_to_have_one(tmp_path: Path) -> None:
    """As with -T, or where ssh stands in a pipe: a board has to be drawn."""
    keys = keys_for(tmp_path, ["teacher"])
    record, key = str(tmp_path / "record.sqlite"), str(keys / "teacher")
    with served(record, tmp_path, "--open", "--teacher", key) as school:
        for flag in ((), ("-T",)):
            status, out, complaint = run("ssh", *by_key(school, "teacher"), *flag, HOST)
            assert (status, out) == (1, "")
            assert NO_TERMINAL in complaint.splitlines()


@contextmanager
def forwarding(school: School, pupil: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """An ssh that asks for no session, and for something else."""
    words = ("ssh", *by_key(school, pupil), "-v", "-N", *options, HOST)
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def until_said(process: subprocess.Popen[str], *texts: str) -> str:
    """Read what ssh says until a line has one of these texts; gives the line."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if any(text in line for text in texts):
            return line
    raise AssertionError("".join(said))


def free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.create_server((HOST, 0))) as server:
        return int(server.getsockname()[1])


def ask_at(port: int) -> bytes:
    """What comes from a port before it is closed."""
    with socket.create_connection((HOST, port), timeout=SECONDS) as asking:
        return asking.recv(100)


@pytest.mark.parametrize("kind", ["a port", "a socket"])
def test_nothing_on_the_host_is_reached_through_it(
    school: School, pupil: str, tmp_path: Path, kind: str
) -> None:
    """What ssh -L asks for is refused, and who connects to its end finds it closed."""
    near, far = free_port(), f"{HOST}:{school.port}" if kind == "a port" else f"{tmp_path}/far"
    with forwarding(school, pupil, "-L", f"{near}:{far}") as process:
        until_said(process, "Entering interactive session")
        assert ask_at(near) == b""
        assert "open failed" in until_said(process, "open failed")


def test_why_nothing_is_forwarded_is_said(school: School, pupil: str) -> None:
    """In words that a person reads."""
    options = ("-W", f"{HOST}:{school.port}")
    status, _, complaint = run("ssh", *by_key(school, pupil), *options, HOST)
    assert status != 0
    assert "only the tutor is here; nothing is forwarded" in complaint


@pytest.mark.parametrize("kind", ["a port", "a socket"])
def test_the_host_listens_for_nobody(school: School, pupil: str, tmp_path: Path, kind: str) -> None:
    """What ssh -R asks for is refused."""
    far = free_port()
    there = f"{far}" if kind == "a port" else f"{tmp_path}/far"
    status, _, complaint = run(
        *("ssh", *by_key(school, pupil), "-N", "-o", "ExitOnForwardFailure=yes"),
        *("-R", f"{there}:{HOST}:{school.port}", HOST),
    )
    assert status != 0
    assert "remote port forwarding failed" in complaint.lower()
    assert not (tmp_path / "far").exists()
    with pytest.raises(OSError):  # noqa: PT011 - whichever way it is not there
        ask_at(far)


def test_who_asks_for_nothing_gets_nothing(school: School, pupil: str) -> None:
    """Who comes by ssh -N is in, has no session, and goes."""
    with forwarding(school, pupil) as process:
        until_said(process, "Entering interactive session")
        assert school.events("came", name=pupil) == []
    eventually(lambda: process.poll() is not None, "the end of ssh")


def test_agent_and_display_are_left_at_home(school: School, pupil: str) -> None:
    """Who asks to take them along has the tutor all the same, and the host listens for neither."""
    held = {}
    for option in ("-x", "-A", "-X", "-Y"):
        words = by_key(school, pupil)
        with Ssh(school, pupil, option, *words, DISPLAY=":7", SSH_AUTH_SOCK="/nowhere") as student:
            student.sees(*HOME)
            held[option] = school.descriptors
            assert student.leave() == 0
        school.until("left", times=len(held), name=pupil)
        school.until_left()
    assert len(set(held.values())) == 1, held


@pytest.mark.parametrize("number", [1, 4])
async def test_one_connection_may_have_several_terminals(
    school: School, pupil: str, number: int
) -> None:
    """They are sessions of one student: the last one is left, as that is where they are."""
    connection = await connected(school, pupil)
    channels = [
        await connection.create_session(
            asyncssh.SSHClientSession, term_type="xterm-256color", encoding=None
        )
        for _ in range(number)
    ]
    assert len(channels) == number
    connection.abort()
    await connection.wait_closed()
    school.until_left()
