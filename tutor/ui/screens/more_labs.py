"""The other labs: break it, floats, hidden units."""

from collections.abc import Callable

from textual.screen import Screen

from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.floats import FloatScreen
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.session import Session

LABS: tuple[tuple[str, Callable[[Session], Screen[None]]], ...] = (
    ("Break it: make the claim fail from zero, if you can", ChallengeScreen),
    ("Floats: the same run in a computer's rounded numbers", FloatScreen),
    ("Hidden units: a network that starts at zero", HiddenScreen),
)
"""Each with what it is for."""
