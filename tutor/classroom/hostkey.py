"""The key by which students know that they reached their teacher's machine."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import asyncssh

from tutor.errors import TutorError


class HostKeyError(TutorError):
    """A key of the host that cannot be read or made."""


def host_key(path: Path) -> asyncssh.SSHKey:
    """The key in a file; it is made once, and only its owner can read it.

    Raises:
        HostKeyError: If it cannot be read or made, or others can read it.
    """
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            raise HostKeyError(f"{path}: others can read it; chmod 600 it, or remove it")
        return asyncssh.read_private_key(path)
    except (OSError, asyncssh.KeyImportError) as error:
        why = getattr(error, "strerror", None) or error
        raise HostKeyError(f"{path}: {why}; remove it, and another one is made") from None


def _make(path: Path) -> None:
    """Make it whole before it is there: another server may begin at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = asyncssh.generate_private_key("ssh-ed25519").export_private_key()
    with NamedTemporaryFile(dir=path.parent) as file:  # Which only its owner can read.
        file.write(key)
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
