"""Data: exact coordinates from CSV, the ways to write labels, and one line for every fault."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.library import Library
from tutor.perceptron.dataset import DataError, Dataset, read_csv
from tutor.perceptron.training import Experiment, train


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test writes its CSV."""
    return tmp_path / "flowers.csv"


def read(file: Path, text: str, label: str | None = None) -> Dataset:
    """Write a text and read it as data."""
    file.write_text(text, encoding="utf-8")
    return read_csv(file, label)


def test_decimal_text_stays_exact(file: Path) -> None:
    """0.1 is a tenth, 1/3 a third, and 5.10 the same as 5.1."""
    data = read(file, "x1,x2,y\n0.1,1/3,-1\n5.10,−2e-3,1\n")
    assert data.sample(0) == (Fraction(1, 10), Fraction(1, 3))
    assert data.sample(1) == (Fraction(51, 10), Fraction(-2, 1000))
    assert (data.features, data.labels, len(data)) == (("x1", "x2"), (-1, 1), 2)


@given(st.lists(st.lists(st.fractions(), min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_common_denominator_loses_nothing(samples: list[list[Fraction]]) -> None:
    """The integers inside are the coordinates, exactly."""
    data = Dataset.of("drawn", samples, [1] * len(samples))
    assert [list(data.sample(i)) for i in range(len(data))] == samples


@pytest.mark.parametrize(
    ("one", "other", "signs", "classes"),
    [
        ("-1", "1", (-1, 1), ("−1", "+1")),
        ("+1", "−1", (1, -1), ("−1", "+1")),
        ("0", "1", (-1, 1), ("0", "+1")),
        ("setosa", "versicolor", (-1, 1), ("setosa", "versicolor")),
        ("versicolor", "setosa", (1, -1), ("setosa", "versicolor")),
        ("+", "-", (1, -1), ("−", "+")),
        ("kind-1", "kind-2", (-1, 1), ("kind-1", "kind-2")),
    ],
)
def test_labels_are_signs_zero_and_one_or_two_words(
    file: Path, one: str, other: str, signs: tuple[int, int], classes: tuple[str, str]
) -> None:
    """Of two words the first in the alphabet is class −1, whichever comes first in the file."""
    data = read(file, f"x,y\n1,{one}\n2, {other} \n")
    assert (data.labels, data.classes) == (signs, classes)


def test_one_kind_of_label_is_enough_where_it_says_its_class(file: Path) -> None:
    """1 is class +1 by itself; a word is not."""
    assert read(file, "x,y\n1,1\n2,1\n").labels == (1, 1)
    assert read(file, "x,y\n1,0\n2,0\n").labels == (-1, -1)
    with pytest.raises(DataError, match="column “y”: every label is “setosa”; two kinds are need"):
        read(file, "x,y\n1,setosa\n2,setosa\n")


def test_the_column_of_labels_may_be_named(file: Path) -> None:
    """The features keep the order of the file."""
    data = read(file, "kind,x1,x2\na,1,2\nb,3,4\n", "kind")
    assert (data.features, data.labels, data.rows[1]) == (("x1", "x2"), (-1, 1), (3, 4))


def test_blank_lines_quotes_and_a_byte_order_mark_are_no_fault(file: Path) -> None:
    """What a spreadsheet saves is read."""
    data = read(file, '\ufeff"a, b",y\r\n\r\n"1",-1\r\n  \r\n2,1\r\n\r\n')
    assert (data.features, data.rows) == (("a, b",), ((1,), (2,)))


FAULTS = {
    "missing column": ("a,b,y\n1,2,1\n1,-1\n", "row 3, column “y”: is missing: 2 of 3 cells"),
    "too many cells": ("a,y\n1,2,1\n", "row 2: 3 cells, the header has 2"),
    "third label": (
        "a,y\n1,u\n2,v\n3,w\n",
        "row 4, column “y”: “w” is a third label after “u” and",
    ),
    "blank cell": ("a,b,y\n1,,1\n", "row 2, column “b”: a number is missing"),
    "blank label": ("a,b,y\n1,2, \n", "row 2, column “y”: a label is missing; write -1 or 1"),
    "NaN": ("a,b,y\n1,2,1\nNaN,2,1\n", "row 3, column “a”: “NaN” is not a finite number"),
    "infinity": ("a,b,y\n1,-inf,1\n", "row 2, column “b”: “-inf” is not a finite number"),
    "a word": ("a,b,y\n1,two,1\n", "row 2, column “b”: “two” is not a number; write a number"),
    "no header": ("5.1,1.4,setosa\n4.9,1.4,x\n", "row 1, column “5.1”: a number where the column"),
    "numbers only": ("1,2,-1\n3,4,1\n", "row 1, column “1”: a number where the column's name"),
    "no samples": ("a,y\n", "row 2: there is no sample below the header; add at least one row"),
    "empty": ("", "row 1: a header with a feature and a column of labels is needed"),
    "one column": ("a;b;y\n1;2;1\n", "row 1: a header with a feature .* a comma between them"),
    "twin columns": ("a,b,a,y\n1,2,3,1\n", "row 1, column “a”: is there twice; give every col"),
    "nameless column": ("a,,y\n1,2,1\n", "row 1: column 2 has no name; give every column one"),
    "open quotes": ('a,y\n"1,1\n', "row 2: is not CSV .* check its quotes and commas"),
    "faulty under blanks": ("\n\na,y\n\nq,1\n", "row 5, column “a”: “q” is not a number"),
}


@pytest.mark.parametrize(("text", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_file_is_refused_with_row_and_column(file: Path, text: str, what: str) -> None:
    """One line: the file, the row, the column, and what to do."""
    with pytest.raises(DataError, match=what) as refused:
        read(file, text)
    assert str(refused.value).startswith(f"{file}, row ")
    assert "\n" not in str(refused.value)


def test_an_unknown_column_of_labels_is_refused_with_the_known_ones(file: Path) -> None:
    """A slip of the finger is seen at once."""
    with pytest.raises(DataError, match="row 1: there is no column “kin”; its columns are a, kind"):
        read(file, "a,kind\n1,1\n", "kin")


def test_a_file_in_another_encoding_is_refused(file: Path) -> None:
    """With the byte at which it stops being UTF-8."""
    file.write_bytes("größe,y\n1,1\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"is not UTF-8 text \(byte 3\); save it as a UTF-8 CSV"):
        read_csv(file)


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    """Nothing there, or a folder there."""
    with pytest.raises(DataError, match="there is no such file; give the path of a CSV file"):
        read_csv(tmp_path / "nothing.csv")
    with pytest.raises(DataError, match="cannot be read"):
        read_csv(tmp_path)


def test_fractions_out_of_all_proportion_are_refused() -> None:
    """A thousand denominators with nothing in common would fill the memory."""
    samples = [(Fraction(1, 10**9 + k),) for k in range(1, 1000, 2)]
    with pytest.raises(DataError, match="no common denominator of a workable size; write the num"):
        Dataset.of("drawn", samples, [1] * len(samples))


@pytest.mark.parametrize(
    ("samples", "labels", "what"),
    [
        ([], [], "0 samples and 0 labels"),
        ([(1,)], [1, 1], "1 samples and 2 labels"),
        ([(1,), (1, 2)], [1, 1], "every sample needs the same features"),
        ([()], [1], "at least one"),
        ([(1,)], [0], "labels must be -1 or 1"),
    ],
)
def test_a_data_set_that_is_none_is_refused(
    samples: list[tuple[int, ...]], labels: list[int], what: str
) -> None:
    """However it was made."""
    with pytest.raises(DataError, match=what):
        Dataset.of("made", samples, labels)


@pytest.mark.parametrize("name", Library.open().data)
def test_every_data_set_of_the_course_is_read(name: str) -> None:
    """And holds both classes."""
    assert set(Library.open().dataset(name).labels) == {-1, 1}


def test_a_hundred_thousand_rows_are_read_and_trained(file: Path) -> None:
    """A real file is no trouble; its answer is known from how it was made."""
    rows = (
        f"{k % 101}.{k % 7},-{k % 89}.5,{'up' if k % 101 > 50 else 'down'}" for k in range(100_000)
    )
    data = read(file, "\n".join(("a,b,kind", *rows)))
    assert (len(data), data.denominator, data.classes) == (100_000, 10, ("down", "up"))
    trace = train(Experiment(data, (Fraction(0),) * 3, Fraction(1, 10), 2, bias=True))
    assert len(trace) == 200_000
    assert sum(trace.mistakes) == len(trace.update_steps) - 1
