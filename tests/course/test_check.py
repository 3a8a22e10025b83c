"""The linter over a whole course: all faults at once, in order; and its generated questions."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.course.folder import edit, found, write
from tutor.course import check as linter
from tutor.course import generate
from tutor.course.check import check
from tutor.course.faults import Fault, faults_json
from tutor.course.fresh import yesno
from tutor.course.fresh.family import Ask, Family
from tutor.course.lesson import Question
from tutor.course.library import Library

TRIAL, AFTER, COURSE = "01-trial.md", "02-after.md", "course.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def test_the_shipped_lessons_have_no_fault() -> None:
    """Of the fresh questions a few; all of them `check lessons` looks at, which runs in CI."""
    assert check(Library.open(), count=20) == []


def test_a_sound_folder_has_no_fault(folder: Path) -> None:
    """The one that every other test breaks."""
    assert found(folder, variants=20) == []


def test_all_lessons_are_reported_after_a_fault(folder: Path) -> None:
    """One fault of the parser in each, and every other rule goes on; in the order of the files."""
    edit(folder, TRIAL, "# One page", "One page")
    edit(folder, AFTER, "? Look at both.", "? Look at both ☃. ☃ is the first of them.")
    faults = found(folder)
    assert [(Path(fault.file).name, fault.code) for fault in faults] == [
        (TRIAL, "parse"),
        (AFTER, "ascii"),
        (AFTER, "hint"),
    ]
    assert str(faults[0]) == (f"{folder / TRIAL}:8: parse: a page begins with its title: # ...")


def test_a_lesson_that_cannot_be_read_is_a_fault_of_its_own(folder: Path) -> None:
    """As one that is no UTF-8; the other is checked all the same."""
    (folder / AFTER).write_bytes(b"+++\n\xff")
    (fault,) = found(folder)
    assert (fault.file, fault.message) == (
        str(folder / AFTER),
        "is not UTF-8 text; save it as UTF-8",
    )


def test_a_lesson_that_is_not_there_is_a_fault_of_the_outline(folder: Path) -> None:
    """In the line that lists it."""
    (folder / AFTER).unlink()
    (fault,) = found(folder)
    assert (fault.code, fault.file, fault.line) == ("outline", str(folder / COURSE), 2)
    assert fault.message == (
        "there is no file 02-after.md; write it, or take “02-after” out of lessons"
    )


def test_data_that_cannot_be_read_are_said_once(folder: Path) -> None:
    """In their own line, and not again in every lesson that uses them."""
    line = edit(folder, "data/four.csv", "1,3,-1\n", "1,three,-1\n")
    (fault,) = found(folder)
    assert (fault.code, fault.file, fault.line) == ("data", str(folder / "data/four.csv"), line)
    assert fault.message.startswith("column “x2”: “three” is not a number; write a number such as")


def test_data_that_are_not_there_are_a_fault_of_the_outline(folder: Path) -> None:
    """In the line of their table; of an empty file the first row is named."""
    (folder / "data/four.csv").unlink()
    (fault,) = found(folder)
    assert (fault.code, fault.file, fault.line) == ("data", str(folder / COURSE), 12)
    assert fault.message == "there is no data/four.csv; put it there, or take [data.four] out"
    (folder / "data/four.csv").write_text("", encoding="utf-8")
    (fault,) = found(folder)
    assert (fault.file, fault.line) == (str(folder / "data/four.csv"), 1)


def test_a_lesson_that_the_outline_forgets_is_a_fault(folder: Path) -> None:
    """Nobody would ever see it."""
    (folder / "03-forgotten.md").write_text("", encoding="utf-8")
    (fault,) = found(folder)
    assert (fault.code, fault.file) == ("outline", str(folder / "03-forgotten.md"))
    assert "add “03-forgotten” to lessons in course.toml" in fault.message


def test_generated_questions_are_checked_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of every one; family and number say which it is."""
    turns = count(1)

    def wrong(family: Family, ask: Ask) -> Question | None:
        made = yesno.FAMILIES[0].make(family, ask)
        if made is None or next(turns) != 7:
            return made
        turned = (replace(option, right=not option.right) for option in made.options)
        return replace(made, options=tuple(turned))

    family = replace(yesno.FAMILIES[0], name="seventh", make=wrong, answers=())
    monkeypatch.setattr(linter, "FAMILIES", (family,))
    (fault,) = found(folder, variants=20)
    assert (fault.file, fault.line, fault.code) == ("generated seventh", 7, "key")


def test_a_family_without_another_variant_is_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the rest is checked all the same."""
    monkeypatch.setattr(generate, "_TRIES", 3)
    spent = replace(yesno.FAMILIES[0], name="spent", make=lambda *_: None)
    monkeypatch.setattr(linter, "FAMILIES", (spent,))
    (fault,) = found(folder, variants=2)
    assert (fault.file, fault.code) == ("generated spent", "variants")
    assert "no more questions of spent" in fault.message


def test_only_the_lessons_that_ship_are_checked_with_all_variants(folder: Path) -> None:
    """A teacher's folder says little about them, and its author waits."""
    assert linter.variants_for(Library.open()) == 500
    assert linter.variants_for(Library.open(folder)) == 20


def test_faults_as_json_have_the_promised_form() -> None:
    """To the letter."""
    fault = Fault("01-a.md", 3, "hint", "η early")
    assert faults_json([]) == "[]"
    text = faults_json([fault])
    assert text == '[{"file":"01-a.md","line":3,"code":"hint","message":"\\u03b7 early"}]'
    assert Fault(**json.loads(text)[0]) == fault
