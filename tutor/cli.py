"""The commands: options in, text or JSON out, and every fault as one line.

What one command needs and another does not is imported inside it, so that `--help` is quick and
`trace` never loads a user interface.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from tutor import __version__
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope, compare_traces
from tutor.perceptron.dataset import Dataset, read_csv
from tutor.perceptron.exact import parse_number, parse_vector
from tutor.perceptron.training import Experiment, train, weight_names

if TYPE_CHECKING:  # What brings the lessons is imported by the commands that need it.
    from tutor.course.lesson import Question
    from tutor.course.library import Library

PROGRAM = "perceptron-tutor"
DONE, BROKEN_PIPE, REFUSED, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    help="Why does the learning rate of a perceptron that starts at zero change only its scale?",
    epilog="Without a command, the tutor opens.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Data = Annotated[
    str, typer.Option(metavar="NAME|FILE", help="A data set of the course, or a CSV file.")
]
Label = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The CSV's column of labels; else the last.")
]
Bias = Annotated[bool | None, typer.Option("--bias/--no-bias", help="Else as the data set says.")]
Start = Annotated[
    str | None, typer.Option("--w0", metavar="W", help="The start, as -2,2 or 0,0.5,1/3; else 0.")
]
Rate = Annotated[str, typer.Option("--eta", metavar="ETA", help="The learning rate, above 0.")]
StartB = Annotated[str | None, typer.Option("--w0-b", metavar="W", help="B's start; else A's.")]
RateB = Annotated[str | None, typer.Option("--eta-b", metavar="ETA", help="B's rate; else A's.")]
Epochs = Annotated[str, typer.Option(metavar="N", help="How often all samples are shown.")]
Json = Annotated[bool, typer.Option("--json", help="Print one line of JSON with exact numbers.")]
Steps = Annotated[bool, typer.Option("--steps", help="Print the steps as well.")]
Compared = Annotated[
    str, typer.Option(metavar="|".join(Scope), help="Which predictions are compared.")
]

FOLLOWED = (Scope.TRACE.value, Scope.SAMPLES.value)
Followed = Annotated[
    str, typer.Option(metavar="|".join(FOLLOWED), help="Which predictions are the same.")
]
Limit = Annotated[
    str, typer.Option(metavar="N", help="Intervals at the most, from the largest rate down.")
]
Csv = Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets.")]

FORMATS = ("gift", "md")
MOST_QUESTIONS = 10_000
Count = Annotated[str, typer.Option("--questions", metavar="N", help="How many questions.")]
Seed = Annotated[
    str | None, typer.Option(metavar="N", help="The same one gives the same questions; else any.")
]
Concept = Annotated[str | None, typer.Option(metavar="ID", help="Ask about this concept only.")]
Level = Annotated[str | None, typer.Option(metavar="1-3", help="How hard; else mixed.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="|".join(FORMATS), help="Print for Moodle, or a sheet with answers."
    ),
]


class CommandError(TutorError):
    """Options that do not fit each other or the data."""


def _version(*, wanted: bool) -> None:
    if wanted:
        print(PROGRAM, __version__)
        raise typer.Exit


lesson_app = typer.Typer(help="Write a lesson.", rich_markup_mode=None)
app.add_typer(lesson_app, name="lesson")

Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="Lessons; else those of the program.")
]


@app.callback(invoke_without_command=True)
def tutor(
    context: typer.Context,
    *,
    lessons: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Teach the lessons of this folder.")
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback has done it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Open the tutor, unless a command is named."""
    if context.invoked_subcommand is None:
        from tutor.ui.app import run

        raise typer.Exit(run() if lessons is None else run(lessons=lessons))
    if lessons is not None:
        raise CommandError(
            f"--lessons opens the tutor; leave it out of {context.invoked_subcommand}"
        )


