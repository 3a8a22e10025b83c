"""Quiz and review in lines: a question at a time, and what came of them."""

from collections.abc import Iterator
from datetime import date

from tutor.course.generate import GenerateError, questions
from tutor.course.lesson import Question
from tutor.plain.dialogue import Dialogue
from tutor.plain.question import KEYS, Asking
from tutor.record.progress import summary
from tutor.ui.came import about, betrayed, next_words, score, surely_wrong
from tutor.ui.planning import (
    LENGTH,
    due_questions,
    fresh_seed,
    next_lesson,
    plan_of,
    review_seed,
)
from tutor.ui.session import Session

_AGAIN = "review on home asks about it"


def quiz(
    dialogue: Dialogue,
    session: Session,
    *,
    length: int = LENGTH,
    level: int | None = None,
    concept: str | None = None,
) -> None:
    """A quiz of the session's seed, until the learner goes home.

    Args:
        dialogue: With the learner.
        session: Theirs.
        length: Questions before the summary.
        level: How hard they are, as `questions` takes it.
        concept: What they are about, as `questions` takes it.

    Raises:
        GenerateError: If there are no such questions.
        Leave: If they leave the program, or the input ends.
    """
    drawn = questions(session.seed, session.library, level, concept)
    Quiz(dialogue, session, session.seed, drawn, length).go()


def fresh_quiz(dialogue: Dialogue, session: Session) -> None:
    """A quiz of a seed that was not asked yet, until the learner goes home.

    Raises:
        Leave: If they leave the program, or the input ends.
    """
    seed = fresh_seed(session)
    Quiz(dialogue, session, seed, questions(seed, session.library)).go()


def review(dialogue: Dialogue, session: Session, *, exam: date | None = None) -> None:
    """A review of what is due, until the learner goes home; `exam` is a day to plan toward.

    Raises:
        Leave: If they leave the program, or the input ends.
    """
    Review(dialogue, session, exam).go()


class Quiz:
    """Asks so many questions of one seed; as many more follow for who wants them."""

    name = "Quiz"
    no_more = "There are no more such questions."

    def __init__(
        self,
        dialogue: Dialogue,
        session: Session,
        seed: int,
        drawn: Iterator[Question],
        length: int = LENGTH,
    ) -> None:
        """Make a quiz of the questions that were drawn from a seed."""
        self.dialogue, self.session, self.length = dialogue, session, length
        self.seed, self.questions = seed, drawn
        self.where = f"quiz:{seed}"
        self.asking: Asking | None = None
        self.asked: list[Asking] = []
        self.left = False

    def go(self) -> None:
        """Ask, until the learner goes home.

        Raises:
            Leave: If they leave the program, or the input ends.
        """
        self._put()
        while not self.left:
            self._ask()

    def _put(self) -> None:
        """Ask the next question, or sum up where there is none."""
        question = self._drawn()
        self.dialogue.say()
        if question is None:
            self.dialogue.say(self.no_more)
            self._sum_up()
            return
        self.asking = Asking(self.dialogue, self.session, question, self.where, moved=self.be_here)
        self.asked.append(self.asking)
        self.dialogue.say(self.place)
        self.be_here()
        self.asking.put()

    def _drawn(self) -> Question | None:
        try:
            return next(self.questions, None)
        except GenerateError:
            return None

    @property
    def place(self) -> str:
        """How far it has come."""
        count = len(self.asked)
        last = -(-count // self.length) * self.length
        return f"{self.name}, question {count} of {last}, seed {self.seed}."

    def be_here(self) -> None:
        """Tell the teacher where the learner is, and whether they are stuck."""
        stuck = self.asking is not None and self.asking.stuck
        self.session.record.be(self.where, stuck=stuck)

    def _ask(self) -> None:
        asking = self.asking
        words = {} if asking is None else asking.words
        usual = "" if asking is not None and asking.open else "next"
        words["next"] = "the next question" if asking else self.more
        words["home"] = "end it, with what came of it" if asking else "home"
        free = None if asking is None else asking.free
        typed = self.dialogue.ask(self._prompt, words, free=free, usual=usual, keys=KEYS)
        if typed == "home":
            self._leave()
        elif typed == "next":
            self._next()
        elif asking is not None:
            asking.take(typed)

    @property
    def _prompt(self) -> str:
        if self.asking is None:
            return "next or home"
        return "Your answer" if self.asking.open else "Next question"

    @property
    def more(self) -> str:
        """What going on behind the summary does."""
        return f"{self.length} more questions"

    def _next(self) -> None:
        if self.asking is not None and self.asking.open:
            self.dialogue.say("Answer first; home ends it.")
        elif self.asking is not None and len(self.asked) % self.length == 0:
            self._sum_up()
        else:
            self._put()

    def _leave(self) -> None:
        """A summary first, if there is anything to sum up; then home."""
        self.left = self.asking is None or not self._kept
        if not self.left:
            self._sum_up()

    @property
    def _kept(self) -> set[str]:
        """The ids of the answers."""
        return {asking.kept for asking in self.asked if asking.kept}

    def _sum_up(self) -> None:
        """Say what came of it, and the one thing to do next."""
        self.asking = None
        say, session = self.dialogue.say, self.session
        answers = [one for one in session.record.state.answers if one.id in self._kept]
        lesson = next_lesson(session)
        came = summary(answers, plan_of(session), lesson.id if lesson else None)
        say()
        say(f"{self.name}: {score(came)} right.")
        for tally in came.concepts:
            say(f"{score(tally)}: {about(tally.concept, session.library)}")
        if wrong := surely_wrong(came):
            say(wrong)
        for name, refutation in betrayed(came, session.library):
            say(f"{name}: {refutation}")
        say(f"Next: {next_words(came.next, session.library, _AGAIN)}")


class Review(Quiz):
    """Asks what is due, the surest errors first; what is answered wrongly for sure comes again."""

    name = "Review"
    no_more = "Nothing is due now."

    def __init__(self, dialogue: Dialogue, session: Session, exam: date | None = None) -> None:
        """Make a review; `exam` is the day of an exam that it plans toward."""
        seed = review_seed(session)
        super().__init__(dialogue, session, seed, due_questions(session, seed, exam))
        self.exam = exam
        self.where = "review"

    @property
    def place(self) -> str:
        """How many concepts are due still."""
        count = len(plan_of(self.session, self.exam).due)
        return f"{self.name}: {count} concept{'s' * (count != 1)} due."

    @property
    def more(self) -> str:
        """What going on behind the summary does."""
        return "what is due"

    def _sum_up(self) -> None:
        if self._kept:
            super()._sum_up()
        self.asking = None
        following = plan_of(self.session, self.exam).next
        self.dialogue.say(
            "Nothing comes back yet: answer questions in lessons and quizzes first."
            if following is None
            else f"The next review comes due on {following:%A, %d %B}."
        )
