"""A window of which the size changes on and on; `tests.terminals.storm` does it at length."""

from pathlib import Path

from tests.terminals.storm import torn


def test_after_a_storm_of_sizes_the_screen_is_as_a_fresh_one(tmp_path: Path) -> None:
    """No fault meanwhile, and nothing left behind of any other size."""
    shown, fresh = torn(tmp_path, changes=100, seed=7)
    assert shown == fresh