@app.command()
def trace(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    eta: Rate = "0.1",
    epochs: Epochs = "10",
    steps: Steps = False,
    json: Json = False,
) -> None:
    """Train one perceptron and print what it did, epoch by epoch."""
    from tutor import printing

    if steps and json:
        raise CommandError("--steps and --json exclude each other; the JSON holds every prediction")
    run = train(_experiment(_dataset(data, label), bias=bias, w0=w0, eta=eta, epochs=epochs))
    _print(printing.trace_json(run) if json else printing.trace_text(run, steps=steps))


@app.command()
def compare(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    eta: Rate = "0.1",
    w0_b: StartB = None,
    eta_b: RateB = None,
    epochs: Epochs = "10",
    scope: Compared = Scope.TRACE.value,
    json: Json = False,
) -> None:
    """Train two perceptrons, A and B, and say whether their predictions differ, with the proof."""
    from tutor import printing

    if w0_b is None and eta_b is None:
        raise CommandError("compare needs a second run; give --eta-b, --w0-b or both")
    if scope not in set(Scope):
        raise CommandError(f"--scope: “{scope}” is no scope; write {', '.join(Scope)}")
    dataset = _dataset(data, label)
    a = train(_experiment(dataset, bias=bias, w0=w0, eta=eta, epochs=epochs))
    start, rate = w0 if w0_b is None else w0_b, eta if eta_b is None else eta_b
    b = train(_experiment(dataset, bias=bias, w0=start, eta=rate, epochs=epochs, of="-b"))
    verdict = compare_traces(a, b, Scope(scope))
    _print(printing.verdict_json(verdict) if json else printing.verdict_text(verdict, a, b))


