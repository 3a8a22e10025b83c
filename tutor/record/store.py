"""The record: one JSON file that neither a kill nor a second process can spoil.

A save takes an advisory lock, takes in what others have saved meanwhile, and puts a whole new file
in the old one's place. Nothing here raises: what goes wrong is said in `Record.notice`, and the
tutor goes on from memory.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import uuid4

from tutor.record.content import (
    VERSION,
    Answer,
    DamagedError,
    Data,
    Place,
    answer_of,
    blank,
    decoded,
    merged,
    united,
)
from tutor.record.disk import locked, write

__all__ = ["Answer", "Place", "Record", "default_path"]


def default_path() -> Path:
    """Where the record lives unless the learner says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("perceptron-tutor") / "record.json"


def _new_id() -> str:
    return uuid4().hex


class Record:
    """One learner's record, in memory and on the disk. Open it with `Record.open`."""

    place: Place | None
    """Where the learner stopped."""
    reached: Mapping[str, int]
    """The furthest page seen, from 0, by lesson."""
    finished: frozenset[str]
    """The ids of the lessons that were read to their end."""
    answers: tuple[Answer, ...]
    """All answers, in the order in which they were saved."""
    read_only: bool
    """The file is from a newer version: what is done now is kept in memory only."""

    def __init__(
        self, path: Path, clock: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self.path, self._clock, self._new_id = path, clock, new_id
        self._found: str | None = None
        self._trouble: str | None = None
        self._moved = False
        self.answers = ()
        self._take(blank())

    @classmethod
    def open(
        cls, path: Path, clock: Callable[[], datetime], new_id: Callable[[], str] = _new_id
    ) -> Self:
        """Read the record, or begin one. Never raises; see `notice`.

        Args:
            path: The file; it and its folder are made by the first save.
            clock: Gives the time of an answer.
            new_id: Gives an answer's unique id.
        """
        record = cls(path, clock, new_id)
        with record._saying("cannot be read"):
            try:
                record._take(_read(path))
            except DamagedError:
                with locked(path):
                    record._take(record._read_or_set_aside())
        return record

    @property
    def notice(self) -> str | None:
        """One line for the learner where something is not as it should be."""
        return self._trouble or self._found

    def go(self, lesson: str, page: int) -> None:
        """The learner is on this page now."""
        self._moved = True
        furthest = max(page, self.reached.get(lesson, page))
        place = {"lesson": lesson, "page": page}
        self._change(place=place, reached={**self.reached, lesson: furthest})

    def finish(self, lesson: str) -> None:
        """The learner has read this lesson to its end."""
        self._change(finished=sorted(self.finished | {lesson}))

    def add(self, answer: Answer) -> Answer:
        """Keep an answer; gives it back with its time and its id."""
        now = self._clock()
        moment = now if now.tzinfo else now.astimezone()
        at = answer.at or moment.isoformat(timespec="milliseconds")
        kept = replace(answer, at=at, id=answer.id or self._new_id())
        self._change(answers=united(self._data["answers"], [asdict(kept)]))
        return kept

    def _change(self, **changed: object) -> None:
        """Change the memory, then the file."""
        self._take({**self._data, **changed})
        if self.read_only:
            return
        with self._saying("cannot be saved"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path) as alone:
                self._take(merged(self._read_or_set_aside(), self._data, moved=self._moved))
                if not self.read_only:
                    # ASCII only, so that there is no text that cannot be written.
                    write(self.path, json.dumps(self._data), sweep=alone)
                    self._moved = False

    def _take(self, data: Data) -> None:
        """Make this our content; the file of a newer version is looked at and left alone."""
        place, known = data["place"], {answer.id: answer for answer in self.answers}
        self.place = place and Place(place["lesson"], place["page"])
        self.reached, self.finished = data["reached"], frozenset(data["finished"])
        self.answers = tuple(
            known.get(entry["id"]) or answer_of(entry) for entry in data["answers"]
        )
        self._data = data
        self.read_only = data["version"] > VERSION
        if self.read_only:
            self._found = (
                f"{self.path} is from a newer version of the tutor: it is left as it is, "
                "and nothing new is saved; update the tutor to go on with it"
            )

    def _read_or_set_aside(self) -> Data:
        """Read the file, under the lock; move it out of the way where it is damaged."""
        try:
            return _read(self.path)
        except DamagedError as error:
            number = 1
            while os.path.lexists(aside := Path(f"{self.path}.damaged-{number}")):
                number += 1
            self.path.rename(aside)
            self._found = (
                f"{self.path} was damaged ({error}): it is kept as {aside.name}, "
                "and a new record was begun"
            )
            return blank()

    @contextmanager
    def _saying(self, what: str) -> Iterator[None]:
        """Turn a fault of the disk into a notice; forget one that has passed."""
        try:
            yield
        except (OSError, ValueError) as error:  # ValueError: a path that no system takes.
            why = getattr(error, "strerror", None) or error
            self._trouble = f"{self.path} {what} ({why}); the tutor goes on, and tries again"
        else:
            self._trouble = None


def _read(path: Path) -> Data:
    """What the file says; a missing one is blank.

    Raises:
        DamagedError: If it is there and is no record.
        OSError: If it cannot be read.
    """
    try:
        return decoded(path.read_bytes())
    except FileNotFoundError:
        return blank()
