"""The rule `misconception`: a wrong option that an author writes names what it betrays."""

from pathlib import Path

import pytest

from tests.course.folder import ask, edit, found, found_by, write
from tests.course.questions import WITH_BELIEFS, WITHOUT

MEND = (
    "this wrong option names no misconception; write {m=id} behind it, with an id of "
    "misconceptions.toml, or add one there with name, right and refutation"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


@pytest.mark.parametrize("kind", WITH_BELIEFS)
def test_a_wrong_option_without_a_misconception_is_found(folder: Path, kind: str) -> None:
    """In its own line, and alone: neither the right one nor `*` nor the engine's need one."""
    ask(folder, kind, WITH_BELIEFS[kind].replace("{m}", ""))
    fault = found_by(folder, "misconception")
    line = (folder / "02-after.md").read_text(encoding="utf-8").split("\n")[fault.line - 1]
    assert fault.message == MEND
    assert WITH_BELIEFS[kind].count(f"{line}{{m}}\n") == 1


@pytest.mark.parametrize("kind", WITH_BELIEFS)
def test_a_wrong_option_with_a_misconception_is_let_through(folder: Path, kind: str) -> None:
    """Also where the engine adds options of its own."""
    ask(folder, kind, WITH_BELIEFS[kind].replace("{m}", " {m=bigger-step}"))
    assert found(folder) == []


@pytest.mark.parametrize("kind", WITHOUT)
def test_lines_of_a_proof_and_the_engines_options_need_no_misconception(
    folder: Path, kind: str
) -> None:
    """A sound line betrays no belief, and an interval none that one could name."""
    ask(folder, kind, WITHOUT[kind])
    assert found(folder) == []


def test_options_of_the_engine_alone_need_no_misconception(folder: Path) -> None:
    """A step without options has a key and any other step."""
    ask(folder, "step", WITH_BELIEFS["step"].split("- [")[0])
    assert found(folder) == []


def test_an_unknown_misconception_is_found(folder: Path) -> None:
    """With the one that may be meant, and the way to add it."""
    line = edit(folder, "01-trial.md", "{m=bigger-step}", "{m=biggest-step}")
    fault = found_by(folder, "misconception")
    assert fault.line == line
    assert fault.message == (
        "{m=biggest-step} is no known misconception; "
        "write {m=bigger-step}, or add it to misconceptions.toml"
    )


def test_a_right_option_with_a_misconception_is_found(folder: Path) -> None:
    """Who answers rightly betrays nothing."""
    edit(folder, "02-after.md", "- [x] The first of them", "- [x] The first of them {m=last-wins}")
    fault = found_by(folder, "misconception")
    assert "the right option “The first of them” betrays last-wins" in fault.message
