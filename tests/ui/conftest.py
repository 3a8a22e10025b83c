"""A desk for every test, and Textual made exact: no blinking, no waiting for an idle machine."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.screens import Desk
from tutor.course.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    """The course that ships with the program; its lessons are read once for all tests."""
    return Library.open()


@pytest.fixture
def desk(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with an empty record."""

    async def no_guess(*_: float) -> None:
        await asyncio.sleep(0)

    # Textual's pilot guesses from the processor's load when an app is done; `Learner` knows.
    monkeypatch.setattr("textual.app.wait_for_idle", no_guess)
    monkeypatch.setattr("textual.pilot.wait_for_idle", no_guess)
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    # However slow the machine is, the key to take an answer back is in the picture.
    monkeypatch.setattr("tutor.ui.widgets.question_view.UNDO_SECONDS", 600)
    # And so is a remark in the title.
    monkeypatch.setattr("tutor.ui.widgets.title.BRIEFLY", 600)
    # No dialogue of a class lets a test wait.
    monkeypatch.setattr("tutor.ui.attending.LOOK", 0.01)
    monkeypatch.setattr("tutor.ui.screens.room.QUIET", 0.01)
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    return Desk(library, tmp_path / "record.sqlite")
