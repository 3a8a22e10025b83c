"""The commands `record export`, `import` and `forget`: what a learner did, carried and deleted."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tutor.commands.say import PROGRAM, CommandError, Given, out

NO = 1
Whose = Annotated[
    str | None, typer.Option("--learner", metavar="NAME", help="Whose; else yours by login.")
]
Becomes = Annotated[
    str | None, typer.Option("--learner", metavar="NAME", help="Whose they become; else the same.")
]


def record_export(
    context: typer.Context,
    *,
    learner: Whose = None,
    file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there, to a new file.")
    ] = None,
) -> None:
    """Print all that a learner did, as JSON Lines that `record import` reads."""
    from tutor.record.carry import export_facts, write_export

    given: Given = context.obj
    name = given.learner if learner is None else learner
    facts = export_facts(given.record, name, given.learner)
    if not facts:
        raise typer.Exit(_unknown(name))
    if file is None:
        write_export(sys.stdout, name, facts)
        return
    try:
        with file.open("x", encoding="ascii") as new:
            write_export(new, name, facts)
    except FileExistsError:
        raise CommandError(f"{file} is there already; name another file") from None
    out(f"{len(facts)} facts of {name} are in {file}")


def record_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What record export has written.")],
    *,
    learner: Becomes = None,
) -> None:
    """Bring what a learner did to the record; what is there already is not there twice."""
    from tutor.record.carry import import_facts, read_export

    given: Given = context.obj
    came = import_facts(given.record, read_export(file), learner, given.learner)
    out(f"{came.facts} facts of {came.learner} read, {came.new} of them new")


def record_forget(
    context: typer.Context,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="Who is forgotten.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked.")] = False,
) -> None:
    """Delete all that the record knows of a learner, for ever."""
    from tutor.record.carry import forget

    given: Given = context.obj
    if not yes and not _confirmed(learner):
        out(f"{PROGRAM}: that is not the name; nothing was deleted", sys.stderr)
        raise typer.Exit(NO)
    gone = forget(given.record, learner, given.learner)
    if gone is None:
        raise typer.Exit(_unknown(learner))
    out(f"{learner} is forgotten: {gone.facts} facts were deleted")
    for path in gone.backups:
        out(f"the backup {path} was deleted")


def _confirmed(learner: str) -> bool:
    """Whether the name was typed; it is asked for on the terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise CommandError("record forget asks for the name; write --yes where nobody can type it")
    out(f"All that {learner} did will be deleted. Type the name to go on:", sys.stderr)
    return sys.stdin.readline().rstrip("\r\n") == learner


def _unknown(learner: str) -> int:
    out(f"{PROGRAM}: the record knows nothing of {learner}", sys.stderr)
    return NO
