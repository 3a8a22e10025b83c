"""The app of one student, without the server around it."""

from pathlib import Path

from tutor.classroom.opening import Taught
from tutor.classroom.session import ClassApp
from tutor.classroom.warm import clock
from tutor.course.library import Library
from tutor.record.store import Record
from tutor.ui.session import Session


async def test_a_fault_tells_a_student_no_path_of_the_server(tmp_path: Path) -> None:
    """The details are for the teacher, in the folder of the record."""
    record = Record(str(tmp_path / "record.sqlite"), "", clock)
    session = Session(Library.open(None), record, clock, 7)
    app = ClassApp(session, Taught("server", record.where, None, ""))
    try:
        (tmp_path / "nothing").read_text(encoding="utf-8")
    except OSError:
        app._fatal_error()
    (told,) = map(str, app._exit_renderables)
    assert told.endswith("your answers are kept. Tell your teacher.")
    assert str(tmp_path) in (record.folder / "fault.txt").read_text(encoding="utf-8")
