"""The commands: options in, text or JSON out, and every fault as one line.

What one command needs and another does not is imported inside it, so that `--help` is quick and
`trace` never loads a user interface.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from tutor import __version__
from tutor.commands import (
    board,
    doctor,
    lab,
    man,
    progress,
    quiz,
    record,
    report,
    review,
    runs,
    serve,
)
from tutor.commands import lessons as teaching
from tutor.commands.say import DONE, PROGRAM, CommandError, in_lines, refuse
from tutor.errors import TutorError
from tutor.record.place import Given, place_of, usual_learner, usual_place

BROKEN_PIPE, INTERRUPTED = 1, 130
_ATTENDING = {"lab", "quiz", "review"}
_TEACHING = {*_ATTENDING, "progress", "report", "board", "serve"}
_REMEMBERING = {*_TEACHING, "record", "doctor"}
_DRAWN = {*_ATTENDING, "board", "doctor"}
_BEFORE = {
    "lessons": (_TEACHING, "opens the tutor"),
    "record": (_REMEMBERING, "is for what the learner did"),
    "learner": (_REMEMBERING, "is for what the learner did"),
    "ascii_only": (_DRAWN, "is for what is drawn"),
    "plain": (_ATTENDING, "is for who learns"),
    "room": (_ATTENDING, "is for who learns"),
}
"""Options of the program: before which commands they may stand, and what is said elsewhere."""

app = typer.Typer(
    help="Why does the learning rate of a perceptron that starts at zero change only its scale?",
    epilog="Without a command, the tutor opens.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        print(PROGRAM, __version__)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def tutor(  # noqa: PLR0913 - one argument per option
    context: typer.Context,
    *,
    lessons: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Teach the lessons of this folder.")
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(metavar="FILE|URL", help="Where your answers are; else in your data folder."),
    ] = None,
    learner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose they are; else yours by login.")
    ] = None,
    room: Annotated[
        bool, typer.Option("--room", help="Sit in the class whose record this is.")
    ] = False,
    ascii_only: Annotated[
        bool | None,
        typer.Option("--ascii/--no-ascii", help="Write ASCII alone; else as the terminal can."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="A dialogue in lines: nothing is drawn.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - its callback has done it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Open the tutor, unless a command is named."""
    where = usual_place() if record is None else place_of(record)
    given = Given(lessons, where, learner or usual_learner(), room, ascii_only, plain)
    context.obj = given
    command = context.invoked_subcommand
    if command is None:
        raise typer.Exit(_opened(given))
    _require_fitting(context, command)


def _require_fitting(context: typer.Context, command: str) -> None:
    """What stands before a command must be of use to it."""
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if source is None or source.name != "COMMANDLINE" or name not in _BEFORE:
            continue
        commands, what = _BEFORE[name]
        if command not in commands:
            raise CommandError(f"{parameter.opts[0]} {what}; leave it out of {command}")


def _opened(given: Given) -> int:
    """Open the tutor, drawn or in lines; gives its exit status."""
    if in_lines(given):
        from tutor.plain.opening import run as run_in_lines

        return run_in_lines(given)
    from tutor.ui.app import run

    return run(given)


of_runs, of_learners = (runs.trace, runs.compare, runs.rates), (review.review, progress.progress)
of_teachers = (teaching.check, report.report, board.board, serve.serve)
for command in (*of_runs, lab.lab, quiz.quiz, *of_learners, *of_teachers, doctor.doctor, man.man):
    app.command()(command)
record_app = typer.Typer(help="Carry a record away, bring it in, delete it.", rich_markup_mode=None)
record_app.command("export")(record.record_export)
record_app.command("import")(record.record_import)
record_app.command("forget")(record.record_forget)
app.add_typer(record_app, name="record")
lesson_app = typer.Typer(help="Write a lesson.", rich_markup_mode=None)
lesson_app.command("new")(teaching.lesson_new)
app.add_typer(lesson_app, name="lesson")


def _usage(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = PROGRAM if context is None else context.command_path
    message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]} (see {command} --help)"


def _forget_output() -> None:
    """Send what is still to be written nowhere: Python would complain of it when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 the answer is no, 2 refused.

    Args:
        arguments: Those of the command line where they are left out.
    """
    # A run over coordinates such as 1e-999 has weights of more digits than Python writes by itself.
    sys.set_int_max_str_digits(0)
    try:
        status = get_command(app).main(arguments, PROGRAM, standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except TutorError as error:
        return refuse(str(error))
    except TyperException as error:
        return refuse(_usage(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except OSError as error:
        _forget_output()
        file = f"{error.filename}: " if error.filename else ""
        return refuse(f"{file}{error.strerror or error}; check the path and the space left")
    return status if isinstance(status, int) else DONE
