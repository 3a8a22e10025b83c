"""What no command can do is one line and exit status 2, whatever is wrong."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_cli import run
from tutor.cli import main
from tutor.commands import runs

FULL = Path("/dev/full")
Refusal = Callable[..., str]


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Refusal:
    """Run a command that must be refused, and give its one line without the program's name."""

    def refused(*arguments: str) -> str:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert (status, out) == (2, "")
        assert err.startswith("perceptron-tutor: ")
        assert (err.count("\n"), err[-1]) == (1, "\n")
        return err.removeprefix("perceptron-tutor: ").rstrip("\n")

    return refused


REFUSALS = {
    "home of nobody": (
        ("--record", "~no-such-user/x", "progress"),
        "~no-such-user/x: no user is called so; write the path in full",
    ),
    "unknown command": (("tarce",), "no such command 'tarce'. Did you mean 'trace'? (see perc"),
    "unknown option": (("trace", "--foo"), "no such option: --foo (see perceptron-tutor trace --h"),
    "missing value": (("trace", "--data"), "option '--data' requires an argument (see perceptron"),
    "missing option": (("trace",), "missing option '--data' (see perceptron-tutor trace --help)"),
    "stray word": (("trace", "--data", "four", "x"), "got unexpected extra argument"),
    "unknown data": (
        ("trace", "--data", "nope"),
        "there is no data set “nope”; there are four, and, and10, or, xor, iris, blobs, or give",
    ),
    "a folder": (("trace", "--data", "."), ".: cannot be read"),
    "label of a name": (
        ("trace", "--data", "four", "--label", "y"),
        "--label: four has its labels",
    ),
    "steps as JSON": (
        ("trace", "--data", "four", "--steps", "--json"),
        "--steps and --json exclude",
    ),
    "negative rate": (
        ("trace", "--data", "four", "--eta", "-1"),
        "--eta: η is −1, but must be above 0: the argument needs that η never turns a sign around",
    ),
    "zero rate": (("trace", "--data", "four", "--eta", "0"), "--eta: η is 0, but must be above 0"),
    "rate NaN": (
        ("trace", "--data", "four", "--eta", "nan"),
        "--eta: “nan” is not a finite number",
    ),
    "rate inf": (
        ("trace", "--data", "four", "--eta", "inf"),
        "--eta: “inf” is not a finite number",
    ),
    "rate with comma": (("trace", "--data", "four", "--eta", "0,4"), "--eta: “0,4” has a comma"),
    "rate 1/0": (("trace", "--data", "four", "--eta", "1/0"), "--eta: “1/0” divides by zero"),
    "no rate": (
        ("trace", "--data", "four", "--eta", ""),
        "--eta: a number is missing; write a num",
    ),
    "huge rate": (("trace", "--data", "four", "--eta", "1e999999"), "--eta: “1e999999” is out of"),
    "lines in a rate": (
        ("trace", "--data", "four", "--eta", "1\n\x1b[2J2"),
        "--eta: “1 ?[2J2” is not",
    ),
    "short start": (
        ("trace", "--data", "iris", "--w0", "1,2"),
        "--w0: 2 numbers given, 3 needed: b",
    ),
    "no start": (
        ("trace", "--data", "four", "--w0", ""),
        "--w0: 0 numbers given, 2 needed: w1, w2",
    ),
    "word in a start": (
        ("trace", "--data", "four", "--w0", "1,two"),
        "--w0: w2: “two” is not a num",
    ),
    "no epoch": (("trace", "--data", "four", "--epochs", "0"), "--epochs: 0 epochs; write a whole"),
    "half an epoch": (
        ("trace", "--data", "four", "--epochs", "0.5"),
        "--epochs: “0.5” is not a who",
    ),
    "epochs in words": (
        ("trace", "--data", "four", "--epochs", "ten"),
        "--epochs: “ten” is not a n",
    ),
    "endless": (
        ("trace", "--data", "four", "--epochs", "1e99"),
        "--epochs: ≈ 1e99 epochs of 4 sam",
    ),
    "one run": (
        ("compare", "--data", "four"),
        "compare needs a second run; give --eta-b, --w0-b or",
    ),
    "rate of B": (
        ("compare", "--data", "four", "--eta-b", "-1"),
        "--eta-b: η is −1, but must be ab",
    ),
    "start of B": (
        ("compare", "--data", "four", "--w0-b", "1"),
        "--w0-b: 1 number given, 2 needed",
    ),
    "unknown scope": (
        ("compare", "--data", "four", "--eta-b", "1", "--scope", "moon"),
        "--scope: “moon” is no scope; write trace, samples, plane",
    ),
}


@pytest.mark.parametrize(("arguments", "line"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_is_wrong_is_said_on_one_line(
    refusal: Refusal, arguments: tuple[str, ...], line: str
) -> None:
    """Exit status 2, nothing on standard output, and what, where and what to do."""
    assert refusal(*arguments).startswith(line)


FILES = {
    "missing column": ("a,b,y\n1,2,1\n1,-1\n", ", row 3, column “y”: is missing: 2 of 3 cells"),
    "third label": ("a,y\n1,u\n2,v\n3,w\n", ", row 4, column “y”: “w” is a third label"),
    "blank": ("a,b,y\n1,,1\n", ", row 2, column “b”: a number is missing"),
    "NaN": ("a,y\nnan,1\n", ", row 2, column “a”: “nan” is not a finite number"),
    "infinity": ("a,y\ninf,1\n", ", row 2, column “a”: “inf” is not a finite number"),
    "empty": ("", ", row 1: a header with a feature and a column of labels is needed"),
    "unknown label": ("a,y\n1,1\n", ", row 1: there is no column “kind”; its columns are a, y"),
}


@pytest.mark.parametrize(("text", "line"), FILES.values(), ids=FILES.keys())
def test_a_faulty_file_is_named_with_row_and_column(
    refusal: Refusal, tmp_path: Path, text: str, line: str
) -> None:
    """What section 8 of the design promises, at the command line."""
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    label = ("--label", "kind") if "kind" in line else ()
    assert refusal("trace", "--data", str(file), *label).startswith(f"{file}{line}")


@pytest.mark.parametrize("arguments", [("trace", "--data", "nope"), ("trace", "--foo")])
def test_a_refusal_reaches_the_shell_as_status_2(arguments: tuple[str, ...]) -> None:
    """Through the real entry, for both kinds of refusal."""
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("perceptron-tutor: ")


def test_an_interrupt_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the status that shells expect of it, 130."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "train", interrupted)
    assert main(["trace", "--data", "four"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_unforeseen_fault_of_the_system_is_one_line(
    monkeypatch: pytest.MonkeyPatch, refusal: Refusal
) -> None:
    """With the file that it is about."""

    def failing(_: object) -> None:
        raise PermissionError(13, "Permission denied", "course.toml")

    monkeypatch.setattr(runs, "train", failing)
    line = refusal("trace", "--data", "four")
    assert line == "course.toml: Permission denied; check the path and the space left"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    """Also where Python would only notice at its very end."""
    with FULL.open("w") as full:
        done = subprocess.run(
            (sys.executable, "-m", "tutor", "trace", "--data", "four"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("perceptron-tutor: No space left on device; ")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """`perceptron-tutor trace ... | head` says nothing on standard error."""
    command = (sys.executable, "-m", "tutor", "trace", "--data", "xor", "--epochs", "5000")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(1)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 1
