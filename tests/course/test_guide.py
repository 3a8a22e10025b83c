"""The authors' guide: its examples are what an author copies, so they keep every rule."""

import re
import shutil
from pathlib import Path

import pytest

from tests.course.folder import edit, found, write
from tutor.course.lesson import Kind
from tutor.course.library import Library

COURSE, BELIEFS = "course.toml", "misconceptions.toml"
AFTER_ALL = """+++
id = "guide"
title = "The guide"
needs = ""
concepts = "net-input induction critical-rate rate-path"
+++

# A page
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def examples(start: str) -> list[str]:
    """The indented examples of the authors' guide whose first line begins so."""
    guide = (Library.open().folder / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", guide, re.MULTILINE)
    plain = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() for block in blocks]
    return [block for block in plain if block.startswith(start)]


def test_the_questions_of_the_authors_guide_are_sound(tmp_path: Path) -> None:
    """They are what an author copies, so they keep every rule, in a course like the one shipped."""
    folder = tmp_path / "lessons"
    shutil.copytree(Library.open().folder, folder)
    asked = [block for block in examples("```question") if "question guide-" in block]
    kinds = [kind for block in asked for kind in Kind if f"\nkind = {kind}\n" in block]
    assert sorted(kinds) == sorted(Kind)
    lesson = "\n\n".join([AFTER_ALL, *asked, "> **Keep:** That.\n"])
    (folder / "99-guide.md").write_text(lesson, encoding="utf-8")
    edit(folder, COURSE, "lessons = [\n", 'lessons = [\n  "99-guide",\n')
    faults = [fault for fault in found(folder) if fault.file.endswith("99-guide.md")]
    assert [str(fault) for fault in faults if "is new; record it" not in fault.message] == []


def test_the_experiment_of_the_authors_guide_is_sound(folder: Path) -> None:
    """Its verdict is what it says."""
    (example,) = examples("[must-change]")
    with (folder / BELIEFS).open("a", encoding="utf-8") as out:
        out.write(f"\n{example}\n")
    assert found(folder) == []
    edit(folder, BELIEFS, 'eta_b = "2"', 'eta_b = "0.25"')
    assert [fault.code for fault in found(folder)] == ["experiment"]