@app.command()
def rates(  # noqa: PLR0913 - one argument per option
    *,
    data: Data,
    label: Label = None,
    bias: Bias = None,
    w0: Start = None,
    epochs: Epochs = "10",
    scope: Followed = Scope.TRACE.value,
    limit: Limit = "200000",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the answer for every learning rate at once: all intervals with the same predictions."""
    from tutor import printing
    from tutor.perceptron.ratepath import rate_path

    if json and csv:
        raise CommandError("--json and --csv exclude each other; choose one")
    if scope not in FOLLOWED:
        raise CommandError(f"--scope: “{scope}” has no rate path; write {' or '.join(FOLLOWED)}")
    one = _experiment(_dataset(data, label), bias=bias, w0=w0, eta="1", epochs=epochs)
    with _at("--limit"):
        most = _whole(limit)
        path = rate_path(
            one.dataset, one.start, one.epochs, bias=one.bias, scope=Scope(scope), limit=most
        )
    if csv:
        _print(printing.rates_csv(path))
    else:
        _print(printing.rates_json(one, path) if json else printing.rates_text(one, path))


@app.command()
def quiz(  # noqa: PLR0913 - one argument per option
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
    with _at("--questions"):
        length = _length(count)
    with _at("--seed"):
        begin = _any_seed() if seed is None else _whole(seed)
    with _at("--level"):
        hard = None if level is None else _whole(level)
    library = Library.open()
    asked = questions(begin, library, hard, concept)
    if not json and form is None:
        raise typer.Exit(_open_quiz(begin, length, hard, concept))
    _print_bank(islice(asked, length), form, begin, library)


def _any_seed() -> int:
    from random import SystemRandom

    return SystemRandom().randrange(1, 10_000)


def _length(text: str) -> int:
    """How many questions are asked."""
    number = _whole(text)
    if not 1 <= number <= MOST_QUESTIONS:
        raise CommandError(f"{number} questions; write a number from 1 to {MOST_QUESTIONS}")
    return number


def _open_quiz(seed: int, length: int, level: int | None, concept: str | None) -> int:
    from tutor.ui.app import run
    from tutor.ui.screens.quiz import QuizScreen

    return run(seed, lambda session: QuizScreen(session, length, level, concept))


def _print_bank(
    questions: Iterable["Question"], form: str | None, seed: int, library: "Library"
) -> None:
    """Print questions as a bank: JSON, or in one of the formats, which are UTF-8 everywhere."""
    from tutor.course import bank

    if form is None:
        _print(bank.bank_json(questions, library.data))
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    title = f"Quiz of {PROGRAM} {__version__}, seed {seed}"
    _print(bank.gift(questions) if form == "gift" else bank.worksheet(questions, title))


@app.command()
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
    from tutor.course.faults import faults_json
    from tutor.course.library import Library, shipped
    from tutor.course.watch import INTERVAL, summary
    from tutor.course.watch import watch as keep_watch

    if watch and (json or accept):
        raise CommandError("--watch goes with neither --json nor --accept; choose one")
    if watch:
        keep_watch(folder or shipped(), _say, partial(sleep, INTERVAL))
        return
    library = Library.open(folder)
    if accept:
        ids.accept(library, linter.ids_of(library))
    faults = linter.check(library)
    if json:
        _print(faults_json(faults))
    else:
        _print("\n".join((*map(str, faults), summary(library, len(faults)))))
    raise typer.Exit(1 if faults else DONE)


def _say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    _print(line)
    sys.stdout.flush()


@lesson_app.command("new")
def lesson_new(
    name: Annotated[str, typer.Argument(help="The lesson's id, such as my-lesson.")],
    *,
    lessons: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where it is written.", show_default=False)
    ] = Path(),
) -> None:
    """Write a lesson to start from, and a course.toml where there is none."""
    from tutor.course.template import new_lesson

    _print("\n".join(f"{file} is written" for file in new_lesson(lessons, name)))


def _whole(text: str) -> int:
    """A whole number that an option holds."""
    number = parse_number(text)
    if number.denominator != 1:
        raise CommandError(f"“{text}” is not a whole number; write for instance 10")
    return int(number)


def _dataset(given: str, label: str | None) -> Dataset:
    """A data set of the course by its name, else a CSV file by its path."""
    from tutor.course.library import Library

    library = Library.open()
    if given in library.data or not os.path.lexists(given):
        if label is not None and given in library.data:
            raise CommandError(f"--label: {given} has its labels; leave it out, or give a CSV file")
        return library.dataset(given)
    return read_csv(Path(given), label, name=given)


def _experiment(  # noqa: PLR0913 - one argument per option
    dataset: Dataset, *, bias: bool | None, w0: str | None, eta: str, epochs: str, of: str = ""
) -> Experiment:
    """The experiment that the options state; `of` ends the names of the options of B."""
    bias = dataset.bias if bias is None else bias
    names = weight_names(dataset, bias=bias)
    with _at(f"--w0{of}"):
        start = parse_vector(",".join("0" * len(names)) if w0 is None else w0, names)
    with _at(f"--eta{of}"):
        rate = parse_number(eta)
    with _at("--epochs"):
        shown = _whole(epochs)
    with _at(f"--eta{of}" if rate <= 0 else "--epochs"):
        return Experiment(dataset, start, rate, shown, bias)


@contextmanager
def _at(option: str) -> Iterator[None]:
    """Name the option in whatever is wrong with its value."""
    try:
        yield
    except TutorError as error:
        raise CommandError(f"{option}: {error}") from None


_ASCII = str.maketrans(
    dict(zip("−⁽⁾⁰≈·“”Δŷ", '-()0~*""dp', strict=True)) | {"η": "eta"},
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _print(text: str, stream: TextIO | None = None) -> None:
    """Print for any terminal: no commands to it, and plain letters where it knows no others."""
    stream = sys.stdout if stream is None else stream
    text = _CONTROL.sub("?", text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    print(text, file=stream)


def refuse(what: str) -> int:
    """Say on one line of standard error what is wrong, whatever characters it quotes."""
    _print(f"{PROGRAM}: {' '.join(what.split())}", sys.stderr)
    return REFUSED


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
