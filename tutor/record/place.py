"""Where a record is, whose it is, and where that waits which is not in it yet."""

import os
import re
from dataclasses import dataclass, field
from getpass import getuser
from hashlib import sha256
from pathlib import Path

from tutor.errors import TutorError

RECORD = "PERCEPTRON_TUTOR_RECORD"
LEARNER = "PERCEPTRON_TUTOR_LEARNER"
_FIRST_VERSION = ".json"


def data_folder() -> Path:
    """The folder of the user's data."""
    from platformdirs import user_data_path

    return user_data_path("perceptron-tutor")


def usual_place() -> str:
    """The record that the environment names, else the one in the user's data folder."""
    return place_of(os.environ.get(RECORD) or str(data_folder() / "record.sqlite"))


def place_of(where: str) -> str:
    """The record that a path or a URL names: the file of the first version names its successor.

    Raises:
        TutorError: If it is in the folder of a user whom nobody knows.
    """
    try:
        path = Path(where).expanduser()
    except RuntimeError:
        raise TutorError(f"{where}: no user is called so; write the path in full") from None
    if is_url(where) or path.suffix != _FIRST_VERSION:
        return where
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except OSError:
        return where
    return str(path.with_suffix(".sqlite")) if first == b"{" else where


def usual_learner() -> str:
    """The learner that the environment names, else the name with which the user is logged in."""
    if name := os.environ.get(LEARNER):
        return name
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "learner"


@dataclass(frozen=True, slots=True)
class Given:
    """What the tutor is opened with."""

    lessons: Path | None = None
    """The folder whose course is taught; that of the program where it is left out."""
    record: str = field(default_factory=usual_place)
    """The path or the URL of the record."""
    learner: str = field(default_factory=usual_learner)
    """Whose answers are kept in it."""
    room: bool = False
    """Whether the learner sits in a class, whose teacher is heard in the record."""
    ascii: bool | None = None
    """Whether only ASCII is written; as it is set, or as the terminal can, where it is left out."""
    plain: bool = False
    """Whether it is a dialogue in lines, whatever the terminal can."""


def is_url(where: str) -> bool:
    """Whether a record is named by a URL, and not by the path of a file."""
    return "://" in where


def pending_folder(where: str) -> Path:
    """The folder of the journals of a record: beside a file, else in the user's data folder."""
    if not is_url(where):
        return Path(f"{Path(where).expanduser()}.pending")
    # A new password leads to the same record.
    server = re.sub(r"(://[^/@:]*):[^/@]+(?=@)", r"\1", where)
    return data_folder() / f"pending-{sha256(server.encode()).hexdigest()[:16]}"
