"""Random keys over all screens; `python -m tests.ui.monkey` presses many more."""

from pathlib import Path
from random import Random

import pytest

from tests.ui.monkey import at_desk, other_keys
from tests.ui.walker import let_loose, undisturbed
from tutor.ui.functions import sound


@pytest.mark.parametrize("seed", [1, 7])
def test_random_keys_meet_no_fault_and_no_dead_end(tmp_path: Path, seed: int) -> None:
    """No exception anywhere; help opens and closes, escape leads home, and nothing is lost.

    Alone, in a class, and in a class with other keys.
    """
    with undisturbed(tmp_path):
        monkey = let_loose(at_desk(tmp_path, Random(seed), keys=750))
    assert len(monkey.seen) > 5
    assert "RoomScreen" in monkey.seen


def test_keys_that_are_taken_one_after_another_are_sound_together() -> None:
    """What the list of keys has let through, the next start lets through as well."""
    for seed in range(20):
        keys = other_keys(Random(seed))
        assert len(keys) > 2
        assert sound(keys) == (keys, ())
