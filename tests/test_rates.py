"""The command `rates`: every learning rate at once, as text, JSON and CSV."""

import csv
import io
import json
from fractions import Fraction

import pytest

from tutor.cli import main
from tutor.course.library import Library
from tutor.perceptron.training import Experiment, train

FOUR = ["rates", "--data", "four", "--w0", "-2,2", "--epochs", "4"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that is done."""
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_the_json_has_the_form_that_programs_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Exact numbers as texts, ascending in η, the last upper end null."""
    out = printed(capsys, *FOUR, "--json")
    start = (
        '{"data":"four","scope":"trace","w0":["-2","2"],"epochs":4,"complete":true,"intervals":['
        '{"low":"0","low_closed":false,"high":"1/17","high_closed":true,"mistakes":[2,1,1,1],'
        '"converged":null},'
    )
    assert out.startswith(start)
    intervals = json.loads(out)["intervals"]
    assert intervals[-1]["high"] is None
    assert [i["low"] for i in intervals] == ["0", "1/17", "1/12", "1/7", "1/2", "3"]


def test_every_interval_printed_is_what_a_run_in_it_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At its upper end or beyond its lower one, mistakes and convergence are those of a run."""
    data = Library.open().dataset("four")
    start = (Fraction(-2), Fraction(2))
    for interval in json.loads(printed(capsys, *FOUR, "--json"))["intervals"]:
        high = interval["high"]
        rate = Fraction(high) if high is not None else Fraction(interval["low"]) + 1
        run = train(Experiment(data, start, rate, 4, bias=False))
        assert (list(run.mistakes), run.converged) == (
            interval["mistakes"],
            interval["converged"],
        )


def test_the_table_for_people_names_every_interval(capsys: pytest.CaptureFixture[str]) -> None:
    """As mathematics writes them, with the number of them below."""
    out = printed(capsys, *FOUR)
    for text in ("(0, 1/17]", "(1/7, 0.5]", "(3, ∞)", "6 intervals of η"):
        assert text in out


def test_many_intervals_are_shortened_for_people_and_whole_in_csv(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The table says how many are left out; the CSV leaves out none."""
    iris = ["rates", "--data", "iris", "--w0", "1.62,-0.61,-0.53", "--epochs", "2"]
    table, text = printed(capsys, *iris), printed(capsys, *iris, "--csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert f"{len(rows) - 40} in the middle are left out" in table
    assert rows[0]["low"] == "0"
    assert rows[-1]["high"] == ""
    assert {row["low_closed"] for row in rows} <= {"true", "false"}


def test_a_limit_says_which_rates_are_not_covered(capsys: pytest.CaptureFixture[str]) -> None:
    """The largest rates are exact; the JSON says that it is not complete."""
    assert "smaller η than 0.5 are not covered" in printed(capsys, *FOUR, "--limit", "2")
    assert not json.loads(printed(capsys, *FOUR, "--limit", "2", "--json"))["complete"]


@pytest.mark.parametrize("data", ["xor", "iris"])
def test_zero_start_has_one_interval(capsys: pytest.CaptureFixture[str], data: str) -> None:
    """The theorem, in either scope."""
    for scope in ("trace", "samples"):
        out = printed(capsys, "rates", "--data", data, "--scope", scope)
        assert "1 interval of η" in out


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--scope", "plane"], "“plane” has no rate path; write trace or samples"),
        (["--limit", "0"], "--limit: a limit of 0 intervals"),
        (["--limit", "1.5"], "“1.5” is not a whole number"),
        (["--json", "--csv"], "exclude each other"),
        (["--w0", "1"], "--w0: 1 number given, 2 needed"),
    ],
)
def test_bad_options_are_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], options: list[str], what: str
) -> None:
    """Exit status 2, nothing printed but the reason."""
    assert main(["rates", "--data", "four", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert what in captured.err
