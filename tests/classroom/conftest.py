"""A class that is served for all tests of a process, and a name of one's own for every test."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.classroom.school import CODE, School, keys_for, served

PUPILS = [f"pupil{number:03}" for number in range(200)]
"""They come in by a key, and are asked for no PIN."""
_numbers = count()


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A class with a code, which tests leave as it was; some have a key of their own."""
    folder = tmp_path_factory.mktemp("school")
    keys = keys_for(folder, PUPILS)
    record = str(folder / "record.sqlite")
    with served(record, folder, "--code", CODE, "--keys", str(keys)) as school:
        yield school


@pytest.fixture
def pupil() -> str:
    """The name of somebody who has a key, and was never here."""
    return PUPILS[next(_numbers)]


@pytest.fixture
def other() -> str:
    """The name of another one."""
    return PUPILS[next(_numbers)]
