"""What one learner's app is given. Nothing of it is shared with another learner's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tutor import __version__
from tutor.capabilities import ABLE, Look, Terminal
from tutor.course.command_line import VIEWS, lab_command
from tutor.course.lesson import Lab, Question
from tutor.course.library import Library
from tutor.course.question import Graded
from tutor.record.facts import Answer
from tutor.record.store import Record
from tutor.settings import Settings

ELSEWHERE = "FOLDER"
"""What a command has for the folder of a course that the learner may have nowhere."""


@dataclass(slots=True)
class Session:
    """The course, the learner's record, the clock, the seed of the questions, and the settings."""

    library: Library
    record: Record
    clock: Callable[[], datetime]
    """The present time, with its zone."""
    seed: int
    """The questions of the first quiz follow from it; another one when somebody sits down."""
    settings: Settings = field(default_factory=Settings)
    """What the learner has set."""
    look: Look = field(default_factory=Look)
    """How it is drawn at this terminal."""
    terminal: Terminal = ABLE
    """What was found out about it."""
    settings_file: Path | None = None
    """Where settings are kept; None in a class, on whose machine nothing is kept but the record."""

    def command(self, lab: Lab, *, step: int = 0, view: str = VIEWS[0]) -> str:
        """The command that opens the lab on these runs on the machine of the learner.

        Raises:
            NoCommandError: If there is none.
        """
        folder = ELSEWHERE if self.settings_file is None else None
        return lab_command(lab, self.library, step=step, view=view, folder=folder)

    def keep(  # noqa: PLR0913 - all that is kept of an answer
        self,
        question: Question,
        graded: Graded,
        *,
        confidence: int,
        hints: int,
        seconds: float,
        where: str,
    ) -> str:
        """Put an answer into the record; gives its id.

        Args:
            question: What was asked.
            graded: The answer.
            confidence: 1 to 3, or 0 where none was asked for.
            hints: How many were read before it.
            seconds: From the question's appearance to the answer.
            where: In which lesson or quiz, such as `lesson:zero-start` or `quiz:7`.
        """
        answer = Answer(
            question=question.id,
            concept=question.concept,
            given=graded.given,
            right=graded.right,
            confidence=confidence,
            hints=hints,
            all_hints=0 < len(question.hints) == hints,
            seconds=round(seconds, 1),
            misconception=graded.option.misconception,
            predicted=question.predict,
            place=where,
            version=__version__,
        )
        return self.record.add(answer).id
