"""Home in lines: the lessons with their state, what is due, and where one can go."""

from collections.abc import Callable

from tutor.course.library import Entry
from tutor.errors import TutorError
from tutor.plain.dialogue import Dialogue
from tutor.plain.typed import numbered, quoted
from tutor.ui.planning import QUESTION, next_lesson, page_of, plan_of, state_of
from tutor.ui.room import opens_later
from tutor.ui.session import Session

_KEYS = {"l": "lab", "u": "quiz", "r": "review", "p": "progress", ",": "settings"}
_WORDS = {
    "lesson N": "open a lesson, where you stopped",
    "lessons": "which lessons there are, and how far they are read",
    "lab": "run perceptrons of your own",
    "quiz": "ten fresh questions",
    "review": "answer what is due",
    "progress": "what you know, and what is due",
    "settings": "what can be set, and in which file",
}


class Home:
    """Where everything begins and everything ends."""

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        self.dialogue, self.session = dialogue, session

    def go(self) -> None:
        """Ask where to go, until the learner leaves.

        Raises:
            Leave: When they do.
        """
        self.dialogue.say(QUESTION)
        self.dialogue.say()
        self._lessons()
        while True:
            self._here()
            while not self._asked():
                pass

    def _lessons(self) -> None:
        """The lessons with their state."""
        for entry in self.session.library.entries:
            state = state_of(self.session, entry)
            self.dialogue.say(f"{entry.number}. {entry.title}{f', {state}' if state else ''}")

    def _here(self) -> None:
        """How much is read, what is next, and what is due."""
        session = self.session
        session.record.be("home")
        entries, state = session.library.entries, session.record.state
        self.dialogue.say()
        self.dialogue.say(f"Home. {len(state.finished)} of {len(entries)} lessons read.")
        following = next_lesson(session)
        if following is None:
            self.dialogue.say("All lessons are read. quiz asks ten fresh questions, lab opens it.")
        elif opens_later(session, following):
            self.dialogue.say(f"Lesson {following.number}, {following.title}, opens later.")
        else:
            verb = "Go on" if state.reached else "Begin"
            where = f", page {page_of(session, following) + 1}" if state.reached else ""
            self.dialogue.say(
                f"{verb} with next: lesson {following.number}, {following.title}{where}."
            )
        if state.answers and (count := len(plan_of(session).due)):
            are = "concepts are" if count > 1 else "concept is"
            self.dialogue.say(f"{count} {are} due: review asks about them.")

    def _asked(self) -> bool:
        """Ask where to go, and go there; tells whether the learner was away."""
        following = next_lesson(self.session)
        onward = {} if following is None else {"next": f"go on with lesson {following.number}"}
        words = {**onward, **_WORDS}
        free = f"the number of a lesson, 1 to {len(self.session.library.entries)}"
        usual = "" if following is None else "next"
        typed = self.dialogue.ask("Home", words, free=free, usual=usual, keys=_KEYS)
        ways: dict[str, Callable[[], None]] = {
            "lab": self._lab,
            "quiz": self._quiz,
            "review": self._review,
            "progress": self._progress,
        }
        told = {"lessons": self._lessons, "settings": self._settings}
        if typed in told:
            told[typed]()
            return False
        try:
            if typed in ways:
                ways[typed]()
                return True
            return self._lesson(typed, following)
        except TutorError as error:
            # A course of one's own need not have the data of the lab.
            self.dialogue.say(f"✗ {error}")
            return True

    def _lesson(self, typed: str, following: Entry | None) -> bool:
        entries = self.session.library.entries
        if typed == "next" and following is not None:
            return self.open(following)
        given = typed.removeprefix("lesson").strip()
        number = numbered(given, len(entries))
        if number is not None:
            return self.open(entries[number - 1])
        why = f"There is no lesson {quoted(given)}; t" if given else "T"
        self.dialogue.say(f"{why}ype a number from 1 to {len(entries)}, or help.")
        return False

    def open(self, entry: Entry) -> bool:
        """Open a lesson, and tell whether it was; of one with a fault it is said what is wrong."""
        from tutor.plain.lesson import read

        try:
            lesson = self.session.library.lesson(entry.id)
        except TutorError as error:
            self.dialogue.say(f"Lesson {entry.number} cannot be opened: {error}")
            return False
        self.dialogue.say()
        self.dialogue.say(f"Lesson {entry.number}, {entry.title}.")
        read(self.dialogue, self.session, lesson, page_of(self.session, entry))
        return True

    def _settings(self) -> None:
        from tutor.plain.settings import settings_told

        for sentence in settings_told(self.session):
            self.dialogue.say(sentence)

    def _lab(self) -> None:
        from tutor.plain.lab import lab

        lab(self.dialogue, self.session, None)

    def _quiz(self) -> None:
        from tutor.plain.rounds import fresh_quiz

        fresh_quiz(self.dialogue, self.session)

    def _review(self) -> None:
        from tutor.plain.rounds import review

        review(self.dialogue, self.session)

    def _progress(self) -> None:
        from tutor.plain.progress import Progress

        Progress(self.dialogue, self.session).go()
