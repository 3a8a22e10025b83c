"""The commands: what they print, for people and for programs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from tutor import __version__
from tutor.cli import main
from tutor.course.library import Library

START = ("--data", "four", "--no-bias", "--w0", "-2,2")
PARTED = ("compare", *START, "--eta", "0.1", "--eta-b", "1", "--epochs", "4")
Printed = Callable[..., str]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell would."""
    return subprocess.run(
        (sys.executable, "-m", "tutor", *arguments),
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
    )


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    """Run a command that must succeed, and give what it printed."""

    def printed_by(*arguments: str) -> str:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return out

    return printed_by


def test_importing_the_commands_loads_no_user_interface() -> None:
    """Nor does running them: a script that calls `trace` pays for `trace`."""
    code = (
        "import sys; from tutor.cli import main;"
        "main(['trace', '--data', 'four']); main(['compare', '--data', 'four', '--eta-b', '1']);"
        "main(['--help']); main(['no-such-command']);"
        "print({'textual', 'rich', 'numpy', 'plotext', 'asyncssh'} & set(sys.modules))"
    )
    done = subprocess.run(
        (sys.executable, "-c", code), capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.splitlines()[-1] == "set()"


def test_without_a_command_the_app_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one thing that most people will ever type."""
    opened: list[bool] = []
    app = ModuleType("tutor.ui.app")
    vars(app)["run"] = lambda _: opened.append(True)
    monkeypatch.setitem(sys.modules, "tutor.ui.app", app)
    monkeypatch.setattr("tutor.cli.in_lines", lambda _: False)
    assert main([]) == 0
    assert opened == [True]


def test_the_version_is_printed(printed: Printed) -> None:
    """One line, for bug reports."""
    assert printed("--version") == f"perceptron-tutor {__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("trace",), ("compare",)])
def test_help_is_printed(printed: Printed, arguments: tuple[str, ...]) -> None:
    """Of the program and of each command, within 80 columns."""
    text = printed(*arguments, "--help")
    assert "Usage: perceptron-tutor" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_trace_as_json_has_the_promised_form() -> None:
    """To the letter: the order of the keys, no spaces, exact numbers as texts; status 0."""
    done = run("trace", "--data", "four", "--eta", "0.1", "--epochs", "3", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        '{"data":"four","samples":4,"features":["x1","x2"],"bias":false,"eta":"1/10",'
        '"w0":["0","0"],"epochs":[{"epoch":1,"mistakes":2,"weights":["-2/5","1/5"]},'
        '{"epoch":2,"mistakes":2,"weights":["-4/5","0"]},'
        '{"epoch":3,"mistakes":0,"weights":["-4/5","0"]}],'
        '"predictions":[1,-1,-1,1,-1,1,-1,1,-1,-1,1,1],"weights":["-4/5","0"],"converged":3}\n'
    )


def test_a_trace_of_iris_is_exact_and_complete(printed: Printed) -> None:
    """Bias on by default, every step predicted, every number read by Fraction."""
    text = printed("trace", "--data", "iris", "--w0", "0,0,0", "--epochs", "10", "--json")
    answer = json.loads(text)
    assert (answer["data"], answer["samples"], answer["bias"]) == ("iris", 100, True)
    assert answer["features"] == ["sepal length", "petal length"]
    assert Fraction(answer["eta"]) == Fraction(1, 10)
    assert len(answer["predictions"]) == 1000
    assert [epoch["epoch"] for epoch in answer["epochs"]] == list(range(1, 11))
    assert [epoch["mistakes"] for epoch in answer["epochs"]] == [2, 2, 3, 2, 1, 0, 0, 0, 0, 0]
    assert answer["weights"] == answer["epochs"][-1]["weights"] == ["-2/5", "-17/25", "91/50"]
    assert answer["converged"] == 6


def test_a_run_that_never_ends_in_peace_has_converged_null(printed: Printed) -> None:
    """No line separates XOR."""
    assert json.loads(printed("trace", "--data", "xor", "--json"))["converged"] is None
    assert "not converged: no epoch of 10 is without a mistake" in printed("trace", "--data", "xor")


def test_numbers_beyond_all_measure_stay_exact(printed: Printed) -> None:
    """Python writes no integer above 4,300 digits unless it is told to."""
    start, rate = "1e-999,1e999", "1e-500"
    answer = json.loads(printed("trace", "--data", "four", "--w0", start, "--eta", rate, "--json"))
    assert Fraction(answer["w0"][0]) == Fraction(1, 10**999)


def test_a_trace_for_people_is_an_aligned_table(printed: Printed) -> None:
    """The experiment, the epochs up to convergence, the weights, and how it ended."""
    assert printed("trace", "--data", "four") == (
        "four: 4 samples of x1 and x2, no bias, 10 epochs\n"
        "η = 0.1, w⁽⁰⁾ = (0, 0)\n"
        "\n"
        "epoch  mistakes    w1   w2\n"
        "    1         2  −0.4  0.2\n"
        "    2         2  −0.8    0\n"
        "    3         0  −0.8    0\n"
        "\n"
        "final weights (w1, w2) = (−0.8, 0)\n"
        "converged: epoch 3 is the first without a mistake, and every later one repeats it\n"
    )


def test_the_steps_are_printed_on_demand(printed: Printed) -> None:
    """One line a step, up to convergence."""
    lines = printed("trace", "--data", "four", "--steps").splitlines()
    header = lines.index("step  epoch  sample        x     z   ŷ   y            Δw             w")
    assert lines[header + 2] == (
        "   2      1       2   (1, 3)  −0.8  −1  −1        (0, 0)  (−0.2, −0.2)"
    )
    assert lines[header + 13] == ""


def test_predictions_that_differ_are_shown_by_the_first_step() -> None:
    """Differing is an answer, not a failure: the status is 0."""
    done = run(*PARTED, "--scope", "trace", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        '{"scope":"trace","same":false,"first_difference":{"step":2,"epoch":1,"sample":2,'
        '"a":{"net_input":"16/5","prediction":1},"b":{"net_input":"-4","prediction":-1}}}\n'
    )


def test_the_other_scopes_name_a_sample_or_a_point(printed: Printed) -> None:
    """Each with both net inputs."""
    sample = printed(*PARTED[:-1], "1", "--scope", "samples", "--json")
    assert sample == (
        '{"scope":"samples","same":false,"first_difference":{"sample":2,'
        '"a":{"net_input":"6/5","prediction":1},"b":{"net_input":"-4","prediction":-1}}}\n'
    )
    assert printed(*PARTED, "--scope", "plane", "--json") == (
        '{"scope":"plane","same":false,"first_difference":{"point":["1/4","11/4"],'
        '"a":{"net_input":"1","prediction":1},"b":{"net_input":"-1","prediction":-1}}}\n'
    )


@pytest.mark.parametrize("scope", ["trace", "samples", "plane"])
@pytest.mark.parametrize("data", Library.open().data)
def test_at_zero_start_every_data_set_is_certified_in_every_scope(
    printed: Printed, data: str, scope: str
) -> None:
    """The claim of the course, on all that ships with it."""
    text = printed("compare", "--data", data, "--eta-b", "1", "--scope", scope, "--json")
    assert text == f'{{"scope":"{scope}","same":true,"certificate":{{"scale":"10"}}}}\n'


def test_agreement_without_a_factor_has_the_scale_null(printed: Printed) -> None:
    """The predictions agree, the weights are no multiples of each other."""
    text = printed("compare", "--data", "four", "--w0", "-5,1", "--w0-b", "-6,1", "--json")
    assert text == '{"scope":"trace","same":true,"certificate":{"scale":null}}\n'


def test_a_comparison_for_people_ends_with_its_proof(printed: Printed) -> None:
    """Both runs in a table, the scope in words, the proof."""
    assert printed(*PARTED) == (
        "four: 4 samples of x1 and x2, no bias, 4 epochs\n"
        "\n"
        "run    η     w⁽⁰⁾  final weights\n"
        "  A  0.1  (−2, 2)    (−2.6, 0.6)\n"
        "  B    1  (−2, 2)        (−4, 0)\n"
        "\n"
        "scope trace: the predictions made while training, step by step\n"
        "A and B differ first at step 2 (epoch 1, sample 2): "
        "z_A = 3.2 predicts +1, z_B = −4 predicts −1.\n"
    )


def test_a_file_is_read_from_its_path_and_a_shipped_name_wins(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`four` is the course's; `./four` is the file."""
    monkeypatch.chdir(tmp_path)
    Path("four").write_text("kind,height\nbird,1.5\ncat,2\n", encoding="utf-8")
    mine = json.loads(printed("trace", "--data", "./four", "--label", "kind", "--json"))
    assert (mine["data"], mine["features"], mine["bias"]) == ("./four", ["height"], True)
    assert json.loads(printed("trace", "--data", "four", "--json"))["features"] == ["x1", "x2"]
    assert "./four: 2 samples (bird −, cat +) of height, with a bias, 10 epochs\n" in printed(
        "trace", "--data", "./four", "--label", "kind"
    )


def test_names_from_a_file_cannot_command_the_terminal(printed: Printed, tmp_path: Path) -> None:
    """An escape sequence in a header is shown as a question mark."""
    file = tmp_path / "mine.csv"
    file.write_text("he\x1b[2Jight,y\n1,1\n", encoding="utf-8")
    assert "of he?[2Jight, with" in printed("trace", "--data", str(file))


def test_a_terminal_without_greek_gets_plain_letters() -> None:
    """Instead of a traceback, in answers and in refusals."""
    done = run("trace", *START, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "eta = 0.1, w(0) = (-2, 2)" in done.stdout
    done = run("trace", *START, "--eta", "-1", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 2
    assert "--eta: eta is -1, but must be above 0" in done.stderr
