"""Notices that lie over a screen for a while."""

import pytest
from textual.notifications import Notification
from textual.widgets._toast import Toast

from tests.ui.screens import Desk


async def test_a_notice_whose_time_has_run_out_lets_the_program_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer of less than no time would never end, and nothing else would be done any more."""
    waits: list[float] = []
    async with desk.learner() as learner:
        monkeypatch.setattr(Toast, "set_timer", lambda _, delay, *_rest: waits.append(delay))
        await learner.app.screen.mount(Toast(Notification("Too late", timeout=-0.002)))
        await learner.settle()
    (wait,) = waits
    assert wait > 0
