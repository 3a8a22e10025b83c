"""The command `board`: what the teacher of a class sees and does."""

from typing import Annotated

import typer

from tutor.commands.say import Given

Anonymous = Annotated[bool, typer.Option("--anonymous", help="Begin without names; n shows them.")]


def board(context: typer.Context, *, anonymous: Anonymous = False) -> None:
    """Open the teacher's view of a class on this record."""
    from tutor.classroom.board.app import run

    given: Given = context.obj
    raise typer.Exit(run(given, hidden=anonymous))
