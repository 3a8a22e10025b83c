"""The rule `experiment`: every verdict in misconceptions.toml is what it says."""

from pathlib import Path

import pytest

from tests.course.folder import edit, found, found_by, write

BELIEFS = "misconceptions.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


FAULTY = {
    "a verdict that is not so": (
        ("same = true", "same = false"),
        "bigger-step: same = false, but in the plane the predictions are the same",
    ),
    "another first step": (
        ("first = 2", "first = 3"),
        "first = 3, but the traces first differ at step 2",
    ),
    "an experiment without verdict": (
        ("same = true\n", ""),
        "same = true or same = false is needed",
    ),
    "an experiment of one run": (
        ('eta_b = "10"\nscope = "plane"\n', ""),
        "an experiment compares two runs",
    ),
    "an experiment with a float": (
        ('eta_b = "10"', "eta_b = 0.1"),
        "eta_b: “a float” is not a number",
    ),
    "an experiment with an unknown setting": (
        ('eta_b = "10"', 'rate = "10"'),
        "“rate” is no setting here; known are data",
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_experiment_is_found(folder: Path, what: str) -> None:
    """In the line in which it begins."""
    (old, new), words = FAULTY[what]
    edit(folder, BELIEFS, old, new)
    fault = found_by(folder, "experiment")
    assert words in fault.message
    assert fault.file == str(folder / BELIEFS)
    lines = (folder / BELIEFS).read_text(encoding="utf-8").split("\n")
    assert lines[fault.line - 1] == "[[bigger-step.experiment]]"


SOUND = {
    "a misconception without experiment": (
        '\n[[bigger-step.experiment]]\ndata = "four"\neta_b = "10"\nscope = "plane"\nsame = true\n',
        "",
    ),
    "a bias and a count that are no texts": (
        'eta_b = "10"',
        'eta_b = "10"\nbias = true\nepochs = 3',
    ),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_experiment_is_let_through(folder: Path, what: str) -> None:
    """However near it comes to a fault."""
    edit(folder, BELIEFS, *SOUND[what])
    assert found(folder) == []
