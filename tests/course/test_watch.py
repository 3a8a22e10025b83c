"""Watching a folder: what was seen, and what a check then says."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.course.folder import edit, write
from tutor.course.watch import watch


def watched(folder: Path, *changes: Callable[[], object]) -> list[str]:
    """What is said while one change after the other is made, and then Ctrl+C."""
    said: list[str] = []
    rest = list(changes)

    def pause() -> None:
        if not rest:
            raise KeyboardInterrupt
        rest.pop(0)()

    watch(folder, said.append, pause)
    return said


def test_a_watch_ends_with_ctrl_c_and_checks_once_at_least(tmp_path: Path) -> None:
    """And is silent while nothing changes."""
    folder = write(tmp_path / "lessons")
    assert watched(folder, lambda: None, lambda: None) == ["2 lessons checked: no fault"]


def test_a_change_is_named_and_checked(tmp_path: Path) -> None:
    """In a lesson, in the data, and back again."""
    folder = write(tmp_path / "lessons")
    lesson, data = folder / "02-after.md", folder / "data" / "four.csv"
    said = watched(
        folder,
        lambda: edit(folder, lesson.name, "# A dead heat", "A dead heat"),
        lambda: edit(folder, lesson.name, "A dead heat", "# A dead heat"),
        lambda: os.utime(data, ns=(1, 1)),
    )
    assert said == [
        "2 lessons checked: no fault",
        "changed: 02-after.md",
        f"{lesson}:8: parse: a page begins with its title: # ...",
        "2 lessons checked: 1 fault",
        "changed: 02-after.md",
        "2 lessons checked: no fault",
        "changed: data/four.csv",
        "2 lessons checked: no fault",
    ]


def test_new_and_lost_files_are_named(tmp_path: Path) -> None:
    """Also where the folder is no course for a while: the watch goes on."""
    folder = write(tmp_path / "lessons")
    outline = folder / "course.toml"
    content = outline.read_text(encoding="utf-8")
    said = watched(
        folder,
        outline.unlink,
        lambda: outline.write_text(content, encoding="utf-8"),
    )
    assert said == [
        "2 lessons checked: no fault",
        "gone: course.toml",
        f"{outline}: cannot be read (No such file or directory); is this a folder of lessons?",
        "new: course.toml",
        "2 lessons checked: no fault",
    ]
