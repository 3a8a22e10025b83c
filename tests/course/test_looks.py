"""The rules `width` and `ascii`: what fits a screen, and what can be written in ASCII."""

from pathlib import Path

import pytest

from tests.course.folder import Edit, edit, found, found_by, write

TRIAL, AFTER = "01-trial.md", "02-after.md"
WIDE = "z⁽¹⁾ = " + " + ".join(["x"] * 18)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


FAULTY: dict[str, tuple[str, Edit, str]] = {
    "a formula of 77 columns": (
        "width",
        (TRIAL, "z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾\n", f"{WIDE}x\n"),
        "1 columns wider than the 76 of the screen; break it in two",
    ),
    "a formula that its numbers make wide": (
        "width",
        (TRIAL, "{w0} · {x1} = {z1}", f"{' + '.join(['{1 / 3 + eta}'] * 20)} = {{z1}}"),
        "columns wider than the 76",
    ),
    "a line of code of 77 columns": (
        "width",
        (AFTER, "# A dead heat\n", f"# A dead heat\n\nCode:\n\n    {'x' * 73}\n"),
        "1 columns wider",
    ),
    "a symbol without a twin": (
        "ascii",
        (AFTER, "? Look at both.", "? Look at both ☃."),
        "☃ has no ASCII twin; write it in words",
    ),
    "a letter of its own in a formula": (
        "ascii",
        (TRIAL, "by: definition", "by: 定"),
        "定 has no ASCII twin",
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_lesson_that_looks_wrong_is_found(folder: Path, what: str) -> None:
    """In its line, with what is too much."""
    code, change, words = FAULTY[what]
    line = edit(folder, *change) + change[2].removesuffix("\n").count("\n")
    fault = found_by(folder, code)
    assert words in fault.message
    assert (fault.file, fault.line) == (str(folder / change[0]), line)


SOUND: dict[str, tuple[str, Edit]] = {
    "a formula of 76 columns": ("width", (TRIAL, "z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾\n", f"{WIDE}\n")),
    "wide prose": ("width", (AFTER, "# A dead heat\n", f"# A dead heat\n\n{'prose ' * 40}\n")),
    "letters of a language": (
        "ascii",
        (AFTER, "? Look at both.", "? Sieh die beiden Wörter an: 定, œ."),
    ),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_lesson_that_just_fits_is_let_through(folder: Path, what: str) -> None:
    """To the last column, and in every alphabet."""
    _, change = SOUND[what]
    edit(folder, *change)
    assert found(folder) == []
