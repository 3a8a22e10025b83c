"""Only what changes is sent; `tests.terminals.redrawn` looks at it at length."""

from pathlib import Path

import pytest

from tests.terminals.redrawn import Cellular, differing, stale
from tests.terminals.storm import tutor


@pytest.mark.parametrize(
    ("size", "env"),
    [
        ((80, 24), {"TERM": "xterm-256color"}),
        ((120, 40), {"TERM": "tmux-256color", "COLORTERM": ""}),
    ],
    ids=["80x24", "120x40 in few colours"],
)
def test_what_stands_there_is_what_a_whole_new_picture_shows(
    tmp_path: Path, size: tuple[int, int], env: dict[str, str]
) -> None:
    """To the last cell and its colours, after any keys."""
    assert stale(tmp_path, size, keys=20, seed=3, **env) == {}


def test_all_is_drawn_anew_over_a_dialogue_too(tmp_path: Path) -> None:
    """Something else has written on the terminal while the help was open."""
    with tutor(tmp_path, (80, 24)) as terminal:
        window = Cellular(terminal, (80, 24))
        window.sees("The tour")
        terminal.send("\x1b")
        window.sees("Begin with enter")
        terminal.send("?")
        window.sees("Help: ↑↓ scroll")
        window.calm()
        assert differing(window.redrawn(), window.tty.cells) == []
