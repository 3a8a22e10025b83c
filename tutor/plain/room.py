"""What the teacher puts to the room, in lines: told once, and answered when the learner will."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tutor.course.asked import question_of
from tutor.course.lesson import Question
from tutor.course.marks import unmarked
from tutor.course.question import grade
from tutor.errors import TutorError
from tutor.plain.dialogue import Dialogue, Everywhere
from tutor.plain.question import KEYS, Asking, say_part
from tutor.record.state import Given
from tutor.ui.room import Call, Stage, call_of, entry_of, invitation, is_fresh
from tutor.ui.session import Session
from tutor.ui.verdict import answer_given, solution, verdict

ANSWER, JOIN, ASIDE = "answer", "join", "aside"
TALK = "Now talk it over with your neighbours."
NO_ANSWER = "You gave no answer."
TAKEN_AWAY = "The teacher has taken the question away."
NOTHING = "The teacher asks nothing now."


class RoomWords:
    """Tells what is new in the room, and adds the words that answer it to every prompt."""

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        self.dialogue, self.session = dialogue, session
        self._told: set[tuple[str, str]] = set()
        """What was told once: a kind, and the id of what is of it."""
        self._asking: Asking | None = None
        """The vote that was given, or is being given, here."""
        self._open = False
        """The question is before the learner."""
        dialogue.everywhere[ANSWER] = Everywhere("the teacher's question", self.answer)
        dialogue.everywhere[JOIN] = Everywhere("the page where the teacher is", self.join)

    def fresh(self) -> list[str]:
        """What is new since it was last asked."""
        new = [(kind, text) for kind, text in self._signs() if kind not in self._told]
        self._told.update(kind for kind, _ in new)
        return [text for _, text in new]

    def tell(self) -> None:
        """Say what is new."""
        for text in self.fresh():
            self.dialogue.say(text)

    def _signs(self) -> Iterator[tuple[tuple[str, str], str]]:
        call, note, invite = call_of(self.session), self._note, invitation(self.session)
        if note is not None:
            yield ("note", note[0]), f"Your teacher: {note[1]}"
        if call is not None and not self._open:
            if call.stage is Stage.ASKED:
                again = " again" if call.poll.round > 1 else ""
                yield ("asked", call.place), f"The teacher asks{again}: type {ANSWER}."
            elif call.stage is Stage.PROVED:
                yield ("proved", call.place), f"The teacher shows the answer: type {ANSWER}."
        entry = entry_of(self.session, invite.lesson) if invite else None
        if invite is not None and entry is not None:
            where = f"lesson {entry.number}, page {invite.page + 1}"
            yield ("invited", invite.id), f"Your teacher is at {where}: type {JOIN}."

    @property
    def _note(self) -> tuple[str, str] | None:
        note = self.session.record.room.note
        fresh = note is not None and is_fresh(self.session, note.at)
        return (note.id, note.text) if note is not None and fresh else None

    def answer(self) -> None:
        """To the teacher's question."""
        call = call_of(self.session)
        if call is None or self._open:
            self.dialogue.say("You are at it." if self._open else NOTHING)
            return
        try:
            asked = question_of(call.poll.question, call.poll.id, self.session.library)
        except TutorError as error:
            self.dialogue.say(f"The teacher asks what cannot be shown here: {error}")
            return
        self._open = True
        try:
            with self._away():
                # There are no hints: it is talked over instead.
                self._show(call, replace(asked, hints=()))
        finally:
            self._open = False

    @contextmanager
    def _away(self) -> Iterator[None]:
        """The learner is with the room in this block, and then where they were before."""
        before = self.session.record.be("room")
        try:
            yield
        finally:
            self.session.record.be(before.place, before.page, stuck=before.stuck)

    def _show(self, call: Call, question: Question) -> None:
        self.dialogue.say("The teacher asks.")
        if call.before is not None and not (call.stage is Stage.PROVED and call.vote is None):
            self._say_given("Before, you said", call.before)
        if call.stage is Stage.PROVED:
            self._prove(question, call.vote or call.before)
            return
        if call.vote is not None and (self._asking is None or self._asking.where != call.place):
            self._say_given("Your answer", call.vote)
            self.dialogue.say(TALK)
            return
        if self._asking is None or self._asking.where != call.place:
            self._asking = Asking(self.dialogue, self.session, question, call.place, TALK)
        self._asking.put()
        self._vote(self._asking, call)

    def _vote(self, asking: Asking, call: Call) -> None:
        """Ask until there is a vote, or the question is put aside; a vote can be taken back."""
        given = not asking.open
        while True:
            words = {**asking.words, ASIDE: f"put it aside; {ANSWER} brings it back"}
            typed = self.dialogue.ask("The teacher's question", words, free=asking.free, keys=KEYS)
            now = call_of(self.session)
            if typed == ASIDE:
                return
            if now is None or now.place != call.place or now.stage is Stage.PROVED:
                self.dialogue.say(TAKEN_AWAY if now is None else "The teacher has gone on.")
                return
            asking.take(typed)
            if not asking.open and not given:
                self.dialogue.say(f"{ANSWER} shows it again, and takes a slip back.")
                return
            given = not asking.open

    def _prove(self, question: Question, last: Given | None) -> None:
        """The verdict on the last answer, or the right one."""
        parts = solution(question)
        if last is None:
            self.dialogue.say(NO_ANSWER)
        else:
            try:
                parts = verdict(question, grade(question, last.given), last.confidence)
            except (TutorError, ValueError):
                # It was given where the course was another one.
                parts = solution(question)
        for part in parts:
            say_part(self.dialogue, part)

    def _say_given(self, lead: str, given: Given) -> None:
        text = unmarked(answer_given(given.given, given.confidence))
        self.dialogue.say(f"{lead}: {text}")

    def join(self) -> None:
        """To the page where the teacher is; from there back to where one was."""
        from tutor.plain.lesson import read

        invite = invitation(self.session)
        if invite is None:
            self.dialogue.say("The teacher asks nobody to come.")
            return
        try:
            lesson = self.session.library.lesson(invite.lesson)
        except TutorError as error:
            self.dialogue.say(str(error))
        else:
            with self._away():
                read(self.dialogue, self.session, lesson, invite.page)
