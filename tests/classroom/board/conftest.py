"""A class for every test, in a record of its own."""

import pytest

from tests.classroom.board.room import Class
from tests.ui.conftest import desk, library
from tests.ui.screens import Desk

__all__ = ["desk", "library", "room"]


@pytest.fixture
def room(desk: Desk) -> Class:
    """A class in which nobody is yet."""
    return Class(desk.library, str(desk.path))
