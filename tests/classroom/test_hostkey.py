"""The key by which students know their teacher's machine."""

import subprocess
import threading
from pathlib import Path
from shutil import which

import pytest

from tutor.classroom.hostkey import HostKeyError, host_key


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    """The next class has the same one."""
    path = tmp_path / "data" / "key"
    first = host_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert host_key(path).public_data == first.public_data


@pytest.mark.skipif(which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_its_fingerprint_is_that_of_ssh(tmp_path: Path) -> None:
    """So that who compares finds the same letters."""
    key = host_key(tmp_path / "key")
    shown = subprocess.check_output(
        [str(which("ssh-keygen")), "-lf", str(tmp_path / "key")], text=True
    )
    assert key.get_fingerprint() in shown


def test_of_many_who_make_it_at_once_all_have_the_same(tmp_path: Path) -> None:
    """Two servers that begin at the same moment share one folder."""
    found: list[bytes] = []
    path, gate = tmp_path / "key", threading.Barrier(8)

    def make() -> None:
        gate.wait()
        found.append(host_key(path).public_data)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    path = tmp_path / "key"
    host_key(path)
    path.chmod(0o644)
    with pytest.raises(HostKeyError, match="others can read it; chmod 600"):
        host_key(path)


@pytest.mark.parametrize("text", ["", "no key at all", "-----BEGIN OPENSSH PRIVATE KEY-----\nx"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    """It is left as it is: somebody may want to look."""
    path = tmp_path / "key"
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    with pytest.raises(HostKeyError, match="remove it, and another one is made"):
        host_key(path)
    assert path.read_text(encoding="ascii") == text
