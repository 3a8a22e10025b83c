"""Whatever is done in whatever order, the record says the same when it is opened again."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.record.samples import LESSONS, Record, an_answer, noon, recording
from tests.record.servers import Server
from tutor.record.carry import export_facts, import_facts, read_export, write_export
from tutor.record.state import Place, State

LESSON = st.sampled_from(LESSONS)
PAGE = st.integers(0, 5)
GIVEN = st.text(max_size=5)
_numbers = count()


@dataclass
class Model:
    """The same in plain lists."""

    answers: list[tuple[str, str, str]] = field(default_factory=list)
    """Id, what was given, and the lesson."""
    pages: list[tuple[str, int]] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    place: Place | None = None

    def reset(self, lesson: str | None) -> None:
        """Take out what belongs to a lesson, or to any."""
        self.answers = [one for one in self.answers if lesson not in (None, one[2])]
        self.pages = [one for one in self.pages if lesson not in (None, one[0])]
        self.finished = [one for one in self.finished if lesson not in (None, one)]
        if self.place is not None and lesson in (None, self.place.lesson):
            self.place = None

    def like(self, state: State) -> bool:
        """Whether a state says the same."""
        found = [(one.id, one.given, one.place.removeprefix("lesson:")) for one in state.answers]
        furthest = {name: max(p for n, p in self.pages if n == name) for name, _ in self.pages}
        return (found, state.reached, state.finished, state.place) == (
            self.answers,
            furthest,
            set(self.finished),
            self.place,
        )


class RecordMachine(RuleBasedStateMachine):
    """One learner at one record, of which now and then another program is opened too."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where, self.learner = where, f"learner {next(_numbers)}"
        self.model, self.alone = Model(), True
        self.record = self.opened()

    def opened(self) -> Record:
        """The record, read."""
        record = Record(self.where, self.learner, noon)
        record.start()
        assert record.loaded.wait(30)
        return record

    def settled(self) -> None:
        """Wait until all is in the database."""
        with self.record._change:
            assert self.record._change.wait_for(lambda: not self.record._behind, 30)

    @rule(given=GIVEN, lesson=LESSON)
    def add(self, given: str, lesson: str) -> None:
        """Answer a question."""
        kept = self.record.add(an_answer(given, lesson=lesson))
        self.model.answers.append((kept.id, kept.given, lesson))

    @rule(lesson=LESSON, page=PAGE, lab=st.none() | st.just('{"rate": "1/2"}'))
    def go(self, lesson: str, page: int, lab: str | None) -> None:
        """Turn to a page."""
        self.record.go(lesson, page, lab)
        self.model.pages.append((lesson, page))
        self.model.place = Place(lesson, page, lab)

    @rule(lesson=LESSON, page=PAGE)
    def finish(self, lesson: str, page: int) -> None:
        """Read a lesson to its end."""
        self.record.finish(lesson, page)
        self.model.pages.append((lesson, page))
        self.model.finished.append(lesson)
        self.model.place = Place(lesson, page)

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Take an answer back, or one that is not there."""
        names = [name for name, _, _ in self.model.answers]
        name = data.draw(st.sampled_from([*names, "nobody's"]))
        self.record.undo(name)
        self.model.answers = [one for one in self.model.answers if one[0] != name]

    @rule(lesson=st.none() | LESSON)
    def reset(self, lesson: str | None) -> None:
        """Begin a lesson anew, or all."""
        self.record.reset(lesson)
        self.model.reset(lesson)

    @rule()
    def reopen(self) -> None:
        """End the program, and begin it again."""
        assert self.record.close(30) == 0
        self.record, self.alone = self.opened(), True

    @rule(given=GIVEN, lesson=st.none() | LESSON)
    def meanwhile(self, given: str, lesson: str | None) -> None:
        """Another program of the same learner, of which this one learns later."""
        self.settled()
        with recording(self.where, self.learner) as other:
            other.reset(lesson)
            kept = other.add(an_answer(given, lesson="zero-start"))
        self.model.reset(lesson)
        self.model.answers.append((kept.id, kept.given, "zero-start"))
        self.alone = False

    @invariant()
    def says_the_same(self) -> None:
        """At once, and not only when it is opened again."""
        assert not self.alone or self.model.like(self.record.state)

    def teardown(self) -> None:
        """At the end the database has all of it."""
        assert self.record.close(30) == 0
        self.record = self.opened()
        assert self.model.like(self.record.state)
        self.record.close(30)


class FileMachine(RecordMachine):
    """A record in a file, whose program is killed as well."""

    def __init__(self, folder: Path) -> None:
        self.folders = (folder / f"{number}" for number in count())
        self.folder = next(self.folders)
        super().__init__(str(self.folder / "record.sqlite"))

    @rule(given=GIVEN, lesson=LESSON)
    def crash(self, given: str, lesson: str) -> None:
        """Go on with the files as they are while the database is locked and a fact waits.

        What a killed process leaves is what stands on the disk: a copy of it is that.
        """
        self.settled()
        with closing(sqlite3.connect(self.where, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            self.add(given, lesson)
            self.undo_last_but_one()
            assert self.record.wait_saved(30)
            left, self.folder = self.folder, next(self.folders)
            # Another process copies: to close a database's file drops the locks of its own.
            subprocess.run(["cp", "-r", str(left), str(self.folder)], check=True)  # noqa: S607
        self.record.close(30)
        shutil.rmtree(left)
        self.where = str(self.folder / "record.sqlite")
        self.record, self.alone = self.opened(), True

    @rule(given=GIVEN, lesson=LESSON)
    def carry_away(self, given: str, lesson: str) -> None:
        """Export all, and go on in another record, to which it was brought twice."""
        self.add(given, lesson)
        assert self.record.close(30) == 0
        told = export_facts(self.where, self.learner)
        self.folder = next(self.folders)
        self.folder.mkdir(parents=True)
        self.where, export = str(self.folder / "record.sqlite"), self.folder / "export.jsonl"
        with export.open("w", encoding="ascii") as file:
            write_export(file, self.learner, told)
        for new in (len(told), 0):
            assert import_facts(self.where, read_export(export)).new == new
        self.record, self.alone = self.opened(), True

    def undo_last_but_one(self) -> None:
        """So that the order of what waits is of consequence."""
        for name, _, _ in self.model.answers[-2:-1]:
            self.record.undo(name)
            self.model.answers = [one for one in self.model.answers if one[0] != name]


SETTINGS = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def run(machine: Callable[[], RecordMachine]) -> None:
    """Let Hypothesis drive one machine after the other."""
    # It is said to want the class itself, and takes whatever makes a machine.
    run_state_machine_as_test(machine, settings=SETTINGS)  # type: ignore[arg-type]


def test_a_file_says_the_same_after_every_end_and_every_crash(tmp_path: Path) -> None:
    """Driven by Hypothesis."""
    numbers = count()
    run(lambda: FileMachine(tmp_path / f"{next(numbers)}"))


def test_a_server_says_the_same_after_every_end(server: Server) -> None:
    """Driven by Hypothesis; each example is another learner in one database."""
    where = server.fresh()
    run(lambda: RecordMachine(where))
