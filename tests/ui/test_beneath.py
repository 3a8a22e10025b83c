"""What ends beneath the help takes no screen away; what is not drawn yet says what can be done."""

import asyncio
from dataclasses import replace

from tests.ui.screens import LEARNER, NOON, Desk
from tests.ui.teacher import asked
from tutor.record.room import Close
from tutor.record.store import Record
from tutor.ui.app import RecordChanged
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.room import RoomScreen
from tutor.ui.screens.waiting import WaitingScreen, once_read

WAIT = 30.0


async def test_a_record_that_is_read_beneath_the_help_opens_its_screen_after_it(desk: Desk) -> None:
    """Once: escape leads home from there."""
    async with desk.learner() as learner:
        record = Record(str(desk.path), LEARNER, lambda: NOON)
        session = replace(learner.session, record=record)
        waiting = once_read(session, ProgressScreen)
        learner.app.push_screen(waiting)
        await learner.settle()
        assert isinstance(waiting, WaitingScreen)
        await learner.press("question_mark")
        record.start()
        await asyncio.to_thread(record.loaded.wait, WAIT)
        waiting._look()
        await learner.settle()
        learner.on(HelpScreen)
        await learner.press("escape")
        await learner.arrive(ProgressScreen)
        await learner.press("escape")
        learner.on(HomeScreen)
        assert record.close(WAIT) == 0


async def test_a_question_that_is_closed_beneath_the_help_goes_after_it(desk: Desk) -> None:
    """Though the dialogue hears of it while the help opens."""
    async with desk.learner() as learner:
        await asked(learner)
        dialogue = learner.on(RoomScreen)
        poll = dialogue.call.poll.id
        await learner.press("question_mark")
        await learner.hear(Close(poll=poll))
        dialogue.post_message(RecordChanged())
        await learner.settle()
        learner.on(HelpScreen)
        await learner.press("escape")
        learner.on(HomeScreen)
        assert "The teacher has taken the question away." in learner.told


async def test_a_screen_that_is_not_drawn_yet_can_be_asked_what_can_be_done(desk: Desk) -> None:
    """The footer or the help may ask it at any moment."""
    async with desk.learner() as learner:
        await asked(learner)
        room = RoomScreen(learner.session, learner.on(RoomScreen).call)
        review = ReviewScreen(learner.session)
        review.summing_up = True
        assert not room.check_action("forward", ())
        assert not review.check_action("forward", ())
