"""Random keys at the board, and what they have found.

`python -m tests.classroom.board.monkey` presses many more.
"""

from pathlib import Path
from random import Random

from tests.classroom.board.monkey import at_board
from tests.classroom.board.room import ASKED, Class
from tests.ui.walker import let_loose, undisturbed
from tutor.classroom.board.screens.board import BoardScreen
from tutor.classroom.board.screens.poll import GONE
from tutor.record.room import Ask, Close
from tutor.ui.screens.help import HelpScreen


def test_random_keys_at_the_board_meet_no_fault_and_no_dead_end(tmp_path: Path) -> None:
    """No exception, whatever the students do; help opens and closes, escape leads to the room."""
    with undisturbed(tmp_path):
        monkey = let_loose(at_board(tmp_path, Random(1), keys=500))
    assert len(monkey.seen) > 3


async def test_a_question_is_taken_away_beneath_the_help(room: Class) -> None:
    """The record may take its time; the votes stay until they are left, and nothing else goes."""
    room.ask(ASKED)
    async with room.teacher() as teacher:
        await teacher.press("v")
        await teacher.sees("Take away")
        with room.database() as database, database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM seats")
            await teacher.pilot.press("x", "question_mark")
            while not isinstance(teacher.app.screen, HelpScreen):
                await teacher.pilot.pause(0.01)
        await teacher.settle()
        assert [type(event) for event in room.told] == [Ask, Close]
        teacher.on(HelpScreen)
        await teacher.press("escape")
        await teacher.sees(" ".join(GONE.split()))
        await teacher.press("escape")
        teacher.on(BoardScreen)
