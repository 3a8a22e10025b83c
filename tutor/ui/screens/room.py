"""The teacher's question to the room: answered, talked over, answered again, and proved."""

from collections.abc import Iterator
from dataclasses import replace

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.screen import ModalScreen

from tutor.course.asked import question_of
from tutor.course.lesson import Question
from tutor.course.question import grade
from tutor.errors import TutorError
from tutor.record.state import Given
from tutor.ui.keys import bindings, keys_of, with_keys
from tutor.ui.room import Call, Stage, call_of
from tutor.ui.screens.asking import BACK, OUT, AskingScreen
from tutor.ui.session import Session
from tutor.ui.verdict import answer_given
from tutor.ui.widgets.feedback import awaiting, feedback, solution
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Words, marked

QUIET = 0.7
"""Seconds in which a question that has just appeared takes no key: those were meant for what was
there before."""
TALK = "Now talk it over with your neighbours."
NO_ANSWER = "You gave no answer."
TAKEN_AWAY = "The teacher has taken the question away."
AROUND = 4
"""Rows of the frame, the title and the keys."""
_VOTES = ("First vote", "Second vote", "Another vote")
_TITLES = {
    Stage.ASKED: "answer for yourself",
    Stage.DISCUSSED: "talk it over",
    Stage.PROVED: "the answer",
}


