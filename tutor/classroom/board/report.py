"""Write what happened as the CSV that `perceptron-tutor report --format csv` prints."""

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from tutor.course.library import Library
from tutor.record.database import Database
from tutor.record.gradebook import By, Wanted, report
from tutor.record.sheets import plain_csv


def write_report(
    database: Database, library: Library, by: By, folder: Path, now: datetime
) -> Path | None:
    """Write a report into a new file; None where there is nothing to report.

    Args:
        database: The record.
        library: Gives the order of the rows.
        by: What they are about.
        folder: Where the file is made.
        now: Stands in its name.

    Raises:
        RecordError: If the record cannot be read.
        OSError: If the file cannot be written.
    """
    order = library.concepts if by is By.CONCEPT else [entry.id for entry in library.entries]
    found = report(database, Wanted(by), order)
    if not found.rows:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = _new(folder, f"report-by-{by}-{now:%Y-%m-%d-%H%M}")
    path.write_text(f"{plain_csv(found)}\n", encoding="utf-8")
    return path


def _new(folder: Path, name: str) -> Path:
    """An empty file that was not there before, and that only its owner reads: names are in it."""
    for number in count(1):
        path = folder / (f"{name}.csv" if number == 1 else f"{name}-{number}.csv")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        return path
    raise AssertionError
