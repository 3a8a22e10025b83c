"""Ids of questions: permanent, and kept in a list where a course wants one."""

from pathlib import Path

import pytest

from tests.course.folder import edit, found, write
from tutor.course.check import ids_of
from tutor.course.ids import accept
from tutor.course.library import Library
from tutor.course.outline import LibraryError

TRIAL, AFTER, COURSE = "01-trial.md", "02-after.md", "course.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def test_a_folder_without_ids_keeps_no_list(folder: Path) -> None:
    """A teacher who writes one lesson is not asked for one; `accept` begins it."""
    library = Library.open(folder)
    file = accept(library, ids_of(library))
    assert file.read_text(encoding="utf-8").split() == ["differ", "steps", "which"]
    assert found(folder) == []


def test_a_dropped_id_is_a_fault_until_it_is_retired(folder: Path) -> None:
    """A learner's record still knows it, so it must not come back as another question."""
    library = Library.open(folder)
    accept(library, ids_of(library))
    edit(folder, AFTER, "```question which", "```question that")
    new, gone = found(folder)
    assert new.message == "the id “that” is new; record it in ids.txt with check --accept"
    assert (gone.file, gone.line, gone.code) == (str(folder / "ids.txt"), 3, "id")
    assert "the question “which” is gone; bring it back, or add the id to retired" in gone.message
    edit(folder, COURSE, '"old-question"', '"old-question", "which"')
    library = Library.open(folder)
    accept(library, ids_of(library))
    assert found(folder) == []
    assert (folder / "ids.txt").read_text(encoding="utf-8") == "differ\nsteps\nthat\nwhich\n"


def test_a_faulty_lesson_drops_no_ids(folder: Path) -> None:
    """Its questions are read from its text, or one slip would look like twenty lost questions."""
    library = Library.open(folder)
    accept(library, ids_of(library))
    edit(folder, TRIAL, "# One page", "One page")
    assert [fault.code for fault in found(folder)] == ["parse"]


def test_a_list_that_cannot_be_written_is_said(folder: Path) -> None:
    """In one line, with the file."""
    (folder / "ids.txt").mkdir()
    library = Library.open(folder)
    with pytest.raises(LibraryError, match=r"ids\.txt: cannot be read \(Is a directory\)"):
        accept(library, ids_of(library))
