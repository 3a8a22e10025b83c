"""A lesson in lines, a page at a time."""

from collections.abc import Callable

from tutor.course.lesson import Lab, Lesson
from tutor.course.marks import unmarked
from tutor.course.values import Values
from tutor.plain.beside import HOW, Beside
from tutor.plain.beside import KEYS as RUN_KEYS
from tutor.plain.dialogue import Dialogue
from tutor.plain.page import PageText
from tutor.plain.question import KEYS as QUESTION_KEYS
from tutor.plain.question import Asking
from tutor.plain.typed import numbered
from tutor.ui.memory import remembered, running_of
from tutor.ui.running import Running
from tutor.ui.session import Session

_KEYS = {"k": "skip", "l": "lab", **QUESTION_KEYS, **RUN_KEYS}
_FIRST = "First your prediction; skip leaves it open."
"""A prediction comes before what is predicted is shown."""


def read(dialogue: Dialogue, session: Session, lesson: Lesson, page: int = 0) -> None:
    """Read a lesson from a page on, until its end or until the learner goes home.

    Raises:
        Leave: If they leave the program, or the input ends.
    """
    place = session.record.state.place
    reading = Reading(dialogue, session, lesson)
    try:
        reading.open(min(page, len(lesson.pages) - 1))
        if place is not None and (place.lesson, place.page) == (lesson.id, reading.number):
            reading.take_up(place.lab)
        while not reading.left:
            reading.ask()
    finally:
        reading.remember()


