"""Random keys over all screens; `python -m tests.ui.monkey` presses many more."""

from pathlib import Path

import pytest

from tests.ui.monkey import let_loose, undisturbed
from tests.ui.screens import Desk
from tutor.course.library import Library


@pytest.mark.parametrize("seed", [1, 7])
def test_random_keys_meet_no_fault_and_no_dead_end(
    library: Library, tmp_path: Path, seed: int
) -> None:
    """No exception anywhere; help opens and closes, escape leads home, and nothing is lost."""
    with undisturbed(tmp_path):
        monkey = let_loose(Desk(library, tmp_path / "record.sqlite"), seed, keys=750)
    assert len(monkey.seen) > 5
