"""Progress in lines: what is known, how sure one is rightly, and a way to begin anew."""

from collections.abc import Iterator

from tutor.course.library import Entry
from tutor.errors import TutorError
from tutor.plain.dialogue import Dialogue
from tutor.record.progress import Do, Known
from tutor.ui import standing as lines
from tutor.ui.backing_up import backed_up, backup_folder
from tutor.ui.session import Session
from tutor.ui.standing import standing_of

WAYS = {
    Do.SURE_AND_WRONG: "review asks again.",
    Do.REVIEW: "review asks.",
    Do.LESSON: "home, then next.",
    Do.NOTHING: "quiz on home asks fresh questions.",
}
"""How to do what comes next."""
_LATER = (
    "Once you have answered a few questions, you hear here what you know, what you are wrongly "
    "sure of, and what comes back."
)
_ALL = "all"


class Progress:
    """Where the learner stands."""

    def __init__(self, dialogue: Dialogue, session: Session) -> None:
        self.dialogue, self.session = dialogue, session

    def go(self) -> None:
        """Say it, until the learner goes home.

        Raises:
            Leave: If they leave the program, or the input ends.
        """
        self._say()
        words = {
            "review": "answer what is due",
            "again": "progress once more",
            "picture": "how sure you were, and a calendar, drawn in characters",
            "reset": "begin a lesson, or everything, anew; a backup is kept",
            "home": "home",
        }
        while True:
            match self.dialogue.ask("Progress", words, usual="home", keys={"r": "review"}):
                case "review":
                    self._review()
                case "again":
                    self._say()
                case "picture":
                    self._picture()
                case "reset":
                    self._reset()
                case _:
                    return

    def _review(self) -> None:
        from tutor.plain.rounds import review

        review(self.dialogue, self.session)
        self._say()

    def _say(self) -> None:
        self.session.record.be("progress")
        say, library = self.dialogue.say, self.session.library
        standing = standing_of(self.session)
        say()
        say(f"Progress. {lines.summed(standing)}.")
        say(lines.next_line(standing, library, WAYS))
        if not standing.seen:
            say(f"{lines.empty(self.session)} {_LATER}")
            return
        for one in standing.seen:
            due = self._due(one)
            counts = f"seen {one.seen}, right {one.right}, sure and wrong {one.sure_and_wrong}"
            say(f"{library.concepts[one.concept]}: {counts}, {lines.known_words(one)}{due}.")
        say(lines.not_seen(standing, library))
        for sentence in lines.calibration_told(standing.progress.calibration):
            say(sentence)

    def _due(self, one: Known) -> str:
        if one.due is None:
            return ""
        now = self.session.clock()
        return ", due now" if one.due <= now else f", due {lines.weekday(one.due.date())}"

    def _picture(self) -> None:
        standing = standing_of(self.session)
        self.dialogue.say(f"{lines.CALIBRATION}:")
        for row in (*lines.calibration_lines(standing.progress.calibration), lines.LEGEND):
            self.dialogue.show(row)
        calendar = standing.progress.calendar
        if any(calendar.values()):
            self.dialogue.say(f"{lines.CALENDAR}:")
            for row in lines.calendar_lines(calendar, standing.plan.now.date()):
                self.dialogue.show(row)

    def _begun(self) -> Iterator[Entry]:
        reached = self.session.record.state.reached
        return (entry for entry in self.session.library.entries if entry.id in reached)

    def _reset(self) -> None:
        """Ask what is to be begun anew, and whether it is really meant."""
        begun = {str(entry.number): entry for entry in self._begun()}
        if not begun and not self.session.record.state.answers:
            self.dialogue.say("There is nothing to reset.")
            return
        what = {number: f"lesson {number}, {entry.title}" for number, entry in begun.items()}
        what |= {_ALL: "every lesson, every answer", "home": "leave it as it is"}
        chosen = self.dialogue.ask("Reset what", what, usual="home")
        if chosen == "home":
            return
        entry = begun.get(chosen)
        named = what[chosen] if entry else "everything"
        self.dialogue.say(
            f"Really? All that you did in {named} counts no more. "
            f"First a backup is kept {backup_folder(self.session)}"
        )
        sure = {"no": "leave it as it is", "yes": f"reset {named}"}
        if self.dialogue.ask("Reset it", sure, usual="no") == "yes":
            self._reset_now(entry)

    def _reset_now(self, entry: Entry | None) -> None:
        try:
            place = backed_up(self.session)
        except TutorError as error:
            self.dialogue.say(f"Nothing is reset: there is no backup. {error}")
            return
        self.session.record.reset(entry.id if entry else None)
        what = f"Lesson {entry.number} is" if entry else "Everything is"
        self.dialogue.say(f"{what} as new. The backup is {place}")
