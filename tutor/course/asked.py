"""A question that a teacher put to the room, made again from the plain values that are kept of it.

They name a question of the course, or one of the fresh questions of a seed, or are the teacher's
own words, for which no right answer is known.
"""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.errors import TutorError

MOST_OPTIONS = 9
"""Answers to choose from, each of which has a key."""
MOST_DRAWN = 200
"""Fresh questions of one seed: each of those before it has to be drawn as well."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class AskedError(TutorError):
    """There is no such question in this course."""


def question_of(asked: Mapping[str, Any], identifier: str, library: Library) -> Question:
    """The question that was asked.

    Args:
        asked: `lesson` and `question` (two ids), or `seed`, `number` (from 0), `concept` and
            `level` as `questions` takes them, or `prompt` and `options`.
        identifier: The id of a question in the teacher's own words; the others have one.
        library: The course.

    Raises:
        TutorError: If this course has none such.
    """
    match asked:
        case {"lesson": str(lesson), "question": str(name)}:
            return _of_course(lesson, name, library)
        case {"seed": int(seed), "number": int(number)}:
            return _fresh(seed, number, asked, library)
        case {"prompt": str(prompt), "options": [*options]}:
            return _in_words(prompt, options, identifier)
    raise AskedError("this version of the tutor does not know such a question; update it")


def _of_course(lesson: str, name: str, library: Library) -> Question:
    for question in library.lesson(lesson).questions:
        if question.id == name:
            return question
    raise AskedError(f"lesson “{lesson}” has no question “{name}”")


def _fresh(seed: int, number: int, asked: Mapping[str, Any], library: Library) -> Question:
    # Late, as it brings the engine.
    from tutor.course.generate import questions

    if not 0 <= number < MOST_DRAWN:
        raise AskedError(f"question {number} of a seed; there are 0 to {MOST_DRAWN - 1}")
    drawn = questions(seed, library, asked.get("level"), asked.get("concept"))
    return next(islice(drawn, number, None))


def _in_words(prompt: str, options: list[Any], identifier: str) -> Question:
    texts = [option.strip() for option in options if isinstance(option, str) and option.strip()]
    if not prompt.strip() or not 2 <= len(texts) <= MOST_OPTIONS:
        raise AskedError(f"a question has a prompt and 2 to {MOST_OPTIONS} answers")
    if len(set(texts)) < len(texts):
        raise AskedError("no two answers to a question are the same; write another one")
    return Question(
        id=identifier,
        kind=Kind.CHOICE,
        concept="",
        prompt=_as_typed(prompt),
        options=tuple(Option(text, "", right=False) for text in texts),
        predict=True,
    )


def _as_typed(prompt: str) -> str:
    """A text as the Markdown that shows it to the letter, each of its lines by itself."""
    lines = (" ".join(line.split()) for line in prompt.splitlines())
    return "\n\n".join(_PUNCTUATION.sub(r"\\\1", line) for line in lines if line)
