"""An experiment as a command line: what it says, and what it opens again."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.opened import opened
from tutor.course.command_line import MOST_ROWS, VIEWS, NoCommandError, lab_command
from tutor.course.generate import questions
from tutor.course.lesson import Lab
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.dataset import Dataset, read_csv
from tutor.perceptron.training import Experiment, weight_names
from tutor.ui.views import Look

LIBRARY = Library.open()
FOUR = LIBRARY.dataset("four")
NUMBERS = st.builds(
    Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**9)
) | st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(-1, 3), Fraction(15, 10**40)])
RATES = NUMBERS.map(abs).filter(bool)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A shipped data set, or samples that are in no file, with whatever names."""
    if draw(st.booleans()):
        return LIBRARY.dataset(draw(st.sampled_from([*LIBRARY.data])))
    count = draw(st.integers(1, 6))
    samples = [draw(st.tuples(NUMBERS, NUMBERS)) for _ in range(count)]
    labels = [draw(st.sampled_from([-1, 1])) for _ in range(count)]
    names = draw(st.lists(st.text(max_size=6), min_size=2, max_size=2, unique=True))
    return Dataset.of("fresh samples", samples, labels, names, bias=draw(st.booleans()))


@st.composite
def labs(draw: st.DrawFn) -> Lab:
    """One run or two, on any data, from any start."""
    data, bias = draw(datasets()), draw(st.booleans())
    starts = st.tuples(*[NUMBERS] * len(weight_names(data, bias=bias)))
    a = Experiment(data, draw(starts), draw(RATES), draw(st.integers(1, 3)), bias)
    if draw(st.booleans()):
        return Lab(a)
    b = replace(a, rate=draw(RATES), start=draw(st.just(a.start) | starts))
    return Lab(a, b, draw(st.sampled_from(Scope)))


def numbers(lab: Lab) -> Iterator[object]:
    """All that a lab states but the names in its data."""
    yield lab.scope
    for one in filter(None, (lab.a, lab.b)):
        data = one.dataset
        yield (one.start, one.rate, one.epochs, one.bias)
        yield ([data.sample(k) for k in range(len(data))], data.labels)


@given(labs(), st.integers(0, 2), st.sampled_from(VIEWS))
def test_the_command_opens_the_very_experiment(lab: Lab, step: int, view: str) -> None:
    """Through a shell's words and the real parser: runs, step and view, to the last digit."""
    # The lab is at no step that it does not have.
    command = lab_command(lab, LIBRARY, step=min(step, lab.a.steps), view=view)
    program, *words = shlex.split(command)
    assert program == "perceptron-tutor"
    running, seen = opened(words)
    assert list(numbers(running.lab)) == list(numbers(lab))
    assert (running.t, seen) == (min(step, lab.a.steps), view)
    assert lab_command(running.lab, LIBRARY, step=running.t, view=seen) == command


def test_the_command_reads_as_one_would_write_it() -> None:
    """Only what is not so by itself is said, but always the rates and the epochs."""
    a = Experiment(FOUR, (Fraction(-2), Fraction(2)), Fraction(1, 10), 4, bias=False)
    lab = Lab(a, replace(a, rate=Fraction(1)), Scope.SAMPLES)
    assert lab_command(lab, LIBRARY, step=2, view="weights") == (
        "perceptron-tutor lab --data four --w0 -2,2 --eta 0.1 --eta-b 1 --scope samples "
        "--epochs 4 --step 2 --view weights"
    )
    zero = replace(a, start=(Fraction(0),) * 3, bias=True)
    plain = "perceptron-tutor lab --data four --bias --eta 0.1 --epochs 4"
    assert lab_command(Lab(zero), LIBRARY) == plain


def test_samples_in_no_file_are_written_out() -> None:
    """As a small CSV between quotation marks, which a reader understands."""
    data = Dataset.of("four, changed", [(2, 2), (Fraction(-1, 3), 1)], [1, -1], bias=False)
    lab = Lab(Experiment(data, (Fraction(0),) * 2, Fraction(1), 1, bias=False))
    assert lab_command(lab, LIBRARY) == (
        "perceptron-tutor lab --data 'x1,x2,y;2,2,1;-1/3,1,-1' --no-bias --eta 1 --epochs 1"
    )


def test_a_csv_is_named_as_it_was_opened(tmp_path: Path) -> None:
    """With the column of its labels, wherever it stands, and whatever its name needs of quotes."""
    file = tmp_path / "it's mine;.csv"
    file.write_text("kind,a,b\nyes,1,2\nno,3,4\n", encoding="utf-8")
    data = read_csv(file, "kind", name=str(file))
    lab = Lab(Experiment(data, (Fraction(0),) * 3, Fraction(1, 3), 2, bias=True))
    command = lab_command(lab, LIBRARY)
    assert "--label kind" in command
    running, _ = opened(shlex.split(command)[1:])
    assert running.lab == lab


def test_another_course_is_named_with_its_folder(tmp_path: Path) -> None:
    """Its data may have the names of ours and be other samples."""
    theirs = replace(LIBRARY, folder=tmp_path)
    lab = Lab(Experiment(FOUR, (Fraction(0),) * 2, Fraction(1), 1, bias=False))
    assert lab_command(lab, theirs).startswith(f"perceptron-tutor --lessons {tmp_path} lab ")


def test_every_show_me_of_the_course_has_a_command() -> None:
    """Those of the lessons, and those of fresh questions, whose samples are in no file."""
    written = [q for entry in LIBRARY.entries for q in LIBRARY.lesson(entry.id).questions]
    asked = [q.lab for q in (*written, *islice(questions(7, LIBRARY), 300)) if q.lab]
    assert len({lab_command(lab, LIBRARY) for lab in asked}) > 200


def test_what_no_command_can_say_is_refused_with_the_reason() -> None:
    """Too many samples that are in no file, numbers too long to be typed, and two kinds of runs."""
    many = Dataset.of("own samples", [(k, k) for k in range(MOST_ROWS + 1)], [1] * (MOST_ROWS + 1))
    of_many = Experiment(many, (Fraction(0),) * 2, Fraction(1), 1, bias=False)
    with pytest.raises(NoCommandError, match="21 samples are in no file"):
        lab_command(Lab(of_many), LIBRARY)
    a = Experiment(FOUR, (Fraction(0),) * 2, Fraction(1, 3**200), 1, bias=False)
    with pytest.raises(NoCommandError, match="digits is too long"):
        lab_command(Lab(a), LIBRARY)
    one = replace(a, rate=Fraction(1))
    with pytest.raises(NoCommandError, match="A and B differ in more"):
        lab_command(Lab(one, replace(one, epochs=2), Scope.TRACE), LIBRARY)


def test_the_views_are_those_of_the_lab() -> None:
    """By their names, in the order in which the key goes through them."""
    assert [look.name.lower() for look in Look] == list(VIEWS)
