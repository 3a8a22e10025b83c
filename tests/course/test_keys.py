"""Keys that the prose of a lesson names: which it may name, and where."""

from pathlib import Path

import pytest

from tests.course.folder import edit, found, found_by, write
from tutor.course.keys import with_usual_keys
from tutor.course.lesson import Prose
from tutor.course.library import Library

TRIAL = "01-trial.md"
PROSE = "{c} times as much;"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def test_prose_keeps_what_it_names_a_key_of_and_has_its_numbers(folder: Path) -> None:
    """The learner may have set another one; who sets none reads the usual one."""
    edit(folder, TRIAL, PROSE, "press `{run.step:s}`, then {c} times `{rate.up:]}`;")
    assert found(folder) == []
    block = Library.open(folder).lesson("trial").pages[0].blocks[0]
    assert isinstance(block, Prose)
    assert "press `{run.step:s}`, then 4 times `{rate.up:]}`;" in block.text
    assert "press `s`, then 4 times `]`;" in with_usual_keys(block.text)


@pytest.mark.parametrize("key", ["{run.leap:s}", "{run.step:x}", "{home.nowhere:l}"])
def test_a_key_that_is_none_or_another_one_is_refused(folder: Path, key: str) -> None:
    """With those that there are."""
    line = edit(folder, TRIAL, PROSE, f"press `{key}`;")
    fault = found_by(folder, "brace")
    assert fault.line == line
    assert fault.message.startswith(f"{key} is no key that a lesson names; known are ")
    assert "{run.step:s}" in fault.message


@pytest.mark.parametrize("place", ["Which?", "? Look at both.", "**Keep:** That."])
def test_a_key_is_named_in_prose_alone(folder: Path, place: str) -> None:
    """Elsewhere nobody would put the learner's own in."""
    line = edit(folder, "02-after.md", place, f"{place} Press {{run.step:s}}.")
    (fault,) = found(folder)
    assert (Path(fault.file).name, fault.line) == ("02-after.md", line)
    assert "{run.step:s}" in fault.message
