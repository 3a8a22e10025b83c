"""Labelled samples with exact coordinates, and the CSV reader that makes them."""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from tutor.errors import TutorError
from tutor.perceptron.exact import NumberError, parse_number

ROWS = "samples"
"""What samples are called that were written out."""
LARGEST_DENOMINATOR = 10**1000
"""Keeps thousands of fractions that have nothing in common from filling the memory."""


class DataError(TutorError):
    """A data set that cannot be read; names the file, the row and the column."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """n samples of d features, each labelled −1 or +1, in the order in which they are shown."""

    name: str
    features: tuple[str, ...]
    """The d features' names."""
    rows: tuple[tuple[int, ...], ...]
    """n rows of d integers: the coordinates times `denominator`."""
    denominator: int
    """The common denominator, positive, by which `rows` are divided to give the coordinates."""
    labels: tuple[int, ...]
    """n labels, each −1 or +1."""
    classes: tuple[str, str] = ("−1", "+1")
    """The names of class −1 and of class +1."""
    bias: bool = True
    """Whether an experiment on this data has a bias unless it says otherwise."""
    label: str = field(default="", compare=False)
    """The column of labels in the CSV file that `name` names; empty where it was read from none."""

    def __len__(self) -> int:
        return len(self.rows)

    def sample(self, index: int) -> tuple[Fraction, ...]:
        """The exact coordinates of one sample, counted from 0."""
        return tuple(Fraction(value, self.denominator) for value in self.rows[index])

    @classmethod
    def of(  # noqa: PLR0913 - one argument per field
        cls,
        name: str,
        samples: Iterable[Sequence[Fraction | int]],
        labels: Iterable[int],
        features: Sequence[str] = (),
        *,
        classes: tuple[str, str] = ("−1", "+1"),
        bias: bool = True,
    ) -> "Dataset":
        """Make a data set from n rows of d exact coordinates and n labels.

        Raises:
            DataError: If there is no sample, the rows differ in length, a label is neither −1 nor
                +1, or the common denominator is out of all proportion.
        """
        rows, signs = [tuple(row) for row in samples], tuple(labels)
        if not rows or len(rows) != len(signs):
            raise DataError(
                f"{name}: {len(rows)} samples and {len(signs)} labels; "
                "there must be as many, at least one"
            )
        if any(len(row) != len(rows[0]) for row in rows) or not rows[0]:
            raise DataError(f"{name}: every sample needs the same features, at least one")
        if set(signs) - {-1, 1}:
            raise DataError(f"{name}: labels must be -1 or 1")
        denominator = math.lcm(*{value.denominator for row in rows for value in row})
        whole = tuple(
            tuple(value.numerator * (denominator // value.denominator) for value in row)
            for row in rows
        )
        if denominator > LARGEST_DENOMINATOR:
            raise DataError(
                f"{name}: the samples have no common denominator of a workable size; "
                "write the numbers as decimals"
            )
        names = tuple(features) or tuple(f"x{k}" for k in range(1, len(rows[0]) + 1))
        return cls(name, names, whole, denominator, signs, classes, bias)


def read_csv(
    path: Path, label: str | None = None, *, name: str | None = None, bias: bool = True
) -> Dataset:
    """Read a data set from CSV: a header, feature columns of numbers, and one column of labels.

    Args:
        path: A UTF-8 file. Row 1 is the header; every further row is a sample, shown in this order.
        label: The column of labels; the last one where it is not named. Labels are -1/1, 0/1, -/+,
            or two words, of which the first in the alphabet is class −1.
        name: What to call the data set; the path as given where it is left out.
        bias: Whether experiments on it have a bias unless they say otherwise.

    Raises:
        DataError: With the file, the row and the column that is wrong.
    """
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _fault(file, "there is no such file; give the path of a CSV file") from None
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 text (byte {error.start + 1}); save it as a UTF-8 CSV"
        raise _fault(file, what) from None
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check the path and its permissions"
        raise _fault(file, what) from None
    return _parse(text, file, label, name or file, bias=bias)


def read_rows(text: str, label: str | None = None) -> Dataset:
    """Read a data set from CSV in one line, where `;` ends a row: `x1,x2,y;2,2,1;1,-1,-1`.

    Raises:
        DataError: With the row and the column that is wrong.
    """
    return replace(_parse(text.replace(";", "\n"), ROWS, label, ROWS, bias=True), label="")


def _fault(file: str, what: str, row: int | None = None, column: str | None = None) -> DataError:
    place = file if row is None else f"{file}, row {row}"
    return DataError(
        f"{place}: {what}" if column is None else f"{place}, column “{column}”: {what}"
    )


def _parse(text: str, file: str, label: str | None, name: str, *, bias: bool) -> Dataset:
    table = _rows(text, file)
    top, header = next(table, (1, []))
    names = [cell.strip() for cell in header]
    column = _label_column(names, label, file, top)
    samples: list[list[Fraction]] = []
    marks: list[tuple[int, str]] = []
    for row, cells in table:
        if len(cells) != len(names):
            raise _ragged(file, row, len(cells), names)
        samples.append(
            [_cell(cell, file, row, names[k]) for k, cell in enumerate(cells) if k != column]
        )
        marks.append((row, cells[column].strip()))
    if not samples:
        raise _fault(file, "there is no sample below the header; add at least one row", top + 1)
    labels, classes = _labels(marks, file, names[column])
    features = [title for k, title in enumerate(names) if k != column]
    data = Dataset.of(name, samples, labels, features, classes=classes, bias=bias)
    return replace(data, label=names[column])


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its number from 1."""
    reader = csv.reader(io.StringIO(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        what = f"is not CSV ({error}); check its quotes and commas"
        raise _fault(file, what, number + 1) from None


def _ragged(file: str, row: int, count: int, names: list[str]) -> DataError:
    if count < len(names):
        what = f"is missing: {count} of {len(names)} cells; fill in the row"
        return _fault(file, what, row, names[count])
    what = f"{count} cells, the header has {len(names)}; put a cell that holds a comma in quotes"
    return _fault(file, what, row)


def _label_column(names: list[str], label: str | None, file: str, row: int) -> int:
    """The position of the labels' column, once the header has been found to be one."""
    if len(names) < 2:
        what = "a header with a feature and a column of labels is needed, with a comma between them"
        raise _fault(file, what, row)
    for position, title in enumerate(names, 1):
        if not title:
            raise _fault(file, f"column {position} has no name; give every column one", row)
        if names.index(title) != position - 1:
            raise _fault(file, "is there twice; give every column its own name", row, title)
    numbers = sum(map(_is_number, names))
    if numbers >= len(names) - 1:
        what = "a number where the column's name should be; put a row of names on top"
        raise _fault(file, what, row, next(filter(_is_number, names)))
    if label is None:
        return len(names) - 1
    if label not in names:
        what = f"there is no column “{label}”; its columns are {', '.join(names)}"
        raise _fault(file, what, row)
    return names.index(label)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def _cell(text: str, file: str, row: int, column: str) -> Fraction:
    try:
        return parse_number(text)
    except NumberError as error:
        raise _fault(file, str(error), row, column) from None


_SPELLINGS = {"+1": "1", "−1": "-1", "−": "-"}
_SIGNS = (("-1", "1"), ("0", "1"), ("-", "+"))
"""Pairs of labels that say by themselves which class they are."""


def _labels(
    marks: list[tuple[int, str]], file: str, column: str
) -> tuple[list[int], tuple[str, str]]:
    """Turn label texts into −1 and +1, and name the two classes."""
    first_seen: dict[str, int] = {}
    for row, mark in marks:
        if not mark:
            what = "a label is missing; write -1 or 1, 0 or 1, or one of two words"
            raise _fault(file, what, row, column)
        first_seen.setdefault(_SPELLINGS.get(mark, mark), row)
    kinds = list(first_seen)
    if len(kinds) > 2:
        what = (
            f"“{kinds[2]}” is a third label after “{kinds[0]}” and “{kinds[1]}”; "
            "a perceptron tells two classes apart"
        )
        raise _fault(file, what, first_seen[kinds[2]], column)
    pair = next((pair for pair in _SIGNS if first_seen.keys() <= set(pair)), None)
    if pair is None and len(kinds) < 2:
        what = f"every label is “{kinds[0]}”; two kinds are needed"
        raise _fault(file, what, column=column)
    negative, positive = pair or sorted(kinds)
    signs = [-1 if _SPELLINGS.get(mark, mark) == negative else 1 for _, mark in marks]
    return signs, (_CLASS_NAMES.get(negative, negative), _CLASS_NAMES.get(positive, positive))


_CLASS_NAMES = {"-1": "−1", "1": "+1", "-": "−"}