class Reading:
    """One lesson, while it is read."""

    def __init__(self, dialogue: Dialogue, session: Session, lesson: Lesson) -> None:
        self.dialogue, self.session, self.lesson = dialogue, session, lesson
        self.number = 0
        """The page, from 0."""
        self.live: Beside | None = None
        """The running experiment."""
        self.asking: Asking | None = None
        """The last question of the page that was asked, until it is skipped."""
        self.text = self._text(whole=False)
        self.left = False
        self._stated: str | None = None
        """The state of the page's lab as it was kept, or as the course states it."""

    def _text(self, *, whole: bool) -> PageText:
        page = self.lesson.pages[self.number]
        return PageText(self.dialogue, self.session.record, page, self._values, whole)

    def _values(self) -> Values | None:
        return None if self.live is None else self.live.running.values

    @property
    def _open(self) -> Asking | None:
        """The question that waits for an answer."""
        asking = self.asking
        return asking if asking is not None and asking.open else None

    def open(self, number: int) -> None:
        """Open a page, and say it up to where the learner goes on."""
        self.remember()
        record, lesson = self.session.record, self.lesson
        read_before = number < record.state.reached.get(lesson.id, 0)
        self.number, self.asking = number, None
        record.go(lesson.id, number)
        self.text = self._text(whole=read_before)
        page = lesson.pages[number]
        place = f"page {number + 1} of {len(lesson.pages)}"
        title = unmarked(page.title)
        self.dialogue.say()
        self.dialogue.say(
            f"Lesson {self.session.library.entry(lesson.id).number}, {place}: {title}"
        )
        self.be_here()
        self._run(page.lab)
        self._stated = self._state()
        self._say_on()

    def _run(self, lab: Lab | None) -> None:
        """The experiment of this page; the one of the page before goes on where it is the same."""
        if lab is None:
            self.live = None
        elif self.live is None or self.live.running.lab != lab:
            if self.live is None:
                self.dialogue.say(HOW)
            self.live = Beside(self.dialogue, self.session, Running.of(lab), own=False)
            self.live.tell_setting()

    def _say_on(self) -> None:
        question = self.text.say_on()
        if question is not None:
            where = f"lesson:{self.lesson.id}"
            self.asking = Asking(self.dialogue, self.session, question, where, moved=self.be_here)
            self.asking.put()

    def take_up(self, lab: str | None) -> None:
        """Put the page's lab into the state in which it was left."""
        left, live = running_of(lab, self.session.library), self.live
        if left is None or live is None or lab == self._state():
            return
        same = left.a.experiment.dataset.name == live.running.a.experiment.dataset.name
        if same and (left.b is None) == (live.running.b is None):
            live.use(left)

    def remember(self) -> None:
        """Keep the state of the page's lab, unless it is as it was."""
        state = self._state()
        if state != self._stated:
            self._stated = state
            self.session.record.go(self.lesson.id, self.number, state)

    def _state(self) -> str | None:
        live = self.live
        return None if live is None else remembered(live.running, self.session.library)

    def be_here(self) -> None:
        """Tell the teacher where the learner is, and whether they are stuck."""
        stuck = self.asking is not None and self.asking.stuck
        self.session.record.be(f"lesson:{self.lesson.id}", self.number, stuck=stuck)

    def ask(self) -> None:
        """Ask what to do, and do it."""
        asking = self.asking
        waits = self._open is not None and not self.text.whole
        typed = self.dialogue.ask(
            self._prompt,
            self._offered(),
            free=None if asking is None else asking.free,
            usual="" if waits else "next",
            keys=_KEYS,
        )
        deeds: dict[str, Callable[[], None]] = {
            "next": self._next,
            "skip": self._skip,
            "back": lambda: self.open(max(self.number - 1, 0)),
            "lab": self._lab,
            "home": self._leave,
        }
        word, _, rest = typed.partition(" ")
        if asking is not None and typed in asking.words:
            asking.take(typed)
        elif typed in deeds:
            deeds[typed]()
        elif word == "page":
            self._page(rest)
        elif not self._moves(typed) and asking is not None:
            asking.take(typed)

    @property
    def _prompt(self) -> str:
        if self._open is not None:
            return "Your answer"
        if self.text.growing:
            return "Next line"
        if not self.text.ended:
            return "Read on"
        return "Next page" if self.number + 1 < len(self.lesson.pages) else "End of the lesson"

    def _offered(self) -> dict[str, str]:
        """All that may be typed now, and what it does."""
        words = {} if self.asking is None else self.asking.words
        if self._open is not None:
            words["skip"] = "leave the question open, and read on"
        words["next"] = "read on: the next line, the next page"
        words["back"] = "the page before"
        words["page N"] = f"to a page, 1 to {len(self.lesson.pages)}"
        if self.live is not None:
            words |= {entry: word.does for entry, word in self.live.words().items()}
            words["lab"] = "this experiment in the lab"
        words["home"] = "leave the lesson; your place is kept"
        return words

    def _may_run(self) -> bool:
        question = self._open
        first = question is not None and question.question.predict and not self.text.ended
        if first:
            self.dialogue.say(_FIRST)
        return not first

    def _moves(self, typed: str) -> bool:
        """Move the run, where that was typed; tells whether it was."""
        live = self.live
        if live is None or not live.knows(typed):
            return False
        if self._may_run():
            before = live.running
            live.take(typed)
            if before.a is not live.running.a or before.b is not live.running.b:
                self.text.say_worked()
        return True

    def _next(self) -> None:
        if self._open is not None and not self.text.whole:
            self.dialogue.say("Answer first; skip leaves the question open.")
        elif self.text.ended:
            self._turn()
        else:
            self._say_on()

    def _skip(self) -> None:
        self.asking = None
        self.be_here()
        self._next()

    def _turn(self) -> None:
        """The next page; behind the last one the lesson is finished."""
        if self.number + 1 < len(self.lesson.pages):
            self.open(self.number + 1)
            return
        self.session.record.finish(self.lesson.id, self.number)
        self.dialogue.say(f"Lesson {self.session.library.entry(self.lesson.id).number} is read.")
        self.left = True

    def _page(self, typed: str) -> None:
        pages = len(self.lesson.pages)
        number = numbered(typed, pages)
        if number is not None:
            self.open(number - 1)
        else:
            self.dialogue.say(f"Write page and a number from 1 to {pages}.")

    def _lab(self) -> None:
        if self.live is not None and self._may_run():
            from tutor.plain.lab import lab

            lab(self.dialogue, self.session, self.live.running)
            self.be_here()

    def _leave(self) -> None:
        self.left = True
