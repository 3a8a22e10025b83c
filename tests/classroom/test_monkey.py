"""Random keys at the door of a class; `python -m tests.classroom.monkey` presses many more."""

from pathlib import Path
from random import Random

from tests.classroom.monkey import at_door
from tests.ui.walker import let_loose, undisturbed


def test_random_keys_at_the_door_meet_no_fault_and_no_dead_end(tmp_path: Path) -> None:
    """No exception; ctrl+q leads out of wherever, and who comes in has the seat."""
    with undisturbed(tmp_path):
        monkey = let_loose(at_door(tmp_path, Random(1), keys=500))
    assert monkey.sittings > 1
    assert len(monkey.seen) > 1
