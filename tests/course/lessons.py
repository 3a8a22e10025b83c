"""Lessons for the tests: a sound one in pieces, and the course that it refers to."""

from tutor.course.lesson import Lesson
from tutor.course.parse import parse
from tutor.course.source import Course
from tutor.perceptron.dataset import DataError, Dataset

FRONT = """+++
id = "trial"
title = "A trial"
needs = "before also-before"
concepts = "scale tie"
+++
"""
LAB = """```lab
data = four
eta = 0.5
```
"""
CHOICE = """```question chosen
kind = choice
concept = tie

Which?

- [x] This
  > Yes.
- [ ] That
  > No.
```
"""
YESNO = """```question engine-knows
kind = yesno
concept = scale
data = four
eta_b = 2
scope = trace
key = engine

Do they differ?

- [ ] Yes
  > They do not.
- [ ] No
  > They do not.
```
"""
NUMBER = """```question typed
kind = number
concept = tie
data = four

What is z?

- [x] {z1}
  > Yes.
- [ ] 1
  > No.
- [ ] *
  > No.
```
"""
KEEP = "> **Keep:** This.\n"

FOUR = Dataset.of("four", [(1, 1), (1, 3), (-1, 2), (-3, 1)], [-1, -1, 1, 1], bias=False)


def dataset(name: str) -> Dataset:
    """The one data set of the tests' course."""
    if name != "four":
        raise DataError(f"there is no data set “{name}”; there are four")
    return FOUR


COURSE = Course(dataset, {"scale", "tie"}, {"bigger-step"})


def lesson(body: str, *, front: str = FRONT, keep: str = KEEP) -> Lesson:
    """A lesson of one page, which holds this body."""
    return parse(f"{front}\n# A page\n\n{body}\n{keep}", "trial.md", COURSE)
