"""What the room can be asked: a question of the course, a fresh one, one of the teacher's own."""

from dataclasses import dataclass, replace
from typing import Any

from tutor.course.generate import CONCEPTS, GenerateError, questions
from tutor.course.library import Entry, Library

Asked = dict[str, Any]
"""A question as the record names it; `question_of` makes the question again."""
LONGEST = 300
"""Letters of a prompt or an option that a teacher writes."""


@dataclass(frozen=True, slots=True)
class FromLesson:
    """One of the questions of a lesson."""

    entry: Entry
    questions: tuple[str, ...]
    """Their ids; at least one."""
    at: int = 0

    @property
    def asked(self) -> Asked:
        """The present one."""
        return {"lesson": self.entry.id, "question": self.questions[self.at]}

    @property
    def about(self) -> str:
        """Which one it is."""
        return f"lesson {self.entry.number}, question {self.at + 1} of {len(self.questions)}"

    def moved(self, step: int) -> "FromLesson":
        """The next one, or the one before."""
        return replace(self, at=(self.at + step) % len(self.questions))


@dataclass(frozen=True, slots=True)
class Fresh:
    """One of the endless questions of a seed."""

    seed: int
    number: int = 0
    concept: str | None = None
    level: int | None = None

    @property
    def asked(self) -> Asked:
        """The present one."""
        return {
            "seed": self.seed,
            "number": self.number,
            "concept": self.concept,
            "level": self.level,
        }

    @property
    def about(self) -> str:
        """Which one it is."""
        level = "any level" if self.level is None else f"level {self.level}"
        return f"fresh: {self.concept or 'any concept'}, {level}, variant {self.number + 1}"

    def moved(self, step: int) -> "Fresh":
        """The next one, or the one before."""
        return replace(self, number=max(self.number + step, 0))

    def of(self, concept: str | None, level: int | None) -> "Fresh":
        """Others, of the same seed."""
        return replace(self, concept=concept, level=level, number=0)


@dataclass(frozen=True, slots=True)
class Own:
    """What a teacher has written."""

    prompt: str
    options: tuple[str, ...]

    @property
    def asked(self) -> Asked:
        """It."""
        return {"prompt": self.prompt, "options": list(self.options)}

    @property
    def about(self) -> str:
        """What is special about it."""
        return "your own: no right answer is kept for it"

    def moved(self, step: int) -> "Own":  # noqa: ARG002 - the others have more than one
        """There is but one."""
        return self


Offer = FromLesson | Fresh | Own


def from_lesson(entry: Entry, library: Library) -> FromLesson | None:
    """The questions of a lesson; None where it has none.

    Raises:
        TutorError: If the lesson has a fault.
    """
    found = tuple(question.id for question in library.lesson(entry.id).questions)
    return FromLesson(entry, found) if found else None


def concepts(library: Library) -> list[str]:
    """The concepts of a course that there are fresh questions about."""
    return [concept for concept in library.concepts if concept in CONCEPTS]


def levels(concept: str | None, library: Library) -> list[int]:
    """How hard fresh questions about a concept can be."""
    found = []
    for level in (1, 2, 3):
        try:
            questions(0, library, level, concept)
        except GenerateError:
            continue
        found.append(level)
    return found
