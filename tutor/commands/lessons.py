"""The commands `check` and `lesson new`, for who writes lessons."""

from functools import partial
from pathlib import Path
from time import sleep
from typing import Annotated

import typer

from tutor.commands.say import DONE, CommandError, out, out_at_once

Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="Lessons; else those of the program.")
]


def check(
    folder: Folder = None,
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="Record the ids of new questions in ids.txt first.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again after every change, until Ctrl+C.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a list for editors.")] = False,
) -> None:
    """Look for faults in lessons; each is said as file:line: code: what, and how to mend it."""
    from tutor.course import check as linter
    from tutor.course import ids
    from tutor.course.faults import faults_json, read_fault
    from tutor.course.library import Library, shipped
    from tutor.course.outline import LibraryError
    from tutor.course.watch import INTERVAL, summary
    from tutor.course.watch import watch as keep_watch

    if watch and (json or accept):
        raise CommandError("--watch goes with neither --json nor --accept; choose one")
    if watch:
        keep_watch(folder or shipped(), out_at_once, partial(sleep, INTERVAL))
        return
    try:
        library = Library.open(folder)
    except LibraryError as error:
        if not json:
            raise
        out(faults_json([read_fault((folder or shipped()) / "course.toml", error)]))
        raise typer.Exit(1) from None
    if accept:
        ids.accept(library, linter.ids_of(library))
    faults = linter.check(library)
    if json:
        out(faults_json(faults))
    else:
        out("\n".join((*map(str, faults), summary(library, len(faults)))))
    raise typer.Exit(1 if faults else DONE)


def lesson_new(
    name: Annotated[str, typer.Argument(help="The lesson's id, such as my-lesson.")],
    *,
    lessons: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where it is written.", show_default=False)
    ] = Path(),
) -> None:
    """Write a lesson to start from, and a course.toml where there is none."""
    from tutor.course.template import new_lesson

    out("\n".join(f"{file} is written" for file in new_lesson(lessons, name)))
