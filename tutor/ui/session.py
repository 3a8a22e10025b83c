"""What one learner's app is given. Nothing of it is shared with another learner's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual.message import Message

from tutor import __version__
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.course.question import Graded
from tutor.record.facts import Answer
from tutor.record.store import Record


class RecordChanged(Message, bubble=False):
    """The record was read or saved, or something about it has gone wrong or right again."""


@dataclass(slots=True)
class Session:
    """The course, the learner's record, the clock and the seed of the questions."""

    library: Library
    record: Record
    clock: Callable[[], datetime]
    """The present time, with its zone."""
    seed: int
    """The questions of the first quiz follow from it; another one when somebody sits down."""

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
            confidence: 1 to 3.
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
