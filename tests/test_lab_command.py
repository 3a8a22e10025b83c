"""The command `lab`: the lab on any experiment, what it prints, and what it refuses."""

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.benchmarks.terminal import CTRL_Q, ESCAPE, Terminal, environment
from tests.course.opened import opened
from tutor.cli import main
from tutor.course.command_line import NoCommandError, lab_command
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope

STATED = ("lab", "--data", "four", "--w0", "-2,2", "--eta-b", "1", "--epochs", "4", "--step", "2")
CSV = "kind,height,width\nyes,2,2\nno,1,-1\nyes,3,1\nno,-1,1/2\n"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that is done."""
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def shown(tmp_path: Path, *arguments: str) -> Terminal:
    """The tutor in a terminal, opened by a command."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(tmp_path / "record.sqlite"))
    command = (sys.executable, "-m", "tutor", *arguments)
    return Terminal(command, env, size=(100, 40), cwd=tmp_path)


def test_the_lab_opens_on_a_csv_as_stated_and_escape_leads_home(tmp_path: Path) -> None:
    """In a real terminal: data, bias, both starts and rates, scope, step and view."""
    (tmp_path / "my own.csv").write_text(CSV, encoding="utf-8")
    numbers = ("--w0", "-2,2", "--eta", "1/3", "--w0-b", "1,0", "--eta-b", "2")
    data = ("--data", "my own.csv", "--label", "kind", "--no-bias", *numbers)
    rest = ("--epochs", "3", "--scope", "samples", "--step", "5", "--view", "mistakes")
    with shown(tmp_path, "lab", *data, *rest) as terminal:
        terminal.until("Lab: mistakes per epoch", "epoch 2 of 3", "my own.csv: 4 samples, no bias")
        terminal.until("1/3", "-2, 2", "1, 0", "After training", "Back")
        terminal.send(ESCAPE)
        terminal.until("lessons read")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


def test_an_experiment_from_the_command_line_leaves_the_own_lab_as_it_was(tmp_path: Path) -> None:
    """It is a look at something else; `lab` alone opens what was left."""
    with shown(tmp_path, "lab") as terminal:
        terminal.until("Lab: data and boundary", "iris: 100 samples", "Home")
        terminal.send("ss")
        terminal.until("−5.59")
        terminal.send(ESCAPE)
        terminal.until("lessons read")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    with shown(tmp_path, *STATED) as terminal:
        terminal.until("four: 4 samples", "sample 2", "predictions differ")
        terminal.send("sss" + ESCAPE)
        terminal.until("lessons read")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    with shown(tmp_path, "lab") as terminal:
        terminal.until("iris: 100 samples", "step 2, epoch 1, sample 2")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("break", ("Break it: data and boundary", "Tried from zero: 1, broken: 0")),
        ("floats", ("Floats",)),
        ("hidden", ("Hidden",)),
    ],
)
def test_the_other_labs_open_by_their_names(
    tmp_path: Path, other: str, words: tuple[str, ...]
) -> None:
    """Each with its own experiment; escape leads home."""
    with shown(tmp_path, "lab", other) as terminal:
        terminal.until(*words)
        terminal.send(ESCAPE)
        terminal.until("lessons read")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.parametrize("epochs", ["201", "0", "2.5", "1000000000000"])
def test_as_many_epochs_as_the_field_of_the_lab_takes(
    capsys: pytest.CaptureFixture[str], epochs: str
) -> None:
    """And 200 are the most; nor is there a command for more, which a lesson may have."""
    assert main(("lab", "--data", "four", "--epochs", epochs, "--json")) == 2
    assert "--epochs: write a whole number from 1 to 200" in capsys.readouterr().err
    assert main(("lab", "--data", "four", "--epochs", "200", "--json")) == 0
    running, _ = opened(("lab", "--data", "four", "--epochs", "200"))
    many = replace(running.lab, a=replace(running.lab.a, epochs=201))
    with pytest.raises(NoCommandError, match="no command takes 201 epochs"):
        lab_command(many, Library.open())


def test_the_options_are_those_of_compare() -> None:
    """B is as A in all that is not said of it; without B there is nothing to compare."""
    running, view = opened(STATED)
    assert running.b is not None
    assert (running.lab.scope, running.t, view) == (Scope.TRACE, 2, "data")
    assert (running.lab.a.rate, running.b.experiment.rate) == (Fraction(1, 10), Fraction(1))
    assert running.b.experiment.start == running.lab.a.start == (Fraction(-2), Fraction(2))
    alone, _ = opened(("lab", "--data", "iris"))
    assert (alone.b, alone.verdict, alone.lab.a.epochs, alone.lab.a.bias) == (None, None, 10, True)


