"""The command `serve`: a class over SSH."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.commands import completion
from tutor.commands.say import CommandError, Given, at, whole
from tutor.record.place import place_of

if TYPE_CHECKING:  # What serves is in the extra `classroom`.
    from tutor.classroom.room import Limits

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="0.0.0.0 lets other machines in.")]
Port = Annotated[str, typer.Option(metavar="N", help="Where ssh connects to.")]
Code = Annotated[
    str | None, typer.Option(metavar="WORD", help="What students type; else a fresh one.")
]
Open = Annotated[bool, typer.Option("--open", help="No code: whoever reaches the port comes in.")]
Roster = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Only these names: NAME, and a code or key of their own."),
]
Keys = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Public keys: a file for each name.")
]
Teacher = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Public keys that get the board as “teacher”.")
]
Students = Annotated[str, typer.Option("--max-students", metavar="N", help="At once.")]
PerAddress = Annotated[str, typer.Option(metavar="N", help="Connections from one address.")]
Idle = Annotated[str, typer.Option(metavar="MINUTES", help="Without a key, until it ends.")]
Record = Annotated[str | None, typer.Option(metavar="FILE|URL", help="Where all answers are.")]
Lessons = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Teach these lessons.")]
Start = Annotated[
    str | None,
    typer.Option(
        metavar="LESSON",
        help="Open with it: its id or number.",
        autocompletion=completion.lessons,
    ),
]
Quiz = Annotated[
    str | None, typer.Option("--quiz", metavar="SEED", help="The same quiz for everybody.")
]
JsonLog = Annotated[bool, typer.Option("--json-log", help="Log lines as JSON.")]


def serve(  # noqa: PLR0913 - one argument per option
    context: typer.Context,
    *,
    host: Host = "127.0.0.1",
    port: Port = "8022",
    code: Code = None,
    anybody: Open = False,
    roster: Roster = None,
    keys: Keys = None,
    teacher: Teacher = None,
    students: Students = "300",
    per_address: PerAddress = "100",
    idle: Idle = "60",
    record: Record = None,
    lessons: Lessons = None,
    start: Start = None,
    seed: Quiz = None,
    json_log: JsonLog = False,
) -> None:
    """Serve a class over SSH: students need nothing but ssh, each has a record of their own."""
    serving = _serving()
    _require(code, anybody=anybody)
    given: Given = replace(context.obj, lessons=lessons or context.obj.lessons)
    how = serving.Serving(
        host=host,
        port=_within("--port", port, 65_535, least=0),
        code=code,
        open=anybody,
        roster=roster,
        keys=keys,
        teacher=teacher,
        limits=_limits(students, per_address, idle),
        record=given.record if record is None else place_of(record),
        lessons=given.lessons,
        start=_lesson(given, start),
        seed=_seed(seed),
        json_log=json_log,
    )
    raise typer.Exit(serving.serve(how))


def _seed(text: str | None) -> int | None:
    with at("--quiz"):
        return None if text is None else whole(text)


def _require(code: str | None, *, anybody: bool) -> None:
    if code is not None and anybody:
        raise CommandError("--code and --open exclude each other; choose one")
    if code is not None and not code.strip():
        raise CommandError("--code: no code; write a word, or choose --open")


def _serving() -> ModuleType:
    try:
        from tutor.classroom import serving
    except ImportError:
        raise CommandError(
            "serve needs asyncssh; install it with pip install 'perceptron-tutor[classroom]'"
        ) from None
    return serving


def _within(option: str, text: str, most: int, *, least: int = 1) -> int:
    with at(option):
        number = whole(text)
        if not least <= number <= most:
            raise CommandError(f"{number}; write a number from {least} to {most}")
        return number


def _limits(students: str, per_address: str, idle: str) -> "Limits":
    from tutor.classroom.room import Limits

    return Limits(
        _within("--max-students", students, 10_000),
        _within("--per-address", per_address, 10_000),
        60 * _within("--idle", idle, 10_000),
    )


def _lesson(given: Given, start: str | None) -> str | None:
    """The id of the lesson that is named by its id or its number.

    Raises:
        CommandError: If there is none such.
        LibraryError: If the lessons cannot be found.
    """
    from tutor.course.library import Library

    entries = Library.open(given.lessons).entries
    if start is None:
        return None
    for entry in entries:
        if start in {entry.id, str(entry.number)}:
            return entry.id
    raise CommandError(f"--start: there is no lesson “{start}”; write 1 to {len(entries)}")
