"""The board at 60x20: all of it is there, and the last line has whole keys."""

import pytest
from textual.widgets import Input

from tests.classroom.board.room import Class
from tests.classroom.board.test_looks import AWAITED, SCENES
from tests.ui.screens import clipped
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.small import LEAST


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_of_the_board_is_whole_at_the_least_size(room: Class, name: str) -> None:
    """Nothing is cut."""
    scene = SCENES[name]
    scene.begin(room)
    async with room.teacher((LEAST.width, LEAST.height)) as teacher:
        await teacher.press(*scene.keys)
        if name in AWAITED:
            await teacher.sees(AWAITED[name])
        screen = teacher.app.screen
        assert clipped(screen) == []
        writes = isinstance(teacher.app.focused, Input)  # Where `?` is a letter as others are.
        if screen.query(Footer) and not writes:
            assert teacher.rows[-1].endswith("? Help")
