"""What one learner's app is given. Nothing of it is shared with another learner's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.course.question import Graded
from tutor.record.store import Answer, Record


@dataclass(frozen=True, slots=True)
class Session:
    """The course, the learner's record, the clock and the seed of the questions."""

    library: Library
    record: Record
    clock: Callable[[], datetime]
    """The present time, with its zone."""
    seed: int
    """The questions of the first quiz follow from it."""

    def keep(
        self, question: Question, graded: Graded, confidence: int, hints: int, where: str
    ) -> None:
        """Put an answer into the record; `where` says in which lesson or quiz it was given."""
        self.record.add(
            Answer(
                question=question.id,
                concept=question.concept,
                given=graded.given,
                right=graded.right,
                confidence=confidence,
                hints=hints,
                misconception=graded.option.misconception,
                predicted=question.predict,
                place=where,
            )
        )
