"""The command `quiz`: fresh questions in the tutor, or printed with their answers."""

import sys
from collections.abc import Iterable
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from tutor import __version__
from tutor.commands import completion
from tutor.commands.say import PROGRAM, CommandError, Given, Json, at, in_lines, out, whole

if TYPE_CHECKING:  # What brings the lessons is imported by the commands that need it.
    from tutor.course.lesson import Question
    from tutor.course.library import Library

FORMATS = ("gift", "md")
MOST_QUESTIONS = 10_000
Count = Annotated[str, typer.Option("--questions", metavar="N", help="How many questions.")]
Seed = Annotated[
    str | None, typer.Option(metavar="N", help="The same one gives the same questions; else any.")
]
Concept = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="Ask about this concept only.",
        autocompletion=completion.concepts,
    ),
]
Level = Annotated[
    str | None,
    typer.Option(
        metavar="1-3", help="How hard; else mixed.", autocompletion=completion.of(("1", "2", "3"))
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(FORMATS),
        help="Print for Moodle, or a sheet with answers.",
        autocompletion=completion.of(FORMATS),
    ),
]


def quiz(  # noqa: PLR0913 - one argument per option
    context: typer.Context,
    *,
    count: Count = "10",
    seed: Seed = None,
    concept: Concept = None,
    level: Level = None,
    json: Json = False,
    form: Format = None,
) -> None:
    """Open the tutor in a quiz of fresh questions, or print them with their answers."""
    from tutor.course.generate import questions
    from tutor.course.library import Library

    if json and form is not None:
        raise CommandError("--json and --format exclude each other; choose one")
    if form is not None and form not in FORMATS:
        raise CommandError(f"--format: “{form}” is no format; write {' or '.join(FORMATS)}")
    with at("--questions"):
        length = _length(count)
    with at("--seed"):
        begin = _any_seed() if seed is None else whole(seed)
    with at("--level"):
        hard = None if level is None else whole(level)
    given: Given = context.obj
    library = Library.open(given.lessons)
    asked = questions(begin, library, hard, concept)
    if not json and form is None:
        raise typer.Exit(_open_quiz(given, begin, length, hard, concept))
    chosen = (f"seed {begin}", f"level {hard}" if hard else None, concept)
    title = f"Quiz of {PROGRAM} {__version__}, {', '.join(filter(None, chosen))}"
    _print_bank(islice(asked, length), form, title, library)


def _any_seed() -> int:
    from random import SystemRandom

    return SystemRandom().randrange(1, 10_000)


def _length(text: str) -> int:
    """How many questions are asked."""
    number = whole(text)
    if not 1 <= number <= MOST_QUESTIONS:
        raise CommandError(f"{number} questions; write a number from 1 to {MOST_QUESTIONS}")
    return number


def _open_quiz(given: Given, seed: int, length: int, level: int | None, concept: str | None) -> int:
    if in_lines(given):
        from tutor.plain.opening import run as run_in_lines
        from tutor.plain.rounds import quiz as quiz_in_lines

        return run_in_lines(
            given, seed, partial(quiz_in_lines, length=length, level=level, concept=concept)
        )
    from tutor.ui.app import run
    from tutor.ui.screens.quiz import QuizScreen

    return run(given, seed, lambda session: QuizScreen(session, length, level, concept))


def _print_bank(
    questions: Iterable["Question"], form: str | None, title: str, library: "Library"
) -> None:
    """Print questions as a bank: JSON, or in one of the formats, which are UTF-8 everywhere."""
    from tutor.course.bank import bank_json
    from tutor.course.gift import gift
    from tutor.course.worksheet import worksheet

    if form is None:
        out(bank_json(questions, library.data))
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    out(gift(questions) if form == "gift" else worksheet(questions, title))