class RoomScreen(AskingScreen[Call], ModalScreen[Call]):
    """Shows one question of the teacher's from the first vote to the proof.

    What it gives is the question as it was when it was left.
    """

    CSS_PATH = "room.tcss"
    HELP = """
Your teacher asks everybody in the room. Answer for yourself first, and say how sure you are; then
talk it over with your neighbours. Often the same question is asked again afterwards.

What is right is shown when your teacher shows it. **{room.aside:Esc}** puts the question aside, and
**{app.room:a}** brings
it back from any screen.
"""
    BINDINGS = [
        BACK,
        OUT,
        *bindings(
            (
                ("enter,space", "forward", "Read on", "Further down", "room.on"),
                ("escape", "aside", "Aside", "Put it aside; a brings it back", "room.aside"),
            ),
            *("enter,space", "escape"),
        ),
        Binding(
            "question_mark",
            "app.help",
            "Help",
            key_display="?",
            tooltip="What can be done here",
            id="room.help",
        ),
    ]

    listens: var[bool] = var(default=False)
    """Whether keys are heard: a question that is new has to be there for a moment."""

    class Resumed(Message):
        """The learner is before the question."""

    def __init__(self, session: Session, call: Call) -> None:
        """Make the dialogue of the question that is open.

        Raises:
            TutorError: If this course has no such question.
        """
        super().__init__(session)
        self.call = call
        self.question = self._question(call)
        self._kept = ""
        """The id of the vote that was given here."""

    def _question(self, call: Call) -> Question:
        """What is asked. There are no hints: it is talked over instead."""
        asked = question_of(call.poll.question, call.poll.id, self.session.library)
        return replace(asked, hints=())

    def compose(self) -> ComposeResult:
        """Title, question, keys."""
        with Vertical():
            yield TitleBar("The teacher asks")
            yield Reading(id="page")
        yield Footer()

    async def on_mount(self) -> None:
        """Show the question as it stands."""
        self._fit(self.app.size)
        self.watch_page()
        await self._show()

    def on_resize(self, event: Resize) -> None:
        """The terminal has another size."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """What is longer than the screen scrolls within its frame."""
        self.page.styles.max_height = max(size.height - AROUND, 1)

    def on_screen_resume(self) -> None:
        """It was opened, or what was opened from it is closed."""
        self.post_message(self.Resumed())
        self.call_later(self._follow)

    async def on_record_changed(self) -> None:
        """The vote is saved, or the teacher has gone on."""
        self.show_saved()
        await self._follow()

    def be_here(self) -> None:
        """The learner is before the question."""
        self.session.record.be("room")

    async def _follow(self) -> None:
        """Show what has become of the question, as soon as nothing lies over it."""
        if not self.is_active:
            return
        shown, call = self.call, call_of(self.session)
        if call is None:
            await self._end()
            return
        self.call, self.where = call, call.place
        if call.poll.id != shown.poll.id:
            try:
                self.question = self._question(call)
            except TutorError:
                self.dismiss(shown)
                return
        elif call.stage is shown.stage:
            return
        await self._show()

    async def _show(self) -> None:
        """Show the question as it stands; a new one hears no key for a moment."""
        self.where = self.call.place
        self.listens = self.call.stage is not Stage.ASKED
        if not self.listens:
            self.set_focus(None)
            self.set_timer(QUIET, self._listen)
        self._show_title()
        await self.ask(self._view(), *self._above())

    def _show_title(self) -> None:
        self.query_one(TitleBar).state_text = _TITLES[self.call.stage]

    def _listen(self) -> None:
        self.listens = True
        self.focus_answer()

    def on_key(self, event: Key) -> None:
        """What was typed ahead is no answer."""
        if not self.listens:
            event.stop()
            event.prevent_default()

    def focus_answer(self) -> None:
        """Not before the question was there for a moment."""
        if self.listens:
            super().focus_answer()

    def _above(self) -> Iterator[Words]:
        """The vote before this one."""
        vote, before = self.call.vote, self.call.before
        proved_alone = self.call.stage is Stage.PROVED and vote is None
        if before is not None and not proved_alone:
            yield Words(
                marked(f"Before, you said: {answer_given(before.given, before.confidence)}")
            )

    def _view(self) -> QuestionView:
        """The question, to be answered, or with what is said of the answer."""
        call, told = self.call, None
        last = call.vote or call.before
        if call.stage is Stage.PROVED:
            told = self._proof(last)
        elif call.vote is not None:
            told = awaiting(call.vote.given, call.vote.confidence, TALK)
        later = "" if call.stage is Stage.PROVED else TALK
        given = last.given if told is not None and last is not None else None
        name = _VOTES[min(call.poll.round, len(_VOTES)) - 1]
        sure = self.session.settings.confidence
        return QuestionView(
            self.question, name=name, later=later, told=told, given=given, confidence=sure
        )

    def _proof(self, last: Given | None) -> Content:
        """The verdict on the last answer, or the right one."""
        if last is None:
            return Content(f"{NO_ANSWER}\n") + solution(self.question)
        try:
            graded = grade(self.question, last.given)
        except (TutorError, ValueError):
            # It was given where the course was another one.
            return solution(self.question)
        return feedback(self.question, graded, last.confidence)

    def on_question_view_answered(self, event: QuestionView.Answered) -> None:
        """Keep the vote."""
        self._kept = self.keep(event)
        self._turn()

    def on_question_view_undone(self, event: QuestionView.Undone) -> None:
        """The vote does not count; the question waits again."""
        event.stop()
        self.session.record.undo(self._kept)
        self._turn()

    def _turn(self) -> None:
        """The question itself shows already what has become of it."""
        self.call = call_of(self.session) or self.call
        self._show_title()
        self.refresh_bindings()

    async def _end(self) -> None:
        """The question is taken away; what is being read or written does not vanish."""
        begun = any(view.begun and not view.answered for view in self.query(QuestionView))
        if begun:
            await self.ask(QuestionView(self.question, later=TALK, told=Content(TAKEN_AWAY)))
        if begun or self.call.stage is Stage.PROVED:
            gone = with_keys("the teacher has gone on; {room.aside:esc} closes", keys_of(self.app))
            self.query_one(TitleBar).state_text = gone
        else:
            self.app.notify(TAKEN_AWAY, markup=False)
            self.dismiss(self.call)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A question that is in sight is not read on."""
        if action == "forward":
            answering = self.focused is not None and not isinstance(self.focused, QuestionView)
            return not answering and any(page.max_scroll_y > 0 for page in self.query(Reading))
        return super().check_action(action, parameters)

    def action_forward(self) -> None:
        """Further down."""
        if not self.read_on():
            self.focus_answer()

    def action_aside(self) -> None:
        """Back to what was there before."""
        self.dismiss(self.call)
