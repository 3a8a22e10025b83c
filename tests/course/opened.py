"""What the command `lab` would open, without a terminal to open it on."""

from collections.abc import Sequence

import pytest

from tutor.cli import main
from tutor.commands import lab
from tutor.record.place import Given
from tutor.ui.running import Running


def opened(arguments: Sequence[str]) -> tuple[Running, str]:
    """The runs and the view that the lab opens with."""
    kept: list[tuple[Running, str]] = []

    def keep(_: Given, running: Running, view: str) -> int:
        kept.append((running, view))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lab, "_open", keep)
        assert main(arguments) == 0
    (found,) = kept
    return found
