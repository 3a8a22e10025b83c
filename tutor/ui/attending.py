"""The part of the app that hears the teacher: a question to the room, a word to all, a page."""

from textual.binding import Binding
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from tutor.errors import TutorError
from tutor.record.room import Note, Room
from tutor.ui.keys import with_keys
from tutor.ui.room import Call, Stage, call_of, entry_of, invitation, is_fresh
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import Session
from tutor.ui.terminal import TerminalApp

LOOK = 0.5
"""Seconds from the sign that the teacher asks to the dialogue, so that in a whole class the sign
comes first; and from look to look whether a learner who is busy has finished."""
NOTE_SECONDS = 15
"""For so long a word to all lies over the screen; home keeps it."""


class AttendingApp(TerminalApp):
    """An app whose learner may sit in a class. It calls, and forces nothing."""

    BINDINGS = [
        Binding(
            "a",
            "answer_room",
            "Answer the room",
            show=False,
            priority=True,
            tooltip="Answer the room: the teacher's question",
            id="app.room",
        ),
        Binding(
            "j",
            "join",
            "Join",
            show=False,
            priority=True,
            tooltip="Go to the page where the teacher is",
            id="app.join",
        ),
    ]

    calling: var[str] = var("")
    """What the teacher would have of the learner, in a few words; every title shows it."""

    def __init__(self, session: Session) -> None:
        """Make the app of one learner."""
        super().__init__(session.record.folder, session.look)
        self.session = session
        self._heeded = Room()
        """The room as it was when it was last shown."""
        self._dialogue: Screen[Call] | None = None
        """The teacher's question, where it is open."""
        self._seen: set[tuple[str, Stage]] = set()
        """What of it the learner has seen and left, by the vote's place."""
        self._told: set[str] = set()
        """The ids of what was told once: words to all, questions that cannot be shown."""
        self._written: Input | None = None
        """The field in which something was written last."""
        self._looking: Timer | None = None
        self.lead = LOOK
        """Seconds from the sign to the dialogue; more where many are asked at once."""

    def heed_room(self) -> None:
        """Show how the room stands: a sign at once, the dialogue when the learner is ready."""
        self.show_sign()
        room = self.session.record.room
        if room is self._heeded:
            return
        self._heeded = room
        if room.note is not None and room.note.id not in self._told:
            self._told.add(room.note.id)
            self._tell(room.note)
        self._look_soon()

    def _tell(self, note: Note) -> None:
        """Tell a word to all, unless it is of long ago; home has a line for it."""
        if is_fresh(self.session, note.at) and not isinstance(self.screen, HomeScreen):
            self.notify(note.text, title="Your teacher", timeout=NOTE_SECONDS, markup=False)

    def show_sign(self) -> None:
        """Say in the title what the teacher would have of the learner; one line, and cheap."""
        self.calling = "" if self._in_dialogue else with_keys(self._sign(), self.keys)

    def _sign(self) -> str:
        call, invite = self.call, invitation(self.session)
        if call is not None:
            waits = call.stage is Stage.ASKED or (call.place, call.stage) not in self._seen
            if waits:
                return call.sign
        entry = entry_of(self.session, invite.lesson) if invite else None
        if invite is None or entry is None:
            return ""
        return f"Teacher: lesson {entry.number}, page {invite.page + 1}; {{app.join:j}} goes there"

    @property
    def call(self) -> Call | None:
        """The teacher's question, unless this course has none such."""
        call = call_of(self.session)
        return None if call is None or call.poll.id in self._told else call

    @property
    def _in_dialogue(self) -> bool:
        return self._dialogue is not None and self.screen is self._dialogue

    @property
    def _opens(self) -> bool:
        """Whether the dialogue is to open by itself: once for each vote, but not for the proof."""
        call = self.call
        if call is None or self._dialogue is not None or call.stage is Stage.PROVED:
            return False
        return not any((call.place, stage) in self._seen for stage in Stage)

    def _look_soon(self) -> None:
        if self._looking is None and self._opens:
            self._looking = self.set_timer(self.lead, self._look)

    def _look(self) -> None:
        """Open the dialogue, unless the learner is in the middle of something."""
        self._looking, self.lead = None, LOOK
        if not self._opens:
            return
        if self.busy:
            self._look_soon()
        else:
            self.action_answer_room()

    @property
    def busy(self) -> bool:
        """Whether the learner writes, has half answered, or is asked something else."""
        # Late, as it draws Markdown, which home does not need.
        from tutor.ui.widgets.question_view import QuestionView

        writes = self._written is not None and self._written.has_focus
        half = any(view.begun for view in self.screen.query(QuestionView))
        return writes or half or self.screen.is_modal

    def on_input_changed(self, event: Input.Changed) -> None:
        """Somebody is writing, unless it was put there for them."""
        if event.input.has_focus:
            self._written = event.input

    def on_descendant_blur(self) -> None:
        """A field was left: what is written in it is done."""
        self._written = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys here only while there is something to answer, or to join."""
        if action == "answer_room":
            return not self.screen.is_modal and self.call is not None
        if action == "join":
            return not self.screen.is_modal and invitation(self.session) is not None
        return super().check_action(action, parameters)

    def action_answer_room(self) -> None:
        """To the teacher's question."""
        call = self.call
        if self._dialogue is not None:
            # What was opened from it lies over it.
            while not self._in_dialogue:
                self.pop_screen()
        elif call is not None:
            self._open(call)

    def _open(self, call: Call) -> None:
        # Late, as for home.
        from tutor.ui.screens.room import RoomScreen

        try:
            self._dialogue = RoomScreen(self.session, call)
        except TutorError as error:
            self._told.add(call.poll.id)
            title = "The teacher asks what cannot be shown here"
            self.notify(str(error), title=title, severity="warning", markup=False)
        else:
            self.push_screen(self._dialogue, self._left)
        self.show_sign()

    def _left(self, call: Call | None) -> None:
        """The dialogue is put aside, or its question is over."""
        self._dialogue = None
        if call is not None:
            self._seen.add((call.place, call.stage))
        self.show_sign()
        self._look_soon()

    def on_room_screen_resumed(self) -> None:
        """What calls to the dialogue has done so."""
        self.show_sign()

    async def action_join(self) -> None:
        """To the page where the teacher is."""
        invite = invitation(self.session)
        if invite is None:
            return
        # Late, as home does not need it.
        from tutor.ui.screens.lesson import LessonScreen

        there = self.screen
        if isinstance(there, LessonScreen) and there.lesson.id == invite.lesson:
            await there.go_to(invite.page)
            return
        try:
            lesson = self.session.library.lesson(invite.lesson)
        except TutorError as error:
            self.notify(str(error), severity="warning", markup=False)
        else:
            self.push_screen(LessonScreen(self.session, lesson, invite.page))
