"""Asks one question in lines: answer, confidence, verdict with the proof."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

from tutor.course.lesson import Question
from tutor.course.marks import unmarked
from tutor.course.question import Graded, grade, lab_of
from tutor.errors import TutorError
from tutor.plain.asked import answer_of, answer_words, form, put
from tutor.plain.dialogue import Dialogue
from tutor.ui.running import Running
from tutor.ui.session import Session
from tutor.ui.verdict import CONFIDENCE, Said, answer_given, verdict

UNDO_SECONDS = 60.0
"""For so long an answer can be taken back: what is read aloud is heard later than it is seen."""
KEYS = {"h": "hint", "z": "undo", "m": "show me"}
"""The keys of the app for what is done with a question."""
_SAVED_WITHIN = 1.0
"""Seconds for which the verdict waits, so that a kill behind it loses nothing."""
_UNDO = "undo"
_SURE = {str(number): name for number, name in enumerate(CONFIDENCE, 1)}
_SURE_KEYS = {"guess": "1", "fairly": "2", "sure": "3"}


@dataclass(slots=True)
class Asking:
    """One question, from its prompt until it is left."""

    dialogue: Dialogue
    session: Session
    question: Question
    where: str
    """The place of its answer, such as `quiz:7`."""
    later: str = ""
    """What is said to an answer where its verdict comes later."""
    moved: Callable[[], None] = lambda: None
    """Called when the learner is stuck, and when they are not any more."""
    hints: int = 0
    """How many were read."""
    given: str | None = None
    """The answer that is kept; None while the question is open."""
    kept: str = ""
    """Its id."""
    _shown_at: float = field(default_factory=monotonic)
    _given_at: float = 0.0

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.given is None

    @property
    def stuck(self) -> bool:
        """Whether all hints are read, and there is no answer."""
        return self.open and 0 < len(self.question.hints) == self.hints

    @property
    def free(self) -> str | None:
        """What may be typed as an answer; None where none is waited for."""
        return form(self.question) if self.open else None

    @property
    def words(self) -> dict[str, str]:
        """The words that may be typed here, and what they do."""
        words = {"again": "the question once more"}
        if self.open:
            words = {**answer_words(self.question), **words}
            if self.question.hints:
                left = self.hints < len(self.question.hints)
                next_one = "a hint: first a question, last the step"
                words["hint"] = next_one if left else "the last hint once more"
            return words
        if monotonic() - self._given_at < UNDO_SECONDS:
            words[_UNDO] = "take a slip of the finger back"
        if self.question.lab is not None and not self.later:
            words["show me"] = "the lab with this experiment"
        return words

    def put(self) -> None:
        """Say the question."""
        self.dialogue.say("Predict." if self.question.predict else "Question.")
        put(self.dialogue, self.question)

    def take(self, typed: str) -> bool:
        """Do what was typed, as `ask` gave it; tells whether it was for this question."""
        deeds: Mapping[str, Callable[[], None]] = {
            "again": self.put,
            "hint": self._hint,
            _UNDO: self._undo,
            "show me": self._show_me,
        }
        if typed in self.words and typed in deeds:
            deeds[typed]()
        elif self.open:
            self._answer(typed)
        elif typed == _UNDO:
            self.dialogue.say("It is too late to take that answer back.")
        else:
            return False
        return True

    def _hint(self) -> None:
        self.hints = min(self.hints + 1, len(self.question.hints))
        self.dialogue.say(f"Hint {self.hints} of {len(self.question.hints)}:")
        self.dialogue.say(unmarked(self.question.hints[self.hints - 1]))
        if self.stuck:
            self.moved()

    def _answer(self, typed: str) -> None:
        try:
            graded = grade(self.question, answer_of(self.question, typed))
        except TutorError as error:
            self.dialogue.say(f"✗ {error}")
            return
        confidence = self._confidence() if self.session.settings.confidence else 0
        if confidence is None:
            self.dialogue.say("Taken back; the question waits.")
        else:
            self._keep(graded, confidence)

    def _confidence(self) -> int | None:
        """How sure the learner is; None where the answer was a slip of the finger."""
        choices = ", ".join(f"{number} {name}" for number, name in _SURE.items())
        self.dialogue.say(f"How sure are you? {choices}.")
        words = {**_SURE, _UNDO: "back to the question"}
        typed = self.dialogue.ask("How sure", words, keys={**KEYS, **_SURE_KEYS})
        return None if typed == _UNDO else int(typed)

    def _keep(self, graded: Graded, confidence: int) -> None:
        self.given, self._given_at = graded.given, monotonic()
        self.kept = self.session.keep(
            self.question,
            graded,
            confidence=confidence,
            hints=self.hints,
            seconds=self._given_at - self._shown_at,
            where=self.where,
        )
        self.session.record.wait_saved(_SAVED_WITHIN)
        if self.later:
            self.dialogue.say(f"Your answer: {unmarked(answer_given(graded.given, confidence))}")
            self.dialogue.say(self.later)
        else:
            for part in verdict(self.question, graded, confidence):
                say_part(self.dialogue, part)
        self.moved()

    def _undo(self) -> None:
        self.session.record.undo(self.kept)
        self.given, self.kept = None, ""
        self.dialogue.say("Taken back; the question waits.")
        self.moved()

    def _show_me(self) -> None:
        shown = lab_of(self.question, self.given)
        if shown is not None:
            # Late, as most answers are not shown.
            from tutor.plain.lab import lab

            lab(self.dialogue, self.session, Running.of(shown))
            self.moved()


def say_part(dialogue: Dialogue, part: Said) -> None:
    """Say one part of what is said to an answer."""
    dialogue.say(unmarked(f"{part.lead}{part.text}"))
