"""A lesson's text with its line numbers, and the faults that are found in it."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tutor.course.keys import KEYS, NAMED
from tutor.course.lesson import Lab
from tutor.course.values import ValueNameError, Values, fill
from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.training import train


class LessonError(TutorError):
    """A fault in a lesson: file:line, what, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some consecutive lines of a file."""

    file: str
    first: int
    """The number, from 1, of its first line in the file."""
    lines: tuple[str, ...]

    @classmethod
    def of(cls, content: str, file: str) -> "Text":
        """The text of a whole file, in the lines that an editor counts."""
        plain = content.replace("\r\n", "\n").replace("\r", "\n")
        return cls(file, 1, tuple(plain.removesuffix("\n").split("\n")))

    def fault(self, what: str, offset: int = 0) -> LessonError:
        """A fault in the line at this offset."""
        return LessonError(f"{self.file}:{self.first + offset}: {what}")

    def part(self, start: int, end: int | None = None) -> "Text":
        """The lines from one offset to another."""
        return Text(self.file, self.first + start, self.lines[start:end])

    def fill(self, template: str, values: Values | None, offset: int = 0) -> str:
        """Put numbers into braces; a fault names the line.

        Raises:
            LessonError: If the braces hold no known value.
        """
        try:
            return fill(template, values)
        except ValueNameError as error:
            raise self.fault(str(error), offset) from None

    def fill_prose(self, template: str, values: Values | None, offset: int = 0) -> str:
        """The same where keys may be named; they stay so, as the learner may have set others.

        Raises:
            LessonError: If the braces hold neither a known value nor one of the `KEYS`.
        """
        filled, end = "", 0
        for named in NAMED.finditer(template):
            if KEYS.get(named[1]) != named[2]:
                known = ", ".join(f"{{{one}:{key}}}" for one, key in KEYS.items())
                raise self.fault(
                    f"{named[0]} is no key that a lesson names; known are {known}", offset
                )
            filled += self.fill(template[end : named.start()], values, offset) + named[0]
            end = named.end()
        return filled + self.fill(template[end:], values, offset)


@dataclass(frozen=True, slots=True)
class Course:
    """What a lesson may refer to."""

    dataset: Callable[[str], Dataset]
    """Gives a shipped data set by its name; raises a TutorError for an unknown one."""
    concepts: AbstractSet[str]
    """The concepts' ids."""
    misconceptions: AbstractSet[str]
    """The misconceptions' ids."""


def values_of(lab: Lab | None) -> Values | None:
    """Run an experiment for the numbers in a text beside it."""
    return None if lab is None else Values(train(lab.a), None if lab.b is None else train(lab.b))