def test_as_json_it_is_what_the_lab_says_at_the_step(capsys: pytest.CaptureFixture[str]) -> None:
    """To the letter: the command that opens it, both runs at the step, the verdict as `compare`."""
    assert printed(capsys, *STATED, "--json") == (
        '{"command":"perceptron-tutor lab --data four --w0 -2,2 --eta 0.1 --eta-b 1 --epochs 4 '
        '--step 2","data":"four","samples":4,"bias":false,"epochs":4,"step":2,"epoch":1,'
        '"a":{"eta":"1/10","w0":["-2","2"],"weights":["-12/5","6/5"],"net_input":"16/5",'
        '"prediction":1,"label":-1,"mistakes":[]},'
        '"b":{"eta":"1","w0":["-2","2"],"weights":["-4","0"],"net_input":"-4",'
        '"prediction":-1,"label":-1,"mistakes":[]},'
        '"verdict":{"scope":"trace","same":false,"first_difference":{"step":2,"epoch":1,'
        '"sample":2,"a":{"net_input":"16/5","prediction":1},'
        '"b":{"net_input":"-4","prediction":-1}}}}\n'
    )
    compared = printed(capsys, "compare", *STATED[1:-2], "--json")
    assert json.loads(printed(capsys, *STATED, "--json"))["verdict"] == json.loads(compared)


def test_one_run_as_json_has_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor a net input before the first step; data of any width can be printed."""
    wide = "a,b,c,y;1,2,3,1;3,2,1,-1"
    answer = json.loads(printed(capsys, "lab", "--data", wide, "--json"))
    assert (answer["b"], answer["verdict"], answer["a"]["net_input"]) == (None, None, None)
    assert answer["a"]["weights"] == ["0"] * 4
    again = json.loads(printed(capsys, "trace", "--data", wide, "--json"))
    assert again["samples"] == answer["samples"] == 2


@pytest.mark.parametrize(("other", "words"), [((), "iris"), (("floats",), "float")])
def test_without_a_terminal_the_labs_are_dialogues_in_lines(
    tmp_path: Path, other: tuple[str, ...], words: str
) -> None:
    """On a stated experiment too; the end of the input ends them."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(tmp_path / "record.sqlite"))

    def said(*arguments: str) -> str:
        done = subprocess.run(
            (sys.executable, "-m", "tutor", *arguments),
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**env, "PYTHONIOENCODING": "utf-8"},
            input="",
            timeout=60,
        )
        return done.stdout

    assert words in said("lab", *other)
    stated = said("lab", "--data", "a,b,c,y;1,2,3,1;3,2,1,-1", "--eta", "1/3", "--step", "2")
    assert "samples: 2 samples" in stated
    assert "1/3" in stated


def test_the_lab_draws_samples_in_a_plane(tmp_path: Path) -> None:
    """Of more features or of one it says where they can be seen; status 2, one line."""
    with shown(tmp_path, "lab", "--data", "a,y;1,1") as terminal:
        terminal.until("samples has 1 feature, the lab draws 2; in lines (--plain before lab)")
        assert terminal.wait() == 2


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--eta", "1"), "--eta is of an experiment; say with --data on which samples"),
        (("floats", "--eta", "1"), "floats has an experiment of its own; leave --eta out"),
        (("break", "--data", "four"), "break has an experiment of its own; leave --data out"),
        (("moon",), "“moon” is no other lab; write break, floats, hidden"),
        (("--data", "moon"), "there is no data set “moon”; there are four, "),
        (("--data", "four", "--label", "y"), "--label: four has its labels; leave it out"),
        (("--data", "four", "--scope", "plane"), "--scope compares two runs; give --eta-b"),
        (("--data", "four", "--eta-b", "1", "--scope", "all"), "--scope: “all” is no scope"),
        (("--data", "four", "--eta-b", "0"), "--eta-b: η is 0, but must be above 0"),
        (("--data", "four", "--w0", "1"), "--w0: 1 number given, 2 needed: w1, w2"),
        (("--data", "four", "--w0-b", "1,x"), "--w0-b: w2: “x” is not a number"),
        (("--data", "four", "--epochs", "0"), "--epochs: write a whole number from 1 to 200"),
        (("--data", "four", "--step", "41"), "--step: 41; write a number from 0 to 40"),
        (("--data", "four", "--step", "1/2"), "--step: “1/2” is not a whole number"),
        (("--data", "four", "--view", "all"), "--view: “all” is no view; write data, weights, "),
        (("--data", "a,b,y;1,1"), "samples, row 2, column “y”: is missing: 2 of 3 cells"),
    ],
)
def test_bad_options_are_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], line: str
) -> None:
    """Exit status 2, before the app opens."""
    assert main(("lab", *options)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err
