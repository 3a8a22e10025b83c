"""Markdown as sentences."""

from itertools import islice

from tutor.course.generate import questions
from tutor.course.keys import with_usual_keys
from tutor.course.lesson import Prose, Question
from tutor.course.library import Library
from tutor.plain.prose import paragraphs

TEXT = """Say *this* and `that`,
**softly**.

- one
- two
  still two
  1. inside

7. seven
8. eight

> quoted

| a | b |
|---|---|
| 1 | 2 |

    code  as it is

2 \\* 3 is no mark
"""


def test_every_block_is_a_paragraph_without_marks() -> None:
    """Lists keep their numbers, code keeps its blanks, an escaped mark is what it looks like."""
    assert list(paragraphs(TEXT)) == [
        "Say this and that, softly.",
        "- one",
        "- two still two",
        "  1. inside",
        "7. seven",
        "8. eight",
        "quoted",
        "a, b",
        "1, 2",
        "code  as it is",
        "2 * 3 is no mark",
    ]


def test_no_word_of_the_course_is_lost() -> None:
    """Every word of every text of the lessons, and of fresh prompts, is said; marks alone go."""
    library = Library.open()
    blocks = [
        block
        for entry in library.entries
        for page in library.lesson(entry.id).pages
        for block in page.blocks
    ]
    texts = [with_usual_keys(block.text) for block in blocks if isinstance(block, Prose)]
    texts += [block.prompt for block in blocks if isinstance(block, Question)]
    texts += [question.prompt for question in islice(questions(7, library), 100)]
    marks = str.maketrans("", "", "*`")
    for text in texts:
        said = " ".join(paragraphs(text))
        assert said.translate(marks).split() == text.translate(marks).split()
