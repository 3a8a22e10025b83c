"""Under OpenSSH's own sshd, for who must use it: the recipes of the README, on a real one."""

import fcntl
import getpass
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import asyncssh
import pytest

from tests.benchmarks.terminal import CTRL_Q
from tests.classroom.clients import HOME, Ssh, needs_ssh
from tests.classroom.desk import GOES_ON, answer, answers, turn_page
from tests.classroom.school import HOST, eventually
from tests.classroom.test_refusals import by_key, free_port, run
from tutor.record.database import Database
from tutor.record.room import Note
from tutor.record.seats import seated
from tutor.record.taught import tell

_SSHD = which("sshd") or which("sshd", path="/usr/sbin:/usr/local/sbin")
_SEPARATE = Path("/run/sshd")
"""Debian's sshd wants it where root starts it; its service makes it."""
pytestmark = [needs_ssh, pytest.mark.skipif(_SSHD is None, reason="OpenSSH's sshd is missing")]
TUTOR = f"{sys.executable} -m tutor --room --record"
CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv COLORTERM NO_COLOR
PermitUserEnvironment PERCEPTRON_TUTOR_LEARNER
Match User {user}
    ForceCommand {command}
    PermitTTY yes
    DisableForwarding yes
    PermitUserRC no
"""


@dataclass(frozen=True)
class Sshd:
    """Has of a `School` what its clients ask for."""

    port: int
    folder: Path
    record: str

    @property
    def known_hosts(self) -> Path:
        """A file by which ssh knows it."""
        public = asyncssh.read_public_key(self.folder / "host_key.pub")
        path = self.folder / "known_hosts"
        path.write_text(f"[{HOST}]:{self.port} {public.export_public_key().decode()}")
        return path


@contextmanager
def separate() -> Iterator[None]:
    """The folder that sshd wants of root, as long as it is needed."""
    beside = os.open(_SEPARATE.parent, os.O_RDONLY)
    # Of two tests at once one would take it away from the other.
    fcntl.flock(beside, fcntl.LOCK_EX)
    ours = os.geteuid() == 0 and not _SEPARATE.exists()
    try:
        if ours:
            _SEPARATE.mkdir(mode=0o755)
        yield
    finally:
        if ours:
            _SEPARATE.rmdir()
        os.close(beside)


@contextmanager
def sshd(folder: Path, command: str, restrictions: str) -> Iterator[Sshd]:
    """One that lets in whoever has the key `folder/key`, and runs one command for them."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    (folder / "key").touch(mode=0o600)
    key.write_private_key(folder / "key")
    public = key.export_public_key().decode()
    (folder / "authorized_keys").write_text(f"{restrictions} {public}", encoding="ascii")
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    (folder / "host_key").touch(mode=0o600)
    host_key.write_private_key(folder / "host_key")
    host_key.write_public_key(folder / "host_key.pub")
    here = Sshd(free_port(), folder, str(folder / "record.sqlite"))
    told = CONFIG.format(
        port=here.port, folder=folder, user=getpass.getuser(), command=f"{command} {here.record}"
    )
    (folder / "config").write_text(told, encoding="ascii")
    words = (str(_SSHD), "-D", "-e", "-f", str(folder / "config"))
    with separate(), subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if "Server listening" in line:
                    break
            else:
                pytest.skip("sshd does not start here")
            yield here
        finally:
            process.terminate()


def here(record: str) -> dict[str, str]:
    """Who is here, and where."""
    with closing(Database.open(record)) as database:
        return {seat.learner: seat.place for seat in seated(database, datetime.now(UTC))}


def test_one_account_serves_a_class_whose_names_are_those_of_their_keys(tmp_path: Path) -> None:
    """They hear the teacher, are seen by them, and a line that drops leaves nobody behind."""
    user = getpass.getuser()
    who = 'restrict,pty,environment="PERCEPTRON_TUTOR_LEARNER=ada"'
    with sshd(tmp_path, TUTOR, who) as there:
        words = by_key(there, user)
        with Ssh(there, user, *words) as student:
            student.sees(*HOME)
            with closing(Database.open(there.record)) as database:
                eventually(lambda: here(there.record) == {"ada": "home"}, "the seat of ada")
                tell(database, Note(text="A break until ten."), datetime.now(UTC))
            student.sees("Your teacher: A break until ten.")
            answered(student)
            student.process.kill()
        eventually(lambda: here(there.record) == {}, "an empty room")
        with Ssh(there, user, *words) as student:
            student.sees(*HOME, GOES_ON)
            student.press(CTRL_Q)
            assert student.wait() == 0
        assert len(answers(there.record, "ada")) == 1


def answered(student: Ssh) -> None:
    """Answer, and turn the page."""
    for step in (answer(student), turn_page(student)):
        try:
            step.send(None)
        except StopIteration:
            continue
        raise AssertionError("ssh never lets wait")


def test_with_an_account_each_the_name_is_that_of_the_account(tmp_path: Path) -> None:
    """The shell of the account puts it into the command."""
    user = getpass.getuser()
    command = f'{sys.executable} -m tutor --room --learner "$USER" --record'
    with sshd(tmp_path, command, "restrict,pty") as there:
        with Ssh(there, user, *by_key(there, user)) as student:
            student.sees(*HOME)
            eventually(lambda: set(here(there.record)) == {user}, "the seat")
            assert student.leave() == 0
        trace = tmp_path / "was-here"
        status, out, _ = run("ssh", *by_key(there, user), HOST, "touch", str(trace))
        assert (status, trace.exists()) == (0, False)
        assert out.startswith("This terminal cannot be drawn on")
        options = ("-W", f"{HOST}:{there.port}")
        status, _, complaint = run("ssh", *by_key(there, user), *options, HOST)
        assert status != 0
        assert "administratively prohibited" in complaint
