"""A lesson to start from: it is sound, and nothing that is there is written over."""

import re
from pathlib import Path

import pytest

from tests.course.folder import edit, write
from tutor.course.check import check, ids_of
from tutor.course.ids import accept
from tutor.course.library import Library
from tutor.course.outline import LibraryError
from tutor.course.template import new_lesson


def names(folder: Path, *written: str) -> tuple[Path, ...]:
    """These files in the folder."""
    return tuple(folder / name for name in written)


def test_a_new_lesson_in_an_empty_folder_is_sound(tmp_path: Path) -> None:
    """With a course around it, which the linter passes; the folder need not be there."""
    folder = tmp_path / "mine"
    assert new_lesson(folder, "my-lesson") == names(
        folder, "data/four.csv", "misconceptions.toml", "course.toml", "01-my-lesson.md"
    )
    library = Library.open(folder)
    assert check(library, count=0) == []
    assert [(entry.id, entry.title) for entry in library.entries] == [("my-lesson", "My lesson")]
    assert len(library.lesson("my-lesson").questions) == 2


def test_a_new_lesson_follows_the_last(tmp_path: Path) -> None:
    """In its number, in the list of the course, and in what it needs."""
    folder = write(tmp_path / "lessons")
    assert new_lesson(folder, "third-one") == names(folder, "03-third-one.md")
    library = Library.open(folder)
    assert [entry.id for entry in library.entries] == ["trial", "after", "third-one"]
    assert library.lesson("third-one").needs == ("after",)
    assert check(library, count=0) == []
    assert new_lesson(folder, "fourth") == names(folder, "04-fourth.md")
    assert check(Library.open(folder), count=0) == []


def test_the_outline_keeps_all_that_stands_in_it(tmp_path: Path) -> None:
    """Comments too; only the list of lessons grows."""
    folder = write(tmp_path / "lessons")
    before = (folder / "course.toml").read_text(encoding="utf-8")
    new_lesson(folder, "third")
    after = (folder / "course.toml").read_text(encoding="utf-8")
    old = 'lessons = ["01-trial", "02-after"]'
    new = 'lessons = ["01-trial", "02-after",\n  "03-third",\n]'
    assert after == before.replace(old, new)


def test_the_ids_of_a_new_lesson_are_recorded_where_a_list_is_kept(tmp_path: Path) -> None:
    """So that the linter passes it there too."""
    folder = write(tmp_path / "lessons")
    library = Library.open(folder)
    accept(library, ids_of(library))
    new_lesson(folder, "third")
    assert check(Library.open(folder), count=0) == []
    recorded = (folder / "ids.txt").read_text(encoding="utf-8").split()
    assert recorded == ["differ", "steps", "third-scope", "third-steps", "which"]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    """Neither a lesson nor what else is there."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "misconceptions.toml").write_text("# mine\n", encoding="utf-8")
    (folder / "01-notes.md").write_text("mine", encoding="utf-8")
    new_lesson(folder, "one")
    beliefs = (folder / "misconceptions.toml").read_text(encoding="utf-8")
    assert beliefs.startswith("# mine\n\n[bigger-step]\n")
    assert (folder / "01-notes.md").read_text(encoding="utf-8") == "mine"
    assert (folder / "02-one.md").exists()
    before = (folder / "02-one.md").read_bytes()
    with pytest.raises(LibraryError, match="there is a lesson “one” already; take another name"):
        new_lesson(folder, "one")
    assert (folder / "02-one.md").read_bytes() == before


def test_a_course_gets_the_misconception_that_the_lesson_names(tmp_path: Path) -> None:
    """Once, below its own; and the file where there is none."""
    folder = write(tmp_path / "lessons")
    file = folder / "misconceptions.toml"
    own = '[other]\nname = "Another"\nright = "Some."\nrefutation = "Not all."\n'
    for name in ("01-trial.md", "02-after.md"):
        content = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(re.sub(r"\{m=[a-z-]+\}", "{m=other}", content), encoding="utf-8")
    file.write_text(own, encoding="utf-8")
    for name in ("third", "fourth"):
        new_lesson(folder, name)
        library = Library.open(folder)
        assert list(library.misconceptions) == ["other", "bigger-step"]
        assert check(library, count=0) == []
    assert file.read_text(encoding="utf-8").startswith(own)
    file.unlink()
    assert new_lesson(folder, "fifth") == names(folder, "misconceptions.toml", "05-fifth.md")
    assert list(Library.open(folder).misconceptions) == ["bigger-step"]


@pytest.mark.parametrize("name", ["", "My lesson", "../one", "1", "a/b", "ä"])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    """Before anything is written."""
    with pytest.raises(LibraryError, match="is no lesson's id; use small letters"):
        new_lesson(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_cannot_be_read_by_eye_is_left_alone(tmp_path: Path) -> None:
    """What a program might break is said, and nothing is written."""
    folder = write(tmp_path / "lessons")
    edit(folder, "course.toml", '"02-after"]', '"02-after" # the last ]\n]')
    with pytest.raises(LibraryError, match="cannot be added to its list safely"):
        new_lesson(folder, "third")
    assert not list(folder.glob("03*"))


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """In one line."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be written"):
        new_lesson(tmp_path / "file", "one")
